//! Where the listener is in each script.

use std::collections::BTreeMap;

use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, params};
use vesper_speech::Result;

use crate::open::Library;
use crate::path;
use crate::record::Place;

const PLACE: &str = "script, digest, seed, minutes, path, cue, \"offset\", position, excerpt, chapter, kept";

impl Library {
    /// The place in a script, by the shelf's id; `None` where none is kept.
    pub fn place(&self, script: &str) -> Result<Option<Place>> {
        self.reading(|sql| {
            sql.prepare_cached(&format!("SELECT {PLACE} FROM place WHERE script = ?1"))?
                .query_row([script], |row| Ok(read_place(row)?.1))
                .optional()
        })
    }

    /// All places by the shelf's ids.
    pub fn places(&self) -> Result<BTreeMap<String, Place>> {
        self.reading(|sql| {
            sql.prepare_cached(&format!("SELECT {PLACE} FROM place"))?.query_map([], read_place)?.collect()
        })
    }

    /// Keeps a place instead of the one that was kept for this script.
    pub fn keep_place(&mut self, script: &str, place: &Place) -> Result<()> {
        self.writing(|sql| {
            sql.prepare_cached(&format!(
                "INSERT OR REPLACE INTO place ({PLACE}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
            ))?
            .execute(params![
                script,
                place.digest.cast_signed(),
                place.seed.cast_signed(),
                place.minutes,
                path::written(&place.path),
                place.cue,
                place.offset,
                place.position,
                place.excerpt,
                place.chapter,
                place.when
            ])
            .map(drop)
        })
    }

    /// Begins this script anew the next time. Nothing happens where no place is kept.
    pub fn forget_place(&mut self, script: &str) -> Result<()> {
        self.writing(|sql| {
            sql.prepare_cached("DELETE FROM place WHERE script = ?1")?.execute([script]).map(drop)
        })
    }
}

fn read_place(row: &Row<'_>) -> rusqlite::Result<(String, Place)> {
    let place = Place {
        digest: row.get::<_, i64>(1)?.cast_unsigned(),
        seed: row.get::<_, i64>(2)?.cast_unsigned(),
        minutes: row.get(3)?,
        path: read_path(row, 4)?,
        cue: row.get(5)?,
        offset: row.get(6)?,
        position: row.get(7)?,
        excerpt: row.get(8)?,
        chapter: row.get(9)?,
        when: row.get(10)?,
    };
    Ok((row.get(0)?, place))
}

/// The path in a column.
pub(crate) fn read_path(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<usize>> {
    path::read(row.get_ref(column)?.as_str()?)
        .ok_or_else(|| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, "it is no path".into()))
}
