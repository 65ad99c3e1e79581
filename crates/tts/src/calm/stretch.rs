//! Speech made slower or quicker at its own pitch.

use std::f32::consts::PI;

/// Half of a window, in seconds: two periods of a low voice.
const HOP: f32 = 0.015;
/// How far off a window may be taken so that it goes on where the one before ended.
const REACH: f32 = 0.010;

const SLOWEST: f32 = 0.35;
const QUICKEST: f32 = 2.85;

/// WSOLA (Verhelst and Roelands, "An overlap-add technique based on waveform similarity", 1993): windows are taken out of
/// the sound at one pace and laid over each other at another, each a little earlier or later than it should be, where it is
/// most like what would have followed.
pub(crate) struct Stretch {
    pace: f64,
    /// The rising half of a window.
    rise: Vec<f32>,
    reach: usize,
    /// Sound from the position `begin` on.
    sound: Vec<f32>,
    begin: usize,
    /// Windows that were laid.
    laid: usize,
    /// Where the last one was taken.
    taken: usize,
    /// Its falling half.
    fall: Vec<f32>,
}

impl Stretch {
    /// For sound at `rate` samples per second, spoken `pace` times as quickly; none where it stays as it is.
    pub(crate) fn new(rate: u32, pace: f32) -> Option<Stretch> {
        // A line's pace and its pitch, half an octave, may both lie in it.
        let pace = if pace.is_finite() { pace.clamp(SLOWEST, QUICKEST) } else { 1.0 };
        if (pace - 1.0).abs() < 0.01 {
            return None;
        }
        let hop = (HOP * rate as f32) as usize;
        let rise = (0..hop).map(|n| 0.5 - 0.5 * (PI * (n as f32 + 0.5) / hop as f32).cos()).collect();
        let reach = (REACH * rate as f32) as usize;
        let pace = f64::from(pace);
        Some(Stretch {
            pace,
            rise,
            reach,
            sound: Vec::new(),
            begin: 0,
            laid: 0,
            taken: 0,
            fall: vec![0.0; hop],
        })
    }

    /// Takes more of the sound and appends to `ready` what is certain.
    pub(crate) fn push(&mut self, samples: &[f32], ready: &mut Vec<f32>) {
        self.sound.extend_from_slice(samples);
        while self.needed() <= self.begin + self.sound.len() {
            self.lay(ready);
        }
    }

    /// The sound is over: appends the rest.
    pub(crate) fn end(mut self, ready: &mut Vec<f32>) {
        let end = self.begin + self.sound.len();
        if end == 0 {
            return;
        }
        while self.wanted() < end {
            let missing = self.needed().saturating_sub(self.begin + self.sound.len());
            self.sound.resize(self.sound.len() + missing, 0.0);
            self.lay(ready);
        }
        ready.append(&mut self.fall);
    }

    fn hop(&self) -> usize {
        self.rise.len()
    }

    /// Where the next window should be taken.
    fn wanted(&self) -> usize {
        (self.laid as f64 * self.hop() as f64 * self.pace) as usize
    }

    /// Where the sound goes on behind the rising half of the last window.
    fn following(&self) -> usize {
        if self.laid == 0 { 0 } else { self.taken + self.hop() }
    }

    /// How much of the sound must be there for the next window.
    fn needed(&self) -> usize {
        (self.wanted() + self.reach).max(self.following()) + 2 * self.hop()
    }

    fn at(&self, position: usize) -> &[f32] {
        let from = position.saturating_sub(self.begin);
        self.sound.get(from..from + self.hop()).unwrap_or_default()
    }

    fn lay(&mut self, ready: &mut Vec<f32>) {
        let hop = self.hop();
        let taken = if self.laid == 0 { 0 } else { self.likest() };
        if self.laid == 0 {
            // The first begins as it is.
            self.fall =
                self.at(0).iter().zip(&self.rise).map(|(sample, rise)| sample * (1.0 - rise)).collect();
        }
        let laid = self.at(taken).iter().zip(&self.rise).zip(&self.fall);
        ready.extend(laid.map(|((sample, rise), fall)| sample * rise + fall));
        self.fall =
            self.at(taken + hop).iter().zip(&self.rise).map(|(sample, rise)| sample * (1.0 - rise)).collect();
        self.taken = taken;
        self.laid += 1;
        let kept = self.wanted().saturating_sub(self.reach).min(self.following());
        let gone = kept.saturating_sub(self.begin).min(self.sound.len());
        self.sound.drain(..gone);
        self.begin += gone;
    }

