//! Bringing the rows of an archive into a library: what both have is recognised, what is new is added.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Params, params};
use serde_json::Value;
use vesper_speech::Result;

use crate::archive::Imported;
use crate::archive_rows::{
    AssignmentRow, BranchRow, FactRow, LineRow, PlaceRow, RequestRow, SessionRow, SettingRow, StoryRow,
    unbits,
};
use crate::damage_sum::sum;
use crate::fault::fault;
use crate::record::{Mode, SessionId};
use crate::settings::read_json;
use crate::{path, requests, sessions};

/// A line's number; the session must be able to go on after it.
const HIGHEST: u64 = 1 << 40;

/// What became of a row, or why no Vesper can have written it.
type Taken = rusqlite::Result<std::result::Result<State, String>>;

pub(crate) enum State {
    Added,
    Known,
}

/// A library that an archive is merged into, inside a transaction.
pub(crate) struct Merge<'a> {
    sql: &'a Connection,
    /// Where the library is, for what goes wrong.
    library: Option<&'a Path>,
    /// The archive's sessions, with their number here and whether their lines are to be compared.
    sessions: HashMap<String, (i64, bool)>,
    /// Sessions whose lines were there already in this archive.
    past: HashSet<i64>,
    current: Option<Current>,
    works: HashSet<String>,
    imported: Imported,
}

/// The session whose lines are being merged.
struct Current {
    id: i64,
    /// How many lines of each sum this library had, less those that were recognised.
    here: HashMap<i64, u64>,
}

/// A row that knows how it is merged.
pub(crate) trait Merged {
    fn merge(self, merge: &mut Merge<'_>) -> Taken;
}

impl<'a> Merge<'a> {
    pub(crate) fn into(sql: &'a Connection, library: Option<&'a Path>) -> Merge<'a> {
        Merge {
            sql,
            library,
            sessions: HashMap::new(),
            past: HashSet::new(),
            current: None,
            works: HashSet::new(),
            imported: Imported::default(),
        }
    }

    /// Merges a row. The inner error says what is wrong with it.
    pub(crate) fn row(&mut self, row: impl Merged) -> Result<std::result::Result<(), String>> {
        match row.merge(self) {
            Ok(Ok(State::Added)) => self.imported.added += 1,
            Ok(Ok(State::Known)) => self.imported.known += 1,
            Ok(Err(what)) => return Ok(Err(what)),
            Err(error) => match impossible(&error) {
                Some(what) => return Ok(Err(what.into())),
                None => return Err(fault(self.library, &error)),
            },
        }
        Ok(Ok(()))
    }

    pub(crate) fn finish(self) -> Result<Imported> {
        self.sql
            .execute("DELETE FROM request WHERE id <= (SELECT max(id) FROM request) - ?1", [requests::MOST])
            .map_err(|error| fault(self.library, &error))?;
        Ok(self.imported)
    }

    fn execute(&self, sql: &str, params: impl Params) -> rusqlite::Result<State> {
        let changed = self.sql.prepare_cached(sql)?.execute(params)?;
        Ok(if changed > 0 { State::Added } else { State::Known })
    }

    /// The lines that this library has of a session.
    fn lines_here(&self, session: i64) -> rusqlite::Result<HashMap<i64, u64>> {
        let mut here = HashMap::new();
        let mut statement = self.sql.prepare_cached("SELECT sum FROM line WHERE session = ?1")?;
        let mut rows = statement.query([session])?;
        while let Some(row) = rows.next()? {
            *here.entry(row.get(0)?).or_insert(0) += 1;
        }
        Ok(here)
    }
}

/// What is wrong with a row that the tables refuse; none where the disk or another process is at fault.
fn impossible(error: &rusqlite::Error) -> Option<&'static str> {
    use rusqlite::ErrorCode::{ConstraintViolation, TooBig, TypeMismatch};
    match error {
        rusqlite::Error::ToSqlConversionFailure(_) => Some("a number is too large"),
        error => match error.sqlite_error_code()? {
            ConstraintViolation => Some("it does not fit what is kept, or refers to what is not there"),
            TooBig => Some("it is too large"),
            TypeMismatch => Some("a value is of the wrong kind"),
            _ => None,
        },
    }
}

