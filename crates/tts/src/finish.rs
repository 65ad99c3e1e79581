use crate::tone::{Ear, Tone};

/// Seconds that are heard before the loudness of a line is settled. Few lines are longer; espeak-ng makes this
/// much in about 7 ms.
const LISTEN: f32 = 10.0;
/// Seconds of quiet that stay at either end of a line.
const MARGIN: f32 = 0.010;
/// Seconds of fade within the margin, so that no end clicks.
const FADE: f32 = 0.005;
/// What counts as silence once a line is level: -50 dBFS.
const SILENCE: f32 = 0.003_16;
/// Where the limiter begins to bend, and the share of full scale that it never exceeds. Another rate finds peaks
/// between the samples: what is left keeps them, and a bed, a decibel below full scale.
const KNEE: f32 = 0.6;
const CEILING: f32 = 0.82;

/// Makes one line sit beside every other: the same loudness, cut to the speech, and espeak-ng's tone softer.
///
/// Samples go in as they come and come out as soon as their place is certain: the loudness is settled on the
/// first ten seconds, unless it is known, and quiet is held back until it is known whether speech follows it.
pub(crate) struct Finish {
    rate: u32,
    tone: Option<Tone>,
    /// The level that the speech shall have, as RMS weighted for the ear.
    level: f32,
    /// Settled after [`LISTEN`] seconds or at the end.
    gain: Option<f32>,
    /// Factor on top of it.
    volume: f32,
    waiting: Vec<f32>,
    /// How many samples were left out before the first sound.
    skipped: usize,
    /// How many samples went out; the first of them fade in.
    done: usize,
}

impl Finish {
    /// `level` is the loudness of the speech in dBFS (RMS of what is not a pause, weighted for the ear), to which `volume`
    /// is a factor.
    pub(crate) fn new(rate: u32, level: f32, volume: f32) -> Self {
        let tone = Some(Tone::new(rate));
        Finish { tone, level: 10_f32.powf(level / 20.0), gain: None, ..Finish::known(rate, 1.0, volume) }
    }

    /// The same for a voice whose loudness is known: every sample is multiplied by `gain` and `volume`, and keeps its tone.
    pub(crate) fn known(rate: u32, gain: f32, volume: f32) -> Self {
        let (waiting, skipped, done) = (Vec::new(), 0, 0);
        Finish { rate, tone: None, level: 1.0, gain: Some(gain), volume, waiting, skipped, done }
    }

    /// How many samples of the beginning were left out, as far as is known by now.
    pub(crate) fn skipped(&self) -> usize {
        self.skipped
    }

    /// What is louder is so before the limiter, what is quieter behind it, so that the edges are found where they are.
    fn boost(&self) -> f32 {
        self.volume.max(1.0)
    }

    fn cut(&self) -> f32 {
        self.volume.min(1.0)
    }

    /// Takes more of the line and appends to `ready` what is certain of it.
    pub(crate) fn push(&mut self, mut samples: Vec<f32>, ready: &mut Vec<f32>) {
        if let Some(tone) = &mut self.tone {
            tone.apply(&mut samples);
        }
        if let Some(gain) = self.gain {
            let gain = gain * self.boost();
            self.waiting.extend(samples.into_iter().map(|sample| limit(sample * gain)));
        } else {
            self.waiting.append(&mut samples);
            if self.waiting.len() < self.count(LISTEN) {
                return;
            }
            self.settle();
        }
        self.release(ready);
    }

    /// The line is over: appends the rest, up to the end of the speech.
    pub(crate) fn end(mut self, ready: &mut Vec<f32>) {
        if self.gain.is_none() {
            self.settle();
        }
        self.release(ready);
        if self.done == 0 {
            return;
        }
        // What still waits is the very last of the sound, and the quiet after it.
        let sounding = self.waiting.iter().rposition(self.loud()).map_or(0, |last| last + 1);
        self.waiting.truncate(sounding + self.count(MARGIN));
        let (fade, cut) = (self.count(FADE), self.cut());
        for (left, sample) in self.waiting.iter_mut().rev().enumerate() {
            *sample *= (left as f32 / fade as f32).min(1.0) * cut;
        }
        ready.append(&mut self.waiting);
    }

