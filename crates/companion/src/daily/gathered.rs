//! What there is to tell: feeds, fetched or as they were, the calendar, the notes.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use jiff::Zoned;
use vesper_speech::{Error, Kind, Result};
use vesper_studio::daily::{
    Check, Feed, Fetched, Fetcher, LONGEST_CALENDAR, Limits, Material, events, notes,
};

use super::archive;
use crate::home::Home;
use crate::kept::Kept;
use crate::places::now;
use crate::requests::Logged;

/// Notes older than this are not today's, in seconds.
const FRESH: u64 = 36 * 3600;

/// Where to look.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// An `.ics` file.
    pub calendar: Option<PathBuf>,
    /// A folder of text and Markdown.
    pub notes: Option<PathBuf>,
    /// Fetch nothing: tell what is here.
    pub offline: bool,
}

/// What was found, and what was not.
pub struct Gathered {
    pub material: Material,
    /// The feeds that were asked, and what came of each.
    pub fetched: Vec<(Feed, Result<Fetched>)>,
    /// What else stands in the way: of the calendar, the notes, what was fetched before.
    pub troubles: Vec<Trouble>,
}

/// Something that could not be used; the rest is told without it.
pub type Trouble = Error;

/// Asks the listener's feeds for what is new, unless they want to stay offline, and reads the rest. Each request stands in
/// the library before it leaves. Where no feed could be reached, what was fetched before is told, with its age.
///
/// # Errors
/// What the library answers, and `check`.
pub fn gather(home: &Home, kept: &Kept, asked: &Asked, check: Check<'_>) -> Result<Gathered> {
    let chosen = super::feeds(kept)?;
    let (archive, noted) = (archive(home), Logged::new(kept.clone()));
    let mut fetched = Vec::new();
    if !asked.offline {
        let fetcher = Fetcher { witness: &noted, limits: Limits::default() };
        let results = fetcher.refresh(&chosen, &archive, now(), check);
        fetched = chosen.iter().cloned().zip(results).collect();
        check()?;
    }
    let mut troubles = Vec::new();
    let reached = fetched.iter().any(|(_, result)| result.is_ok());
    let mut material = Material { offline: !reached && !chosen.is_empty(), ..Material::default() };
    for feed in chosen {
        match archive.edition(&feed) {
            Ok(edition) => material.editions.extend(edition.map(|edition| (feed, edition))),
            Err(error) => troubles.push(error),
        }
    }
    material.limits = kept.care()?.limits();
    if let Some(path) = &asked.calendar {
        let read = file(path, LONGEST_CALENDAR, "Export the calendar once more as .ics.");
        let found = read.and_then(|bytes| events(&path.display().to_string(), &bytes, &Zoned::now()));
        match found {
            Ok(events) => material.events = events,
            Err(error) => troubles.push(error),
        }
    }
    if let Some(folder) = &asked.notes {
        match notes(folder, now().saturating_sub(FRESH)) {
            Ok(notes) => material.notes = notes,
            Err(error) => troubles.push(error),
        }
    }
    Ok(Gathered { material, fetched, troubles })
}

/// The bytes of a file of the listener's, at most so many.
pub(super) fn file(path: &Path, most: usize, advice: &str) -> Result<Vec<u8>> {
    let bad = |kind, what: String| Error::new(kind, path.display().to_string(), what, advice);
    let unread = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => bad(Kind::MissingFile, "is not there.".into()),
        ErrorKind::PermissionDenied => bad(Kind::Denied, format!("may not be read: {error}.")),
        _ => bad(Kind::BadFile, format!("cannot be read: {error}.")),
    };
    // Before it is opened: opening a pipe waits for somebody to write.
    if !std::fs::metadata(path).map_err(unread)?.is_file() {
        return Err(bad(Kind::BadFile, "is not a file.".into()));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(unread)?.take(most as u64 + 1).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() > most {
        return Err(bad(Kind::BadFile, format!("is larger than {} MB.", most >> 20)));
    }
    Ok(bytes)
}
