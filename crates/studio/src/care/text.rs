//! Typed or recognised text as words that can be compared.

/// Words that are looked at; what is longer is no utterance and no page.
const MOST: usize = 4_000;
/// Letters of a word that are kept.
const WORD: usize = 32;

/// A word: lower case, without accents, apostrophes or hyphens, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) plain: String,
    /// The number of its sentence.
    pub(super) sentence: usize,
    /// It stands between quotation marks.
    pub(super) quoted: bool,
}

/// The words of `text`. What `elided` has is a word of its own before an apostrophe (`l’eau`), and part of the word
/// elsewhere (`don’t` is `dont`). A letter that is drawn out is written once: `dieeee` is `die`.
pub(super) fn words(text: &str, elided: &[&str]) -> Vec<Word> {
    let mut reading = Reading::default();
    for letter in text.chars() {
        if reading.words.len() >= MOST {
            break;
        }
        match letter {
            '\'' | '’' | 'ʼ' | '‘' => {
                if elided.contains(&reading.word.as_str()) {
                    reading.end();
                }
            }
            '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            letter if letter.is_alphanumeric() => reading.grow(letter),
            letter => {
                reading.end();
                match letter {
                    '.' | '!' | '?' | '…' | ';' | '\n' => reading.sentence += 1,
                    '"' => reading.quoted = !reading.quoted,
                    '“' | '«' | '„' => reading.quoted = true,
                    '”' | '»' => reading.quoted = false,
                    _ => {}
                }
            }
        }
    }
    reading.end();
    reading.words
}

#[derive(Default)]
struct Reading {
    words: Vec<Word>,
    word: String,
    letters: usize,
    sentence: usize,
    quoted: bool,
}

impl Reading {
    fn grow(&mut self, letter: char) {
        if self.letters < WORD {
            self.letters += 1;
            for letter in letter.to_lowercase() {
                fold(letter, &mut self.word);
            }
        }
    }

    fn end(&mut self) {
        self.letters = 0;
        let word = std::mem::take(&mut self.word);
        if !word.is_empty() {
            let plain = undrawn(&word);
            self.words.push(Word { plain, sentence: self.sentence, quoted: self.quoted });
        }
    }
}

/// `word` with every letter that stands there three times or more written once.
fn undrawn(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut times = 1;
        while letters.next_if_eq(&letter).is_some() {
            times += 1;
        }
        let kept = if times > 2 && !letter.is_numeric() { 1 } else { times };
        plain.extend(std::iter::repeat_n(letter, kept));
    }
    plain
}

/// Whether two words are the same but for a slip of the fingers: one letter more, less or other, or two that changed
/// places; two slips in a long word. The first letter is always right, and short words have no slips: too many of them
/// are other words.
pub(super) fn nearly(written: &str, meant: &str) -> bool {
    if written == meant {
        return true;
    }
    if written.chars().next() != meant.chars().next() {
        return false;
    }
    let letters = meant.chars().count();
    let slips = match letters {
        0..5 => return false,
        5..9 => 1,
        _ => 2,
    };
    written.chars().count().abs_diff(letters) <= slips && distance(written, meant) <= slips
}

/// How many slips lie between two words (optimal string alignment: Damerau, 1964,
/// <https://doi.org/10.1145/363958.363994>).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let changed = last[j] + usize::from(x != y);
            let mut least = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

/// `letter`, which is lower case, without its accent where it is a Latin one.
fn fold(letter: char, plain: &mut String) {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => plain.push('a'),
        'ç' => plain.push('c'),
        'è' | 'é' | 'ê' | 'ë' => plain.push('e'),
        'ì' | 'í' | 'î' | 'ï' => plain.push('i'),
        'ñ' => plain.push('n'),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => plain.push('o'),
        'ù' | 'ú' | 'û' | 'ü' => plain.push('u'),
        'ý' | 'ÿ' => plain.push('y'),
        'œ' => plain.push_str("oe"),
        'æ' => plain.push_str("ae"),
        '\u{300}'..='\u{36f}' => {}
        other => plain.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_words_however_it_is_written() {
        let plain = |text: &str, elided: &[&str]| {
            words(text, elided).into_iter().map(|word| word.plain).collect::<Vec<_>>()
        };
        assert_eq!(plain("I don’t WANT—to dieeee", &[]), ["i", "dont", "want", "to", "die"]);
        assert_eq!(plain("J'ai très mal à l’œil", &["j", "l"]), ["j", "ai", "tres", "mal", "a", "l", "oeil"]);
        let said = words("He said “go”. Then he went.", &[]);
        assert_eq!(said.iter().map(|word| word.quoted).collect::<Vec<_>>()[1..4], [false, true, false]);
        assert_eq!(said.last().map(|word| word.sentence), Some(1));
    }

    #[test]
    fn a_slip_is_forgiven_where_it_can_hardly_be_another_word() {
        for (written, meant) in [("suicde", "suicide"), ("myslef", "myself"), ("mourrir", "mourir")] {
            assert!(nearly(written, meant), "{written}");
        }
        for (written, meant) in [("live", "die"), ("courir", "mourir"), ("dye", "die"), ("himself", "myself")]
        {
            assert!(!nearly(written, meant), "{written}");
        }
    }
}
