use std::f32::consts::PI;

use super::{FADE, ramp};

/// How loud it is, as a share of full scale: -60 dBFS (root mean square).
const LEVEL: f32 = 0.001;

/// What 16 bits do not tell from nothing is silence: an engine's own pause may have a filter's last trace in it.
const SILENT: f32 = 1.0 / 65_536.0;

/// Samples of noise that one sample of the tone is made of.
const TAPS: usize = 32;

/// Where the noise is taken from while no voice comes: as far from the voice's own positions as can be.
const APART: u64 = 1 << 63;

/// The sound of a quiet room, which is heard where the voice is silent: a listener takes digital silence for a fault.
///
/// Noise through a Hann window of 0.7 ms, which halves it at 1.5 kHz and stops it at 3 kHz. It never repeats, and it
/// follows from the voice's positions alone, so that a file gets what a loudspeaker gets.
pub(super) struct Tone {
    window: [f32; TAPS],
    /// The noise of the last frames, the oldest first.
    noise: [f32; TAPS],
    /// Frames for which no voice came.
    alone: u64,
    /// How far it has come in: [`FADE`] where it is whole.
    open: u32,
}

impl Tone {
    pub(super) fn new() -> Self {
        let window: [f32; TAPS] =
            std::array::from_fn(|tap| (PI * (tap as f32 + 0.5) / TAPS as f32).sin().powi(2));
        // Evenly spread noise has a third of the power of full scale.
        let power = window.iter().map(|weight| weight * weight).sum::<f32>() / 3.0;
        let scale = LEVEL / power.sqrt();
        Tone { window: window.map(|weight| weight * scale), noise: [0.0; TAPS], alone: 0, open: 0 }
    }

    /// What sounds beside the voice's sample `speech`, which stands at `position`; none where no voice came. It comes
    /// in over 10 ms where the voice is silent, and goes as slowly where it is not.
    pub(super) fn next(&mut self, position: Option<u64>, speech: f32) -> f32 {
        let silent = speech.abs() < SILENT;
        self.open = if silent { (self.open + 1).min(FADE) } else { self.open.saturating_sub(1) };
        let place = position.unwrap_or_else(|| {
            self.alone += 1;
            APART + self.alone
        });
        self.noise.rotate_left(1);
        self.noise[TAPS - 1] = white(place);
        if self.open == 0 {
            return 0.0;
        }
        let sound: f32 = self.noise.iter().zip(&self.window).map(|(noise, weight)| noise * weight).sum();
        sound * ramp::smooth(self.open as f32 / FADE as f32)
    }
}

/// White noise, -1..1, which follows from its place alone: the output function of splitmix64 (Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", 2014).
fn white(place: u64) -> f32 {
    let mut z = place.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 40) as f32 * (2.0 / 16_777_216.0) - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tone beside a voice.
    fn beside(voice: &[f32]) -> Vec<f32> {
        let mut tone = Tone::new();
        (0..).zip(voice).map(|(at, &speech)| tone.next(Some(at), speech)).collect()
    }

    fn decibels(samples: &[f32]) -> f32 {
        10.0 * (samples.iter().map(|x| x * x).sum::<f32>() / samples.len() as f32).log10()
    }

    #[test]
    fn it_is_sixty_decibels_below_full_scale_and_dull() {
        let sound = beside(&vec![0.0; 480_000]);
        for second in sound[480..].chunks_exact(47_000) {
            let level = decibels(second);
            assert!((-60.5..-59.5).contains(&level), "{level} dBFS");
        }
        assert!(sound.iter().all(|x| x.abs() < 0.006), "nothing stands out of it");
        // The difference from sample to sample tells how much of it lies high: of white noise it is 3 dB louder.
        let steps: Vec<f32> = sound[480..].windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(decibels(&steps) < -75.0, "{} dB", decibels(&steps));
    }

    #[test]
    fn it_never_comes_again() {
        let sound = beside(&vec![0.0; 20 * 48_000]);
        let second = &sound[480..48_480];
        let power: f32 = second.iter().map(|x| x * x).sum();
        for from in (48_480..sound.len() - 48_000).step_by(4_801) {
            let alike: f32 = second.iter().zip(&sound[from..]).map(|(a, b)| a * b).sum::<f32>() / power;
            assert!(alike.abs() < 0.2, "{alike} of it comes again at {from}");
        }
    }

    #[test]
    fn it_fades_in_and_out_in_ten_milliseconds_beside_the_voice() {
        let mut voice = vec![0.3; 1_000];
        voice.extend([0.0; 4_000]);
        voice.extend([0.3; 1_000]);
        let sound = beside(&voice);
        let whole = beside(&vec![0.0; voice.len()]);
        assert!(sound[..1_000].iter().all(|&x| x == 0.0));
        assert_eq!(sound[1_480..5_000], whole[1_480..5_000], "it is whole, and follows from the place alone");
        assert!(sound[5_480..].iter().all(|&x| x == 0.0), "under the voice it is gone");
        for (at, gain) in
            [(1_120, 0.16), (1_240, 0.5), (1_360, 0.84), (5_120, 0.84), (5_240, 0.5), (5_360, 0.16)]
        {
            let share = sound[at] / whole[at];
            assert!((share - gain).abs() < 0.02, "{share} at {at}");
        }
    }
}
