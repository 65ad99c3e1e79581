use vesper_speech::RATE;

/// What is left of the bed under speech: -8 dB.
const DEPTH: f32 = 0.398;

/// Above this the voice is speech and no room tone: -44 dB.
const THRESHOLD: f32 = 0.0063;

/// How long a gap between words may be before the bed begins to come back: 450 ms.
const HOLD: u32 = RATE * 45 / 100;

/// Nine tenths of the way take 2.3 time constants: 80 ms down, 700 ms back.
const ATTACK: f32 = 2.3 / (0.080 * RATE as f32);
const RELEASE: f32 = 2.3 / (0.700 * RATE as f32);

/// Lowers the bed while somebody speaks.
pub(super) struct Duck {
    gain: f32,
    /// Frames for which the last word still counts.
    hold: u32,
}

impl Duck {
    pub(super) fn new() -> Self {
        Duck { gain: 1.0, hold: 0 }
    }

    /// The gain of the bed beside this sample of voice.
    pub(super) fn next(&mut self, voice: f32) -> f32 {
        self.hold = if voice.abs() > THRESHOLD { HOLD } else { self.hold.saturating_sub(1) };
        let (target, pace) = if self.hold > 0 { (DEPTH, ATTACK) } else { (1.0, RELEASE) };
        self.gain += (target - self.gain) * pace;
        self.gain
    }
}
