//! Keeps what is open, from token to token.

use std::time::Duration;

use super::Form;
use super::direction::Direction;
use super::element::{self, Element};
use super::lexer::{Lexer, Open, Token, What};
use super::lines::Lines;
use super::manner::{Change, Manner, Step};
use super::voices::Voices;
use crate::bounds;
use crate::cue::Cue;
use crate::tag::Wrong;

/// Elements and directions within each other.
const DEEP: usize = 32;

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    Text,
    Ssml,
    /// A line of a script as it comes out of the runtime.
    Line,
    /// The same, for one breath.
    Breath,
    /// A row of a script as it was written. What holds a `{` is computed, and judged when it is performed; a part
    /// may leave open what another ends.
    Row {
        part: bool,
    },
}

impl Given {
    fn form(self) -> Form {
        if self == Given::Ssml { Form::Ssml } else { Form::Text }
    }
}

/// Something wrong, at a byte of the text.
pub(super) struct Slip {
    pub(super) at: usize,
    pub(super) wrong: Wrong,
}

pub(super) struct Reader<'a> {
    text: &'a str,
    given: Given,
    voices: Voices<'a>,
    lines: Lines,
    base: Manner,
    /// What is open, outermost first.
    open: Vec<Held>,
    /// Elements that are open beyond [`DEEP`].
    deeper: usize,
    /// The `say-as` or `sub` that is open, with its place.
    aloud: Option<(&'static str, usize)>,
    /// Such that were not understood and are open.
    unread: usize,
    slips: Vec<Slip>,
    /// Names that were told already.
    told: Vec<&'a str>,
    /// Nothing but spaces came since a line of the text ended.
    blank: bool,
}

