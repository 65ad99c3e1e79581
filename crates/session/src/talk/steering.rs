//! A performance in the place of a chat model: what is said over it is judged in the same way, and then steers it.

use std::time::Duration;

use super::{Effect, Partner, Quiet, Standing, Talk, Told, over};
use crate::intent::Kind;

/// How long an echo canceller that has just begun lets through what the loudspeaker says.
const LEARNING: Duration = Duration::from_secs(1);

impl Talk {
    pub(crate) fn steers(&self) -> bool {
        self.settings.partner == Partner::Performance
    }

    /// What is heard now may be the loudspeaker.
    pub(super) fn learns_echo(&self) -> bool {
        self.steers()
            && self.settings.loudspeaker
            && self.performing
            && self.learns_until.is_none_or(|until| self.now < until)
    }

    /// The performance sounds, or has come to an end or a choice.
    pub(super) fn performs(&mut self, sounds: bool, saying: String, out: &mut Vec<Effect>) {
        if !self.steers() {
            return;
        }
        if !saying.is_empty() {
            self.sounded = (saying, self.now);
        }
        self.performing = sounds;
        if sounds {
            self.learns_until.get_or_insert(self.now + LEARNING);
            return;
        }
        if let Some(utterance) = self.utterance.as_mut().filter(|utterance| utterance.is_undecided()) {
            utterance.standing = Standing::Turn;
            self.hear(over::PRE_ROLL, out);
        }
    }

    /// What was said is over, and is of this kind.
    pub(super) fn steer_by(&mut self, text: &str, kind: Kind, out: &mut Vec<Effect>) {
        // Of a choice that was read aloud, the listener says the very words.
        let own = kind == Kind::Echo && (self.performing && self.quiet == Quiet::No);
        if own || matches!(kind, Kind::Noise | Kind::Aside | Kind::Unclear) {
            self.restore(out);
            return self.pass_over(out);
        }
        self.steer(text, out);
    }

    /// The performance is told what was said and goes on: whatever it makes of it, it is not left waiting.
    pub(super) fn steer(&mut self, text: &str, out: &mut Vec<Effect>) {
        out.push(Effect::Tell(Told::Listener(text.trim().to_owned())));
        self.restore(out);
    }
}
