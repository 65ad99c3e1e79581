//! A sentence understood by phrases, without a model.

use serde::{Deserialize, Serialize};
use vesper_speech::{Bed, Error, Kind, Result};

use super::phrases::{Found, Phrases, folded};
use super::sheets::{Prompts, Understanding};
use super::wish::{Intent, Wish};
use crate::clean;

/// Characters of a sentence.
pub(crate) const SENTENCE: usize = 400;
/// Words between a "not" and what it denies.
const DENIED: usize = 2;
/// What is taken of several places and techniques.
const PLACES: usize = 4;
pub(crate) const TECHNIQUES: usize = 3;

/// A wish as it was understood, and what of it the sentence really said: all else is what suits the intent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    pub wish: Wish,
    pub said: Vec<Field>,
}

/// A part of a wish that a sentence may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    Intent,
    Minutes,
    Places,
    Techniques,
    Voice,
    Bed,
    Posture,
}

impl Understood {
    pub fn says(&self, field: Field) -> bool {
        self.said.contains(&field)
    }

    /// It is for something else: length, bed and posture that nobody asked for follow.
    pub fn change_intent(&mut self, intent: Intent) {
        self.wish.intent = intent;
        if !self.says(Field::Minutes) {
            self.wish.minutes = intent.minutes();
        }
        if !self.says(Field::Bed) {
            self.wish.bed = Some(intent.bed());
        }
        if !self.says(Field::Posture) {
            self.wish.posture = intent.posture();
        }
    }
}

/// Understands a sentence in `language`, a BCP 47 tag, or in the one of those there are whose words it has most of.
///
/// # Errors
/// `BadRequest`: there are no words in it, or no prompts in that language.
pub fn understand(text: &str, language: Option<&str>, prompts: &Prompts) -> Result<Understood> {
    let Some(text) = clean::words(text, SENTENCE) else {
        let advice = "Say in one sentence what it should be for, and how long.";
        return Err(Error::new(
            Kind::BadRequest,
            "meditation",
            "cannot be made of a wish without words.",
            advice,
        ));
    };
    let words = folded(&text);
    let language = language.unwrap_or_else(|| prompts.language_of(&words));
    let known = &prompts.of(language)?.understanding;
    let sentence = Sentence { words: &words, clauses: clauses(&text), known };
    let intent = sentence.intent();
    let mut understood = Understood {
        wish: Wish { language: language.into(), ..Wish::new(text, Intent::Calm) },
        said: Vec::new(),
    };
    understood.said.extend(intent.map(|_| Field::Intent));
    sentence.read(&mut understood);
    understood.change_intent(intent.unwrap_or(Intent::Calm));
    understood.said.sort();
    Ok(understood)
}

/// The words with which the clauses of `text` begin.
fn clauses(text: &str) -> Vec<usize> {
    let mut begins = vec![0];
    let mut count = 0;
    for word in text.split_whitespace() {
        count += folded(word).len();
        if word.ends_with([',', ';', ':', '.', '!', '?', '—', '–']) {
            begins.push(count);
        }
    }
    begins
}

struct Sentence<'a> {
    words: &'a [String],
    /// A "not" reaches no further than its clause.
    clauses: Vec<usize>,
    known: &'a Understanding,
}

impl Sentence<'_> {
    fn read(&self, understood: &mut Understood) {
        let Understood { wish, said } = understood;
        if let Some(minutes) = self.known.lengths.minutes(self.words) {
            wish.minutes = minutes;
            said.push(Field::Minutes);
        }
        wish.places = self.in_order(&self.known.places, PLACES);
        said.extend((!wish.places.is_empty()).then_some(Field::Places));
        wish.techniques = self.in_order(&self.known.techniques, TECHNIQUES);
        said.extend((!wish.techniques.is_empty()).then_some(Field::Techniques));
        if let Some(bed) = self.bed() {
            wish.bed = bed;
            said.push(Field::Bed);
        }
        if let Some(posture) = self.in_order(&self.known.postures, 1).first() {
            wish.posture = *posture;
            said.push(Field::Posture);
        }
        wish.voice = self.voice();
        said.extend((!wish.voice.is_empty()).then_some(Field::Voice));
    }

    /// What most of the words speak of; of two the one that is spoken of first.
    fn intent(&self) -> Option<Intent> {
        let mut best: Option<(Intent, f32, usize)> = None;
        for (intent, phrases) in &self.known.intents {
            let found = self.found(phrases);
            let weight: f32 = found.iter().map(|found| found.weight).sum();
            let Some(first) = found.first().map(|found| found.at.start) else { continue };
            if best.is_none_or(|(_, most, at)| weight > most || weight == most && first < at) {
                best = Some((*intent, weight, first));
            }
        }
        best.map(|(intent, ..)| intent)
    }

    fn bed(&self) -> Option<Option<Bed>> {
        let (wanted, denied): (Vec<_>, Vec<_>) = self
            .known
            .beds
            .iter()
            .flat_map(|(bed, phrases)| self.found(phrases).into_iter().map(|found| (*bed, found.at.start)))
            .partition(|(bed, at)| bed.is_none() || !self.denied(*at));
        let first = wanted.into_iter().min_by_key(|(bed, at)| (bed.is_none(), *at));
        first.map(|(bed, _)| bed).or((!denied.is_empty()).then_some(None))
    }

    /// Traits of the narrator, in the order of a cast.
    fn voice(&self) -> String {
        let mut traits: Vec<&str> = Vec::new();
        for pair in [&["woman", "man"][..], &["low", "high"], &["soft"], &["slow"]] {
            let heard = pair.iter().find(|name| {
                let phrases = self.known.voices.iter().find(|(known, _)| known == *name);
                phrases.is_some_and(|(_, phrases)| {
                    self.found(phrases).iter().any(|it| !self.denied(it.at.start))
                })
            });
            traits.extend(heard);
        }
        traits.join(", ")
    }

    /// What of `all` is spoken of and not denied, in the order of the sentence.
    fn in_order<T: Copy + PartialEq>(&self, all: &[(T, Phrases)], most: usize) -> Vec<T> {
        let mut found: Vec<(usize, T)> = Vec::new();
        for (value, phrases) in all {
            let first = self.found(phrases).into_iter().find(|found| !self.denied(found.at.start));
            found.extend(first.map(|first| (first.at.start, *value)));
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().take(most).map(|(_, value)| value).collect()
    }

    /// Where the phrases stand, but for those within a longer one that speaks of something else.
    fn found(&self, phrases: &Phrases) -> Vec<Found> {
        let elsewhere = self.known.elsewhere.found(self.words);
        let hidden = |found: &Found| {
            elsewhere.iter().any(|other| {
                other.at.start <= found.at.start
                    && found.at.end <= other.at.end
                    && other.at.len() > found.at.len()
            })
        };
        phrases.found(self.words).into_iter().filter(|found| !hidden(found)).collect()
    }

    fn denied(&self, at: usize) -> bool {
        let clause = self.clauses.iter().rev().find(|begin| **begin <= at).copied().unwrap_or_default();
        let before = self.words.get(at.saturating_sub(DENIED).max(clause)..at).unwrap_or_default();
        !self.known.not.found(before).is_empty()
    }
}
