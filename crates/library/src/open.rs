//! Opening the library, and what every part of it does with its connection.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use vesper_speech::{Error, Kind, Result};

use crate::damage::{self, Notice};
use crate::fault::{fault, is_damage};
use crate::schema;

/// How long a call waits for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// Everything that is kept, in one file. What a call acknowledged with `Ok` is on disk, synced; what failed is
/// as if it had not been asked for, and the next call may succeed. Several processes may have the same file open.
pub struct Library {
    pub(crate) connection: Connection,
    /// None: in memory.
    pub(crate) path: Option<PathBuf>,
}

/// A library that was opened, and what the listener should know about it.
pub struct Opened {
    pub library: Library,
    pub notice: Option<Notice>,
}

/// Why a file could not be opened as a library.
pub(crate) enum Refused {
    /// It cannot be trusted, for this reason (a sentence without its subject).
    Damaged(String),
    /// Nothing is wrong with the file as far as can be told.
    Failed(Error),
}

impl Library {
    /// Opens the library in `path`; folder and file are made where they are missing. A file that is damaged or no
    /// library at all is moved aside, and a new one opened in its place. One that a newer Vesper wrote is left as
    /// it is (`BadFile`); a folder that may not be written is `Unwritable`.
    pub fn open(path: &Path) -> Result<Opened> {
        make(path).map_err(|error| unwritable(path, &error))?;
        match connect(path) {
            Ok(connection) => Ok(Opened { library: Library::over(connection, path), notice: None }),
            Err(Refused::Failed(error)) => Err(error),
            Err(Refused::Damaged(what)) => {
                let damage = damage::move_aside(path, what)?;
                make(path).map_err(|error| unwritable(path, &error))?;
                match connect(path) {
                    Ok(connection) => Ok(Opened {
                        library: Library::over(connection, path),
                        notice: Some(Notice::Damaged(damage)),
                    }),
                    Err(Refused::Failed(error)) => Err(error),
                    Err(Refused::Damaged(what)) => Err(Error::new(
                        Kind::BadFile,
                        path.display().to_string(),
                        format!("was just made and cannot be used: {what}"),
                        "Check the disk, or set VESPER_HOME to another folder.",
                    )),
                }
            }
        }
    }

    /// A library that is gone when it is dropped, for where nothing can be kept.
    pub fn in_memory() -> Result<Library> {
        let failed = |error: rusqlite::Error| fault(None, &error);
        let mut connection = Connection::open_in_memory().map_err(failed)?;
        set_up(&connection).map_err(failed)?;
        schema::build(&mut connection).map_err(failed)?;
        Ok(Library { connection, path: None })
    }

    /// The file; none for a library in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    fn over(connection: Connection, path: &Path) -> Library {
        Library { connection, path: Some(path.to_owned()) }
    }

    /// Reads, and names the file in what goes wrong.
    pub(crate) fn reading<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        read(&self.connection).map_err(|error| fault(self.path(), &error))
    }

    /// Writes in one transaction: all of it is on disk when this returns `Ok`, none of it otherwise. The lock is
    /// taken at the beginning, so that two processes wait for each other instead of failing half-way.
    pub(crate) fn writing<T>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let attempt = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let written = write(&transaction)?;
            transaction.commit()?;
            Ok(written)
        };
        let outcome = attempt();
        outcome.map_err(|error| fault(self.path(), &error))
    }

    pub(crate) fn subject(&self) -> String {
        self.path().map_or_else(|| "library".to_owned(), |path| path.display().to_string())
    }
}

/// Opens and prepares the file in `path`, which must be there; an empty one becomes a library.
pub(crate) fn connect(path: &Path) -> std::result::Result<Connection, Refused> {
    let refused = |error: rusqlite::Error| {
        if is_damage(&error) {
            Refused::Damaged(fault(Some(path), &error).what)
        } else {
            Refused::Failed(fault(Some(path), &error))
        }
    };
    let mut connection = Connection::open(path).map_err(refused)?;
    set_up(&connection).map_err(refused)?;
    schema::ready(&mut connection, path)?;
    Ok(connection)
}

/// What SQLite keeps per connection. The file may come from a stranger: its schema is given no powers.
pub(crate) fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // FULL syncs the journal at every commit: an acknowledged line survives a power cut. What is sorted or
    // vacuumed stays in memory, so that no word of the listener's lies in the system's temporary folder.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16000;
         PRAGMA journal_size_limit = 8388608;",
    )
}

/// Makes folder and file, readable by their owner alone, where they are not there yet.
fn make(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.try_exists()? {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        builder.mode(0o700);
        options.mode(0o600);
    }
    builder.recursive(true).create(folder)?;
    options.create(true).append(true).open(path)?.sync_all()?;
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    let (kind, advice) = match error.kind() {
        std::io::ErrorKind::StorageFull => (Kind::DiskFull, "Free some space; until then nothing is kept."),
        _ => (Kind::Unwritable, "Check that the folder may be written, or set VESPER_HOME to another."),
    };
    Error::new(kind, path.display().to_string(), format!("cannot be made: {error}."), advice)
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
