//! What is known to lie on the disk of a file under way: `<file>.part.toml`, beside the part.
//!
//! A range is written down only after the disk has its bytes, so that what the journal says holds after a kill and
//! after a power cut. It is replaced whole each time, without waiting for the disk: an older one that a power cut brings
//! back is as true, and one that cannot be believed counts as none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use vesper_speech::Result;

use super::failure::Failure;
use super::resolve::Resolved;
use super::spans::Spans;
use super::transfer::Transfer;
use crate::store::disk::{self, Found};

/// Longest text of a journal: a few dozen ranges are usual.
const LONGEST: u64 = 1 << 20;

/// What comes after a file's name while it is under way.
const PART: &str = ".part";
pub(super) const JOURNAL: &str = ".part.toml";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    size: u64,
    /// What tells this version of the file from others: its hash, or the hub's tag.
    version: String,
    /// From the first byte to before the last, in order.
    arrived: Vec<(u64, u64)>,
}

pub(super) struct Journal {
    path: PathBuf,
    size: u64,
    version: String,
}

impl Journal {
    /// Of `file`, which is to lie at `place`.
    pub(super) fn of(file: &Resolved, place: &Path) -> Journal {
        Journal { path: named(place, JOURNAL), size: file.size, version: version(file) }
    }

    /// What of this version is there in a part of `length` bytes: nothing where the journal is of another, or cannot
    /// be believed.
    pub(super) fn read(&self, length: u64) -> Spans {
        let written =
            read(&self.path).filter(|written| written.size == self.size && written.version == self.version);
        let mut spans =
            written.and_then(|written| Spans::read(&written.arrived, self.size)).unwrap_or_default();
        spans.cut(length);
        spans
    }

    /// Writes down what comes in `transfer`, until it is over.
    pub(super) fn follow(&self, transfer: &Transfer) {
        while let Some((arrived, last)) = transfer.to_record() {
            let written = transfer.part.sync().and_then(|()| self.write(&arrived));
            match written {
                Ok(()) => transfer.recorded(arrived.total()),
                Err(error) => return transfer.end(Failure::Final(error)),
            }
            if last {
                return;
            }
        }
    }

    /// Writes down what is there. The bytes must have been synced.
    fn write(&self, arrived: &Spans) -> Result<()> {
        let written = Written { size: self.size, version: self.version.clone(), arrived: arrived.pairs() };
        let text = toml::to_string(&written)
            .map_err(|error| disk::unwritable(&self.path, &io::Error::other(error)))?;
        let beside = disk::beside(&self.path);
        let write = || -> io::Result<()> {
            disk::create(&beside)?.write_all(text.as_bytes())?;
            fs::rename(&beside, &self.path)
        };
        write().map_err(|error| {
            // It may never have been made.
            drop(fs::remove_file(&beside));
            disk::unwritable(&self.path, &error)
        })
    }
}

fn version(file: &Resolved) -> String {
    match (&file.sha256, &file.tag) {
        (Some(sha256), _) => format!("sha256 {sha256}"),
        (None, Some(tag)) => format!("tag {tag}"),
        (None, None) => "unknown".into(),
    }
}

fn read(path: &Path) -> Option<Written> {
    toml::from_str(&disk::read_short(path, LONGEST).ok()?).ok()
}

fn named(place: &Path, ending: &str) -> PathBuf {
    let mut path = place.as_os_str().to_owned();
    path.push(ending);
    path.into()
}

/// Where the bytes of the file that is to lie at `place` are kept until it is whole.
pub(super) fn part(place: &Path) -> PathBuf {
    named(place, PART)
}

/// Deletes what is under way of the file that is to lie at `place`.
pub(super) fn drop_part(place: &Path) -> Result<()> {
    // The journal first: a part without one is nothing, a journal without its part would be wrong.
    for path in [named(place, JOURNAL), part(place)] {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(disk::unwritable(&path, &error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Bytes that have come of the file that is to lie at `place`, as its journal says.
pub(crate) fn under_way(place: &Path) -> Option<u64> {
    let Ok(Found::File(part)) = disk::look(&part(place)) else { return None };
    let written = read(&named(place, JOURNAL))?;
    let mut spans = Spans::read(&written.arrived, written.size)?;
    spans.cut(part.len());
    Some(spans.total())
}
