//! Whether the speaker is done, judged in a silence.

use std::time::Duration;

/// A silence in which it is to be decided whether the speaker is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pause<'a> {
    /// What was said so far, all of it; empty where the recogniser knows no word of it.
    pub text: &'a str,
    /// BCP 47 tag of the text.
    pub language: &'a str,
    /// How long nobody has spoken.
    pub silence: Duration,
    /// How much of the utterance was voice.
    pub voiced: Duration,
}

/// Tells how likely it is that a speaker is done. One that was learned from conversations may take the place of
/// [`ByWords`].
pub trait EndOfTurn: Send {
    /// 0..1. Asked at each of [`MOMENTS`] of a silence, and again when more of the words is known.
    fn likelihood(&mut self, pause: &Pause<'_>) -> f32;
}

/// The silences after which it is decided whether a turn is over, each with the likelihood that is enough then. The
/// later, the less it takes; whoever is silent through the last is done.
/// (The first three are the schedule of OpenHRI's streaming Smart Turn, which cut off 5 % of the pauses within turns instead
/// of 42 %. The last is for words that plainly want another: whoever stops at "because" is waited for.)
pub const MOMENTS: [(Duration, f32); 4] = [
    (Duration::from_millis(200), 0.8),
    (Duration::from_millis(500), 0.5),
    (Duration::from_millis(1200), 0.3),
    (Duration::from_millis(2000), 0.0),
];

/// Judges by whether the words sound finished.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByWords;

impl EndOfTurn for ByWords {
    fn likelihood(&mut self, pause: &Pause<'_>) -> f32 {
        if pause.text.trim().is_empty() {
            0.0
        } else {
            crate::intent::completeness(pause.text, pause.language)
        }
    }
}

/// Whether `end_of_turn` takes the turn to be over in this silence.
pub(crate) fn over(end_of_turn: &mut dyn EndOfTurn, pause: &Pause<'_>) -> bool {
    let reached = MOMENTS.iter().rev().find(|(silence, _)| pause.silence >= *silence);
    reached.is_some_and(|&(_, enough)| enough <= 0.0 || end_of_turn.likelihood(pause) >= enough)
}
