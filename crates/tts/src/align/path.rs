//! The likeliest way through a stretch of sound for the words that are said in it.
//!
//! A semi-Markov chain (Ferguson, "Variable duration models for speech", 1980) by dynamic programming: a word costs the
//! square of how far the logarithm of its length is from what is expected, a pause what the marks at that place make of
//! it, a border between two words how loud it is there.

use std::ops::Range;

use super::contour::silences;
use super::expect::{Expected, Pause};

/// Of the logarithm of a word's length: the deviation of a long word, and what is added to it for each hundredth of a
/// second by which a short one can be off.
const DEVIATION: f32 = 0.15;
const UNSURE: f32 = 0.05;
/// How many times shorter or longer than expected a word may be.
const FURTHEST: f32 = 4.0;
/// What a second of silence within a word costs, beyond what the closure of a consonant takes.
const BROKEN: f32 = 15.0;
const CLOSURE: f32 = 0.08;
/// What a border between words at full loudness costs.
const LOUD: f32 = 2.0;
/// Decibels above silence at which a border is at full loudness.
const FULL: f32 = 30.0;
/// How far from where it should be a word is looked for: a share of all, and seconds.
const SHARE: f32 = 0.15;
const ASIDE: f32 = 1.5;

/// Where the words lie: frames of the stretch, one range for each. None where they do not fit.
pub(super) struct Path {
    pub(super) words: Vec<Range<usize>>,
    pub(super) cost: f32,
}

/// Lays `words` into all of `loudness` (at `frames` a second), at `tempo` times the seconds that are expected of them.
pub(super) fn through(loudness: &[f32], frames: f32, words: &[Expected], tempo: f32) -> Option<Path> {
    if words.is_empty() || loudness.len() < words.len() {
        return None;
    }
    let silences = silences(loudness);
    let stretch = Stretch::new(loudness, &silences, frames);
    let mut begins = vec![f32::INFINITY; loudness.len() + 1];
    let lead = silences.first().filter(|silence| silence.start == 0).map_or(0, |silence| silence.end);
    begins[0] = BROKEN * lead as f32 / frames;
    begins[lead] = 0.0;
    let total: f32 = words.iter().map(|word| word.seconds).sum();
    let mut sum = 0.0;
    let mut steps: Vec<Step> = Vec::with_capacity(words.len());
    for (place, word) in words.iter().enumerate() {
        let band = stretch.band(sum / total.max(f32::MIN_POSITIVE));
        sum += word.seconds;
        let last = place + 1 == words.len();
        let step = stretch.step(word, tempo, &mut begins, band, last);
        steps.push(step);
    }
    trace(&steps, *begins.last()?, loudness.len())
}

/// A stretch of sound, ready to be walked through.
struct Stretch<'a> {
    frames: f32,
    /// What the silence before each frame costs a word that reaches over it, summed up.
    broken: Vec<f32>,
    /// What a border at each frame costs.
    border: Vec<f32>,
    silences: &'a [Range<usize>],
}

