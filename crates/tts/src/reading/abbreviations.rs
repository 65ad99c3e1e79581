//! Abbreviations, titles and initials.

use super::page::{Dot, Found, Page, is_capitalised, is_one_of};
use super::scan::Kind;
use super::tongues::{Abbreviation, Family, When};
use super::units::token_at;
use super::web::letters;

/// Letters with dots that are looked at in a row.
const LETTERS: usize = 12;

/// Titles that are often written without a dot.
const DOTLESS: &[&str] = &[
    "Mr", "Mrs", "Dr", "Mme", "Mmes", "Mlle", "Mlles", "Mgr", "Ste", "St", "Sr", "Sra", "Srta", "Dra", "Hr",
    "Prof",
];

/// The abbreviation that begins at `at`, a word.
pub(super) fn abbreviation(page: &Page<'_>, at: usize) -> Option<Found> {
    let word = page.word(at)?;
    let dotted = page.is_mark(at + 1, '.');
    let short = word.chars().nth(4).is_none();
    if page.touched(at) || !(dotted || short || is_capitalised(word)) {
        return None;
    }
    if dotted || matches!(page.mark(at + 1), Some('º' | '°')) || short {
        let listed = listed(page, at);
        if listed.is_some() {
            return listed;
        }
    }
    if !dotted {
        return None;
    }
    street(page, at, word).or_else(|| initials(page, at, word))
}

/// German streets are abbreviated at their end: `Hauptstr. 5`.
fn street(page: &Page<'_>, at: usize, word: &str) -> Option<Found> {
    let name =
        word.strip_suffix("str").filter(|name| page.tongue.family == Family::German && name.len() > 2)?;
    let number = page.digits(page.past_space(at + 2)).is_some();
    let dot = if number { Dot::Inner } else { Dot::Last };
    Some(Found { end: at + 2, spoken: format!("{name}straße"), dot: Some(dot) })
}

/// The longest abbreviation of the table that stands at `at`.
fn listed(page: &Page<'_>, at: usize) -> Option<Found> {
    let text = &page.text[page.tokens.get(at)?.from..];
    let fitting = page.tongue.abbreviations.iter().filter(|abbreviation| begins(text, abbreviation));
    let mut fitting: Vec<&Abbreviation> = fitting.collect();
    fitting.sort_by_key(|abbreviation| std::cmp::Reverse(abbreviation.0.len()));
    fitting.into_iter().find_map(|abbreviation| stands(page, at, abbreviation))
}

/// Whether `text` begins with the abbreviation as it is written, or with its first letter in the other case.
fn begins(text: &str, &Abbreviation(short, _, when): &Abbreviation) -> bool {
    let Some(start) = text.get(..short.len()) else { return false };
    let exact = start == short;
    exact
        || (matches!(when, When::Last | When::Inner | When::Number | When::Bare)
            && start.eq_ignore_ascii_case(short)
            && short.len() > 1)
}

/// The abbreviation at `at`, if what follows agrees.
fn stands(page: &Page<'_>, at: usize, &Abbreviation(short, long, when): &Abbreviation) -> Option<Found> {
    let from = page.tokens.get(at)?.from;
    let end = token_at(page, at, from + short.len())?;
    let dot = page.is_mark(end, '.');
    let after = end + usize::from(dot);
    if page.is_alphanumeric(end) || (dot && page.is_alphanumeric(after)) {
        return None;
    }
    let next = page.past_space(after);
    let fits = match when {
        When::Bare => true,
        When::Last | When::Inner => dot,
        When::Number => dot && (page.digits(next).is_some() || roman(page, next)),
        When::Name => {
            (dot || DOTLESS.contains(&short) || short.contains('.'))
                && (page.capital_follows(after) || (dot && page.word(next) == Some(page.tongue.and)))
                && !(short.len() == 1 && initial_follows(page, next))
        }
    };
    let stop = if when == When::Last || when == When::Bare { Dot::Last } else { Dot::Inner };
    fits.then(|| Found { end: after, spoken: long.into(), dot: dot.then_some(stop) })
}

fn roman(page: &Page<'_>, at: usize) -> bool {
    page.word(at).is_some_and(|word| word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L')))
}

fn initial_follows(page: &Page<'_>, at: usize) -> bool {
    page.word(at).is_some_and(|word| word.chars().nth(1).is_none()) && page.is_mark(at + 1, '.')
}

/// `U.S.A.`, `J. R. R. Tolkien`.
fn initials(page: &Page<'_>, at: usize, word: &str) -> Option<Found> {
    let single = |at: usize| page.word(at).filter(|word| word.chars().nth(1).is_none());
    single(at)?;
    let mut end = at;
    let mut joined = String::new();
    while end < at + 2 * LETTERS && page.is_mark(end + 1, '.') {
        let Some(letter) = single(end) else { break };
        joined.push_str(letter);
        end += 2;
    }
    // The last letter may lack its dot, as in `U.S.A`.
    if joined.chars().nth(1).is_some()
        && let Some(letter) = single(end)
    {
        joined.push_str(letter);
        end += 1;
    }
    if joined.chars().nth(1).is_some() {
        let dot = page.is_mark(end - 1, '.');
        return (page.kind(end) != Some(Kind::Word)).then(|| Found {
            end,
            spoken: letters(&joined),
            dot: dot.then_some(Dot::Initials),
        });
    }
    let name = is_capitalised(word) && page.is_space(at + 2) && page.word(at + 3).is_some_and(is_capitalised);
    (name && !ends_sentence(page, at, word)).then(|| Found {
        end: at + 2,
        spoken: word.into(),
        dot: Some(Dot::Inner),
    })
}

/// Whether a single letter with a dot is rather a word at the end of a sentence: *It was I. Then …*
fn ends_sentence(page: &Page<'_>, at: usize, word: &str) -> bool {
    let words: &[&str] = match page.tongue.family {
        Family::English => &["I", "O"],
        Family::Italian => &["È", "E"],
        _ => &[],
    };
    let initial = initial_follows(page, at + 3) || page.word_before(at).is_none_or(is_capitalised);
    (words.contains(&word) && !initial)
        || page
            .word_before(at)
            .is_some_and(|before| is_one_of(before, LABELLED) && !initial_follows(page, at + 3))
}

/// Words behind which a single letter is a label: *plan B.*
const LABELLED: &[&str] = &["plan", "vitamin", "option", "hepatitis", "type", "category", "appendix"];
