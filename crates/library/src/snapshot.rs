//! Copies of the library, one a week, for the day its file is damaged.
//!
//! A snapshot is a library of its own in `snapshots/` beside the file, compact, checked and synced before it gets
//! its name. What was deleted is in none: deleting replaces them all.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use vesper_speech::{Error, Kind, Result};

use crate::damage;
use crate::fault::fault;
use crate::open::{self, Library, Refused, now};
use crate::snapshot_day::{self, DAY};

/// Days from one snapshot to the next.
const APART: u64 = 7;
/// How many are kept.
const KEPT: usize = 4;
/// How long one process waits for another that is taking or renewing snapshots.
const PATIENCE: Duration = Duration::from_secs(10);

/// A copy of the library as it was on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub path: PathBuf,
    /// The day it was taken, as seconds since 1970 at its first moment (UTC).
    pub day: u64,
    pub bytes: u64,
}

impl Library {
    /// The snapshots there are, the newest first. None for a library in memory.
    pub fn snapshots(&self) -> Vec<Snapshot> {
        self.path().map(snapshots).unwrap_or_default()
    }

    /// Takes a snapshot now, in place of another of the same day; the oldest beyond four go.
    pub fn snapshot(&self) -> Result<Snapshot> {
        take(self.file()?)
    }

    /// Puts the content of `snapshot` in the place of everything in this library, all at once. What was there lies
    /// afterwards in the file that is returned, `library-replaced-<time>.db` beside this one.
    ///
    /// Fails with `MissingFile` or `BadFile` where the snapshot cannot be used; the library stays as it was then.
    pub fn restore(&mut self, snapshot: &Snapshot) -> Result<PathBuf> {
        let path = self.file()?.to_owned();
        let part = Part::beside(&path)?;
        fs::copy(&snapshot.path, &part.path).map_err(|error| unreadable(&snapshot.path, &error))?;
        let copy = match open::connect(&part.path) {
            Ok(copy) => copy,
            Err(Refused::Failed(error)) => return Err(Error { subject: named(&snapshot.path), ..error }),
            Err(Refused::Damaged(what)) => return Err(unusable(&snapshot.path, &what)),
        };
        if let Some(what) = damage::thorough(&copy).map_err(|error| fault(Some(&snapshot.path), &error))? {
            return Err(unusable(&snapshot.path, &what));
        }
        let aside = damage::free_name(&path, "replaced")?;
        write(&self.connection, &aside)?;
        overwrite(&copy, &mut self.connection).map_err(|error| fault(Some(&path), &error))?;
        Ok(aside)
    }

    fn file(&self) -> Result<&Path> {
        self.path().ok_or_else(|| {
            Error::new(Kind::BadRequest, "library", "is kept in memory only and has no snapshots.", "")
        })
    }
}

/// The snapshots of the library at `library`, the newest first.
pub(crate) fn snapshots(library: &Path) -> Vec<Snapshot> {
    let Ok(entries) = fs::read_dir(folder(library)) else { return Vec::new() };
    let mut found: Vec<Snapshot> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let day = snapshot_day::read(name.to_str()?.strip_prefix("library-")?.strip_suffix(".db")?)?;
            let bytes = entry.metadata().ok().filter(fs::Metadata::is_file)?.len();
            Some(Snapshot { path: entry.path(), day, bytes })
        })
        .collect();
    found.sort_by_key(|snapshot| std::cmp::Reverse(snapshot.day));
    found
}

/// Whether the newest snapshot is a week old, or none is there though there is something to keep.
pub(crate) fn due(library: &Path) -> bool {
    // One from the future was taken while the clock was wrong, and says nothing.
    let today = now() / DAY;
    let is_fresh = snapshots(library).iter().any(|snapshot| {
        let day = snapshot.day / DAY;
        day <= today && today < day + APART
    });
    !is_fresh && looked_into(library).unwrap_or(false)
}

fn looked_into(library: &Path) -> rusqlite::Result<bool> {
    let connection = Connection::open_with_flags(library, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    open::set_up(&connection)?;
    holds_something(&connection)
}

/// Whether anything is in the library that a listener would miss: a snapshot without is nothing to go back to.
pub(crate) fn holds_something(library: &Connection) -> rusqlite::Result<bool> {
    library.query_row(
        "SELECT EXISTS (SELECT 1 FROM session) OR EXISTS (SELECT 1 FROM story) OR EXISTS (SELECT 1 FROM place)
             OR EXISTS (SELECT 1 FROM setting) OR EXISTS (SELECT 1 FROM assignment)",
        [],
        |row| row.get(0),
    )
}

/// Takes a snapshot of the library at `library`.
pub(crate) fn take(library: &Path) -> Result<Snapshot> {
    let _alone = Alone::among(library)?;
    take_alone(library)
}

/// Takes the place of every snapshot there is with one of the library as it is now, so that none holds what was
/// deleted. They are gone when this returns, also where the new one failed.
pub(crate) fn renew(library: &Path) -> Result<()> {
    let _alone = Alone::among(library)?;
    let old = snapshots(library);
    for snapshot in &old {
        match fs::remove_file(&snapshot.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(unwritable(&snapshot.path, &error));
            }
            _ => {}
        }
    }
    sync(&folder(library)).map_err(|error| unwritable(&folder(library), &error))?;
    if !old.is_empty() && looked_into(library).map_err(|error| fault(Some(library), &error))? {
        take_alone(library)?;
    }
    Ok(())
}

