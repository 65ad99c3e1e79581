//! Searching all that was said.

use std::ops::Range;

use rusqlite::{Row, params};
use vesper_speech::Result;

use crate::open::Library;
use crate::query;
use crate::record::Hit;
use crate::sessions::{LINE, read_line};

/// Of the lines that match, so many of the newest are ranked: a word that is in every line costs no more than
/// another.
const RANKED: u32 = 1000;

/// Words in an excerpt.
const EXCERPT: u32 = 24;

/// Stand around a match in what SQLite answers. Both are noncharacters, which Unicode keeps for a program's inner
/// use (The Unicode Standard, 23.7). A text that has them all the same is only marked in odd places.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

impl Library {
    /// The lines that contain all words of `query`, the best first and the newest first among equals; at most
    /// `limit`, and never more than the 1,000 newest. Upper case and accents make no difference, a word finds longer ones that begin with it, and words
    /// in quotation marks must stand as they are. Whatever is typed is a query; one without words finds nothing.
    pub fn search(&self, query: &str, limit: u32) -> Result<Vec<Hit>> {
        let Some(expression) = query::expression(query) else { return Ok(Vec::new()) };
        self.reading(|sql| {
            sql.prepare_cached(&format!(
                "SELECT {LINE}, session.title, session.mode, found.excerpt
                 FROM (SELECT rowid AS id, bm25(line_words) AS score,
                              snippet(line_words, 0, ?2, ?3, '…', {EXCERPT}) AS excerpt
                       FROM line_words WHERE line_words MATCH ?1 ORDER BY rowid DESC LIMIT {RANKED}) AS found
                 JOIN line ON line.id = found.id JOIN session ON session.id = line.session
                 ORDER BY found.score, found.id DESC LIMIT ?4"
            ))?
            .query_map(params![expression, String::from(OPEN), String::from(CLOSE), limit], read_hit)?
            .collect()
        })
    }
}

fn read_hit(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let (excerpt, matches) = unmark(&row.get::<_, String>(11)?);
    Ok(Hit { line: read_line(row)?, title: row.get(9)?, mode: row.get(10)?, excerpt, matches })
}

/// Takes the marks out of `marked` and says where they were.
fn unmark(marked: &str) -> (String, Vec<Range<usize>>) {
    let mut text = String::with_capacity(marked.len());
    let mut matches = Vec::new();
    let mut open = None;
    for c in marked.chars() {
        match c {
            OPEN => open = Some(text.len()),
            CLOSE => {
                let matched = open.take().map(|start| start..text.len());
                matches.extend(matched.filter(|range| !range.is_empty()));
            }
            _ => text.push(c),
        }
    }
    (text, matches)
}
