//! Bringing one file into the store: linked where it can be, copied where not, under its final name only once it is
//! whole, checked and synced.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use vesper_speech::{Error, Kind, Out, Result};

use super::search::Source;
use crate::store::disk;
use crate::store::hash::{self, Pace};
use crate::store::verify::check_header;
use crate::{ModelFile, News, Sha256, cache};

/// Room that stays free on the disk.
const MARGIN: u64 = 64 << 20;

/// What a file must be, where anybody says it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Expected {
    pub(crate) size: Option<u64>,
    pub(crate) sha256: Option<Sha256>,
}

/// Brings `source` to `place` if it is what `expected` says, and gives its hash and length. The source is not changed.
pub(crate) fn bring(
    source: &Source,
    file: &ModelFile,
    expected: Expected,
    place: &Path,
    pace: &mut Pace,
    news: &mut dyn Out<News>,
) -> Result<(Sha256, u64)> {
    if let Some(size) = expected.size.filter(|size| *size != source.size) {
        return Err(wrong(&source.path, &format!("has {} bytes instead of {size}.", source.size)));
    }
    // One name suffices: whoever brings files into a folder holds its lease. What a kill left there goes.
    let beside = under_way(place);
    forget(&beside)?;
    let brought = linked_or_copied(source, &beside, &file.name, pace, news).and_then(|(sha256, length)| {
        if expected.sha256.is_some_and(|expected| expected != sha256) {
            return Err(wrong(&source.path, "is another file than the one asked for: its SHA-256 differs."));
        }
        check_header(&beside, &file.name)
            .map_err(|error| Error { subject: source.path.display().to_string(), ..error })?;
        disk::put(&beside, place).map_err(|error| disk::unwritable(place, &error))?;
        Ok((sha256, length))
    });
    if brought.is_err() {
        // It may have its final name already.
        drop(fs::remove_file(&beside));
    }
    brought
}

/// Where a file is kept on its way to `place`.
fn under_way(place: &Path) -> PathBuf {
    let mut path = place.as_os_str().to_owned();
    path.push(".coming.tmp");
    path.into()
}

fn forget(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(disk::unwritable(path, &error)),
        _ => Ok(()),
    }
}

/// A blob of the hub's cache is never written to again, so a second name for it is as good as a copy and takes no room.
/// Any other file might be changed later through its first name: it is copied.
fn linked_or_copied(
    source: &Source,
    beside: &Path,
    name: &str,
    pace: &mut Pace,
    news: &mut dyn Out<News>,
) -> Result<(Sha256, u64)> {
    let path = fs::canonicalize(&source.path).map_err(|error| unreadable(&source.path, &error))?;
    if cache::is_blob(&path) && fs::hard_link(&path, beside).is_ok() {
        let mut file = File::open(beside).map_err(|error| unreadable(&source.path, &error))?;
        return hash::stream((&source.path, &mut file), None, name, pace, news);
    }
    copy(source, beside, name, pace, news)
}

fn copy(
    source: &Source,
    beside: &Path,
    name: &str,
    pace: &mut Pace,
    news: &mut dyn Out<News>,
) -> Result<(Sha256, u64)> {
    let mut from = File::open(&source.path).map_err(|error| unreadable(&source.path, &error))?;
    room(beside, source.size)?;
    let mut to = disk::create(beside).map_err(|error| disk::unwritable(beside, &error))?;
    let read = hash::stream((&source.path, &mut from), Some((beside, &mut to)), name, pace, news)?;
    to.sync_all().map_err(|error| disk::unwritable(beside, &error))?;
    Ok(read)
}

/// Refuses to begin what the disk has no room for. A disk that does not say how full it is gets the benefit.
fn room(beside: &Path, size: u64) -> Result<()> {
    let folder = beside.parent().unwrap_or(Path::new("."));
    let free = fs4::available_space(folder).unwrap_or(u64::MAX);
    if size.saturating_add(MARGIN) <= free {
        return Ok(());
    }
    let what = format!("has {} MB free; {} MB are needed.", free >> 20, (size + MARGIN) >> 20);
    let advice = "Free some space on that disk, or keep models on another.";
    Err(Error::new(Kind::DiskFull, folder.display().to_string(), what, advice))
}

fn wrong(path: &Path, what: &str) -> Error {
    let advice = "Point to the file that the model's page on the hub offers, or get it from there.";
    Error::new(Kind::BadFile, path.display().to_string(), what, advice)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let kind = if error.kind() == ErrorKind::PermissionDenied { Kind::Denied } else { Kind::BadFile };
    Error::new(kind, path.display().to_string(), format!("cannot be read: {error}."), "Check the path.")
}
