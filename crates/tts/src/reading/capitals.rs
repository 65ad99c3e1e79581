//! Words in capitals: those that only shout become ordinary words, acronyms stay.

use super::page::{Found, Page};
use super::scan::Kind;

/// Acronyms that have vowels and are spelled all the same.
const SPELLED: &[&str] = &[
    "AARP", "ACLU", "ASAP", "AWOL", "BMI", "CEO", "DIY", "EEG", "ESPN", "FAQ", "FIFA", "GIF", "IEEE", "ISBN",
    "ISSN", "LGBTQ", "MIT", "NAACP", "NASA", "NATO", "OECD", "OPEC", "UCLA", "UEFA", "UNESCO", "UNICEF",
    "USAF", "USSR", "USB", "UFO", "VIP", "WIFI", "AIDS", "HIV", "IKEA", "BAFTA", "OTAN", "ONU", "RATP",
    "SNCF", "ADAC", "USDA", "WWI", "WWII", "UTC", "YMCA",
];

/// Short words that are acronyms unless their neighbours are in capitals as well.
const DOUBTFUL: &[&str] =
    &["it", "us", "who", "am", "art", "mom", "or", "in", "me", "go", "co", "la", "di", "et", "ai"];

/// The word in capitals at `at`, in small letters if it is an ordinary word.
pub(super) fn word(page: &Page<'_>, at: usize) -> Option<Found> {
    let word = page.word(at)?;
    let mut chars = word.chars();
    chars.next().filter(|c| c.is_uppercase())?;
    let single = chars.clone().next().is_none();
    if (single && (word == "I" || !shouts(page, at)))
        || chars.any(|c| c.is_lowercase())
        || page.touched(at)
        || page.digits(at + 1).is_some()
    {
        return None;
    }
    (!SPELLED.contains(&word) && is_ordinary(page, at, word)).then(|| Found::new(at + 1, word.to_lowercase()))
}

fn is_ordinary(page: &Page<'_>, at: usize, word: &str) -> bool {
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    let shouted = shouts(page, at);
    if length <= 3 {
        let listed = page.tongue.short_words.contains(&lower.as_str());
        return listed && (shouted || !DOUBTFUL.contains(&lower.as_str()));
    }
    let vowels =
        lower.chars().filter(|c| !c.is_ascii() && c.is_alphabetic() || "aeiouy".contains(*c)).count();
    // Four letters with a single vowel are a word as often as not; shouted neighbours decide nothing there.
    vowels > 0 && (shouted || vowels * 4 >= length)
}

/// Whether a neighbour is a longer word in capitals: then the whole line is.
fn shouts(page: &Page<'_>, at: usize) -> bool {
    let capitals = |i: usize| {
        page.word(i).is_some_and(|word| {
            word.chars().nth(1).is_some()
                && !word.chars().any(char::is_lowercase)
                && word.chars().any(char::is_uppercase)
        })
    };
    let before = (1..=4)
        .any(|back| at.checked_sub(back).is_some_and(|i| page.kind(i) == Some(Kind::Word) && capitals(i)));
    before || capitals(at + 2) || capitals(at + 1)
}
