//! How long words take to say, as far as their letters tell.

use std::ops::Range;

/// A word that will be heard.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expected {
    /// Bytes of the line's text.
    pub(crate) shown: Range<usize>,
    /// Seconds that it takes at an unhurried pace.
    pub(crate) seconds: f32,
    pub(crate) pause: Pause,
}

/// What the marks behind a word say of a pause there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pause {
    None,
    /// A comma, a quotation mark, a bracket.
    Clause,
    /// The end of a sentence, a semicolon, a colon, a dash.
    Sentence,
}

/// Seconds of a word, a syllable, a consonant, a figure and a sign of a script without letters (fitted by least squares to
/// espeak-ng at 125 words a minute in six languages, `fixtures/words.tsv`; half of all words are within 50 ms).
const WORD: f32 = 0.12;
const SYLLABLE: f32 = 0.085;
const CONSONANT: f32 = 0.052;
const FIGURE: f32 = 0.3;
const SIGN: f32 = 0.22;
/// Words of so many letters are mostly said in passing, which saves so many seconds.
const SHORT: usize = 3;
const PASSING: f32 = 0.07;
const SHORTEST: f32 = 0.08;
/// Seconds by which the last word before a pause is drawn out.
const DRAWN: f32 = 0.12;

/// The words of a text: for each what is shown, what is said for it, and the marks behind it. The last ends with a pause.
pub(crate) fn expected<'a>(
    words: impl IntoIterator<Item = (Range<usize>, &'a str, &'a str)>,
) -> Vec<Expected> {
    let each = words.into_iter().map(|(shown, said, marks)| {
        let (seconds, pause) = (said.split_whitespace().map(seconds).sum::<f32>(), pause(marks));
        Expected { shown, seconds: seconds.max(SHORTEST), pause }
    });
    let mut expected: Vec<Expected> = each.collect();
    if let Some(last) = expected.last_mut() {
        last.pause = last.pause.max(Pause::Clause);
    }
    for word in expected.iter_mut().filter(|word| word.pause != Pause::None) {
        word.seconds += DRAWN;
    }
    expected
}

/// Seconds that `word` takes.
fn seconds(word: &str) -> f32 {
    let (mut vowels, mut consonants, mut figures, mut signs, mut letters) = (0, 0, 0, 0, 0);
    let mut in_vowel = false;
    let mut silent_end = false;
    for letter in word.chars().flat_map(char::to_lowercase) {
        let vowel = is_vowel(letter);
        match letter {
            _ if vowel => vowels += usize::from(!in_vowel),
            _ if letter.is_numeric() => figures += 1,
            _ if !letter.is_alphabetic() => {}
            _ if is_sign(letter) => signs += 1,
            _ => consonants += 1,
        }
        letters += usize::from(letter.is_alphabetic());
        // The last e of most English and French words is not heard.
        silent_end = letter == 'e' && !in_vowel && vowels > 1;
        in_vowel = vowel;
    }
    let syllables = vowels.saturating_sub(usize::from(silent_end)).max(usize::from(letters > signs));
    let word = if letters > signs { WORD } else { 0.0 };
    let passing = if letters <= SHORT && letters > signs { PASSING } else { 0.0 };
    let sum = word + SYLLABLE * syllables as f32 + CONSONANT * consonants as f32 - passing;
    (sum + FIGURE * figures as f32 + SIGN * signs as f32).max(SHORTEST)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'æ' | 'œ' | 'ø' | 'ı')
        || matches!(letter, 'à'..='å' | 'è'..='ï' | 'ò'..='ö' | 'ù'..='ý' | 'ā'..='ą' | 'ē'..='ě' | 'ĩ'..='į' | 'ō'..='ő' | 'ũ'..='ų')
        || matches!(letter, 'α' | 'ε' | 'η' | 'ι' | 'ο' | 'υ' | 'ω' | 'ά' | 'έ' | 'ή' | 'ί' | 'ό' | 'ύ' | 'ώ')
        || matches!(letter, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'і' | 'ї' | 'є')
}

/// A letter that stands for a syllable or a word.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{3FFFF}')
}

/// What the `marks` between two words say.
fn pause(marks: &str) -> Pause {
    let of = |mark: char| match mark {
        '.' | '!' | '?' | '…' | ';' | ':' | '—' | '–' | '。' | '！' | '？' | '\n' => Pause::Sentence,
        ',' | '(' | ')' | '"' | '“' | '”' | '„' | '«' | '»' | '、' | '，' => Pause::Clause,
        _ => Pause::None,
    };
    marks.chars().map(of).max().unwrap_or(Pause::None)
}

/// The words of a `text` as they stand there: what is between white space and has a letter or a figure. Those that lie in
/// one of `whole`, in order, are one word.
pub(crate) fn words(text: &str, whole: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for piece in text.split_whitespace() {
        let from = piece.as_ptr() as usize - text.as_ptr() as usize;
        let Some(first) = piece.find(char::is_alphanumeric) else { continue };
        let last = piece.char_indices().rfind(|(_, letter)| letter.is_alphanumeric());
        let to = last.map_or(piece.len(), |(at, letter)| at + letter.len_utf8());
        words.push(from + first..from + to);
    }
    for part in whole {
        let first = words.partition_point(|word| word.end <= part.start);
        let behind = words.partition_point(|word| word.start < part.end);
        let from =
            words.get(first).filter(|_| first < behind).map_or(part.start, |word| word.start.min(part.start));
        let to = words
            .get(behind.wrapping_sub(1))
            .filter(|_| first < behind)
            .map_or(part.end, |word| word.end.max(part.end));
        words.splice(first..behind.max(first), std::iter::once(from..to));
    }
    words
}
