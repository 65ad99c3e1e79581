//! Where a story that Vesper writes is kept: in the library, with all that it needs to be written on, and as an ink script
//! of the listener's own on the shelf.

use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use vesper_library::{Mode, Story as Record};
use vesper_speech::{Error, Kind, Result};
use vesper_studio::story::{Prompts, Story};

use crate::home::Home;
use crate::kept::Kept;
use crate::places::now;
use crate::whole;

/// Characters of the name of a story's file.
const NAME: usize = 40;
/// What the clock of the disk and ours may differ by, with what writing takes.
const CLOCKS: Duration = Duration::from_secs(2);
/// How many stories may have one title.
const NAMESAKES: u32 = 1_000;

/// A story that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The shelf's id.
    pub id: String,
    pub title: String,
    pub wish: String,
}

/// The story with this id, where Vesper writes it.
///
/// # Errors
/// What the library answers; `BadFile` where what is kept is no story that can be told.
pub fn load(kept: &Kept, id: &str) -> Result<Option<Story>> {
    let record = kept.with(|library| library.story(id))?;
    let Some(tale) = record.and_then(|record| record.tale) else { return Ok(None) };
    Story::read(&tale).map(Some).map_err(|error| Error { subject: id.to_owned(), ..error })
}

/// The story that `name` means among those that Vesper writes: an id, the last part of one, or a title. One whose script
/// the listener changed is theirs from then on, and none of these.
///
/// # Errors
/// What the library answers.
pub fn find(home: &Home, kept: &Kept, name: &str) -> Result<Option<Written>> {
    let plain = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let wanted = plain(name);
    let fits = |record: &Record| {
        let last = record.id.rsplit('/').next().unwrap_or_default();
        record.id == name || plain(last) == wanted || plain(&record.title) == wanted
    };
    let records = kept.with(|library| library.stories())?;
    let found = records.into_iter().filter(|record| record.tale.is_some()).find(fits);
    let found = found.filter(|record| !is_changed(home, record));
    Ok(found.map(|record| Written {
        id: record.id,
        title: record.title,
        wish: record.wish.unwrap_or_default(),
    }))
}

/// Keeps a story as far as it is written: in the library, then as a script on the shelf.
///
/// # Errors
/// What the library answers; `DiskFull` or `Unwritable` for the script.
pub(super) fn keep(home: &Home, kept: &Kept, id: &str, story: &Story, prompts: &Prompts) -> Result<()> {
    let ink = (!story.scenes().is_empty()).then(|| story.ink(prompts)).transpose()?;
    let tale = serde_json::to_string(story).map_err(|error| {
        Error::new(Kind::Engine, id, format!("cannot be written down: {error}."), "Begin another story.")
    })?;
    let record = Record {
        id: id.to_owned(),
        mode: Mode::Story,
        title: story.bible().title.clone(),
        wish: Some(story.wish().text.clone()),
        ink: ink.clone(),
        tale: Some(tale),
        when: now(),
    };
    let before = kept.with(|library| {
        let before = library.story(id)?;
        library.keep_story(&record)?;
        Ok(before)
    })?;
    let theirs = before.is_some_and(|before| is_changed(home, &before));
    match (ink, file(home, id)) {
        (Some(ink), Some(path)) if !theirs => whole::write(&path, ink.as_bytes()),
        _ => Ok(()),
    }
}

/// Whether the listener changed the story's script since it was written. A script that is merely older than what is kept
/// was not: the machine stopped between the two. Without its script a story is told from the library.
fn is_changed(home: &Home, record: &Record) -> bool {
    let (Some(path), Some(ink)) = (file(home, &record.id), &record.ink) else { return false };
    let Ok(modified) = path.metadata().and_then(|metadata| metadata.modified()) else { return false };
    let written = UNIX_EPOCH + Duration::from_secs(record.when) + CLOCKS;
    modified > written && std::fs::read(&path).is_ok_and(|text| text != ink.as_bytes())
}

/// An id for a new story of this title, which no script and no story has.
///
/// # Errors
/// What the library answers; `BadRequest` where a thousand stories are called so.
pub(super) fn new_id(home: &Home, kept: &Kept, title: &str) -> Result<String> {
    let name = name(title);
    for number in 1..=NAMESAKES {
        let id = if number == 1 { format!("own/{name}") } else { format!("own/{name}-{number}") };
        let taken = file(home, &id).is_some_and(|path| path.symlink_metadata().is_ok());
        if !taken && kept.with(|library| library.story(&id))?.is_none() {
            return Ok(id);
        }
    }
    let what = format!("there are {NAMESAKES} stories of this name.");
    Err(Error::new(Kind::BadRequest, title, what, "Move some of them elsewhere."))
}

/// The script of the listener's own that has this id.
fn file(home: &Home, id: &str) -> Option<PathBuf> {
    let name =
        id.strip_prefix("own/").filter(|name| !name.contains(['/', '\\']) && !name.starts_with('.'))?;
    Some(home.scripts().join(format!("{name}.ink")))
}

/// A title as every disk can keep it.
fn name(title: &str) -> String {
    let mut name = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => name.push(letter),
            '\'' | '’' => {}
            _ if !name.is_empty() && !name.ends_with('-') => name.push('-'),
            _ => {}
        }
        if name.len() >= NAME {
            break;
        }
    }
    let name = name.trim_end_matches('-');
    // Some systems know devices by such names.
    if name.len() < 5 { format!("story-{name}").trim_end_matches('-').to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_every_disk_can_keep() {
        for (title, wanted) in [
            ("The Lighthouse's Secret", "the-lighthouses-secret"),
            ("Con", "story-con"),
            ("../../etc/passwd", "etc-passwd"),
            ("«Ça alors !»", "a-alors"),
            ("夜", "story"),
        ] {
            assert_eq!(name(title), wanted);
        }
        assert!(name(&"long ".repeat(60)).len() <= NAME);
    }
}
