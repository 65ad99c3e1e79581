//! An utterance in its clauses: "not the cave, the forest" refuses one thing and wants another.

use std::ops::Range;

use super::super::phrases::Phrases;
use super::super::text::Word;

#[derive(Debug)]
pub(super) struct Clause<'a> {
    pub(super) words: &'a [Word],
    pub(super) negated: bool,
    /// It takes back what came before it.
    pub(super) corrects: bool,
    /// It asks something, rather than politely for something.
    pub(super) question: bool,
}

pub(super) fn clauses<'a>(said: &'a [Word], phrases: &Phrases) -> Vec<Clause<'a>> {
    let plain: Vec<&str> = said.iter().map(|word| word.plain.as_str()).collect();
    let mut clauses = Vec::new();
    let (mut from, mut at) = (0, 0);
    let mut corrects = false;
    while let Some(rest) = plain.get(at..).filter(|rest| !rest.is_empty()) {
        // "Anything but the lamp" is one clause, its "but" parts nothing.
        if let Some(length) = phrases.except.heads(rest).last() {
            at += length;
        } else if let Some(length) = phrases.correcting.heads(rest).last() {
            clauses.extend(clause(said, from..at, corrects, phrases));
            (from, at, corrects) = (at + length, at + length, true);
        } else if rest.first().is_some_and(|word| phrases.parting.contains(*word)) {
            clauses.extend(clause(said, from..at, corrects, phrases));
            (from, at, corrects) = (at + 1, at + 1, false);
        } else {
            at += 1;
            if said.get(at - 1).is_some_and(|word| word.mark.is_some()) {
                clauses.extend(clause(said, from..at, corrects, phrases));
                (from, corrects) = (at, false);
            }
        }
    }
    clauses.extend(clause(said, from..said.len(), corrects, phrases));
    clauses
}

fn clause<'a>(
    said: &'a [Word],
    range: Range<usize>,
    corrects: bool,
    phrases: &Phrases,
) -> Option<Clause<'a>> {
    let words = said.get(range).filter(|words| !words.is_empty())?;
    let plain: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    let begin = phrases.before.beginnings(&plain).into_iter().max().unwrap_or(0);
    let beginnings = [0, begin].map(|from| (from, plain.get(from..).unwrap_or_default()));
    // "How about the lamp?", "why not wait?": what follows is wanted, and neither asked nor denied.
    let wish = beginnings.iter().find_map(|(from, rest)| Some(from + phrases.wishing.heads(rest).last()?));
    let question =
        wish.is_none() && beginnings.iter().any(|(_, rest)| !phrases.asking.heads(rest).is_empty());
    let words = words.get(wish.unwrap_or(0)..).filter(|words| !words.is_empty())?;
    let plain = plain.get(wish.unwrap_or(0)..)?;
    let excepts = |from| plain.get(from..).is_some_and(|rest| !phrases.except.heads(rest).is_empty());
    let denies = plain.iter().any(|word| phrases.lexicon.negators.contains(*word));
    Some(Clause { words, negated: denies || (0..plain.len()).any(excepts), corrects, question })
}
