//! Vesper's turn: what is asked of the chat model, what goes to the voice, and what was heard of it.

use std::time::Duration;

use vesper_speech::{Error, Line, Prompt, Token, Turn};

use super::listening::same_words;
use super::over;
use super::reply::{self, Moments, Reply};
use super::stopping::Next;
use super::utterance::{Standing, Utterance};
use super::{Effect, Position, Quiet, Talk, Timing, Told};
use crate::intent::Spoken;

/// Bytes of what was heard last that may come back as an echo.
const SOUNDING: usize = 400;

impl Talk {
    /// Asks for an answer to `text`. One to a guess is prepared and kept silent.
    pub(super) fn ask(&mut self, text: &str, guess: bool, out: &mut Vec<Effect>) {
        let turn = self.next_turn();
        let messages = self.history.prompt(&self.settings.system, guess.then_some(text));
        let prompt = Prompt {
            messages,
            limit: self.settings.limit,
            sampling: self.settings.sampling,
            ..Prompt::default()
        };
        let spoke = self.now.saturating_sub(super::activity::duration(self.activity.silence()));
        let moments = Moments { spoke, asked: self.now, decided: self.now, token: None, clause: None };
        self.reply = Some(Reply::new(turn, text.to_owned(), guess, moments));
        if guess {
            self.hold(out);
        }
        out.push(Effect::Ask { turn, prompt });
    }

    fn next_turn(&mut self) -> Turn {
        self.turns += 1;
        Turn(self.turns)
    }

    /// The listener said this: what was guessed is the answer if it was the same, and another is asked for if not.
    pub(super) fn answer(&mut self, text: &str, out: &mut Vec<Effect>) {
        let guessed = |reply: &Reply| reply.guess && same_words(&reply.to, text);
        if !self.reply.as_ref().is_some_and(guessed) {
            self.drop_reply(out);
        }
        if self.after_stop(Next::Answer(text.to_owned()), out).is_none() {
            return;
        }
        self.history.said(text);
        out.push(Effect::Tell(Told::Listener(text.trim().to_owned())));
        match self.reply.as_mut() {
            Some(reply) => {
                reply.guess = false;
                reply.moments.decided = self.now;
                self.restore(out);
                self.close_if_heard(out);
            }
            None => self.ask(text, false, out),
        }
    }

    pub(super) fn token(&mut self, turn: Turn, token: &Token, out: &mut Vec<Effect>) {
        let now = self.now;
        let Some(reply) = self.reply.as_mut().filter(|it| it.turn == turn && !it.complete) else { return };
        reply.moments.token.get_or_insert(now);
        let mut lines = reply.write(&token.text);
        let full = reply.is_full();
        let over = token.end.is_some() || full;
        if over {
            lines.extend(reply.finish());
        }
        if !lines.is_empty() {
            reply.moments.clause.get_or_insert(now);
        }
        if full && token.end.is_none() {
            out.push(Effect::Cancel { turn });
        }
        self.say(lines, over, out);
    }

    /// Gives the next lines of the answer to the voice; `over`, when they are its last.
    fn say(&mut self, texts: Vec<String>, over: bool, out: &mut Vec<Effect>) {
        let Some(turn) = self.reply.as_ref().map(|reply| reply.turn) else { return };
        if !texts.is_empty() {
            let lines = texts.into_iter().map(|text| Line { text, ..self.settings.manner.clone() });
            out.push(Effect::Say { turn, lines: lines.collect() });
        }
        if over {
            out.push(Effect::Said { turn });
            self.close_if_heard(out);
        }
    }

    /// The chat model gave out: what it wrote is said, and that is all.
    pub(super) fn no_reply(&mut self, turn: Turn, error: Error, out: &mut Vec<Effect>) {
        let Some(reply) = self.reply.as_mut().filter(|it| it.turn == turn && !it.complete) else { return };
        if reply.guess {
            // It is asked again, for good, when the turn is over; if it fails then, that is told.
            return self.drop_reply(out);
        }
        let last: Vec<String> = reply.finish().into_iter().collect();
        out.push(Effect::Tell(Told::Failed(error)));
        self.say(last, true, out);
    }

    pub(super) fn heard(&mut self, turn: Turn, at: Position, out: &mut Vec<Effect>) {
        let now = self.now;
        let Some(reply) = self.reply.as_mut().filter(|it| it.turn == turn && !it.guess) else { return };
        let first = !reply.sounded;
        reply.hear(at);
        if !reply.sounded {
            return;
        }
        self.sounded = (reply.sounding(SOUNDING), now);
        if first && !reply.again {
            out.push(Effect::Tell(Told::Timing(timing(&reply.moments, now))));
        }
        self.close_if_heard(out);
    }

    /// An answer that was said and heard to its end is over.
    fn close_if_heard(&mut self, out: &mut Vec<Effect>) {
        let heard = |reply: &mut Reply| !reply.guess && reply.all_heard();
        if let Some(reply) = self.reply.take_if(heard) {
            self.close(&reply, out);
        }
    }

    /// The voice gave out in the middle of it.
    pub(super) fn not_said(&mut self, turn: Turn, out: &mut Vec<Effect>) {
        if self.reply.as_ref().is_some_and(|reply| reply.turn == turn) {
            self.drop_reply(out);
        }
    }

