//! Fitting a passage to its length: how long each stretch is, and which lines have no time left.

use std::time::Duration;

use vesper_script::{Cue, TooShort, lengths_above};
use vesper_speech::{Line, RATE, samples};

use super::{Sheet, reading_time};

/// What of a stretch is worth writing before the words behind it are measured, as a part of what it is likely to be.
const SAFE: u64 = 2;
/// How much longer than they are likely to be unmeasured words are taken for.
const CAUTION: f64 = 1.5;

/// How a passage is fitted to a length.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fit {
    /// Solved samples of a stretch.
    pub(super) length: Option<u64>,
    /// Samples that its listener wants it to last at least.
    floor: u64,
    /// There is no time for it.
    pub(super) left_out: bool,
}

impl Sheet {
    pub(crate) fn has_stretch(&self, from: usize) -> bool {
        self.cues.iter().skip(from).any(|cue| matches!(cue, Cue::Stretch { .. }))
    }

    pub(crate) fn next_stretch(&self, from: usize) -> Option<usize> {
        (from..self.cues.len()).find(|&cue| matches!(self.cues[cue], Cue::Stretch { .. }))
    }

    pub(crate) fn is_left_out(&self, cue: usize) -> bool {
        self.fits.get(cue).is_some_and(|fit| fit.left_out)
    }

    pub(super) fn unmeasured(&self, cue: usize) -> bool {
        self.line(cue).is_some() && self.takes[cue].length.is_none()
    }

    /// Solves the stretches from `from` on, of which `written` samples are written already, so that everything from its
    /// beginning lasts `target` samples. What the listener wanted to last longer gives way where there is no time for it;
    /// then, if `leaves_out`, whole lines do. `None` while words are unmeasured.
    pub(crate) fn solve(
        &mut self,
        from: usize,
        written: u64,
        target: Option<u64>,
        leaves_out: bool,
    ) -> Option<Result<(), TooShort>> {
        if (from..self.cues.len()).any(|cue| self.unmeasured(cue)) {
            return None;
        }
        loop {
            let spoken = |cue: usize| self.takes[cue].length.unwrap_or(0);
            match self.fitted(from, written, target, &spoken) {
                Ok(lengths) => {
                    for (cue, length) in lengths.into_iter().enumerate() {
                        if matches!(self.cues[from + cue], Cue::Stretch { .. }) {
                            self.fits[from + cue].length = Some(length);
                        }
                    }
                    return Some(Ok(()));
                }
                Err(_) if self.give_up_floors(from) => {}
                Err(_) if leaves_out && self.leave_out(from) => {}
                Err(short) => return Some(Err(short)),
            }
        }
    }

    fn fitted(
        &self,
        from: usize,
        written: u64,
        target: Option<u64>,
        spoken: &dyn Fn(usize) -> u64,
    ) -> Result<Vec<u64>, TooShort> {
        let floor = |cue: usize| self.fits[from + cue].floor.max(if cue == 0 { written } else { 0 });
        let spoken = |cue: usize| spoken(from + cue);
        if !self.fits[from..].iter().any(|fit| fit.left_out) {
            return lengths_above(&self.cues[from..], &spoken, &floor, target);
        }
        // What is left out lasts as long as a bed takes to change: no time.
        let cues = self.cues[from..].iter().zip(&self.fits[from..]);
        let cues: Vec<Cue> =
            cues.map(|(cue, fit)| if fit.left_out { Cue::Bell } else { cue.clone() }).collect();
        lengths_above(&cues, &spoken, &floor, target)
    }

    /// What the listener wanted to last longer lasts half as much longer. False where nothing is left of it.
    fn give_up_floors(&mut self, from: usize) -> bool {
        let mut gave = false;
        for fit in self.fits.iter_mut().skip(from).filter(|fit| fit.floor > 0) {
            fit.floor = if fit.floor > RATE.into() { fit.floor / 2 } else { 0 };
            gave = true;
        }
        gave
    }

