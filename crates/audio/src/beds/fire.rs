use vesper_speech::RATE;

use super::Synth;
use super::drift::Drift;
use super::filter::{OnePole, Svf};
use super::noise::{Noise, Pink};

/// Crackles that sound at one time.
const CRACKLES: usize = 12;

/// Brings it to -30 LUFS.
const LOUDNESS: f32 = 0.327;

/// A wood fire, made of the three sounds that Andy Farnell finds in one ("Designing Sound", 2010, the
/// chapter on fire): flames that lap, gas that hisses, wood that cracks.
pub(super) struct Fire {
    sides: [Side; 2],
    noise: Noise,
    /// Crackles a second while the wood is calm.
    calm: Drift,
    /// Crackles a second on top, after one that broke something open; dies away.
    flurry: f32,
    wait: f32,
    crackles: [Crackle; CRACKLES],
}

struct Side {
    pink: Pink,
    white: Noise,
    flames: Svf,
    floor: OnePole,
    lapping: Drift,
    gas: Svf,
    hissing: Drift,
}

/// A burst of noise through a small hollow.
#[derive(Clone, Copy)]
struct Crackle {
    hollow: Svf,
    loud: f32,
    rise: f32,
    decay: f32,
    left: u32,
    gains: [f32; 2],
}

impl Crackle {
    const NONE: fn() -> Crackle = || Crackle {
        hollow: Svf::new(1_000.0, 1.0),
        loud: 0.0,
        rise: 0.0,
        decay: 0.0,
        left: 0,
        gains: [0.0; 2],
    };

    /// `size` 0..1: large ones are deep and long.
    fn new(noise: &mut Noise, size: f32) -> Self {
        let seconds = 0.0012 + 0.009 * size * noise.share();
        let pan = noise.between(0.2, 0.8);
        Crackle {
            hollow: Svf::new(noise.pitch(900.0, 5_200.0) * (1.0 - 0.6 * size), 1.6),
            loud: 0.35 + 2.2 * size,
            rise: 0.0,
            decay: (-1.0 / (seconds * RATE as f32)).exp(),
            left: (9.0 * seconds * RATE as f32) as u32,
            gains: [(1.0 - pan).sqrt(), pan.sqrt()],
        }
    }

    fn next(&mut self, white: f32) -> f32 {
        // A third of a millisecond to open, or it would tick.
        self.rise += (1.0 - self.rise) * 0.06;
        self.loud *= self.decay;
        self.left -= 1;
        self.hollow.next(white * self.loud * self.rise).band
    }
}

impl Fire {
    pub(super) fn new(seed: u64) -> Self {
        let mut noise = Noise::new(seed);
        let sides = std::array::from_fn(|_| Side {
            pink: Pink::new(noise.fork()),
            white: noise.fork(),
            flames: Svf::new(130.0, 0.6),
            floor: OnePole::new(28.0),
            lapping: Drift::new(noise.fork(), 0.35, 1.0, (0.12, 0.7)),
            gas: Svf::new(1_900.0, 0.5),
            hissing: Drift::new(noise.fork(), 0.3, 1.0, (0.8, 4.0)),
        });
        let calm = Drift::new(noise.fork(), 1.5, 9.0, (1.5, 7.0));
        let crackles = std::array::from_fn(|_| Crackle::NONE());
        Fire { sides, noise: noise.fork(), calm, flurry: 0.0, wait: 0.0, crackles }
    }

    fn crack(&mut self) {
        let rate = self.calm.next() + self.flurry;
        // A flurry lasts about a third of a second.
        self.flurry *= 1.0 - 3.0 / RATE as f32;
        // Spent at the rate of the moment, so that a flurry begins at once.
        self.wait -= rate / RATE as f32;
        if self.wait > 0.0 {
            return;
        }
        self.wait = -self.noise.share().ln();
        // Few are large: the fifth power of an even chance. Each brings less than one more on average,
        // or one flurry would never end.
        let size = self.noise.share().powi(5);
        if size > 0.25 {
            self.flurry += 9.0 * size;
        }
        if let Some(crackle) = self.crackles.iter_mut().find(|crackle| crackle.left == 0) {
            *crackle = Crackle::new(&mut self.noise, size);
        }
    }
}

impl Synth for Fire {
    fn frame(&mut self) -> Option<[f32; 2]> {
        self.crack();
        let mut frame = self.sides.each_mut().map(|side| {
            let flames = side.floor.high(side.flames.next(side.pink.next()).low);
            let hiss = side.gas.next(side.white.white()).band;
            side.lapping.next() * flames + 0.03 * side.hissing.next() * hiss
        });
        for crackle in self.crackles.iter_mut().filter(|crackle| crackle.left > 0) {
            let sound = crackle.next(self.noise.white());
            for (out, gain) in frame.iter_mut().zip(crackle.gains) {
                *out += gain * sound;
            }
        }
        Some(frame.map(|out| LOUDNESS * out))
    }
}