/// An identity names a thing in every library that it was brought into.
fn is_identity(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl Merged for SessionRow {
    fn merge(self, merge: &mut Merge<'_>) -> Taken {
        if !is_identity(&self.identity) {
            return Ok(Err("its identity is none".into()));
        }
        if Mode::named(&self.mode).is_none() {
            return Ok(Err("there is no such mode".into()));
        }
        let here = merge
            .sql
            .prepare_cached("SELECT id FROM session WHERE identity = ?1")?
            .query_row([&self.identity], |row| row.get::<_, i64>(0))
            .optional()?;
        let (id, state) = match here {
            Some(id) => {
                // A session that had not ended when it was exported may have ended since, on either side.
                merge.execute(
                    "UPDATE session SET ended = ?2 WHERE id = ?1 AND ended IS NULL",
                    params![id, self.ended],
                )?;
                (id, State::Known)
            }
            None => {
                merge.execute(
                    "INSERT INTO session (identity, mode, script, title, language, began, ended)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![
                        self.identity,
                        self.mode,
                        self.script,
                        self.title,
                        self.language,
                        self.began,
                        self.ended
                    ],
                )?;
                (merge.sql.last_insert_rowid(), State::Added)
            }
        };
        match merge.sessions.insert(self.identity, (id, here.is_some())) {
            Some(_) => Ok(Err("the session was there already".into())),
            None => Ok(Ok(state)),
        }
    }
}

impl Merged for LineRow {
    fn merge(self, merge: &mut Merge<'_>) -> Taken {
        let Some(&(session, compared)) = merge.sessions.get(&self.session) else {
            return Ok(Err("its session is not in the archive".into()));
        };
        if merge.current.as_ref().is_none_or(|current| current.id != session) {
            if !merge.past.insert(session) {
                return Ok(Err("the lines of its session do not stand together".into()));
            }
            let here = if compared { merge.lines_here(session)? } else { HashMap::new() };
            merge.current = Some(Current { id: session, here });
        }
        let (number, when) = (self.number, self.said);
        let said = self.into_said();
        if number > HIGHEST {
            return Ok(Err("its number is too high".into()));
        }
        if let Some(what) = sessions::wrong(&said) {
            return Ok(Err(what.into()));
        }
        let sum = sum(when, &said);
        if let Some(left) = merge.current.as_mut().and_then(|current| current.here.get_mut(&sum))
            && *left > 0
        {
            *left -= 1;
            return Ok(Ok(State::Known));
        }
        // Where both libraries went on with a session after it was exported, what is brought in comes last.
        let taken = compared
            && merge
                .sql
                .prepare_cached("SELECT 1 FROM line WHERE session = ?1 AND number = ?2")?
                .exists(params![session, number])?;
        let number = if taken { None } else { Some(number) };
        sessions::insert(merge.sql, SessionId(session), number, when, &said)?;
        Ok(Ok(State::Added))
    }
}

impl Merged for StoryRow {
    fn merge(self, merge: &mut Merge<'_>) -> Taken {
        if Mode::named(&self.mode).is_none() {
            return Ok(Err("there is no such mode".into()));
        }
        merge
            .execute(
                "INSERT INTO story (id, mode, title, wish, ink, tale, made) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (id) DO UPDATE SET mode = excluded.mode, title = excluded.title,
                     wish = excluded.wish, ink = excluded.ink, tale = excluded.tale, made = excluded.made
                 WHERE excluded.made > story.made",
                params![self.id, self.mode, self.title, self.wish, self.ink, self.tale, self.made],
            )
            .map(Ok)
    }
}