    /// An answer was heard to its end.
    fn close(&mut self, reply: &Reply, out: &mut Vec<Effect>) {
        self.paused = false;
        self.remember(reply, out);
        self.leave_the_floor(out);
        self.restore(out);
    }

    /// Writes down what was heard of an answer that is over.
    pub(super) fn remember(&mut self, reply: &Reply, out: &mut Vec<Effect>) {
        let text = reply.heard();
        if !text.is_empty() && !reply.again {
            self.history.heard(&text);
            out.push(Effect::Tell(Told::Answer { text, cut: !reply.all_heard() }));
        }
        if reply.sounded {
            self.sounded.0 = reply.sounding(SOUNDING);
            self.last_said = reply.lines_heard();
        }
    }

    /// Whoever spoke into the last words of an answer has the floor now; a sign of following has it only where
    /// something was asked.
    pub(super) fn leave_the_floor(&mut self, out: &mut Vec<Effect>) {
        let asked = self.has_asked();
        let Some(utterance) = self.utterance.as_mut() else { return };
        if utterance.is_undecided() || asked && utterance.standing == Standing::Passing {
            utterance.standing = Standing::Turn;
            self.hear(over::PRE_ROLL, out);
        }
    }

    /// The last words that were heard are a question.
    pub(super) fn has_asked(&self) -> bool {
        self.last_said.last().is_some_and(|line| reply::asks(line))
    }

    /// The answer under way is stopped. Of one that was guessed, nobody learns.
    pub(super) fn drop_reply(&mut self, out: &mut Vec<Effect>) {
        let Some(reply) = self.reply.take() else { return };
        if !reply.complete {
            out.push(Effect::Cancel { turn: reply.turn });
        }
        out.push(Effect::Stop { turn: reply.turn });
        if reply.guess {
            self.restore(out);
        } else {
            self.stop_reply(reply, out);
        }
    }

    pub(super) fn drop_guess(&mut self, out: &mut Vec<Effect>) {
        if self.reply.as_ref().is_some_and(|reply| reply.guess) {
            self.drop_reply(out);
        }
    }

    /// Does what was asked for in so many words.
    pub(super) fn obey(&mut self, spoken: Spoken, out: &mut Vec<Effect>) {
        out.push(Effect::Tell(Told::Obeyed(spoken)));
        match spoken {
            Spoken::Stop | Spoken::Skip => self.drop_reply(out),
            Spoken::Pause if self.reply.as_ref().is_some_and(|reply| !reply.guess) => {
                self.paused = true;
                self.hold(out);
            }
            Spoken::GoOn if self.paused => {
                self.paused = false;
                self.restore(out);
            }
            Spoken::Again => self.say_again(out),
            Spoken::Pause | Spoken::GoOn => {}
            Spoken::Slower
            | Spoken::Faster
            | Spoken::Louder
            | Spoken::Quieter
            | Spoken::Back
            | Spoken::Stay
            | Spoken::Longer(_)
            | Spoken::Help
            | Spoken::Choices => out.push(Effect::Obey(spoken)),
        }
    }

    /// Says again what was heard last. It is no news, so the history has it once.
    pub(super) fn say_again(&mut self, out: &mut Vec<Effect>) {
        self.drop_reply(out);
        if self.after_stop(Next::SayAgain, out).is_none() || self.last_said.is_empty() {
            return;
        }
        let lines = self.last_said.clone();
        let turn = self.next_turn();
        let at = self.now;
        let moments = Moments { spoke: at, asked: at, decided: at, token: None, clause: None };
        let mut reply = Reply::new(turn, String::new(), false, moments);
        (reply.again, reply.complete) = (true, true);
        reply.lines.clone_from(&lines);
        self.reply = Some(reply);
        self.say(lines, true, out);
    }

    pub(super) fn duck(&mut self, out: &mut Vec<Effect>) {
        if self.quiet == Quiet::No {
            self.quiet = Quiet::Ducked;
            out.push(Effect::Duck);
        }
    }

    pub(super) fn hold(&mut self, out: &mut Vec<Effect>) {
        if self.quiet != Quiet::Held {
            self.quiet = Quiet::Held;
            self.held_since = self.now;
            out.push(Effect::Hold);
        }
    }

    /// The voice goes on, unless it was told to wait, or waits for what is being said.
    pub(super) fn restore(&mut self, out: &mut Vec<Effect>) {
        let undecided = self.utterance.as_ref().is_some_and(Utterance::is_undecided);
        if self.paused {
            self.hold(out);
        } else if self.quiet != Quiet::No && !undecided {
            self.quiet = Quiet::No;
            out.push(Effect::Restore);
        }
    }
}

fn timing(moments: &Moments, heard: Duration) -> Timing {
    let since = |moment: Duration| {
        u64::try_from(moment.saturating_sub(moments.spoke).as_millis()).unwrap_or(u64::MAX)
    };
    Timing {
        asked: since(moments.asked),
        decided: since(moments.decided),
        token: since(moments.token.unwrap_or(heard)),
        clause: since(moments.clause.unwrap_or(heard)),
        heard: since(heard),
    }
}
