//! The tables, and how a library of an older version becomes one of this.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};
use vesper_speech::{Error, Kind};

use crate::open::Refused;
use crate::snapshot::{self, Part};

/// Every version of the schema that was ever shipped, each as the step from the one before it.
pub(crate) const STEPS: &[&str] =
    &[include_str!("migrations/0001_first.sql"), include_str!("migrations/0002_tale.sql")];

/// `Vspr`: SQLite keeps it in the file's header, so that other programs see whose file it is.
pub(crate) const APPLICATION: i32 = 0x5673_7072;

/// Brings an opened file to the version after the last of `steps`, or says why it cannot be used. A snapshot is
/// taken before one of an earlier version is changed.
pub(crate) fn ready(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<(), Refused> {
    let refused = |error| Refused::because(path, &error);
    let version = version(connection).map_err(refused)?;
    if version == 0 && is_empty(connection).map_err(refused)? {
        return migrate(connection, steps).map_err(refused);
    }
    if application(connection).map_err(refused)? != APPLICATION {
        return Err(Refused::Damaged("is no library of Vesper's.".into()));
    }
    if version > steps.len() {
        return Err(Refused::Failed(newer(path, version, steps.len())));
    }
    if version < steps.len() {
        if !Part::is(path) {
            snapshot::take(path).map_err(Refused::Failed)?;
        }
        migrate(connection, steps).map_err(refused)?;
    }
    match altered(connection, steps).map_err(refused)? {
        Some(what) => Err(Refused::Damaged(what)),
        None => Ok(()),
    }
}

/// What of the tables is not as Vesper makes them. Triggers and views of others could change or hide what is kept;
/// tables and indices of others are left alone.
fn altered(connection: &Connection, steps: &[&str]) -> rusqlite::Result<Option<String>> {
    let mut model = Connection::open_in_memory()?;
    migrate(&mut model, steps)?;
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

fn newer(path: &Path, version: usize, known: usize) -> Error {
    Error::new(
        Kind::BadFile,
        path.display().to_string(),
        format!("was written by a newer Vesper (its version is {version}, this one knows {known})."),
        "Update Vesper, or set VESPER_HOME to another folder; the file is left as it is.",
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::{Begin, Library, Mode, Said, SessionId, Speaker};

    /// Steps as a later Vesper may have them: one that adds, one that moves what is there.
    const LATER: [&str; 2] = [
        "ALTER TABLE session ADD COLUMN mood TEXT",
        "CREATE TABLE voice (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
         INSERT INTO voice (name) SELECT DISTINCT voice FROM line WHERE voice IS NOT NULL;",
    ];

    fn later() -> Vec<&'static str> {
        STEPS.iter().chain(&LATER).copied().collect()
    }

    /// A library of this version with one line in it, closed.
    fn library(folder: &TempDir) -> std::path::PathBuf {
        let path = folder.path().join("library.db");
        let mut library = Library::open(&path).unwrap().library;
        let begin = Begin { mode: Mode::Talk, script: None, title: "one".into(), language: "en".into() };
        let session = library.begin(&begin).unwrap();
        library.heard(session, &said("It was said.")).unwrap();
        drop(library);
        fs::remove_dir_all(folder.path().join("snapshots")).unwrap();
        path
    }

    fn said(text: &str) -> Said {
        let speaker = Speaker::Voice("fox".into());
        Said { speaker, text: text.into(), heard: 0..1, cut: None, chapter: None }
    }

    fn opened(path: &Path) -> Connection {
        let connection = Connection::open(path).unwrap();
        crate::open::set_up(&connection).unwrap();
        connection
    }

    fn voices(connection: &Connection) -> rusqlite::Result<String> {
        connection.query_row("SELECT group_concat(name) FROM voice", [], |row| row.get(0))
    }

    #[test]
    fn every_earlier_version_becomes_the_last_with_all_that_is_in_it() {
        for from in STEPS.len()..later().len() {
            let folder = TempDir::new().unwrap();
            let path = library(&folder);
            let mut connection = opened(&path);
            migrate(&mut connection, &later()[..from]).unwrap();
            assert!(ready(&mut connection, &path, &later()).is_ok());
            assert_eq!(version(&connection).unwrap(), later().len());
            assert_eq!(voices(&connection).unwrap(), "fox");
            drop(connection);
            let snapshots = snapshot::snapshots(&path);
            assert_eq!(snapshots.len(), 1, "one before it was changed");
            assert_eq!(version(&opened(&snapshots[0].path)).unwrap(), from);
        }
    }

    #[test]
    fn each_version_that_was_shipped_can_still_be_opened() {
        for from in 1..=STEPS.len() {
            let folder = TempDir::new().unwrap();
            let path = folder.path().join("library.db");
            migrate(&mut opened(&path), &STEPS[..from]).unwrap();
            let opened = Library::open(&path).unwrap();
            assert_eq!(opened.notice, None);
            assert_eq!(version(&opened.library.connection).unwrap(), STEPS.len());
        }
    }

    #[test]
    fn a_migration_that_fails_half_way_leaves_the_file_as_it_was() {
        let folder = TempDir::new().unwrap();
        let path = library(&folder);
        let mut steps = later();
        steps.push("CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);");
        let mut connection = opened(&path);
        assert!(ready(&mut connection, &path, &steps).is_err());
        drop(connection);

        let reopened = Library::open(&path).unwrap();
        assert_eq!(reopened.notice, None);
        let mut library = reopened.library;
        assert_eq!(version(&library.connection).unwrap(), STEPS.len());
        assert!(voices(&library.connection).is_err());
        library.heard(SessionId(1), &said("And more.")).unwrap();
        let texts: Vec<_> =
            library.lines(SessionId(1)).unwrap().into_iter().map(|line| line.said.text).collect();
        assert_eq!(texts, ["It was said.", "And more."]);
    }
}