impl Merged for BranchRow {
    fn merge(self, merge: &mut Merge<'_>) -> Taken {
        if self.taken.iter().any(|taken| *taken >= self.options.len()) {
            return Ok(Err("an option was taken that was not there".into()));
        }
        let path = path::written(&self.path);
        let here = merge
            .sql
            .prepare_cached("SELECT options, taken FROM branch WHERE story = ?1 AND path = ?2")?
            .query_row(params![self.story, path], |row| {
                Ok((read_json::<Vec<String>>(row, 0)?, read_json::<Vec<usize>>(row, 1)?))
            })
            .optional()?;
        let (mut options, mut taken) = (self.options, self.taken);
        let known = here.as_ref().map(|(_, taken)| taken.len());
        if let Some((mine, mut here)) = here {
            taken.append(&mut here);
            if mine.len() >= options.len() {
                options = mine;
            }
        }
        taken.sort_unstable();
        taken.dedup();
        if known == Some(taken.len()) {
            return Ok(Ok(State::Known));
        }
        merge
            .execute(
                "INSERT OR REPLACE INTO branch (story, path, options, taken) VALUES (?1, ?2, ?3, ?4)",
                params![self.story, path, Value::from(options).to_string(), Value::from(taken).to_string()],
            )
            .map(Ok)
    }
}

impl Merged for FactRow {
    fn merge(self, merge: &mut Merge<'_>) -> Taken {
        merge
            .execute(
                "INSERT INTO fact (story, path, name, value) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (story, path, name) DO NOTHING",
                params![self.story, path::written(&self.path), self.name, self.value],
            )
            .map(Ok)
    }
}

impl Merged for PlaceRow {
    fn merge(self, merge: &mut Merge<'_>) -> Taken {
        let (Some(digest), Some(seed)) = (unbits(&self.digest), unbits(&self.seed)) else {
            return Ok(Err("its digest or seed is not of 16 hexadecimal digits".into()));
        };
        merge
            .execute(
                "INSERT INTO place (script, digest, seed, minutes, path, cue, \"offset\", position, excerpt,
                     chapter, kept)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                 ON CONFLICT (script) DO UPDATE SET digest = excluded.digest, seed = excluded.seed,
                     minutes = excluded.minutes, path = excluded.path, cue = excluded.cue,
                     \"offset\" = excluded.\"offset\", position = excluded.position,
                     excerpt = excluded.excerpt, chapter = excluded.chapter, kept = excluded.kept
                 WHERE excluded.kept > place.kept",
                params![
                    self.script,
                    digest,
                    seed,
                    self.minutes,
                    path::written(&self.path),
                    self.cue,
                    self.offset,
                    self.position,
                    self.excerpt,
                    self.chapter,
                    self.kept
                ],
            )
            .map(Ok)
    }
}

impl Merged for SettingRow {
    fn merge(self, merge: &mut Merge<'_>) -> Taken {
        merge
            .execute(
                "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
                params![self.name, self.value.to_string()],
            )
            .map(Ok)
    }
}

impl Merged for AssignmentRow {
    fn merge(self, merge: &mut Merge<'_>) -> Taken {
        if !merge.works.insert(self.work.clone()) {
            return Ok(Err("the work was there already".into()));
        }
        if merge.sql.prepare_cached("SELECT 1 FROM assignment WHERE work = ?1")?.exists([&self.work])? {
            return Ok(Ok(State::Known));
        }
        for (rank, model) in self.models.iter().enumerate() {
            merge.execute(
                "INSERT INTO assignment (work, rank, model) VALUES (?1, ?2, ?3)",
                params![self.work, rank, model],
            )?;
        }
        Ok(Ok(State::Added))
    }
}

impl Merged for RequestRow {
    fn merge(self, merge: &mut Merge<'_>) -> Taken {
        if !is_identity(&self.identity) {
            return Ok(Err("its identity is none".into()));
        }
        merge
            .execute(
                "INSERT INTO request (identity, sent, purpose, method, host, path, status, bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (identity) DO NOTHING",
                params![
                    self.identity,
                    self.sent,
                    self.purpose,
                    self.method,
                    self.host,
                    self.path,
                    self.status,
                    self.bytes
                ],
            )
            .map(Ok)
    }
}
