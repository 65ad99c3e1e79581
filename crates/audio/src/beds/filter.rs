use std::f32::consts::{PI, TAU};

use vesper_speech::RATE;

/// A low-pass of 6 dB an octave.
pub(super) struct OnePole {
    share: f32,
    state: f32,
}

impl OnePole {
    /// `cutoff` in Hz.
    pub(super) fn new(cutoff: f32) -> Self {
        OnePole { share: 1.0 - (-TAU * cutoff / RATE as f32).exp(), state: 0.0 }
    }

    pub(super) fn low(&mut self, input: f32) -> f32 {
        self.state += self.share * (input - self.state);
        self.state
    }

    pub(super) fn high(&mut self, input: f32) -> f32 {
        input - self.low(input)
    }
}

/// A state-variable filter of 12 dB an octave whose cutoff may move while it sounds (Zavalishin, "The Art
/// of VA Filter Design", chapter 4: trapezoidal integrators).
#[derive(Clone, Copy)]
pub(super) struct Svf {
    g: f32,
    damping: f32,
    scale: f32,
    first: f32,
    second: f32,
}

/// What passes through an [`Svf`]: below its cutoff, about it (0 dB at the cutoff), above it.
pub(super) struct Bands {
    pub(super) low: f32,
    pub(super) band: f32,
    pub(super) high: f32,
}

impl Svf {
    /// `cutoff` in Hz; `q` is its height over its width, 0.707 without a hump.
    pub(super) fn new(cutoff: f32, q: f32) -> Self {
        let mut filter = Svf { g: 0.0, damping: 1.0 / q, scale: 0.0, first: 0.0, second: 0.0 };
        filter.tune(cutoff);
        filter
    }

    /// Moves the cutoff. Takes a tangent: often enough is every few dozen frames.
    pub(super) fn tune(&mut self, cutoff: f32) {
        self.g = (PI * cutoff.min(0.45 * RATE as f32) / RATE as f32).tan();
        self.scale = 1.0 / (1.0 + self.g * (self.g + self.damping));
    }

    pub(super) fn next(&mut self, input: f32) -> Bands {
        let high = (input - (self.g + self.damping) * self.first - self.second) * self.scale;
        let band = self.g * high + self.first;
        let low = self.g * band + self.second;
        self.first = self.g * high + band;
        self.second = self.g * band + low;
        Bands { low, band: band * self.damping, high }
    }
}
