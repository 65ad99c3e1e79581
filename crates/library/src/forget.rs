//! Forgetting: what the listener deletes is gone from every file, not only from the tables.

use rusqlite::{Transaction, params};
use vesper_speech::{Error, Kind, Result};

use crate::open::{Library, now};
use crate::record::{LineId, SessionId};

impl Library {
    /// Forgets one line. `BadRequest`: there is no such line.
    pub fn forget_line(&mut self, line: LineId) -> Result<()> {
        self.forget("line", |sql| sql.execute("DELETE FROM line WHERE id = ?1", [line.0]))
    }

    /// Forgets a session with its lines. `BadRequest`: there is no such session.
    pub fn forget_session(&mut self, session: SessionId) -> Result<()> {
        self.forget("session", |sql| sql.execute("DELETE FROM session WHERE id = ?1", [session.0]))
    }

    /// Forgets a story or meditation by the shelf's id: its text, branches and facts, the place in it, and the
    /// sessions in which it was performed. `BadRequest`: nothing is kept of it.
    pub fn forget_story(&mut self, id: &str) -> Result<()> {
        self.forget("story", |sql| {
            Ok(sql.execute("DELETE FROM session WHERE script = ?1", [id])?
                + sql.execute("DELETE FROM place WHERE script = ?1", [id])?
                + sql.execute("DELETE FROM story WHERE id = ?1", [id])?)
        })
    }

    /// Forgets everything, settings and the log of requests too: the library is as a new one.
    pub fn forget_everything(&mut self) -> Result<()> {
        self.forget("thing", |sql| {
            for table in ["line", "session", "place", "setting", "story", "assignment", "request"] {
                sql.execute(&format!("DELETE FROM {table}"), [])?;
            }
            Ok(1)
        })
    }

    /// Deletes in one transaction, which also notes that traces are left; then wipes them.
    fn forget(
        &mut self,
        what: &str,
        delete: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<usize>,
    ) -> Result<()> {
        let forgotten = self.writing(|sql| {
            let forgotten = delete(sql)?;
            if forgotten > 0 {
                sql.execute("INSERT INTO trace (forgotten) VALUES (?1)", params![now()])?;
            }
            Ok(forgotten)
        })?;
        if forgotten == 0 {
            let what = format!("has no such {what}.");
            return Err(Error::new(Kind::BadRequest, self.subject(), what, "It may be forgotten already."));
        }
        self.wipe()
    }

    /// Wipes what deleting left behind: in the index of words, in free places of the file, in the journal.
    /// Traces that could not be wiped are wiped when the library is opened the next time.
    pub(crate) fn wipe(&mut self) -> Result<()> {
        self.writing(|sql| sql.execute("INSERT INTO line_words (line_words) VALUES ('rebuild')", []))?;
        self.reading(|sql| sql.execute_batch("VACUUM"))?;
        self.empty_journal()?;
        self.writing(|sql| sql.execute("DELETE FROM trace", []))?;
        Ok(())
    }

    /// Puts the journal into the file and makes it empty. Fails while another process reads.
    fn empty_journal(&self) -> Result<()> {
        let busy = self.reading(|sql| {
            sql.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0))
        })?;
        if busy {
            return Err(Error::new(
                Kind::Unwritable,
                self.subject(),
                "has forgotten it, but another Vesper is reading, so traces are still on disk.",
                "They are wiped at the next start.",
            ));
        }
        Ok(())
    }
}
