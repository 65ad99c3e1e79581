//! What differs between languages: words, tables and small rules. One file per language.

use super::numbers::Form;

mod english;
mod french;
mod german;
mod italian;
mod other;
mod portuguese;
mod spanish;

pub(super) struct Tongue {
    pub(super) family: Family,
    pub(super) digits: [&'static str; 10],
    pub(super) cardinal: fn(u128, Form) -> String,
    pub(super) ordinal: fn(u128, Form) -> Option<String>,
    pub(super) year: fn(u32) -> String,
    /// Between the whole and the fraction, as written and as said.
    pub(super) decimal: (char, &'static str),
    /// The fraction is said as a number (`virgule quatorze`), else digit by digit (`point one four`).
    pub(super) fraction_as_number: bool,
    /// A vulgar fraction below one, such as three quarters; `None` where it has no usual name.
    pub(super) fraction: fn(u32, u32) -> Option<String>,
    /// A fraction, or a half where none is given, of one unit.
    pub(super) part_of: fn(Option<&str>, &Unit) -> String,
    /// Between a whole number and a fraction.
    pub(super) and: &'static str,
    pub(super) words: Words,
    /// Names of the months, the full one first.
    pub(super) months: [&'static [&'static str]; 12],
    /// Whether `10/06` is a day in June.
    pub(super) day_first: bool,
    pub(super) date: fn(&Date<'_>) -> String,
    pub(super) time: fn(&Time) -> String,
    pub(super) scales: &'static [Scale],
    /// Before a currency behind a round million: `dos millones de euros`.
    pub(super) of: fn(&str) -> &'static str,
    pub(super) currencies: &'static [Currency],
    pub(super) cents: Cents,
    pub(super) units: &'static [Unit],
    pub(super) abbreviations: &'static [Abbreviation],
    /// Marks that are spoken by themselves.
    pub(super) signs: &'static [(char, &'static str)],
    /// Words behind which a roman numeral stands: `Chapter IV`.
    pub(super) numbered: &'static [&'static str],
    /// What follows the name of a king.
    pub(super) regnal: fn(u32) -> String,
    /// Words of up to three letters that are no acronyms when written in capitals.
    pub(super) short_words: &'static [&'static str],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    English,
    French,
    German,
    Spanish,
    Italian,
    Portuguese,
    /// Only figures are known.
    Other,
}

pub(super) struct Words {
    pub(super) minus: &'static str,
    pub(super) plus: &'static str,
    /// Of a range: 2 to 5.
    pub(super) to: &'static str,
    /// Of measures: 2 by 8.
    pub(super) by: &'static str,
    pub(super) times: &'static str,
    pub(super) per: &'static str,
    pub(super) number: &'static str,
    pub(super) at: &'static str,
    pub(super) dot: &'static str,
    pub(super) slash: &'static str,
    pub(super) dash: &'static str,
    pub(super) underscore: &'static str,
    pub(super) colon: &'static str,
    pub(super) about: &'static str,
}

/// A date; what is written of it is named.
pub(super) struct Date<'a> {
    pub(super) day: Option<u32>,
    /// 0..12.
    pub(super) month: usize,
    /// In words.
    pub(super) year: Option<String>,
    /// The day stands before the month.
    pub(super) day_first: bool,
    /// The word before the date, in lower case; empty where there is none.
    pub(super) before: &'a str,
    /// The day is marked as an ordinal (`1st`, `1er`, `1.`).
    pub(super) ordinal: bool,
}

pub(super) struct Time {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: Option<u32>,
    /// `AM` or `PM`.
    pub(super) half: Option<&'static str>,
    /// It is written with the word for hours (`14 h 30`, `14:30 Uhr`).
    pub(super) hours: bool,
}

/// A million and the like behind a figure: what is written, one, several, and whether it is a noun that needs *of*.
pub(super) struct Scale(pub &'static [&'static str], pub &'static str, pub &'static str);

/// Signs, one, several, gender; cents: one, several, gender.
pub(super) struct Currency(
    pub &'static [&'static str],
    pub &'static str,
    pub &'static str,
    pub Form,
    pub Option<(&'static str, &'static str, Form)>,
);

/// How cents follow what they are part of.
pub(super) struct Cents {
    pub(super) joint: &'static str,
    /// Whether they are named.
    pub(super) named: bool,
}

/// Signs, one, several, gender.
pub(super) struct Unit(pub &'static [&'static str], pub &'static str, pub &'static str, pub Form);

/// What is written without its last dot, what is said, where it is one.
pub(super) struct Abbreviation(pub &'static str, pub &'static str, pub When);

/// Where an abbreviation is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// With a dot; it may end the sentence.
    Last,
    /// With a dot; the sentence goes on.
    Inner,
    /// Before a name; the dot may be missing.
    Name,
    /// With a dot before a figure.
    Number,
    /// Wherever it stands, with or without a dot.
    Bare,
}

/// The tongue of a BCP 47 tag.
pub(super) fn of(language: &str) -> &'static Tongue {
    let lower = language.to_ascii_lowercase().replace('_', "-");
    let mut parts = lower.split('-');
    let primary = parts.next().unwrap_or("");
    let region = |regions: &[&str]| lower.split('-').skip(1).any(|part| regions.contains(&part));
    match primary {
        "en" if region(&["gb", "au", "nz", "ie", "in", "za"]) => &english::DAY_FIRST,
        "en" => &english::ENGLISH,
        "fr" => &french::FRENCH,
        "de" => &german::GERMAN,
        "es" => &spanish::SPANISH,
        "it" => &italian::ITALIAN,
        "pt" if region(&["pt", "ao", "mz"]) => &portuguese::EUROPEAN,
        "pt" => &portuguese::PORTUGUESE,
        "nl" => &other::DUTCH,
        _ => &other::UNKNOWN,
    }
}
