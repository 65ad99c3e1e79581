//! The words of a language that count, date or say nothing by themselves.

mod english;
mod french;

use english::ENGLISH;
use french::FRENCH;

/// The words of one language.
pub(super) struct Lexicon {
    pub(super) language: &'static str,
    /// A comma parts a number, and a point or a blank groups it.
    pub(super) comma_parts: bool,
    /// Words worth a number up to a hundred.
    pub(super) small: &'static [(&'static str, u32)],
    /// Words that multiply what stands before them.
    pub(super) scales: &'static [(&'static str, u64)],
    /// Words worth a place in an order.
    pub(super) ordinals: &'static [(&'static str, u32)],
    /// Ends of figures that say a place in an order.
    pub(super) ordinal_ends: &'static [&'static str],
    pub(super) months: [&'static [&'static str]; 12],
    /// Words that make a number a share of a hundred; a second word may have to follow.
    pub(super) percent: &'static [(&'static str, &'static str)],
    pub(super) money: &'static [(&'static str, char)],
    /// What joins the parts of one number.
    pub(super) joins: &'static [&'static str],
    /// `a` million: what stands for one before a scale.
    pub(super) one: &'static [&'static str],
    /// Words that count or date without a number.
    watched: &'static [&'static str],
    /// Words that say nothing by themselves, so that a sentence may begin with them.
    plain: &'static [&'static str],
    /// What stands before a name and is none.
    pub(super) titles: &'static [&'static str],
}

impl Lexicon {
    /// Of a BCP 47 tag; the English one where there is none.
    pub(super) fn of(language: &str) -> &'static Lexicon {
        let first = language.split(['-', '_']).next().unwrap_or_default();
        if first.eq_ignore_ascii_case(FRENCH.language) { &FRENCH } else { &ENGLISH }
    }

    pub(super) fn same(&self, language: &str) -> bool {
        let first = language.split(['-', '_']).next().unwrap_or_default();
        first.is_empty() || first.eq_ignore_ascii_case(self.language)
    }

    pub(super) fn is_watched(&self, word: &str) -> bool {
        self.watched.contains(&word)
    }

    pub(super) fn is_plain(&self, word: &str) -> bool {
        self.plain.contains(&word)
    }

    /// Whether a word is part of a number or of what a number counts: it is checked as such.
    pub(super) fn counts(&self, word: &str) -> bool {
        find(self.small, word).is_some()
            || find(self.scales, word).is_some()
            || find(self.ordinals, word).is_some()
            || find(self.money, word).is_some()
            || find(self.percent, word).is_some()
    }

    /// 1..=12.
    pub(super) fn month(&self, word: &str) -> Option<u8> {
        let at = self.months.iter().position(|names| names.contains(&word))?;
        u8::try_from(at + 1).ok()
    }
}

pub(super) fn find<T: Copy>(words: &[(&str, T)], word: &str) -> Option<T> {
    words.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}
