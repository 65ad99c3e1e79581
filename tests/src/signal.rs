//! Signals whose every sample is known, and what became of them on their way.

use std::f64::consts::TAU;

/// Length of a syllable, in seconds.
const SYLLABLE: f64 = 0.22;

/// Samples of the excerpt by which one signal is found in another: a quarter of a second at 48 kHz.
const EXCERPT: usize = 12_000;

/// Every so many samples are averaged for the first, coarse search.
const COARSE: usize = 8;

/// `seconds` of something that rises and falls like speech: syllables of gliding harmonics, hisses
/// between some of them, and short silences. The same at every `rate` (samples per second), so that a
/// copy that was converted can be compared; `shift` moves it by so many samples.
#[must_use]
pub fn speech_like(seconds: f64, rate: u32, shift: f64) -> Vec<f32> {
    let count = (seconds * f64::from(rate)).round() as usize;
    (0..count).map(|n| utterance((n as f64 + shift) / f64::from(rate)) as f32).collect()
}

/// The utterance at `t` seconds, in -1..1.
fn utterance(t: f64) -> f64 {
    let syllable = (t / SYLLABLE).floor();
    let inside = t / SYLLABLE - syllable;
    // A pause now and then, but not at the beginning, by which the signal is found.
    if syllable as i64 % 7 == 5 {
        return 0.0;
    }
    let envelope = (std::f64::consts::PI * inside).sin().powi(2);
    let pitch = 110.0 + 17.0 * (syllable * 2.3).sin();
    let phase = TAU * (pitch * t + 9.0 * (t * 1.7).sin());
    let open = 1.5 + (syllable * 1.9).sin();
    let voiced: f64 = (1..=24)
        .map(f64::from)
        .map(|n| (n * phase).sin() * (-0.5 * ((n - 5.0 * open) / 4.0).powi(2)).exp())
        .sum();
    let hiss: f64 = (0..9).map(|n| (TAU * (3_100.0 + 371.3 * f64::from(n)) * t).sin()).sum();
    envelope * (0.07 * voiced + if syllable as i64 % 3 == 2 { 0.01 * hiss } else { 0.0 })
}

/// Where `part` begins in `whole`, by the excerpt at its beginning, and the normalised correlation there,
/// -1..1. `None` where one of them is too short or silent.
#[must_use]
pub fn find(part: &[f32], whole: &[f32]) -> Option<(usize, f64)> {
    let excerpt = part.get(..part.len().min(EXCERPT))?;
    let (small, wide) = (thinned(excerpt), thinned(whole));
    let coarse = best(&small, &wide, 0..wide.len().checked_sub(small.len())? + 1)?.0 * COARSE;
    let last = whole.len().checked_sub(excerpt.len())?;
    best(excerpt, whole, coarse.saturating_sub(2 * COARSE)..(coarse + 2 * COARSE).min(last) + 1)
}

fn thinned(samples: &[f32]) -> Vec<f32> {
    samples.chunks_exact(COARSE).map(|few| few.iter().sum()).collect()
}

fn best(part: &[f32], whole: &[f32], places: std::ops::Range<usize>) -> Option<(usize, f64)> {
    places
        .filter_map(|place| Some((place, correlation(part, whole.get(place..place + part.len())?)?)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// The normalised correlation of two signals as they lie, -1..1; `None` where one of them is silent.
#[must_use]
pub fn correlation(a: &[f32], b: &[f32]) -> Option<f64> {
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (f64::from(*a), f64::from(*b));
        ab += a * b;
        aa += a * a;
        bb += b * b;
    }
    (aa > 1e-9 && bb > 1e-9).then(|| ab / (aa * bb).sqrt())
}

/// The longest stretch, in samples, over which `heard` differs from `written` by more than a hundredth of
/// full scale. Differences with fewer than `calm` good samples between them count as one stretch.
#[must_use]
pub fn longest_fault(written: &[f32], heard: &[f32], calm: usize) -> usize {
    let bad = |n: usize| heard.get(n).is_none_or(|heard| (heard - written[n]).abs() > 0.01);
    let (mut longest, mut open): (usize, Option<(usize, usize)>) = (0, None);
    for n in (0..written.len()).filter(|n| bad(*n)) {
        let begin = match open {
            Some((begin, last)) if n - last <= calm => begin,
            _ => n,
        };
        open = Some((begin, n));
        longest = longest.max(n + 1 - begin);
    }
    longest
}
