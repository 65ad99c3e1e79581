//! How much is kept.

use std::fs;
use std::path::Path;

use vesper_speech::Result;

use crate::damage::beside;
use crate::open::Library;
use crate::record::Statistics;

impl Library {
    pub fn statistics(&self) -> Result<Statistics> {
        let bytes = self.path().map_or(0, |path| size(path) + size(&beside(path, "-wal")));
        self.reading(|sql| {
            sql.query_row(
                "SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM line),
                        (SELECT count(*) FROM story), (SELECT min(began) FROM session)",
                [],
                |row| {
                    Ok(Statistics {
                        sessions: row.get(0)?,
                        lines: row.get(1)?,
                        stories: row.get(2)?,
                        bytes,
                        since: row.get(3)?,
                    })
                },
            )
        })
    }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}
