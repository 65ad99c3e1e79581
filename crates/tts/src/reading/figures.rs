//! Numbers as they are written: grouped thousands, decimals.

use super::numbers::{Form, value};
use super::page::Page;
use super::tongues::{Family, Tongue};

/// Groups of thousands that are looked at.
const GROUPS: usize = 12;

/// A number without its sign.
#[derive(Clone)]
pub(super) struct Figure {
    /// Its digits without separators; empty in `.5`.
    pub(super) whole: String,
    pub(super) fraction: Option<String>,
    /// The fraction is written with the mark that the language does not use for it.
    foreign: bool,
    /// Separators stood between its thousands.
    pub(super) grouped: bool,
    /// The first token behind it.
    pub(super) end: usize,
}

/// The number that begins at `at`.
pub(super) fn figure(page: &Page<'_>, at: usize) -> Option<Figure> {
    let decimal = page.tongue.decimal.0;
    if page.digits(at).is_none() {
        let fraction = page.digits(at + 1).filter(|_| page.is_mark(at, decimal) && !page.touched(at))?;
        let fraction = Some(fraction.to_owned());
        return Some(Figure { whole: String::new(), fraction, foreign: false, grouped: false, end: at + 2 });
    }
    let mut whole = page.piece(at).to_owned();
    let mut end = at + 1;
    if whole.len() <= 3 && !whole.starts_with('0') {
        for _ in 0..GROUPS {
            let Some(group) = page.digits(end + 1).filter(|group| group.len() == 3) else { break };
            if !separates(page, end) {
                break;
            }
            whole.push_str(group);
            end += 2;
        }
    }
    let grouped = end > at + 1;
    let mark = page.mark(end);
    let fraction = page.digits(end + 1).filter(|_| {
        let again = page.mark(end + 2) == mark && page.digits(end + 3).is_some();
        (mark == Some(decimal) || (mark == Some('.') && !grouped)) && !again
    });
    let Some(fraction) = fraction else {
        return Some(Figure { whole, fraction: None, foreign: false, grouped, end });
    };
    let fraction = Some(fraction.to_owned());
    Some(Figure { whole, fraction, foreign: mark != Some(decimal), grouped, end: end + 2 })
}

/// Whether the token `at` can stand between thousands.
fn separates(page: &Page<'_>, at: usize) -> bool {
    match page.mark(at) {
        Some(',') => page.tongue.decimal.0 == '.',
        Some('.') => page.tongue.decimal.0 == ',',
        Some('\'' | '’') => true,
        Some(_) => false,
        None => match page.piece(at) {
            "\u{A0}" | "\u{2009}" | "\u{202F}" => true,
            " " => page.tongue.family != Family::English,
            _ => false,
        },
    }
}

impl Figure {
    pub(super) fn without_fraction(&self) -> Figure {
        Figure { fraction: None, ..self.clone() }
    }

    /// The number in words, before something of the gender `form`.
    pub(super) fn words(&self, tongue: &Tongue, form: Form) -> String {
        let Some(fraction) = &self.fraction else { return whole(tongue, &self.whole, form) };
        let point = if self.foreign { tongue.words.dot } else { tongue.decimal.1 };
        let mut words = match self.whole.as_str() {
            "" => String::new(),
            digits => whole(tongue, digits, Form::Count) + " ",
        };
        words.push_str(point);
        words.push(' ');
        words.push_str(&fraction_words(tongue, fraction));
        words
    }

    /// Whether what is counted stands in the singular.
    pub(super) fn is_one(&self, tongue: &Tongue) -> bool {
        match tongue.family {
            Family::French | Family::Portuguese => matches!(self.whole.as_str(), "0" | "1"),
            _ => self.whole == "1" && self.fraction.is_none(),
        }
    }

    /// Whether it is a round number of millions, which are nouns in Romance languages.
    pub(super) fn is_millions(&self) -> bool {
        self.fraction.is_none() && self.whole.len() > 6 && self.whole.ends_with("000000")
    }
}

/// A whole number in words; digit by digit where it begins with a zero or has no name.
pub(super) fn whole(tongue: &Tongue, digits: &str, form: Form) -> String {
    let code = digits.len() > 1 && digits.starts_with('0');
    match value(digits).filter(|_| !code) {
        Some(value) => (tongue.cardinal)(value, form),
        None => spelled(tongue, digits),
    }
}

fn fraction_words(tongue: &Tongue, fraction: &str) -> String {
    let zeros = fraction.bytes().take_while(|&byte| byte == b'0').count();
    let rest = &fraction[zeros..];
    if !tongue.fraction_as_number || rest.is_empty() || rest.len() > 3 {
        return spelled(tongue, fraction);
    }
    let mut words = spelled(tongue, &fraction[..zeros]);
    if zeros > 0 {
        words.push(' ');
    }
    words + &whole(tongue, rest, Form::Count)
}

/// Digit by digit.
pub(super) fn spelled(tongue: &Tongue, digits: &str) -> String {
    let mut words = String::with_capacity(digits.len() * 6);
    for digit in digits.bytes().filter(u8::is_ascii_digit) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(tongue.digits[usize::from(digit - b'0')]);
    }
    words
}
