//! One answer, token by token.

use vesper_speech::{Ending, Out, Prompt, Result, Token};

use super::Local;
use crate::choice::Chooser;
use crate::form::Constraint;
use crate::words::Flow;

/// An answer on its way.
pub(super) struct Answer<'m> {
    model: &'m mut Local,
    /// The prompt, and what was said so far.
    tokens: Vec<u32>,
    chooser: Chooser,
    constraint: Option<Constraint>,
    flow: Flow,
    /// Tokens that may still be said.
    left: usize,
    /// Tokens that fit, with hidden reasoning.
    most: usize,
}

impl<'m> Answer<'m> {
    pub(super) fn begin(model: &'m mut Local, prompt: &Prompt) -> Result<Answer<'m>> {
        let tokens = model.words.prompt(&prompt.messages, prompt.thinking)?;
        if tokens.is_empty() || tokens.len() >= model.context() {
            return Err(model.too_long(tokens.len()));
        }
        let constraint = match &prompt.form {
            Some(form) => Some(Constraint::new(&model.words, form)?),
            None => None,
        };
        Ok(Answer {
            flow: Flow::new(&model.words, &tokens, constraint.is_some()),
            chooser: Chooser::new(&prompt.sampling),
            constraint,
            left: prompt.limit,
            most: model.context(),
            tokens,
            model,
        })
    }

    pub(super) fn give(mut self, out: &mut dyn Out<Token>) -> Result<()> {
        let end = loop {
            if let Some(end) = self.forced(out)? {
                break end;
            }
            if self.full() {
                break Ending::Limit;
            }
            let token = self.next(&|| out.check())?;
            if self.model.words.ends(token) {
                break Ending::Said;
            }
            if !self.flow.thinking()
                && let Some(constraint) = &mut self.constraint
            {
                constraint.take(token)?;
            }
            self.say(token, out)?;
            if self.done() {
                break Ending::Said;
            }
        };
        out.put(Token { text: self.flow.rest(), end: Some(end) })
    }

    fn full(&self) -> bool {
        self.left == 0 || self.tokens.len() >= self.most
    }

    fn done(&self) -> bool {
        self.flow.ended() || self.constraint.as_ref().is_some_and(Constraint::done)
    }

    /// Says what the form leaves no choice about; how the answer ended, if it did.
    fn forced(&mut self, out: &mut dyn Out<Token>) -> Result<Option<Ending>> {
        if self.flow.thinking() {
            return Ok(None);
        }
        let Some(constraint) = &mut self.constraint else { return Ok(None) };
        for token in constraint.forced()? {
            if self.model.words.ends(token) {
                return Ok(Some(Ending::Said));
            }
            if self.full() {
                return Ok(Some(Ending::Limit));
            }
            self.chooser.said(token);
            self.say(token, out)?;
        }
        Ok(self.done().then_some(Ending::Said))
    }

    /// The next token, by the model, the form and the choice.
    fn next(&mut self, check: &dyn Fn() -> Result<()>) -> Result<u32> {
        let mut logits = self.model.logits(&self.tokens, check)?;
        if !self.flow.thinking()
            && let Some(constraint) = &mut self.constraint
        {
            constraint.allow(&mut logits)?;
        }
        Ok(self.chooser.next(&mut logits))
    }

    fn say(&mut self, token: u32, out: &mut dyn Out<Token>) -> Result<()> {
        // Reasoning is not counted as part of the answer; the context bounds it.
        if !self.flow.thinking() {
            self.left = self.left.saturating_sub(1);
        }
        self.tokens.push(token);
        let text = self.flow.take(&self.model.words, token);
        if text.is_empty() { out.check() } else { out.put(Token { text, end: None }) }
    }
}
