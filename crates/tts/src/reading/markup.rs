//! What of a text is meant to be spoken: markdown and HTML become plain text with paragraphs.
//!
//! Markdown follows [CommonMark](https://spec.commonmark.org/0.31.2/) as far as it shows in speech: headings,
//! bullets, quotes, rules and rows of tables end paragraphs or lines; marks of emphasis vanish; a link is its text;
//! code between backticks is text, a fenced block is left out. Numbers of ordered lists are spoken, because a line
//! of prose may begin with one.

use std::ops::Range;

use super::directions;
use super::pictures::{is_invisible, is_joiner, is_picture, takes_joiners};
use super::plain::{LINE, PARAGRAPH, Plain};
use super::{Ignored, Why};

mod blocks;
mod entities;
mod tags;

/// Bytes within which a link's address must close.
const ADDRESS: usize = 2048;

/// The text of `source` that is meant to be spoken, and what is not.
pub(super) fn plain(source: &str) -> (Plain, Vec<Ignored>) {
    let mut reader = Reader {
        source,
        at: 0,
        plain: Plain::default(),
        ignored: Vec::new(),
        tags: tags::Tags::default(),
        fences: blocks::Fences::default(),
    };
    while reader.at < source.len() {
        reader.line();
    }
    (reader.plain, reader.ignored)
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    plain: Plain,
    ignored: Vec<Ignored>,
    tags: tags::Tags,
    fences: blocks::Fences,
}

