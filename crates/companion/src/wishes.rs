//! Which of story, meditation, day and talk a sentence wishes for, by its words alone. What is not clear is left to the
//! listener, with the ways in which it could be taken.
//!
//! The words are data in `assets/wishes`, a file a language. A sentence that names a kind wishes for it, and what follows
//! "about" is what it is about: "a story about a meditation teacher" is a story. One that names none is taken by what it
//! says of the listener ("eight minutes, my shoulders are tight") or by its being a question.

mod words;

use vesper_library::Mode;
use vesper_session::Command;
use vesper_speech::{Error, Kind, Result};
use vesper_studio::meditation::{Field, Prompts, understand};

use crate::care::{self, During};
use crate::companion::Companion;
use words::{LANGUAGES, Lexicon, folded};

/// Words of a wish that says hardly more than a mood: "sleep", "deep calm please".
const MOOD: usize = 3;

/// How a sentence was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// What it wishes for; none where that is not clear.
    pub surely: Option<Mode>,
    /// What it could be, the likeliest first. One where that is clear.
    pub could: Vec<Mode>,
    /// BCP 47 tag of the language that it is in, of those that Vesper has words of.
    pub language: String,
    /// The minutes that it names, 1 to 180.
    pub minutes: Option<u32>,
}

/// Takes a sentence by its words.
///
/// # Errors
/// `BadRequest`: there are no words in it.
pub fn meant(sentence: &str, prompts: &Prompts) -> Result<Meant> {
    let understood = understand(sentence, None, prompts).map_err(|error| match error.kind {
        Kind::BadRequest => Error::new(
            Kind::BadRequest,
            "a wish",
            "without words cannot be understood.",
            "Say in one sentence what you would like to hear.",
        ),
        _ => error,
    })?;
    let feels = [Field::Intent, Field::Techniques, Field::Places].iter().any(|field| understood.says(*field));
    let minutes = understood.says(Field::Minutes).then_some(understood.wish.minutes);
    let words = folded(sentence);
    let asked = sentence.trim_end().ends_with('?');
    let clauses = clauses(sentence);
    let of = |lexicon| Sentence { words: &words, clauses: &clauses, lexicon, asked, feels, minutes };
    // A short sentence may have more of its words in another language than in its own, but hardly a phrase.
    let recognised = understood.wish.language;
    let names = |language: &&str| of(Lexicon::of(language)).names();
    let language = [recognised.as_str()].into_iter().chain(LANGUAGES).find(names).unwrap_or(&recognised);
    let could = of(Lexicon::of(language)).could();
    let surely = could.first().copied().filter(|_| could.len() == 1);
    Ok(Meant { surely, could, language: language.to_owned(), minutes })
}

/// The words with which the clauses of `sentence` begin.
fn clauses(sentence: &str) -> Vec<usize> {
    let parts = sentence.split([',', ';', ':', '.', '!', '?', '—', '–']);
    let counts = parts.map(|part| folded(part).len());
    let ends = counts.scan(0, |end, count| {
        *end += count;
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

struct Sentence<'a> {
    words: &'a [String],
    /// A "not" reaches no further than its clause.
    clauses: &'a [usize],
    lexicon: &'a Lexicon,
    /// It ends in a question mark.
    asked: bool,
    /// It speaks of a mood, a part of the body or something that is done in meditations.
    feels: bool,
    minutes: Option<u32>,
}

impl Sentence<'_> {
    fn names(&self) -> bool {
        self.lexicon.alone(self.words).is_some() || !self.named().is_empty()
    }

    fn could(&self) -> Vec<Mode> {
        if let Some(mode) = self.lexicon.alone(self.words) {
            return vec![mode];
        }
        let named = self.named();
        if !named.is_empty() {
            return named;
        }
        let mine = self.lexicon.myself.is_in(self.words);
        match (self.feels, self.is_question()) {
            (true, true) if mine => vec![Mode::Talk, Mode::Meditation],
            (_, true) => vec![Mode::Talk],
            (true, false) if self.minutes.is_some() || mine || self.words.len() <= MOOD => {
                vec![Mode::Meditation]
            }
            _ => self.order(),
        }
    }

    /// The kinds that it names and does not deny, in its order; none behind the word after which it says what it is about.
    fn named(&self) -> Vec<Mode> {
        let mut found: Vec<(usize, usize, Mode)> = Vec::new();
        for (mode, phrases) in &self.lexicon.named {
            let here = phrases.found(self.words).into_iter().filter(|(at, _)| !self.is_denied(*at));
            found.extend(here.map(|(at, length)| (at, length, *mode)));
        }
        found.sort_by_key(|(at, length, _)| (*at, std::cmp::Reverse(*length)));
        let Some((at, length, _)) = found.first().copied() else { return Vec::new() };
        let about = self.lexicon.topic.found(self.words).into_iter().map(|(topic, _)| topic);
        let end = about.filter(|topic| *topic >= at + length).min().unwrap_or(self.words.len());
        let mut named = Vec::new();
        // Of two phrases over each other the one that begins first counts, and of those the longer.
        let mut free = 0;
        for (at, length, mode) in found {
            if at >= free && at < end {
                free = at + length;
                if !named.contains(&mode) {
                    named.push(mode);
                }
            }
        }
        named
    }

    /// What is named there is what the listener does not want.
    fn is_denied(&self, at: usize) -> bool {
        /// Words from a "not" to what it denies: "don't tell me a story".
        const REACH: usize = 5;
        let clause = self.clauses.iter().rev().find(|begin| **begin <= at).copied().unwrap_or_default();
        let before = self.words.get(at.saturating_sub(REACH).max(clause)..at).unwrap_or_default();
        self.lexicon.not.is_in(before)
    }

    fn is_question(&self) -> bool {
        let begins = |phrases: &words::Phrases| phrases.begin(self.words);
        !begins(&self.lexicon.requests) && (self.asked || begins(&self.lexicon.asks))
    }

    /// All four, the likeliest first.
    fn order(&self) -> Vec<Mode> {
        let thing = self.lexicon.thing.begin(self.words);
        let first = match (thing, self.feels, self.minutes) {
            (false, true, _) => [Mode::Meditation, Mode::Talk, Mode::Story, Mode::Daily],
            (false, false, Some(_)) => [Mode::Meditation, Mode::Daily, Mode::Story, Mode::Talk],
            (true, true, _) => [Mode::Story, Mode::Meditation, Mode::Talk, Mode::Daily],
            _ => [Mode::Story, Mode::Talk, Mode::Meditation, Mode::Daily],
        };
        first.to_vec()
    }
}

impl Companion {
    /// Takes a sentence by its words, as [`meant`] does.
    ///
    /// # Errors
    /// `Denied` where it says that somebody is in danger: where help is is said, and is what the error says. `BadRequest`:
    /// there are no words in it; `BadFile` for prompts of the listener's own that cannot be used.
    pub fn meant(&self, sentence: &str) -> Result<Meant> {
        self.minds(sentence)?;
        meant(sentence, crate::meditation::writer(self.home())?.prompts())
    }

    /// Says where help is, if `sentence` says that somebody is in danger.
    ///
    /// # Errors
    /// `Denied` then, with the same as a text.
    pub fn minds(&self, sentence: &str) -> Result<()> {
        let Some(help) = care::help(&self.kept().care()?, sentence, During::Talk)? else { return Ok(()) };
        self.command(Command::Instead(care::cues(&help)))?;
        Err(Error::new(Kind::Denied, "Vesper", help.text(), ""))
    }
}

#[cfg(test)]
mod tests;