fn take_alone(library: &Path) -> Result<Snapshot> {
    let day = now() / DAY * DAY;
    let path = folder(library).join(format!("library-{}.db", snapshot_day::written(day)));
    let source = Connection::open_with_flags(library, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .and_then(|source| open::set_up(&source).map(|()| source))
        .map_err(|error| fault(Some(library), &error))?;
    let bytes = write(&source, &path)?;
    for old in snapshots(library).iter().filter(|snapshot| snapshot.path != path).skip(KEPT - 1) {
        // One too many is no loss; the next one tries again.
        drop(fs::remove_file(&old.path));
    }
    Ok(Snapshot { path, day, bytes })
}

/// Writes the content of `source` to a file at `path`, which is whole, checked and synced or not there. Its length.
fn write(source: &Connection, path: &Path) -> Result<u64> {
    let part = Part::beside(path)?;
    let name = part.path.to_str().ok_or_else(|| {
        unwritable(path, &std::io::Error::new(ErrorKind::InvalidInput, "the folder's name is not UTF-8"))
    })?;
    source.execute("VACUUM INTO ?1", [name]).map_err(|error| fault(Some(path), &error))?;
    check(&part.path)?;
    part.rename(path).map_err(|error| unwritable(path, &error))
}

/// Refuses a copy that is not sound: it would fail on the one day it is needed.
fn check(copy: &Path) -> Result<()> {
    let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .map_err(|error| fault(Some(copy), &error))?;
    match damage::thorough(&connection).map_err(|error| fault(Some(copy), &error))? {
        Some(what) => Err(unusable(copy, &what)),
        None => Ok(()),
    }
}

/// All pages of `source` in one transaction of `library`, which others may have open.
fn overwrite(source: &Connection, library: &mut Connection) -> rusqlite::Result<()> {
    let started = Instant::now();
    let backup = Backup::new(source, library)?;
    loop {
        match backup.step(-1)? {
            StepResult::Done => return Ok(()),
            _ if started.elapsed() > PATIENCE => {
                return Err(rusqlite::Error::SqliteFailure(
                    rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
                    None,
                ));
            }
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// A file under a passing name, readable by its owner alone; gone again unless it was renamed.
pub(crate) struct Part {
    path: PathBuf,
}

impl Part {
    /// An empty file in the folder of `path`.
    pub(crate) fn beside(path: &Path) -> Result<Part> {
        let folder = home(path);
        let part = Part { path: folder.join(format!("library-{}.part", std::process::id())) };
        part.remove();
        let made = || {
            let mut options = fs::OpenOptions::new();
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.create_new(true).write(true).open(&part.path)
        };
        made().map_err(|error| unwritable(path, &error))?;
        Ok(part)
    }

    pub(crate) fn is(path: &Path) -> bool {
        path.extension().is_some_and(|end| end == "part")
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Syncs the file and gives it its name; its length.
    pub(crate) fn rename(self, path: &Path) -> std::io::Result<u64> {
        let file = File::options().write(true).open(&self.path)?;
        file.sync_all()?;
        fs::rename(&self.path, path)?;
        sync(home(path))?;
        Ok(file.metadata()?.len())
    }

    fn remove(&self) {
        for end in ["", "-journal", "-wal", "-shm"] {
            // Usually there is nothing to remove.
            drop(fs::remove_file(damage::beside(&self.path, end)));
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.remove();
    }
}

/// Holds off every other process that would change the snapshots.
struct Alone {
    _lock: File,
}

impl Alone {
    fn among(library: &Path) -> Result<Alone> {
        let folder = folder(library);
        let path = folder.join("lock");
        let started = Instant::now();
        let opened = || {
            fs::create_dir_all(&folder)?;
            File::options().create(true).truncate(false).write(true).open(&path)
        };
        let lock = opened().map_err(|error| unwritable(&path, &error))?;
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(fs::TryLockError::WouldBlock) if started.elapsed() > PATIENCE => {
                    return Err(Error::new(
                        Kind::Unwritable,
                        named(&folder),
                        "is in use by another Vesper that does not let go.",
                        "Close the other one, or try again.",
                    ));
                }
                Err(fs::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
                // A file system without locks is no reason to have no snapshots.
                Err(fs::TryLockError::Error(_)) => break,
            }
        }
        clear(&folder);
        Ok(Alone { _lock: lock })
    }
}

/// Removes from `folder` what a process that was killed left half-made.
pub(crate) fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("library-") && name.contains(".part") {
            drop(fs::remove_file(entry.path()));
        }
    }
}

pub(crate) fn folder(library: &Path) -> PathBuf {
    library.with_file_name("snapshots")
}

/// The folder that `path` lies in.
pub(crate) fn home(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(unix)]
pub(crate) fn sync(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn named(path: &Path) -> String {
    path.display().to_string()
}

fn unusable(path: &Path, what: &str) -> Error {
    Error::new(Kind::BadFile, named(path), what, "Choose another snapshot; the library is as it was.")
}

pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound => Error::new(Kind::MissingFile, named(path), "is not there.", ""),
        _ => Error::new(
            Kind::BadFile,
            named(path),
            format!("cannot be read: {error}."),
            "Check that you may read it.",
        ),
    }
}

pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    let (kind, advice) = match error.kind() {
        ErrorKind::StorageFull => (Kind::DiskFull, "Free some space and try again."),
        _ => (Kind::Unwritable, "Check that the folder may be written."),
    };
    Error::new(kind, named(path), format!("could not be written: {error}."), advice)
}
