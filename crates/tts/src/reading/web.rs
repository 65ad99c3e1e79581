//! Addresses of pages, files and people.

use super::figures::{spelled, whole};
use super::numbers::Form;
use super::page::{Found, Page, is_one_of};
use super::scan::Kind;

/// Tokens of an address at most.
const LENGTH: usize = 400;

/// The address that begins at `at`.
pub(super) fn address(page: &Page<'_>, at: usize) -> Option<Found> {
    let begins = match page.before(at) {
        None | Some(Kind::Space | Kind::Paragraph | Kind::Line) => true,
        Some(Kind::Mark(c)) => matches!(c, '(' | '"' | '<' | '“' | '«' | '\'' | '‘' | ':' | ',' | '>'),
        _ => false,
    };
    if !begins || !(page.mark(at + 1).is_some() || page.is_alphanumeric(at + 1)) {
        return None;
    }
    let end = extent(page, at);
    (end > at + 2 && is_address(page, at, end)).then(|| Found::new(end, words(page, at, end)))
}

/// Where what could be an address ends, without the punctuation behind it.
fn extent(page: &Page<'_>, at: usize) -> usize {
    let mut end = at;
    while end < at + LENGTH {
        match page.kind(end) {
            Some(Kind::Word | Kind::Digits) => {}
            Some(Kind::Mark(c))
                if c.is_ascii() && !matches!(c, '(' | ')' | '<' | '>' | '"' | '\'' | ',' | ';' | '!') => {}
            _ => break,
        }
        end += 1;
    }
    while end > at && matches!(page.mark(end - 1), Some('.' | ':' | '?' | '*' | '-')) {
        end -= 1;
    }
    end
}

fn is_address(page: &Page<'_>, at: usize, end: usize) -> bool {
    let text = page.span(at, end);
    if text.contains("://") {
        return text.starts_with(|c: char| c.is_ascii_alphabetic());
    }
    if text.len() > 4 && text.is_char_boundary(4) && text[..4].eq_ignore_ascii_case("www.") {
        return true;
    }
    if let Some((name, host)) = text.split_once('@') {
        return !name.is_empty()
            && host.contains('.')
            && host.starts_with(|c: char| c.is_ascii_alphanumeric());
    }
    is_host(text.split('/').next().unwrap_or(text))
}

/// Labels in lower case with dots between, the last of letters: a host, or the name of a file.
fn is_host(text: &str) -> bool {
    let mut labels = 0;
    let mut last = "";
    for label in text.split('.') {
        let plain = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if !plain || label.len() < 2 {
            return false;
        }
        labels += 1;
        last = label;
    }
    let first = text.split('.').next().unwrap_or("");
    let lower = !first.chars().skip(1).any(|c| c.is_ascii_uppercase())
        || first.contains(|c: char| c.is_ascii_digit());
    let suffix = last.bytes().all(|byte| byte.is_ascii_lowercase()) && last.len() <= 6;
    labels >= 2 && suffix && lower && first.contains(|c: char| c.is_ascii_alphabetic())
}

fn words(page: &Page<'_>, at: usize, end: usize) -> String {
    let words = &page.tongue.words;
    let parts = (at..end).map(|i| match page.kind(i) {
        Some(Kind::Word) => label(page, i, end),
        Some(Kind::Digits) => digits(page, i),
        Some(Kind::Mark(c)) => match c {
            '.' => words.dot,
            '/' => words.slash,
            '-' => words.dash,
            '_' => words.underscore,
            ':' => words.colon,
            '@' => words.at,
            '&' => words_for_and(page),
            _ => page.tongue.signs.iter().find(|(sign, _)| *sign == c).map_or("", |(_, word)| word),
        }
        .to_owned(),
        _ => String::new(),
    });
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn words_for_and<'a>(page: &Page<'a>) -> &'a str {
    if page.tongue.decimal.0 == '.' { "ampersand" } else { page.tongue.and }
}

/// A label that nobody can pronounce is spelled; so is a country behind the last dot.
fn label(page: &Page<'_>, at: usize, end: usize) -> String {
    let word = page.piece(at);
    let last = at + 1 == end || page.is_mark(at + 1, '/');
    let country = word.len() == 2 && last && at > 0 && page.is_mark(at - 1, '.');
    let vowel = word.chars().any(|c| !c.is_ascii() || "aeiouyAEIOUY".contains(c));
    let spelled =
        country || (!vowel && word.len() <= 5) || is_one_of(word, &["html", "https", "xhtml", "php", "uk"]);
    match word {
        _ if is_one_of(word, &["jpg"]) => "jpeg".into(),
        _ if spelled => letters(word),
        _ => word.into(),
    }
}

/// The letters of `word`, apart.
pub(super) fn letters(word: &str) -> String {
    let mut letters = String::with_capacity(word.len() * 2);
    for c in word.chars() {
        if !letters.is_empty() {
            letters.push(' ');
        }
        letters.extend(c.to_uppercase());
    }
    letters
}

fn digits(page: &Page<'_>, at: usize) -> String {
    let digits = page.piece(at);
    match digits.len() == 4 && digits.ends_with("000") {
        true => whole(page.tongue, digits, Form::Count),
        false => spelled(page.tongue, digits),
    }
}
