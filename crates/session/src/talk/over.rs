//! Speech over an answer: duck, decide, then stop or go on.

use std::time::Duration;

use super::activity::{ONSET, samples};
use super::reply::Reply;
use super::utterance::Standing;
use super::{Effect, Quiet, Talk, Told};
use crate::intent::{Bearing, Kind, Missing, Spoken};

/// What lies before the first evidence and belongs to what is said over an answer. It is short: before that, the
/// microphone heard the answer itself.
pub(super) const PRE_ROLL: u64 = samples(300);
/// Voice in a row over an answer that is no click: the answer is held. Less than begins a turn, for a hold can be undone.
const LASTING: u64 = samples(64);
/// A silence after which evidence that came to nothing is let go.
const NOTHING: u64 = samples(96);
/// A silence that ends what was said, and may decide what it was.
const ENDED: u64 = samples(150);
/// A silence after which words that ask for nothing are over.
const OVER: u64 = samples(250);
/// The same while a question comes to its end.
const ANSWERED: u64 = samples(900);
/// Undecided no longer than this, counted from the duck: with the silence between two words it is half a second.
const DECIDED: Duration = Duration::from_millis(440);
/// Words that are not known by then are asked for.
const CURIOUS: Duration = Duration::from_millis(280);
/// How long what has the floor without a word may be silent before the answer goes on.
const WORDLESS: u64 = samples(600);
/// For so long after it went on, an answer is not ducked by less than an onset.
const REST: Duration = Duration::from_millis(250);
/// For so long a voice that was held for nothing makes the next hold wait for more evidence.
const DOUBT: Duration = Duration::from_secs(10);
const MOST_DOUBTS: u32 = 2;
/// For so long after words to somebody else, what follows is for them too, but for commands and "wait".
const ELSEWHERE: Duration = Duration::from_millis(1200);
/// So much voice in which a recogniser knows no word is a cough, or a sound of following, until it knows one.
const VOICE_ONLY: u64 = samples(200);
/// How sure an utterance that is no business of ours must be taken for one.
const SURE: f32 = 0.5;

/// What is to become of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// The floor is the listener's.
    Stop,
    /// A command that is carried out while the answer goes on, or waits.
    Obey(Spoken),
    GoOn,
    /// Not known yet.
    Wait,
}

impl Talk {
    /// Somebody may be speaking.
    pub(super) fn first_evidence(&mut self, out: &mut Vec<Effect>) {
        let enough = if self.now < self.rests_until { ONSET } else { 0 };
        if self.activity.run >= enough {
            self.begin_utterance(Standing::Ducked);
            self.duck(out);
        }
    }

    pub(super) fn judge_over(&mut self, out: &mut Vec<Effect>) {
        let Some(utterance) = self.utterance.as_ref() else { return };
        match utterance.standing {
            Standing::Ducked => self.judge_evidence(out),
            Standing::Held => self.judge_held(out),
            Standing::Yielded => self.judge_yielded(out),
            Standing::Passing => self.judge_passing(out),
            Standing::Turn => {}
        }
    }

    /// Voice that lasts is speech; what does not was a click.
    fn judge_evidence(&mut self, out: &mut Vec<Effect>) {
        let Some(utterance) = self.utterance.as_mut() else { return };
        let doubts = if self.now < self.doubts.1 { self.doubts.0 } else { 0 };
        if self.activity.run >= LASTING * u64::from(1 + doubts) {
            utterance.standing = Standing::Held;
            self.hold(out);
            self.hear(PRE_ROLL, out);
        } else if self.activity.run == 0 && self.activity.silence() >= NOTHING || self.is_late() {
            self.utterance = None;
            self.go_on(out);
        }
    }

    fn judge_held(&mut self, out: &mut Vec<Effect>) {
        let silent = self.activity.silence() >= ENDED;
        let curious = self.since_duck() >= CURIOUS && self.knows_nothing();
        if silent || curious {
            self.glimpse(out);
        }
        match self.verdict(silent) {
            Verdict::Wait if !self.is_late() => {}
            Verdict::Wait if self.activity.silence() < ENDED && !self.is_wordless() && !self.follows() => {
                self.stand(Standing::Yielded);
            }
            Verdict::Wait => self.pass(out),
            verdict => self.carry_out(verdict, out),
        }
    }

    /// Whoever has the floor without a known word keeps it until they are silent; words decide.
    fn judge_yielded(&mut self, out: &mut Vec<Effect>) {
        let silence = self.activity.silence();
        let silent = silence >= ENDED;
        if silent || self.knows_nothing() {
            self.glimpse(out);
        }
        match self.verdict(silent) {
            Verdict::Wait if silent && self.is_settled() || silence >= WORDLESS || self.deaf => {
                self.pass(out)
            }
            Verdict::Wait => {}
            verdict => self.carry_out(verdict, out),
        }
    }

