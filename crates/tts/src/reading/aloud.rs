//! Parts of a text that are read otherwise than they are written.
//!
//! Each such part is replaced by one character before the markup is looked at, so that nothing in it is taken for anything
//! else, and that character is said as the part is to be read.

use std::ops::Range;

use vesper_speech::{Aloud, ReadAs};

use super::figures::figure;
use super::numbers::{Form, value};
use super::page::{Page, same};
use super::tongues::{Date, Family, Time, Tongue};
use super::{Reading, dates, roman, times, tongues};

/// Stands for a part: a noncharacter, which no text should have, and what is put for it in those that do.
pub(super) const PART: char = '\u{FDD0}';
const NO_PART: char = '\u{FDD1}';

/// A text with its parts replaced, and the way back.
pub(super) struct Marked {
    pub(super) text: String,
    /// Where each part stands now, its bytes in the text that was given, and how it is said.
    parts: Vec<(usize, Range<usize>, String)>,
}

impl Marked {
    pub(super) fn new(text: &str, aloud: &[Aloud], language: &str) -> Marked {
        let mut marked = Marked { text: String::with_capacity(text.len()), parts: Vec::new() };
        let mut from = 0;
        for Aloud { part, how } in sound(text, aloud) {
            marked.copy(text, from..part.start);
            let said = words(text.get(part.clone()).unwrap_or_default(), how, language, " ");
            marked.parts.push((marked.text.len(), part.clone(), said));
            marked.text.push(PART);
            from = part.end;
        }
        marked.copy(text, from..text.len());
        marked
    }

    fn copy(&mut self, text: &str, range: Range<usize>) {
        let letters = text.get(range).unwrap_or_default().chars();
        self.text.extend(letters.map(|letter| if letter == PART { NO_PART } else { letter }));
    }

    /// How the part is said that stands at `at` in the text.
    pub(super) fn said(&self, at: usize) -> Option<&str> {
        let place = self.parts.binary_search_by_key(&at, |(at, ..)| *at).ok()?;
        self.parts.get(place).map(|(_, _, said)| said.as_str())
    }

    /// The same reading, with all ranges those of the text that was given.
    pub(super) fn back(&self, mut reading: Reading) -> Reading {
        if self.parts.is_empty() {
            return reading;
        }
        for sentence in &mut reading.sentences {
            for word in &mut sentence.words {
                word.shown = self.given(&word.shown);
            }
        }
        for ignored in &mut reading.ignored {
            ignored.shown = self.given(&ignored.shown);
        }
        reading
    }

    fn given(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let behind = self.parts.partition_point(|(stands, ..)| *stands < at);
            match behind.checked_sub(1).and_then(|last| self.parts.get(last)) {
                Some((stands, part, _)) => part.end + at.saturating_sub(stands + PART.len_utf8()),
                None => at,
            }
        };
        place(range.start)..place(range.end)
    }
}

/// Those of `aloud` that lie in `text`, on the borders of characters and behind each other; the others are told of.
pub(crate) fn sound<'a>(text: &str, aloud: &'a [Aloud]) -> Vec<&'a Aloud> {
    let mut end = 0;
    let lies = |aloud: &&Aloud| {
        let part = &aloud.part;
        let lies = part.start >= end && part.start < part.end && text.get(part.clone()).is_some();
        if lies {
            end = part.end;
        } else {
            tracing::warn!(
                ?part,
                length = text.len(),
                "a part that is to be read otherwise is no part of its line"
            );
        }
        lies
    };
    aloud.iter().filter(lies).collect()
}

/// What is said for `part`; `between` stands between letters and figures that are said one by one.
pub(crate) fn words(part: &str, how: &ReadAs, language: &str, between: &str) -> String {
    let tongue = tongues::of(language);
    let page = Page::new(part.trim(), tongue);
    let known = tongue.family != Family::Other;
    let said = match how {
        ReadAs::Words(words) => return plainly(words, language),
        ReadAs::Letters => Some(letters(part, tongue, between)),
        ReadAs::Telephone => Some(telephone(part, tongue, between)),
        ReadAs::Cardinal if known => cardinal(&page),
        ReadAs::Ordinal if known => ordinal(&page),
        ReadAs::Date if known => date(&page),
        ReadAs::Time if known => time(&page),
        _ => None,
    };
    said.filter(|said| !said.trim().is_empty()).unwrap_or_else(|| plainly(part, language))
}

fn plainly(text: &str, language: &str) -> String {
    let sentences = super::read(text, language).sentences;
    sentences.iter().map(|sentence| sentence.spoken.as_str()).collect::<Vec<_>>().join(" ")
}

fn letters(part: &str, tongue: &Tongue, between: &str) -> String {
    let said = part.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| digit(letter, tongue));
    said.collect::<Vec<_>>().join(between)
}

/// A figure in words where they are known, a letter as a capital.
fn digit(letter: char, tongue: &Tongue) -> String {
    let named = letter
        .to_digit(10)
        .and_then(|digit| tongue.digits.get(digit as usize))
        .filter(|name| !name.is_empty());
    match named {
        Some(name) => (*name).to_owned(),
        // The sharp s of German has no capital of its own.
        None if letter.to_uppercase().count() == 1 => letter.to_uppercase().collect(),
        None => letter.to_string(),
    }
}