    /// Leaves one more line out behind `from`, with its silence: of the chapter with most to say the last, as long as it
    /// has others; the last words of all are said in any case. False where there is none.
    fn leave_out(&mut self, from: usize) -> bool {
        let mut chapters: Vec<Vec<usize>> = vec![Vec::new()];
        for cue in from + 1..self.cues.len() {
            match &self.cues[cue] {
                Cue::Chapter(_) => chapters.push(Vec::new()),
                Cue::Say(_) if !self.fits[cue].left_out => {
                    chapters.iter_mut().last().into_iter().for_each(|it| it.push(cue))
                }
                _ => {}
            }
        }
        let last = chapters.iter().rev().find_map(|lines| lines.last().copied());
        let spoken =
            |lines: &&Vec<usize>| lines.iter().map(|cue| self.takes[*cue].length.unwrap_or(0)).sum::<u64>();
        let several = chapters.iter().filter(|lines| lines.len() > 1).max_by_key(spoken);
        let Some(lines) = several.or_else(|| chapters.iter().max_by_key(spoken)) else { return false };
        let Some(cue) = lines.iter().rev().find(|cue| Some(**cue) != last).copied() else { return false };
        self.fits[cue].left_out = true;
        if let Some(Cue::Pause(_)) = self.cues.get(cue + 1) {
            self.fits[cue + 1].left_out = true;
        }
        true
    }

    /// Samples of the stretch at `from` that it will have in any case, as far as can be told before the words behind it
    /// are measured: by how long words lasted so far.
    pub(crate) fn provisional(&self, from: usize, written: u64, target: Option<u64>) -> u64 {
        let known = (0..self.cues.len()).filter_map(|cue| Some((self.takes[cue].length?, self.line(cue)?)));
        let (lasted, guessed) = known.fold((0u64, 0u64), |(lasted, guessed), (length, line)| {
            (lasted + length, guessed + reading_time(line))
        });
        if guessed == 0 {
            return 0;
        }
        let scale = CAUTION * lasted as f64 / guessed as f64;
        let likely = |line: &Line| (reading_time(line) as f64 * scale) as u64;
        let spoken = |cue: usize| self.takes[cue].length.or(self.line(cue).map(likely)).unwrap_or(0);
        let lengths = self.fitted(from, written, target, &spoken);
        lengths.ok().and_then(|lengths| Some(*lengths.first()? / SAFE)).unwrap_or(0)
    }

    /// From `from` on all is solved anew, and nothing is left out for the time being.
    pub(crate) fn forget_stretches(&mut self, from: usize) {
        for fit in self.fits.iter_mut().skip(from) {
            fit.length = None;
            fit.left_out = false;
        }
    }

    /// The stretch `cue` lasts longer than it would, by `most` samples or by half of what those behind it can give, as far as
    /// that is known.
    pub(crate) fn prolong(&mut self, cue: usize, most: u64) {
        let least = |cue: usize| match &self.cues[cue] {
            Cue::Stretch { least, .. } => samples(*least),
            _ => 0,
        };
        let later = (cue + 1..self.cues.len()).filter_map(|cue| Some((cue, self.fits[cue].length?)));
        let room: u64 = later.map(|(cue, length)| length.saturating_sub(least(cue))).sum();
        let longer = if self.fits[cue].length.is_some() { most.min(room / 2) } else { most };
        let present = self.fits[cue].length.unwrap_or_else(|| least(cue)).max(self.fits[cue].floor);
        self.fits[cue].floor = present + longer;
    }

    /// Lets the last silence grow where no stretch is left from `from` on.
    pub(crate) fn loosen_end(&mut self, from: usize) {
        if self.next_stretch(from).is_some() {
            return;
        }
        match self.cues.last_mut().filter(|_| from < self.takes.len()) {
            Some(Cue::Pause(pause)) => {
                let least = *pause;
                self.cues.pop();
                self.cues.push(Cue::Stretch { weight: 1.0, least });
            }
            _ => self.write(Cue::Stretch { weight: 1.0, least: Duration::ZERO }),
        }
    }

    /// Takes the cues of `other` from `from` on, of which nothing was begun.
    pub(crate) fn rewrite(&mut self, from: usize, other: Sheet) {
        self.cues.truncate(from);
        self.takes.truncate(from);
        self.fits.truncate(from);
        self.cues.extend(other.cues.into_iter().skip(from));
        self.takes.resize_with(self.cues.len(), Default::default);
        self.fits.resize_with(self.cues.len(), Fit::default);
        for take in self.takes.iter_mut().skip(from) {
            take.manner = self.manner;
        }
        self.end = other.end;
        self.first_option = self.cues.len();
    }
}
