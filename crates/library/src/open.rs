//! Opening the library, and what every part of it does with its connection.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, MAIN_DB, Transaction, TransactionBehavior};
use vesper_speech::{Error, Kind, Result};

use crate::damage::{self, Damage, Found, Notice};
use crate::damage_door::Door;
use crate::damage_watch::Watch;
use crate::fault::{fault, is_damage};
use crate::schema;
use crate::snapshot::{self, Part};

/// How long a call waits for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// Bytes of a row: more than anything that is kept, and little enough to be read from a file of any origin.
const LARGEST_ROW: i32 = 64 << 20;

/// Statements that stay prepared: all that this library has.
const STATEMENTS: usize = 64;

/// Everything that is kept, in one file. What a call acknowledged with `Ok` is on disk, synced; what failed is
/// as if it had not been asked for, and the next call may succeed. Several processes may have the same file open.
pub struct Library {
    /// Ends before the connection is closed, and the door is let go of last: the order here is the order of dropping.
    watch: Option<Watch>,
    pub(crate) connection: Connection,
    /// None: in memory.
    pub(crate) path: Option<PathBuf>,
    _door: Option<Door>,
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

impl Refused {
    pub(crate) fn because(path: &Path, error: &rusqlite::Error) -> Refused {
        let told = fault(Some(path), error);
        if is_damage(error) { Refused::Damaged(told.what) } else { Refused::Failed(told) }
    }

    /// What is damaged; an error that is no damage stays one.
    fn damaged(self) -> Result<String> {
        match self {
            Refused::Damaged(what) => Ok(what),
            Refused::Failed(error) => Err(error),
        }
    }
}

impl Library {
    /// Opens the library in `path`; folder and file are made where they are missing. A file that is damaged or no
    /// library at all is moved aside, and a new one opened in its place. One that a newer Vesper wrote is left as
    /// it is (`BadFile`); a folder that may not be written is `Unwritable`.
    pub fn open(path: &Path) -> Result<Opened> {
        let path = &followed(path);
        make_folder(path).map_err(|error| unwritable(path, &error))?;
        let mut door = Door::enter(path)?;
        let (connection, notice) = if door.alone() { first(path)? } else { (beside_others(path)?, None) };
        let mut library = Library { watch: None, connection, path: Some(path.to_owned()), _door: None };
        if door.alone() {
            library.wipe_traces();
        }
        door.share();
        let held = snapshot::holds_something(&library.connection).unwrap_or(false);
        library.watch = Some(Watch::start(path, notice.as_ref(), held));
        library._door = Some(door);
        Ok(Opened { library, notice })
    }

    /// What was found wrong with the file since it was opened, by reading all of it in the background. The file is
    /// moved aside when the library is opened next, unless it proves sound then.
    pub fn checked(&self) -> Option<Damage> {
        self.watch.as_ref().and_then(Watch::found)
    }

    /// Reads everything in the library now and says what is damaged, as a sentence without its subject.
    pub fn inspect(&self) -> Result<Option<String>> {
        self.reading(damage::thorough)
    }

    /// A library that is gone when it is dropped, for where nothing can be kept.
    pub fn in_memory() -> Result<Library> {
        let failed = |error: rusqlite::Error| fault(None, &error);
        let mut connection = Connection::open_in_memory().map_err(failed)?;
        set_up(&connection).map_err(failed)?;
        schema::migrate(&mut connection, schema::STEPS).map_err(failed)?;
        Ok(Library { watch: None, connection, path: None, _door: None })
    }

