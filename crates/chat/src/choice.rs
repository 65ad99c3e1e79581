//! The choice of the next token among the likely ones.

use vesper_speech::Sampling;

pub(crate) struct Chooser {}

impl Chooser {
    pub(crate) fn new(_sampling: &Sampling) -> Chooser {
        Chooser {}
    }

    /// Chooses a token by `logits`, one for each token, and remembers it. What they are afterwards is left open.
    pub(crate) fn next(&mut self, _logits: &mut [f32]) -> u32 {
        0
    }

    /// Remembers a token that was said without being chosen here.
    pub(crate) fn said(&mut self, _token: u32) {}
}
