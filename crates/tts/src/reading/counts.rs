//! Numbers by themselves: decades, ordinals, fractions, years, and whatever is counted.

use super::figures::{Figure, figure, spelled};
use super::nouns::form_before;
use super::numbers::{Form, english, value};
use super::page::{Dot, Found, Page, is_one_of, same};
use super::scan::Kind;
use super::tongues::Family;
use super::units;

/// Digits in a row, without separators, of more than this are no amount but a code: they are said one by one.
const CODE: usize = 12;

/// The number that begins at `at`, which no other class has claimed.
pub(super) fn count(page: &Page<'_>, at: usize) -> Option<Found> {
    ordinal(page, at).or_else(|| fraction(page, at)).or_else(|| version(page, at)).or_else(|| plain(page, at))
}

/// `1980s`, `'80s`, `80's`.
pub(super) fn decade(page: &Page<'_>, at: usize) -> Option<Found> {
    if page.tongue.family == Family::German {
        return german_decade(page, at);
    }
    if page.tongue.family != Family::English {
        return None;
    }
    let digits = page.digits(at).filter(|digits| matches!(digits.len(), 2 | 4) && digits.ends_with('0'))?;
    let apostrophe = matches!(page.mark(at + 1), Some('\'' | '’'));
    let s = if apostrophe || (page.is_space(at + 1) && digits.len() == 4) { at + 2 } else { at + 1 };
    page.word(s).filter(|word| *word == "s")?;
    let words = (page.tongue.year)(digits.parse().ok()?);
    Some(Found::new(s + 1, english::plural(&words)))
}

/// `80er Jahre`, `in den 1920ern`.
fn german_decade(page: &Page<'_>, at: usize) -> Option<Found> {
    let digits = page.digits(at).filter(|digits| matches!(digits.len(), 2 | 4) && digits.ends_with('0'))?;
    let ending = page.word(at + 1).filter(|word| matches!(*word, "er" | "ern"))?;
    Some(Found::new(at + 2, (page.tongue.year)(digits.parse().ok()?) + ending))
}

/// `1st`, `2e`, `3.` behind an article, `4.º`.
pub(super) fn ordinal(page: &Page<'_>, at: usize) -> Option<Found> {
    let figure = figure(page, at).filter(|figure| figure.fraction.is_none())?;
    let value = value(&figure.whole)?;
    let (form, end) = ordinal_mark(page, at, figure.end)?;
    let words = (page.tongue.ordinal)(value, form)?;
    let words = match page.tongue.family {
        Family::English if page.piece(end - 1).ends_with('s') => words + "'s",
        Family::German => words + german_ending(page.word_before(at).unwrap_or("")),
        _ => words,
    };
    Some(Found::new(end, words))
}

