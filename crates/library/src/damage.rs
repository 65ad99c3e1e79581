//! Noticing that the library's file is damaged, and moving it aside so that the next words have where to go.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use vesper_speech::{Error, Kind, Result};

use crate::damage_sum::sum;
use crate::damage_wal::{self, Log};
use crate::fault::is_damage;
use crate::open::now;
use crate::schema::APPLICATION;
use crate::sessions::{LINE, read_line};
use crate::snapshot::{self, Snapshot};
use crate::snapshot_day;

/// Something that opening found, for the listener to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Vesper ended without closing the library. Everything that was acknowledged was found.
    CutOff,
    /// What was being written when the machine stopped cannot be read: at most the last thing that was said.
    Torn,
    /// The file could not be used and was moved aside; the library begins anew.
    Damaged(Damage),
}

/// A damaged library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// What is wrong with the file, as a sentence.
    pub what: String,
    /// Where the file lies now. None: it was not there at all, or is still in use, to be moved when the library is
    /// opened next.
    pub aside: Option<PathBuf>,
    /// The newest snapshot, which [`restore`](crate::Library::restore) brings back. Nothing is restored unasked.
    pub snapshot: Option<Snapshot>,
}

/// How the file was found before SQLite saw it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// No library yet.
    Nothing,
    /// Closed as it should be, by its header.
    Closed,
    /// Vesper was cut off while it was open; to be checked through.
    CutOff,
    /// The same, and the last write is not whole.
    Torn,
    /// Not to be opened, with what is wrong.
    Damaged(String),
}

/// Looks at the library at `path` from outside. Nobody may have it open meanwhile.
pub(crate) fn look(path: &Path) -> Result<Found> {
    // To open a pipe would be to wait for its writer.
    if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        return Err(Error::new(
            Kind::BadFile,
            path.display().to_string(),
            "is a folder, a pipe or a device where a file should be.",
            "Move it away, or set VESPER_HOME to another folder.",
        ));
    }
    let log = damage_wal::inspect(&beside(path, "-wal"), &beside(path, "-shm"))
        .map_err(|error| snapshot::unreadable(path, &error))?;
    let wrong = match header(path).map_err(|error| snapshot::unreadable(path, &error))? {
        None if log == Log::Closed => return Ok(Found::Nothing),
        None => Some("is gone; what was written last is still there.".into()),
        Some(header) => header.wrong(log == Log::Closed),
    };
    Ok(match (wrong, log) {
        (Some(wrong), _) => Found::Damaged(wrong),
        (None, Log::Broken) => Found::Damaged("lacks what was written last: its log is damaged.".into()),
        (None, Log::Closed) if suspect(path).exists() => Found::CutOff,
        (None, Log::Closed) => Found::Closed,
        (None, Log::Whole) => Found::CutOff,
        (None, Log::Torn) => Found::Torn,
    })
}

/// The first bytes of the file; <https://sqlite.org/fileformat2.html#the_database_header>.
struct Header {
    bytes: [u8; 100],
    read: usize,
    length: u64,
}

fn header(path: &Path) -> std::io::Result<Option<Header>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let length = file.metadata()?.len();
    let mut bytes = [0; 100];
    let read = damage_wal::fill(&mut file, &mut bytes)?;
    Ok(Some(Header { bytes, read, length }))
}

impl Header {
    fn number(&self, at: usize) -> u32 {
        damage_wal::word(&self.bytes, at)
    }

    /// What makes this no library. `closed`: there is no log that could complete it.
    fn wrong(&self, closed: bool) -> Option<String> {
        if self.read < self.bytes.len() {
            return Some(format!("has {} bytes, too few for a library.", self.length));
        }
        if self.bytes[..16] != *b"SQLite format 3\0" {
            return Some("is no library: it begins like something else.".into());
        }
        let page = match u32::from(self.bytes[16]) << 8 | u32::from(self.bytes[17]) {
            1 => 65_536,
            page => page,
        };
        let sound = page.is_power_of_two()
            && page >= 512
            && self.bytes[18..20].iter().all(|version| (1..=2).contains(version))
            && self.bytes[20..24] == [0, 64, 32, 32]
            && (1..=4).contains(&self.number(44))
            && self.number(56) == 1
            && self.bytes[72..92].iter().all(|byte| *byte == 0);
        if !sound {
            return Some("has a damaged header.".into());
        }
        if self.number(68) != APPLICATION.cast_unsigned() {
            return Some("belongs to another program.".into());
        }
        let whole = u64::from(self.number(28)) * u64::from(page);
        if closed && (self.number(24) != self.number(92) || self.length < whole) {
            return Some(format!("has {} bytes where {whole} were written.", self.length));
        }
        None
    }
}

/// Reads every page, every index and every line, and says what does not fit, as a sentence without its subject.
///
/// SQLite's quick check would take half as long, but says nothing of an index that lacks what its table has: lines
/// are found by one.
pub(crate) fn thorough(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let found = connection
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0))
        .and_then(|found| if found == "ok" { changed_line(connection) } else { Ok(Some(found)) });
    match found {
        Ok(found) => {
            Ok(found.map(|found| format!("is damaged: {}.", found.lines().next().unwrap_or_default())))
        }
        Err(error) if is_damage(&error) => Ok(Some(format!("is damaged: {error}."))),
        Err(error) => Err(error),
    }
}

/// The first line that is not as it was written.
fn changed_line(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let mut statement = connection.prepare(&format!("SELECT {LINE}, line.sum FROM line"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let line = read_line(row)?;
        if sum(line.when, &line.said) != row.get::<_, i64>("sum")? {
            return Ok(Some(format!("line {} is not as it was written", line.id.0)));
        }
    }
    Ok(None)
}

/// Moves the library at `path` aside with its log and says what became of it. Nobody may have it open.
pub(crate) fn move_aside(path: &Path, what: String) -> Result<Damage> {
    let aside = free_name(path, "damaged")?;
    // The log first: a library without its log must never be opened as if it were whole.
    for end in ["-shm", "-wal", ""] {
        match fs::rename(beside(path, end), beside(&aside, end)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(snapshot::unwritable(path, &error));
            }
            _ => {}
        }
    }
    trust(path);
    snapshot::sync(snapshot::home(path)).map_err(|error| snapshot::unwritable(path, &error))?;
    Ok(Damage { what, aside: Some(aside), snapshot: snapshot::snapshots(path).into_iter().next() })
}

/// `library-<why>-<time>.db` beside the library, where there is no such file yet.
pub(crate) fn free_name(path: &Path, why: &str) -> Result<PathBuf> {
    let time = snapshot_day::moment(now());
    (0..1000)
        .map(|number| match number {
            0 => path.with_file_name(format!("library-{why}-{time}.db")),
            _ => path.with_file_name(format!("library-{why}-{time}-{number}.db")),
        })
        .find(|free| ["", "-wal"].iter().all(|end| !beside(free, end).exists()))
        .ok_or_else(|| snapshot::unwritable(path, &std::io::Error::from(ErrorKind::AlreadyExists)))
}

/// `path` with `end` behind its name, as SQLite calls what belongs to a file.
pub(crate) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// The library proved sound.
pub(crate) fn trust(path: &Path) {
    // Where the mark stays, the library is read through once more.
    drop(fs::remove_file(suspect(path)));
}

/// The mark that something was found in the open file, to be looked into when it is opened next.
pub(crate) fn suspect(path: &Path) -> PathBuf {
    beside(path, "-suspect")
}
