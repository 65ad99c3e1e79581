//! Figures with units of measure.

use super::figures::{Figure, figure};
use super::numbers::Form;
use super::page::{Found, Page};
use super::tongues::{Family, Unit};

/// Tokens before a mark among which a quotation that it closes is looked for.
const QUOTATION: usize = 64;

/// The measure that begins at `at`, a figure: `12kg`, `20 °C`, `120 km/h`.
pub(super) fn measure(page: &Page<'_>, at: usize) -> Option<Found> {
    if let Some(found) = inches(page, at) {
        return Some(found);
    }
    let figure = figure(page, at).filter(|_| !page.touched(at) || page.word_before(at) == Some("x"))?;
    if let Some(found) = adjective(page, &figure) {
        return Some(found);
    }
    let spaced = page.is_space(figure.end);
    let (unit, mut end) = unit(page, page.past_space(figure.end))?;
    if spaced && is_doubtful(page, end) {
        return None;
    }
    let mut spoken = figure.words(page.tongue, unit.3);
    spoken.push(' ');
    spoken.push_str(if figure.is_one(page.tongue) { unit.1 } else { unit.2 });
    if let Some((per, past)) = per(page, end) {
        spoken = format!("{spoken} {} {per}", page.tongue.words.per);
        end = past;
    }
    Some(Found::new(end, spoken))
}

/// `a 10-km run`: English leaves the unit in the singular there.
fn adjective(page: &Page<'_>, figure: &Figure) -> Option<Found> {
    let (unit, end) = unit(page, figure.end + 1).filter(|_| page.is_mark(figure.end, '-'))?;
    page.word(figure.end + 1).filter(|word| word.len() > 1 && *word != "in")?;
    let name = if page.tongue.family == Family::English { unit.1 } else { unit.2 };
    let ends = end == figure.end + 2 && !page.is_mark(end, '-');
    ends.then(|| Found::new(end, format!("{} {name}", figure.words(page.tongue, unit.3))))
}

/// `12"`, `6'2"` in English, where no quotation is open that the mark could close.
fn inches(page: &Page<'_>, at: usize) -> Option<Found> {
    if page.tongue.family != Family::English {
        return None;
    }
    let feet = page.small(at, 2).filter(|_| matches!(page.mark(at + 1), Some('\'' | '′' | '’')));
    let last = if feet.is_some() { at + 2 } else { at };
    let inches =
        figure(page, last).filter(|figure| matches!(page.mark(figure.end), Some('"' | '″' | '”')))?;
    let open = (at.saturating_sub(QUOTATION)..at).filter(|&i| page.is_mark(i, '"')).count() % 2 == 1;
    if open || page.is_alphanumeric(inches.end + 1) || page.is_mark(inches.end, '”') && feet.is_none() {
        return None;
    }
    let words = inches.words(page.tongue, Form::Count);
    let spoken = match feet {
        Some(feet) => format!("{} foot {words}", (page.tongue.cardinal)(u128::from(feet), Form::Count)),
        None => format!("{words} inch{}", if inches.is_one(page.tongue) { "" } else { "es" }),
    };
    Some(Found::new(inches.end + 1, spoken))
}

/// Whether the unit that ends before `end` and stands apart from its figure may be an ordinary word or letter.
fn is_doubtful(page: &Page<'_>, end: usize) -> bool {
    let Some(word) = end.checked_sub(1).and_then(|at| page.word(at)) else { return false };
    let followed = (page.is_space(end) || page.is_mark(end, '.')) && page.is_alphanumeric(end + 1);
    match word {
        "in" => followed,
        "a" | "A" | "N" | "V" | "W" | "J" | "L" | "s" => followed,
        _ => false,
    }
}

/// The unit behind a figure that ends before `at`, with or without a space between, and the first token behind it.
pub(super) fn unit_behind(page: &Page<'_>, at: usize) -> Option<(&'static Unit, usize)> {
    let (unit, end) = unit(page, page.past_space(at))?;
    (!page.is_space(at) || !is_doubtful(page, end)).then_some((unit, end))
}

/// What follows a slash at `at`: a unit in the singular or any word in small letters; and the first token behind it.
pub(super) fn per<'a>(page: &Page<'a>, at: usize) -> Option<(&'a str, usize)> {
    let next = Some(at + 1).filter(|_| page.is_mark(at, '/'))?;
    if let Some((unit, end)) = unit(page, next) {
        return Some((unit.1, end));
    }
    page.word(next)
        .filter(|word| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        .map(|word| (word, next + 1))
}

/// The longest unit written at `at`, and the first token behind it.
fn unit(page: &Page<'_>, at: usize) -> Option<(&'static Unit, usize)> {
    let token = page.tokens.get(at)?;
    let text = &page.text[token.from..];
    let mut best: Option<(&Unit, usize)> = None;
    for unit in page.tongue.units {
        for sign in unit.0.iter().filter(|sign| text.starts_with(**sign)) {
            let goes_on = text[sign.len()..]
                .chars()
                .next()
                .is_some_and(|c| c.is_alphanumeric() && sign.ends_with(char::is_alphanumeric));
            if !goes_on && best.is_none_or(|(_, length)| sign.len() > length) {
                best = Some((unit, sign.len()));
            }
        }
    }
    let (unit, length) = best?;
    Some((unit, token_at(page, at, token.from + length)?))
}

/// The token at or behind `at` that begins at `byte`, or the number of tokens at the end of the text.
pub(super) fn token_at(page: &Page<'_>, at: usize, byte: usize) -> Option<usize> {
    (at..at + 12).find(|&i| page.tokens.get(i).map_or(page.text.len(), |token| token.from) == byte)
}
