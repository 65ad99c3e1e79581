//! Beginning, choosing, going back and jumping: every way in which the head moves other than onward.

use vesper_script::{Cue, End, Fault, Passage, Playhead};
use vesper_speech::{Error, Kind, Line};

use crate::machine::{Effect, Machine};
use crate::sheet::Sheet;
use crate::work::{Source, Work};
use crate::{AtAsk, Notice, NoticeKind, Place, Report, Request};

impl Machine {
    pub(crate) fn perform(&mut self, request: Request, out: &mut Vec<Effect>) {
        let Request { id, script, mut start, place, choices, at_ask } = request;
        let place = self.usable(place, script.digest());
        if let Some(place) = &place {
            start.seed = place.seed;
            start.minutes = place.minutes.or(start.minutes);
        }
        let path = place.as_ref().map(|place| place.path.clone()).unwrap_or_default();
        let begun = Playhead::start(&script, &start).and_then(|mut playhead| {
            let passage = playhead.passage()?;
            let read_options = self.settings.read_options && at_ask == AtAsk::Wait;
            let sheet = Sheet::new(passage, read_options, &script.header().language);
            let mut work = Work::new(Some(Source { id, script, start, playhead }), sheet, at_ask);
            work.path = path;
            work.ahead = choices;
            if !work.path.is_empty() {
                work.replay(work.path.len(), read_options)?;
            }
            Ok(work)
        });
        match begun {
            Ok(mut work) => {
                let (cue, offset) = place.map_or((0, 0), |place| (place.cue, place.offset));
                work.place_head(cue.min(work.sheet.first_option), offset);
                self.begin(work, out);
            }
            Err(fault) => self.fault(&fault, out),
        }
    }

    fn usable(&mut self, place: Option<Place>, digest: u64) -> Option<Place> {
        let place = place?;
        if place.digest == digest {
            return Some(place);
        }
        let text = "This script was changed since you left it, so it begins anew.".to_owned();
        self.notify(Notice { kind: NoticeKind::ScriptChanged, text });
        None
    }

    pub(crate) fn say(&mut self, lines: Vec<Line>, out: &mut Vec<Effect>) {
        let performing = |work: &Work| work.source.is_some() && !work.ended;
        if self.work.as_ref().is_some_and(performing) {
            return;
        }
        let gap = || Cue::Pause(std::time::Duration::from_millis(350));
        let mut cues: Vec<Cue> = lines.into_iter().flat_map(|line| [Cue::Say(line), gap()]).collect();
        cues.pop();
        cues.push(Cue::Pause(std::time::Duration::from_millis(200)));
        let sheet = Sheet::new(Passage { cues, end: End::Finish }, false, "en");
        self.begin(Work::new(None, sheet, AtAsk::Finish), out);
    }

    fn begin(&mut self, work: Work, out: &mut Vec<Effect>) {
        self.work = Some(work);
        self.hush(out);
        self.new_turn(out);
    }

    fn fault(&mut self, fault: &Fault, out: &mut Vec<Effect>) {
        self.stop(out);
        let text = fault.to_string();
        self.reports.push(Report::Failed(Error::new(
            Kind::BadFile,
            format!("{}:{}", fault.file, fault.line),
            fault.what.clone(),
            fault.advice.clone(),
        )));
        self.notify(Notice { kind: NoticeKind::ScriptFault, text });
    }

    /// What the sink still holds is dropped, and what comes now is counted from zero.
    fn new_turn(&mut self, out: &mut Vec<Effect>) {
        self.turn.0 += 1;
        if self.sink.open {
            out.push(Effect::Clear(self.turn));
        } else if !self.sink.opening {
            self.sink.opening = true;
            out.push(Effect::Open);
        }
    }

    pub(crate) fn choose(&mut self, option: usize, out: &mut Vec<Effect>) {
        let Some(work) = self.work.as_mut().filter(|work| option < work.options().len()) else { return };
        let read_options = self.settings.read_options && work.at_ask == AtAsk::Wait;
        match work.take(option, read_options) {
            Ok(()) => {
                if std::mem::take(&mut work.paused) {
                    out.push(Effect::Resume);
                }
                self.reports.push(Report::Chosen(option));
                self.hush(out);
                self.new_turn(out);
            }
            Err(fault) => self.fault(&fault, out),
        }
    }

    pub(crate) fn back(&mut self, out: &mut Vec<Effect>) {
        let read_options = self.settings.read_options;
        let Some(work) = self.work.as_mut() else { return };
        match work.back(read_options) {
            Ok(()) => self.new_turn(out),
            Err(fault) => self.fault(&fault, out),
        }
    }

    pub(crate) fn jump(&mut self, chapter: usize, out: &mut Vec<Effect>) {
        let read_options = self.settings.read_options;
        let Some(work) = self.work.as_mut() else { return };
        let Some(mark) = work.reached.get(chapter).cloned() else { return };
        let there = if mark.choices == work.path.len() {
            Ok(())
        } else {
            work.path.truncate(mark.choices);
            work.replay(mark.choices, read_options)
        };
        match there {
            Ok(()) => {
                work.place_head(mark.cue, 0);
                work.asked = false;
                self.new_turn(out);
            }
            Err(fault) => self.fault(&fault, out),
        }
    }
}

impl Work {
    /// Goes through the option into the next passage.
    fn take(&mut self, option: usize, read_options: bool) -> Result<(), Fault> {
        let position = self.position();
        let Some(source) = self.source.as_mut() else { return Ok(()) };
        source.playhead.choose(option)?;
        let passage = source.playhead.passage()?;
        self.past = position;
        self.bed_before = self.bed_at(self.sheet.cues.len());
        self.path.push(option);
        self.turn_page(passage, read_options);
        Ok(())
    }

    /// Runs the script again from its beginning through the first `choices` choices of the path.
    fn replay(&mut self, choices: usize, read_options: bool) -> Result<(), Fault> {
        let path = std::mem::take(&mut self.path);
        let Some(source) = self.source.as_mut() else { return Ok(()) };
        source.playhead = Playhead::start(&source.script, &source.start)?;
        let passage = source.playhead.passage()?;
        self.past = 0;
        self.bed_before = None;
        self.reached.clear();
        self.turn_page(passage, read_options && choices == 0);
        for (taken, option) in path.into_iter().take(choices).enumerate() {
            let end = self.sheet.cues.len();
            self.reach(end);
            self.head = (end, 0);
            self.take(option, read_options && taken + 1 == choices)?;
        }
        Ok(())
    }

    /// To the line before; from the first line of a passage, to the last line before the choice.
    fn back(&mut self, read_options: bool) -> Result<(), Fault> {
        let (heard, _) = self.heard();
        let lines: Vec<usize> = self.sheet.lines().collect();
        let until = lines.partition_point(|&cue| cue <= heard);
        let steps = if self.asked || self.ended { 1 } else { 2 };
        let cue = match until.checked_sub(steps) {
            Some(line) => lines[line],
            None if self.path.is_empty() => 0,
            None => {
                self.path.pop();
                self.replay(self.path.len(), read_options)?;
                self.sheet.lines().next_back().unwrap_or(0)
            }
        };
        self.place_head(cue, 0);
        self.asked = false;
        Ok(())
    }
}
