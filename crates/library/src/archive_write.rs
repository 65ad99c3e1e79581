//! Writing an archive.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rusqlite::Connection;
use vesper_speech::{Error, Kind, Result};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::archive::{MANIFEST, Manifest, Progress};
use crate::archive_rows::Table;
use crate::fault::fault;
use crate::snapshot::{home, sync, unwritable};

/// An archive on its way. It lies beside its place until it is whole, and is removed where it never becomes so.
pub(crate) struct Writing<'a> {
    path: &'a Path,
    library: Option<&'a Path>,
    part: Removed,
    zip: ZipWriter<Sink>,
    failure: Failure,
}

/// What went wrong first.
type Failure = Rc<RefCell<Option<io::Error>>>;

/// The file, as the ZIP writer sees it: nothing ever fails. That writer finishes its entry when it is dropped and
/// panics where it cannot, so that it must not know of a full disk.
struct Sink {
    file: BufWriter<File>,
    at: u64,
    end: u64,
    failure: Failure,
}

impl Sink {
    fn attempt(&mut self, work: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) {
        if self.failure.borrow().is_none()
            && let Err(error) = work(&mut self.file)
        {
            *self.failure.borrow_mut() = Some(error);
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(|file| file.write_all(bytes));
        self.at += bytes.len() as u64;
        self.end = self.end.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(BufWriter::flush);
        Ok(())
    }
}

impl Seek for Sink {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        let at = self.at;
        self.attempt(|file| file.seek(SeekFrom::Start(at)).map(drop));
        Ok(at)
    }
}

/// Removes what still has its passing name.
struct Removed(PathBuf);

impl Drop for Removed {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.0));
    }
}

impl<'a> Writing<'a> {
    /// `library` is named where reading it fails.
    pub(crate) fn begin(
        path: &'a Path,
        library: Option<&'a Path>,
        manifest: &Manifest,
    ) -> Result<Writing<'a>> {
        if path.is_dir() || path.file_name().is_none() {
            let what = "is a folder, not a file.";
            return Err(Error::new(Kind::BadRequest, path.display().to_string(), what, "Name a file in it."));
        }
        // It would be replaced, not written to.
        if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
            let (what, advice) = ("is a device or a pipe, not a file.", "Name a file.");
            return Err(Error::new(Kind::BadRequest, path.display().to_string(), what, advice));
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        let part = Removed(path.with_file_name(name));
        let mut options = File::options();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options
            .create(true)
            .truncate(true)
            .write(true)
            .open(&part.0)
            .map_err(|error| unwritable(path, &error))?;
        let failure = Failure::default();
        let file = BufWriter::with_capacity(1 << 16, file);
        let zip = ZipWriter::new(Sink { file, at: 0, end: 0, failure: Rc::clone(&failure) });
        let mut writing = Writing { path, library, part, zip, failure };
        writing.entry(MANIFEST)?;
        writing.line(manifest)?;
        Ok(writing)
    }

    /// All rows of a table, as they are at the moment of `connection`'s transaction.
    pub(crate) fn table<T: Table>(
        &mut self,
        connection: &Connection,
        progress: &mut Progress<'_>,
    ) -> Result<()> {
        let library = self.library;
        let failed = |error: rusqlite::Error| fault(library, &error);
        self.entry(T::ENTRY)?;
        let mut statement = connection.prepare(T::SELECT).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            progress.step()?;
            self.line(&T::read(row).map_err(failed)?)?;
        }
        Ok(())
    }

    /// Syncs the archive and gives it its name.
    pub(crate) fn finish(self) -> Result<()> {
        let path = self.path;
        let sink = self.zip.finish().map_err(|error| failed(path, error))?;
        told(path, &self.failure)?;
        let finished = || {
            sink.file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
            fs::rename(&self.part.0, path)?;
            sync(home(path))
        };
        finished().map_err(|error| unwritable(path, &error))
    }

    /// Begins an entry. Its time is left at the format's first, so that the same library makes the same bytes.
    fn entry(&mut self, name: &str) -> Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.zip.start_file(name, options).map_err(|error| failed(self.path, error))
    }

    fn line(&mut self, row: &impl serde::Serialize) -> Result<()> {
        let mut text =
            serde_json::to_vec(row).map_err(|error| unwritable(self.path, &io::Error::other(error)))?;
        text.push(b'\n');
        self.zip.write_all(&text).map_err(|error| unwritable(self.path, &error))?;
        told(self.path, &self.failure)
    }
}

fn told(path: &Path, failure: &Failure) -> Result<()> {
    failure.take().map_or(Ok(()), |error| {
        let told = unwritable(path, &error);
        // Nothing is written any more, whatever the ZIP writer still does.
        *failure.borrow_mut() = Some(error);
        Err(told)
    })
}

fn failed(path: &Path, error: ZipError) -> Error {
    match error {
        ZipError::Io(error) => unwritable(path, &error),
        error => unwritable(path, &io::Error::other(error)),
    }
}