/// An element or a direction that changes how words are said.
struct Held {
    name: &'static str,
    direction: bool,
    change: Change,
    /// With this change on top of all before it.
    manner: Manner,
    at: usize,
    /// Characters that were spoken before it.
    count: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, given: Given, base: Manner, voices: Voices<'a>) -> Self {
        Reader {
            text,
            given,
            voices,
            lines: Lines::new(base.clone(), given != Given::Breath),
            base,
            open: Vec::new(),
            deeper: 0,
            aloud: None,
            unread: 0,
            slips: Vec::new(),
            told: Vec::new(),
            blank: false,
        }
    }

    pub(super) fn read(mut self) -> (Vec<Cue>, Vec<Slip>) {
        for token in Lexer::new(self.text, self.given.form()) {
            self.token(&token);
        }
        self.close_aloud();
        self.end_directions();
        if let Some(held) = self.open.first() {
            let (at, name) = (held.at, held.name);
            self.structural(at, format!("`{name}` is never closed."), &format!("Write `</{name}>`."));
        }
        self.slips.sort_by_key(|slip| slip.at);
        (self.lines.finish(), self.slips)
    }

    fn token(&mut self, token: &Token<'a>) {
        let within = self.aloud.filter(|_| matches!(token.what, What::Open(_) | What::Direction(_)));
        if let Some((name, _)) = within {
            let what = format!("Nothing but text can stand within `{name}`.");
            self.slip(token, (what, format!("Close it before, with `</{name}>`.")));
            return;
        }
        match &token.what {
            What::Text(text) => self.words(text),
            What::Char(c) => self.words(c.encode_utf8(&mut [0; 4])),
            What::LineEnd => self.line_end(),
            What::Open(open) => self.begin(token, open),
            What::Close(name) => self.close(token, name),
            What::Direction(direction) => self.direct(token, *direction),
            What::Odd { text, wrong } => {
                self.slip(token, wrong.clone());
                self.words(text);
            }
            What::Nothing => {}
        }
    }

    fn words(&mut self, text: &str) {
        self.blank &= text.trim().is_empty();
        let manner = self.open.last().map_or(&self.base, |held| &held.manner);
        self.lines.text(text, manner);
    }

    fn line_end(&mut self) {
        if self.given == Given::Ssml {
            return self.words(" ");
        }
        self.paragraph(self.blank);
        self.blank = true;
    }

    fn paragraph(&mut self, apart: bool) {
        self.close_aloud();
        self.end_directions();
        self.lines.paragraph(apart);
    }

    fn begin(&mut self, token: &Token<'a>, open: &Open<'a>) {
        let Some((element, name)) = element::named(open.name) else {
            return self.once(token, open.name, element::unknown(open.name));
        };
        if let Some(wrong) = element::strangers(open) {
            self.slip(token, wrong);
        }
        let mut wrong = Vec::new();
        match element {
            Element::Break => {
                if let Some(seconds) = element::silence(open, &mut wrong) {
                    let silence = Duration::from_millis((seconds * 1000.0).round() as u64);
                    self.lines.cue(Cue::Pause(silence));
                }
            }
            Element::Phoneme => {
                let what = "These voices take no phonemes, so the word is spoken as it is written.";
                let advice = "Write what it sounds like with `<sub alias=\"…\">`.";
                self.once(token, open.name, (what.to_owned(), advice.to_owned()));
            }
            Element::SayAs | Element::Sub => {
                let how = element::reading(element, open, &mut wrong);
                if open.empty {
                    wrong.push(no_text(name));
                } else if let Some(how) = how {
                    self.lines.begin_aloud(how);
                    self.aloud = Some((name, token.at));
                } else {
                    self.unread += 1;
                }
            }
            _ => {
                let change = element::change(element, open, &self.voices, &mut wrong);
                self.divide(element);
                if !open.empty {
                    self.hold(token, name, false, change);
                }
            }
        }
        for wrong in wrong {
            self.slip(token, wrong);
        }
    }

    /// Paragraphs and sentences end where others begin or end.
    fn divide(&mut self, element: Element) {
        match element {
            Element::Paragraph => self.paragraph(true),
            Element::Sentence => self.lines.sentence(),
            _ => {}
        }
    }

    fn hold(&mut self, token: &Token<'a>, name: &'static str, direction: bool, change: Change) {
        if self.open.len() < DEEP {
            let manner = self.open.last().map_or(&self.base, |held| &held.manner).with(&change);
            let count = self.lines.count();
            self.open.push(Held { name, direction, change, manner, at: token.at, count });
            return;
        }
        if self.deeper == 0 {
            let what = format!("More than {DEEP} tags are open here, so this one changes nothing.");
            self.slip(token, (what, "Close some of them.".to_owned()));
        }
        self.deeper += usize::from(!direction);
    }

    fn close(&mut self, token: &Token<'a>, written: &'a str) {
        let at = token.at;
        let Some((element, name)) = element::named(written) else {
            return self.once(token, written, element::unknown(written));
        };
        match element {
            Element::Break | Element::Phoneme => return,
            Element::SayAs | Element::Sub => return self.close_reading(at, name),
            _ => {}
        }
        if let Some((inner, _)) = self.aloud {
            // What began within it was told there.
            if self.open.iter().any(|held| held.name == name) {
                self.still_open(at, name, inner);
            }
            return;
        }
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(index) = self.open.iter().rposition(|held| held.name == name && !held.direction) else {
            let what = format!("`</{name}>` closes nothing.");
            return self.structural(at, what, "Delete it.");
        };
        if let Some(inner) = self.open[index + 1..].iter().find(|held| !held.direction) {
            self.still_open(at, name, inner.name);
        }
        self.divide(element);
        // A paragraph that ended took its directions along.
        let index = self.open.iter().rposition(|held| held.name == name && !held.direction);
        self.release(index);
    }

    fn close_reading(&mut self, at: usize, name: &'static str) {
        if self.aloud.is_some_and(|(open, _)| open == name) {
            self.close_aloud();
        } else if self.unread > 0 {
            self.unread -= 1;
        } else {
            self.structural(at, format!("`</{name}>` closes nothing."), "Delete it.");
        }
    }

    fn still_open(&mut self, at: usize, name: &str, inner: &str) {
        let what = format!("`{name}` ends here, and `{inner}` within it is still open.");
        self.structural(at, what, &format!("Write `</{inner}>` before it."));
    }

    /// A paragraph ends what is read in its own way, if its tag did not.
    fn close_aloud(&mut self) {
        if let Some((name, at)) = self.aloud.take()
            && !self.lines.end_aloud()
        {
            let (what, advice) = no_text(name);
            self.structural(at, what, &advice);
        }
    }

    fn direct(&mut self, token: &Token<'a>, direction: Direction) {
        let (name, change) = match direction {
            Direction::Pause(length) => return self.lines.cue(Cue::Pause(length)),
            Direction::Bell => return self.lines.cue(Cue::Bell),
            Direction::End(name) => return self.end(token.at, name),
            Direction::Style(name, style) => (name, Change { style: Some(style), ..Change::default() }),
            Direction::Pace(name, pace) => (name, Change { pace: Some(Step::To(pace)), ..Change::default() }),
        };
        // The same again takes its place, so that no more are open than there are words.
        self.release(self.direction(name));
        self.hold(token, name, true, change);
    }

    fn end(&mut self, at: usize, name: &str) {
        let index = self.direction(name);
        if index.is_none() {
            let advice = format!("Write `[{name}]` where it begins, or delete this.");
            self.structural(at, format!("`[/{name}]` ends nothing in this paragraph."), &advice);
        }
        self.release(index);
    }

    fn direction(&self, name: &str) -> Option<usize> {
        self.open.iter().rposition(|held| held.direction && held.name == name)
    }

    /// Takes what is at `index` away from among what is open.
    fn release(&mut self, index: Option<usize>) {
        let Some(index) = index else { return };
        self.open.remove(index);
        self.reckon(index);
    }

    /// The manners from `index` on, anew.
    fn reckon(&mut self, index: usize) {
        for index in index..self.open.len() {
            let (before, rest) = self.open.split_at_mut(index);
            let manner = before.last().map_or(&self.base, |held| &held.manner);
            if let Some(held) = rest.first_mut() {
                held.manner = manner.with(&held.change);
            }
        }
    }

    /// Directions hold no longer than their paragraph.
    fn end_directions(&mut self) {
        let count = self.lines.count();
        let idle = self.open.iter().find(|held| held.direction && held.count == count);
        if let Some((at, name)) = idle.map(|held| (held.at, held.name)) {
            let what = format!("No words follow `[{name}]` in its paragraph.");
            self.structural(at, what, "Put it before the words that it is for.");
        }
        self.open.retain(|held| !held.direction);
        self.reckon(0);
    }

    /// Something about how the markup is put together, which a part of a line cannot show.
    fn structural(&mut self, at: usize, what: String, advice: &str) {
        if self.given != (Given::Row { part: true }) {
            self.tell(at, (what, advice.to_owned()));
        }
    }

    fn slip(&mut self, token: &Token<'_>, wrong: Wrong) {
        let computed = matches!(self.given, Given::Row { .. })
            && self.text.get(token.at..token.end).is_some_and(|text| text.contains('{'));
        if !computed {
            self.tell(token.at, wrong);
        }
    }

    /// The same name is told once.
    fn once(&mut self, token: &Token<'_>, name: &'a str, wrong: Wrong) {
        if !self.told.contains(&name) && self.told.len() < bounds::FAULTS {
            self.told.push(name);
            self.slip(token, wrong);
        }
    }

    fn tell(&mut self, at: usize, wrong: Wrong) {
        if self.slips.len() < bounds::FAULTS {
            self.slips.push(Slip { at, wrong });
        }
    }
}

fn no_text(name: &str) -> Wrong {
    (format!("This `{name}` has no text that is shown."), format!("Write `<{name} …>text</{name}>`."))
}
