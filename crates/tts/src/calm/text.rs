//! Text as the models were taught to read it, in pieces that they can take.
//!
//! The rules are those of Kyutai's pocket-tts 4.0.1 (`models/text_chunking.py`), which the models were evaluated with.

use super::config::Speech;
use crate::reading::read;

/// A piece of text that is spoken in one go.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Frames that are still made once the model says that it ends.
    pub(crate) tail: usize,
}

const TERMINAL: &str = ".!?…";
const WEAK: &str = ",;:-–—";
const CLOSING: &str = "\"'”’)]»";
/// Few words end abruptly.
const FEW_WORDS: usize = 4;

/// One piece, with a capital letter in front and an end behind; none where there is nothing to say.
pub(crate) fn prepared(text: &str, speech: &Speech) -> Option<Piece> {
    let text = replaced(text, speech);
    if !text.chars().any(char::is_alphanumeric) {
        return None;
    }
    let tail = 2 + if text.split(' ').count() <= FEW_WORDS { 3 } else { 1 };
    Some(Piece { text: ended(&capitalised(&text)), tail })
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

/// `text` as it is read aloud, in pieces of at most [`MOST_TOKENS`] tokens as `size` counts them. As many sentences as fit
/// stay together: what was just said shapes how the next is said.
pub(crate) fn pieces(
    text: &str,
    language: &str,
    speech: &Speech,
    size: impl Fn(&str) -> usize,
) -> Vec<Piece> {
    let sentences = read(text, language).sentences.into_iter();
    let mut texts: Vec<String> = Vec::new();
    for sentence in sentences.flat_map(|sentence| sentence.split(MOST_TOKENS, &size)) {
        match texts.last_mut().map(|last| (format!("{last} {}", sentence.spoken), last)) {
            Some((together, last)) if size(&together) <= MOST_TOKENS => *last = together,
            _ => texts.push(sentence.spoken),
        }
    }
    texts.iter().filter_map(|text| prepared(text, speech)).collect()
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
        let said = |text: &str| prepared(text, &english).map(|piece| (piece.text, piece.tail));
        let piece = |text: &str, tail| Some((text.to_owned(), tail));
        assert_eq!(said("  hello   world "), piece("Hello world.", 5));
        assert_eq!(said("one two three four five"), piece("One two three four five.", 3));
        assert_eq!(said("He said: “go”"), piece("He said: “go”.", 5));
        assert_eq!(said("wait –"), piece("Wait.", 5));
        assert_eq!(said("(is it?)"), piece("(is it?)", 5));
        assert_eq!(said("it’s late,"), piece("It's late.", 5));
        assert_eq!(said("…"), None);
        let german = speech("pocket-german");
        let text = prepared("„Hallo?“, sagte sie; dann – nichts", &german).unwrap().text;
        assert_eq!(text, "Hallo? sagte sie, dann , nichts.");
    }

    #[test]
    fn sentences_stay_together_as_far_as_they_fit() {
        // A token for every letter but spaces.
        let size = |text: &str| text.chars().filter(|letter| *letter != ' ').count();
        let text = "It was 3.14 or so. Dr. Fox had $5! He left, after a long look at all of the things that were on the table.";
        let texts: Vec<String> =
            pieces(text, "en", &speech("pocket-english"), size).into_iter().map(|piece| piece.text).collect();
        assert_eq!(
            texts,
            [
                "It was three point one four or so.",
                "Doctor Fox had five dollars!",
                "He left, after a long look at all of the things that were on the.",
                "Table.",
            ]
        );
    }
}
