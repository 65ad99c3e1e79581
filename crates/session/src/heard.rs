//! What was heard, line by line: told when a line is over, whole or cut short.

use std::ops::Range;

use crate::machine::Machine;
use crate::words;
use crate::work::Work;

/// A line that is over, or the words of an option that the listener took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardLine {
    /// The cue of the passage at which it was said.
    pub cue: usize,
    /// A voice by its name in the script; `None` is the listener.
    pub voice: Option<String>,
    pub text: String,
    pub chapter: Option<String>,
    /// Which samples of this performance it was, counted from its beginning by what left the speaker: silences
    /// count, pauses of the listener and waiting at a choice do not, and what is heard twice counts twice. What was
    /// cut off ends at the last sample that the sink had told of, at most 10 ms before the cut.
    pub samples: Range<u64>,
    /// How many bytes of `text` were heard where it was cut off, up to the end of the last whole word; `None` where
    /// all of it was. Where the voice told no words it is reckoned from the share of the samples. Always between two
    /// characters.
    pub cut: Option<usize>,
}

impl Machine {
    /// What sounds now breaks off here.
    pub(crate) fn cut_short(&mut self) {
        if let Some(work) = self.work.as_mut() {
            self.reports.extend(work.heard_part().map(crate::Report::Heard));
        }
    }
}

impl Work {
    /// The lines that came to their end since this was asked last.
    pub(crate) fn heard_whole(&mut self) -> Vec<HeardLine> {
        let mut whole = Vec::new();
        while let Some(&(start, cue, skipped)) = self.run.timeline.get(self.run.told) {
            if start > self.run.played {
                break;
            }
            if self.sheet.line(cue).is_some() {
                let Some(words) = self.sheet.words(cue) else { break };
                if self.run.played < start + words.saturating_sub(skipped) {
                    break;
                }
                // Words that a lost device took along to their end were told then.
                if skipped == 0 || skipped < words {
                    whole.extend(self.heard_line((start, cue, skipped), words, None));
                }
            }
            self.run.told += 1;
        }
        whole
    }

    /// The line that is cut off now, if anything of it was heard. Told once.
    pub(crate) fn heard_part(&mut self) -> Option<HeardLine> {
        let &(start, cue, skipped) = self.run.timeline.get(self.run.told)?;
        let heard = (skipped + self.run.played).checked_sub(start).filter(|heard| *heard > 0)?;
        let text = &self.sheet.line(cue)?.text;
        let words = self.sheet.words(cue).unwrap_or_else(|| self.sheet.expected(cue));
        if heard >= words && self.sheet.words(cue).is_some() {
            return None;
        }
        let told = self.sheet.takes.get(cue).map_or(&[][..], |take| &take.words);
        let cut = words::said(told, heard).unwrap_or_else(|| said(text, heard as f64 / words.max(1) as f64));
        let line = self.heard_line((start, cue, skipped), heard, Some(cut));
        self.run.told += 1;
        line
    }

    fn heard_line(
        &self,
        (start, cue, skipped): (u64, usize, u64),
        heard: u64,
        cut: Option<usize>,
    ) -> Option<HeardLine> {
        let line = self.sheet.line(cue)?;
        // What was skipped was heard before the run began, right before it.
        let begin = (self.heard_before + start).saturating_sub(skipped);
        Some(HeardLine {
            cue,
            voice: Some(line.voice.name.clone()),
            text: line.text.clone(),
            chapter: self.chapter_title(cue),
            samples: begin..begin + heard,
            cut,
        })
    }

    /// The option as words of the listener, said in the moment it is taken.
    pub(crate) fn said_by_listener(&self, option: &str) -> HeardLine {
        let now = self.heard_before + self.run.played;
        let (cue, _) = self.heard();
        HeardLine {
            cue,
            voice: None,
            text: option.to_owned(),
            chapter: self.chapter_title(cue),
            samples: now..now,
            cut: None,
        }
    }

    fn chapter_title(&self, cue: usize) -> Option<String> {
        self.reached.get(self.chapter_at(cue)?).map(|mark| mark.title.clone())
    }
}

/// Bytes of `text` that were said in `share` (0..1) of the time that it takes.
pub(crate) fn said(text: &str, share: f64) -> usize {
    let characters = (text.chars().count() as f64 * share) as usize;
    let at = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
    let (before, after) = text.split_at(at);
    let broken = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    match before.rfind(char::is_whitespace) {
        _ if !broken => before.trim_end().len(),
        Some(space) => before[..space].trim_end().len(),
        None if text.contains(char::is_whitespace) => 0,
        // A script without spaces between its words.
        None => at,
    }
}
