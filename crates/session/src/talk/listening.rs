//! The listener's turn: where it begins, what is guessed in its silences, and where it ends.

use std::time::Duration;

use vesper_speech::Error;

use super::activity::{ONSET, duration, samples};
use super::end_of_turn::{self, Pause};
use super::reply::Reply;
use super::utterance::{Standing, Utterance};
use super::{Effect, Listen, Talk, Told, Words};
use crate::intent::{self, Bearing, Kind};

/// What lies before an onset and belongs to the utterance, so that its first syllable is there.
const PRE_ROLL: u64 = samples(1000);
/// The silence after which the words so far are wanted, and an answer to them is prepared.
const GUESS: u64 = samples(64);
/// A silence after which sounds that were no words are over.
const WORDLESS: u64 = samples(500);
/// How long final words are waited for; then those that are known must do.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long after an answer its echo may still come back.
const ECHOES: Duration = Duration::from_secs(3);

impl Talk {
    pub(super) fn frame(&mut self, until: u64, probability: f32, out: &mut Vec<Effect>) {
        self.activity.take(until, probability);
        let apart = self.settings.listen == Listen::Pushed || self.deaf || self.learns_echo();
        if apart || !self.activity.may_speak() {
            return;
        }
        match &self.utterance {
            None if self.is_answering() => self.first_evidence(out),
            None if self.activity.run >= ONSET => {
                self.begin_utterance(Standing::Turn);
                self.hear(PRE_ROLL, out);
            }
            Some(utterance) if utterance.standing == Standing::Turn => self.speaks_on(out),
            _ => {}
        }
    }

    /// An answer is under way that may be spoken over.
    fn is_answering(&self) -> bool {
        !self.paused && (self.performing || self.reply.as_ref().is_some_and(|reply| !reply.guess))
    }

    pub(super) fn begin_utterance(&mut self, standing: Standing) {
        self.activity.begin();
        self.utterances += 1;
        let onset = self.activity.until - self.activity.run.min(self.activity.until);
        self.utterance = Some(Utterance::new(self.utterances, standing, self.now, onset));
    }

    /// The recogniser takes the utterance, from so many samples before its onset; what belongs to the one before it
    /// stays there.
    pub(super) fn hear(&mut self, before_onset: u64, out: &mut Vec<Effect>) {
        let floor = self.before.as_ref().map_or(0, |before| before.known);
        let Some(utterance) = self.utterance.as_mut().filter(|utterance| !utterance.heard) else { return };
        utterance.heard = true;
        let from = utterance.onset.saturating_sub(before_onset).max(floor.min(utterance.onset));
        out.push(Effect::Hear { utterance: utterance.number, from });
    }

    /// Somebody speaks in a turn of the listener's: what was guessed in the silence before was wrong.
    fn speaks_on(&mut self, out: &mut Vec<Effect>) {
        if self.activity.silence() > 0 {
            return;
        }
        if self.reply.as_ref().is_some_and(|reply| reply.guess) {
            self.drop_reply(out);
        }
        let concluded = |utterance: &mut Utterance| utterance.concluded.is_some();
        if let Some(mut last) = self.utterance.take_if(concluded) {
            last.known = last.known.max(last.ended);
            last.carry(self.before.take());
            self.before = Some(last);
            self.begin_utterance(Standing::Turn);
            self.hear(PRE_ROLL, out);
        }
    }

    pub(super) fn partial(&mut self, words: &Words, out: &mut Vec<Effect>) {
        let current = self.utterance.as_mut().filter(|utterance| utterance.number == words.utterance);
        let Some(utterance) = current.filter(|utterance| utterance.heard) else { return };
        if utterance.understand(words) && utterance.standing == Standing::Turn {
            let (stable, rest) = (words.stable.trim().to_owned(), words.rest.trim().to_owned());
            out.push(Effect::Tell(Told::Hearing { stable, rest }));
        }
    }

