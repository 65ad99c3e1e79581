use std::f32::consts::TAU;

use vesper_speech::RATE;

use super::Synth;
use super::drift::Drift;
use super::filter::Svf;
use super::noise::{Noise, Pink};

/// Drops that sound at one time; one more is not heard among so many.
const DROPS: usize = 24;

/// Brings it to -30 LUFS.
const LOUDNESS: f32 = 0.138;

/// Steady rain: the wash of the many far drops, a murmur on the roof, and single drops nearby.
pub(super) struct Rain {
    sides: [Side; 2],
    /// How hard it rains.
    force: Drift,
    noise: Noise,
    /// Drops a second, and frames until the next.
    shower: Drift,
    wait: f32,
    drops: [Drop; DROPS],
}

struct Side {
    noise: Noise,
    body: Svf,
    air: Svf,
    roof: Pink,
    murmur: Svf,
    /// The wash of each side swells by itself.
    swell: Drift,
}

/// A drop that hits: a damped tone, started at its zero so that it has no click.
#[derive(Clone, Copy, Default)]
struct Drop {
    turn: f32,
    decay: f32,
    last: f32,
    before: f32,
    left: u32,
    gains: [f32; 2],
}

impl Drop {
    fn new(noise: &mut Noise) -> Self {
        // Small drops ring high and short, and there are many more of them.
        let size = noise.share().powi(3);
        let pitch = noise.pitch(1_300.0, 6_500.0) * (1.0 - 0.55 * size);
        let seconds = 0.002 + 0.010 * size;
        let decay = (-1.0 / (seconds * RATE as f32)).exp();
        let angle = TAU * pitch / RATE as f32;
        let pan = noise.between(0.12, 0.88);
        let loud = 0.05 + 0.22 * size;
        Drop {
            turn: 2.0 * decay * angle.cos(),
            decay: decay * decay,
            last: loud * decay * angle.sin(),
            before: 0.0,
            left: (8.0 * seconds * RATE as f32) as u32,
            gains: [(1.0 - pan).sqrt(), pan.sqrt()],
        }
    }

    fn next(&mut self) -> f32 {
        let now = self.last;
        (self.last, self.before) = (self.turn * now - self.decay * self.before, now);
        self.left -= 1;
        now
    }
}

impl Rain {
    pub(super) fn new(seed: u64) -> Self {
        let mut noise = Noise::new(seed);
        let sides = std::array::from_fn(|_| Side {
            noise: noise.fork(),
            body: Svf::new(1_150.0, 0.6),
            air: Svf::new(5_600.0, 0.6),
            roof: Pink::new(noise.fork()),
            murmur: Svf::new(330.0, 0.5),
            swell: Drift::new(noise.fork(), 0.86, 1.14, (1.5, 6.0)),
        });
        let force = Drift::new(noise.fork(), 0.72, 1.08, (7.0, 23.0));
        let shower = Drift::new(noise.fork(), 14.0, 52.0, (3.0, 11.0));
        Rain { sides, force, noise: noise.fork(), shower, wait: 0.0, drops: [Drop::default(); DROPS] }
    }

    fn fall(&mut self) {
        let rate = self.shower.next();
        self.wait -= 1.0;
        if self.wait > 0.0 {
            return;
        }
        self.wait = self.noise.wait(rate);
        if let Some(drop) = self.drops.iter_mut().find(|drop| drop.left == 0) {
            *drop = Drop::new(&mut self.noise);
        }
    }
}

impl Synth for Rain {
    fn frame(&mut self) -> Option<[f32; 2]> {
        self.fall();
        let force = self.force.next();
        let mut frame = self.sides.each_mut().map(|side| {
            let wash = side.air.next(side.body.next(side.noise.white()).high).low;
            let murmur = side.murmur.next(side.roof.next()).band;
            force * side.swell.next() * (0.5 * wash + 0.22 * murmur)
        });
        for drop in self.drops.iter_mut().filter(|drop| drop.left > 0) {
            let sound = drop.next();
            for (out, gain) in frame.iter_mut().zip(drop.gains) {
                *out += gain * sound;
            }
        }
        Some(frame.map(|out| LOUDNESS * out))
    }
}
