//! Beginning, choosing, going back and jumping: every way in which the head moves other than onward.

use std::time::Duration;

use vesper_script::{Cue, End, Fault, Passage, Playhead, Start};
use vesper_speech::{Error, Kind};

use crate::machine::{Effect, Machine};
use crate::sheet::{self, Sheet};
use crate::source::{Source, Text};
use crate::work::Work;
use crate::{AtAsk, Began, Choice, Notice, NoticeKind, Place, Report, Request};

/// The most choices that are taken again to come back to a place: nobody listens through more.
pub(crate) const CHOICES: usize = 10_000;

impl Machine {
    pub(crate) fn perform(&mut self, request: Request, out: &mut Vec<Effect>) {
        self.forget_past_notice();
        let read_options = self.settings.read_options && request.at_ask == AtAsk::Wait;
        let begun = match &request.place {
            None => Work::begin(&request, read_options),
            Some(place) => match Work::go_on_from(place, &request, read_options) {
                Some(work) => Ok(work),
                None => {
                    let text = "This script was changed since you left it, so it begins anew.".to_owned();
                    self.notify(Notice { kind: NoticeKind::ScriptChanged, text });
                    Work::begin(&request, read_options)
                }
            },
        };
        match begun {
            Ok(work) => self.begin(work, out),
            Err(fault) => self.fault(&fault, out),
        }
    }

    pub(crate) fn say(&mut self, mut cues: Vec<Cue>, out: &mut Vec<Effect>) {
        let performing = |work: &Work| work.source.is_some() && !work.ended;
        if self.work.as_ref().is_some_and(performing) {
            return;
        }
        self.forget_past_notice();
        // A silence that was asked for is enough, and the bell rings out as it does after a script.
        if !matches!(cues.last(), Some(Cue::Pause(_) | Cue::Bell)) {
            cues.push(Cue::Pause(sheet::ringing(&cues).max(Duration::from_millis(200))));
        }
        let sheet = Sheet::new(Passage { cues, end: End::Finish }, false, "en");
        self.begin(Work::new(None, sheet, AtAsk::Finish), out);
    }

    pub(crate) fn say_instead(&mut self, cues: Vec<Cue>, out: &mut Vec<Effect>) {
        if let Some(work) = self.work.as_mut() {
            work.ended = true;
        }
        self.say(cues, out);
    }

    pub(crate) fn begin(&mut self, work: Work, out: &mut Vec<Effect>) {
        self.cut_short();
        self.reports.push(Report::Began(work.began()));
        let before = self.work.replace(work);
        self.hush(out);
        self.new_turn(out);
        if before.is_some_and(|before| before.paused) {
            out.push(Effect::Resume);
        }
    }

