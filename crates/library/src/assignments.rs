//! Which model does which work.

use rusqlite::params;
use vesper_speech::Result;

use crate::open::Library;
use crate::record::Assignment;

impl Library {
    /// These models do this work, tried in this order, instead of those that did; none: nobody does.
    pub fn assign(&mut self, work: &str, models: &[String]) -> Result<()> {
        self.writing(|sql| {
            sql.prepare_cached("DELETE FROM assignment WHERE work = ?1")?.execute([work])?;
            let mut insert =
                sql.prepare_cached("INSERT INTO assignment (work, rank, model) VALUES (?1, ?2, ?3)")?;
            for (rank, model) in models.iter().enumerate() {
                insert.execute(params![work, rank, model])?;
            }
            Ok(())
        })
    }

    /// All assignments, by work and then in the order in which they are tried.
    pub fn assignments(&self) -> Result<Vec<Assignment>> {
        self.reading(|sql| {
            sql.prepare_cached("SELECT work, rank, model FROM assignment ORDER BY work, rank")?
                .query_map([], |row| {
                    Ok(Assignment { work: row.get(0)?, order: row.get(1)?, model: row.get(2)? })
                })?
                .collect()
        })
    }
}
