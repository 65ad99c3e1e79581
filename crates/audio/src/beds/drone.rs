use std::f32::consts::TAU;

use vesper_speech::RATE;

use super::Synth;
use super::drift::Drift;
use super::filter::{OnePole, Svf};
use super::noise::{Noise, Pink};

/// Frames between two corrections of a tone's pitch.
const STRIDE: u32 = 64;

/// The root, D2, in Hz.
const ROOT: f32 = 73.42;

/// The chord over the root, in whole-number ratios so that nothing in it is rough, and how loud each is.
const CHORD: [(f32, f32); 6] = [(1.0, 0.55), (1.5, 0.34), (2.0, 0.46), (3.0, 0.20), (4.0, 0.12), (5.0, 0.04)];

/// Brings it to -30 LUFS.
const LOUDNESS: f32 = 0.050;

/// A soft low chord that never moves and never stands still: on each side every tone is two, a fraction
/// of a hertz apart, so that they beat in the course of seconds.
pub(super) struct Drone {
    tones: [Tone; CHORD.len()],
    sides: [Side; 2],
    tick: u32,
}

struct Tone {
    pitch: f32,
    loud: f32,
    /// Left, left, right, right.
    pairs: [Turning; 4],
}

/// A point that turns on a circle: a sine for two multiplications a frame.
struct Turning {
    x: f32,
    y: f32,
    cos: f32,
    sin: f32,
    /// Hz beside the tone's pitch.
    beside: Drift,
    swell: Drift,
}

struct Side {
    pink: Pink,
    breath: Svf,
    floor: OnePole,
    swell: Drift,
}

impl Turning {
    fn new(noise: &mut Noise, low: f32, high: f32) -> Self {
        let (y, x) = noise.angle().sin_cos();
        let beside = Drift::every(STRIDE, noise.fork(), low, high, (5.0, 21.0));
        let swell = Drift::new(noise.fork(), 0.35, 1.0, (6.0, 24.0));
        Turning { x, y, cos: 1.0, sin: 0.0, beside, swell }
    }

    fn tune(&mut self, pitch: f32) {
        (self.sin, self.cos) = (TAU * (pitch + self.beside.next()) / RATE as f32).sin_cos();
        // Rounding moves the point off the circle; one step of Newton's root brings it back.
        let back = 1.5 - 0.5 * (self.x * self.x + self.y * self.y);
        self.x *= back;
        self.y *= back;
    }

    fn next(&mut self) -> f32 {
        (self.x, self.y) = (self.x * self.cos - self.y * self.sin, self.x * self.sin + self.y * self.cos);
        self.swell.next() * self.y
    }
}

impl Drone {
    pub(super) fn new(seed: u64) -> Self {
        let mut noise = Noise::new(seed);
        let tones = CHORD.map(|(ratio, loud)| Tone {
            pitch: ROOT * ratio,
            loud,
            pairs: [(-0.16, -0.03), (0.04, 0.19), (-0.21, -0.05), (0.02, 0.15)]
                .map(|(low, high)| Turning::new(&mut noise, low, high)),
        });
        let sides = std::array::from_fn(|_| Side {
            pink: Pink::new(noise.fork()),
            breath: Svf::new(190.0, 0.7),
            floor: OnePole::new(40.0),
            swell: Drift::new(noise.fork(), 0.3, 1.0, (4.0, 12.0)),
        });
        Drone { tones, sides, tick: 0 }
    }
}

impl Synth for Drone {
    fn frame(&mut self) -> Option<[f32; 2]> {
        if self.tick == 0 {
            for tone in &mut self.tones {
                for turning in &mut tone.pairs {
                    turning.tune(tone.pitch);
                }
            }
        }
        self.tick = (self.tick + 1) % STRIDE;
        let mut frame = self.sides.each_mut().map(|side| {
            let breath = side.breath.next(side.floor.high(side.pink.next())).low;
            0.25 * side.swell.next() * breath
        });
        for tone in &mut self.tones {
            let [a, b, c, d] = tone.pairs.each_mut().map(Turning::next);
            frame[0] += tone.loud * (a + b);
            frame[1] += tone.loud * (c + d);
        }
        Some(frame.map(|out| LOUDNESS * out))
    }
}
