//! Only one at a time fetches a model, whichever process or thread it is; the others show its progress.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use vesper_speech::Result;

use super::journal::JOURNAL;
use crate::store::disk;
use crate::{Progress, Step};

/// Held by whoever fetches; the system lets go of it when that process ends, however it does.
const LEASE: &str = ".get.lock";
/// How far the holder is, for those who wait.
const PROGRESS: &str = ".get.progress";
/// Longest text of that.
const LONGEST: u64 = 4096;

/// The right to fetch into one folder, until it is dropped.
pub(crate) struct Lease {
    locked: File,
    progress: PathBuf,
}

impl Lease {
    /// `None` while somebody else has it. `folder` must be there.
    pub(crate) fn take(folder: &Path) -> Result<Option<Lease>> {
        let path = folder.join(LEASE);
        let take = || -> io::Result<Option<File>> {
            if let disk::Found::Other(what) = disk::look(&path)? {
                return Err(io::Error::other(what));
            }
            let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path)?;
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => Ok(Some(file)),
                // Somebody removed the folder meanwhile: this lock is on a file that nobody else will find.
                Ok(()) | Err(TryLockError::WouldBlock) => Ok(None),
                Err(TryLockError::Error(error)) => Err(error),
            }
        };
        let file = take().map_err(|error| disk::unwritable(&path, &error))?;
        Ok(file.map(|file| Lease { locked: file, progress: folder.join(PROGRESS) }))
    }

    /// Takes away what a work that was killed in the middle of a word left beside its journal.
    pub(super) fn sweep(&self) {
        let left =
            |name: &str| name.ends_with(".tmp") && (name.contains(JOURNAL) || name.starts_with(PROGRESS));
        let folder = self.progress.parent().and_then(|folder| std::fs::read_dir(folder).ok());
        for entry in folder.into_iter().flatten().flatten() {
            if entry.file_name().to_str().is_some_and(left) {
                // Another time, then.
                drop(std::fs::remove_file(entry.path()));
            }
        }
    }

    /// Leaves word for those who wait. What cannot be written is no reason to stop.
    pub(super) fn tell(&self, progress: &Progress) {
        let optional = |number: Option<u64>| number.map_or("-".into(), |number| number.to_string());
        let text = format!(
            "{} {} {} {} {}\n",
            progress.done,
            optional(progress.total),
            optional(progress.speed.map(|speed| speed as u64)),
            optional(progress.left.map(|left| left.as_secs())),
            progress.file
        );
        let write = || -> io::Result<()> {
            let beside = disk::beside(&self.progress);
            let written = disk::create(&beside).and_then(|mut file| file.write_all(text.as_bytes()));
            written.and_then(|()| std::fs::rename(&beside, &self.progress)).inspect_err(|_| {
                drop(std::fs::remove_file(&beside));
            })
        };
        if let Err(error) = write() {
            tracing::debug!(%error, "those who wait for the same model see no progress");
        }
    }

    /// What the holder told last.
    pub(super) fn told(folder: &Path) -> Option<Progress> {
        let text = disk::read_short(&folder.join(PROGRESS), LONGEST).ok()?;
        let mut words = text.trim_end().splitn(5, ' ');
        let mut number = || words.next().map(|word| word.parse::<u64>().ok());
        let (done, total, speed, left) = (number()??, number()?, number()?, number()?);
        let file = words.next()?.chars().filter(|c| !c.is_control()).collect();
        Some(Progress {
            step: Step::Waiting,
            file,
            done,
            total,
            speed: speed.map(|speed| speed as f64),
            left: left.map(Duration::from_secs),
        })
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // It need not be there. The lease's own file stays: taking it away would let two hold one each.
        drop(std::fs::remove_file(&self.progress));
        // A program that this one starts at the same moment has the file too until it becomes itself: closing ours alone
        // would leave it locked until then.
        if let Err(error) = self.locked.unlock() {
            tracing::debug!(%error, "the lock goes when its file is closed");
        }
    }
}

/// Whether `path` leads to `file` still.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata().map(identity), std::fs::symlink_metadata(path).map(identity)) {
        (Ok(held), Ok(found)) => held == found,
        _ => false,
    }
}

/// An open file cannot be taken away here.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}
