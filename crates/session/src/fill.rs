//! Handing samples to the mouth: as many as are ready, never more than the listener is soon to hear.

use std::time::Duration;

use vesper_script::{Cue, End};
use vesper_speech::{Mark, RATE, samples};

use crate::machine::{Effect, Machine, Piece};
use crate::{Notice, NoticeKind};

/// Samples written ahead of the listener: 1.5 s.
const AHEAD: u64 = RATE as u64 * 3 / 2;
/// Samples of one piece: 100 ms.
const PIECE: u64 = RATE as u64 / 10;
/// Pieces under way to the sink at once.
const PIECES: u64 = 48;

/// How long a bed takes to come and go where a script changes it.
const FADE: Duration = Duration::from_millis(2500);
/// How long the last bed takes to go, where the last silence is long enough.
const LAST_FADE: Duration = Duration::from_secs(6);

enum Step {
    /// Wrote something or went past a cue.
    Went,
    /// Nothing to write until words are made or measured.
    Waits,
}

impl Machine {
    pub(crate) fn fill(&mut self, out: &mut Vec<Effect>) {
        loop {
            let Some(work) = self.work.as_ref() else { return };
            let run = &work.run;
            if !self.sink.open
                || work.held
                || work.ended
                || work.broken_off
                || run.written - run.played >= AHEAD
                || run.pieces - run.taken >= PIECES
            {
                return;
            }
            let all_written = work.head.0 >= work.sheet.cues.len();
            self.lay_bed(FADE, out);
            if all_written {
                return;
            }
            if matches!(self.write_next(out), Step::Waits) {
                return;
            }
        }
    }

    /// Brings the bed of the sink to what script and listener want.
    fn lay_bed(&mut self, fade: Duration, out: &mut Vec<Effect>) {
        let Some(work) = self.work.as_ref() else { return };
        let wanted = if self.settings.beds { work.bed } else { None };
        if self.sink.bed == Some(wanted) {
            return;
        }
        self.sink.bed = Some(wanted);
        let seed = work.source.as_ref().map_or(0, |source| source.start.seed);
        self.put(Piece::Mark(Mark::Bed { bed: wanted, seed, fade }), 0, out);
    }

    fn write_next(&mut self, out: &mut Vec<Effect>) -> Step {
        let Some(work) = self.work.as_mut() else { return Step::Waits };
        let (cue, offset) = work.head;
        if work.run.timeline.last().is_none_or(|&(_, last, _)| last != cue) {
            work.run.timeline.push((work.run.written, cue, offset));
        }
        if work.sheet.is_left_out(cue) {
            self.advance();
            return Step::Went;
        }
        match &work.sheet.cues[cue] {
            Cue::Bed(bed) => {
                work.bed = *bed;
                self.advance();
                Step::Went
            }
            Cue::Bell => {
                self.put(Piece::Mark(Mark::Bell), 0, out);
                self.advance();
                Step::Went
            }
            Cue::Chapter(title) => {
                let mark = Mark::Chapter(title.clone());
                self.put(Piece::Mark(mark), 0, out);
                self.advance();
                Step::Went
            }
            Cue::Pause(pause) => {
                let length = samples(*pause);
                self.write_silence(length, out)
            }
            Cue::Stretch { .. } => match self.solved(cue) {
                Some(length) => self.write_silence(length, out),
                None => self.write_meanwhile(out),
            },
            Cue::Say(_) => self.write_words(None, out),
            Cue::Breath { length, line, .. } => {
                let beat = samples(*length);
                if line.is_some() { self.write_words(Some(beat), out) } else { self.write_silence(beat, out) }
            }
        }
    }

