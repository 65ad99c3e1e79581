//! The choice of the next token among the likely ones.
//!
//! The order is that of llama.cpp's usual chain (common/sampling.cpp): repetition and presence, top-k, top-p, min-p,
//! temperature, the draw. So top-p and min-p see the model's own shares, whatever the temperature.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet, VecDeque};

use vesper_speech::Sampling;

/// How many tokens back repetition is counted.
const LATELY: usize = 64;

/// Chooses token after token of one answer.
pub(crate) struct Chooser {
    sampling: Sampling,
    dice: Dice,
    lately: VecDeque<u32>,
    said: HashSet<u32>,
}

/// Likelier ones are greater; of equally likely ones that with the lower number.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    logit: f32,
    token: u32,
}

impl Chooser {
    pub(crate) fn new(sampling: &Sampling) -> Chooser {
        let (lately, said) = (VecDeque::with_capacity(LATELY), HashSet::new());
        Chooser { sampling: *sampling, dice: Dice(sampling.seed), lately, said }
    }

    /// Chooses a token by `logits`, one for each token, and remembers it. What is not a number is never chosen, unless there
    /// is nothing else: then it is the first token. Afterwards the penalties are part of the logits.
    pub(crate) fn next(&mut self, logits: &mut [f32]) -> u32 {
        self.penalize(logits);
        let token = self.choose(logits);
        self.said(token);
        token
    }

    /// Remembers a token that was said without being chosen here.
    pub(crate) fn said(&mut self, token: u32) {
        if self.sampling.repetition == 1.0 && self.sampling.presence == 0.0 {
            return;
        }
        if self.lately.len() == LATELY {
            self.lately.pop_front();
        }
        self.lately.push_back(token);
        self.said.insert(token);
    }

    fn penalize(&self, logits: &mut [f32]) {
        let repetition = self.sampling.repetition;
        let lately: HashSet<u32> = self.lately.iter().copied().collect();
        for token in lately {
            if let Some(logit) = logits.get_mut(token as usize) {
                *logit = if *logit > 0.0 { *logit / repetition } else { *logit * repetition };
            }
        }
        for token in &self.said {
            if let Some(logit) = logits.get_mut(*token as usize) {
                *logit -= self.sampling.presence;
            }
        }
    }

    fn choose(&mut self, logits: &[f32]) -> u32 {
        let candidate = |(logit, token): (&f32, u32)| Candidate { logit: logit.min(f32::MAX), token };
        let possible = |(logit, _): &(&f32, u32)| **logit > f32::NEG_INFINITY;
        let candidates = logits.iter().zip(0_u32..).filter(possible).map(candidate);
        let temperature = self.sampling.temperature;
        if temperature <= 0.0 || temperature.is_nan() {
            return candidates.max().map_or(0, |likeliest| likeliest.token);
        }
        let mut candidates: Vec<Candidate> = candidates.collect();
        keep_likeliest(&mut candidates, self.sampling.top_k);
        if self.sampling.top_p < 1.0 {
            candidates = keep_share(candidates, self.sampling.top_p);
        }
        let Some(likeliest) = candidates.iter().copied().max() else { return 0 };
        let least = likeliest.logit + self.sampling.min_p.max(0.0).ln();
        candidates.retain(|candidate| candidate.logit >= least || candidate.token == likeliest.token);
        self.draw(&candidates, likeliest.logit)
    }

    fn draw(&mut self, candidates: &[Candidate], highest: f32) -> u32 {
        let temperature = f64::from(self.sampling.temperature);
        let weight =
            |candidate: &Candidate| ((f64::from(candidate.logit) - f64::from(highest)) / temperature).exp();
        let mut left = self.dice.share() * candidates.iter().map(weight).sum::<f64>();
        for candidate in candidates {
            left -= weight(candidate);
            if left < 0.0 {
                return candidate.token;
            }
        }
        candidates.last().map_or(0, |candidate| candidate.token)
    }
}

/// The likeliest `count`, all for 0.
fn keep_likeliest(candidates: &mut Vec<Candidate>, count: usize) {
    if count == 0 || count >= candidates.len() {
        return;
    }
    candidates.select_nth_unstable_by(count, |one, other| other.cmp(one));
    candidates.truncate(count);
    // What the selection leaves is in no order; the draw wants one that is always the same.
    candidates.sort_unstable_by(|one, other| other.cmp(one));
}

/// The fewest of the likeliest that have `share` together.
fn keep_share(candidates: Vec<Candidate>, share: f32) -> Vec<Candidate> {
    let Some(highest) = candidates.iter().max().map(|candidate| f64::from(candidate.logit)) else {
        return candidates;
    };
    let weight = |candidate: &Candidate| (f64::from(candidate.logit) - highest).exp();
    let wanted = f64::from(share) * candidates.iter().map(weight).sum::<f64>();
    let mut queue = BinaryHeap::from(candidates);
    let mut kept = Vec::new();
    let mut sum = 0.0;
    while let Some(candidate) = queue.pop() {
        sum += weight(&candidate);
        kept.push(candidate);
        if sum >= wanted {
            break;
        }
    }
    kept
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.logit.total_cmp(&other.logit).then(other.token.cmp(&self.token))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

/// SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014), with the constants of
/// Vigna's <https://prng.di.unimi.it/splitmix64.c>. The same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// 0 up to, but not, 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests;
