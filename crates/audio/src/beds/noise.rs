use std::f32::consts::TAU;

/// Random numbers: xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators,
/// scrambled", 2016), its state spread from the seed by one step of splitmix64.
pub(super) struct Noise(u64);

impl Noise {
    pub(super) fn new(seed: u64) -> Self {
        let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        // Zero is the one state that the generator never leaves.
        Noise((z ^ (z >> 31)).max(1))
    }

    /// Another generator that goes its own way.
    pub(super) fn fork(&mut self) -> Noise {
        Noise::new(self.bits())
    }

    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// White noise, -1..1.
    pub(super) fn white(&mut self) -> f32 {
        (self.bits() >> 40) as f32 * (2.0 / 16_777_216.0) - 1.0
    }

    /// Evenly spread over 0..1, never 0.
    pub(super) fn share(&mut self) -> f32 {
        ((self.bits() >> 40) + 1) as f32 / 16_777_217.0
    }

    /// Evenly spread between both ends.
    pub(super) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.share()
    }

    /// Spread so that each octave between both ends is as likely.
    pub(super) fn pitch(&mut self, low: f32, high: f32) -> f32 {
        low * (high / low).powf(self.share())
    }

    pub(super) fn angle(&mut self) -> f32 {
        TAU * self.share()
    }

    /// Frames until the next of events that come by chance, `rate` in a second on average.
    pub(super) fn wait(&mut self, rate: f32) -> f32 {
        -self.share().ln() * vesper_speech::RATE as f32 / rate
    }
}

/// Pink noise, about -1..1: white noise through three poles (Paul Kellet's economy filter, which is within
/// 0.5 dB of -3 dB an octave above 10 Hz).
pub(super) struct Pink {
    noise: Noise,
    poles: [f32; 3],
}

impl Pink {
    pub(super) fn new(noise: Noise) -> Self {
        Pink { noise, poles: [0.0; 3] }
    }

    pub(super) fn next(&mut self) -> f32 {
        let white = self.noise.white();
        let [a, b, c] = &mut self.poles;
        *a = 0.997_65 * *a + white * 0.099_046;
        *b = 0.963_00 * *b + white * 0.296_516_4;
        *c = 0.570_00 * *c + white * 1.052_691_3;
        0.25 * (*a + *b + *c + white * 0.1848)
    }
}
