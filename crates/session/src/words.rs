//! Where the words of a line are heard: taken from an engine, held to its line, and told to the window.

use vesper_speech::WordTime;

use crate::work::Work;
use crate::{Report, Saying};

/// Adds what an engine tells of the words of `text` to what it told before. What is out of order, is no part of the
/// text, or cuts through a character is dropped.
pub(crate) fn add(known: &mut Vec<WordTime>, text: &str, told: Vec<WordTime>) {
    for word in told {
        let (end, begin) = known.last().map_or((0, 0), |last| (last.text.end, last.samples.start));
        let part = word.text.start >= end && text.get(word.text.clone()).is_some_and(|part| !part.is_empty());
        if part && word.samples.start >= begin && word.samples.end >= word.samples.start {
            known.push(word);
        }
    }
}

/// Drops what was told beyond the line's end, once it is known to be `length` samples long.
pub(crate) fn end(known: &mut Vec<WordTime>, length: u64) {
    known.retain(|word| word.samples.start < length);
    known.iter_mut().for_each(|word| word.samples.end = word.samples.end.min(length));
}

impl Work {
    /// The words that sound now. None in a silence, and where the voice tells no words.
    pub(crate) fn saying(&self) -> Option<Saying> {
        let (cue, at) = self.heard();
        let take = self.sheet.takes.get(cue).filter(|take| !take.words.is_empty())?;
        let over = take.length.is_some_and(|length| at >= length) || self.all_heard();
        // An option that is not asked yet is shown by nobody.
        let unasked = cue >= self.sheet.first_option && !self.asked;
        if over || unasked || !self.sounded {
            return None;
        }
        // A word is heard with its first sample, and holds until the next one begins.
        let begun = take.words.partition_point(|word| word.samples.start < at);
        Some(Saying { words: take.words.clone(), at, word: begun.checked_sub(1) })
    }

    /// The words of the lines that have begun, each line once and as soon as all of them are known.
    pub(crate) fn words_to_tell(&mut self) -> Vec<Report> {
        let mut reports = Vec::new();
        while self.announced.is_some_and(|announced| self.worded <= announced) {
            let cue = self.worded;
            if cue < self.sheet.first_option && self.sheet.line(cue).is_some() {
                let Some(take) = self.sheet.takes.get(cue).filter(|take| take.length.is_some()) else {
                    break;
                };
                if !take.words.is_empty() {
                    reports.push(Report::Words { index: cue, words: take.words.clone() });
                }
            }
            self.worded += 1;
        }
        reports
    }
}

/// The byte of the line's text up to which its words were heard in its first `heard` samples; none where `words` were
/// not told. Of a line that is still being made, words that were not told yet count as unheard.
pub(crate) fn said(words: &[WordTime], heard: u64) -> Option<usize> {
    let spoken = words.iter().take_while(|word| word.samples.end <= heard);
    (!words.is_empty()).then(|| spoken.last().map_or(0, |word| word.text.end))
}