    pub(super) fn last_words(&mut self, words: &Words) {
        let known = self.utterance.iter_mut().chain(self.before.as_mut());
        if let Some(utterance) = known.into_iter().find(|utterance| utterance.number == words.utterance) {
            utterance.understand_last(words);
        }
    }

    pub(super) fn not_recognised(&mut self, number: u64, error: Error, out: &mut Vec<Effect>) {
        let all = self.utterance.iter_mut().chain(self.before.as_mut());
        let Some(utterance) = all.into_iter().find(|utterance| utterance.number == number) else { return };
        utterance.is_final = true;
        utterance.concluded.get_or_insert(self.now);
        out.push(Effect::Tell(Told::Failed(error)));
    }

    pub(super) fn pressed(&mut self, out: &mut Vec<Effect>) {
        if self.settings.listen != Listen::Pushed || std::mem::replace(&mut self.pushed, true) {
            return;
        }
        self.drop_reply(out);
        if self.performing {
            self.hold(out);
        }
        if let Some(mut last) = self.utterance.take() {
            last.carry(self.before.take());
            self.before = Some(last);
        }
        self.listen(true, out);
        self.begin_utterance(Standing::Turn);
        self.hear(0, out);
    }

    pub(super) fn released(&mut self, out: &mut Vec<Effect>) {
        if std::mem::take(&mut self.pushed) {
            self.conclude(out);
        }
    }

    /// Typed words are said words, at once and for good.
    pub(super) fn typed(&mut self, text: &str, out: &mut Vec<Effect>) {
        if !text.contains(|letter: char| !letter.is_whitespace()) {
            return;
        }
        self.forget_utterance(out);
        self.drop_reply(out);
        let text = text.get(..text.floor_char_boundary(intent::LONGEST)).unwrap_or_default();
        match intent::command(text, &self.settings.language) {
            _ if self.steers() => self.steer(text, out),
            Some(spoken) => self.obey(spoken, out),
            None => self.answer(text, out),
        }
    }

    /// What was said until then is all there will be.
    pub(super) fn microphone_lost(&mut self, error: Error, out: &mut Vec<Effect>) {
        self.deaf = true;
        out.push(Effect::Tell(Told::Failed(error)));
        match self.utterance.as_ref().map(|utterance| utterance.standing) {
            Some(Standing::Turn) => self.conclude(out),
            Some(_) => self.pass(out),
            None => {}
        }
    }

    pub(super) fn conclude(&mut self, out: &mut Vec<Effect>) {
        let Some(utterance) = self.utterance.as_mut().filter(|utterance| utterance.concluded.is_none())
        else {
            return;
        };
        utterance.concluded = Some(self.now);
        utterance.ended = self.activity.until;
        out.push(Effect::Conclude { utterance: utterance.number });
    }

    pub(super) fn forget_utterance(&mut self, out: &mut Vec<Effect>) {
        let all = self.before.take().into_iter().chain(self.utterance.take());
        for utterance in all.filter(|utterance| utterance.heard && !utterance.is_final) {
            out.push(Effect::Forget { utterance: utterance.number });
        }
        if self.settings.listen == Listen::Pushed && !self.pushed {
            self.listen(false, out);
        }
    }

    /// Asks for the words of all that was said before this silence, once.
    pub(super) fn glimpse(&mut self, out: &mut Vec<Effect>) {
        let Some(utterance) = self.utterance.as_mut().filter(|it| it.heard && it.concluded.is_none()) else {
            return;
        };
        let spoken = self.activity.spoke_until;
        if !utterance.is_settled(spoken) && utterance.glimpsed != Some(spoken) {
            utterance.glimpsed = Some(spoken);
            out.push(Effect::Glimpse { utterance: utterance.number });
        }
    }

