//! Dates, with the month in words or in figures.

use super::page::{Dot, Found, Page, is_capitalised, is_one_of, same};
use super::tongues::{Date, Family};

/// The date that begins at `at`.
pub(super) fn date(page: &Page<'_>, at: usize) -> Option<Found> {
    if page.digits(at).is_some() {
        return day_first(page, at).or_else(|| figures(page, at)).or_else(|| day_and_month(page, at));
    }
    month_first(page, at)
}

/// The month at `at`, and whether it is written as an abbreviation.
fn month(page: &Page<'_>, at: usize) -> Option<(usize, bool)> {
    let word = page.word(at)?;
    page.tongue.months.iter().enumerate().find_map(|(month, names)| {
        let name = names.iter().position(|name| same(name, word))?;
        Some((month, name > 0))
    })
}

fn day(page: &Page<'_>, at: usize) -> Option<u32> {
    page.small(at, 2).filter(|day| (1..=31).contains(day))
}

fn is_year(page: &Page<'_>, at: usize) -> bool {
    page.digits(at).is_some_and(|digits| digits.len() == 4 && !digits.starts_with('0')) && !page.touched(at)
}

/// The year in words; two digits are said as they are.
fn year(page: &Page<'_>, digits: &str) -> Option<String> {
    let value: u32 = digits.parse().ok()?;
    Some(match (digits.len(), page.tongue.family) {
        (2, Family::English) if value < 10 => format!("oh {}", (page.tongue.year)(value)),
        _ => (page.tongue.year)(value),
    })
}

/// A year behind a date that ends before `at`, and the first token behind it: `, 2020`, ` de 2020`.
fn year_behind(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    let mut from = at + usize::from(matches!(page.mark(at), Some(',' | '-')));
    from = page.past_space(from);
    if page.word(from).is_some_and(|word| is_one_of(word, &["de", "del", "of"])) && page.is_space(from + 1) {
        from += 2;
    }
    if from == at || !is_year(page, from) || page.is_mark(from + 1, ':') {
        return None;
    }
    Some((year(page, page.piece(from))?, from + 1))
}

/// English: `July 25, 2012`, `Jan-15-2020`, `SEPT. 15`, `July 1876`.
fn month_first(page: &Page<'_>, at: usize) -> Option<Found> {
    if page.tongue.family != Family::English {
        return None;
    }
    let (month, short) = month(page, at)?;
    let dot = usize::from(short && page.is_mark(at + 1, '.'));
    let gap = at + 1 + dot;
    if !page.is_space(gap) && !page.is_mark(gap, '-') {
        return None;
    }
    // *may* and *march* are verbs as well.
    let sure = !matches!(month, 2 | 4) || is_capitalised(page.piece(at));
    let first = gap + 1;
    let (day, after) = match day(page, first) {
        Some(day) => {
            let suffix = page.word(first + 1).is_some_and(|word| is_one_of(word, &["st", "nd", "rd", "th"]));
            (Some(day), first + 1 + usize::from(suffix))
        }
        None if is_year(page, first) => (None, first),
        None => return None,
    };
    let (year, end) = match day {
        Some(_) => year_behind(page, after).map_or((None, after), |(year, end)| (Some(year), end)),
        None => (year(page, page.piece(first)), first + 1),
    };
    let goes_on = day.is_some()
        && year.is_none()
        && (page.is_mark(end, ':') || page.word(end).is_some() || figure_goes_on(page, end));
    if !(sure || year.is_some()) || goes_on {
        return None;
    }
    let date = Date { day, month, year, day_first: false, before: "", ordinal: false };
    Some(Found::new(end, (page.tongue.date)(&date)))
}

/// Whether the figure before `at` is only the beginning of one.
fn figure_goes_on(page: &Page<'_>, at: usize) -> bool {
    matches!(page.mark(at), Some('.' | ',' | '/')) && page.digits(at + 1).is_some() || page.is_mark(at, '%')
}

