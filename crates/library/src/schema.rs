//! The tables, and how a library of an older version becomes one of this.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};
use vesper_speech::{Error, Kind};

use crate::open::Refused;

/// Every version of the schema that was ever shipped, each as the step from the one before it.
pub(crate) const STEPS: &[&str] = &[include_str!("migrations/0001_first.sql")];

/// The version that this Vesper writes.
pub(crate) const VERSION: usize = STEPS.len();

/// `Vspr`: SQLite keeps it in the file's header, so that other programs see whose file it is.
pub(crate) const APPLICATION: i32 = 0x5673_7072;

/// Makes the tables in an empty database.
pub(crate) fn build(connection: &mut Connection) -> rusqlite::Result<()> {
    migrate(connection, STEPS)
}

/// Whether there is something in the file that an earlier Vesper wrote.
pub(crate) fn is_older(connection: &Connection) -> rusqlite::Result<bool> {
    Ok((1..VERSION).contains(&version(connection)?))
}

/// Brings an opened file to this version, or says why it cannot be used.
pub(crate) fn ready(connection: &mut Connection, path: &Path) -> Result<(), Refused> {
    let refused = |error| Refused::because(path, &error);
    let version = version(connection).map_err(refused)?;
    if version == 0 && is_empty(connection).map_err(refused)? {
        return migrate(connection, STEPS).map_err(refused);
    }
    if application(connection).map_err(refused)? != APPLICATION {
        return Err(Refused::Damaged("is no library of Vesper's.".into()));
    }
    if version > VERSION {
        return Err(Refused::Failed(newer(path, version)));
    }
    if version < VERSION {
        migrate(connection, STEPS).map_err(refused)?;
    }
    Ok(())
}

/// Takes the steps that are missing, all in one transaction: afterwards the file is of the last version, or as it
/// was before. The version is asked again inside, because another process may have been faster.
pub(crate) fn migrate(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&transaction)?;
    for step in steps.iter().skip(from) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", steps.len().max(from))?;
    transaction.commit()
}

fn version(connection: &Connection) -> rusqlite::Result<usize> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

fn application(connection: &Connection) -> rusqlite::Result<i32> {
    connection.query_row("PRAGMA application_id", [], |row| row.get(0))
}

fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))
}

fn newer(path: &Path, version: usize) -> Error {
    Error::new(
        Kind::BadFile,
        path.display().to_string(),
        format!("was written by a newer Vesper (its version is {version}, this one knows {VERSION})."),
        "Update Vesper, or set VESPER_HOME to another folder; the file is left as it is.",
    )
}
