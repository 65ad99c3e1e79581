//! Phrases found in a sentence, as people say or type it: without case, accents or hyphens.

use std::ops::Range;

use crate::prompts::Sheet;

/// Words of a sentence that are looked at.
const LOOKED_AT: usize = 200;

/// The words of `text`: small letters without accents, apart at whatever is no letter and no digit, and between letters and
/// digits. A decimal mark stays within its number.
pub(crate) fn folded(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let digit = |c: char| c.is_ascii_digit();
        let in_number = word.ends_with(digit);
        if matches!(letter, '.' | ',') && in_number && letters.peek().is_some_and(|next| digit(*next)) {
            word.push('.');
            continue;
        }
        let parts = !letter.is_alphanumeric() || in_number != digit(letter) && !word.ends_with('.');
        if parts && !word.is_empty() && !accent(letter) {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            letter.to_lowercase().for_each(|letter| plain(letter, &mut word));
        }
        if words.len() == LOOKED_AT {
            return words;
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// An accent that is a character of its own.
fn accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// `letter` without its accent, where it is one of the Latin letters of the languages there are.
fn plain(letter: char, word: &mut String) {
    match letter {
        'à' | 'á' | 'â' | 'ä' => word.push('a'),
        'ç' => word.push('c'),
        'è' | 'é' | 'ê' | 'ë' => word.push('e'),
        'ì' | 'í' | 'î' | 'ï' => word.push('i'),
        'ò' | 'ó' | 'ô' | 'ö' => word.push('o'),
        'ù' | 'ú' | 'û' | 'ü' => word.push('u'),
        'œ' => word.push_str("oe"),
        'æ' => word.push_str("ae"),
        '½' => word.push_str("0.5"),
        other if accent(other) => {}
        other => word.push(other),
    }
}

/// One phrase of a file.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    words: Vec<String>,
    /// Its last word is only the beginning of one: `heal*`.
    open: bool,
    /// It is said about many things, and counts half: `tired~`.
    weak: bool,
}

impl Phrase {
    fn read(text: &str) -> Option<Phrase> {
        let text = text.trim();
        let words = folded(text);
        (!words.is_empty()).then(|| Phrase { words, open: text.ends_with('*'), weak: text.ends_with('~') })
    }

    /// Whether `words` begin with it.
    pub(crate) fn begins(&self, words: &[String]) -> bool {
        let Some(head) = words.get(..self.words.len()) else { return false };
        let last = head.len() - 1;
        head.iter().zip(&self.words).enumerate().all(|(at, (word, of))| match at == last && self.open {
            true => word.starts_with(of.as_str()),
            false => word == of,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

/// Where a phrase stands in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// Words of the sentence.
    pub(crate) at: Range<usize>,
    /// How much it says: its words, or half of that.
    pub(crate) weight: f32,
}

/// The phrases of one section.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases(Vec<Phrase>);

impl Phrases {
    /// Those of a section whose items are lists, parted by commas; the longest first.
    pub(crate) fn of(sheet: &Sheet, section: &str) -> Phrases {
        let items = sheet.items(section);
        let mut phrases: Vec<Phrase> =
            items.iter().flat_map(|item| item.split(',')).filter_map(Phrase::read).collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        Phrases(phrases)
    }

    /// Where they stand in `words`, none over another, the longer before the shorter one, in the order of the sentence.
    pub(crate) fn found(&self, words: &[String]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            match self.0.iter().find(|phrase| phrase.begins(rest)) {
                Some(phrase) => {
                    let weight = phrase.len() as f32 * if phrase.weak { 0.5 } else { 1.0 };
                    found.push(Found { at: at..at + phrase.len(), weight });
                    at += phrase.len();
                }
                None => at += 1,
            }
        }
        found
    }
}

/// Phrases with what they are worth: the items of a section that are `phrase = number`, the longest first.
pub(crate) fn worth(sheet: &Sheet, section: &str) -> Vec<(Phrase, f32)> {
    let items = sheet.items(section);
    let pairs = items.iter().filter_map(|item| item.split_once('='));
    let mut worth: Vec<(Phrase, f32)> = pairs
        .filter_map(|(phrase, number)| Some((Phrase::read(phrase)?, number.trim().parse().ok()?)))
        .collect();
    worth.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    worth
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_apart_from_their_marks_and_numbers_from_their_units() {
        assert_eq!(folded("J’ai mal à l'Épaule — 8min, 7,5 h!").join(" "), "j ai mal a l epaule 8 min 7.5 h");
        assert_eq!(folded("cœur e\u{301}te\u{301} 1h30 3, 4").join(" "), "coeur ete 1 h 30 3 4");
        assert_eq!(folded(" … "), [""; 0]);
        assert!(folded(&"a ".repeat(10_000)).len() <= LOOKED_AT);
    }
}
