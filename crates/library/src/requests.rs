//! The log of what left this machine.

use rusqlite::{Row, params};
use vesper_speech::{Error, Kind, Result};

use crate::open::Library;
use crate::record::{Outbound, Page, RequestId};

/// Requests that are kept; beyond that the first ones go.
pub(crate) const MOST: i64 = 100_000;

const REQUEST: &str = "sent, purpose, method, host, path, status, bytes";

impl Library {
    /// Notes a request that is about to leave: it is on disk before it goes.
    pub fn ask(&mut self, request: &Outbound) -> Result<RequestId> {
        self.writing(|sql| {
            let id = sql
                .prepare_cached(&format!(
                    "INSERT INTO request ({REQUEST}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                ))?
                .insert(params![
                    request.when,
                    request.purpose,
                    request.method,
                    request.host,
                    request.path,
                    request.status,
                    request.bytes
                ])?;
            sql.prepare_cached("DELETE FROM request WHERE id <= ?1")?.execute([id - MOST])?;
            Ok(RequestId(id))
        })
    }

    /// What came of a request: the status, none where no answer came, and the bytes that were received.
    /// `BadRequest`: the log has no such request (any more).
    pub fn answer(&mut self, request: RequestId, status: Option<u16>, bytes: u64) -> Result<()> {
        let noted = self.writing(|sql| {
            sql.prepare_cached("UPDATE request SET status = ?2, bytes = ?3 WHERE id = ?1")?
                .execute(params![request.0, status, bytes])
        })?;
        if noted == 0 {
            let what = format!("has no request {} in its log.", request.0);
            return Err(Error::new(Kind::BadRequest, self.subject(), what, ""));
        }
        Ok(())
    }

    /// The log, the newest first.
    pub fn requests(&self, page: Page) -> Result<Vec<Outbound>> {
        self.reading(|sql| {
            sql.prepare_cached(&format!("SELECT {REQUEST} FROM request ORDER BY id DESC LIMIT ?1 OFFSET ?2"))?
                .query_map(params![page.count, page.skip], read_request)?
                .collect()
        })
    }
}

fn read_request(row: &Row<'_>) -> rusqlite::Result<Outbound> {
    Ok(Outbound {
        when: row.get(0)?,
        purpose: row.get(1)?,
        method: row.get(2)?,
        host: row.get(3)?,
        path: row.get(4)?,
        status: row.get(5)?,
        bytes: row.get(6)?,
    })
}