    fn count(&self, seconds: f32) -> usize {
        (seconds * self.rate as f32).round() as usize
    }

    fn settle(&mut self) {
        // Exactly so many samples, however the stream was cut: the same line gives the same gain.
        let heard = self.count(LISTEN).min(self.waiting.len());
        let heard = self.waiting.get(..heard).unwrap_or_default();
        let loudness = weighted_loudness(heard, self.rate);
        let mut gain = if loudness > 0.0 { self.level / loudness } else { 0.0 };
        if gain > 0.0 && self.boost() > 1.0 {
            gain *= lift(heard, self.rate, gain * self.boost(), self.level * self.boost());
        }
        let boosted = gain * self.boost();
        for sample in &mut self.waiting {
            *sample = limit(*sample * boosted);
        }
        self.gain = Some(gain);
    }

    /// Whether a sample is no silence.
    fn loud(&self) -> impl Fn(&f32) -> bool + use<> {
        let silence = SILENCE * self.boost();
        move |sample| sample.abs() > silence
    }

    /// Moves everything up to the last sound to `ready`.
    fn release(&mut self, ready: &mut Vec<f32>) {
        let Some(last) = self.waiting.iter().rposition(self.loud()) else {
            // Before the first sound only the margin can still be needed.
            if self.done == 0 {
                let surplus = self.waiting.len().saturating_sub(self.count(MARGIN));
                self.waiting.drain(..surplus);
                self.skipped += surplus;
            }
            return;
        };
        let first = match self.done {
            0 => self.waiting.iter().position(self.loud()).unwrap_or(0).saturating_sub(self.count(MARGIN)),
            _ => 0,
        };
        let (fade, cut) = (self.count(FADE), self.cut());
        // Should the sound end here and now, there must be something left to fade.
        let certain = (last + 1).min(self.waiting.len().saturating_sub(fade));
        self.skipped += first.min(certain);
        for sample in self.waiting.drain(..certain).skip(first) {
            ready.push(sample * (self.done as f32 / fade as f32).min(1.0) * cut);
            self.done += 1;
        }
    }
}

/// What `samples`, multiplied by `gain`, must be multiplied by besides so that they are `level` loud behind the limiter: 1
/// where nothing is limited. Not more than twice: nothing is heard but the limiter then.
pub(crate) fn lift(samples: &[f32], rate: u32, gain: f32, level: f32) -> f32 {
    const ROUNDS: usize = 3;
    let mut lift = 1.0;
    for _ in 0..ROUNDS {
        let limited: Vec<f32> = samples.iter().map(|sample| limit(sample * gain * lift)).collect();
        let loudness = weighted_loudness(&limited, rate);
        if loudness > 0.0 {
            lift = (lift * level / loudness).clamp(1.0, 2.0);
        }
    }
    lift
}

/// A line's decibels as a factor.
pub(crate) fn volume(decibels: f32) -> f32 {
    let decibels = if decibels.is_nan() { 0.0 } else { decibels.clamp(-40.0, 6.0) };
    10_f32.powf(decibels / 20.0)
}

/// Loudness of what is spoken in `samples`, as RMS weighted for the ear.
pub(crate) fn weighted_loudness(samples: &[f32], rate: u32) -> f32 {
    let mut weighted = samples.to_vec();
    Ear::new(rate).apply(&mut weighted);
    loudness(&weighted, (0.020 * rate as f32).round() as usize)
}

