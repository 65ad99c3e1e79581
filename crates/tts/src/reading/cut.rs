//! Sentences cut into pieces that a model can take.

use std::ops::Range;

use super::{End, Sentence, Word};

/// See [`Sentence::split`].
pub(super) fn pieces(sentence: Sentence, limit: usize, length: impl Fn(&str) -> usize) -> Vec<Sentence> {
    if length(&sentence.spoken) <= limit {
        return vec![sentence];
    }
    let parts = parts(&sentence, limit, &length);
    let mut pieces: Vec<Sentence> = Vec::new();
    let mut from = 0;
    while from < parts.len() {
        let to = reach(&sentence.spoken, &parts, from, limit, &length);
        let end = if to == parts.len() { sentence.end } else { End::Clause };
        let piece = piece(&sentence, &parts[from..to], end);
        match pieces.last_mut() {
            // Marks that were divided from their word are not spoken.
            Some(last) if !piece.spoken.chars().any(char::is_alphanumeric) => last.end = end,
            _ => pieces.push(piece),
        }
        from = to;
    }
    pieces
}

/// A word with the marks around it: what is never divided.
struct Part {
    spoken: Range<usize>,
    /// Index of the word.
    word: usize,
    /// How good a place to cut the end of this part is; the lower, the better.
    cost: u8,
    length: usize,
}

/// How far from `from` a piece goes: to the best place to cut among the last two thirds of what fits.
fn reach(spoken: &str, parts: &[Part], from: usize, limit: usize, length: &impl Fn(&str) -> usize) -> usize {
    let mut sum = 0;
    let mut most = from;
    while let Some(part) = parts.get(most) {
        sum += part.length;
        if sum > limit && most > from {
            break;
        }
        most += 1;
    }
    // Lengths of parts need not add up to that of the whole.
    while most > from + 1
        && length(spoken[parts[from].spoken.start..parts[most - 1].spoken.end].trim()) > limit
    {
        most -= 1;
    }
    if most == parts.len() {
        return most;
    }
    let least = from + (most - from).div_ceil(3);
    (least..=most).rev().min_by_key(|&to| parts[to - 1].cost).unwrap_or(most)
}

/// The sentence as parts, each at most `limit` long where that is possible.
fn parts(sentence: &Sentence, limit: usize, length: &impl Fn(&str) -> usize) -> Vec<Part> {
    let mut parts = Vec::with_capacity(sentence.words.len());
    let mut quotes = Quotes::default();
    let mut start = 0;
    for (index, word) in sentence.words.iter().enumerate() {
        let end = match sentence.words.get(index + 1) {
            Some(next) => gap(&sentence.spoken, word.spoken.end, next.spoken.start),
            None => sentence.spoken.len(),
        };
        let text = &sentence.spoken[start..end];
        quotes.pass(text);
        let cost = cost(text, quotes.inside());
        let whole = length(text.trim());
        if whole <= limit {
            parts.push(Part { spoken: start..end, word: index, cost, length: whole });
        } else {
            divide(&sentence.spoken, start..end, index, limit, length, &mut parts);
        }
        start = end;
    }
    parts
}

/// Where to cut between two words: behind the marks that close the first and any dash, before those that open the
/// second.
fn gap(spoken: &str, from: usize, to: usize) -> usize {
    let between = &spoken[from..to];
    let dash = between.rfind('—').map_or(0, |dash| dash + '—'.len_utf8());
    between[dash..].find(' ').map_or(to, |space| from + dash + space + 1)
}

/// The cost of cutting behind `text`.
fn cost(text: &str, quoted: bool) -> u8 {
    let mark = text.trim_end().trim_end_matches(super::sentences::closes).chars().next_back();
    let cost = match mark {
        Some('.' | '?' | '!' | '…' | ';' | ':' | '—') => 0,
        Some(',') => 1,
        _ if text.ends_with(' ') => 4,
        _ => 6,
    };
    cost + if quoted { 2 } else { 0 }
}

/// Cuts one expression that is too long by itself: between its words, else between its letters.
fn divide(
    spoken: &str,
    range: Range<usize>,
    word: usize,
    limit: usize,
    length: &impl Fn(&str) -> usize,
    parts: &mut Vec<Part>,
) {
    let mut push =
        |range: Range<usize>, length: usize| parts.push(Part { spoken: range, word, cost: 5, length });
    let mut start = range.start;
    while start < range.end {
        let space = spoken[start..range.end].find(' ').map_or(range.end, |space| start + space + 1);
        let whole = length(spoken[start..space].trim());
        if whole <= limit {
            push(start..space, whole);
            start = space;
            continue;
        }
        let end = start + fitting(&spoken[start..space], limit, length);
        push(start..end, length(&spoken[start..end]));
        start = end;
    }
}

/// How many bytes of `text` are at most `limit` long; at least one character.
fn fitting(text: &str, limit: usize, length: &impl Fn(&str) -> usize) -> usize {
    let first = text.chars().next().map_or(1, char::len_utf8);
    let mut bytes = first;
    let mut step = first;
    // Grows by doubling, so that what is measured stays near what fits.
    loop {
        let next = text.floor_char_boundary(bytes.saturating_add(step));
        if next <= bytes {
            return bytes;
        }
        if length(&text[..next]) <= limit {
            bytes = next;
            step = step.saturating_mul(2);
        } else if step > 4 {
            step /= 4;
        } else {
            return bytes;
        }
    }
}

/// The piece of `sentence` that `parts` make up.
fn piece(sentence: &Sentence, parts: &[Part], end: End) -> Sentence {
    let from = parts.first().map_or(0, |part| part.spoken.start);
    let to = parts.last().map_or(0, |part| part.spoken.end);
    let text = &sentence.spoken[from..to];
    let start = from + (text.len() - text.trim_start().len());
    let spoken = text.trim().trim_end_matches([' ', '—']).to_owned();
    let mut words: Vec<Word> = Vec::with_capacity(parts.len());
    let mut last = None;
    for part in parts.iter().filter(|part| last.replace(part.word) != Some(part.word)) {
        let Some(word) = sentence.words.get(part.word) else { continue };
        let begin = word.spoken.start.max(start) - start;
        let finish = word.spoken.end.saturating_sub(start).min(spoken.len());
        words.push(Word { shown: word.shown.clone(), spoken: begin.min(finish)..finish });
    }
    Sentence { spoken, words, end }
}

/// Whether we are within quotation marks.
#[derive(Default)]
struct Quotes {
    depth: u32,
    /// Opened by the low mark of German, which closes with what opens in English.
    low: bool,
    straight: bool,
    before: Option<char>,
}

impl Quotes {
    fn pass(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '„' => self.low = true,
                '“' if self.low => self.low = false,
                '“' | '«' => self.depth += 1,
                '”' | '»' => self.depth = self.depth.saturating_sub(1),
                '"' => self.straight = !self.straight,
                // An apostrophe opens only where no letter stands before it.
                '\'' if self.before.is_none_or(|c| !c.is_alphanumeric()) => self.straight = !self.straight,
                _ => {}
            }
            self.before = Some(c);
        }
    }

    fn inside(&self) -> bool {
        self.depth > 0 || self.low || self.straight
    }
}