/// What marks a number as an ordinal at `at`, and the first token behind it.
fn ordinal_mark(page: &Page<'_>, start: usize, at: usize) -> Option<(Form, usize)> {
    let suffix = page.word(at).unwrap_or("");
    let mark = page.mark(at);
    match page.tongue.family {
        Family::English
            if is_one_of(suffix, &["st", "nd", "rd", "th", "st's", "nd's", "rd's", "th's", "th’s"]) =>
        {
            Some((Form::Count, at + 1))
        }
        Family::French if is_one_of(suffix, &["er", "e", "ème", "eme", "nd", "ième"]) => {
            Some((Form::Masculine, at + 1))
        }
        Family::French if is_one_of(suffix, &["re", "ère", "nde"]) => Some((Form::Feminine, at + 1)),
        Family::Spanish if same(suffix, "er") => Some((Form::Masculine, at + 1)),
        Family::German if mark == Some('.') => {
            let article = page.word_before(start).is_some_and(|word| is_one_of(word, ARTICLES));
            let follows = page.is_space(at + 1) && page.word(at + 2).is_some();
            (article && follows && page.piece(start).len() <= 3).then_some((Form::Count, at + 1))
        }
        Family::Spanish | Family::Italian | Family::Portuguese => {
            let dot = usize::from(mark == Some('.') && matches!(page.mark(at + 1), Some('º' | 'ª')));
            match page.mark(at + dot)? {
                'º' => Some((Form::Count, at + dot + 1)),
                '°' if page.is_space(at + 1) && page.word(at + 2).is_some_and(|word| word.len() > 1) => {
                    Some((Form::Count, at + 1))
                }
                'ª' => Some((Form::Feminine, at + dot + 1)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// German words behind which a figure with a dot is an ordinal.
const ARTICLES: &[&str] = &[
    "der", "die", "das", "dem", "den", "des", "am", "im", "zum", "zur", "vom", "beim", "ihr", "sein", "mein",
    "seinem", "ihrem", "meinem", "seinen", "ihren", "jeder", "jede", "jedes", "jeden", "dieser", "diese",
    "dieses", "ein", "eine",
];

fn german_ending(before: &str) -> &'static str {
    match before.to_lowercase().as_str() {
        "der" | "die" | "das" | "diese" | "dieser" | "dieses" | "jede" | "eine" => "",
        "ein" | "ihr" | "sein" | "mein" | "jeder" => "r",
        _ => "n",
    }
}

/// `3/4`, `2 1/2`, `2½`, `½`.
fn fraction(page: &Page<'_>, at: usize) -> Option<Found> {
    let tongue = page.tongue;
    if let Some((words, end)) = part(page, at) {
        return Some(of_unit(page, at, end).unwrap_or_else(|| Found::new(end, words)));
    }
    page.small(at, 6)?;
    let (words, end) = part(page, page.past_space(at + 1))
        .filter(|_| page.is_space(at + 1) || page.mark(at + 1).is_some())?;
    let whole = figure(page, at).filter(|figure| figure.end == at + 1)?.words(tongue, Form::Count);
    let words = format!("{whole} {} {words}", tongue.and);
    Some(match units::unit_behind(page, end) {
        Some((unit, past)) => Found::new(past, format!("{words} {}", unit.2)),
        None => Found::new(end, words),
    })
}

/// A fraction at `at` of the unit behind it, which begins at `end`: half an hour, three quarters of a kilogram.
fn of_unit(page: &Page<'_>, at: usize, end: usize) -> Option<Found> {
    let (unit, past) = units::unit_behind(page, end)?;
    let half = page.is_mark(at, '½') || page.span(at, end) == "1/2";
    let words = if half { None } else { Some(part(page, at)?.0) };
    Some(Found::new(past, (page.tongue.part_of)(words.as_deref(), unit)))
}

/// A fraction below one at `at`.
fn part(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    if let Some(mark) = page.mark(at) {
        let (top, bottom) = vulgar(mark)?;
        return Some(((page.tongue.fraction)(top, bottom)?, at + 1));
    }
    let top = page.small(at, 3)?;
    if !matches!(page.mark(at + 1), Some('/' | '⁄')) || page.is_mark(at + 3, '/') {
        return None;
    }
    let bottom = page.small(at + 2, 3)?;
    let usual = matches!(bottom, 2..=10 | 12 | 16 | 20 | 32 | 64 | 100) && top > 0 && top < bottom;
    Some(((page.tongue.fraction)(top, bottom).filter(|_| usual)?, at + 3))
}

fn vulgar(c: char) -> Option<(u32, u32)> {
    Some(match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    })
}

/// `2.1.0`, `192.168.0.1`: figures with dots between, each digit said.
fn version(page: &Page<'_>, at: usize) -> Option<Found> {
    let mut end = at + 1;
    while end < at + 16 && page.is_mark(end, '.') && page.digits(end + 1).is_some() {
        end += 2;
    }
    let thousands = figure(page, at).is_some_and(|figure| figure.grouped && figure.end >= end);
    if end < at + 5 || thousands {
        return None;
    }
    let short = |i| page.piece(i).len() <= 2 && end == at + 5;
    let words = (at..end).step_by(2).map(|i| match short(i) {
        true => super::figures::whole(page.tongue, page.piece(i), Form::Count),
        false => spelled(page.tongue, page.piece(i)),
    });
    let dot = format!(" {} ", if short(at) { point(page) } else { page.tongue.words.dot });
    Some(Found::new(end, words.collect::<Vec<_>>().join(&dot)))
}

fn point<'a>(page: &Page<'a>) -> &'a str {
    if page.tongue.decimal.0 == '.' { page.tongue.decimal.1 } else { page.tongue.words.dot }
}

fn plain(page: &Page<'_>, at: usize) -> Option<Found> {
    let figure = figure(page, at)?;
    if let Some(found) = scaled(page, &figure) {
        return Some(found);
    }
    if figure.fraction.is_none() && !figure.grouped {
        if ends_a_card(page, at) || figure.whole.len() > CODE {
            return Some(Found::new(figure.end, spelled(page.tongue, &figure.whole)));
        }
        if let Some(pair) = pair(page, at) {
            return Some(Found::new(figure.end, pair));
        }
        if let Some(year) = year(page, at) {
            return Some(Found::new(figure.end, (page.tongue.year)(year)));
        }
    }
    Some(Found::new(figure.end, figure.words(page.tongue, form_before(page, figure.end))))
}

/// `2.5 million`, `3 Mio.`
fn scaled(page: &Page<'_>, figure: &Figure) -> Option<Found> {
    let at = page.past_space(figure.end);
    let word = page.word(at).filter(|word| word.chars().nth(1).is_some())?;
    let scale = page.tongue.scales.iter().find(|scale| scale.0.contains(&word))?;
    let form = if page.tongue.family == Family::German { Form::Feminine } else { Form::Masculine };
    let words = figure.words(page.tongue, form);
    let name = if figure.is_one(page.tongue) { scale.1 } else { scale.2 };
    let short = word.len() <= 4 && page.is_mark(at + 1, '.') && name != word;
    let dot = short.then_some(Dot::Inner);
    Some(Found { end: at + 1 + usize::from(short), spoken: format!("{words} {name}"), dot })
}

/// Three figures that English says as one and two: models (`A321`), the plan of `401(k)`, years of the first
/// centuries.
fn pair(page: &Page<'_>, at: usize) -> Option<String> {
    let n =
        page.small(at, 3).filter(|n| *n > 100 && *n % 100 > 0 && page.tongue.family == Family::English)?;
    let plan = page.is_mark(at + 1, '(') && page.word(at + 2) == Some("k");
    let era = ["AD", "BC", "BCE", "CE", "A.D", "B.C"]
        .iter()
        .any(|era| page.is_space(at + 1) && page.span(at + 2, at + 3 + era.matches('.').count() * 2) == *era);
    let model = page.before(at) == Some(Kind::Word);
    (plan || era || model).then(|| {
        format!("{} {}", english::cardinal(u128::from(n / 100), Form::Count), english::second_half(n % 100))
    })
}

/// Four figures that are read as a year.
fn year(page: &Page<'_>, at: usize) -> Option<u32> {
    let year = page.digits(at).filter(|digits| digits.len() == 4).and_then(|digits| digits.parse().ok())?;
    let said = match page.word_before(at) {
        Some(word) if is_one_of(word, &["in", "since", "anno", "im", "year", "jahr"]) => 1001..2100,
        _ => 1100..2100,
    };
    (said.contains(&year)).then_some(year)
}

fn ends_a_card(page: &Page<'_>, at: usize) -> bool {
    let ending = at.checked_sub(4).and_then(|i| page.word(i));
    page.word_before(at) == Some("in") && ending == Some("ending") && page.piece(at).len() == 4
}
