//! The noise that becomes speech: drawn from a seed, so that a line sounds the same whenever it is said again.

/// Normally distributed numbers: SplitMix64 (Steele, Lea and Flood, 2014) through the Box-Muller transform.
pub(crate) struct Noise {
    state: u64,
    spare: Option<f32>,
}

impl Noise {
    pub(crate) fn new(seed: u64) -> Noise {
        Noise { state: seed, spare: None }
    }

    /// Uniform in 0..1, neither end included.
    fn uniform(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64 + f64::EPSILON / 4.0
    }

    /// One number of mean 0 and deviation 1.
    pub(crate) fn draw(&mut self) -> f32 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        let (sine, cosine) = (2.0 * std::f64::consts::PI * self.uniform()).sin_cos();
        self.spare = Some((radius * sine) as f32);
        (radius * cosine) as f32
    }
}
