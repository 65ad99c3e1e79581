//! The passage being performed: its cues, what was made of them, and how long each is.

mod fit;

use std::time::Duration;

use vesper_script::{Cue, End, Passage};
use vesper_speech::{Line, Pitch, Style, Traits, Voice, WordTime, samples};

use self::fit::Fit;
use crate::{Caption, Page, Settings, words};

/// Seconds in which a stroke of the bell rings out.
const RINGING: u64 = 10;

/// How much speech is kept ready ahead of the listener, in samples: 60 s, 11.5 MB.
pub(crate) const READY: u64 = 60 * vesper_speech::RATE as u64;

/// What was made of one cue's words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Take {
    /// Which request of the voice it belongs to; pieces of another are dropped.
    pub(crate) cast: u64,
    pub(crate) requested: bool,
    /// Made to be heard; otherwise only measured.
    pub(crate) keep: bool,
    pub(crate) samples: Vec<f32>,
    /// Where words of it are heard, in order; kept like the length.
    pub(crate) words: Vec<WordTime>,
    counted: u64,
    pub(crate) done: bool,
    /// Known once it was made, kept when the samples are dropped.
    pub(crate) length: Option<u64>,
    /// [`Sheet::manner`] in which it was made.
    manner: u64,
}

impl Take {
    pub(crate) fn add(&mut self, samples: Vec<f32>, last: bool) {
        self.counted += samples.len() as u64;
        if self.keep {
            if self.samples.is_empty() {
                self.samples = samples;
            } else {
                self.samples.extend(samples);
            }
        }
        if last {
            self.done = self.keep;
            self.requested = self.keep;
            self.length = Some(self.counted);
            words::end(&mut self.words, self.counted);
        }
    }

    fn request(&mut self, cast: u64, keep: bool, manner: u64) {
        *self = Take { cast, requested: true, keep, length: self.length, manner, ..Take::default() };
    }

    /// Frees the samples; the length and the words stay.
    fn drop_samples(&mut self) {
        let words = std::mem::take(&mut self.words);
        *self = Take { length: self.length, words, manner: self.manner, ..Take::default() };
    }
}

pub(crate) struct Sheet {
    pub(crate) cues: Vec<Cue>,
    pub(crate) takes: Vec<Take>,
    /// The first cue that reads an option aloud; `cues.len()` where none does.
    pub(crate) first_option: usize,
    pub(crate) end: End,
    /// More lines may come: its end is not the end of the performance.
    pub(crate) open: bool,
    /// How each cue is fitted to the length of the whole.
    fits: Vec<Fit>,
    /// Counts the changes of voice and pace: what was made before the last one sounds and lasts differently.
    manner: u64,
}

impl Sheet {
    pub(crate) fn new(passage: Passage, read_options: bool, language: &str) -> Sheet {
        let Passage { cues, end } = passage;
        Sheet::of(Page { cues, end: Some(end), own: None }, read_options, language)
    }

    /// Open where there is more to come.
    pub(crate) fn of(page: Page, read_options: bool, language: &str) -> Sheet {
        let mut sheet = Sheet::unwritten();
        page.cues.into_iter().for_each(|cue| sheet.write(cue));
        if let Some(end) = page.end {
            sheet.conclude(end, read_options, language);
        }
        sheet
    }

    /// Nothing more comes but this: the choice, read aloud where that is wished, or the end.
    pub(crate) fn conclude(&mut self, end: End, read_options: bool, language: &str) {
        self.open = false;
        match &end {
            End::Ask(options) if read_options => {
                for option in options {
                    self.add(Cue::Say(Line {
                        text: option.clone(),
                        voice: Voice {
                            traits: Traits { pitch: Some(Pitch::Low), ..Traits::default() },
                            ..Voice::narrator()
                        },
                        style: Style::Soft,
                        pace: 1.0,
                        language: language.into(),
                        ..Line::default()
                    }));
                    self.add(Cue::Pause(Duration::from_millis(600)));
                }
            }
            End::Ask(_) => {}
            End::Finish => self.close(),
        }
        self.end = end;
    }

    /// A performance ends in a silence in which its bed can fade, and a last stroke of the bell ring out.
    fn close(&mut self) {
        let seconds = match self.cues.last() {
            Some(Cue::Pause(_) | Cue::Stretch { .. }) => return,
            Some(Cue::Bell) => RINGING,
            _ => 4,
        };
        self.add(Cue::Pause(Duration::from_secs(seconds)));
    }

