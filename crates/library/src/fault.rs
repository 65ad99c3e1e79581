//! What SQLite reports, as an error that says which file and what to do. Codes are matched, never texts.

use std::path::Path;

use rusqlite::{ErrorCode, ffi};
use vesper_speech::{Error, Kind};

/// `error` as it concerns the library in `path`; none for one in memory.
pub(crate) fn fault(path: Option<&Path>, error: &rusqlite::Error) -> Error {
    let subject = path.map_or_else(|| "library".to_owned(), |path| path.display().to_string());
    let (kind, what, advice) = told(error);
    Error::new(kind, subject, what, advice)
}

/// The file itself cannot be trusted: no later call will fare better with it.
pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(told(error).0, Kind::BadFile)
}

fn told(error: &rusqlite::Error) -> (Kind, String, &'static str) {
    use rusqlite::Error as Sql;
    match error {
        Sql::SqliteFailure(failure, _) => {
            let (kind, what, advice) = match failure.extended_code {
                // The journal's index could not grow. SQLite does not ask why; a full disk is why.
                ffi::SQLITE_IOERR_SHMSIZE => of_code(ErrorCode::DiskFull),
                _ => of_code(failure.code),
            };
            (kind, format!("{what} (SQLite's code {}).", failure.extended_code), advice)
        }
        Sql::FromSqlConversionFailure(..)
        | Sql::IntegralValueOutOfRange(..)
        | Sql::InvalidColumnType(..)
        | Sql::Utf8Error(..) => {
            (Kind::BadFile, format!("holds a value that Vesper did not write: {error}."), DAMAGED)
        }
        Sql::ToSqlConversionFailure(..) | Sql::NulError(..) => {
            (Kind::BadRequest, format!("cannot keep this value: {error}."), "")
        }
        Sql::InvalidPath(..) => (
            Kind::Unwritable,
            "has a name that cannot be opened.".into(),
            "Choose another folder with VESPER_HOME.",
        ),
        _ => (Kind::Engine, format!("failed: {error}."), ""),
    }
}

const DAMAGED: &str = "Start Vesper again: it moves the file aside and offers the last snapshot.";
const FOLDER: &str = "Check that the folder may be written, or set VESPER_HOME to another.";

fn of_code(code: ErrorCode) -> (Kind, &'static str, &'static str) {
    match code {
        ErrorCode::DiskFull => {
            (Kind::DiskFull, "cannot grow: the disk is full", "Free some space; until then nothing is kept.")
        }
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => (Kind::BadFile, "is damaged", DAMAGED),
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => (Kind::Unwritable, "may not be written", FOLDER),
        ErrorCode::CannotOpen => (Kind::Unwritable, "cannot be opened", FOLDER),
        ErrorCode::SystemIoFailure | ErrorCode::FileLockingProtocolFailed => (
            Kind::Unwritable,
            "could not be read or written: the disk answers with an error",
            "Check the disk; what was acknowledged before is kept.",
        ),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => (
            Kind::Unwritable,
            "is in use by another Vesper that does not let go",
            "Close the other one, or try again.",
        ),
        ErrorCode::TooBig => (Kind::BadRequest, "cannot keep something this large", ""),
        ErrorCode::ConstraintViolation => {
            (Kind::BadRequest, "cannot keep this: it refers to something that is not there", "")
        }
        ErrorCode::OutOfMemory => (Kind::Engine, "needs more memory than there is", "Close other programs."),
        ErrorCode::OperationInterrupted | ErrorCode::OperationAborted => {
            (Kind::Stopped, "was interrupted", "")
        }
        _ => (Kind::Engine, "failed", ""),
    }
}

#[cfg(test)]
mod tests {
    use vesper_speech::Kind;

    use crate::{Begin, Library, Mode, Said, Speaker};

    #[test]
    fn a_full_disk_is_told_and_what_comes_after_it_is_kept() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("library.db");
        let mut library = Library::open(&path).unwrap().library;
        let begin = Begin { mode: Mode::Talk, script: None, title: "full".into(), language: "en".into() };
        let session = library.begin(&begin).unwrap();
        let said =
            |text: String| Said { speaker: Speaker::Listener, text, heard: 0..1, cut: None, chapter: None };
        let pages: u32 = library.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        let grow = |library: &Library, pages: u32| {
            library
                .connection
                .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get::<_, u32>(0))
                .unwrap();
        };
        grow(&library, pages + 2);
        for _ in 0..3 {
            let error = library.heard(session, &said("too long ".repeat(10_000))).unwrap_err();
            assert_eq!(error.kind, Kind::DiskFull);
            assert_eq!(error.subject, path.display().to_string());
            assert!(error.advice.contains("space"), "{error}");
        }
        library.heard(session, &said("short".into())).unwrap();
        grow(&library, pages + 1000);
        library.heard(session, &said("too long ".repeat(10_000))).unwrap();
        assert_eq!(library.lines(session).unwrap().len(), 2);
        assert_eq!(library.search("\"too long\" ", 9).unwrap().len(), 1);
        assert_eq!(library.inspect().unwrap(), None);
    }
}
