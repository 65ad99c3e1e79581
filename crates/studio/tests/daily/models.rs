//! Models that say what a test wants.

use vesper_speech::{ChatModel, Ending, Error, Form, Kind, Out, Prompt, Result, Token};

/// Says what was written for it, in turn, a few characters at a time, and remembers what it was asked. With nothing left
/// to say it fails.
#[derive(Default)]
pub(crate) struct Scripted {
    pub(crate) answers: Vec<String>,
    pub(crate) asked: Vec<Prompt>,
}

impl ChatModel for Scripted {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        let answer = self.answers.get(self.asked.len()).cloned();
        self.asked.push(prompt.clone());
        match answer {
            Some(answer) => told(&answer, out),
            None => Err(Error::new(Kind::Engine, "model", "has nothing left to say.", "")),
        }
    }
}

/// Answers whatever a function makes of the prompt.
pub(crate) struct Made<F>(pub(crate) F);

impl<F: FnMut(&Prompt) -> String> ChatModel for Made<F> {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        told(&(self.0)(prompt), out)
    }
}

fn told(answer: &str, out: &mut dyn Out<Token>) -> Result<()> {
    let chars: Vec<char> = answer.chars().collect();
    for piece in chars.chunks(4) {
        out.put(Token { text: piece.iter().collect(), end: None })?;
    }
    out.put(Token { text: String::new(), end: Some(Ending::Said) })
}

/// The numbered sentences that a prompt gives.
pub(crate) fn given(prompt: &Prompt) -> Vec<String> {
    let Some(Form::Schema(_)) = &prompt.form else { panic!("no schema was asked for") };
    let user = &prompt.messages.last().unwrap().text;
    let numbered = user.lines().filter_map(|line| {
        let (number, text) = line.split_once(". ")?;
        number.parse::<usize>().ok().map(|_| text.to_owned())
    });
    numbered.collect()
}
