//! What was said so far, for the model and in the library.

use anyhow::Result;
use vesper::Kept;
use vesper::care::{Care, Reaches, attentive};
use vesper::talk::Record;
use vesper::works::{Answerer, Check};
use vesper_library::LineId;
use vesper_speech::{ChatModel, Kind, Message, Prompt, Role};

use super::screen::Screen;

pub(super) struct Conversation {
    prompt: Prompt,
    seed: u64,
    care: Care,
    record: Record,
    /// The lines of each turn, in the library.
    turns: Vec<Vec<LineId>>,
}

impl Conversation {
    pub(super) fn new(
        system: &str,
        mut prompt: Prompt,
        seed: u64,
        care: Care,
        kept: Option<Kept>,
    ) -> Conversation {
        if !system.trim().is_empty() {
            prompt.messages = vec![Message { role: Role::System, text: system.to_owned() }];
        }
        Conversation { prompt, seed, care, record: Record::new(kept, "en"), turns: Vec::new() }
    }

    /// What writes it down.
    pub(super) fn record(&self) -> &Record {
        &self.record
    }

    /// Has `text` answered on the screen, keeps both, and says whether the answer was stopped. What was said before a
    /// stop or a failure stays; a question that nothing was said to is as if it had not been asked.
    pub(super) fn ask(
        &mut self,
        text: &str,
        answerer: &mut Answerer,
        screen: &mut Screen<'_>,
    ) -> Result<bool> {
        let asked = self.record.elapsed();
        self.prompt.messages.push(Message { role: Role::User, text: text.to_owned() });
        self.prompt.sampling.seed = self.seed.wrapping_add(self.turns.len() as u64);
        screen.begin();
        let model: &mut dyn ChatModel = answerer;
        let answered = attentive(model, &self.care, Reaches::Eyes).reply(&self.prompt, screen);
        let answer = screen.end(answered.as_ref().err());
        let stopped = matches!(&answered, Err(error) if error.kind == Kind::Stopped);
        if answer.trim().is_empty() {
            self.prompt.messages.pop();
        } else {
            self.prompt.messages.push(Message { role: Role::Assistant, text: answer.clone() });
            let question = self.record.said(text, asked..asked)?;
            let replied = self.record.answered(&answer, answered.is_err(), asked..self.record.elapsed())?;
            self.turns.push(question.into_iter().chain(replied).collect());
        }
        match answered {
            Err(error) if !stopped => Err(error.into()),
            _ => Ok(stopped),
        }
    }

    /// Has the next answer prepared, as long as `check` has time for it.
    pub(super) fn rest(&self, answerer: &mut Answerer, check: Check<'_>) {
        if let Err(error) = answerer.rest(&self.prompt, check) {
            tracing::debug!("nothing more was prepared: {error}");
        }
    }

    /// Begins anew: the model knows nothing of what was said.
    pub(super) fn clear(&mut self) {
        self.record.end();
        self.prompt.messages.retain(|message| message.role == Role::System);
        self.turns.clear();
    }

    /// Takes the last question and its answer back, in the library as well; `false` where there is none.
    pub(super) fn undo(&mut self) -> Result<bool> {
        let Some(lines) = self.turns.pop() else { return Ok(false) };
        let left = self.prompt.messages.len().saturating_sub(2);
        self.prompt.messages.truncate(left);
        for line in lines {
            self.record.forget(line)?;
        }
        Ok(true)
    }
}
