//! A text with its tokens: what the classes of expression look at.

use super::scan::{self, Kind, Token};
use super::tongues::Tongue;

pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) tongue: &'static Tongue,
}

/// An expression that begins at the token asked about.
#[derive(Debug)]
pub(super) struct Found {
    /// The first token behind it.
    pub(super) end: usize,
    pub(super) spoken: String,
    /// It ends with a dot that belongs to it, and this says whether that may also end the sentence.
    pub(super) dot: Option<Dot>,
}

/// What the last dot of an expression does for the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dot {
    /// The sentence goes on, unless the paragraph ends.
    Inner,
    /// It ends the sentence where another can begin.
    Last,
    /// It ends the sentence where a word follows that stands at the beginning of sentences: names follow initials
    /// as well.
    Initials,
}

impl Found {
    pub(super) fn new(end: usize, spoken: impl Into<String>) -> Self {
        Found { end, spoken: spoken.into(), dot: None }
    }
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str, tongue: &'static Tongue) -> Self {
        Page { text, tokens: scan::tokens(text), tongue }
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The token's text; empty behind the end.
    pub(super) fn piece(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.from..token.to])
    }

    /// The text of the tokens `from..to`.
    pub(super) fn span(&self, from: usize, to: usize) -> &'a str {
        match (self.tokens.get(from), to.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if first.from <= last.to => &self.text[first.from..last.to],
            _ => "",
        }
    }

    pub(super) fn word(&self, at: usize) -> Option<&'a str> {
        (self.kind(at) == Some(Kind::Word)).then(|| self.piece(at))
    }

    pub(super) fn digits(&self, at: usize) -> Option<&'a str> {
        (self.kind(at) == Some(Kind::Digits)).then(|| self.piece(at))
    }

    /// The figure at `at` as a number, if it has at most `most` digits.
    pub(super) fn small(&self, at: usize, most: usize) -> Option<u32> {
        self.digits(at).filter(|digits| digits.len() <= most.min(9)).and_then(|digits| digits.parse().ok())
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.kind(at) {
            Some(Kind::Mark(c)) => Some(c),
            _ => None,
        }
    }

    pub(super) fn is_mark(&self, at: usize, c: char) -> bool {
        self.kind(at) == Some(Kind::Mark(c))
    }

    pub(super) fn is_space(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Space)
    }

    /// `at`, or the token behind it if this is a space.
    pub(super) fn past_space(&self, at: usize) -> usize {
        at + usize::from(self.is_space(at))
    }

    /// The token before `at`.
    pub(super) fn before(&self, at: usize) -> Option<Kind> {
        self.kind(at.checked_sub(1)?)
    }

    /// The word before `at`, with or without a space between.
    pub(super) fn word_before(&self, at: usize) -> Option<&'a str> {
        let mut last = at.checked_sub(1)?;
        if self.is_space(last) {
            last = last.checked_sub(1)?;
        }
        self.word(last)
    }

    /// Whether a letter or figure touches the token `at` from the left.
    pub(super) fn touched(&self, at: usize) -> bool {
        matches!(self.before(at), Some(Kind::Word | Kind::Digits))
    }

    /// Whether the token `at` is a letter or figure.
    pub(super) fn is_alphanumeric(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Word | Kind::Digits))
    }

    /// Whether the next word behind `at` begins with a capital.
    pub(super) fn capital_follows(&self, at: usize) -> bool {
        self.is_space(at) && self.word(at + 1).is_some_and(is_capitalised)
    }
}

pub(super) fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// `word` equals one of `words`, letter case aside.
pub(super) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|other| same(word, other))
}

/// Equal, letter case aside.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (!a.is_ascii() && a.len() <= 64 && a.to_lowercase() == b.to_lowercase())
}