    /// A sheet for lines that are still being thought of.
    pub(crate) fn unwritten() -> Sheet {
        Sheet {
            cues: Vec::new(),
            takes: Vec::new(),
            first_option: 0,
            end: End::Finish,
            open: true,
            fits: Vec::new(),
            manner: 0,
        }
    }

    /// Adds a cue behind all others.
    pub(crate) fn write(&mut self, cue: Cue) {
        self.add(cue);
        self.first_option = self.cues.len();
    }

    fn add(&mut self, cue: Cue) {
        self.cues.push(cue);
        self.takes.push(Take { manner: self.manner, ..Take::default() });
        self.fits.push(Fit::default());
    }

    /// The choice stays unanswered: the passage ends here.
    pub(crate) fn finish_here(&mut self) {
        let options = self.first_option;
        self.write(Cue::Pause(Duration::from_secs(4)));
        self.first_option = options;
        self.end = End::Finish;
    }

    /// The words of a cue; none where there is no time for them.
    pub(crate) fn line(&self, cue: usize) -> Option<&Line> {
        if self.is_left_out(cue) {
            return None;
        }
        match self.cues.get(cue)? {
            Cue::Say(line) => Some(line),
            Cue::Breath { line, .. } => line.as_ref(),
            _ => None,
        }
    }

    pub(crate) fn option(&self, cue: usize) -> Option<usize> {
        (cue >= self.first_option && matches!(self.end, End::Ask(_))).then(|| (cue - self.first_option) / 2)
    }

    pub(crate) fn caption(&self, cue: usize) -> Option<Caption> {
        let line = self.line(cue)?;
        Some(Caption { index: cue, voice: line.voice.name.clone(), text: line.text.clone() })
    }

