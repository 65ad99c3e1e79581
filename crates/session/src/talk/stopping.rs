//! Between the order to stop an answer and the last sample of it that leaves the loudspeaker: what was heard is known
//! only then, and nothing is asked before it is.

use std::time::Duration;

use vesper_speech::Turn;

use super::reply::Reply;
use super::{Effect, Position, Quiet, Talk};

/// A loudspeaker that says nothing for so long will not say where it stopped.
pub(crate) const LATEST: Duration = Duration::from_millis(120);
/// A voice that was held for so long has told how far it was heard.
const KNOWN: Duration = Duration::from_millis(60);

/// An answer that was told to stop.
pub(super) struct Stopping {
    reply: Reply,
    until: Duration,
    next: Option<Next>,
}

/// What waits for it.
pub(super) enum Next {
    Answer(String),
    SayAgain,
    /// The conversation is over then, and nothing else is done.
    End,
}

impl Talk {
    /// The answer was told to stop: it is written down now where it is known how far it was heard, and soon where not.
    pub(super) fn stop_reply(&mut self, reply: Reply, out: &mut Vec<Effect>) {
        self.settle_stopping(out);
        self.paused = false;
        let still = self.quiet == Quiet::Held && self.now.saturating_sub(self.held_since) >= KNOWN;
        if still || reply.lines.is_empty() {
            self.remember(&reply, out);
        } else {
            self.last_said = reply.lines_heard();
            self.stopping = Some(Stopping { reply, until: self.now + LATEST, next: None });
        }
        self.leave_the_floor(out);
        self.restore(out);
    }

    /// The loudspeaker is silent; `at` is how far it was heard, where it can tell.
    pub(super) fn stopped(&mut self, turn: Turn, at: Option<Position>, out: &mut Vec<Effect>) {
        let Some(stopping) = self.stopping.as_mut().filter(|it| it.reply.turn == turn) else { return };
        if let Some(at) = at {
            stopping.reply.hear(at);
        }
        self.settle_stopping(out);
    }

    /// Waits no longer than a loudspeaker needs.
    pub(super) fn await_stop(&mut self, out: &mut Vec<Effect>) {
        if self.stopping.as_ref().is_some_and(|stopping| self.now >= stopping.until) {
            self.settle_stopping(out);
        }
    }

    /// Does `next` once it is known what was heard; gives it back where that is known.
    pub(super) fn after_stop(&mut self, next: Next, out: &mut Vec<Effect>) -> Option<Next> {
        match self.stopping.as_ref().and_then(|stopping| stopping.next.as_ref()) {
            Some(Next::End) => return None,
            Some(_) => self.settle_stopping(out),
            None => {}
        }
        match self.stopping.as_mut() {
            Some(stopping) => {
                stopping.next = Some(next);
                None
            }
            None => Some(next),
        }
    }

    pub(super) fn settle_stopping(&mut self, out: &mut Vec<Effect>) {
        let Some(Stopping { reply, next, .. }) = self.stopping.take() else { return };
        self.remember(&reply, out);
        match next {
            Some(Next::Answer(text)) => self.answer(&text, out),
            Some(Next::SayAgain) => self.say_again(out),
            Some(Next::End) => self.leave(out),
            None => {}
        }
    }
}
