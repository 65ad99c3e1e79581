use super::Synth;
use super::drift::Drift;
use super::filter::OnePole;
use super::noise::Noise;

/// Share of each side that both sides have in common: a little, so that the room has a middle.
const COMMON: f32 = 0.3;

/// Brings it to -30 LUFS.
const LOUDNESS: f32 = 1.74;

/// Brown noise: white noise falling by 6 dB an octave above 40 Hz, without the part below hearing.
pub(super) struct Brown {
    middle: Noise,
    sides: [Side; 2],
    breath: Drift,
}

struct Side {
    noise: Noise,
    fall: OnePole,
    floor: OnePole,
}

impl Brown {
    pub(super) fn new(seed: u64) -> Self {
        let mut noise = Noise::new(seed);
        let middle = noise.fork();
        let breath = Drift::new(noise.fork(), 0.88, 1.12, (6.0, 19.0));
        let sides = std::array::from_fn(|_| Side {
            noise: noise.fork(),
            fall: OnePole::new(40.0),
            floor: OnePole::new(18.0),
        });
        Brown { middle, sides, breath }
    }
}

impl Synth for Brown {
    fn frame(&mut self) -> Option<[f32; 2]> {
        let middle = COMMON * self.middle.white();
        let loud = LOUDNESS * self.breath.next();
        Some(self.sides.each_mut().map(|side| {
            let fallen = side.fall.low(middle + (1.0 - COMMON) * side.noise.white());
            loud * side.floor.high(fallen)
        }))
    }
}
