//! What is asked of the voice, and what becomes of it: lines made, a voice that gives out, another in its place.

use vesper_speech::{Error, Kind};

use crate::machine::{Effect, Machine};
use crate::sheet::as_wished;
use crate::work::Work;
use crate::{AtAsk, GaveOut, HeardLine, Notice, NoticeKind, OpenVoice, Report};

#[derive(Default)]
pub(crate) struct VoiceState {
    cast: u64,
    busy: bool,
    /// It failed, there is no other, and the listener has not gone on since.
    pub(crate) failed: bool,
    /// None could be opened.
    missing: bool,
    /// Another speaks since the last request was done.
    relieved: bool,
}

impl Machine {
    /// Whatever the voice is making is for nobody.
    pub(crate) fn hush(&mut self, out: &mut Vec<Effect>) {
        if std::mem::take(&mut self.voice.failed) {
            self.notice = self.notice.take().filter(|(notice, _)| notice.kind != NoticeKind::Failed);
        }
        self.voice.cast += 1;
        out.push(Effect::Hush { cast: self.voice.cast });
    }

    /// Other voices speak from the next line on.
    pub(crate) fn change_voices(&mut self, voices: Vec<OpenVoice>, out: &mut Vec<Effect>) {
        self.voice.missing = false;
        let amid = self.work.as_ref().is_some_and(|work| work.is_amid_making());
        if amid && self.voice.failed {
            self.hand_over();
        } else if let Some(work) = self.work.as_mut() {
            work.sheet.recast(work.next_unwritten());
        }
        // The line that sounds is spoken to its end by the voice that is at it; all else it makes is for nobody.
        if !amid || self.voice.failed {
            self.hush(out);
        }
        out.push(Effect::Voices(voices));
    }

    pub(crate) fn voice_opened(&mut self, voice: &str, gave_out: &[GaveOut]) {
        let settled = |notice: &Notice| matches!(notice.kind, NoticeKind::NoVoice | NoticeKind::VoiceGaveOut);
        self.notice = self.notice.take().filter(|(notice, _)| !settled(notice));
        if !gave_out.is_empty() {
            self.voice.relieved = true;
            let text = silent(gave_out, &format!("{voice} speaks now"));
            self.notify(Notice { kind: NoticeKind::VoiceGaveOut, text });
        }
    }

    pub(crate) fn no_voice(&mut self, gave_out: &[GaveOut]) {
        self.voice.missing = true;
        let text = silent(gave_out, "the words are shown");
        self.notify(Notice { kind: NoticeKind::NoVoice, text });
    }

    pub(crate) fn voice_done(&mut self, cast: u64, failed: Option<Error>, out: &mut Vec<Effect>) {
        self.voice.busy = false;
        let relieved = std::mem::take(&mut self.voice.relieved);
        let Some(error) = failed else {
            self.work.iter_mut().for_each(|work| work.sheet.settle(cast));
            return;
        };
        let wanted = cast >= self.voice.cast;
        if error.kind == Kind::Stopped && (wanted || relieved) {
            // It was not only stopped: another voice has taken its place, and what was measured is not true of that.
            self.hand_over();
        }
        if error.kind == Kind::Stopped || !wanted {
            return;
        }
        self.reports.push(Report::Failed(error.clone()));
        self.notify(Notice { kind: NoticeKind::Failed, text: error.to_string() });
        match self.work.as_mut() {
            Some(work) if work.at_ask == AtAsk::Wait => {
                work.sheet.forget_undone();
                self.voice.failed = true;
                self.pause(true, out);
            }
            _ => self.stop(out),
        }
    }

    /// Gives the voice its next lines, if it is free and there are any.
    pub(crate) fn ask_voice(&mut self, out: &mut Vec<Effect>) {
        let Some(work) = self.work.as_mut().filter(|work| !work.ended) else {
            return;
        };
        if self.voice.missing {
            work.sheet.mute();
            return;
        }
        if self.voice.busy || self.voice.failed {
            return;
        }
        let (heard, _) = work.heard();
        work.sheet.free(heard);
        let measure = work.sheet.has_stretch(0);
        let rows = work.sheet.request(heard, self.voice.cast + 1, measure);
        if rows.is_empty() {
            return;
        }
        self.voice.cast += 1;
        self.voice.busy = true;
        let rows = rows.into_iter().map(|(row, line)| (row, as_wished(line, &self.settings))).collect();
        out.push(Effect::Speak { cast: self.voice.cast, rows });
    }

    /// Another voice goes on where one gave out.
    fn hand_over(&mut self) {
        let Some(work) = self.work.as_mut() else { return };
        if work.is_amid_making() && work.heard().0 == work.head.0 {
            // While its words are known.
            self.reports.extend(work.said_of_line().map(Report::Heard));
        }
        work.hand_over();
    }

    /// A line that a voice began before it gave out is said again from its beginning, once the listener comes to it:
    /// what lies before it was made by then, and is heard to its last sample.
    pub(crate) fn begin_line_again(&mut self, out: &mut Vec<Effect>) {
        let Some(work) = self.work.as_mut().filter(|work| work.broken_off) else { return };
        let (cue, _) = work.head;
        if work.heard().0 != cue {
            return;
        }
        self.reports.extend(work.said_of_line().map(Report::Heard));
        work.again(cue);
        self.new_turn(out);
    }
}

impl Work {
    /// What was heard of the line that breaks off; less than a word is nothing that was said.
    fn said_of_line(&mut self) -> Option<HeardLine> {
        self.heard_part().filter(|line| line.cut != Some(0))
    }
}

/// Says who cannot speak and why, what happens instead, and what can be done.
fn silent(gave_out: &[GaveOut], instead: &str) -> String {
    let mut text = String::new();
    let mut advice: Vec<&str> = Vec::new();
    for GaveOut { voice, error } in gave_out {
        text += if text.is_empty() { "" } else { ", nor can " };
        let join = if text.is_empty() { " cannot speak" } else { "" };
        let what = error.what.trim_end_matches('.');
        text += &format!("{voice}{join} ({}: {what})", error.subject);
        if !error.advice.is_empty() && !advice.contains(&error.advice.as_str()) {
            advice.push(&error.advice);
        }
    }
    if text.is_empty() {
        text.push_str("there is no voice");
    }
    let sentence = format!("{text}, so {instead}.");
    let mut letters = sentence.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let sentences: String = first.chain(letters).collect();
    std::iter::once(sentences.as_str()).chain(advice).collect::<Vec<_>>().join(" ")
}