    pub(crate) fn fault(&mut self, fault: &Fault, out: &mut Vec<Effect>) {
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
    pub(crate) fn new_turn(&mut self, out: &mut Vec<Effect>) {
        self.turn.0 += 1;
        self.sink.bed = None;
        if self.sink.open {
            out.push(Effect::Clear(self.turn));
        } else if !self.sink.wanted {
            self.sink.wanted = true;
            self.sink.opening += 1;
            out.push(Effect::Open);
        }
    }

    pub(crate) fn choose(&mut self, option: usize, out: &mut Vec<Effect>) {
        if self.asks_for_words(option) {
            return;
        }
        let Some(work) = self.work.as_mut().filter(|work| option < work.options().len()) else { return };
        let read_options = self.settings.read_options && work.at_ask == AtAsk::Wait;
        let choice = Choice { option, options: work.options(), path: work.path.clone() };
        let said = work.said_by_listener(&choice.options[option]);
        let part = work.heard_part();
        match work.take(option, read_options) {
            Ok(()) => {
                self.reports.extend(part.into_iter().chain([said]).map(Report::Heard));
                if std::mem::take(&mut work.paused) {
                    out.push(Effect::Resume);
                }
                self.reports.push(Report::Chosen(choice));
                self.hush(out);
                self.new_turn(out);
            }
            Err(fault) => self.fault(&fault, out),
        }
    }

    pub(crate) fn back(&mut self, out: &mut Vec<Effect>) {
        let read_options = self.settings.read_options;
        self.cut_short();
        let Some(work) = self.work.as_mut() else { return };
        let choices = work.path.len();
        let there = work.back(read_options);
        self.went(there, choices, out);
    }

    pub(crate) fn jump(&mut self, chapter: usize, out: &mut Vec<Effect>) {
        let read_options = self.settings.read_options;
        let Some(work) = self.work.as_mut() else { return };
        let Some(mark) = work.reached.get(chapter).cloned() else { return };
        self.reports.extend(work.heard_part().map(Report::Heard));
        let choices = work.path.len();
        let there = if mark.choices == work.path.len() {
            Ok(())
        } else {
            work.path.truncate(mark.choices);
            work.replay(mark.choices, read_options)
        };
        if there.is_ok() {
            work.go_to(mark.cue);
        }
        self.went(there, choices, out);
    }

    /// Goes on from where a step back or a jump led, after so many `choices` had been taken.
    pub(crate) fn went(&mut self, there: Result<(), Fault>, choices: usize, out: &mut Vec<Effect>) {
        if let Err(fault) = there {
            return self.fault(&fault, out);
        }
        if self.work.as_ref().is_some_and(|work| work.path.len() != choices) {
            self.hush(out);
        }
        self.new_turn(out);
    }
}

impl Work {
    fn began(&self) -> Began {
        let header = self.source.as_ref().map(Source::header);
        Began {
            script: self.source.as_ref().map(|source| source.id.clone()),
            title: header.map(|header| header.title.clone()).unwrap_or_default(),
            kind: header.map(|header| header.kind),
            language: header.map_or_else(|| "en".into(), |header| header.language.clone()),
        }
    }

    fn begin(request: &Request, read_options: bool) -> Result<Work, Fault> {
        let Request { id, script, start, choices, at_ask, .. } = request.clone();
        let playhead = Box::new(Playhead::start(&script, &start)?);
        let mut work = Work::opened(
            Source { id, start, text: Text::Script { script, playhead } },
            at_ask,
            read_options,
        )?;
        work.ahead = choices;
        Ok(work)
    }

    /// At the beginning of `source`.
    pub(crate) fn opened(mut source: Source, at_ask: AtAsk, read_options: bool) -> Result<Work, Fault> {
        let page = source.page()?;
        let sheet = Sheet::of(page, read_options, &source.header().language);
        let mut work = Work::new(Some(source), sheet, at_ask);
        work.place_head(0, 0);
        Ok(work)
    }

    /// `None` where the script has no such place.
    fn go_on_from(place: &Place, request: &Request, read_options: bool) -> Option<Work> {
        if place.digest != request.script.digest() || place.path.len() > CHOICES {
            return None;
        }
        let minutes = place.minutes.or(request.start.minutes);
        let request = Request { start: Start { minutes, seed: place.seed }, ..request.clone() };
        let mut work = Work::begin(&request, read_options).ok()?;
        if !place.path.is_empty() {
            work.path.clone_from(&place.path);
            work.replay(place.path.len(), read_options).ok()?;
        }
        work.go_on(place);
        Some(work)
    }

    /// Goes through the option into the next passage.
    fn take(&mut self, option: usize, read_options: bool) -> Result<(), Fault> {
        let position = self.position();
        let Some(source) = self.source.as_mut() else { return Ok(()) };
        source.choose(option)?;
        let page = source.page()?;
        self.anchor = (0, position);
        self.bed_before = self.bed_at(self.sheet.cues.len());
        self.path.push(option);
        self.turn_page(page, read_options);
        Ok(())
    }

    /// Runs the script again from its beginning through the first `choices` choices of the path.
    pub(crate) fn replay(&mut self, choices: usize, read_options: bool) -> Result<(), Fault> {
        let path = std::mem::take(&mut self.path);
        let Some(source) = self.source.as_mut() else { return Ok(()) };
        source.rewind()?;
        let page = source.page()?;
        self.anchor = (0, 0);
        self.bed_before = None;
        self.reached.clear();
        self.turn_page(page, read_options && choices == 0);
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
        self.go_to(cue);
        Ok(())
    }
}
