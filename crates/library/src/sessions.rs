//! Sessions and their lines.

use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, params};
use vesper_speech::{Error, Kind, Result};

use crate::damage_sum::sum;
use crate::open::{Library, now};
use crate::record::{Begin, LineId, Mode, Page, Said, SaidLine, Session, SessionId, Speaker};

/// Bytes of one line's text: an hour of speech has less.
const LONGEST: usize = 1 << 20;

/// The columns that [`read_line`] reads, of `line`.
pub(crate) const LINE: &str = "line.id, line.session, line.said, line.voice, line.text, line.heard_from, \
     line.heard_to, line.cut, line.chapter";

const SESSION: &str = "id, mode, script, title, language, began, ended, \
     (SELECT count(*) FROM line WHERE line.session = session.id)";

impl Library {
    /// A session begins now.
    pub fn begin(&mut self, begin: &Begin) -> Result<SessionId> {
        self.writing(|sql| {
            sql.prepare_cached(
                "INSERT INTO session (mode, script, title, language, began) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .insert(params![begin.mode, begin.script, begin.title, begin.language, now()])
            .map(SessionId)
        })
    }

    /// Keeps a line, after those that are there. When this returns, the line is on disk. A session that has ended
    /// may go on. `BadRequest`: there is no such session (any more), or `cut` does not lie between two characters,
    /// or the text is longer than a megabyte.
    pub fn heard(&mut self, session: SessionId, said: &Said) -> Result<LineId> {
        if let Some(what) = wrong(said) {
            return Err(Error::new(
                Kind::BadRequest,
                self.subject(),
                format!("cannot keep a line: {what}."),
                "",
            ));
        }
        let when = now();
        let kept = self.writing(|sql| {
            if !exists(sql, session)? {
                return Ok(None);
            }
            insert(sql, session, None, when, said).map(Some)
        })?;
        kept.ok_or_else(|| self.no_session(session))
    }

    /// The session is over, now. `BadRequest`: there is no such session.
    pub fn end(&mut self, session: SessionId) -> Result<()> {
        let ended = self.writing(|sql| {
            sql.prepare_cached("UPDATE session SET ended = ?2 WHERE id = ?1")?
                .execute(params![session.0, now()])
        })?;
        if ended == 0 { Err(self.no_session(session)) } else { Ok(()) }
    }

    /// Sessions, the newest first.
    pub fn sessions(&self, page: Page) -> Result<Vec<Session>> {
        self.reading(|sql| {
            sql.prepare_cached(&format!(
                "SELECT {SESSION} FROM session ORDER BY began DESC, id DESC LIMIT ?1 OFFSET ?2"
            ))?
            .query_map(params![page.count, page.skip], read_session)?
            .collect()
        })
    }

    /// One session; `None` when it was forgotten.
    pub fn session(&self, session: SessionId) -> Result<Option<Session>> {
        self.reading(|sql| {
            sql.prepare_cached(&format!("SELECT {SESSION} FROM session WHERE id = ?1"))?
                .query_row([session.0], read_session)
                .optional()
        })
    }

    /// The lines of a session in the order in which they were kept; none when it was forgotten.
    pub fn lines(&self, session: SessionId) -> Result<Vec<SaidLine>> {
        self.reading(|sql| {
            sql.prepare_cached(&format!("SELECT {LINE} FROM line WHERE session = ?1 ORDER BY number"))?
                .query_map([session.0], read_line)?
                .collect()
        })
    }

    pub(crate) fn no_session(&self, session: SessionId) -> Error {
        Error::new(
            Kind::BadRequest,
            self.subject(),
            format!("has no session {}.", session.0),
            "It may have been forgotten; list the sessions again.",
        )
    }
}

/// Why a line cannot be kept, whoever said it.
pub(crate) fn wrong(said: &Said) -> Option<&'static str> {
    if said.text.len() > LONGEST {
        Some("it is longer than a megabyte")
    } else if said.cut.is_some_and(|cut| !said.text.is_char_boundary(cut)) {
        Some("it was cut inside a character")
    } else if said.heard.start > said.heard.end {
        Some("it ends before it begins")
    } else {
        None
    }
}

/// Adds a line under `number`, or after all that are or ever were there: a number is not given twice.
pub(crate) fn insert(
    sql: &rusqlite::Connection,
    session: SessionId,
    number: Option<u64>,
    when: u64,
    said: &Said,
) -> rusqlite::Result<LineId> {
    let voice = match &said.speaker {
        Speaker::Listener => None,
        Speaker::Voice(name) => Some(name),
    };
    sql.prepare_cached(
        "INSERT INTO line (session, number, said, voice, text, heard_from, heard_to, cut, chapter, sum)
         VALUES (?1, coalesce(?2, max(coalesce((SELECT max(number) + 1 FROM line WHERE session = ?1), 0),
                                      coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'line'), 0))),
                 ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .insert(params![
        session.0,
        number,
        when,
        voice,
        said.text,
        said.heard.start,
        said.heard.end,
        said.cut,
        said.chapter,
        sum(when, said)
    ])
    .map(LineId)
}

pub(crate) fn exists(sql: &rusqlite::Connection, session: SessionId) -> rusqlite::Result<bool> {
    sql.prepare_cached("SELECT 1 FROM session WHERE id = ?1")?.exists([session.0])
}

fn read_session(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: SessionId(row.get(0)?),
        mode: row.get(1)?,
        script: row.get(2)?,
        title: row.get(3)?,
        language: row.get(4)?,
        began: row.get(5)?,
        ended: row.get(6)?,
        lines: row.get(7)?,
    })
}

/// A row that begins with the columns of [`LINE`]. What could not have been kept is not given out either: callers
/// cut the text where it says.
pub(crate) fn read_line(row: &Row<'_>) -> rusqlite::Result<SaidLine> {
    let said = Said {
        speaker: row.get::<_, Option<String>>(3)?.map_or(Speaker::Listener, Speaker::Voice),
        text: row.get(4)?,
        heard: row.get(5)?..row.get(6)?,
        cut: row.get(7)?,
        chapter: row.get(8)?,
    };
    if let Some(what) = wrong(&said) {
        return Err(rusqlite::Error::FromSqlConversionFailure(7, Type::Integer, what.into()));
    }
    Ok(SaidLine { id: LineId(row.get(0)?), session: SessionId(row.get(1)?), when: row.get(2)?, said })
}

impl rusqlite::ToSql for Mode {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl rusqlite::types::FromSql for Mode {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        let name = value.as_str()?;
        Mode::named(name)
            .ok_or_else(|| rusqlite::types::FromSqlError::Other(format!("`{name}` is no mode").into()))
    }
}
