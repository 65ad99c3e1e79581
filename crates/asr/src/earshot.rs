use vesper_speech::{FRAME, Frame, Result, VoiceDetector};

use crate::whisper::clean;

/// What the detector takes at once: 16 ms.
const HALF: usize = FRAME / 2;

/// Voice activity by [earshot](https://docs.rs/earshot): a small recurrent network in pure Rust, 0.08 % of a core.
///
/// A [`Frame`] is two of its steps; the higher of the two probabilities counts, so that a word that begins in
/// the second half is not missed.
pub struct Earshot {
    // 8 KiB of state: too much for a value that is moved about.
    detector: Box<earshot::Detector>,
}

impl Earshot {
    pub fn new() -> Self {
        Earshot { detector: earshot::Detector::default_boxed() }
    }
}

impl Default for Earshot {
    fn default() -> Self {
        Earshot::new()
    }
}

impl VoiceDetector for Earshot {
    fn probability(&mut self, frame: &Frame) -> Result<f32> {
        let samples = frame.0.map(clean);
        let probability = samples
            .chunks_exact(HALF)
            .map(|half| self.detector.predict_f32(half).clamp(0.0, 1.0))
            .fold(0.0, f32::max);
        Ok(probability)
    }

    fn reset(&mut self) {
        self.detector.reset();
    }
}