/// `25 July 2012`, `15. Januar 2020`, `1er mai`, `3 de mayo de 2020`.
fn day_first(page: &Page<'_>, at: usize) -> Option<Found> {
    let day = day(page, at).filter(|_| !page.touched(at))?;
    let (mut next, ordinal) = past_ordinal(page, at + 1);
    if !page.is_space(next) && !page.is_mark(next, '-') {
        return None;
    }
    next += 1;
    if page.word(next).is_some_and(|word| is_one_of(word, &["de", "of"])) && page.is_space(next + 1) {
        next += 2;
    }
    let (month, short) = month(page, next)?;
    let dot = short && page.is_mark(next + 1, '.');
    let after = next + 1 + usize::from(dot);
    let behind = year_behind(page, after);
    let english_verb =
        page.tongue.family == Family::English && matches!(month, 2 | 4) && !is_capitalised(page.piece(next));
    if english_verb && behind.is_none() && !ordinal {
        return None;
    }
    let (year, end) = behind.map_or((None, after), |(year, end)| (Some(year), end));
    let dot = (dot && year.is_none()).then_some(Dot::Last);
    let before = page.word_before(at).unwrap_or("").to_lowercase();
    let date = Date { day: Some(day), month, year, day_first: true, before: &before, ordinal };
    Some(Found { end, spoken: (page.tongue.date)(&date), dot })
}

/// Behind what marks the day at `at` as an ordinal.
fn past_ordinal(page: &Page<'_>, at: usize) -> (usize, bool) {
    let suffixes = &["st", "nd", "rd", "th", "er", "ro"];
    let marked = page.word(at).is_some_and(|word| is_one_of(word, suffixes));
    let dotted = page.tongue.family == Family::German && page.is_mark(at, '.');
    let raised = matches!(page.mark(at), Some('º' | '°'));
    let both = page.is_mark(at, '.') && page.is_mark(at + 1, 'º');
    match (marked || dotted || raised, both) {
        (_, true) => (at + 2, true),
        (true, _) => (at + 1, true),
        _ => (at, false),
    }
}

/// `10/06/2005`, `01.10.2010`, `2006-08-05`.
fn figures(page: &Page<'_>, at: usize) -> Option<Found> {
    let mark = page.mark(at + 1).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let parts = [page.digits(at)?, page.digits(at + 2)?, page.digits(at + 4)?];
    if !page.is_mark(at + 3, mark) || page.touched(at) || page.is_alphanumeric(at + 5) {
        return None;
    }
    let again = page.mark(at + 5) == Some(mark) && page.is_alphanumeric(at + 6);
    let value = |i: usize| page.small(at + 2 * i, 4);
    let (one, two, three) = (value(0)?, value(1)?, value(2)?);
    let order = match parts.map(str::len) {
        _ if again => return None,
        [4, 1 | 2, 1 | 2] => (three, two, parts[0]),
        [1 | 2, 1 | 2, 2 | 4] if (page.tongue.day_first && two <= 12) || one > 12 => (one, two, parts[2]),
        [1 | 2, 1 | 2, 2 | 4] => (two, one, parts[2]),
        _ => return None,
    };
    let (day, month, year) = order;
    // Two digits for the year and dots between are as likely a version or an hour.
    let sure =
        parts[2].len() == 4 || parts[0].len() == 4 || mark == '/' || page.tongue.family == Family::German;
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) || !sure {
        return None;
    }
    let before = page.word_before(at).unwrap_or("").to_lowercase();
    let day_first = page.tongue.day_first || (one > 12 && parts[0].len() <= 2);
    let date = Date {
        day: Some(day),
        month: month as usize - 1,
        year: self::year(page, year),
        day_first,
        before: &before,

        ordinal: false,
    };
    Some(Found::new(at + 5, (page.tongue.date)(&date)))
}

/// `le 15/01`, `am 3.4.`: only behind a word that says so.
fn day_and_month(page: &Page<'_>, at: usize) -> Option<Found> {
    let mark = page.mark(at + 1).filter(|c| matches!(c, '/' | '.'))?;
    let before = page.word_before(at)?.to_lowercase();
    if !is_one_of(&before, &["le", "du", "au", "el", "del", "il", "dal", "dia", "am", "vom", "bis", "zum"]) {
        return None;
    }
    let german = mark == '.';
    if german != (page.tongue.family == Family::German) || (german && !page.is_mark(at + 3, '.')) {
        return None;
    }
    let (day, month) = (day(page, at)?, page.small(at + 2, 2).filter(|month| (1..=12).contains(month))?);
    let end = at + 3 + usize::from(german);
    // `3/4` is three quarters first.
    let quarters = !german && day < month && matches!(month, 2..=5 | 8 | 10) && page.piece(at).len() == 1;
    if quarters || page.is_alphanumeric(end) || page.is_mark(end, '/') {
        return None;
    }
    let month = month as usize - 1;
    let date = Date { day: Some(day), month, year: None, day_first: true, before: &before, ordinal: false };
    Some(Found { end, spoken: (page.tongue.date)(&date), dot: german.then_some(Dot::Last) })
}
