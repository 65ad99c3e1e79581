use std::time::Duration;

use vesper_speech::{Bed, Line};

/// One step of a performance.
#[derive(Clone, Debug, PartialEq)]
pub enum Cue {
    /// A chapter begins.
    Chapter(String),
    /// A line is spoken.
    Say(Line),
    /// Silence of exactly this length.
    Pause(Duration),
    /// Silence that takes what is left of a chosen length: its share is `weight` over the weights of all,
    /// on top of `least`.
    Stretch { weight: f32, least: Duration },
    /// One phase of a breath. It lasts `length`, the words included, or as long as the words where those
    /// are longer.
    Breath { phase: Phase, length: Duration, line: Option<Line> },
    /// The sound under the voice changes, or ends.
    Bed(Option<Bed>),
    /// One stroke of the bell, which rings on under what follows.
    Bell,
}

impl Cue {
    /// The words that this cue speaks.
    pub fn line(&self) -> Option<&Line> {
        match self {
            Cue::Say(line) | Cue::Breath { line: Some(line), .. } => Some(line),
            _ => None,
        }
    }
}

/// The phases of a breath.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    In,
    /// The pause with full lungs.
    Hold,
    Out,
    /// The pause with empty lungs.
    Rest,
}

/// What is performed without a break: up to the next choice, or to the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    pub cues: Vec<Cue>,
    pub end: End,
}

/// How a passage ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The listener chooses one of these, shown and spoken as they stand; never empty.
    Ask(Vec<String>),
    /// The script is over.
    Finish,
}
