//! Positions, told by rotation (<https://arxiv.org/abs/2104.09864>).

use std::f64::consts::TAU;

use super::config::Rope;
use super::fault::{Checked, bad_file};
use super::file::File;
use crate::kernels::Pairs;

/// How positions beyond the first training are reached.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scaling {
    /// Each frequency is divided by a factor of its own, if the file has a tensor of them (Llama 3's, or those of
    /// LongRoPE, <https://arxiv.org/abs/2402.13753>, which has one for short and one for long conversations).
    Factors { original: Option<usize>, magnitude: f64 },
    /// Every frequency is divided by the same (<https://arxiv.org/abs/2306.15595>).
    Linear(f64),
    /// YaRN (<https://arxiv.org/abs/2309.00071>): low frequencies are divided, high ones stay.
    Yarn { factor: f64, original: usize, magnitude: Option<f64> },
}

/// Where YaRN's ramp from low to high frequencies lies, in turns within the first training; the paper's values.
const FAST: f64 = 32.0;
const SLOW: f64 = 1.0;

/// How far each pair of numbers turns from one position to the next.
#[derive(Debug)]
pub(crate) struct Rotation {
    frequencies: Vec<f64>,
    /// What turned numbers are multiplied by.
    magnitude: f64,
    pub(crate) pairs: Pairs,
}

impl Rotation {
    /// That of layers that look back on everything, for conversations of up to `context` tokens.
    ///
    /// # Errors
    /// `BadFile` where the file's factors have another count, or are none.
    pub(crate) fn load(rope: &Rope, file: &mut File<'_>, context: usize) -> Checked<Rotation> {
        let half = rope.turned / 2;
        let mut frequencies = powers(rope.base, half);
        let magnitude = match rope.scaling {
            Scaling::Factors { original, magnitude } => {
                if let Some(factors) = factors(file, half, original, context)? {
                    for (frequency, factor) in frequencies.iter_mut().zip(factors) {
                        *frequency /= f64::from(factor);
                    }
                }
                magnitude
            }
            Scaling::Linear(factor) => {
                for frequency in &mut frequencies {
                    *frequency /= factor;
                }
                1.0
            }
            Scaling::Yarn { factor, original, magnitude } => {
                let ramp = Ramp::of(rope, original);
                for (index, frequency) in frequencies.iter_mut().enumerate() {
                    let kept = ramp.kept(index);
                    *frequency *= kept + (1.0 - kept) / factor;
                }
                magnitude.unwrap_or(1.0) * (1.0 + 0.1 * factor.max(1.0).ln())
            }
        };
        Ok(Rotation { frequencies, magnitude, pairs: rope.pairs })
    }

    /// That of layers with a window, where they have one of their own.
    pub(crate) fn in_window(rope: &Rope) -> Option<Rotation> {
        let frequencies = powers(rope.base_in_window?, rope.turned / 2);
        Some(Rotation { frequencies, magnitude: 1.0, pairs: rope.pairs })
    }

    /// How many pairs of a head turn.
    pub(crate) fn pairs_turned(&self) -> usize {
        self.frequencies.len()
    }

    /// Cosines and sines for `count` tokens from position `from` on, `[count, pairs]` each.
    pub(crate) fn turns(&self, from: usize, count: usize) -> (Vec<f32>, Vec<f32>) {
        let angles = (from..from + count)
            .flat_map(|position| self.frequencies.iter().map(move |frequency| position as f64 * frequency));
        angles
            .map(|angle| {
                let (sine, cosine) = angle.sin_cos();
                ((cosine * self.magnitude) as f32, (sine * self.magnitude) as f32)
            })
            .unzip()
    }
}

fn powers(base: f64, half: usize) -> Vec<f64> {
    (0..half).map(|index| base.powf(-(index as f64) / half as f64)).collect()
}

/// The factors that the file has for conversations of up to `context` tokens.
fn factors(
    file: &mut File<'_>,
    half: usize,
    original: Option<usize>,
    context: usize,
) -> Checked<Option<Vec<f32>>> {
    let long = original.is_some_and(|original| context > original);
    let (long, other) = match long {
        true => ("rope_factors_long.weight", "rope_factors_short.weight"),
        false => ("rope_factors_short.weight", "rope_factors_long.weight"),
    };
    let name = if file.has(long) { long } else { "rope_freqs.weight" };
    if file.has(other) {
        file.pass_over(other);
    }
    if !file.has(name) {
        return Ok(None);
    }
    let factors = file.numbers(name, &[half])?;
    if factors.iter().any(|factor| *factor <= 0.0) {
        return Err(bad_file(file.path(), format!("its tensor \"{name}\" divides by nought or less.")).into());
    }
    Ok(Some(factors))
}

/// Which frequencies YaRN keeps.
struct Ramp {
    low: f64,
    high: f64,
}

impl Ramp {
    fn of(rope: &Rope, original: usize) -> Ramp {
        // The pair that turns so many times within the first training.
        let pair =
            |turns: f64| rope.turned as f64 * (original as f64 / (turns * TAU)).ln() / (2.0 * rope.base.ln());
        let last = rope.turned as f64 - 1.0;
        Ramp { low: pair(FAST).floor().max(0.0), high: pair(SLOW).ceil().min(last) }
    }

    /// How much of the frequency of the pair `index` is kept, 0..1.
    fn kept(&self, index: usize) -> f64 {
        let along = (index as f64 - self.low) / (self.high - self.low).max(0.001);
        1.0 - along.clamp(0.0, 1.0)
    }
}
