//! The lines of an archive's tables, as `docs/archive.md` describes them.

use rusqlite::Row;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::places::read_path;
use crate::record::{Said, Speaker};
use crate::settings::read_json;

/// One table of an archive: an entry of JSON lines.
pub(crate) trait Table: Serialize + DeserializeOwned {
    /// The entry's name.
    const ENTRY: &'static str;
    /// More rows than a lifetime brings, so that what is remembered while they are merged has a bound.
    const MOST: u64;
    /// All rows of a library in the order of the archive.
    const SELECT: &'static str;

    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SessionRow {
    pub(crate) identity: String,
    pub(crate) mode: String,
    pub(crate) script: Option<String>,
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) began: u64,
    pub(crate) ended: Option<u64>,
}

impl Table for SessionRow {
    const ENTRY: &'static str = "sessions.jsonl";
    const MOST: u64 = 1_000_000;
    const SELECT: &'static str =
        "SELECT identity, mode, script, title, language, began, ended FROM session ORDER BY id";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(SessionRow {
            identity: row.get(0)?,
            mode: row.get(1)?,
            script: row.get(2)?,
            title: row.get(3)?,
            language: row.get(4)?,
            began: row.get(5)?,
            ended: row.get(6)?,
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineRow {
    pub(crate) session: String,
    pub(crate) number: u64,
    pub(crate) said: u64,
    pub(crate) voice: Option<String>,
    pub(crate) text: String,
    pub(crate) heard: (u64, u64),
    pub(crate) cut: Option<usize>,
    pub(crate) chapter: Option<String>,
}

impl Table for LineRow {
    const ENTRY: &'static str = "lines.jsonl";
    const MOST: u64 = 50_000_000;
    const SELECT: &'static str = "SELECT session.identity, line.number, line.said, line.voice, line.text, \
         line.heard_from, line.heard_to, line.cut, line.chapter \
         FROM line JOIN session ON session.id = line.session ORDER BY line.session, line.number";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(LineRow {
            session: row.get(0)?,
            number: row.get(1)?,
            said: row.get(2)?,
            voice: row.get(3)?,
            text: row.get(4)?,
            heard: (row.get(5)?, row.get(6)?),
            cut: row.get(7)?,
            chapter: row.get(8)?,
        })
    }
}

