use super::Synth;
use super::drift::Drift;
use super::filter::{OnePole, Svf};
use super::noise::{Noise, Pink};

/// Frames between two moves of the filters.
const STRIDE: u32 = 32;

/// Brings it to -30 LUFS.
const LOUDNESS: f32 = 0.295;

/// Wind about a house: gusts that swell and fall, in each of them noise through hollows whose pitch rises
/// with the wind (after Andy Farnell, "Designing Sound", 2010, the chapter on wind).
pub(super) struct Wind {
    /// How strong it blows; what whistles answers more strongly than what rumbles.
    gust: Drift,
    flutter: Drift,
    hollows: [Hollow; 3],
    sides: [Side; 2],
    tick: u32,
    force: (f32, f32),
}

/// Something that sounds in the wind: from calm to gust its pitch moves between two ends.
struct Hollow {
    low: f32,
    high: f32,
    wander: Drift,
    /// How it answers: the power of the wind's force, and its gain.
    answer: i32,
    gain: f32,
}

struct Side {
    pink: Pink,
    bands: [Svf; 3],
    body: Svf,
    floor: OnePole,
    /// Each side hears the gust a little otherwise.
    lean: Drift,
}

impl Wind {
    pub(super) fn new(seed: u64) -> Self {
        let mut noise = Noise::new(seed);
        let mut hollow = |low, high, answer, gain| Hollow {
            low,
            high,
            wander: Drift::every(STRIDE, noise.fork(), 0.85, 1.18, (1.2, 5.0)),
            answer,
            gain,
        };
        let hollows =
            [hollow(170.0, 360.0, 1, 1.0), hollow(330.0, 760.0, 2, 1.1), hollow(620.0, 1_500.0, 3, 0.7)];
        let gust = Drift::every(STRIDE, noise.fork(), 0.12, 1.0, (2.2, 7.5));
        let flutter = Drift::every(STRIDE, noise.fork(), 0.82, 1.12, (0.4, 1.4));
        let sides = std::array::from_fn(|_| Side {
            pink: Pink::new(noise.fork()),
            bands: [Svf::new(250.0, 1.6), Svf::new(500.0, 2.4), Svf::new(900.0, 3.0)],
            body: Svf::new(150.0, 0.6),
            floor: OnePole::new(30.0),
            lean: Drift::new(noise.fork(), 0.8, 1.2, (2.0, 8.0)),
        });
        Wind { gust, flutter, hollows, sides, tick: 0, force: (0.3, 0.3) }
    }

    fn move_on(&mut self) {
        let force = self.gust.next() * self.flutter.next();
        self.force.0 = force;
        for (index, hollow) in self.hollows.iter_mut().enumerate() {
            let pitch = hollow.wander.next() * hollow.low * (hollow.high / hollow.low).powf(force.min(1.0));
            for (side, lean) in self.sides.iter_mut().zip([0.96, 1.04]) {
                if let Some(band) = side.bands.get_mut(index) {
                    band.tune(pitch * lean);
                }
            }
        }
    }
}

impl Synth for Wind {
    fn frame(&mut self) -> Option<[f32; 2]> {
        if self.tick == 0 {
            self.move_on();
        }
        self.tick = (self.tick + 1) % STRIDE;
        self.force.1 += 0.004 * (self.force.0 - self.force.1);
        let force = self.force.1;
        let hollows = &self.hollows;
        Some(self.sides.each_mut().map(|side| {
            let pink = side.pink.next();
            let body = side.body.next(pink).low;
            let sung: f32 = side
                .bands
                .iter_mut()
                .zip(hollows)
                .map(|(band, hollow)| hollow.gain * force.powi(hollow.answer) * band.next(pink).band)
                .sum();
            LOUDNESS * side.lean.next() * side.floor.high(sung + (0.25 + 0.5 * force) * body)
        }))
    }
}
