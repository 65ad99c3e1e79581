use std::f32::consts::TAU;

use vesper_speech::RATE;

use super::Synth;

/// The lowest tone in Hz.
const PITCH: f32 = 220.0;

/// The first five ways in which the rim bends, and for each: how loud a soft mallet makes it, the hertz by
/// which its two directions differ, since no bowl is round, and the seconds until it has fallen by 60 dB.
const MODES: [Mode; 5] = [
    Mode { waves: 2.0, loud: 0.60, split: 0.55, fall: 9.0 },
    Mode { waves: 3.0, loud: 0.34, split: 1.1, fall: 6.5 },
    Mode { waves: 4.0, loud: 0.13, split: 1.7, fall: 4.0 },
    Mode { waves: 5.0, loud: 0.045, split: 2.3, fall: 2.4 },
    Mode { waves: 6.0, loud: 0.015, split: 3.1, fall: 1.4 },
];

/// Frames until it has rung out, the last of them fading what is left to nothing.
const LENGTH: u32 = 10 * RATE;
const ENDING: u32 = RATE / 2;

const LOUDNESS: f32 = 0.25;

struct Mode {
    /// Waves around the rim.
    waves: f32,
    loud: f32,
    split: f32,
    fall: f32,
}

impl Mode {
    /// The pitch as a ratio to the lowest: 1, 2.83, 5.42, 8.77, 12.9. The rim is taken for a ring that bends
    /// in its plane (Rayleigh, "The Theory of Sound", 2nd edition, section 233), whose `n` waves turn as
    /// `n (n² - 1) / sqrt(n² + 1)`.
    fn ratio(&self) -> f32 {
        let turn = |n: f32| n * (n * n - 1.0) / (n * n + 1.0).sqrt();
        turn(self.waves) / turn(2.0)
    }
}

/// A singing bowl, struck softly once.
pub(crate) struct Bowl {
    rings: [Ring; 2 * MODES.len()],
    /// Frames since the stroke.
    age: u32,
    /// The mallet leaves the metal: 0..1.
    contact: f32,
}

/// One direction of one mode: a point that turns and falls inwards.
#[derive(Clone, Copy)]
struct Ring {
    x: f32,
    y: f32,
    cos: f32,
    sin: f32,
    gains: [f32; 2],
}

impl Ring {
    fn new(mode: &Mode, index: usize, side: f32) -> Self {
        let pitch = PITCH * mode.ratio() + side * 0.5 * mode.split;
        let decay = (-6.907_755 / (mode.fall * RATE as f32)).exp();
        let (sin, cos) = (TAU * pitch / RATE as f32).sin_cos();
        // The directions of a mode stand at different places about the listener.
        let pan = 0.5 + side * (0.12 + 0.05 * index as f32);
        Ring {
            x: mode.loud,
            y: 0.0,
            cos: decay * cos,
            sin: decay * sin,
            gains: [(1.0 - pan).sqrt(), pan.sqrt()],
        }
    }

    fn next(&mut self) -> f32 {
        (self.x, self.y) = (self.x * self.cos - self.y * self.sin, self.x * self.sin + self.y * self.cos);
        self.y
    }
}

impl Bowl {
    pub(super) fn new() -> Self {
        let rings = std::array::from_fn(|index| {
            let side = if index % 2 == 0 { -1.0 } else { 1.0 };
            // The index stays below the number of modes; the fallback is the lowest one.
            Ring::new(MODES.get(index / 2).unwrap_or(&MODES[0]), index / 2, side)
        });
        Bowl { rings, age: 0, contact: 0.0 }
    }
}

impl Synth for Bowl {
    fn frame(&mut self) -> Option<[f32; 2]> {
        let left = LENGTH.checked_sub(self.age).filter(|&left| left > 0)?;
        self.age += 1;
        // Felt gives way for about ten milliseconds.
        self.contact += (1.0 - self.contact) * (1.0 / (0.006 * RATE as f32));
        let gain = LOUDNESS * self.contact * (left as f32 / ENDING as f32).min(1.0);
        let mut frame = [0.0; 2];
        for ring in &mut self.rings {
            let sound = ring.next();
            for (out, side) in frame.iter_mut().zip(ring.gains) {
                *out += gain * side * sound;
            }
        }
        Some(frame)
    }
}
