use std::f32::consts::{FRAC_1_SQRT_2, TAU};

use vesper_speech::HEARD_RATE;

/// Below this there is no speech, but the hum of mains and the rumble of desks, in Hz.
const CORNER: f32 = 80.0;

/// A Butterworth high-pass of the second order at 16 kHz (the biquad of Bristow-Johnson's "Cookbook formulae for audio
/// equalizer biquad filter coefficients", direct form II transposed).
pub(super) struct HighPass {
    feed: [f32; 3],
    back: [f32; 2],
    state: [f32; 2],
}

impl HighPass {
    pub(super) fn new() -> HighPass {
        let angle = TAU * CORNER / HEARD_RATE as f32;
        let (alpha, cos) = (angle.sin() * FRAC_1_SQRT_2, angle.cos());
        let whole = 1.0 + alpha;
        let side = (1.0 + cos) / 2.0 / whole;
        HighPass {
            feed: [side, -2.0 * side, side],
            back: [-2.0 * cos / whole, (1.0 - alpha) / whole],
            state: [0.0; 2],
        }
    }

    pub(super) fn next(&mut self, input: f32) -> f32 {
        let output = self.feed[0] * input + self.state[0];
        self.state[0] = self.feed[1] * input - self.back[0] * output + self.state[1];
        self.state[1] = self.feed[2] * input - self.back[1] * output;
        output
    }
}
