//! The shelf as the window sees it, and a library that was damaged.

use serde::Serialize;
use specta::Type;
use specta_typescript::Number;
use vesper_session::Place as SessionPlace;
use vesper_speech::NARRATOR;

use super::count;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Story,
    Meditation,
}

impl From<vesper_script::Kind> for Kind {
    fn from(kind: vesper_script::Kind) -> Kind {
        match kind {
            vesper_script::Kind::Story => Kind::Story,
            vesper_script::Kind::Meditation => Kind::Meditation,
        }
    }
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Minutes {
    pub least: u32,
    pub usual: u32,
    pub most: u32,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Place {
    pub excerpt: String,
    pub chapter: Option<String>,
    /// The length that was chosen, with which it goes on.
    pub minutes: Option<u32>,
    /// Seconds since 1970.
    #[specta(type = Number)]
    pub when: u64,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Entry {
    pub id: String,
    pub kind: Kind,
    pub title: String,
    pub by: String,
    pub about: String,
    pub language: String,
    pub moods: Vec<String>,
    pub voices: Vec<String>,
    /// Of one hearing.
    pub words: u32,
    pub choices: u32,
    pub chapters: Vec<String>,
    pub minutes: Option<Minutes>,
    pub place: Option<Place>,
    /// Why it cannot be performed, with file and line.
    pub fault: Option<String>,
}

impl Entry {
    pub(crate) fn of(entry: &vesper::Entry, place: Option<(SessionPlace, u64)>) -> Entry {
        let script = match &entry.script {
            Ok(script) => script,
            Err(faults) => return Entry::faulty(&entry.id, faults.to_string()),
        };
        let (header, outline) = (script.header(), script.outline());
        let characters = header.cast.iter().map(|(name, _)| name.clone());
        Entry {
            id: entry.id.clone(),
            kind: header.kind.into(),
            title: header.title.clone(),
            by: header.by.clone(),
            about: header.about.clone(),
            language: header.language.clone(),
            moods: header.moods.clone(),
            voices: [NARRATOR.to_owned()].into_iter().chain(characters).collect(),
            words: count(script.hearing()),
            choices: count(outline.choices),
            chapters: outline.chapters.clone(),
            minutes: header.minutes.as_ref().map(|range| Minutes {
                least: range.least,
                usual: range.usual,
                most: range.most,
            }),
            place: place.map(|(place, when)| Place {
                excerpt: place.excerpt,
                chapter: place.chapter,
                minutes: place.minutes,
                when,
            }),
            fault: None,
        }
    }

    fn faulty(id: &str, fault: String) -> Entry {
        Entry {
            id: id.to_owned(),
            kind: Kind::Story,
            title: id.rsplit('/').next().unwrap_or(id).to_owned(),
            by: String::new(),
            about: String::new(),
            language: "en".into(),
            moods: Vec::new(),
            voices: Vec::new(),
            words: 0,
            choices: 0,
            chapters: Vec::new(),
            minutes: None,
            place: None,
            fault: Some(fault),
        }
    }
}

/// A damaged library was moved aside, and a snapshot of it can be brought back.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Offer {
    /// What was wrong with its file, as a sentence without its subject.
    pub what: String,
    /// Where the damaged file lies now; none where it was gone.
    pub aside: Option<String>,
    /// The day the snapshot was taken, as seconds since 1970 at its first moment (UTC).
    #[specta(type = Number)]
    pub day: u64,
}

impl From<vesper::Offer> for Offer {
    fn from(offer: vesper::Offer) -> Offer {
        Offer {
            what: offer.what,
            aside: offer.aside.map(|path| path.display().to_string()),
            day: offer.snapshot.day,
        }
    }
}
