//! How text is read aloud: what is shown becomes the words that are said for it, sentence by sentence.
//!
//! A neural voice reads letters well and everything else badly, so figures, dates, sums of money, abbreviations
//! and signs are written out first. The way of a text:
//!
//! 1. `markup` leaves out what is not meant to be spoken (markdown, tags, stage directions, pictures) and keeps
//!    the way back to the text that was given (`plain`).
//! 2. `scan` cuts the rest into tokens.
//! 3. `speak` walks over the tokens and asks each class of expression (`dates`, `money`, `web`, …) in turn; what
//!    differs between languages is data and small functions under `tongues` and `numbers`.
//! 4. `sentences` collects the words, their marks and the pauses that belong behind them.
//!
//! Everything is a scanner with bounded lookahead: time grows with the length of the text and with nothing else.

use std::ops::Range;

use vesper_speech::Aloud;

mod abbreviations;
pub(crate) mod aloud;
mod capitals;
mod counts;
mod cut;
mod dates;
mod directions;
mod figures;
mod markup;
mod money;
mod nouns;
mod numbers;
mod page;
mod phones;
mod pictures;
mod plain;
mod roman;
mod scan;
mod sentences;
mod signs;
mod speak;
mod streets;
mod times;
mod tongues;
mod units;
mod web;

/// A text as it is to be spoken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub sentences: Vec<Sentence>,
    /// What was left out, in the order of the text.
    pub ignored: Vec<Ignored>,
}

/// What is said in one go, and what pause belongs behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Words and the marks that shape their melody; never empty, no space at either end.
    pub spoken: String,
    /// In order, without overlap.
    pub words: Vec<Word>,
    pub end: End,
}

/// One word as it is shown, or several that are said as one expression (`July 4, 2026`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text that was given.
    pub shown: Range<usize>,
    /// Bytes of [`Sentence::spoken`].
    pub spoken: Range<usize>,
}

/// What pause belongs behind a sentence, from the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The sentence goes on: it was cut because it was too long.
    Clause,
    /// A full stop or an exclamation mark.
    Stop,
    Question,
    /// The last sentence of a paragraph, a heading or the text, whatever its mark.
    Paragraph,
}

/// A part of the text that is not spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// Bytes of the text that was given.
    pub shown: Range<usize>,
    pub why: Why,
}

/// Why something is not spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// A tag between angle brackets, with what belongs to it (`<script>…</script>`, a comment).
    Tag,
    /// A fenced block of code.
    Code,
    /// A stage direction: `*sighs*`, `(laughs)`, `[whispers]`.
    Direction,
    /// Emoji and other pictographs.
    Picture,
    /// Control characters and invisible marks.
    Control,
    /// The address behind a link's text.
    Address,
    /// The number of a footnote.
    Note,
}

/// What is spoken for `text`, sentence by sentence.
///
/// `language` is a BCP 47 tag such as `en`, `en-GB` or `pt-BR`. English, French, German, Spanish, Italian and
/// Portuguese are written out fully; Dutch figures are said digit by digit; in any other language figures stay as
/// they are shown.
///
/// Takes any text: malformed markup is read as what it says.
pub fn read(text: &str, language: &str) -> Reading {
    read_aloud(text, language, &[])
}

/// The same, with parts of the text that are read otherwise than they are written: as letters, as a date, in other words.
/// Each is one word, and its [`Word::shown`] covers the part. One that does not lie in the text, on the borders of
/// characters and behind the one before it, is as if it were not there.
///
/// A part that cannot be read in the way that is asked for (a date without a figure) is read as it stands.
pub fn read_aloud(text: &str, language: &str, aloud: &[Aloud]) -> Reading {
    let marked = aloud::Marked::new(text, aloud, language);
    let (plain, ignored) = markup::plain(&marked.text);
    let tongue = tongues::of(language);
    marked.back(Reading { sentences: speak::sentences(&plain, &marked, tongue), ignored })
}

impl Sentence {
    /// Cuts a sentence of more than `limit` (as `length` counts its spoken text, such as in a model's tokens) into
    /// pieces of at most `limit`: at a semicolon, colon or dash, else at a comma, else between words; outside
    /// quotation marks where it can be. All pieces but the last end in [`End::Clause`].
    ///
    /// An expression is divided only if it is longer than `limit` by itself; both halves then stand for all of what
    /// is shown. A piece exceeds `limit` only where a single character does.
    ///
    /// `length` should grow with the text; it is called on pieces of about `limit`, a few times for each word.
    pub fn split(self, limit: usize, length: impl Fn(&str) -> usize) -> Vec<Sentence> {
        cut::pieces(self, limit, length)
    }
}
