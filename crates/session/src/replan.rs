//! Planning anew while it runs: more time, a longer silence, the next chapter, other words.

use std::sync::Arc;
use std::time::Duration;

use vesper_script::{Cue, End, Fault, Playhead, Script};
use vesper_speech::{Error, Kind, RATE, samples};

use crate::Report;
use crate::machine::{Effect, Machine};
use crate::sheet::Sheet;
use crate::source::Text;
use crate::work::Work;

/// How much longer a silence lasts in which its listener wants to stay, where there is time for it.
const STAY: Duration = Duration::from_secs(60);
/// The longest that anything may be made, in minutes: as long as a script may last.
const LONGEST: u64 = 180;

impl Machine {
    /// What is fitted to a length lasts `minutes` longer than was promised last.
    pub(crate) fn longer(&mut self, minutes: u32) {
        let Some(work) = self.work.as_mut().filter(|work| work.is_fitted()) else { return };
        let minute = 60 * u64::from(RATE);
        let most = (LONGEST * minute).saturating_sub(work.target().unwrap_or(0));
        work.longer += (u64::from(minutes) * minute).min(most);
        work.sheet.loosen_end(work.head.0);
        if std::mem::take(&mut work.fading) {
            work.bed = work.bed_at(work.head.0);
        }
        work.plan_anew();
    }

    /// The silence that sounds, or the next one, lasts longer; later ones are shorter by as much.
    pub(crate) fn stay(&mut self, out: &mut Vec<Effect>) {
        let Some(work) = self.work.as_mut().filter(|work| work.is_fitted()) else { return };
        let (heard, offset) = work.heard();
        let silent = matches!(work.sheet.cues.get(heard), Some(Cue::Stretch { .. }));
        // The little that was written beyond it was not heard: it comes later now.
        let beyond = silent && work.head.0 > heard;
        if beyond {
            work.anchor = (heard, work.position_of(heard));
            work.place_head(heard, offset);
        }
        if let Some(cue) = work.sheet.next_stretch(work.head.0) {
            work.sheet.prolong(cue, samples(STAY));
            work.plan_anew();
        }
        if beyond {
            self.new_turn(out);
        }
    }

    /// To the next chapter of what is fitted to a length; else to the next line, and behind the last one to the choice or
    /// the end.
    pub(crate) fn skip(&mut self, out: &mut Vec<Effect>) {
        let Some(work) = self.work.as_mut().filter(|work| !work.asked && !work.ended) else { return };
        let (heard, _) = work.heard();
        let chapter = |cue: &usize| matches!(work.sheet.cues[*cue], Cue::Chapter(_));
        let fitted = work.is_fitted();
        let next = (heard + 1..work.sheet.cues.len()).find(chapter).filter(|_| fitted);
        let next = next.or_else(|| work.sheet.lines().find(|cue| *cue > heard));
        let there = next.unwrap_or(work.sheet.first_option);
        work.replanned |= fitted;
        self.move_to(there, out);
    }

    /// Takes other words from somewhere on that was not begun.
    pub(crate) fn rewrite(&mut self, script: Arc<Script>) {
        let Some(work) = self.work.as_mut().filter(|work| work.is_fitted()) else { return };
        if let Err(fault) = work.rewrite(script) {
            self.reports.push(Report::Failed(Error::new(
                Kind::BadFile,
                format!("{}:{}", fault.file, fault.line),
                fault.what,
                fault.advice,
            )));
        }
    }
}

impl Work {
    /// It runs, without a choice, to a length that was promised.
    fn is_fitted(&self) -> bool {
        let ends = matches!(self.sheet.end, End::Finish) && !self.sheet.open;
        !self.ended && !self.finishing && ends && self.target().is_some()
    }

    /// What is left of a length that was promised is solved again, the silence at the head with it.
    pub(crate) fn plan_anew(&mut self) {
        self.replanned |= self.sounded;
        let (cue, offset) = self.head;
        let in_stretch = matches!(self.sheet.cues.get(cue), Some(Cue::Stretch { .. }));
        self.sheet.forget_stretches(cue + usize::from(offset > 0 && !in_stretch));
    }

    fn rewrite(&mut self, script: Arc<Script>) -> Result<(), Fault> {
        let Some(source) = self.source.as_mut().filter(|_| self.path.is_empty()) else { return Ok(()) };
        let mut playhead = Playhead::start(&script, &source.start)?;
        let new = Sheet::new(playhead.passage()?, false, &script.header().language);
        let same = self.sheet.cues.iter().zip(&new.cues).take_while(|(old, new)| old == new).count();
        let (cue, offset) = self.head;
        if same < cue + usize::from(offset > 0) || !matches!(new.end, End::Finish) || !new.has_stretch(0) {
            return Ok(());
        }
        source.text = Text::Script { script, playhead: Box::new(playhead) };
        self.sheet.rewrite(same, new);
        self.reached.retain(|mark| mark.cue < same);
        self.reach(self.heard().0);
        self.plan_anew();
        Ok(())
    }
}
