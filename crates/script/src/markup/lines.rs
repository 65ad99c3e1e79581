//! Words with their manner, gathered into lines.

use std::ops::Range;
use std::time::Duration;

use vesper_speech::{Aloud, Line, ReadAs};

use super::manner::Manner;
use crate::cue::Cue;
use crate::{sentence, silence};

/// Between paragraphs.
const PARAGRAPH: Duration = Duration::from_millis(700);
/// Within a sentence that goes on in another manner: behind a comma, and between two words.
const CLAUSE: Duration = Duration::from_millis(160);
const WORD: Duration = Duration::from_millis(60);

pub(super) struct Lines {
    cues: Vec<Cue>,
    /// Long lines are told in pieces.
    pieces: bool,
    text: String,
    parts: Vec<Aloud>,
    manner: Manner,
    /// Not all of `text` is marks, which nobody can say alone.
    worded: bool,
    /// A space belongs before the next character.
    space: bool,
    /// What is read in its own way, and where it began once a character of it came.
    aloud: Option<(ReadAs, Option<usize>)>,
    /// The last line of this paragraph, which may still get a mark.
    said: Option<usize>,
    /// A paragraph ended since the last line.
    parted: bool,
    /// Characters that came.
    count: usize,
}

impl Lines {
    pub(super) fn new(manner: Manner, pieces: bool) -> Lines {
        Lines {
            cues: Vec::new(),
            pieces,
            text: String::new(),
            parts: Vec::new(),
            manner,
            worded: false,
            space: false,
            aloud: None,
            said: None,
            parted: false,
            count: 0,
        }
    }

    /// Characters that are spoken, so far.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn text(&mut self, text: &str, manner: &Manner) {
        let mut differs = self.manner != *manner;
        for c in text.chars() {
            if c.is_whitespace() || c.is_control() {
                self.space = true;
                continue;
            }
            if differs {
                // What closes a sentence belongs to its last word, whoever said that.
                if self.aloud.is_none() && !self.space && !self.text.is_empty() && closes(c) {
                    self.push(c);
                    continue;
                }
                if self.worded {
                    self.joint();
                }
                self.manner = manner.clone();
                differs = false;
            }
            self.push(c);
        }
    }

    fn push(&mut self, c: char) {
        if std::mem::take(&mut self.space) && !self.text.is_empty() {
            self.text.push(' ');
        }
        if let Some((_, begun @ None)) = &mut self.aloud {
            *begun = Some(self.text.len());
        }
        self.text.push(c);
        self.worded |= !mark(c);
        self.count += 1;
    }

    pub(super) fn begin_aloud(&mut self, how: ReadAs) {
        self.aloud = Some((how, None));
    }

    /// Answers whether there were any words to be read so.
    pub(super) fn end_aloud(&mut self) -> bool {
        let Some((how, Some(start))) = self.aloud.take() else { return false };
        self.parts.push(Aloud { part: start..self.text.len(), how });
        true
    }

    pub(super) fn cue(&mut self, cue: Cue) {
        self.flush(true);
        self.cues.push(cue);
    }

    /// A sentence ends, whatever its marks say.
    pub(super) fn sentence(&mut self) {
        self.flush(true);
    }

    /// A paragraph ends; `apart` where more than a line's silence belongs behind it.
    pub(super) fn paragraph(&mut self, apart: bool) {
        self.flush(false);
        self.said = None;
        self.parted |= apart;
    }

    pub(super) fn finish(mut self) -> Vec<Cue> {
        self.flush(false);
        self.cues
    }

    /// The line ends because the next words are said otherwise.
    fn joint(&mut self) {
        let last = self.text.trim_end_matches(quote_or_bracket).chars().next_back();
        let silence = match last {
            Some('.' | '!' | '?' | '…') => None,
            Some(',' | ';' | ':' | '–' | '—') => Some(CLAUSE),
            _ if self.space => Some(WORD),
            _ => Some(Duration::ZERO),
        };
        let spaced = self.space;
        self.flush(false);
        self.space = spaced;
        self.cues.extend(silence.map(Cue::Pause));
    }

    /// Makes a line of the words that came. Marks alone go with the words before them, or where there are none,
    /// `onward` to those behind them.
    fn flush(&mut self, onward: bool) {
        self.space = false;
        if self.parts.is_empty() && !self.worded {
            if let Some(Cue::Say(line)) = self.said.and_then(|said| self.cues.get_mut(said)) {
                line.text.push_str(&std::mem::take(&mut self.text));
                return;
            }
            if onward || self.text.is_empty() {
                return;
            }
        }
        let text = std::mem::take(&mut self.text);
        let parts = std::mem::take(&mut self.parts);
        self.worded = false;
        if std::mem::take(&mut self.parted)
            && let Some(Cue::Say(line)) = self.cues.iter().rfind(|cue| !matches!(cue, Cue::Bell))
        {
            let silence = silence::paced(PARAGRAPH, line);
            self.cues.push(Cue::Pause(silence));
        }
        let kept: Vec<Range<usize>> = parts.iter().map(|aloud| aloud.part.clone()).collect();
        let whole = 0..text.len();
        let pieces = if self.pieces { sentence::pieces(&text, &kept) } else { vec![whole] };
        let mut parts = parts.into_iter().peekable();
        for piece in pieces {
            let mut here = Vec::new();
            while let Some(aloud) = parts.next_if(|aloud| aloud.part.end <= piece.end) {
                let part = aloud.part.start - piece.start..aloud.part.end - piece.start;
                here.push(Aloud { part, how: aloud.how });
            }
            let line: Line = self.manner.line(&text[piece], here);
            self.said = Some(self.cues.len());
            self.cues.push(Cue::Say(line));
        }
    }
}

fn closes(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…') || quote_or_bracket(c)
}

fn quote_or_bracket(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
}

/// A mark of punctuation, which is heard in how the words beside it are said.
fn mark(c: char) -> bool {
    closes(c) || matches!(c, '“' | '‘' | '«' | '(' | '[' | '¿' | '¡' | '-' | '–' | '—')
}
