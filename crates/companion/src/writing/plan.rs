//! Making the plan of a story takes a while without a sound: how long, is told.

use std::time::{Duration, Instant};

use vesper_speech::{ChatModel, Out, Prompt, Result, Token};

use super::{News, Tell};

/// Tokens that a plan usually has.
const USUAL: u32 = 420;
/// Tokens after which the model's pace is known.
const KNOWN: u32 = 12;
/// How often it is told.
const BEAT: Duration = Duration::from_millis(500);

/// A model whose pace is told while it answers.
pub(super) struct Paced<'a> {
    pub(super) model: &'a mut dyn ChatModel,
    pub(super) tell: &'a mut Tell,
}

impl ChatModel for Paced<'_> {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        (self.tell)(News::Planning { left: None });
        let mut counted = Counted { out, tell: self.tell, tokens: 0, first: None, told: Instant::now() };
        self.model.reply(prompt, &mut counted)
    }
}

struct Counted<'a> {
    out: &'a mut dyn Out<Token>,
    tell: &'a mut Tell,
    tokens: u32,
    first: Option<Instant>,
    told: Instant,
}

impl Out<Token> for Counted<'_> {
    fn put(&mut self, token: Token) -> Result<()> {
        let first = *self.first.get_or_insert_with(Instant::now);
        self.tokens += 1;
        if self.tokens >= KNOWN && self.told.elapsed() >= BEAT {
            self.told = Instant::now();
            let each = first.elapsed() / self.tokens;
            (self.tell)(News::Planning { left: Some(each * USUAL.saturating_sub(self.tokens)) });
        }
        self.out.put(token)
    }

    fn check(&self) -> Result<()> {
        self.out.check()
    }
}
