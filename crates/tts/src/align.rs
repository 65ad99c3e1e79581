//! When each word of a row is heard.
//!
//! Neither engine tells. What is known is how long words usually take (`expect`), how loud the row is from moment to moment
//! (`contour`) and, for a model, where one take ends and the next begins. The likeliest way of laying the words into the
//! sound, pauses at marks and borders where it is quiet, is what is told (`path`).

mod contour;
mod expect;
mod path;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::ops::Range;

use vesper_speech::WordTime;

use contour::{Contour, FRAMES, silences};
pub(crate) use expect::{Expected, Pause, expected, words};

/// Frames that a stretch is looked at with; a longer one is looked at more coarsely.
const MOST_FRAMES: usize = 3000;
/// A pause of so many frames may be where words are told before their part is over.
const SETTLING: usize = 20;
/// How sure it must be which word that pause is behind.
const SURE: f32 = 2.0;
/// How far from what is expected the tempo of a voice is, as the deviation of its logarithm: before anything was heard of
/// it, and then.
const UNKNOWN: f32 = 0.2;
const KNOWN: f32 = 0.1;

/// Seconds for each that `words` are expected to take, as they are said in `samples` at `rate` samples a second and `level`
/// dBFS; 1 where nothing is heard.
pub(crate) fn tempo(rate: u32, level: f32, words: &[Expected], samples: &[f32]) -> f32 {
    let mut contour = Contour::new(rate, level);
    contour.push(samples);
    let seconds = spoken(contour.loudness(0..contour.frames())) as f32 / FRAMES as f32;
    let expected: f32 = words.iter().map(|word| word.seconds).sum();
    if seconds > 0.0 && expected > 0.0 { (seconds / expected).clamp(0.25, 4.0) } else { 1.0 }
}

/// Follows one row as it is finished, and tells its words.
pub(crate) struct Aligner {
    contour: Contour,
    /// Words that were not told yet, part by part: one take of a model, or all of the row.
    parts: VecDeque<Vec<Expected>>,
    /// Where those parts end whose end is known, as frames.
    borders: VecDeque<usize>,
    /// Frames whose words were told.
    done: usize,
    /// Frames in which a pause was looked for.
    looked: usize,
    /// Seconds that were heard for each that was expected.
    tempo: f32,
    settled: bool,
    /// The beginning of a word whose other half comes with the next part.
    half: Option<(Range<usize>, u64)>,
}

impl Aligner {
    /// For a row at `rate` samples a second and `level` dBFS, in which words take `tempo` times the expected seconds, as
    /// far as is known. `parts` are said one behind the other.
    pub(crate) fn new(rate: u32, level: f32, tempo: f32, parts: Vec<Vec<Expected>>) -> Aligner {
        Aligner {
            contour: Contour::new(rate, level),
            parts: parts.into(),
            borders: VecDeque::new(),
            done: 0,
            looked: 0,
            tempo: tempo.max(f32::MIN_POSITIVE),
            settled: false,
            half: None,
        }
    }

    /// The first of the parts whose end was not told ends before the sample `at` of the row.
    pub(crate) fn border(&mut self, at: u64) {
        let frame = self.contour.frame(at);
        self.borders.push_back(frame);
    }

    /// Takes more of the finished row; gives the words that are certain now.
    pub(crate) fn hear(&mut self, samples: &[f32]) -> Vec<WordTime> {
        self.contour.push(samples);
        let mut told = Vec::new();
        while let Some(border) =
            self.borders.front().copied().filter(|border| *border <= self.contour.frames())
        {
            self.borders.pop_front();
            if self.parts.len() < 2 {
                break;
            }
            self.close(border, &mut told);
        }
        self.settle(&mut told);
        told
    }

    /// The row is over: gives all the rest.
    pub(crate) fn end(mut self) -> Vec<WordTime> {
        self.contour.end();
        let mut told = Vec::new();
        if self.contour.frames() == 0 {
            return told;
        }
        while self.parts.len() > 1 {
            let border = self.borders.pop_front().unwrap_or(self.contour.frames());
            self.close(border.min(self.contour.frames()), &mut told);
        }
        self.close(self.contour.frames(), &mut told);
        if let Some((text, from)) = self.half.take() {
            told.push(WordTime { text, samples: from..self.contour.sample(self.done) });
        }
        told
    }

    /// The first part ends at `border`.
    fn close(&mut self, border: usize, told: &mut Vec<WordTime>) {
        let Some(words) = self.parts.pop_front() else { return };
        let stretch = self.done..border.max(self.done);
        let laid = lay(self.contour.loudness(stretch.clone()), &words);
        self.tell(&words, &laid, stretch.start, told);
        self.done = stretch.end;
        self.looked = self.looked.max(self.done);
    }

