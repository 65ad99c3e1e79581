use std::f32::consts::PI;

/// Softens espeak-ng's tone.
///
/// Against recordings of one reader (LJ Speech, 15 sentences), espeak-ng's long-term spectrum is 5 to 8 dB too
/// strong between 1 and 5 kHz, which is what sounds harsh, and 8 to 10 dB too weak above 6 kHz, which is where
/// consonants get their air. Three gentle filters go half of the way; all of it would lift espeak's noise.
pub(crate) struct Tone([Biquad; 3]);

impl Tone {
    /// For sound at `rate` samples per second.
    pub(crate) fn new(rate: u32) -> Self {
        let rate = rate as f32;
        Tone([
            Biquad::bell(rate, 1_300.0, 1.0, -3.0),
            Biquad::bell(rate, 3_500.0, 0.9, -5.0),
            Biquad::high_shelf(rate, 6_500.0, 4.0),
        ])
    }

    pub(crate) fn apply(&mut self, samples: &mut [f32]) {
        for sample in samples {
            for filter in &mut self.0 {
                *sample = filter.step(*sample);
            }
        }
    }
}

/// Weighs sound as the ear does, which hears consonants and breath better than vowels: without it a whisper that
/// measures the same as a murmur is much louder. The shelf of ITU-R BS.1770-4, annex 1; what it takes away below
/// 100 Hz is no speech.
pub(crate) struct Ear(Biquad);

impl Ear {
    /// For sound at `rate` samples per second.
    pub(crate) fn new(rate: u32) -> Self {
        Ear(Biquad::high_shelf(rate as f32, 1_500.0, 4.0))
    }

    pub(crate) fn apply(&mut self, samples: &mut [f32]) {
        for sample in samples {
            *sample = self.0.step(*sample);
        }
    }
}

/// A second-order filter, after R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter
/// coefficients"; transposed direct form II.
struct Biquad {
    b: [f32; 3],
    a: [f32; 2],
    state: [f32; 2],
}

impl Biquad {
    /// Lifts or lowers a band around `frequency` (Hz) of width 1/`q` by `gain` dB.
    fn bell(rate: f32, frequency: f32, q: f32, gain: f32) -> Self {
        let a = 10_f32.powf(gain / 40.0);
        let w = 2.0 * PI * frequency / rate;
        let alpha = w.sin() / (2.0 * q);
        let c = -2.0 * w.cos();
        Biquad::normalised([1.0 + alpha * a, c, 1.0 - alpha * a], [1.0 + alpha / a, c, 1.0 - alpha / a])
    }

    /// Lifts or lowers everything above `frequency` (Hz) by `gain` dB, with the steepest slope that does not
    /// overshoot.
    fn high_shelf(rate: f32, frequency: f32, gain: f32) -> Self {
        let a = 10_f32.powf(gain / 40.0);
        let w = 2.0 * PI * frequency / rate;
        let (sin, cos) = w.sin_cos();
        let slope = a.sqrt() * sin * 2_f32.sqrt();
        let (up, down) = (a + 1.0, a - 1.0);
        Biquad::normalised(
            [a * (up + down * cos + slope), -2.0 * a * (down + up * cos), a * (up + down * cos - slope)],
            [up - down * cos + slope, 2.0 * (down - up * cos), up - down * cos - slope],
        )
    }

    fn normalised(b: [f32; 3], a: [f32; 3]) -> Self {
        Biquad { b: b.map(|b| b / a[0]), a: [a[1] / a[0], a[2] / a[0]], state: [0.0; 2] }
    }

    fn step(&mut self, x: f32) -> f32 {
        let y = self.b[0] * x + self.state[0];
        self.state = [self.b[1] * x - self.a[0] * y + self.state[1], self.b[2] * x - self.a[1] * y];
        y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gain_at(frequency: f32) -> f32 {
        let rate = 22_050;
        let mut samples: Vec<f32> =
            (0..rate).map(|n| (2.0 * PI * frequency * n as f32 / rate as f32).sin()).collect();
        Tone::new(rate).apply(&mut samples);
        let settled = &samples[2_000..];
        let power = settled.iter().map(|s| s * s).sum::<f32>() / settled.len() as f32;
        10.0 * (2.0 * power).log10()
    }

    #[test]
    fn the_harsh_band_sinks_and_the_air_rises() {
        assert!(gain_at(200.0).abs() < 0.5, "{}", gain_at(200.0));
        assert!((-4.0..-2.5).contains(&gain_at(1_300.0)), "{}", gain_at(1_300.0));
        assert!((-6.0..-4.0).contains(&gain_at(3_500.0)), "{}", gain_at(3_500.0));
        assert!((2.0..4.5).contains(&gain_at(9_000.0)), "{}", gain_at(9_000.0));
    }
}
