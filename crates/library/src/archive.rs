//! Everything that is kept, as one file for other programs and other machines.
//!
//! An archive is a ZIP file with a manifest and one entry of JSON lines per table; `docs/archive.md` is its
//! description. Archives that are brought in may come from anybody: everything in them is bounded and checked.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::TransactionBehavior;
use serde::{Deserialize, Serialize};
use vesper_speech::{Error, Kind, Out, Result};

use crate::archive_merge::Merge;
use crate::archive_read::Archive;
use crate::archive_rows::{
    AssignmentRow, BranchRow, FactRow, LineRow, PlaceRow, RequestRow, SessionRow, SettingRow, StoryRow, Table,
};
use crate::archive_write::Writing;
use crate::fault::fault;
use crate::open::{Library, now};
use crate::snapshot::home;

pub(crate) const FORMAT: &str = "vesper-archive";
pub(crate) const VERSION: u32 = 2;
pub(crate) const MANIFEST: &str = "manifest.json";

/// How far an export or an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    pub done: u64,
    pub total: u64,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows that are new here.
    pub added: u64,
    /// Rows that were here already, and rows of which this library has a later state.
    pub known: u64,
}

/// The first entry of an archive.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    pub(crate) format: String,
    pub(crate) version: u32,
    /// When the archive was made, in seconds since 1970.
    pub(crate) made: u64,
    /// Rows by the names of the entries.
    pub(crate) rows: BTreeMap<String, u64>,
}

impl Manifest {
    fn total(&self) -> u64 {
        self.rows.values().fold(0, |sum, rows| sum.saturating_add(*rows))
    }
}

/// Does the same for every table, in the order of the archive: what others refer to comes before them.
macro_rules! every_table {
    ($do:ident ! ($($with:tt)*)) => {
        $do!($($with)*, SessionRow);
        $do!($($with)*, LineRow);
        $do!($($with)*, StoryRow);
        $do!($($with)*, BranchRow);
        $do!($($with)*, FactRow);
        $do!($($with)*, PlaceRow);
        $do!($($with)*, SettingRow);
        $do!($($with)*, AssignmentRow);
        $do!($($with)*, RequestRow);
    };
}

/// The entries of an archive besides its manifest.
pub(crate) const ENTRIES: [&str; 9] = [
    SessionRow::ENTRY,
    LineRow::ENTRY,
    StoryRow::ENTRY,
    BranchRow::ENTRY,
    FactRow::ENTRY,
    PlaceRow::ENTRY,
    SettingRow::ENTRY,
    AssignmentRow::ENTRY,
    RequestRow::ENTRY,
];

impl Library {
    /// Writes everything that is kept to an archive at `path`, which is whole and synced when this returns `Ok` and
    /// as it was before otherwise. Shows the library as it is at one moment, whoever writes to it meanwhile.
    pub fn export(&self, path: &Path, news: &mut dyn Out<Rows>) -> Result<()> {
        self.refuse_own(path)?;
        let failed = |error: rusqlite::Error| fault(self.path(), &error);
        let moment = self.connection.unchecked_transaction().map_err(failed)?;
        let mut manifest =
            Manifest { format: FORMAT.into(), version: VERSION, made: now(), rows: BTreeMap::new() };
        macro_rules! count {
            ($moment:expr, $row:ty) => {
                let rows = count::<$row>(&$moment).map_err(failed)?;
                manifest.rows.insert(<$row>::ENTRY.into(), rows);
            };
        }
        every_table!(count!(moment));
        let mut writing = Writing::begin(path, self.path(), &manifest)?;
        let mut progress = Progress { news, rows: Rows { done: 0, total: manifest.total() } };
        macro_rules! write {
            ($moment:expr, $row:ty) => {
                writing.table::<$row>(&$moment, &mut progress)?;
            };
        }
        every_table!(write!(moment));
        writing.finish()?;
        progress.tell()
    }

    /// Brings in what an archive holds and this library does not. What both have is recognised, so the same
    /// archive twice adds nothing the second time; of two states of one thing the later stays. All of it or, where
    /// this does not return `Ok`, nothing.
    ///
    /// `BadFile`: the archive is damaged, of a newer version, or none at all; `MissingFile`: there is no such file.
    pub fn import(&mut self, path: &Path, news: &mut dyn Out<Rows>) -> Result<Imported> {
        let mut archive = Archive::open(path)?;
        let manifest = archive.manifest()?;
        let mut progress = Progress { news, rows: Rows { done: 0, total: manifest.total() } };
        let library = self.path.clone();
        let failed = |error: rusqlite::Error| fault(library.as_deref(), &error);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let mut merge = Merge::into(&transaction, library.as_deref());
        macro_rules! merge {
            ($manifest:expr, $row:ty) => {
                archive.table::<$row>(&$manifest, &mut |row| {
                    progress.step()?;
                    merge.row(row)
                })?;
            };
        }
        every_table!(merge!(manifest));
        let imported = merge.finish()?;
        progress.tell()?;
        transaction.commit().map_err(failed)?;
        Ok(imported)
    }

    /// An archive in the place of the library would be the end of it.
    fn refuse_own(&self, path: &Path) -> Result<()> {
        let Some(library) = self.path() else { return Ok(()) };
        let folders = (home(path).canonicalize(), home(library).canonicalize());
        let same_folder = matches!(&folders, (Ok(one), Ok(other)) if one == other);
        let own = library.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let named = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if same_folder && named.starts_with(&own) {
            return Err(Error::new(
                Kind::BadRequest,
                path.display().to_string(),
                "is the library itself.",
                "Choose another name for the archive.",
            ));
        }
        Ok(())
    }
}

fn count<T: Table>(connection: &rusqlite::Connection) -> rusqlite::Result<u64> {
    connection.query_row(&format!("SELECT count(*) FROM ({})", T::SELECT), [], |row| row.get(0))
}

/// Tells how far the work is, often enough to be stopped at once.
pub(crate) struct Progress<'a> {
    news: &'a mut dyn Out<Rows>,
    rows: Rows,
}

impl Progress<'_> {
    pub(crate) fn step(&mut self) -> Result<()> {
        self.rows.done += 1;
        if self.rows.done.is_multiple_of(1024) {
            self.tell()?;
        } else if self.rows.done.is_multiple_of(32) {
            self.news.check()?;
        }
        Ok(())
    }

    fn tell(&mut self) -> Result<()> {
        self.news.put(self.rows)
    }
}