    /// Tells the words before a pause in the first part, if it is plain which these are.
    fn settle(&mut self, told: &mut Vec<WordTime>) {
        let heard = self.contour.frames();
        let known = self.borders.front().copied().unwrap_or(heard).min(heard);
        loop {
            let from = self.looked.max(self.done);
            let ahead = silences(self.contour.loudness(from..known));
            let Some(pause) = ahead.into_iter().find(|pause| pause.start > 0 && pause.len() >= SETTLING)
            else {
                return;
            };
            let (begin, end) = (from + pause.start, from + pause.end);
            if end == known {
                return;
            }
            self.looked = end;
            let Some(words) = self.parts.front() else { return };
            let loudness = self.contour.loudness(self.done..begin);
            let Some((count, laid, tempo)) =
                self.plain(loudness, words, (end - begin) as f32 / FRAMES as f32)
            else {
                continue;
            };
            let Some(part) = self.parts.front_mut() else { return };
            let words: Vec<Expected> = part.drain(..count).collect();
            self.tempo = tempo;
            self.settled = true;
            self.tell(&words, &laid, self.done, told);
            self.done = end;
        }
    }

    /// How many of `words` are said in `loudness`, which a pause of so many seconds follows, where that is plain; where
    /// they lie, and at what tempo they are said.
    fn plain(
        &self,
        loudness: &[f32],
        words: &[Expected],
        pause: f32,
    ) -> Option<(usize, Vec<Range<usize>>, f32)> {
        let seconds = spoken(loudness) as f32 / FRAMES as f32;
        let deviation = if self.settled { KNOWN } else { UNKNOWN };
        let mut sum = 0.0;
        let mut fits: Vec<(f32, usize, f32)> = Vec::new();
        // The last word of a part ends with the part.
        for (place, word) in words.iter().enumerate().take(words.len().saturating_sub(1)) {
            sum += word.seconds;
            let tempo = seconds / sum;
            let cost =
                ((tempo / self.tempo).ln() / deviation).powi(2) / 2.0 + path::paused(word.pause, pause);
            fits.push((cost, place + 1, tempo));
            if tempo * 3.0 < self.tempo {
                break;
            }
        }
        fits.sort_by(|a, b| a.0.total_cmp(&b.0));
        fits.truncate(4);
        let mut paths: Vec<(f32, usize, Vec<Range<usize>>, f32)> = Vec::new();
        for (cost, count, tempo) in fits {
            if let Some(path) = path::through(loudness, FRAMES as f32, words.get(..count)?, tempo) {
                // Each word more has a cost more: what counts is how much a word costs.
                paths.push((cost + path.cost / (count as f32).sqrt(), count, path.words, tempo));
            }
        }
        paths.sort_by(|a, b| a.0.total_cmp(&b.0));
        let second = paths.get(1).map_or(f32::INFINITY, |path| path.0);
        let (cost, count, laid, tempo) = paths.into_iter().next()?;
        let sure = second - cost > SURE && words.get(count - 1).is_some_and(|word| word.pause != Pause::None);
        sure.then_some((count, laid, tempo))
    }

    fn tell(&mut self, words: &[Expected], laid: &[Range<usize>], begin: usize, told: &mut Vec<WordTime>) {
        for (place, (word, frames)) in words.iter().zip(laid).enumerate() {
            let from = self.contour.sample(begin + frames.start);
            let to = self.contour.sample(begin + frames.end);
            let from = match self.half.take() {
                Some((shown, from)) if shown == word.shown => from,
                _ => from,
            };
            let next = words.get(place + 1).or_else(|| self.parts.front().and_then(|part| part.first()));
            if next.is_some_and(|next| next.shown == word.shown) {
                self.half = Some((word.shown.clone(), from));
            } else {
                told.push(WordTime { text: word.shown.clone(), samples: from..to });
            }
        }
    }
}

/// Where `words` lie in `loudness`, as frames of it.
fn lay(loudness: &[f32], words: &[Expected]) -> Vec<Range<usize>> {
    let coarse = loudness.len().div_ceil(MOST_FRAMES).max(1);
    let sum: f32 = words.iter().map(|word| word.seconds).sum();
    let tempo = (spoken(loudness) as f32 / FRAMES as f32 / sum.max(f32::MIN_POSITIVE)).max(0.05);
    let path = match coarse {
        1 => path::through(loudness, FRAMES as f32, words, tempo),
        _ => {
            let mean = |frames: &[f32]| frames.iter().sum::<f32>() / frames.len() as f32;
            let pooled: Vec<f32> = loudness.chunks(coarse).map(mean).collect();
            path::through(&pooled, FRAMES as f32 / coarse as f32, words, tempo)
        }
    };
    let fine = |frame: usize| (frame * coarse).min(loudness.len());
    match path {
        Some(path) => path.words.iter().map(|word| fine(word.start)..fine(word.end)).collect(),
        None => shares(loudness.len(), words, sum),
    }
}

/// Frames that are not silent.
fn spoken(loudness: &[f32]) -> usize {
    loudness.len() - silences(loudness).iter().map(ExactSizeIterator::len).sum::<usize>()
}

/// Each word with its share of all frames: for sound that is nothing like the words.
fn shares(frames: usize, words: &[Expected], sum: f32) -> Vec<Range<usize>> {
    let mut at = 0.0;
    let mut share = |word: &Expected| {
        let from = at;
        at += word.seconds / sum.max(f32::MIN_POSITIVE) * frames as f32;
        (from as usize).min(frames)..(at as usize).min(frames)
    };
    words.iter().map(&mut share).collect()
}
