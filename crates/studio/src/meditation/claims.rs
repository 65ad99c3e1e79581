//! What no meditation may promise, and no model says in one.

use super::phrases::{Phrases, folded};
use crate::prompts::Sheet;
use crate::sentence;

/// Words of medicine and of promises, in one language.
#[derive(Clone, Debug)]
pub(crate) struct Claims(Phrases);

impl Claims {
    pub(crate) fn read(sheet: &Sheet) -> Claims {
        Claims(Phrases::of(sheet, "claims"))
    }

    /// Whether a sentence of `text` promises something medical, or only speaks of it.
    pub(crate) fn made_in(&self, text: &str) -> bool {
        !self.0.found(&folded(text)).is_empty()
    }

    /// The sentences of `text` that promise nothing, and whether others were left out.
    pub(crate) fn without<'a>(&self, text: &'a str) -> (Vec<&'a str>, bool) {
        let ends: Vec<usize> = sentence::ends(text).chain([text.len()]).collect();
        let begins = std::iter::once(0).chain(ends.iter().copied());
        let sentences = begins.zip(&ends).filter_map(|(from, to)| text.get(from..*to));
        let sentences: Vec<&str> = sentences.map(str::trim).filter(|sentence| !sentence.is_empty()).collect();
        let count = sentences.len();
        let kept: Vec<&str> = sentences.into_iter().filter(|sentence| !self.made_in(sentence)).collect();
        let left_out = kept.len() < count;
        (kept, left_out)
    }
}
