//! What was said so far, for the model and in the library.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::Result;
use vesper::Kept;
use vesper::works::{Answerer, Check};
use vesper_library::{Begin, LineId, Mode, Said, SessionId, Speaker};
use vesper_speech::{ChatModel, Kind, Message, Prompt, Role};

use super::screen::Screen;

/// Who answers, in the library.
const VOICE: &str = "vesper";
/// Letters of the first question that name the session.
const LONGEST_TITLE: usize = 60;

pub(super) struct Conversation {
    prompt: Prompt,
    seed: u64,
    kept: Option<Kept>,
    session: Session,
    began: Instant,
    /// The lines of each turn, in the library.
    turns: Vec<Vec<LineId>>,
}

/// The session in the library, once something was said. Clones are the same one.
#[derive(Clone, Default)]
pub(super) struct Session(Arc<Mutex<Option<(Kept, SessionId)>>>);

impl Session {
    /// It is over, if it was begun.
    pub(super) fn end(&self) {
        if let Some((kept, id)) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
            && let Err(error) = kept.with(|library| library.end(id))
        {
            tracing::warn!("the session's end is not kept: {error}");
        }
    }
}

impl Conversation {
    pub(super) fn new(system: &str, mut prompt: Prompt, seed: u64, kept: Option<Kept>) -> Conversation {
        if !system.trim().is_empty() {
            prompt.messages = vec![Message { role: Role::System, text: system.to_owned() }];
        }
        Conversation {
            prompt,
            seed,
            kept,
            session: Session::default(),
            began: Instant::now(),
            turns: Vec::new(),
        }
    }

    pub(super) fn session(&self) -> Session {
        self.session.clone()
    }

    /// Has `text` answered on the screen, keeps both, and says whether the answer was stopped. What was said before a
    /// stop or a failure stays; a question that nothing was said to is as if it had not been asked.
    pub(super) fn ask(
        &mut self,
        text: &str,
        answerer: &mut Answerer,
        screen: &mut Screen<'_>,
    ) -> Result<bool> {
        let asked = self.began.elapsed();
        self.prompt.messages.push(Message { role: Role::User, text: text.to_owned() });
        self.prompt.sampling.seed = self.seed.wrapping_add(self.turns.len() as u64);
        screen.begin();
        let answered = answerer.reply(&self.prompt, screen);
        let answer = screen.end(answered.as_ref().err());
        let stopped = matches!(&answered, Err(error) if error.kind == Kind::Stopped);
        if answer.trim().is_empty() {
            self.prompt.messages.pop();
        } else {
            let cut = answered.is_err().then_some(answer.len());
            let question = self.said(Speaker::Listener, text, asked, asked, None);
            let replied = self.said(Speaker::Voice(VOICE.into()), &answer, asked, self.began.elapsed(), cut);
            self.prompt.messages.push(Message { role: Role::Assistant, text: answer });
            self.turns.push(self.keep(&[question, replied])?);
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
        self.session.end();
        self.prompt.messages.retain(|message| message.role == Role::System);
        self.turns.clear();
        self.began = Instant::now();
    }

    /// Takes the last question and its answer back, in the library as well; `false` where there is none.
    pub(super) fn undo(&mut self) -> Result<bool> {
        let Some(lines) = self.turns.pop() else { return Ok(false) };
        let left = self.prompt.messages.len().saturating_sub(2);
        self.prompt.messages.truncate(left);
        if let Some(kept) = &self.kept {
            for line in lines {
                kept.with(|library| library.forget_line(line))?;
            }
        }
        Ok(true)
    }

    fn said(
        &self,
        speaker: Speaker,
        text: &str,
        from: std::time::Duration,
        to: std::time::Duration,
        cut: Option<usize>,
    ) -> Said {
        let heard = vesper_speech::samples(from)..vesper_speech::samples(to);
        Said { speaker, text: text.to_owned(), heard, cut, chapter: None }
    }

    fn keep(&self, lines: &[Said]) -> Result<Vec<LineId>> {
        let Some(kept) = &self.kept else { return Ok(Vec::new()) };
        let mut session = self.session.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = match &*session {
            Some((_, id)) => *id,
            None => {
                let first = lines.first().map_or("", |said| said.text.as_str());
                let title: String = first
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .chars()
                    .take(LONGEST_TITLE)
                    .collect();
                let begin = Begin { mode: Mode::Talk, script: None, title, language: "en".into() };
                let id = kept.with(|library| library.begin(&begin))?;
                session.insert((kept.clone(), id)).1
            }
        };
        let kept = lines.iter().map(|said| kept.with(|library| library.heard(id, said)));
        Ok(kept.collect::<vesper_speech::Result<_>>()?)
    }

    pub(super) fn end(&self) {
        self.session.end();
    }
}
