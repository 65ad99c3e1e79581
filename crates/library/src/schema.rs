//! The tables, and how a library of an older version becomes one of this.

use std::collections::BTreeMap;
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
    match altered(connection).map_err(refused)? {
        Some(what) => Err(Refused::Damaged(what)),
        None => Ok(()),
    }
}

/// What of the tables is not as Vesper makes them. Triggers and views of others could change or hide what is kept;
/// tables and indices of others are left alone.
fn altered(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let mut model = Connection::open_in_memory()?;
    build(&mut model)?;
    let (wanted, found) = (shape(&model)?, shape(connection)?);
    let missing = wanted.iter().find(|(name, made)| found.get(*name) != Some(made));
    let foreign = found
        .iter()
        .find(|(name, (kind, _))| matches!(kind.as_str(), "trigger" | "view") && !wanted.contains_key(*name));
    Ok(missing
        .map(|(name, (kind, _))| format!("is damaged: its {kind} `{name}` is not as it was made."))
        .or_else(|| foreign.map(|(name, (kind, _))| format!("has a {kind} `{name}` that is not Vesper's."))))
}

/// Everything that was made in the database, by name: its kind and the words that made it. What SQLite makes for
/// itself and for the full-text index is left out; its next version may say it differently.
fn shape(connection: &Connection) -> rusqlite::Result<BTreeMap<String, (String, Option<String>)>> {
    connection
        .prepare(
            "SELECT name, type, sql FROM sqlite_schema
             WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
               AND (type <> 'table' OR name NOT LIKE 'line\\_words\\_%' ESCAPE '\\')",
        )?
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
        .collect()
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
