//! A briefing: what is to be told, what of it was told, and with what right.

use serde::{Deserialize, Serialize};
use vesper_script::Cue;
use vesper_speech::{Error, Line};

use super::matter::Matter;
use super::saved::Saved;
use super::wish::Wish;
use crate::{clean, sentence};

/// Words that could be said in the pause behind a part.
const PAUSE: usize = 2;
/// Words that are too few to begin another matter.
pub(crate) const TOO_FEW: usize = 15;

/// A sentence that was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub text: String,
    /// BCP 47: another than the briefing's where a source's own words are told.
    pub language: String,
    /// Whose it is; none for what is the briefing's own: openings, dates, attributions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Cited>,
}

/// Whose sentence it is, and how old.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// In seconds since 1970.
    pub when: u64,
    /// As it is said in this briefing: `2 hours ago`.
    pub age: String,
}

impl Told {
    /// The lines that it is performed as.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> + '_ {
        sentence::lines(&self.text).into_iter().filter_map(|piece| clean::words(piece, sentence::LINE))
    }

    pub(crate) fn cues(&self) -> impl Iterator<Item = Cue> + '_ {
        self.lines().map(|text| Cue::Say(Line { text, language: self.language.clone(), ..Line::default() }))
    }

    pub(crate) fn words(&self) -> usize {
        self.text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
    }

    /// How many plain words would take as long: figures are read in several, and every line ends in a breath.
    pub(crate) fn weight(&self) -> usize {
        let figures = self.text.chars().filter(char::is_ascii_digit).count();
        self.words() + figures * 2 / 3 + self.lines().count()
    }
}

/// A piece of a briefing that can be skipped, told more of, and saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its chapter.
    pub title: String,
    /// What it tells of; none for the opening, the calendar, the notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<Matter>,
    /// How old each of the matter's sources is.
    #[serde(default)]
    pub(crate) ages: Vec<String>,
    /// What was told of it so far; of the briefing's own parts, what is to be told.
    pub told: Vec<Told>,
    /// The weight of what the listener asked for beyond the plan.
    #[serde(default)]
    pub(crate) beyond: usize,
    /// It was told, or begun.
    pub begun: bool,
    /// The listener does not want it.
    pub skipped: bool,
}

impl Part {
    pub(crate) fn own(title: &str, told: Vec<Told>) -> Part {
        Part {
            title: title.to_owned(),
            matter: None,
            ages: Vec::new(),
            told,
            beyond: 0,
            begun: false,
            skipped: false,
        }
    }

    /// As [`Told::weight`], with the pause behind the part and without what was asked for beyond the plan.
    pub(crate) fn weight(&self) -> usize {
        self.told.iter().map(Told::weight).sum::<usize>().saturating_sub(self.beyond) + PAUSE
    }

    /// The source of a sentence of the matter.
    pub(crate) fn cited(&self, source: usize) -> Option<Cited> {
        let of = self.matter.as_ref()?.sources.get(source)?;
        Some(Cited {
            name: of.name.clone(),
            link: of.link.clone(),
            when: of.when,
            age: self.ages.get(source).cloned().unwrap_or_default(),
        })
    }
}

/// What is told of a day, part by part.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Briefing {
    pub(crate) wish: Wish,
    pub(crate) title: String,
    pub(crate) about: String,
    /// When it was planned, in seconds since 1970: ages are those of then.
    pub(crate) made: u64,
    pub(crate) parts: Vec<Part>,
    pub(crate) closing: Option<Told>,
    /// Why the model gave out, where it did: what follows is told in the sources' own sentences.
    #[serde(skip)]
    pub(crate) trouble: Option<Error>,
}

impl Briefing {
    /// All parts in the order in which they are told. Those of which nothing is `begun` in the end had no room.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    /// When it was planned, in seconds since 1970.
    pub fn made(&self) -> u64 {
        self.made
    }

    /// BCP 47.
    pub fn language(&self) -> &str {
        &self.wish.language
    }

    /// Why the model gave out half-way, where it did.
    pub fn trouble(&self) -> Option<&Error> {
        self.trouble.as_ref()
    }

    /// How many plain words would take as long as what was told. What was skipped leaves its time to others.
    pub(crate) fn weight(&self) -> usize {
        self.parts.iter().filter(|part| part.begun && !part.skipped).map(Part::weight).sum()
    }

    /// The next part to be told, at `from` or behind it: one that was written, or one for which there is room. None: the
    /// briefing is over.
    pub fn next(&self, from: usize) -> Option<usize> {
        let room = self.wish.words().saturating_sub(self.weight()) >= TOO_FEW;
        let is_told = |part: &Part| !part.skipped && (part.begun || part.matter.is_none() || room);
        (from..self.parts.len()).find(|at| self.parts.get(*at).is_some_and(is_told))
    }

    /// "Skip": the listener does not want this part. What was told of it stays told; it is told no further, and the next
    /// part that is wanted is given, if there is one.
    pub fn skip(&mut self, part: usize) -> Option<usize> {
        if let Some(part) = self.parts.get_mut(part) {
            part.skipped = true;
        }
        let after = part.saturating_add(1);
        (after..self.parts.len()).find(|at| self.parts.get(*at).is_some_and(|part| !part.skipped))
    }

    /// "Save": what the part tells of, for [`Archive::save`](super::Archive::save); none where it is the briefing's own.
    pub fn save(&self, part: usize, now: u64) -> Option<Saved> {
        let source = self.parts.get(part)?.matter.as_ref()?.sources.first()?;
        Some(Saved {
            title: source.title.clone(),
            source: source.name.clone(),
            link: source.link.clone(),
            text: source.text.clone(),
            told: self.parts.get(part)?.told.iter().map(|told| told.text.clone()).collect(),
            when: now,
        })
    }
}
