//! Heard text as words that can be compared.

use std::collections::HashSet;

/// Letters of a word that are kept; what is longer is no word of a language that is written with spaces.
const WORD: usize = 48;

/// A word, folded: lower case, without accents, apostrophes or hyphens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) plain: String,
    /// It was written with a capital.
    pub(super) capital: bool,
    /// The mark written after it, where there is one.
    pub(super) mark: Option<char>,
}

/// The words of `text`. What stands before an apostrophe is a word of its own where `elided` has it (`l’eau`), and part
/// of the word elsewhere (`don’t` is `dont`). A hyphen parts words.
pub(super) fn words(text: &str, elided: &HashSet<String>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Growing::default();
    for letter in text.chars() {
        match letter {
            '\'' | '’' | 'ʼ' | '‘' => {
                if elided.contains(&word.plain) {
                    word.end(&mut words);
                }
            }
            '\u{300}'..='\u{36f}' => {}
            letter if letter.is_alphanumeric() => word.grow(letter),
            letter => {
                word.end(&mut words);
                if let (Some(mark), Some(last)) = (mark(letter), words.last_mut()) {
                    last.mark = Some(mark);
                }
            }
        }
    }
    word.end(&mut words);
    words
}

/// The folded words alone, with one space between them.
pub(super) fn plain(words: &[Word]) -> String {
    words.iter().map(|word| word.plain.as_str()).collect::<Vec<_>>().join(" ")
}

/// The first `bytes` of `text`, or a few less, so that no character is cut.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or_default()
}

/// The last `bytes` of `text`, or a few less.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(bytes))..).unwrap_or_default()
}

#[derive(Default)]
struct Growing {
    plain: String,
    letters: usize,
    capital: bool,
}

impl Growing {
    fn grow(&mut self, letter: char) {
        if self.letters == 0 {
            self.capital = letter.is_uppercase();
        }
        self.letters += 1;
        if self.letters <= WORD {
            fold(letter, &mut self.plain);
        }
    }

    fn end(&mut self, words: &mut Vec<Word>) {
        let grown = std::mem::take(self);
        if !grown.plain.is_empty() {
            words.push(Word { plain: grown.plain, capital: grown.capital, mark: None });
        }
    }
}

/// A mark that parts clauses or ends a sentence; all dashes are one.
fn mark(letter: char) -> Option<char> {
    match letter {
        '.' | ',' | ';' | ':' | '!' | '?' | '…' => Some(letter),
        '—' | '–' => Some('—'),
        '。' => Some('.'),
        '、' | '，' => Some(','),
        '？' => Some('?'),
        '！' => Some('!'),
        _ => None,
    }
}

/// `letter` in lower case, without its accent where it is a Latin one.
fn fold(letter: char, plain: &mut String) {
    for letter in letter.to_lowercase() {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => plain.push('a'),
            'ç' | 'ć' | 'č' => plain.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' => plain.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' => plain.push('i'),
            'ñ' | 'ń' => plain.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => plain.push('o'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            'ß' => plain.push_str("ss"),
            '\u{300}'..='\u{36f}' => {}
            other => plain.push(other),
        }
    }
}