/// One word: for each frame at which what follows it can begin, where it ended and where it began.
struct Step {
    from: Vec<u32>,
    ended: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl<'a> Stretch<'a> {
    fn new(loudness: &[f32], silences: &'a [Range<usize>], frames: f32) -> Stretch<'a> {
        let mut each = vec![0.0; loudness.len()];
        for silence in silences {
            let seconds = (silence.len() as f32 / frames - CLOSURE).max(0.0);
            for frame in &mut each[silence.clone()] {
                *frame = BROKEN * seconds / silence.len() as f32;
            }
        }
        let mut broken = Vec::with_capacity(loudness.len() + 1);
        let mut sum = 0.0;
        broken.push(0.0);
        for cost in each {
            sum += cost;
            broken.push(sum);
        }
        let at = |frame: usize| loudness.get(frame).copied().unwrap_or(0.0);
        let border = (0..=loudness.len())
            .map(|frame| LOUD * (at(frame).min(at(frame.wrapping_sub(1))) / FULL).min(1.0))
            .collect();
        Stretch { frames, broken, border, silences }
    }

    fn length(&self) -> usize {
        self.border.len() - 1
    }

    /// The frames at which a word is looked for that begins behind this `share` of all.
    fn band(&self, share: f32) -> Range<usize> {
        let length = self.length() as f32;
        let aside = SHARE * length + ASIDE * self.frames;
        let from = (share * length - aside).max(0.0) as usize;
        from..((share * length + aside) as usize + 1).min(self.length() + 1)
    }

    /// Lays one word behind all `begins`, which become those of the next.
    fn step(
        &self,
        word: &Expected,
        tempo: f32,
        begins: &mut Vec<f32>,
        band: Range<usize>,
        last: bool,
    ) -> Step {
        let length = self.length();
        let wanted = (word.seconds * tempo * self.frames).max(1.0);
        let shortest = ((wanted / FURTHEST) as usize).max(1);
        let longest = ((wanted * FURTHEST) as usize).max(shortest).min(length);
        let deviation = DEVIATION + UNSURE * self.frames / wanted;
        let costs: Vec<f32> = (shortest..=longest)
            .map(|frames| ((frames as f32 / wanted).ln() / deviation).powi(2) / 2.0)
            .collect();
        let mut ends = vec![f32::INFINITY; length + 1];
        let mut from = vec![NOWHERE; length + 1];
        for begin in band {
            let before = begins[begin];
            if !before.is_finite() {
                continue;
            }
            let reach = begin + shortest..=(begin + longest).min(length);
            for (end, cost) in reach.zip(&costs) {
                let cost = before + cost + self.broken[end] - self.broken[begin];
                if cost < ends[end] {
                    ends[end] = cost;
                    from[end] = begin as u32;
                }
            }
        }
        let mut next = vec![f32::INFINITY; length + 1];
        let mut ended = vec![NOWHERE; length + 1];
        for end in 0..=length {
            let border = if end == length { 0.0 } else { self.border[end] };
            let cost = ends[end] + if last { 0.0 } else { border + unpaused(word.pause) };
            if cost.is_finite() {
                next[end] = cost;
                ended[end] = end as u32;
            }
        }
        for silence in self.silences {
            let seconds = silence.len() as f32 / self.frames;
            let pause = if last && silence.end == length { 0.0 } else { paused(word.pause, seconds) };
            let cost = ends[silence.start] + pause;
            if cost < next[silence.end] {
                next[silence.end] = cost;
                ended[silence.end] = silence.start as u32;
            }
        }
        *begins = next;
        Step { from, ended }
    }
}

/// What it costs that there is no pause where the marks are these.
fn unpaused(pause: Pause) -> f32 {
    match pause {
        Pause::None => 0.0,
        Pause::Clause => 1.0,
        Pause::Sentence => 3.0,
    }
}

/// What a pause of these seconds costs where the marks are these.
pub(super) fn paused(pause: Pause, seconds: f32) -> f32 {
    match pause {
        Pause::None => 1.5 + 6.0 * seconds,
        Pause::Clause => 1.5 * (seconds - 0.5).max(0.0),
        Pause::Sentence => 1.5 * (0.2 - seconds).max(0.0),
    }
}

fn trace(steps: &[Step], cost: f32, length: usize) -> Option<Path> {
    if !cost.is_finite() {
        return None;
    }
    let mut words = Vec::with_capacity(steps.len());
    let mut at = length;
    for step in steps.iter().rev() {
        let end = *step.ended.get(at).filter(|end| **end != NOWHERE)? as usize;
        let begin = *step.from.get(end).filter(|begin| **begin != NOWHERE)? as usize;
        words.push(begin..end);
        at = begin;
    }
    words.reverse();
    Some(Path { words, cost })
}
