//! What the performance is heard through: opened, lost, opened anew, given back.

use vesper_speech::{Bed, Error, Turn};

use crate::machine::{Effect, Machine};
use crate::{Notice, NoticeKind, Report};

#[derive(Default)]
pub(crate) struct Sink {
    /// Asked for and not given back.
    pub(crate) wanted: bool,
    /// Openings under way. What an earlier one brings was given up since; only the last one counts.
    pub(crate) opening: u32,
    pub(crate) open: bool,
    pub(crate) device: Option<String>,
    /// The bed that it was told to lay; `None` where a clear may have dropped what it was told.
    pub(crate) bed: Option<Option<Bed>>,
}

impl Machine {
    pub(crate) fn close(&mut self, out: &mut Vec<Effect>) {
        self.sink = Sink { opening: self.sink.opening, ..Sink::default() };
        out.push(Effect::Close);
    }

    /// An opening is over; says whether what it brought is ours.
    fn arrived(&mut self) -> bool {
        self.sink.opening = self.sink.opening.saturating_sub(1);
        self.sink.wanted && self.sink.opening == 0
    }

    pub(crate) fn opened(&mut self, device: Option<String>, out: &mut Vec<Effect>) {
        if !self.arrived() {
            return;
        }
        self.sink = Sink { wanted: true, open: true, opening: 0, device: device.clone(), bed: Some(None) };
        self.reports.push(Report::Opened(device.clone()));
        out.push(Effect::Clear(self.turn));
        out.push(Effect::Volume(self.settings.voice_volume, self.settings.bed_volume));
        let Some(work) = self.work.as_mut() else { return };
        if work.paused {
            out.push(Effect::Pause);
        }
        match (device, work.held) {
            (Some(device), true) => {
                work.held = false;
                let text = format!("Going on with {device}.");
                self.notify(Notice { kind: NoticeKind::DeviceBack, text });
            }
            (Some(_), false) => {
                let settled =
                    |notice: &Notice| matches!(notice.kind, NoticeKind::NoDevice | NoticeKind::DeviceLost);
                self.notice = self.notice.take().filter(|(notice, _)| !settled(notice));
            }
            (None, held) => {
                let what = if held {
                    "The sound device went away and there is no other"
                } else {
                    "There is no sound device"
                };
                let how = if held {
                    "Plug one in and it goes on where it was, or go on without sound"
                } else {
                    "The words go on in silence, and sound comes as soon as there is one"
                };
                self.notify(Notice { kind: NoticeKind::NoDevice, text: format!("{what}. {how}.") });
            }
        }
    }

    pub(crate) fn open_failed(&mut self, error: Error, out: &mut Vec<Effect>) {
        if !self.arrived() {
            return;
        }
        self.reports.push(Report::Failed(error.clone()));
        self.stop(out);
        self.notify(Notice { kind: NoticeKind::Failed, text: error.to_string() });
    }

    /// Puts the head back to what was heard last; it goes on there as soon as a sink is open.
    pub(crate) fn lost(&mut self, turn: Turn, played: u64, reason: Option<String>) {
        if turn == self.turn
            && let Some(work) = self.work.as_mut()
        {
            work.run.played = played.clamp(work.run.played, work.run.written);
        }
        let (wanted, opening) = (self.sink.wanted, self.sink.opening + 1);
        self.sink = Sink { wanted, opening, ..Sink::default() };
        let Some(work) = self.work.as_mut().filter(|_| wanted) else { return };
        let (cue, offset) = work.heard();
        let broken_off = work.broken_off && cue == work.head.0 && offset > 0;
        let (announced, worded) = (work.announced, work.worded);
        work.place_head(cue, offset);
        (work.announced, work.worded, work.broken_off) = (announced, worded, broken_off);
        work.held |= reason.is_some() && !work.paused;
        self.turn.0 += 1;
        if let Some(reason) = reason {
            let reason = reason.trim_end_matches('.');
            let text = format!("The sound device went away ({reason}). Looking for another.");
            self.notify(Notice { kind: NoticeKind::DeviceLost, text });
        }
    }
}
