//! Marked-up text as cues: a part of SSML, and short forms in brackets.
//!
//! Any text can be read. What is no markup is text, and what is markup that nobody understands is spoken by nobody and
//! told as a fault. `lexer` cuts the text into tokens (`direction` knows the short forms), `element` and `values`
//! say what a tag asks for, `reader` keeps what is open, and `lines` gathers the words into lines, each in one
//! manner, with what is read otherwise than it is written.

use vesper_speech::{Line, Voice};

use crate::cue::Cue;
use crate::fault::Fault;
use crate::silence;
use crate::tag::Wrong;

mod direction;
mod element;
mod lexer;
mod lines;
mod manner;
mod reader;
mod values;
mod voices;

use lexer::{Lexer, What};
use manner::Manner;
use reader::{Given, Reader};
pub(crate) use voices::Voices;

/// What a marked-up text becomes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marked {
    /// Lines and silences, and strokes of the bell.
    pub cues: Vec<Cue>,
    /// What was not understood, in the order of the text; the cues leave it out.
    pub faults: Vec<Fault>,
}

/// How a text uses its lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Every line is a paragraph.
    #[default]
    Text,
    /// An SSML document: `p` and `s` divide it, and the end of a line is a space.
    Ssml,
}

impl Form {
    /// SSML where `text` begins as an SSML document does.
    pub fn of(text: &str) -> Form {
        let begin = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let root = begin
            .strip_prefix("<speak")
            .is_some_and(|rest| rest.starts_with(['>', '/', ' ', '\t', '\r', '\n']));
        if root || begin.starts_with("<?xml") { Form::Ssml } else { Form::Text }
    }
}

/// Reads a text with markup: `name` is what its faults call it, `how` says how its words are said where nothing else
/// is asked for, and `voices` are those that it may name, each by its [`name`](Voice::name).
///
/// Time and memory grow with the length of `text`, whatever it holds; at most 50 faults are told.
pub fn marked(name: &str, text: &str, form: Form, how: &Line, voices: &[Voice]) -> Marked {
    let given = match form {
        Form::Text => Given::Text,
        Form::Ssml => Given::Ssml,
    };
    let (cues, slips) = Reader::new(text, given, Manner::of(how), Voices::Machine(voices)).read();
    let natural =
        |line: &Line, next: &[Cue]| silence::timed(next).and_then(|next| silence::behind(line, Some(next)));
    let faults = slips.into_iter().map(|slip| {
        let (line, column) = place(text, slip.at);
        Fault { line, column, ..Fault::new(name, 0, slip.wrong.0, slip.wrong.1) }
    });
    Marked { cues: silence::spaced(&cues, natural), faults: faults.collect() }
}

/// A line of a script in performance. Where it is spoken within a `breath`, all of it is one line.
pub(crate) fn line(text: &str, breath: bool, how: &Line, cast: &[Voice]) -> Result<Vec<Cue>, Wrong> {
    let given = if breath { Given::Breath } else { Given::Line };
    let (cues, slips) = Reader::new(text, given, Manner::of(how), Voices::Cast(cast)).read();
    match slips.into_iter().next() {
        Some(slip) => Err(slip.wrong),
        None => Ok(cues),
    }
}

/// What is wrong in a row of a script as it is written, and at which byte. A `part` of a line may leave open what
/// another part ends.
pub(crate) fn check(row: &str, part: bool, cast: &[Voice]) -> Vec<(usize, Wrong)> {
    let how = Manner::of(&Line::default());
    let given = Given::Row { part };
    let (_, slips) = Reader::new(row, given, how, Voices::Cast(cast)).read();
    slips.into_iter().map(|slip| (slip.at, slip.wrong)).collect()
}

/// Whether the text between the brackets of `[inside]` is a direction, or was meant as one.
pub(crate) fn directs(inside: &str) -> bool {
    direction::read(inside, true).is_some()
}

/// `text` as it is shown: without its markup, and with single spaces.
pub fn shown(text: &str, form: Form) -> String {
    let mut shown = String::with_capacity(text.len());
    for token in Lexer::new(text, form) {
        match token.what {
            What::Text(text) | What::Odd { text, .. } => shown.push_str(text),
            What::Char(c) => shown.push(c),
            What::LineEnd => shown.push(' '),
            What::Open(_) | What::Close(_) | What::Direction(_) | What::Nothing => {}
        }
    }
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Line and column of a byte of `text`, counted from 1.
fn place(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or(text);
    let begun = before.rfind('\n').map_or(0, |end| end + 1);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (count(1 + before.matches('\n').count()), count(1 + before[begun..].chars().count()))
}
