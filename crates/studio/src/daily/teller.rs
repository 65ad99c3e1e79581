//! One matter while it is told: each sentence is held against its source before anybody hears it.

use std::collections::HashSet;

use serde_json::Value;
use vesper_script::Cue;
use vesper_speech::{Out, Result};

use super::briefing::{Cited, Part, Told};
use super::facts::{Missing, Source as Facts};
use crate::answer::{Listener, Object, object};
use crate::prompts::Sheet;
use crate::{clean, sentence};

/// Characters of a sentence that is told.
const SENTENCE: usize = 420;
/// A sentence may end this much beyond what there is room for.
const OVER: f32 = 1.25;

/// A sentence of a source, as a model is given it.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    /// Which of the matter's sources has it.
    pub(crate) source: usize,
    pub(crate) text: String,
}

/// What a teller has to know of a matter.
pub(crate) struct About<'a> {
    pub(crate) given: &'a [Given],
    /// Of each source, with its language.
    pub(crate) facts: &'a [(Facts, String)],
    pub(crate) cited: &'a [Cited],
    pub(crate) words: &'a Sheet,
    /// BCP 47, of the briefing.
    pub(crate) language: &'a str,
    /// Words that there is room for.
    pub(crate) room: usize,
}

/// Tells the sentences of one matter.
pub(crate) struct Teller<'a> {
    about: About<'a>,
    out: &'a mut dyn Out<Cue>,
    told: Vec<Told>,
    /// Of the sentences alone, without attributions.
    words: usize,
    /// Folded: nothing is told twice.
    before: HashSet<String>,
    /// The source that was named last.
    named: Option<usize>,
    /// The byte of the answer where its next sentence begins; none before its first.
    at: Option<usize>,
    over: bool,
}

impl<'a> Teller<'a> {
    /// `part` is what was told of the matter before.
    pub(crate) fn new(about: About<'a>, part: &Part, out: &'a mut dyn Out<Cue>) -> Teller<'a> {
        let before = part.told.iter().map(|told| clean::folded(&told.text)).collect();
        Teller { about, out, told: Vec::new(), words: 0, before, named: None, at: None, over: false }
    }

    pub(crate) fn words(&self) -> usize {
        self.words
    }

    pub(crate) fn into_told(self) -> Vec<Told> {
        self.told
    }

    /// A sentence that a source says itself; whether it was told.
    pub(crate) fn quote(&mut self, given: &Given) -> Result<bool> {
        let Some(text) = whole_sentence(&given.text) else { return Ok(false) };
        let Some((facts, language)) = self.about.facts.get(given.source) else { return Ok(false) };
        let language = language.clone();
        // Cleaning takes out what cannot be spoken; where that changes a number, nothing is said.
        if matches!(facts.lacks(&text, &language), Some(Missing::Number(_))) {
            return Ok(false);
        }
        self.say(given.source, text, language)
    }

    /// A sentence that a model made of the `from`th given one: told where its source says so, replaced by the source's own
    /// where not.
    fn take(&mut self, from: usize, text: &str) -> Result<()> {
        let Some(given) = from.checked_sub(1).and_then(|at| self.about.given.get(at)) else { return Ok(()) };
        let Some((facts, _)) = self.about.facts.get(given.source) else { return Ok(()) };
        let language = self.about.language;
        match whole_sentence(text).filter(|text| facts.lacks(text, language).is_none()) {
            Some(text) => self.say(given.source, text, language.to_owned()).map(drop),
            None => self.quote(&given.clone()).map(drop),
        }
    }

    fn say(&mut self, source: usize, text: String, language: String) -> Result<bool> {
        let words = Told { text: text.clone(), language: String::new(), source: None }.words();
        let room = self.about.room as f32 * OVER;
        if self.words > 0 && (self.words + words) as f32 > room || !self.before.insert(clean::folded(&text)) {
            return Ok(false);
        }
        let Some(cited) = self.about.cited.get(source).cloned() else { return Ok(false) };
        if self.named != Some(source) {
            self.named = Some(source);
            let filled =
                self.about.words.fill("attribution", &[("source", &cited.name), ("age", &cited.age)]);
            if let Some(text) = clean::words(&filled, sentence::LINE) {
                self.put(Told {
                    text,
                    language: self.about.language.to_owned(),
                    source: Some(cited.clone()),
                })?;
            }
        }
        self.words += words;
        self.put(Told { text, language, source: Some(cited) })?;
        Ok(true)
    }

    fn put(&mut self, told: Told) -> Result<()> {
        for cue in told.cues() {
            self.out.put(cue)?;
        }
        self.told.push(told);
        Ok(())
    }
}

/// Cleaned, and with a mark at its end.
fn whole_sentence(text: &str) -> Option<String> {
    let text = clean::words(text, SENTENCE)?;
    let ended = text.ends_with(['.', '!', '?', '…', '”', '»']);
    let text = if ended { text } else { format!("{}.", text.trim_end_matches([',', ';', ':'])) };
    clean::words(&text, SENTENCE + 1)
}

impl Listener for Teller<'_> {
    /// Takes the sentences that are whole by now.
    fn came(&mut self, answer: &str) -> Result<()> {
        while !self.over
            && let Some(at) = self.at.or_else(|| first(answer))
        {
            let rest = answer.get(at..).unwrap_or_default().trim_start_matches([' ', '\n', '\r', '\t', ',']);
            let at = answer.len() - rest.len();
            self.at = Some(at);
            match object(rest) {
                _ if rest.is_empty() => break,
                Object::Whole(length) if rest.starts_with('{') => {
                    self.at = Some(at + length);
                    // What is no JSON after all says nothing.
                    let said: Value =
                        serde_json::from_str(rest.get(..length).unwrap_or_default()).unwrap_or_default();
                    let from =
                        said.get("from").and_then(Value::as_u64).and_then(|from| usize::try_from(from).ok());
                    let text = said.get("text").and_then(Value::as_str).unwrap_or_default();
                    self.take(from.unwrap_or_default(), text)?;
                }
                Object::Begun if rest.starts_with('{') => break,
                _ => self.over = true,
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<()> {
        self.out.check()
    }
}

/// Where the first sentence begins in an answer.
fn first(answer: &str) -> Option<usize> {
    let (_, after) = answer.split_once("\"sentences\"")?;
    let list = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('[')?;
    Some(answer.len() - list.len())
}
