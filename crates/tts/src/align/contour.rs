//! How loud a row is, hundredth by hundredth of a second, and where it pauses.

use std::ops::Range;

/// Frames a second.
pub(super) const FRAMES: u32 = 100;
/// Below the level of the speech by so many decibels is silence.
const QUIET: f32 = 25.0;
/// Frames of the shortest silence that may be a pause; the closure of a consonant is shorter.
const SHORTEST: usize = 6;

/// The loudness of what was heard so far.
pub(super) struct Contour {
    /// Samples of a frame.
    hop: usize,
    /// Power below which a frame is silent.
    silence: f32,
    /// Decibels above silence, 0 where it is silent.
    loudness: Vec<f32>,
    /// Power of the frame that is not full yet, and how many samples it has.
    power: f32,
    filled: usize,
    /// Samples so far.
    heard: u64,
}

impl Contour {
    /// For sound at `rate` samples a second, in which speech is `level` dBFS loud.
    pub(super) fn new(rate: u32, level: f32) -> Contour {
        let silence = 10_f32.powf((level - QUIET) / 10.0);
        Contour {
            hop: (rate / FRAMES).max(1) as usize,
            silence,
            loudness: Vec::new(),
            power: 0.0,
            filled: 0,
            heard: 0,
        }
    }

    pub(super) fn push(&mut self, samples: &[f32]) {
        self.heard += samples.len() as u64;
        for sample in samples {
            self.power += sample * sample;
            self.filled += 1;
            if self.filled == self.hop {
                self.close();
            }
        }
    }

    /// The last frame is as long as it is.
    pub(super) fn end(&mut self) {
        if self.filled > 0 {
            self.close();
        }
    }

    fn close(&mut self) {
        let power = self.power / self.filled.max(1) as f32;
        self.loudness.push((10.0 * (power / self.silence).max(1.0).log10()).min(60.0));
        (self.power, self.filled) = (0.0, 0);
    }

    pub(super) fn frames(&self) -> usize {
        self.loudness.len()
    }

    pub(super) fn loudness(&self, frames: Range<usize>) -> &[f32] {
        self.loudness.get(frames).unwrap_or_default()
    }

    pub(super) fn sample(&self, frame: usize) -> u64 {
        (frame as u64 * self.hop as u64).min(self.heard)
    }

    pub(super) fn frame(&self, sample: u64) -> usize {
        usize::try_from(sample / self.hop as u64).unwrap_or(usize::MAX)
    }
}

/// The silences in `loudness` that may be pauses, in order.
pub(super) fn silences(loudness: &[f32]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut begin = 0;
    for (frame, loud) in loudness.iter().map(|loud| *loud > 0.0).chain([true]).enumerate() {
        if loud {
            if frame >= begin + SHORTEST {
                found.push(begin..frame);
            }
            begin = frame + 1;
        }
    }
    found
}
