//! A recording as the models want a voice to be shown to them.

/// Seconds of silence at its end.
const PAUSE: f32 = 0.08;
const FADE: f32 = 0.02;
/// Seconds of a block whose loudness is looked at.
const BLOCK: f32 = 0.02;
/// What is this far below the loudest block is silence: 35 dB.
const QUIET: f32 = 0.017_782_8;

/// `samples` at `rate`, ending on a pause of exactly the length that the models were taught with. One that stops in the
/// middle of a word makes the model go on with that word at the beginning of every text, one that ends on a long silence
/// delays each (`end_on_pause` of Kyutai's pocket-tts 4.0.1).
pub(crate) fn ended_on_pause(samples: &[f32], rate: u32) -> Vec<f32> {
    let count = |seconds: f32| (seconds * rate as f32) as usize;
    let block = count(BLOCK).max(1);
    let powers: Vec<f32> = samples
        .chunks_exact(block)
        .map(|block| (block.iter().map(|sample| sample * sample).sum::<f32>() / block.len() as f32).sqrt())
        .collect();
    let loudest = powers.iter().copied().fold(0.0, f32::max);
    let Some(last) = powers.iter().rposition(|power| *power > loudest * QUIET) else {
        return samples.to_vec();
    };
    let mut ended = samples.get(..(last + 1) * block).unwrap_or(samples).to_vec();
    let fade = count(FADE).min(ended.len());
    let steps = fade.saturating_sub(1).max(1) as f32;
    for (left, sample) in ended.iter_mut().rev().take(fade).enumerate() {
        *sample *= left as f32 / steps;
    }
    ended.resize(ended.len() + count(PAUSE), 0.0);
    ended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_ends_on_eighty_milliseconds_of_silence() {
        let rate = 24_000;
        let mut recording: Vec<f32> = (0..12_000).map(|n| 0.3 * (n as f32 * 0.06).sin()).collect();
        recording.extend((0..30_000).map(|n| 0.000_5 * (n as f32 * 0.9).sin()));
        let ended = ended_on_pause(&recording, rate);
        assert_eq!(ended.len(), 12_000 + 1_920);
        assert!(ended[12_000..].iter().all(|sample| *sample == 0.0));
        assert_eq!(ended[..11_520], recording[..11_520]);
        assert!(ended[11_999].abs() < 1e-6 && ended[11_520..].iter().any(|sample| sample.abs() > 0.1));
        // Nothing to cut where there is nothing at all.
        assert_eq!(ended_on_pause(&[0.0; 500], rate), [0.0; 500]);
    }
}
