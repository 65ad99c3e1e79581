//! Sounds that recognisers write down, and words that are drawn out.

use super::super::phrases::Phrases;
use super::super::text::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sound {
    Laughter,
    Other,
}

/// What was written, parted into speech and the names of sounds.
pub(super) struct Written {
    pub(super) speech: String,
    /// What sounded, where the text names something: `[cough]`, `(laughs)`, `*sneezes*`, `♪`.
    pub(super) sound: Option<Sound>,
}

/// Takes out what stands in brackets, parentheses or asterisks, and notes of music.
pub(super) fn written(text: &str, phrases: &Phrases) -> Written {
    let mut written = Written { speech: String::new(), sound: None };
    let mut named = String::new();
    let mut until = None;
    for letter in text.chars() {
        match (until, letter) {
            (Some(end), letter) if letter == end => {
                written.sound = Some(sound(&named, phrases));
                until = None;
            }
            (Some(_), letter) => named.push(letter),
            (None, '[') => until = begin(&mut named, ']'),
            (None, '(') => until = begin(&mut named, ')'),
            (None, '*') => until = begin(&mut named, '*'),
            (None, '♪' | '♫') => written.sound = Some(Sound::Other),
            (None, letter) => written.speech.push(letter),
        }
    }
    // A bracket that nobody closed holds words.
    if until.is_some() {
        written.speech.push(' ');
        written.speech.push_str(&named);
    }
    written
}

fn begin(named: &mut String, end: char) -> Option<char> {
    named.clear();
    Some(end)
}

fn sound(name: &str, phrases: &Phrases) -> Sound {
    let laughs = |word: &str| phrases.laughing.contains(word) || phrases.laughs(word);
    match words(name, &phrases.elided).iter().any(|word| laughs(&word.plain)) {
        true => Sound::Laughter,
        false => Sound::Other,
    }
}

/// `word` with letters that are drawn out said once: "riiight", "mmmm". Two of a letter are spelling.
pub(super) fn squeezed(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut squeezed = String::with_capacity(word.len());
    for run in letters.chunk_by(|a, b| a == b) {
        let kept = if run.len() > 2 && run.first().is_some_and(|letter| letter.is_alphabetic()) {
            1
        } else {
            run.len()
        };
        squeezed.extend(run.iter().take(kept));
    }
    squeezed
}
