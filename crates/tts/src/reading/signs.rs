//! Marks that are spoken, and those between numbers.

use super::figures::figure;
use super::page::{Found, Page};
use super::scan::Kind;
use super::tongues::Family;

/// What is said for the mark `c` at `at`, which no other class has claimed.
pub(super) fn sign(page: &Page<'_>, at: usize, c: char) -> Option<Found> {
    match c {
        '-' | '−' | '–' | '—' => dash(page, at, c),
        ':' => between_digits(page, at).then(|| Found::new(at + 1, page.tongue.words.to)),
        '#' => number(page, at).or_else(|| spoken(page, at, c)),
        '~' | '≈' if amount(page, page.past_space(at + 1)) => {
            Some(Found::new(at + 1, page.tongue.words.about))
        }
        '*' | '·' | '⋅' => {
            let numbers = page.digits(page.past_space(at + 1)).is_some() && figure_before(page, at);
            numbers.then(|| Found::new(at + 1, page.tongue.words.times))
        }
        '/' => slash(page, at),
        '<' | '>' if page.is_space(at + 1) != (page.before(at) == Some(Kind::Space)) => None,
        '<' | '>' | '=' | '+' if repeated(page, at) && !(c == '+' && of_a_name(page, at)) => None,
        '°' if !figure_before(page, at) => None,
        '²' | '³' if !page.touched(at) => None,
        _ => spoken(page, at, c),
    }
}

fn spoken(page: &Page<'_>, at: usize, c: char) -> Option<Found> {
    let sign = page.tongue.signs.iter().find(|(sign, _)| *sign == c)?;
    Some(Found::new(at + 1, sign.1))
}

/// Arrows and fences drawn with signs are not read.
fn repeated(page: &Page<'_>, at: usize) -> bool {
    let drawn = |i: usize| matches!(page.mark(i), Some('<' | '>' | '=' | '-' | '+'));
    drawn(at + 1) || at.checked_sub(1).is_some_and(drawn)
}

/// Whether a number or a sum of money stands at `at`.
fn amount(page: &Page<'_>, at: usize) -> bool {
    page.digits(at).is_some() || (page.mark(at).is_some() && super::money::sum(page, at).is_some())
}

/// The signs of `C++`.
fn of_a_name(page: &Page<'_>, at: usize) -> bool {
    page.touched(at) || (page.is_mark(at.saturating_sub(1), '+') && page.touched(at.saturating_sub(1)))
}

/// `#5`, but the topic of `#music` keeps its sign.
fn number(page: &Page<'_>, at: usize) -> Option<Found> {
    page.digits(at + 1).map(|_| Found::new(at + 1, page.tongue.words.number))
}

/// A slash between words or figures; *and/or*, *50/50*, *24/7* and *9/11* need none.
fn slash(page: &Page<'_>, at: usize) -> Option<Found> {
    if page.word_before(at) == Some("and") && page.word(at + 1) == Some("or") {
        return None;
    }
    if matches!(page.span(at.saturating_sub(1), at + 2), "50/50" | "24/7" | "9/11") {
        return None;
    }
    if page.is_mark(at + 1, '/') || page.before(at) == Some(Kind::Mark('/')) {
        return None;
    }
    spoken(page, at, '/')
}

fn between_digits(page: &Page<'_>, at: usize) -> bool {
    page.before(at) == Some(Kind::Digits) && page.digits(at + 1).is_some()
}

/// Whether a figure, or what belongs to one, stands before `at`.
fn figure_before(page: &Page<'_>, at: usize) -> bool {
    let mut last = at;
    for _ in 0..4 {
        let Some(before) = last.checked_sub(1) else { return false };
        last = before;
        match page.kind(last) {
            Some(Kind::Digits) => return true,
            Some(Kind::Space | Kind::Mark('%' | '°' | '.' | '€' | '$' | '£')) => {}
            Some(Kind::Word) if page.piece(last).len() <= 3 => {}
            _ => return false,
        }
    }
    false
}

/// A dash before or between numbers: minus, or the *to* of a range.
fn dash(page: &Page<'_>, at: usize, c: char) -> Option<Found> {
    if c == '—' && !between_digits(page, at) {
        return None;
    }
    let words = &page.tongue.words;
    let spaced = page.before(at) == Some(Kind::Space);
    let next = page.past_space(at + 1);
    let money =
        !matches!(page.kind(next), Some(Kind::Word | Kind::Space)) && super::money::sum(page, next).is_some();
    if !money && figure(page, next).is_none() {
        return None;
    }
    let figure_before = figure_before(page, at);
    let alone = next == at + 1
        && (page.before(at).is_none() || (spaced && !page.is_space(at + 1)) || opening(page, at));
    if alone && !(figure_before && equals(page, next)) {
        return Some(Found::new(at + 1, words.minus));
    }
    if !figure_before {
        return None;
    }
    if equals(page, next) {
        return Some(Found::new(next, words.minus));
    }
    let hyphen_apart = c == '-' && spaced != page.is_space(at + 1);
    (!hyphen_apart && (money || rises(page, at, next))).then(|| Found::new(next, words.to))
}

fn opening(page: &Page<'_>, at: usize) -> bool {
    match page.before(at) {
        Some(Kind::Mark(c)) => {
            matches!(c, '(' | '[' | '"' | '“' | '=' | '+' | '×' | '?' | '!' | ',' | ':' | '<' | '>')
        }
        Some(Kind::Line | Kind::Paragraph) => true,
        _ => false,
    }
}

/// Whether an equals sign follows the number at `at`.
fn equals(page: &Page<'_>, at: usize) -> bool {
    figure(page, at).is_some_and(|figure| page.is_mark(page.past_space(figure.end), '='))
}

/// Whether the number behind a dash can be the upper end of a range that begins with the one before it.
fn rises(page: &Page<'_>, at: usize, next: usize) -> bool {
    let mut last = at;
    let before = loop {
        let Some(before) = last.checked_sub(1) else { return false };
        last = before;
        if let Some(digits) = page.digits(last) {
            break digits;
        }
        if at - last > 4 || page.word(last).is_some() {
            return true;
        }
    };
    let after = page.digits(next).unwrap_or("");
    before.len() <= after.len()
        || (before.len() == 4 && after.len() == 2)
        || page.tongue.family == Family::Other
}
