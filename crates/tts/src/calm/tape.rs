//! Sound played faster or slower, as a tape is: its pitch changes with it.

use std::f64::consts::PI;

/// Zero crossings of the kernel on either side.
const CROSSINGS: f64 = 12.0;
/// Places between two samples for which the kernel is computed; between these it is interpolated.
const PHASES: usize = 256;
/// Share of the narrower band that is kept.
const KEPT: f64 = 0.94;

/// Band-limited interpolation by a windowed sinc (J. O. Smith, "Digital Audio Resampling", 2002).
pub(crate) struct Tape {
    /// Samples of the sound for each that is played.
    speed: f64,
    /// Samples that the kernel reaches to either side.
    reach: usize,
    /// `PHASES + 1` kernels of `2 * reach` taps each.
    kernels: Vec<f32>,
    /// The sound from `reach` samples before the position `begin` on.
    sound: Vec<f32>,
    begin: usize,
    /// Samples that were played.
    played: usize,
    taken: usize,
}

impl Tape {
    /// Raises the pitch by so many semitones, -6..6; none where it stays as it is.
    pub(crate) fn new(semitones: f32) -> Option<Tape> {
        let speed = speed(semitones)?;
        // What is played faster would reach beyond the band.
        let cutoff = KEPT * (1.0 / speed).min(1.0);
        let reach = (CROSSINGS / cutoff).ceil() as usize;
        let mut kernels = Vec::with_capacity((PHASES + 1) * 2 * reach);
        for phase in 0..=PHASES {
            let offset = phase as f64 / PHASES as f64;
            kernels.extend((0..2 * reach).map(|tap| {
                let distance = tap as f64 + 1.0 - reach as f64 - offset;
                kernel(distance, cutoff, reach as f64) as f32
            }));
        }
        Some(Tape { speed, reach, kernels, sound: vec![0.0; reach], begin: 0, played: 0, taken: 0 })
    }

    /// Takes more of the sound and appends to `ready` what is certain.
    pub(crate) fn push(&mut self, samples: &[f32], ready: &mut Vec<f32>) {
        self.sound.extend_from_slice(samples);
        self.taken += samples.len();
        self.play(self.taken, ready);
    }

    /// The sound is over: appends the rest.
    pub(crate) fn end(mut self, ready: &mut Vec<f32>) {
        self.sound.resize(self.sound.len() + self.reach + 1, 0.0);
        let end = self.taken;
        while (self.played as f64 * self.speed) < end as f64 && self.step(ready) {}
    }

    fn play(&mut self, taken: usize, ready: &mut Vec<f32>) {
        while (self.played as f64 * self.speed) as usize + self.reach < taken && self.step(ready) {}
        let next = (self.played as f64 * self.speed) as usize;
        let gone = next.saturating_sub(self.begin).min(self.sound.len());
        self.sound.drain(..gone);
        self.begin += gone;
    }

    /// Plays one sample; not where the sound is not there for it.
    fn step(&mut self, ready: &mut Vec<f32>) -> bool {
        let place = self.played as f64 * self.speed;
        let (whole, part) = (place as usize, place.fract() * PHASES as f64);
        let taps = 2 * self.reach;
        // The kernel's first tap lies `reach - 1` samples before the place, and `sound` begins `reach` before `begin`.
        let from = (whole + 1).saturating_sub(self.begin);
        let (phase, between) = (part as usize, part.fract() as f32);
        let kernels = self.kernels.get(phase * taps..(phase + 2) * taps);
        let (Some(sound), Some(kernels)) = (self.sound.get(from..from + taps), kernels) else { return false };
        let (here, next) = kernels.split_at(taps);
        let sum = sound.iter().zip(here.iter().zip(next));
        ready.push(sum.map(|(sample, (here, next))| sample * (here + between * (next - here))).sum());
        self.played += 1;
        true
    }
}

/// How much faster sound is played whose pitch rises by so many semitones; none where that is not to be heard.
pub(crate) fn speed(semitones: f32) -> Option<f64> {
    let semitones = if semitones.is_finite() { f64::from(semitones.clamp(-6.0, 6.0)) } else { 0.0 };
    (semitones.abs() > 0.02).then(|| (semitones / 12.0).exp2())
}

/// The sinc of a low-pass at `cutoff` (of half the sampling rate) under a Hann window of `reach` samples to either side.
fn kernel(distance: f64, cutoff: f64, reach: f64) -> f64 {
    if distance.abs() >= reach {
        return 0.0;
    }
    let x = PI * distance * cutoff;
    let sinc = if x.abs() < 1e-9 { 1.0 } else { x.sin() / x };
    cutoff * sinc * (0.5 + 0.5 * (PI * distance / reach).cos())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: f32 = 24_000.0;

    fn tone(frequency: f32, count: usize) -> Vec<f32> {
        (0..count).map(|n| 0.5 * (2.0 * std::f32::consts::PI * frequency * n as f32 / RATE).sin()).collect()
    }

    fn played(sound: &[f32], semitones: f32, piece: usize) -> Vec<f32> {
        let mut tape = Tape::new(semitones).unwrap();
        let mut ready = Vec::new();
        sound.chunks(piece).for_each(|piece| tape.push(piece, &mut ready));
        tape.end(&mut ready);
        ready
    }

    #[test]
    fn a_tone_becomes_the_tone_so_many_semitones_away() {
        for semitones in [-6.0_f32, -2.0, 3.0, 6.0] {
            let ratio = (semitones / 12.0).exp2();
            let out = played(&tone(300.0, 24_000), semitones, 1_920);
            assert!((out.len() as f32 - 24_000.0 / ratio).abs() < 2.0, "{semitones}: {}", out.len());
            let wanted = tone(300.0 * ratio, out.len());
            let off = out[100..out.len() - 100].iter().zip(&wanted[100..]).map(|(a, b)| (a - b).abs());
            let off = off.fold(0.0, f32::max);
            assert!(off < 0.005, "{semitones}: off by {off}");
        }
    }

    #[test]
    fn what_would_be_too_high_is_taken_out_and_does_not_come_back_low() {
        let out = played(&tone(11_000.0, 24_000), 6.0, 24_000);
        let loudest = out[200..out.len() - 200].iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
        assert!(loudest < 0.005, "{loudest}");
    }

    #[test]
    fn pieces_make_no_difference() {
        let sound = tone(440.0, 5_000);
        let whole = played(&sound, 3.5, sound.len());
        for piece in [1, 7, 1_000] {
            assert!(played(&sound, 3.5, piece) == whole, "pieces of {piece}");
        }
        assert!(played(&[], 3.5, 1).is_empty());
        for none in [0.0, f32::NAN, f32::INFINITY, 0.01] {
            assert!(Tape::new(none).is_none(), "{none}");
        }
    }
}
