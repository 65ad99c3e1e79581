//! The stage: what the listener is shown, drawn from what was heard.

use crate::machine::Machine;
use crate::source::Source;
use crate::work::Work;
use crate::{Phase, Stage};

impl Machine {
    /// What a window has to draw now.
    pub fn stage(&self) -> Stage {
        let mut stage = Stage {
            device: self.sink.device.clone(),
            notice: self.notice.as_ref().map(|(notice, _)| notice.clone()),
            ..Stage::default()
        };
        let Some(work) = self.work.as_ref() else { return stage };
        let (before, current, after) = work.captions();
        let (line, lines) = work.line_of_lines();
        let header = work.source.as_ref().map(Source::header);
        stage.phase = work.phase();
        stage.script = work.source.as_ref().map(|source| source.id.clone());
        stage.title = header.map(|header| header.title.clone()).unwrap_or_default();
        stage.kind = header.map(|header| header.kind);
        stage.language = header.map(|header| header.language.clone());
        stage.chapters = work.chapters();
        stage.chapter = work.chapter();
        stage.before = before;
        stage.current = current;
        stage.after = after;
        stage.options = work.options();
        stage.reading = work.sheet.option(work.heard().0).filter(|_| work.asked && !work.all_heard());
        stage.saying = work.saying();
        stage.line = line;
        stage.lines = lines;
        stage.position = vesper_speech::seconds(work.position());
        stage.length = work.target().map(vesper_speech::seconds);
        stage.silence = work.silence();
        stage.breath = work.breath();
        stage.place = work.place().filter(|_| !work.ended && !work.finishing);
        stage
    }
}

impl Work {
    fn phase(&self) -> Phase {
        if self.ended {
            Phase::Ended
        } else if self.paused || self.held {
            Phase::Paused
        } else if self.asked {
            Phase::Asking
        } else if !self.sounded {
            Phase::Preparing
        } else {
            Phase::Speaking
        }
    }
}
