//! What was said and heard, in the library.

use std::time::{Duration, Instant};

use anyhow::Result;
use vesper::Kept;
use vesper_library::{Begin, Mode, Said, SessionId, Speaker};
use vesper_session::talk::Told;

/// Who answers, in the library.
const VOICE: &str = "vesper";
/// Letters of what was said first that name the session.
const LONGEST_TITLE: usize = 60;

pub(super) struct Record {
    /// None where nothing is to be kept.
    kept: Option<Kept>,
    language: String,
    session: Option<SessionId>,
    began: Instant,
    /// When the line before was over.
    last: Duration,
}

impl Record {
    pub(super) fn new(kept: Option<Kept>, language: &str) -> Record {
        Record { kept, language: language.into(), session: None, began: Instant::now(), last: Duration::ZERO }
    }

    /// Keeps what the listener said, and of each answer what they heard.
    pub(super) fn take(&mut self, told: &Told) -> Result<()> {
        match told {
            Told::Listener(text) => self.keep(Speaker::Listener, text, None),
            Told::Answer { text, cut } => {
                self.keep(Speaker::Voice(VOICE.into()), text, cut.then_some(text.len()))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn end(&mut self) {
        if let (Some(kept), Some(id)) = (&self.kept, self.session.take())
            && let Err(error) = kept.with(|library| library.end(id))
        {
            tracing::warn!("the session's end is not kept: {error}");
        }
    }

    fn keep(&mut self, speaker: Speaker, text: &str, cut: Option<usize>) -> Result<()> {
        let Some(kept) = &self.kept else { return Ok(()) };
        let now = self.began.elapsed();
        let heard = vesper_speech::samples(self.last)..vesper_speech::samples(now);
        self.last = now;
        let id = match self.session {
            Some(id) => id,
            None => {
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let title = words.chars().take(LONGEST_TITLE).collect();
                let begin = Begin { mode: Mode::Talk, script: None, title, language: self.language.clone() };
                *self.session.insert(kept.with(|library| library.begin(&begin))?)
            }
        };
        let said = Said { speaker, text: text.to_owned(), heard, cut, chapter: None };
        kept.with(|library| library.heard(id, &said))?;
        Ok(())
    }
}
