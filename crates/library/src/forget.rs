//! Forgetting: what the listener deletes is gone from every file, not only from the tables.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, Transaction};
use vesper_speech::{Error, Kind, Result};

use crate::open::{Library, now};
use crate::record::{LineId, SessionId};
use crate::snapshot;

/// How the names of files begin that were moved aside.
const ASIDE: [&str; 2] = ["library-damaged-", "library-replaced-"];

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

    /// Forgets everything, settings and the log of requests too: the library is as a new one. Files that were moved
    /// aside, because they were damaged or replaced by a snapshot, go as well.
    pub fn forget_everything(&mut self) -> Result<()> {
        if let Some(path) = self.path() {
            remove_asides(path)?;
        }
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
                sql.execute("INSERT INTO trace (forgotten) VALUES (?1)", [now()])?;
            }
            Ok(forgotten)
        })?;
        if forgotten == 0 {
            let what = format!("has no such {what}.");
            return Err(Error::new(Kind::BadRequest, self.subject(), what, "It may be forgotten already."));
        }
        self.wipe().map_err(|error| Error {
            subject: self.subject(),
            what: format!("has forgotten it, but traces are still on disk: it {}", error.what),
            advice: "They are wiped when Vesper is started the next time.".into(),
            ..error
        })
    }

    /// Wipes what an earlier deletion could not, because Vesper was cut off or the disk was full.
    pub(crate) fn wipe_traces(&mut self) {
        let left =
            |sql: &Connection| sql.query_row("SELECT EXISTS (SELECT 1 FROM trace)", [], |row| row.get(0));
        let wiped = self.reading(left).and_then(|left: bool| if left { self.wipe() } else { Ok(()) });
        if let Err(error) = wiped {
            tracing::warn!("traces of what was forgotten are wiped the next time: {error}");
        }
    }

    /// Wipes what deleting leaves behind in the index of words, in gaps of the file, in the journal and in snapshots.
    ///
    /// SQLite's `secure_delete` overwrites what is deleted, but copies of rows stay in pages that were split; FTS5's
    /// leaves words as separators in its index. So the index is made anew and the file rewritten, which takes 0.4 s
    /// for 100,000 lines.
    fn wipe(&mut self) -> Result<()> {
        self.writing(|sql| sql.execute("INSERT INTO line_words (line_words) VALUES ('rebuild')", []))?;
        self.reading(|sql| sql.execute_batch("VACUUM"))?;
        self.empty_journal()?;
        if let Some(path) = self.path() {
            snapshot::renew(path)?;
        }
        self.writing(|sql| sql.execute("DELETE FROM trace", []).map(drop))
    }

    /// Puts the journal into the file and makes it empty. Fails while another process reads.
    fn empty_journal(&self) -> Result<()> {
        let busy = self.reading(|sql| {
            sql.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0))
        })?;
        if busy {
            return Err(Error::new(Kind::Unwritable, self.subject(), "is being read by another Vesper.", ""));
        }
        Ok(())
    }
}

/// Removes the files that [`move_aside`](crate::damage::move_aside) and a restored snapshot left.
fn remove_asides(library: &Path) -> Result<()> {
    let folder = snapshot::home(library);
    for entry in fs::read_dir(folder).map_err(|error| snapshot::unreadable(folder, &error))?.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if ASIDE.iter().any(|beginning| name.starts_with(beginning)) && name.contains(".db") {
            let path = entry.path();
            fs::remove_file(&path).map_err(|error| snapshot::unwritable(&path, &error))?;
        }
    }
    Ok(())
}