fn telephone(part: &str, tongue: &Tongue, between: &str) -> String {
    let groups = part.split(|letter: char| !letter.is_ascii_digit()).filter(|group| !group.is_empty());
    let said = groups.map(|group| letters(group, tongue, between)).collect::<Vec<_>>().join(", ");
    match part.trim_start().starts_with('+') && !tongue.words.plus.is_empty() {
        true => format!("{} {said}", tongue.words.plus),
        false => said,
    }
}

/// The numeral, figure or signed figure that `page` is, as an amount.
fn cardinal(page: &Page<'_>) -> Option<String> {
    if let Some(value) = numeral(page) {
        return Some((page.tongue.cardinal)(value, Form::Count));
    }
    let minus = matches!(page.mark(0), Some('-' | '−' | '–'));
    let figure = figure(page, usize::from(minus)).filter(|figure| figure.end == page.tokens.len())?;
    let words = figure.words(page.tongue, Form::Count);
    Some(if minus { format!("{} {words}", page.tongue.words.minus) } else { words })
}

fn numeral(page: &Page<'_>) -> Option<u128> {
    let word = page.word(0).filter(|_| page.tokens.len() == 1)?;
    roman::value(&word.to_uppercase()).map(u128::from)
}

/// The numeral or figure that `page` begins with, as an ordinal; what stands behind it is only looked at for its gender.
fn ordinal(page: &Page<'_>) -> Option<String> {
    let (value, end) = match numeral(page) {
        Some(value) => (value, 1),
        None => {
            let figure = figure(page, 0).filter(|figure| figure.fraction.is_none())?;
            (value(&figure.whole)?, figure.end)
        }
    };
    let behind = page.span(end, page.tokens.len());
    if behind.chars().count() > 4 || behind.chars().any(|letter| letter.is_ascii_digit()) {
        return None;
    }
    let feminine =
        ["ª", "a", "re", "ère", "nde"].iter().any(|mark| same(behind.trim_start_matches('.'), mark));
    (page.tongue.ordinal)(value, if feminine { Form::Feminine } else { Form::Masculine })
}

/// The date that `page` is: as it would be found in a text, or else figures that can be a date.
fn date(page: &Page<'_>) -> Option<String> {
    if let Some(found) = dates::date(page, 0).filter(|found| found.end >= page.tokens.len()) {
        return Some(found.spoken);
    }
    let figures = figures(page)?;
    let number = |figure: &str| figure.parse::<u32>().ok();
    let (year, month, day) = match *figures.as_slice() {
        [whole] if whole.len() == 8 => (Some(&whole[..4]), number(&whole[4..6])?, number(&whole[6..])),
        [year] if year.len() == 4 => return Some((page.tongue.year)(number(year)?)),
        [year, month, day] if year.len() == 4 => (Some(year), number(month)?, number(day)),
        [year, month] if year.len() == 4 => (Some(year), number(month)?, None),
        [month, year] if year.len() == 4 => (Some(year), number(month)?, None),
        [first, second, ref rest @ ..] if rest.len() < 2 => {
            let (first, second) = (number(first)?, number(second)?);
            let day_first = (page.tongue.day_first && second <= 12) || first > 12;
            let (day, month) = if day_first { (first, second) } else { (second, first) };
            (rest.first().copied(), month, Some(day))
        }
        _ => return None,
    };
    if !(1..=12).contains(&month) || day.is_some_and(|day| !(1..=31).contains(&day)) {
        return None;
    }
    let year = match year {
        Some(year) if matches!(year.len(), 2 | 4) => Some((page.tongue.year)(number(year)?)),
        Some(_) => return None,
        None => None,
    };
    let day_first = page.tongue.day_first;
    let date = Date { day, month: month as usize - 1, year, day_first, before: "", ordinal: false };
    Some((page.tongue.date)(&date))
}

/// The time that `page` is: as it would be found in a text, or else figures that can be a time.
fn time(page: &Page<'_>) -> Option<String> {
    if let Some(found) = times::time(page, 0).filter(|found| found.end >= page.tokens.len()) {
        return Some(found.spoken);
    }
    let figures = figures(page)?;
    let number = |figure: &str| figure.parse::<u32>().ok();
    let (hour, minute, second) = match *figures.as_slice() {
        [whole] if whole.len() == 4 => (number(&whole[..2])?, number(&whole[2..])?, None),
        [hour] if hour.len() <= 2 => (number(hour)?, 0, None),
        [hour, minute] => (number(hour)?, number(minute)?, None),
        [hour, minute, second] => (number(hour)?, number(minute)?, Some(number(second)?)),
        _ => return None,
    };
    let sound = hour <= 24 && minute < 60 && second.is_none_or(|second| second < 60);
    let time = Time { hour, minute, second, half: None, hours: false };
    sound.then(|| (page.tongue.time)(&time))
}

/// The figures of `page`, if single marks and spaces are all that is between them.
fn figures<'a>(page: &Page<'a>) -> Option<Vec<&'a str>> {
    let mut figures = Vec::new();
    for at in 0..page.tokens.len() {
        match page.digits(at) {
            Some(digits) if digits.len() <= 8 => figures.push(digits),
            Some(_) => return None,
            None if page.word(at).is_some() => return None,
            None => {}
        }
    }
    (!figures.is_empty() && figures.len() <= 3).then_some(figures)
}