    /// In a silence of the listener's turn: prepares an answer, and finds out whether it is due.
    pub(super) fn judge_pause(&mut self, out: &mut Vec<Effect>) {
        let Some(utterance) = self.utterance.as_ref() else { return };
        let text = utterance.all(self.before.as_ref());
        if let Some(since) = utterance.concluded {
            let known = utterance.is_final && self.before.as_ref().is_none_or(|before| before.is_final);
            if known || self.now.saturating_sub(since) >= PATIENCE {
                self.commit(&text, out);
            }
            return;
        }
        let silence = self.activity.silence();
        if self.pushed || silence < GUESS {
            return;
        }
        let settled = utterance.is_settled(self.activity.spoke_until);
        self.glimpse(out);
        if settled && text.is_empty() && silence >= WORDLESS {
            return self.commit(&text, out);
        }
        if settled {
            self.guess(&text, out);
        }
        let pause = Pause {
            text: if settled { &text } else { "" },
            language: &self.settings.language,
            silence: duration(silence),
            voiced: duration(self.activity.voiced),
        };
        if end_of_turn::over(self.end_of_turn.as_mut(), &pause) {
            if settled { self.commit(&text, out) } else { self.conclude(out) }
        }
    }

    /// Prepares an answer to `text`, in case it is all.
    fn guess(&mut self, text: &str, out: &mut Vec<Effect>) {
        let answered = |reply: &Reply| !reply.guess || same_words(&reply.to, text);
        if self.steers() || self.stopping.is_some() || self.reply.as_ref().is_some_and(answered) {
            return;
        }
        self.drop_reply(out);
        if matches!(self.meaning(text).kind, Kind::Sentence | Kind::Halt | Kind::Backchannel) {
            self.ask(text, true, out);
        }
    }

    /// The turn is over, and this was said.
    fn commit(&mut self, text: &str, out: &mut Vec<Effect>) {
        let halted = self.utterance.as_ref().is_some_and(|utterance| utterance.halted);
        let meaning = self.meaning(text);
        self.forget_utterance(out);
        if self.steers() {
            return self.steer_by(text, meaning.kind, out);
        }
        match meaning.kind {
            Kind::Command(spoken) => {
                self.drop_guess(out);
                self.obey(spoken, out);
            }
            // "Wait" has done what it was to do when the answer stopped.
            Kind::Halt if halted => self.drop_guess(out),
            // "Mm-hmm" right behind an answer that asked nothing wants none.
            Kind::Backchannel if !self.has_asked() && self.has_just_said() => self.pass_over(out),
            Kind::Sentence | Kind::Halt | Kind::Backchannel => self.answer(text, out),
            Kind::Noise | Kind::Aside | Kind::Echo | Kind::Unclear => self.pass_over(out),
        }
    }

    pub(super) fn pass_over(&mut self, out: &mut Vec<Effect>) {
        self.drop_guess(out);
        out.push(Effect::Tell(Told::Passed));
    }

    fn has_just_said(&self) -> bool {
        self.now.saturating_sub(self.sounded.1) < ECHOES && !self.sounded.0.is_empty()
    }

    /// What `text` is, said now.
    pub(super) fn meaning(&self, text: &str) -> Bearing {
        self.judged(text, intent::bearing)
    }

    /// `text`, said now, calls us or somebody in the story.
    pub(super) fn is_called(&self, text: &str) -> bool {
        self.judged(text, intent::is_called)
    }

    fn judged<T>(&self, text: &str, judge: impl FnOnce(&intent::Heard<'_>) -> T) -> T {
        let lasted = self.utterance.as_ref().map_or(0, |utterance| {
            self.activity.spoke_until.saturating_sub(utterance.onset).max(self.activity.voiced)
        });
        let share = if lasted > 0 { self.activity.voiced as f32 / lasted as f32 } else { 0.0 };
        let present: Vec<&str> = self.present.iter().map(String::as_str).collect();
        let echoing = self.settings.loudspeaker && self.has_just_said();
        judge(&intent::Heard {
            text,
            lasted: duration(lasted),
            voiced: share,
            language: &self.settings.language,
            saying: if echoing { &self.sounded.0 } else { "" },
            present: &present,
        })
    }
}

/// The same but for case and punctuation.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    words(one) == words(other)
}