impl Reader<'_> {
    /// One line: what its beginning says of it, then its text.
    fn line(&mut self) {
        let line = blocks::line(self.source, self.at, &mut self.fences);
        if line.breaks {
            self.plain.put(PARAGRAPH, self.at..self.at);
        } else if line.item {
            self.plain.put(LINE, self.at..self.at);
        }
        if let Some(code) = line.code {
            self.ignore(code.clone(), Why::Code);
            self.at = code.end;
            return;
        }
        self.at = line.text;
        self.text(line.row);
        if line.heading {
            self.plain.put(PARAGRAPH, self.at..self.at);
        }
    }

    /// The text from here to the end of the line, line feed included.
    fn text(&mut self, row: bool) {
        let bytes = self.source.as_bytes();
        let mut from = self.at;
        while let Some(&byte) = bytes.get(self.at) {
            if byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b'.') {
                self.at += 1;
                continue;
            }
            let Some(c) = self.source[self.at..].chars().next() else { break };
            let end = self.at + c.len_utf8();
            if c == '\n' {
                self.plain.copy(self.source, from..end);
                self.at = end;
                return;
            }
            let Some(past) = self.silent(c, end, row, from) else {
                self.at = end;
                continue;
            };
            self.at = past;
            from = past;
        }
        self.plain.copy(self.source, from..self.at);
    }

    /// If `c`, which stands here and ends at `end`, is markup: deals with it and says where the text goes on.
    /// What was plain since `from` is copied before.
    fn silent(&mut self, c: char, end: usize, row: bool, from: usize) -> Option<usize> {
        let at = self.at;
        let (past, why, stand_in) = match c {
            '*' | '_' | '~' | '`' => self.emphasis(c)?,
            '[' | '(' | ']' => self.bracket(c, end)?,
            '<' => self.tags.skip(self.source, at).map(|(past, gap)| (past, Some(Why::Tag), gap))?,
            '&' => {
                let (c, past) = entities::decode(self.source, at)?;
                (past, None, Some(c))
            }
            '!' if self.source[end..].starts_with('[') => (end, None, None),
            '|' => (end, None, Some(if row { ',' } else { ' ' })),
            '\\' => {
                let next = self.source[end..].chars().next().filter(char::is_ascii_punctuation)?;
                (end + 1, None, Some(next))
            }
            _ if is_joiner(c) && self.joins(end) => return None,
            _ if is_invisible(c) => (end, (c != '\u{AD}').then_some(Why::Control), None),
            _ if is_picture(c) => (self.pictures(end), Some(Why::Picture), Some(' ')),
            _ => return None,
        };
        self.plain.copy(self.source, from..at);
        if let Some(why) = why {
            self.ignore(at..past, why);
        }
        if let Some(c) = stand_in {
            self.plain.put(c, at..past);
        }
        Some(past)
    }

    /// A mark of emphasis, or a stage direction between two of them.
    fn emphasis(&self, c: char) -> Option<(usize, Option<Why>, Option<char>)> {
        let rest = &self.source[self.at..];
        let run = rest.bytes().take_while(|&byte| byte == c as u8).count();
        let past = self.at + run;
        let before = self.source[..self.at].chars().next_back();
        let after = self.source[past..].chars().next();
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        match c {
            '*' if run == 1 && !inside(before) => {
                if let Some(past) = directions::between(self.source, self.at, '*') {
                    return Some((past, Some(Why::Direction), Some(' ')));
                }
                if apart(before) && apart(after) {
                    return None;
                }
            }
            '*' if run == 1 && ((digit(before) && digit(after)) || (apart(before) && apart(after))) => {
                return None;
            }
            '_' if inside(before) && inside(after) => return None,
            '~' if run == 1 && (digit(after) || after.is_some_and(|c| matches!(c, '$' | '€' | '£'))) => {
                return None;
            }
            _ => {}
        }
        Some((past, None, None))
    }

    fn bracket(&self, c: char, end: usize) -> Option<(usize, Option<Why>, Option<char>)> {
        if c == ']' {
            return Some(match self.address(end) {
                Some(past) => (past, Some(Why::Address), None),
                None => (end, None, None),
            });
        }
        if let Some(past) = directions::between(self.source, self.at, c) {
            return Some((past, Some(Why::Direction), Some(' ')));
        }
        if c == '(' {
            return None;
        }
        match self.note(end) {
            Some(past) => Some((past, Some(Why::Note), None)),
            None => Some((end, None, None)),
        }
    }

    /// `(address)` or `[name]` behind the text of a link that closed at `at`.
    fn address(&self, at: usize) -> Option<usize> {
        let close = match self.source.as_bytes().get(at)? {
            b'(' => b')',
            b'[' => b']',
            _ => return None,
        };
        for (i, &byte) in self.source.as_bytes()[at + 1..].iter().take(ADDRESS).enumerate() {
            match byte {
                _ if byte == close => return Some(at + i + 2),
                b'\n' | b'[' | b']' => return None,
                _ => {}
            }
        }
        None
    }

    /// `12]` behind a bracket that touches the word before it: the number of a footnote.
    fn note(&self, at: usize) -> Option<usize> {
        let touched = self.source[..self.at].chars().next_back().is_some_and(|c| !c.is_whitespace());
        let digits =
            self.source.as_bytes()[at..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let closed = self.source.as_bytes().get(at + digits) == Some(&b']');
        let link = matches!(self.source.as_bytes().get(at + digits + 1), Some(b'('));
        (touched && closed && !link && (1..=3).contains(&digits)).then_some(at + digits + 1)
    }

    /// Whether a joiner that ends at `end` stands within a word that needs it.
    fn joins(&self, end: usize) -> bool {
        let before = self.source[..self.at].chars().next_back();
        let after = self.source[end..].chars().next();
        before.is_some_and(takes_joiners) && after.is_some_and(takes_joiners)
    }

    /// The end of the row of pictographs that goes on at `at`.
    fn pictures(&self, at: usize) -> usize {
        let rest = &self.source[at..];
        let past = rest.find(|c| !is_picture(c) && !is_invisible(c) && !is_joiner(c));
        at + past.unwrap_or(rest.len())
    }

    fn ignore(&mut self, shown: Range<usize>, why: Why) {
        match self.ignored.last_mut() {
            Some(last) if last.shown.end == shown.start && last.why == why && why == Why::Control => {
                last.shown.end = shown.end;
            }
            _ => self.ignored.push(Ignored { shown, why }),
        }
    }
}
