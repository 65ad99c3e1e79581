//! Stories and meditations, the ways that were taken through them, and what they remember.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use vesper_speech::{Error, Kind, Result};

use crate::open::Library;
use crate::path;
use crate::places::read_path;
use crate::record::{Branch, Fact, Story};
use crate::settings::read_json;

const STORY: &str = "id, mode, title, wish, ink, tale, made";

impl Library {
    /// Keeps a story or meditation, or what changed of one that is kept under the same id.
    pub fn keep_story(&mut self, story: &Story) -> Result<()> {
        self.writing(|sql| {
            sql.prepare_cached(&format!(
                "INSERT INTO story ({STORY}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (id) DO UPDATE SET mode = excluded.mode, title = excluded.title,
                     wish = excluded.wish, ink = excluded.ink, tale = excluded.tale, made = excluded.made"
            ))?
            .execute(params![
                story.id,
                story.mode,
                story.title,
                story.wish,
                story.ink,
                story.tale,
                story.when
            ])
            .map(drop)
        })
    }

    /// All stories and meditations, the newest first.
    pub fn stories(&self) -> Result<Vec<Story>> {
        self.reading(|sql| {
            sql.prepare_cached(&format!("SELECT {STORY} FROM story ORDER BY made DESC, id"))?
                .query_map([], read_story)?
                .collect()
        })
    }

    pub fn story(&self, id: &str) -> Result<Option<Story>> {
        self.reading(|sql| {
            sql.prepare_cached(&format!("SELECT {STORY} FROM story WHERE id = ?1"))?
                .query_row([id], read_story)
                .optional()
        })
    }

    /// At the end of `path` these options were there, and the listener took one of them, or none yet. What was
    /// taken from there before stays known. `BadRequest`: no such story is kept, or there is no such option.
    pub fn branch(
        &mut self,
        story: &str,
        path: &[usize],
        options: &[String],
        taken: Option<usize>,
    ) -> Result<()> {
        if taken.is_some_and(|taken| taken >= options.len()) {
            return Err(self.bad_request("has no option of that number at this choice.".into()));
        }
        let path = path::written(path);
        let kept = self.writing(|sql| {
            if !has_story(sql, story)? {
                return Ok(false);
            }
            let mut all = taken_before(sql, story, &path)?;
            all.extend(taken);
            // A script that was changed may offer fewer.
            all.retain(|taken| *taken < options.len());
            all.sort_unstable();
            all.dedup();
            sql.prepare_cached(
                "INSERT INTO branch (story, path, options, taken) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (story, path) DO UPDATE SET options = excluded.options, taken = excluded.taken",
            )?
            .execute(params![
                story,
                path,
                serde_json::Value::from(options).to_string(),
                serde_json::Value::from(all).to_string()
            ])?;
            Ok(true)
        })?;
        if kept { Ok(()) } else { Err(self.no_story(story)) }
    }

    /// Every choice of a story that the listener ever came to, shorter ways first.
    pub fn branches(&self, story: &str) -> Result<Vec<Branch>> {
        let mut branches: Vec<Branch> = self.reading(|sql| {
            sql.prepare_cached("SELECT path, options, taken FROM branch WHERE story = ?1")?
                .query_map([story], read_branch)?
                .collect()
        })?;
        branches.sort_by(|a, b| (a.path.len(), &a.path).cmp(&(b.path.len(), &b.path)));
        Ok(branches)
    }

    /// Keeps a fact; one of the same name on the same path is replaced. `BadRequest`: no such story is kept.
    pub fn fact(&mut self, story: &str, fact: &Fact) -> Result<()> {
        let kept = self.writing(|sql| {
            if !has_story(sql, story)? {
                return Ok(false);
            }
            sql.prepare_cached(
                "INSERT OR REPLACE INTO fact (story, path, name, value) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![story, path::written(&fact.path), fact.name, fact.value])?;
            Ok(true)
        })?;
        if kept { Ok(()) } else { Err(self.no_story(story)) }
    }

    /// What is true for somebody who went along `path`, by name: what became true on the way there, and of two
    /// facts of one name the later.
    pub fn facts(&self, story: &str, path: &[usize]) -> Result<Vec<Fact>> {
        let mut facts: Vec<Fact> = self.reading(|sql| {
            sql.prepare_cached("SELECT name, value, path FROM fact WHERE story = ?1")?
                .query_map([story], read_fact)?
                .filter(|fact| fact.as_ref().map_or(true, |fact| path.starts_with(&fact.path)))
                .collect()
        })?;
        facts.sort_by(|a, b| a.name.cmp(&b.name).then(b.path.len().cmp(&a.path.len())));
        facts.dedup_by(|later, first| later.name == first.name);
        Ok(facts)
    }

    fn no_story(&self, story: &str) -> Error {
        self.bad_request(format!("has no story `{story}`."))
    }

    fn bad_request(&self, what: String) -> Error {
        Error::new(Kind::BadRequest, self.subject(), what, "")
    }
}

fn has_story(sql: &Connection, story: &str) -> rusqlite::Result<bool> {
    sql.prepare_cached("SELECT 1 FROM story WHERE id = ?1")?.exists([story])
}

fn taken_before(sql: &Connection, story: &str, path: &str) -> rusqlite::Result<Vec<usize>> {
    let taken = sql
        .prepare_cached("SELECT taken FROM branch WHERE story = ?1 AND path = ?2")?
        .query_row([story, path], |row| read_json(row, 0))
        .optional()?;
    Ok(taken.unwrap_or_default())
}

fn read_story(row: &Row<'_>) -> rusqlite::Result<Story> {
    Ok(Story {
        id: row.get(0)?,
        mode: row.get(1)?,
        title: row.get(2)?,
        wish: row.get(3)?,
        ink: row.get(4)?,
        tale: row.get(5)?,
        when: row.get(6)?,
    })
}

fn read_branch(row: &Row<'_>) -> rusqlite::Result<Branch> {
    let branch = Branch { path: read_path(row, 0)?, options: read_json(row, 1)?, taken: read_json(row, 2)? };
    if branch.taken.iter().any(|taken| *taken >= branch.options.len()) {
        let what = "an option was taken that is not there";
        return Err(rusqlite::Error::FromSqlConversionFailure(2, Type::Text, what.into()));
    }
    Ok(branch)
}

fn read_fact(row: &Row<'_>) -> rusqlite::Result<Fact> {
    Ok(Fact { name: row.get(0)?, value: row.get(1)?, path: read_path(row, 2)? })
}
