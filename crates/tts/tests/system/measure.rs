//! What an ear would say of a voice, in numbers.

/// Pitch of the voiced frames and their share of the frames that are not silent.
pub(crate) struct Melody {
    /// Median, in Hz; 0 where nothing is voiced.
    pub(crate) pitch: f32,
    /// The 90th percentile of the pitch over its 10th.
    pub(crate) range: f32,
    pub(crate) voiced: f32,
}

/// By the normalised autocorrelation of 40 ms frames, 60 to 500 Hz.
pub(crate) fn melody(samples: &[f32], rate: u32) -> Melody {
    // Half the rate is plenty for a voice's pitch, and four times as quick.
    let samples: Vec<f32> = samples.chunks_exact(2).map(|pair| (pair[0] + pair[1]) / 2.0).collect();
    let (samples, rate) = (&samples[..], rate / 2);
    let frame = rate as usize / 25;
    let (shortest, longest) = (rate as usize / 500, rate as usize / 60);
    let quiet = 0.1 * rms(samples);
    let frames: Vec<&[f32]> =
        samples.windows(frame).step_by(frame).filter(|frame| rms(frame) > quiet).collect();
    let mut pitches: Vec<f32> = frames
        .iter()
        .filter_map(|frame| {
            let likeness = |lag: usize| {
                let (a, b) = (&frame[..frame.len() - lag], &frame[lag..]);
                let dot: f32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
                dot / (power(a) * power(b)).sqrt().max(1e-9)
            };
            let values: Vec<f32> = (shortest..longest).map(likeness).collect();
            let best = values.iter().copied().fold(0.0, f32::max);
            if best < 0.6 {
                return None;
            }
            // The first peak that is nearly the best: later ones are its multiples.
            let lag = (1..values.len() - 1).find(|&i| {
                values[i] > 0.9 * best && values[i] >= values[i - 1] && values[i] >= values[i + 1]
            })?;
            Some(rate as f32 / (lag + shortest) as f32)
        })
        .collect();
    pitches.sort_by(f32::total_cmp);
    let at = |share: f32| pitches.get((pitches.len() as f32 * share) as usize).copied().unwrap_or(0.0);
    Melody {
        pitch: at(0.5),
        range: at(0.9) / at(0.1).max(1.0),
        voiced: pitches.len() as f32 / frames.len().max(1) as f32,
    }
}

/// Loudness of the parts that are not pauses as the ear weighs them, in dBFS: 20 ms blocks within 20 dB of the mean.
pub(crate) fn loudness(samples: &[f32], rate: u32) -> f32 {
    let blocks: Vec<f32> = weighted(samples, rate)
        .chunks(rate as usize / 50)
        .map(|block| power(block) / block.len() as f32)
        .collect();
    let mean = blocks.iter().sum::<f32>() / blocks.len().max(1) as f32;
    let loud: Vec<f32> = blocks.into_iter().filter(|block| *block > mean * 0.01).collect();
    10.0 * (loud.iter().sum::<f32>() / loud.len().max(1) as f32).log10()
}

/// The first filter of ITU-R BS.1770-4, annex 1, brought from 48 kHz to `rate` through the tangent of its corner.
fn weighted(samples: &[f32], rate: u32) -> Vec<f32> {
    let k = (std::f32::consts::PI * 1_681.97 / rate as f32).tan();
    let (high, middle, q) = (1.584_9_f32, 1.258_7_f32, 0.707_2_f32);
    let whole = 1.0 + k / q + k * k;
    let b = [high + middle * k / q + k * k, 2.0 * (k * k - high), high - middle * k / q + k * k];
    let a = [2.0 * (k * k - 1.0), 1.0 - k / q + k * k];
    let mut state = [0.0; 2];
    let step = |&x: &f32| {
        let y = (b[0] * x) / whole + state[0];
        state[0] = (b[1] * x - a[0] * y) / whole + state[1];
        state[1] = (b[2] * x - a[1] * y) / whole;
        y
    };
    samples.iter().map(step).collect()
}

/// Zero crossings per second: a simple measure of brightness.
pub(crate) fn crossings(samples: &[f32], rate: u32) -> f32 {
    let count =
        samples.windows(2).filter(|pair| pair[0].is_sign_positive() != pair[1].is_sign_positive()).count();
    count as f32 * rate as f32 / samples.len().max(1) as f32
}

pub(crate) fn peak(samples: &[f32]) -> f32 {
    samples.iter().fold(0.0, |peak, sample| peak.max(sample.abs()))
}

pub(crate) fn rms(samples: &[f32]) -> f32 {
    (power(samples) / samples.len().max(1) as f32).sqrt()
}

fn power(samples: &[f32]) -> f32 {
    samples.iter().map(|sample| sample * sample).sum()
}