impl LineRow {
    pub(crate) fn into_said(self) -> Said {
        Said {
            speaker: self.voice.map_or(Speaker::Listener, Speaker::Voice),
            text: self.text,
            heard: self.heard.0..self.heard.1,
            cut: self.cut,
            chapter: self.chapter,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StoryRow {
    pub(crate) id: String,
    pub(crate) mode: String,
    pub(crate) title: String,
    pub(crate) wish: Option<String>,
    pub(crate) ink: Option<String>,
    /// Archives of earlier versions have none.
    #[serde(default)]
    pub(crate) tale: Option<String>,
    pub(crate) made: u64,
}

impl Table for StoryRow {
    const ENTRY: &'static str = "stories.jsonl";
    const MOST: u64 = 1_000_000;
    const SELECT: &'static str = "SELECT id, mode, title, wish, ink, tale, made FROM story ORDER BY id";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(StoryRow {
            id: row.get(0)?,
            mode: row.get(1)?,
            title: row.get(2)?,
            wish: row.get(3)?,
            ink: row.get(4)?,
            tale: row.get(5)?,
            made: row.get(6)?,
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BranchRow {
    pub(crate) story: String,
    pub(crate) path: Vec<usize>,
    pub(crate) options: Vec<String>,
    pub(crate) taken: Vec<usize>,
}

impl Table for BranchRow {
    const ENTRY: &'static str = "branches.jsonl";
    const MOST: u64 = 10_000_000;
    const SELECT: &'static str = "SELECT story, path, options, taken FROM branch ORDER BY story, path";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(BranchRow {
            story: row.get(0)?,
            path: read_path(row, 1)?,
            options: read_json(row, 2)?,
            taken: read_json(row, 3)?,
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactRow {
    pub(crate) story: String,
    pub(crate) path: Vec<usize>,
    pub(crate) name: String,
    pub(crate) value: String,
}

impl Table for FactRow {
    const ENTRY: &'static str = "facts.jsonl";
    const MOST: u64 = 10_000_000;
    const SELECT: &'static str = "SELECT story, path, name, value FROM fact ORDER BY story, path, name";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(FactRow { story: row.get(0)?, path: read_path(row, 1)?, name: row.get(2)?, value: row.get(3)? })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceRow {
    pub(crate) script: String,
    /// 64 bits in 16 hexadecimal digits: a number in JSON is not exact beyond 53.
    pub(crate) digest: String,
    pub(crate) seed: String,
    pub(crate) minutes: Option<u32>,
    pub(crate) path: Vec<usize>,
    pub(crate) cue: u64,
    pub(crate) offset: u64,
    pub(crate) position: u64,
    pub(crate) excerpt: String,
    pub(crate) chapter: Option<String>,
    pub(crate) kept: u64,
}

impl Table for PlaceRow {
    const ENTRY: &'static str = "places.jsonl";
    const MOST: u64 = 1_000_000;
    const SELECT: &'static str = "SELECT script, digest, seed, minutes, path, cue, \"offset\", position, \
         excerpt, chapter, kept FROM place ORDER BY script";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(PlaceRow {
            script: row.get(0)?,
            digest: bits(row.get(1)?),
            seed: bits(row.get(2)?),
            minutes: row.get(3)?,
            path: read_path(row, 4)?,
            cue: row.get(5)?,
            offset: row.get(6)?,
            position: row.get(7)?,
            excerpt: row.get(8)?,
            chapter: row.get(9)?,
            kept: row.get(10)?,
        })
    }
}

/// As the number is kept: with a sign, of the same bits.
fn bits(number: i64) -> String {
    format!("{:016x}", number.cast_unsigned())
}

/// What [`bits`] made.
pub(crate) fn unbits(text: &str) -> Option<i64> {
    let plain = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then(|| u64::from_str_radix(text, 16).ok().map(u64::cast_signed)).flatten()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingRow {
    pub(crate) name: String,
    pub(crate) value: serde_json::Value,
}

impl Table for SettingRow {
    const ENTRY: &'static str = "settings.jsonl";
    const MOST: u64 = 100_000;
    const SELECT: &'static str = "SELECT name, value FROM setting ORDER BY name";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(SettingRow { name: row.get(0)?, value: read_json(row, 1)? })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssignmentRow {
    pub(crate) work: String,
    pub(crate) models: Vec<String>,
}

impl Table for AssignmentRow {
    const ENTRY: &'static str = "assignments.jsonl";
    const MOST: u64 = 10_000;
    const SELECT: &'static str = "SELECT work, json_group_array(model ORDER BY rank) FROM assignment \
         GROUP BY work ORDER BY work";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(AssignmentRow { work: row.get(0)?, models: read_json(row, 1)? })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequestRow {
    pub(crate) identity: String,
    pub(crate) sent: u64,
    pub(crate) purpose: String,
    pub(crate) method: String,
    pub(crate) host: String,
    pub(crate) path: String,
    pub(crate) status: Option<u16>,
    pub(crate) bytes: u64,
}

impl Table for RequestRow {
    const ENTRY: &'static str = "requests.jsonl";
    const MOST: u64 = 1_000_000;
    const SELECT: &'static str = "SELECT identity, sent, purpose, method, host, path, status, bytes \
         FROM request ORDER BY id";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(RequestRow {
            identity: row.get(0)?,
            sent: row.get(1)?,
            purpose: row.get(2)?,
            method: row.get(3)?,
            host: row.get(4)?,
            path: row.get(5)?,
            status: row.get(6)?,
            bytes: row.get(7)?,
        })
    }
}