    /// The file; none for a library in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
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

/// Opens the library where nobody else has it open: it is looked at before SQLite sees it.
fn first(path: &Path) -> Result<(Connection, Option<Notice>)> {
    snapshot::clear(snapshot::home(path));
    let found = damage::look(path)?;
    let what = match found {
        Found::Nothing => {
            let lost = snapshot::snapshots(path).into_iter().next().map(|snapshot| {
                let what = "is gone; a new one was made.".into();
                Notice::Damaged(Damage { what, aside: None, snapshot: Some(snapshot) })
            });
            return Ok((anew(path)?, lost));
        }
        Found::Damaged(ref what) => what.clone(),
        Found::Closed => match connect(path) {
            Ok(connection) => return Ok((connection, None)),
            Err(refused) => refused.damaged()?,
        },
        Found::CutOff | Found::Torn => match after_cut(path) {
            Ok(connection) if found == Found::Torn => return Ok((connection, Some(Notice::Torn))),
            Ok(connection) => return Ok((connection, Some(Notice::CutOff))),
            Err(refused) => refused.damaged()?,
        },
    };
    let damage = damage::move_aside(path, what)?;
    Ok((anew(path)?, Some(Notice::Damaged(damage))))
}

/// Opens a library that was not closed, if it proves sound.
fn after_cut(path: &Path) -> std::result::Result<Connection, Refused> {
    let connection = connect(path)?;
    if let Some(what) = damage::thorough(&connection).map_err(|error| Refused::because(path, &error))? {
        return Err(Refused::Damaged(what));
    }
    // A fresh log holds nothing of a transaction that was never finished, which could be taken for a damaged one
    // later. Where there is no room for it now, it is done when the library is closed.
    if let Err(error) = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())) {
        tracing::debug!("the log stays as it is: {error}");
    }
    damage::trust(path);
    Ok(connection)
}

/// Opens the library while others have it open: nothing may be moved then.
fn beside_others(path: &Path) -> Result<Connection> {
    connect(path).map_err(|refused| match refused {
        Refused::Failed(error) => error,
        Refused::Damaged(what) => Error::new(
            Kind::BadFile,
            path.display().to_string(),
            what,
            "Close every Vesper and start it again: it moves the file aside and offers the last snapshot.",
        ),
    })
}

/// A new library at `path`. It gets its name when it is whole, so that an empty file is always a damaged one.
fn anew(path: &Path) -> Result<Connection> {
    let failed = |refused| match refused {
        Refused::Failed(error) => Error { subject: path.display().to_string(), ..error },
        Refused::Damaged(what) => Error::new(
            Kind::BadFile,
            path.display().to_string(),
            format!("was just made and cannot be used: {what}"),
            "Check the disk, or set VESPER_HOME to another folder.",
        ),
    };
    let part = Part::beside(path)?;
    let connection = connect(part.path()).map_err(failed)?;
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .and_then(|()| connection.close().map_err(|(_, error)| error))
        .map_err(|error| fault(Some(path), &error))?;
    part.rename(path).map_err(|error| unwritable(path, &error))?;
    connect(path).map_err(failed)
}

/// Opens and prepares the file in `path`, which must be there; an empty one becomes a library.
pub(crate) fn connect(path: &Path) -> std::result::Result<Connection, Refused> {
    let refused = |error| Refused::because(path, &error);
    let mut connection = Connection::open(path).map_err(refused)?;
    // SQLite opens a file to be read only where it cannot be opened to be written, and would say so later.
    if connection.is_readonly(MAIN_DB).map_err(refused)? {
        return Err(Refused::Failed(unwritable(path, &std::io::ErrorKind::PermissionDenied.into())));
    }
    set_up(&connection).map_err(refused)?;
    schema::ready(&mut connection, path, schema::STEPS)?;
    Ok(connection)
}

/// What SQLite keeps per connection. The file may come from a stranger: its schema is given no powers.
pub(crate) fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LARGEST_ROW)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
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

/// Where a link leads: SQLite keeps the log beside the file itself, so everything else of the library lies there too.
fn followed(path: &Path) -> PathBuf {
    let is_link = fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
    if is_link { fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() }
}

/// Makes the folder, for its owner alone, where it is not there yet.
fn make_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(snapshot::home(path))
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