    /// The answer goes on; what was taken for nothing may still become something.
    fn judge_passing(&mut self, out: &mut Vec<Effect>) {
        let silence = self.activity.silence();
        let silent = silence >= ENDED;
        if silent {
            self.glimpse(out);
        }
        let verdict = self.verdict(silent);
        if matches!(verdict, Verdict::Stop | Verdict::Obey(_)) {
            // Where the answer has come to its end in the meantime, there is nothing to stop.
            let answering = self.performing || self.reply.is_some();
            return if answering { self.carry_out(verdict, out) } else { self.stand(Standing::Turn) };
        }
        let heard = self.utterance.as_ref().is_some_and(|utterance| utterance.heard);
        // A "yes" into the last words of a question answers it once they are heard.
        let over = if self.reply.as_ref().is_some_and(Reply::is_asking) { ANSWERED } else { OVER };
        if silence >= over && (self.is_settled() || !heard || silence >= 4 * WORDLESS) || self.deaf {
            if self.is_aside() {
                self.elsewhere_until = self.now + ELSEWHERE;
            }
            self.forget_utterance(out);
            out.push(Effect::Tell(Told::Passed));
        }
    }

    /// What was said was for somebody else, and so was what it went on from.
    fn is_aside(&self) -> bool {
        self.utterance.as_ref().is_some_and(|utterance| {
            let goes_on = utterance.since < self.elsewhere_until && !self.is_called(&utterance.text);
            goes_on || self.meaning(&utterance.text).kind == Kind::Aside
        })
    }

    /// What the words so far say, and the voice where there are none.
    fn verdict(&self, silent: bool) -> Verdict {
        let Some(utterance) = self.utterance.as_ref() else { return Verdict::GoOn };
        let settled = silent && self.is_settled();
        if utterance.text.is_empty() {
            return if settled { Verdict::GoOn } else { Verdict::Wait };
        }
        let Bearing { kind, confidence, missing } = self.meaning(&utterance.text);
        // Whoever speaks to somebody else goes on speaking to them.
        let elsewhere = utterance.since < self.elsewhere_until && !self.is_called(&utterance.text);
        if kind == Kind::Sentence && elsewhere {
            return Verdict::GoOn;
        }
        // Whether it ends here is known when it has.
        let decided = settled || missing != Missing::Ending;
        match kind {
            Kind::Halt | Kind::Command(Spoken::Stop) => Verdict::Stop,
            Kind::Command(spoken) if settled => Verdict::Obey(spoken),
            Kind::Sentence if decided || confidence >= 0.6 => Verdict::Stop,
            Kind::Backchannel | Kind::Noise | Kind::Aside | Kind::Echo if confidence >= SURE => Verdict::GoOn,
            Kind::Unclear | Kind::Noise | Kind::Aside | Kind::Echo | Kind::Backchannel if settled => {
                Verdict::GoOn
            }
            _ => Verdict::Wait,
        }
    }

    fn carry_out(&mut self, verdict: Verdict, out: &mut Vec<Effect>) {
        match verdict {
            Verdict::Stop => self.take_the_floor(out),
            Verdict::Obey(_) if self.steers() => self.take_the_floor(out),
            Verdict::Obey(spoken) => {
                self.forget_utterance(out);
                self.obey(spoken, out);
                self.go_on(out);
            }
            Verdict::GoOn => self.pass(out),
            Verdict::Wait => {}
        }
    }

    /// The listener interrupts: the answer is cut off where it was heard last, and this is their turn.
    fn take_the_floor(&mut self, out: &mut Vec<Effect>) {
        if let Some(utterance) = self.utterance.as_mut() {
            utterance.standing = Standing::Turn;
            utterance.halted = true;
        }
        self.doubts = (0, Duration::ZERO);
        self.drop_reply(out);
        if self.performing {
            // A performance waits until it is known what was said to it.
            self.hold(out);
        }
    }

    /// Not for us, so far.
    pub(super) fn pass(&mut self, out: &mut Vec<Effect>) {
        if self.knows_nothing() && self.quiet == Quiet::Held {
            let before = if self.now < self.doubts.1 { self.doubts.0 } else { 0 };
            self.doubts = ((before + 1).min(MOST_DOUBTS), self.now + DOUBT);
        }
        self.stand(Standing::Passing);
        self.go_on(out);
    }

    /// The answer goes on at the sample where it was held. Whatever ended just now does not also end a turn.
    fn go_on(&mut self, out: &mut Vec<Effect>) {
        if self.quiet != Quiet::No {
            self.rests_until = self.now + REST;
        }
        self.restore(out);
    }

    fn stand(&mut self, standing: Standing) {
        if let Some(utterance) = self.utterance.as_mut() {
            utterance.standing = standing;
        }
    }

    fn since_duck(&self) -> Duration {
        self.utterance.as_ref().map_or(Duration::ZERO, |utterance| self.now.saturating_sub(utterance.since))
    }

    fn is_late(&self) -> bool {
        self.since_duck() >= DECIDED
    }

    /// The recogniser has looked at it, and there was no word.
    fn is_wordless(&self) -> bool {
        self.utterance.as_ref().is_some_and(|utterance| {
            utterance.text.is_empty() && utterance.known >= utterance.onset + VOICE_ONLY
        })
    }

    /// So far there are signs of following alone.
    fn follows(&self) -> bool {
        let text = self.utterance.as_ref().map_or("", |utterance| utterance.text.as_str());
        !text.is_empty() && self.meaning(text).kind == Kind::Backchannel
    }

    fn knows_nothing(&self) -> bool {
        self.utterance.as_ref().is_none_or(|utterance| utterance.text.is_empty())
    }

    /// The words tell of all the voice that was heard.
    fn is_settled(&self) -> bool {
        self.utterance.as_ref().is_some_and(|utterance| utterance.is_settled(self.activity.spoke_until))
    }
}