    /// The cues that are lines of the script, options left out.
    pub(crate) fn lines(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.first_option.min(self.cues.len())).filter(|&cue| self.line(cue).is_some())
    }

    /// Takes what the request numbered `cast` made of the words of `cue`.
    pub(crate) fn made(&mut self, cast: u64, cue: usize, samples: Vec<f32>, told: Vec<WordTime>, last: bool) {
        let Some(take) = self.takes.get_mut(cue).filter(|take| take.requested && take.cast == cast) else {
            return;
        };
        if let Some(Cue::Say(line) | Cue::Breath { line: Some(line), .. }) = self.cues.get(cue) {
            words::add(&mut take.words, &line.text, told);
        }
        take.add(samples, last);
    }

    /// Samples of a cue where they are known.
    pub(crate) fn length(&self, cue: usize) -> Option<u64> {
        if self.is_left_out(cue) {
            return Some(0);
        }
        match &self.cues[cue] {
            Cue::Say(_) => self.takes[cue].length,
            Cue::Pause(pause) => Some(samples(*pause)),
            Cue::Stretch { .. } => self.fits[cue].length,
            Cue::Breath { length, line, .. } => {
                let beat = samples(*length);
                match line {
                    Some(_) => self.takes[cue].length.map(|words| words.max(beat)),
                    None => Some(beat),
                }
            }
            Cue::Chapter(_) | Cue::Bed(_) | Cue::Bell => Some(0),
        }
    }

    /// Samples of a cue, guessed from its words where nothing was measured: for a progress bar only.
    fn guess(&self, cue: usize) -> u64 {
        self.length(cue).unwrap_or_else(|| match (&self.cues[cue], self.line(cue)) {
            (Cue::Stretch { least, .. }, _) => samples(*least),
            (_, Some(line)) => reading_time(line),
            _ => 0,
        })
    }

    /// Samples of the words of a cue, once all of them were made.
    pub(crate) fn words(&self, cue: usize) -> Option<u64> {
        self.takes.get(cue)?.length
    }

    /// Samples that the words of a cue will have, guessed while they are being made.
    pub(crate) fn expected(&self, cue: usize) -> u64 {
        let made = self.takes.get(cue).map_or(0, |take| take.counted);
        self.line(cue).map_or(0, reading_time).max(made)
    }

    /// Samples from the passage's beginning to `cue`.
    pub(crate) fn start_of(&self, cue: usize) -> u64 {
        (0..cue.min(self.cues.len())).map(|before| self.guess(before)).sum()
    }

    /// The lines to make next, most urgent first: those about to be heard, then those only to be measured.
    pub(crate) fn request(&mut self, heard: usize, cast: u64, measure: bool) -> Vec<(usize, Line)> {
        let mut ahead = 0;
        let mut rows = Vec::new();
        let lines: Vec<usize> = (heard..self.cues.len()).filter(|&cue| self.line(cue).is_some()).collect();
        for &cue in &lines {
            let near = ahead < READY;
            let take = &self.takes[cue];
            let wanted = if near {
                !(take.done || take.requested && take.keep)
            } else {
                measure && take.length.is_none() && !take.requested
            };
            ahead += self.guess(cue);
            if wanted && let Some(line) = self.line(cue).cloned() {
                self.takes[cue].request(cast, near, self.manner);
                rows.push((cue, line));
                // The line that is heard next goes alone: nothing shall hold it up.
                let batch = if lines[0] == rows[0].0 { 1 } else { 4 };
                if rows.len() == batch {
                    break;
                }
            }
            if !near && !measure {
                break;
            }
        }
        rows
    }

    /// Frees what lies behind the listener, and what lies far ahead since a jump back.
    pub(crate) fn free(&mut self, heard: usize) {
        let mut ahead = 0;
        for cue in 0..self.cues.len() {
            let far = cue < heard || ahead >= READY;
            if cue >= heard && self.line(cue).is_some() {
                ahead += self.guess(cue);
            }
            if far && self.takes[cue].done {
                self.takes[cue].drop_samples();
            }
        }
    }

    /// What was made from `after` on was made with another voice or pace: it is made again.
    pub(crate) fn recast(&mut self, after: usize) {
        self.manner += 1;
        self.renew(after);
    }

    /// Forgets what is no longer as it would be made now, from `from` on, and the lengths reckoned with it.
    pub(crate) fn renew(&mut self, from: usize) {
        let manner = self.manner;
        let old = |take: &&mut Take| take.manner != manner;
        self.takes
            .iter_mut()
            .skip(from)
            .filter(old)
            .for_each(|take| *take = Take { manner, ..Take::default() });
        self.forget_stretches(from);
    }

    /// Another voice speaks in place of one that gave out: what that one made is heard, what it began or only measured
    /// from `from` on is made anew.
    pub(crate) fn hand_over(&mut self, from: usize) {
        self.forget_undone();
        self.manner += 1;
        let manner = self.manner;
        let made = |take: &&mut Take| take.done && !take.samples.is_empty();
        self.takes.iter_mut().filter(made).for_each(|take| take.manner = manner);
        self.renew(from);
    }

    /// The voice broke off: what it did not come to the end of is made again.
    pub(crate) fn forget_undone(&mut self) {
        self.takes.iter_mut().filter(|take| take.requested && !take.done).for_each(Take::drop_samples);
    }

    /// The request numbered `cast` is done: what it did not bring will not come.
    pub(crate) fn settle(&mut self, cast: u64) {
        let left = |take: &&mut Take| take.cast == cast && take.requested && !take.done;
        self.takes.iter_mut().filter(left).for_each(|take| take.add(Vec::new(), true));
    }

    /// Without a voice, a line is as long as it takes to read.
    pub(crate) fn mute(&mut self) {
        for cue in 0..self.cues.len() {
            if let Some(length) = self.line(cue).map(reading_time) {
                let take = &mut self.takes[cue];
                if !take.done {
                    *take = Take { done: true, requested: true, length: Some(length), ..Take::default() };
                }
            }
        }
    }
}

/// How long the last bell goes on behind `cues`, as far as can be told before their words are made.
pub(crate) fn ringing(cues: &[Cue]) -> Duration {
    let Some(bell) = cues.iter().rposition(|cue| matches!(cue, Cue::Bell)) else { return Duration::ZERO };
    let since = cues.iter().skip(bell).map(|cue| match cue {
        Cue::Say(line) => Duration::from_secs_f64(vesper_speech::seconds(reading_time(line))),
        Cue::Pause(pause) => *pause,
        _ => Duration::ZERO,
    });
    since.fold(Duration::from_secs(RINGING), Duration::saturating_sub)
}

/// About 170 words a minute.
fn reading_time(line: &Line) -> u64 {
    let characters = line.text.chars().count() as f64;
    (characters * 0.062 / f64::from(line.pace.max(0.1)) * f64::from(vesper_speech::RATE)) as u64
}

/// The line as this listener wants to hear it.
pub(crate) fn as_wished(mut line: Line, settings: &Settings) -> Line {
    line.pace = (line.pace * settings.pace).clamp(0.5, 2.0);
    if line.voice.name == vesper_speech::NARRATOR && line.voice.chosen.is_none() {
        line.voice.chosen.clone_from(&settings.voice);
    }
    line
}

#[cfg(test)]
mod tests;
