use vesper_speech::samples;

use crate::cue::Cue;

/// The words and the fixed silences alone last longer than the length that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the shortest this can be is {least} samples")]
pub struct TooShort {
    /// The shortest possible length in samples at [`RATE`](vesper_speech::RATE).
    pub least: u64,
}

/// The length of every cue in samples at [`RATE`](vesper_speech::RATE), one for each of `cues`.
///
/// `spoken(i)` is the measured length of the words of cue `i`; it is asked for cues with words only. Without
/// a `target` every stretch has its least length. With one, what is left over is shared among the stretches
/// by weight, so that the sum is exactly `target`: the boundaries between the shares are rounded, not the
/// shares, and the error never adds up. Without any stretch nothing can grow, and the cues last what they last.
///
/// # Errors
/// [`TooShort`] when the cues cannot be as short as `target`.
pub fn lengths(
    cues: &[Cue],
    spoken: &dyn Fn(usize) -> u64,
    target: Option<u64>,
) -> Result<Vec<u64>, TooShort> {
    let mut lengths: Vec<u64> = cues.iter().enumerate().map(|(i, cue)| least(i, cue, spoken)).collect();
    let Some(target) = target else { return Ok(lengths) };
    let sum = lengths.iter().fold(0u64, |sum, length| sum.saturating_add(*length));
    let left = target.checked_sub(sum).ok_or(TooShort { least: sum })?;

    let weights: Vec<u128> = cues.iter().map(weight).collect();
    let total: u128 = weights.iter().sum();
    if total == 0 {
        return Ok(lengths);
    }
    let mut reached = 0u128;
    let mut given = 0u64;
    for (length, weight) in lengths.iter_mut().zip(weights) {
        reached += weight;
        let boundary = u64::try_from(u128::from(left) * reached / total).unwrap_or(left);
        *length += boundary - given;
        given = boundary;
    }
    Ok(lengths)
}

fn least(index: usize, cue: &Cue, spoken: &dyn Fn(usize) -> u64) -> u64 {
    match cue {
        Cue::Say(_) => spoken(index),
        Cue::Pause(length) => samples(*length),
        Cue::Stretch { least, .. } => samples(*least),
        Cue::Breath { length, line, .. } => {
            let words = if line.is_some() { spoken(index) } else { 0 };
            samples(*length).max(words)
        }
        Cue::Chapter(_) | Cue::Bed(_) | Cue::Bell => 0,
    }
}

/// In thousandths, and never zero: integers make the shares exact.
fn weight(cue: &Cue) -> u128 {
    match cue {
        Cue::Stretch { weight, .. } => {
            ((f64::from(*weight) * 1000.0).round() as u128).clamp(1, 1_000_000_000)
        }
        _ => 0,
    }
}
