//! Files and folders below the store: read, written and looked at without following a link out of it.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use vesper_speech::{Error, Kind};

/// What lies at a path, with links not followed.
pub(crate) enum Found {
    Nothing,
    File(Metadata),
    Folder,
    /// A link, a pipe, a device: nothing that the store put there.
    Other(&'static str),
}

pub(crate) fn look(path: &Path) -> io::Result<Found> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if absent(&error) => return Ok(Found::Nothing),
        Err(error) => return Err(error),
    };
    let kind = metadata.file_type();
    Ok(if kind.is_symlink() {
        Found::Other("is a link to another place")
    } else if kind.is_dir() {
        Found::Folder
    } else if kind.is_file() {
        Found::File(metadata)
    } else {
        Found::Other("is neither a file nor a folder")
    })
}

/// Not there: also when a file lies where one of its folders should.
fn absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// `inside` below `folder`; fails where one of the folders on the way is not a plain folder. `folder` itself may be
/// reached through links: the listener chose it.
pub(crate) fn below(folder: &Path, inside: &Path) -> io::Result<PathBuf> {
    let mut path = folder.to_path_buf();
    let mut parts = inside.components().peekable();
    while let Some(part) = parts.next() {
        let Component::Normal(part) = part else {
            return Err(io::Error::other("this path leads out of the folder of models"));
        };
        path.push(part);
        if parts.peek().is_some()
            && let Found::Other(what) = look(&path)?
        {
            return Err(io::Error::other(format!("`{}` {what}", path.display())));
        }
    }
    Ok(path)
}

/// Opens a plain file; what took its place since it was looked at is refused.
pub(crate) fn open(path: &Path) -> io::Result<(File, Metadata)> {
    let before = match look(path)? {
        Found::File(metadata) => metadata,
        Found::Nothing => return Err(ErrorKind::NotFound.into()),
        Found::Folder => return Err(io::Error::other("a folder lies where the file should")),
        Found::Other(what) => return Err(io::Error::other(format!("it {what}"))),
    };
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_file() && same(&before, &metadata) {
        Ok((file, metadata))
    } else {
        Err(io::Error::other("it was replaced at this moment"))
    }
}

/// The same file, unchanged as far as its length and times tell.
pub(crate) fn same(one: &Metadata, other: &Metadata) -> bool {
    identity(one) == identity(other)
        && one.len() == other.len()
        && one.modified().ok() == other.modified().ok()
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// The text of a file that is at most `longest` bytes long.
pub(crate) fn read_short(path: &Path, longest: u64) -> io::Result<String> {
    let (file, _) = open(path)?;
    let mut text = String::new();
    file.take(longest + 1).read_to_string(&mut text)?;
    if text.len() as u64 > longest {
        return Err(io::Error::other(format!("it is longer than {longest} bytes")));
    }
    Ok(text)
}

/// A name beside `path` that nobody else uses, for what is not whole yet.
pub(crate) fn beside(path: &Path) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    path.with_file_name(format!("{name}.{}-{count}.tmp", std::process::id()))
}

/// Makes a file that must not be there yet; a link that was put in its place is not followed.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// `bytes` under `path`, whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = beside(path);
    let written = (|| {
        let mut file = create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        put(&beside, path)
    })();
    if written.is_err() {
        // It may never have been made.
        drop(fs::remove_file(&beside));
    }
    written
}

/// Gives the synced file `beside` its final name `path`, and has the disk know it.
pub(crate) fn put(beside: &Path, path: &Path) -> io::Result<()> {
    fs::rename(beside, path)?;
    // Renaming one hard link onto another of the same file does nothing and leaves both.
    drop(fs::remove_file(beside));
    sync_folder(path.parent().unwrap_or(Path::new(".")))
}

#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// What a file takes on the disk: less than its length where it has holes.
#[cfg(unix)]
pub(crate) fn taken(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.len().min(metadata.blocks().saturating_mul(512))
}

#[cfg(not(unix))]
pub(crate) fn taken(metadata: &Metadata) -> u64 {
    metadata.len()
}

/// What deleting this name frees: nothing while the file has another.
#[cfg(unix)]
pub(crate) fn freed(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    if metadata.nlink() > 1 { 0 } else { taken(metadata) }
}

#[cfg(not(unix))]
pub(crate) fn freed(metadata: &Metadata) -> u64 {
    metadata.len()
}

pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Error {
    let (kind, advice) = match error.kind() {
        ErrorKind::NotFound => (Kind::MissingFile, "Get the model again with `vesper models get`."),
        ErrorKind::PermissionDenied => (Kind::Denied, "Give yourself the right to read it."),
        _ => (Kind::BadFile, "Look at what lies there; `vesper models remove` clears a model's folder."),
    };
    Error::new(kind, path.display().to_string(), format!("cannot be read: {error}."), advice)
}

pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Error {
    let (kind, advice) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            (Kind::DiskFull, "Free some space on that disk, or keep models on another.")
        }
        _ => (Kind::Unwritable, "Check that the folder of models may be written, or choose another."),
    };
    Error::new(kind, path.display().to_string(), format!("could not be written: {error}."), advice)
}