/// RMS of the parts that are spoken: blocks within 20 dB of the mean of all blocks that are not silent. The gate
/// is the idea of ITU-R BS.1770-4, annex 1.
fn loudness(samples: &[f32], block: usize) -> f32 {
    let powers: Vec<f32> = samples
        .chunks(block.max(1))
        .map(|block| block.iter().map(|s| s * s).sum::<f32>() / block.len() as f32)
        .collect();
    let audible = mean(powers.iter().copied().filter(|power| *power > 1e-7));
    mean(powers.iter().copied().filter(|power| *power > 1e-7 && *power > audible * 0.01)).sqrt()
}

fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (sum, count) = values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { sum / count as f32 }
}

/// Bends what is louder than the knee smoothly below the ceiling.
fn limit(sample: f32) -> f32 {
    let over = sample.abs() - KNEE;
    if over <= 0.0 {
        return sample;
    }
    let room = CEILING - KNEE;
    (KNEE + room * (over / room).tanh()).copysign(sample)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 22_050;

    /// Quiet, a tone of 220 Hz, quiet.
    fn line(quiet: usize, tone: usize, level: f32) -> Vec<f32> {
        let wave = |n: usize| level * (2.0 * std::f32::consts::PI * 220.0 * n as f32 / RATE as f32).sin();
        let mut samples = vec![0.0; quiet];
        samples.extend((0..tone).map(wave));
        samples.extend(vec![0.0; quiet]);
        samples
    }

    fn finish(samples: &[f32], piece: usize) -> Vec<f32> {
        let mut finish = Finish::new(RATE, -20.0, 1.0);
        let mut ready = Vec::new();
        for part in samples.chunks(piece) {
            finish.push(part.to_vec(), &mut ready);
        }
        finish.end(&mut ready);
        ready
    }

    #[test]
    fn quiet_and_loud_lines_come_out_alike() {
        for level in [0.002, 0.05, 0.9] {
            let out = finish(&line(8_000, 22_050, level), 1_000);
            let rms = (out.iter().map(|s| s * s).sum::<f32>() / out.len() as f32).sqrt();
            assert!((20.0 * rms.log10() + 20.0).abs() < 0.5, "{level}: {rms}");
        }
    }

    #[test]
    fn what_the_ear_hears_better_is_made_less() {
        let hiss = |n: usize| 0.1 * (2.0 * std::f32::consts::PI * 4_000.0 * n as f32 / RATE as f32).sin();
        let out = finish(&(0..22_050).map(hiss).collect::<Vec<_>>(), 1_000);
        let rms = (out.iter().map(|s| s * s).sum::<f32>() / out.len() as f32).sqrt();
        assert!((-24.5..-23.0).contains(&(20.0 * rms.log10())), "{}", 20.0 * rms.log10());
    }

    #[test]
    fn the_edges_are_cut_and_start_at_zero() {
        let out = finish(&line(8_000, 22_050, 0.3), 777);
        let margin = (RATE as f32 * MARGIN) as usize;
        assert!(out.len().abs_diff(22_050 + 2 * margin) < margin, "{}", out.len());
        assert!(out[0].abs() < 1e-6 && out[out.len() - 1].abs() < 1e-6);
    }

    #[test]
    fn pieces_make_no_difference() {
        let mut long = line(3_000, 150_000, 0.2);
        long.extend(line(30_000, 180_000, 0.1));
        let whole = finish(&long, long.len());
        for piece in [64, 5_000, 99_999] {
            assert!(finish(&long, piece) == whole, "pieces of {piece}");
        }
    }

    #[test]
    fn silence_gives_nothing() {
        assert!(finish(&vec![0.0; 400_000], 1_000).is_empty());
        assert!(finish(&[], 1).is_empty());
    }

    #[test]
    fn nothing_exceeds_the_ceiling() {
        let mut spiky = line(100, 44_100, 0.02);
        for n in (500..40_000).step_by(2_000) {
            spiky[n] = 1.0;
        }
        let out = finish(&spiky, 4_096);
        assert!(out.iter().all(|s| s.abs() <= CEILING));
        assert!(out.iter().any(|s| s.abs() > KNEE));
    }
}
