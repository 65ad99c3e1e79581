//! An answer on its way: what the chat model has written of it, and what the listener has heard.

use std::time::Duration;

use vesper_speech::Turn;

use super::Position;
use super::clauses::Clauses;
use super::history;

/// Bytes of one answer that are said at most.
const LONGEST: usize = 16_000;

/// Moments of an answer, on the clock that comes with the events.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moments {
    pub(crate) spoke: Duration,
    pub(crate) asked: Duration,
    pub(crate) decided: Duration,
    pub(crate) token: Option<Duration>,
    pub(crate) clause: Option<Duration>,
}

#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) turn: Turn,
    /// What it answers.
    pub(crate) to: String,
    /// It answers a guess: nobody hears it yet, and nobody need know of it.
    pub(crate) guess: bool,
    /// It repeats what was heard before, so it is no news to anybody.
    pub(crate) again: bool,
    clauses: Clauses,
    pub(crate) lines: Vec<String>,
    bytes: usize,
    pub(crate) at: Position,
    /// Something of it was heard.
    pub(crate) sounded: bool,
    /// No more lines come.
    pub(crate) complete: bool,
    pub(crate) moments: Moments,
}

impl Reply {
    pub(crate) fn new(turn: Turn, to: String, guess: bool, moments: Moments) -> Reply {
        Reply {
            turn,
            to,
            guess,
            again: false,
            clauses: Clauses::default(),
            lines: Vec::new(),
            bytes: 0,
            at: Position::default(),
            sounded: false,
            complete: false,
            moments,
        }
    }

    /// Adds a piece of the model's text; gives the lines that it completes.
    pub(crate) fn write(&mut self, text: &str) -> Vec<String> {
        let room = LONGEST.saturating_sub(self.bytes);
        let text = text.get(..text.floor_char_boundary(room)).unwrap_or_default();
        self.bytes += text.len();
        let lines = self.clauses.push(text);
        self.lines.extend(lines.iter().cloned());
        lines
    }

    /// It has become as long as an answer may be.
    pub(crate) fn is_full(&self) -> bool {
        self.bytes + 4 > LONGEST
    }

    /// The model has said all; gives the last line.
    pub(crate) fn finish(&mut self) -> Option<String> {
        self.complete = true;
        let last = self.clauses.finish();
        self.lines.extend(last.clone());
        last
    }

    /// The loudspeaker is so far; it never goes back.
    pub(crate) fn hear(&mut self, heard: Position) {
        let Some(line) = self.lines.get(heard.line) else { return };
        let said = line.floor_char_boundary(heard.said);
        let heard = Position { said, begun: line.floor_char_boundary(heard.begun).max(said), ..heard };
        self.at = self.at.max(heard);
        self.sounded = true;
    }

    pub(crate) fn all_heard(&self) -> bool {
        let left = if self.sounded { self.at.line + usize::from(self.at.over) } else { 0 };
        self.complete && left >= self.lines.len()
    }

    /// Its last line is being heard, and is a question.
    pub(crate) fn is_asking(&self) -> bool {
        let last = self.lines.last().filter(|_| self.complete && self.at.line + 1 == self.lines.len());
        last.is_some_and(|line| asks(line))
    }

    /// What was heard of it, marked where it breaks off.
    pub(crate) fn heard(&self) -> String {
        if !self.sounded {
            return String::new();
        }
        if self.all_heard() {
            return self.lines.join(" ");
        }
        let whole = self.lines.get(..self.at.line).unwrap_or_default().join(" ");
        let line = self.lines.get(self.at.line).map_or("", String::as_str);
        let (said, begun) =
            if self.at.over { (line.len(), line.len()) } else { (self.at.said, self.at.begun) };
        let part = history::cut(line, said, begun);
        match (whole.is_empty(), part.is_empty()) {
            (true, _) => part,
            (false, true) => format!("{whole} {}", history::CUT),
            (false, false) => format!("{whole} {part}"),
        }
    }

    /// The lines of which something was heard.
    pub(crate) fn lines_heard(&self) -> Vec<String> {
        let lines = self.lines.iter().take(self.at.line + 1);
        if self.sounded { lines.cloned().collect() } else { Vec::new() }
    }

    /// The last words that were heard, as many as `bytes` hold: they may come back through the microphone.
    pub(crate) fn sounding(&self, bytes: usize) -> String {
        let from = self.at.line.saturating_sub(3);
        let mut words = self.lines.get(from..self.at.line).unwrap_or_default().join(" ");
        let line = self.lines.get(self.at.line).map_or("", String::as_str);
        let until = if self.at.over { line.len() } else { self.at.begun };
        words.push(' ');
        words.push_str(line.get(..until).unwrap_or_default());
        let from = words.ceil_char_boundary(words.len().saturating_sub(bytes));
        words.split_off(from)
    }
}

/// It ends as a question does.
pub(crate) fn asks(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '»', ' ']).ends_with('?')
}
