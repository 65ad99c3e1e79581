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
    lengths_above(cues, spoken, &|_| 0, target)
}

/// [`lengths`] where stretch `i` lasts at least `floor(i)` samples besides: what was heard of it already, or what its
/// listener asked for. A stretch whose share is less gets its floor, and the others share what is left.
///
/// # Errors
/// [`TooShort`] when the cues cannot be as short as `target`.
pub fn lengths_above(
    cues: &[Cue],
    spoken: &dyn Fn(usize) -> u64,
    floor: &dyn Fn(usize) -> u64,
    target: Option<u64>,
) -> Result<Vec<u64>, TooShort> {
    let least: Vec<u64> = cues.iter().enumerate().map(|(i, cue)| least(i, cue, spoken)).collect();
    let stretches = |i: usize| weight(&cues[i]) > 0;
    let floors: Vec<u64> =
        (0..cues.len()).map(|i| if stretches(i) { least[i].max(floor(i)) } else { least[i] }).collect();
    let Some(target) = target else { return Ok(floors) };
    let whole = floors.iter().fold(0u64, |sum, length| sum.saturating_add(*length));
    let spare = target.checked_sub(whole).ok_or(TooShort { least: whole })?;
    if spare == 0 {
        return Ok(floors);
    }
    // Whose share is less than its floor gets that, which leaves the others less: until no more of them fall short. Not
    // all can, because the target is longer than all floors together.
    let mut weights: Vec<u128> = cues.iter().map(weight).collect();
    loop {
        let held = |i: usize| stretches(i) && weights[i] == 0;
        let base: Vec<u64> = (0..cues.len()).map(|i| if held(i) { floors[i] } else { least[i] }).collect();
        let lengths = shared(base, &weights, target);
        let short: Vec<usize> = (0..cues.len()).filter(|i| lengths[*i] < floors[*i]).collect();
        if short.is_empty() {
            return Ok(lengths);
        }
        short.into_iter().for_each(|i| weights[i] = 0);
    }
}

/// `lengths` with what is left of `target` shared by `weights`. The boundaries between the shares are rounded, not the
/// shares, so that the sum is exact. Where nothing weighs anything, nothing grows.
fn shared(mut lengths: Vec<u64>, weights: &[u128], target: u64) -> Vec<u64> {
    let left = target.saturating_sub(lengths.iter().fold(0u64, |sum, length| sum.saturating_add(*length)));
    let total: u128 = weights.iter().sum();
    if total == 0 {
        return lengths;
    }
    let mut reached = 0u128;
    let mut given = 0u64;
    for (length, weight) in lengths.iter_mut().zip(weights) {
        reached += weight;
        let boundary = u64::try_from(u128::from(left) * reached / total).unwrap_or(left);
        *length += boundary - given;
        given = boundary;
    }
    lengths
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
