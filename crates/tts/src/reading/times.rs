//! Times of day.

use super::page::{Dot, Found, Page, is_one_of, same};
use super::tongues::{Family, Time};

/// The time that begins at `at`, a figure.
pub(super) fn time(page: &Page<'_>, at: usize) -> Option<Found> {
    if page.touched(at) || page.digits(at)?.len() > 2 {
        return None;
    }
    clock(page, at).or_else(|| hours(page, at)).or_else(|| half_day(page, at))
}

fn sixty(page: &Page<'_>, at: usize) -> Option<u32> {
    page.digits(at).filter(|digits| digits.len() == 2).and_then(|_| page.small(at, 2)).filter(|n| *n < 60)
}

/// `11:30`, `4:00 am`, `14:30:15 Uhr`; with a dot where a word shows that it is a time.
fn clock(page: &Page<'_>, at: usize) -> Option<Found> {
    let hour = page.small(at, 2).filter(|hour| *hour <= 24)?;
    let mark = page.mark(at + 1).filter(|c| matches!(c, ':' | '.'))?;
    let minute = sixty(page, at + 2)?;
    let second = sixty(page, at + 4).filter(|_| page.is_mark(at + 3, ':') && mark == ':');
    let end = at + if second.is_some() { 5 } else { 3 };
    if page.is_mark(end, ':') && page.digits(end + 1).is_some() {
        return None;
    }
    let half = half(page, end);
    let uhr = page.past_space(end);
    let named = page.word(uhr).is_some_and(|word| is_hour(page, word));
    let before = page.word_before(at).unwrap_or("");
    if mark == '.' && half.is_none() && !named && !is_one_of(before, &["ore", "alle", "dalle", "las", "às"])
    {
        return None;
    }
    let (half, end, dot) = match half {
        Some((half, end, dot)) => (Some(half), end, dot),
        None if named => (None, uhr + 1, None),
        None => (None, end, None),
    };
    let time = Time { hour, minute, second, half, hours: named };
    Some(Found { end, spoken: (page.tongue.time)(&time), dot })
}

/// Whether `word` names the hours of a time.
fn is_hour(page: &Page<'_>, word: &str) -> bool {
    match page.tongue.family {
        Family::German => word == "Uhr",
        Family::French | Family::Spanish | Family::Portuguese => matches!(word, "h" | "H" | "hs"),
        _ => false,
    }
}

/// `14h30`, `14 h 30`, `8 Uhr`.
fn hours(page: &Page<'_>, at: usize) -> Option<Found> {
    let hour = page.small(at, 2).filter(|hour| *hour <= 24)?;
    let h = page.past_space(at + 1);
    page.word(h).filter(|word| is_hour(page, word))?;
    let after = match page.is_space(h + 1) && page.is_space(at + 1) {
        true => h + 2,
        false => h + 1,
    };
    let minute = sixty(page, after);
    let end = if minute.is_some() { after + 1 } else { h + 1 };
    let time = Time { hour, minute: minute.unwrap_or(0), second: None, half: None, hours: true };
    Some(Found::new(end, (page.tongue.time)(&time)))
}

/// `5pm`, `4 A.M.`
fn half_day(page: &Page<'_>, at: usize) -> Option<Found> {
    let hour = page.small(at, 2).filter(|hour| (1..=12).contains(hour))?;
    let (half, end, dot) = half(page, at + 1)?;
    let time = Time { hour, minute: 0, second: None, half: Some(half), hours: false };
    Some(Found { end, spoken: (page.tongue.time)(&time), dot })
}

/// `am`, `p.m.` and the like behind a figure, the first token behind them, and their dot.
fn half(page: &Page<'_>, at: usize) -> Option<(&'static str, usize, Option<Dot>)> {
    let at = page.past_space(at);
    let word = page.word(at)?;
    if page.tongue.family == Family::English && same(word, "am") {
        return Some(("AM", at + 1, None));
    }
    if page.tongue.family == Family::English && same(word, "pm") {
        return Some(("PM", at + 1, None));
    }
    let half = match word {
        "a" | "A" => "AM",
        "p" | "P" => "PM",
        _ => return None,
    };
    if !page.is_mark(at + 1, '.') {
        return None;
    }
    let m = page.past_space(at + 2);
    page.word(m).filter(|word| same(word, "m"))?;
    let dot = page.is_mark(m + 1, '.');
    Some((half, m + 1 + usize::from(dot), dot.then_some(Dot::Last)))
}
