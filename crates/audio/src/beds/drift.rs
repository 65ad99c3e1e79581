use vesper_speech::RATE;

use super::noise::Noise;

/// A slow movement that never repeats: it glides to a goal chosen by chance, in a time chosen by chance.
pub(super) struct Drift {
    noise: Noise,
    low: f32,
    high: f32,
    /// Seconds from one goal to the next, at least and at most.
    seconds: (f32, f32),
    from: f32,
    to: f32,
    /// How far on the way, 0..1, and how much further with each step.
    way: f32,
    step: f32,
    /// Frames between two steps.
    stride: f32,
}

impl Drift {
    /// Moves between `low` and `high`, one step a frame.
    pub(super) fn new(noise: Noise, low: f32, high: f32, seconds: (f32, f32)) -> Self {
        Self::every(1, noise, low, high, seconds)
    }

    /// The same with `stride` frames between two steps.
    pub(super) fn every(stride: u32, mut noise: Noise, low: f32, high: f32, seconds: (f32, f32)) -> Self {
        let (from, to) = (noise.between(low, high), noise.between(low, high));
        let stride = stride as f32;
        let mut drift = Drift { noise, low, high, seconds, from, to, way: 0.0, step: 0.0, stride };
        drift.step = drift.pace();
        drift
    }

    fn pace(&mut self) -> f32 {
        self.stride / (self.noise.between(self.seconds.0, self.seconds.1) * RATE as f32)
    }

    pub(super) fn next(&mut self) -> f32 {
        self.way += self.step;
        if self.way >= 1.0 {
            self.way = 0.0;
            self.from = self.to;
            self.to = self.noise.between(self.low, self.high);
            self.step = self.pace();
        }
        // Level at both ends, so that goals are no corners.
        self.from + (self.to - self.from) * self.way * self.way * (3.0 - 2.0 * self.way)
    }
}
