//! What is made in one go, and how it is asked of the model.

use super::memory::Recalled;
use crate::align::Expected;

/// One text for one breath of the model, by one voice.
#[derive(Clone)]
pub(crate) struct Take {
    /// The line that it is a part of.
    pub(crate) line: usize,
    pub(crate) tokens: Vec<u32>,
    /// What is said, word by word.
    pub(crate) words: Vec<Expected>,
    pub(crate) voice: Recalled,
    /// What the model's own knob for the pace is set to, where it has one.
    pub(crate) drawn: f32,
    /// Variance of the noise that becomes speech.
    pub(crate) temperature: f32,
    pub(crate) seed: u64,
    /// Frames that are still made once the end was told.
    pub(crate) tail: usize,
}

/// How the sound of a line is finished.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Delivery {
    /// Factor on the sound, so that voices are equally loud.
    pub(crate) gain: f32,
    /// Factor on top of it, as the line asks for.
    pub(crate) volume: f32,
    /// How much quicker it is made than the model speaks it, as a factor.
    pub(crate) pace: f32,
    /// Semitones by which it is raised.
    pub(crate) pitch: f32,
    /// Its loudness when finished, in dBFS.
    pub(crate) level: f32,
    /// Seconds for each that the words are expected to take.
    pub(crate) tempo: f32,
}

impl Default for Delivery {
    /// As it comes.
    fn default() -> Self {
        Delivery { gain: 1.0, volume: 1.0, pace: 1.0, pitch: 0.0, level: -20.0, tempo: 1.0 }
    }
}

/// The model is given this long for a take: tokens a second, and seconds on top.
const TOKENS_A_SECOND: f64 = 3.0;
const SPARE: f64 = 2.0;

impl Take {
    /// Frames that it may have at most, at `rate` frames a second.
    pub(crate) fn limit(&self, rate: f64) -> usize {
        ((self.tokens.len() as f64 / TOKENS_A_SECOND + SPARE) * rate).ceil() as usize
    }
}
