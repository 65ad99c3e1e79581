//! What the listener chose once and for all, by name, as JSON.

use std::collections::BTreeMap;

use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value;
use vesper_speech::Result;

use crate::open::Library;

impl Library {
    /// One setting; `None` where it was never set.
    pub fn setting(&self, name: &str) -> Result<Option<Value>> {
        self.reading(|sql| {
            sql.prepare_cached("SELECT name, value FROM setting WHERE name = ?1")?
                .query_row([name], |row| Ok(read_setting(row)?.1))
                .optional()
        })
    }

    /// All that was ever set.
    pub fn settings(&self) -> Result<BTreeMap<String, Value>> {
        self.reading(|sql| {
            sql.prepare_cached("SELECT name, value FROM setting")?.query_map([], read_setting)?.collect()
        })
    }

    /// Sets all of these or none; `null` is what was never set. Settings that are not named stay.
    pub fn set(&mut self, settings: &BTreeMap<String, Value>) -> Result<()> {
        self.writing(|sql| {
            let mut keep =
                sql.prepare_cached("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)")?;
            let mut unset = sql.prepare_cached("DELETE FROM setting WHERE name = ?1")?;
            for (name, value) in settings {
                match value {
                    Value::Null => unset.execute([name])?,
                    value => keep.execute(params![name, value.to_string()])?,
                };
            }
            Ok(())
        })
    }
}

fn read_setting(row: &Row<'_>) -> rusqlite::Result<(String, Value)> {
    let value = read_json(row, 1)?;
    Ok((row.get(0)?, value))
}

/// The JSON in a column.
pub(crate) fn read_json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    serde_json::from_str(row.get_ref(column)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into()))
}
