//! A performance in the place of a chat model: what is said over it is judged in the same way, and then steers it.

use super::{Effect, Partner, Quiet, Standing, Talk, Told, over};
use crate::intent::Kind;

impl Talk {
    pub(crate) fn steers(&self) -> bool {
        self.settings.partner == Partner::Performance
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
