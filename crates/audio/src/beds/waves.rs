use vesper_speech::RATE;

use super::Synth;
use super::drift::Drift;
use super::filter::{OnePole, Svf};
use super::noise::{Noise, Pink};

/// Frames between two looks at where a wave is.
const STRIDE: u32 = 32;

/// Brings it to -30 LUFS.
const LOUDNESS: f32 = 0.257;

/// The sea on a flat beach: one wave after another rises, breaks and runs back over the sand, each of its
/// own length, size and side; far behind them the sea goes on.
pub(super) struct Waves {
    noise: Noise,
    /// The wave that comes and the one before it, which still runs back.
    waves: [Wave; 2],
    /// Seconds until the next wave begins to rise.
    wait: f32,
    sides: [Side; 2],
    far: Drift,
    tick: u32,
}

struct Wave {
    /// Seconds since it began to rise.
    age: f32,
    /// Seconds until it breaks, and of its running back.
    rise: f32,
    run: f32,
    size: f32,
    pan: f32,
    /// How strong it sounds now, and its foam.
    swell: f32,
    foam: f32,
}

struct Side {
    pink: Pink,
    white: Noise,
    water: Svf,
    deep: Svf,
    spray: OnePole,
    sand: OnePole,
    floor: OnePole,
    /// Where the swell and the foam of this side are heading, and where they are.
    swell: (f32, f32),
    foam: (f32, f32),
}

impl Wave {
    fn new(noise: &mut Noise, period: f32) -> Self {
        Wave {
            age: 0.0,
            rise: period * noise.between(0.42, 0.55),
            run: period * noise.between(0.75, 0.95),
            size: noise.between(0.72, 1.0),
            pan: noise.between(0.25, 0.75),
            swell: 0.0,
            foam: 0.0,
        }
    }

    fn move_on(&mut self, seconds: f32) {
        self.age += seconds;
        let up = (self.age / self.rise).min(1.0);
        let back = ((self.age - self.rise) / self.run).clamp(0.0, 1.0);
        // It gathers slowly, breaks quickly and dies away evenly.
        let gather = up * up * up * (4.0 - 3.0 * up);
        let away = (1.0 - back) * (1.0 - back);
        self.swell = self.size * gather * away;
        // Foam comes with the breaking and hisses longer than the water roars.
        let breaking = ((up - 0.75) * 4.0).clamp(0.0, 1.0);
        self.foam = self.size * breaking * breaking * (1.0 - back).powf(1.8);
    }
}

impl Waves {
    pub(super) fn new(seed: u64) -> Self {
        let mut noise = Noise::new(seed);
        let sides = std::array::from_fn(|_| Side {
            pink: Pink::new(noise.fork()),
            white: noise.fork(),
            water: Svf::new(300.0, 0.65),
            deep: Svf::new(120.0, 0.6),
            spray: OnePole::new(1_600.0),
            sand: OnePole::new(4_500.0),
            floor: OnePole::new(25.0),
            swell: (0.0, 0.0),
            foam: (0.0, 0.0),
        });
        let far = Drift::new(noise.fork(), 0.8, 1.2, (4.0, 13.0));
        let mut own = noise.fork();
        let mut waves = [Wave::new(&mut own, 8.0), Wave::new(&mut own, 9.0)];
        // The first is close to breaking, the other runs out: nobody waits for the sea to begin.
        for (wave, share) in waves.iter_mut().zip([0.5, 1.9]) {
            wave.move_on(share * wave.rise);
        }
        Waves { noise: own, waves, wait: 5.0, sides, far, tick: 0 }
    }

    fn move_on(&mut self) {
        let seconds = STRIDE as f32 / RATE as f32;
        self.wait -= seconds;
        if self.wait <= 0.0 {
            let period = self.noise.between(6.8, 10.8);
            self.wait = period;
            self.waves.swap(0, 1);
            self.waves[0] = Wave::new(&mut self.noise, period);
        }
        for wave in &mut self.waves {
            wave.move_on(seconds);
        }
        for (index, side) in self.sides.iter_mut().enumerate() {
            let (mut swell, mut foam) = (0.0, 0.0);
            for wave in &self.waves {
                let gain = if index == 0 { 1.0 - wave.pan } else { wave.pan }.sqrt();
                swell += gain * wave.swell;
                foam += gain * wave.foam;
            }
            side.water.tune(260.0 + 3_400.0 * swell * swell + 700.0 * foam);
            side.swell.0 = swell;
            side.foam.0 = foam;
        }
    }
}

impl Side {
    fn next(&mut self, far: f32) -> f32 {
        // What moves in steps is smoothed here, or the steps would buzz.
        self.swell.1 += 0.01 * (self.swell.0 - self.swell.1);
        self.foam.1 += 0.01 * (self.foam.0 - self.foam.1);
        let (swell, foam) = (self.swell.1, self.foam.1);
        let pink = self.pink.next();
        let water = self.water.next(pink).low;
        let deep = self.deep.next(pink).low;
        let hiss = self.sand.low(self.spray.high(self.white.white()));
        let sea = far * (0.075 * water + 0.06 * deep + 0.006 * hiss);
        self.floor.high(sea + swell * (0.8 * water + 0.4 * deep) + 0.22 * foam * hiss)
    }
}

impl Synth for Waves {
    fn frame(&mut self) -> Option<[f32; 2]> {
        if self.tick == 0 {
            self.move_on();
        }
        self.tick = (self.tick + 1) % STRIDE;
        let far = self.far.next();
        Some(self.sides.each_mut().map(|side| LOUDNESS * side.next(far)))
    }
}
