//! Text as the models were taught to read it, in pieces that they can take.
//!
//! The rules are those of Kyutai's pocket-tts 4.0.1 (`models/text_chunking.py`), which the models were evaluated with.

use std::ops::Range;

use vesper_speech::Line;

use super::config::Speech;
use crate::align::{Expected, expected};
use crate::reading::{Sentence, read_aloud};

/// A piece of text that is spoken in one go.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Its words, with the bytes of the line that each is shown as.
    pub(crate) words: Vec<Expected>,
    /// Frames that are still made once the model says that it ends.
    pub(crate) tail: usize,
}

const TERMINAL: &str = ".!?…";
const WEAK: &str = ",;:-–—";
const CLOSING: &str = "\"'”’)]»";
/// Few words end abruptly.
const FEW_WORDS: usize = 4;

/// One piece, with a capital letter in front and an end behind; none where there is nothing to say.
pub(crate) fn prepared(text: &str, words: Vec<Expected>, speech: &Speech) -> Option<Piece> {
    let text = replaced(text, speech);
    if !text.chars().any(char::is_alphanumeric) {
        return None;
    }
    let tail = 2 + if text.split(' ').count() <= FEW_WORDS { 3 } else { 1 };
    Some(Piece { text: ended(&capitalised(&text)), words, tail })
}

/// `text` with what the model never saw replaced, words one space apart.
fn replaced(text: &str, speech: &Speech) -> String {
    let mut known = String::with_capacity(text.len());
    for letter in text.chars() {
        match speech.replaced.get(&letter) {
            Some(other) => known.push_str(other),
            None if letter == ';' && !speech.semicolons => known.push(','),
            None => known.push(letter),
        }
    }
    let words = known.split_whitespace().collect::<Vec<_>>().join(" ");
    if speech.replaced.is_empty() { words } else { without_stray_commas(&words) }
}

/// Where a quotation mark was taken out, a comma may follow the end of a sentence: only the end counts.
fn without_stray_commas(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for letter in text.chars() {
        let end = kept.trim_end().len();
        if matches!(letter, ',' | ';' | ':') && kept.get(..end).is_some_and(ends_sentence) {
            kept.truncate(end);
        } else {
            kept.push(letter);
        }
    }
    kept
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(|letter| TERMINAL.contains(letter))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !first.is_uppercase() => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// Without an end, the last word is often said wrongly, or twice.
fn ended(text: &str) -> String {
    let core = text.trim_end_matches(|letter| CLOSING.contains(letter) || letter == ' ');
    let closing = text.get(core.len()..).unwrap_or_default().trim();
    match core.chars().last() {
        Some(last) if TERMINAL.contains(last) => text.to_owned(),
        Some(last) if WEAK.contains(last) => {
            format!("{}.{closing}", core.trim_end_matches(|letter| WEAK.contains(letter) || letter == ' '))
        }
        _ => format!("{text}."),
    }
}

/// Tokens of a piece: the models were taught with single sentences.
const MOST_TOKENS: usize = 50;

/// A line as it is read aloud, in pieces of at most [`MOST_TOKENS`] tokens as `size` counts them. As many sentences as fit
/// stay together: what was just said shapes how the next is said.
pub(crate) fn pieces(line: &Line, speech: &Speech, size: impl Fn(&str) -> usize) -> Vec<Piece> {
    let sentences = read_aloud(&line.text, &line.language, &line.aloud).sentences.into_iter();
    let mut pieces: Vec<(String, Vec<Expected>)> = Vec::new();
    for sentence in sentences.flat_map(|sentence| sentence.split(MOST_TOKENS, &size)) {
        let words = words(&sentence);
        match pieces.last_mut().map(|(text, words)| (format!("{text} {}", sentence.spoken), text, words)) {
            Some((together, text, before)) if size(&together) <= MOST_TOKENS => {
                *text = together;
                before.extend(words);
            }
            _ => pieces.push((sentence.spoken, words)),
        }
    }
    pieces.into_iter().filter_map(|(text, words)| prepared(&text, words, speech)).collect()
}

/// The words of `sentence`, as they are said.
pub(crate) fn words(sentence: &Sentence) -> Vec<Expected> {
    let text = |range: Range<usize>| sentence.spoken.get(range).unwrap_or_default();
    let behind = sentence.words.iter().skip(1).map(|next| next.spoken.start).chain([sentence.spoken.len()]);
    expected(sentence.words.iter().zip(behind).map(|(word, next)| {
        (word.shown.clone(), text(word.spoken.clone()), text(word.spoken.end..next.max(word.spoken.end)))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calm::config::Config;

    fn speech(id: &str) -> Speech {
        Config::known(id).unwrap().unwrap().speech
    }

    #[test]
    fn text_is_prepared_as_the_reference_prepares_it() {
        let english = speech("pocket-english");
        let said = |text: &str| prepared(text, Vec::new(), &english).map(|piece| (piece.text, piece.tail));
        let piece = |text: &str, tail| Some((text.to_owned(), tail));
        assert_eq!(said("  hello   world "), piece("Hello world.", 5));
        assert_eq!(said("one two three four five"), piece("One two three four five.", 3));
        assert_eq!(said("He said: “go”"), piece("He said: “go”.", 5));
        assert_eq!(said("wait –"), piece("Wait.", 5));
        assert_eq!(said("(is it?)"), piece("(is it?)", 5));
        assert_eq!(said("it’s late,"), piece("It's late.", 5));
        assert_eq!(said("…"), None);
        let german = speech("pocket-german");
        let text = prepared("„Hallo?“, sagte sie; dann – nichts", Vec::new(), &german).unwrap().text;
        assert_eq!(text, "Hallo? sagte sie, dann , nichts.");
    }

    #[test]
    fn sentences_stay_together_as_far_as_they_fit() {
        // A token for every letter but spaces.
        let size = |text: &str| text.chars().filter(|letter| *letter != ' ').count();
        let text = "It was 3.14 or so. Dr. Fox had $5! He left, after a long look at all of the things that were on the table.";
        let line = Line { text: text.into(), ..Line::default() };
        let pieces = pieces(&line, &speech("pocket-english"), size);
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "It was three point one four or so.",
                "Doctor Fox had five dollars!",
                "He left, after a long look at all of the things that were on the.",
                "Table.",
            ]
        );
        let shown: Vec<Vec<&str>> = pieces
            .iter()
            .map(|piece| piece.words.iter().map(|word| &text[word.shown.clone()]).collect())
            .collect();
        assert_eq!(shown[0], ["It", "was", "3.14", "or", "so"]);
        assert_eq!(shown[1], ["Dr.", "Fox", "had", "$5"]);
        assert_eq!(shown[3], ["table"]);
    }
}
