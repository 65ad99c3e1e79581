//! What is made in one go, and how it is asked of the model.

use super::memory::Recalled;

/// One text for one breath of the model, by one voice.
#[derive(Clone)]
pub(crate) struct Take {
    /// The line that it is a part of.
    pub(crate) line: usize,
    pub(crate) tokens: Vec<u32>,
    pub(crate) voice: Recalled,
    /// How quickly the line is spoken, as a factor.
    pub(crate) pace: f32,
    /// Factor on the sound, so that voices are equally loud.
    pub(crate) gain: f32,
    /// Variance of the noise that becomes speech.
    pub(crate) temperature: f32,
    pub(crate) seed: u64,
    /// Frames that are still made once the end was told.
    pub(crate) tail: usize,
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
