//! A file under way: written in many places at once, read back for its hash, closed at any moment.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::RwLock;

use vesper_speech::{Error, Kind, Result};

use crate::store::disk::{self, Found};

pub(super) struct Part {
    path: PathBuf,
    file: File,
    /// Writers hold it for reading. A thread that hangs in the network when its work is stopped must not write any
    /// more when it comes back.
    open: RwLock<bool>,
}

impl Part {
    /// Opens what is there of the file, or begins it.
    pub(super) fn open(path: &Path) -> Result<Part> {
        match disk::look(path).map_err(|error| disk::unreadable(path, &error))? {
            Found::Nothing | Found::File(_) => {}
            Found::Folder | Found::Other(_) => {
                return Err(Error::new(
                    Kind::Unwritable,
                    path.display().to_string(),
                    "is not a plain file.",
                    "Take it away: a download is kept there until it is whole.",
                ));
            }
        }
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let file = file.map_err(|error| disk::unwritable(path, &error))?;
        Ok(Part { path: path.to_owned(), file, open: RwLock::new(true) })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn length(&self) -> Result<u64> {
        self.file
            .metadata()
            .map(|metadata| metadata.len())
            .map_err(|error| disk::unreadable(&self.path, &error))
    }

    /// Forgets all bytes from `length` on, or all that `length` has more are zero.
    pub(super) fn set_length(&self, length: u64) -> Result<()> {
        self.file.set_len(length).map_err(|error| self.unwritable(&error))
    }

    /// Writes `bytes` at `at`. [`Kind::Stopped`] once it is closed.
    pub(super) fn write(&self, at: u64, bytes: &[u8]) -> Result<()> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        if !*open {
            return Err(Error::stopped());
        }
        write_all(&self.file, at, bytes).map_err(|error| self.unwritable(&error))
    }

    /// Reads up to `bytes.len()` bytes at `at`; 0 at the end of the file.
    pub(super) fn read(&self, at: u64, bytes: &mut [u8]) -> Result<usize> {
        loop {
            match read_at(&self.file, at, bytes) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => return read.map_err(|error| disk::unreadable(&self.path, &error)),
            }
        }
    }

    /// Has the disk know every byte that was written.
    pub(super) fn sync(&self) -> Result<()> {
        self.file.sync_data().map_err(|error| self.unwritable(&error))
    }

    /// The same, with the file's length and times.
    pub(super) fn sync_all(&self) -> Result<()> {
        self.file.sync_all().map_err(|error| self.unwritable(&error))
    }

    /// Nothing is written after this.
    pub(super) fn close(&self) {
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = false;
    }

    fn unwritable(&self, error: &io::Error) -> Error {
        let mut fault = disk::unwritable(&self.path, error);
        fault.advice = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "Free some space on that disk, then get the model again: it goes on from where it is."
            }
            ErrorKind::FileTooLarge => {
                "That disk, or a limit on this program, allows no file this long. Keep models on another disk."
            }
            _ => return fault,
        }
        .into();
        fault
    }
}

#[cfg(unix)]
fn write_all(file: &File, at: u64, bytes: &[u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read_at(file: &File, at: u64, bytes: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, at)
}

#[cfg(windows)]
fn write_all(file: &File, mut at: u64, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_write(file, bytes, at) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => {
                at += written as u64;
                bytes = bytes.get(written..).unwrap_or_default();
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(windows)]
fn read_at(file: &File, at: u64, bytes: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, at)
}