    /// The solved length of the stretch at the head, once every word after it was measured.
    fn solved(&mut self, cue: usize) -> Option<u64> {
        let work = self.work.as_mut()?;
        if let Some(length) = work.sheet.length(cue) {
            return Some(length);
        }
        let (target, written) = (work.left(), work.head.1);
        if let Err(short) = work.sheet.solve(cue, written, target, work.replanned)? {
            let whole = work.position_of(work.head.0) + short.least;
            self.too_short(whole);
            self.work.as_mut()?.sheet.solve(cue, written, None, false)?.ok()?;
        }
        self.work.as_ref()?.sheet.length(cue)
    }

    /// Silence of a stretch that is not solved yet, as far as it will not be too long in any case: so that it passes while
    /// the words behind it are measured.
    fn write_meanwhile(&mut self, out: &mut Vec<Effect>) -> Step {
        let Some(work) = self.work.as_mut() else { return Step::Waits };
        let (cue, offset) = work.head;
        let until = (offset + PIECE).min(work.sheet.provisional(cue, offset, work.left()));
        if until <= offset {
            return Step::Waits;
        }
        work.head.1 = until;
        self.put(Piece::Silence(until - offset), until - offset, out);
        Step::Went
    }

    fn too_short(&mut self, least: u64) {
        let minutes = least.div_ceil(60 * u64::from(RATE));
        let text = format!(
            "The words alone take longer than the chosen length, so this will run on. Choose at least \
             {minutes} minutes, or a quicker pace."
        );
        self.notify(Notice { kind: NoticeKind::TooShort, text });
    }

    /// Writes the words of the head cue as far as they are made, then silence up to `beat` samples.
    fn write_words(&mut self, beat: Option<u64>, out: &mut Vec<Effect>) -> Step {
        let Some(work) = self.work.as_mut() else { return Step::Waits };
        let (cue, offset) = work.head;
        let take = &work.sheet.takes[cue];
        let made = take.samples.len() as u64;
        if !take.done && work.takes_whole_lines() {
            return Step::Waits;
        }
        if offset < made {
            let until = (offset + PIECE).min(made);
            let samples = take.samples[offset as usize..until as usize].to_vec();
            work.head.1 = until;
            self.put(Piece::Samples(samples), until - offset, out);
            return Step::Went;
        }
        if !take.done {
            return Step::Waits;
        }
        let whole = take.length.unwrap_or(made).max(beat.unwrap_or(0));
        self.write_silence(whole, out)
    }

    /// Writes the head cue's silence, `length` samples counted from the cue's beginning.
    fn write_silence(&mut self, length: u64, out: &mut Vec<Effect>) -> Step {
        let Some(work) = self.work.as_ref() else { return Step::Waits };
        let (cue, offset) = work.head;
        if offset >= length {
            self.advance();
            return Step::Went;
        }
        let mut until = (offset + PIECE).min(length);
        let last =
            cue + 1 == work.sheet.cues.len() && !work.sheet.open && matches!(work.sheet.end, End::Finish);
        if last && !work.fading {
            let fade = samples(LAST_FADE).min(length);
            if offset >= length - fade {
                let rest = Duration::from_secs_f64(vesper_speech::seconds(length - offset));
                self.fade_out(rest, out);
            } else {
                until = until.min(length - fade);
            }
        }
        if let Some(work) = self.work.as_mut() {
            work.head.1 = until;
        }
        self.put(Piece::Silence(until - offset), until - offset, out);
        Step::Went
    }

    fn fade_out(&mut self, fade: Duration, out: &mut Vec<Effect>) {
        if let Some(work) = self.work.as_mut() {
            work.fading = true;
            work.bed = None;
        }
        self.lay_bed(fade, out);
    }

    fn advance(&mut self) {
        if let Some(work) = self.work.as_mut() {
            work.head = (work.head.0 + 1, 0);
        }
    }

    fn put(&mut self, piece: Piece, samples: u64, out: &mut Vec<Effect>) {
        if let Some(work) = self.work.as_mut() {
            work.run.written += samples;
            work.run.pieces += 1;
        }
        out.push(Effect::Play(self.turn, piece));
    }
}