    /// The place near where the next window should be taken, at which the sound is most like what follows the last.
    fn likest(&self) -> usize {
        let following = self.at(self.following());
        let wanted = self.wanted();
        let first = wanted.saturating_sub(self.reach).max(self.begin);
        let mut best = (f32::NEG_INFINITY, wanted.max(first));
        for position in first..=wanted + self.reach {
            let likeness = likeness(self.at(position), following);
            if likeness > best.0 {
                best = (likeness, position);
            }
        }
        best.1
    }
}

/// The product of both, as a share of what the first could have at most.
fn likeness(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let (mut products, mut powers) = ([0.0; LANES], [1e-9; LANES]);
    for (a, b) in a.as_chunks::<LANES>().0.iter().zip(b.as_chunks::<LANES>().0) {
        for lane in 0..LANES {
            products[lane] += a[lane] * b[lane];
            powers[lane] += a[lane] * a[lane];
        }
    }
    products.iter().sum::<f32>() / powers.iter().sum::<f32>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 24_000;

    /// A voice of 110 Hz with some overtones.
    fn voice(seconds: f32) -> Vec<f32> {
        let wave = |n: usize, k: f32| (2.0 * PI * 110.0 * k * n as f32 / RATE as f32).sin() / k;
        (0..(seconds * RATE as f32) as usize)
            .map(|n| 0.2 * (wave(n, 1.0) + wave(n, 2.0) + wave(n, 3.0)))
            .collect()
    }

    fn stretched(sound: &[f32], pace: f32, piece: usize) -> Vec<f32> {
        let mut stretch = Stretch::new(RATE, pace).unwrap();
        let mut ready = Vec::new();
        sound.chunks(piece).for_each(|piece| stretch.push(piece, &mut ready));
        stretch.end(&mut ready);
        ready
    }

    /// How often the sound rises through nought in a second.
    fn periods(sound: &[f32]) -> f32 {
        sound.windows(2).filter(|pair| pair[0] <= 0.0 && pair[1] > 0.0).count() as f32 * RATE as f32
            / sound.len() as f32
    }

    #[test]
    fn the_length_changes_and_the_pitch_does_not() {
        let sound = voice(2.0);
        for pace in [0.5, 0.8, 1.25, 2.0] {
            let out = stretched(&sound, pace, 1_920);
            let wanted = sound.len() as f32 / pace;
            assert!(
                (out.len() as f32 - wanted).abs() < 0.03 * RATE as f32,
                "{pace}: {} for {wanted}",
                out.len()
            );
            assert!((periods(&out) / periods(&sound) - 1.0).abs() < 0.02, "{pace}: {}", periods(&out));
            // No jump that the sound itself does not have, and nothing lost in between.
            let jump =
                |sound: &[f32]| sound.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
            assert!(jump(&out) < 1.3 * jump(&sound), "{pace}: {} for {}", jump(&out), jump(&sound));
            let power =
                |sound: &[f32]| sound.iter().map(|sample| sample * sample).sum::<f32>() / sound.len() as f32;
            assert!((power(&out) / power(&sound) - 1.0).abs() < 0.1, "{pace}");
        }
    }

    #[test]
    fn pieces_make_no_difference() {
        let sound = voice(0.7);
        let whole = stretched(&sound, 0.8, sound.len());
        for piece in [1, 100, 1_920, 5_000] {
            assert!(stretched(&sound, 0.8, piece) == whole, "pieces of {piece}");
        }
    }

    #[test]
    fn what_is_short_or_missing_comes_through() {
        assert!(stretched(&[], 0.5, 1).is_empty());
        assert!(!stretched(&[0.1; 10], 2.0, 3).is_empty());
        for pace in [1.0, 1.004, f32::NAN] {
            assert!(Stretch::new(RATE, pace).is_none());
        }
    }
}
