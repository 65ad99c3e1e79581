//! What was said and heard in a conversation, in the library.

use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use vesper_library::{Begin, LineId, Mode, Said, SessionId, Speaker};
use vesper_session::talk::Told;
use vesper_speech::{Result, samples};

use crate::kept::Kept;

/// Who answers, in the library.
const VOICE: &str = "vesper";
/// Letters of what was said first that name the session.
const LONGEST_TITLE: usize = 60;

/// Writes a conversation down, as a session that begins with the first words and is named after them. Clones write the
/// same one.
#[derive(Clone)]
pub struct Record {
    /// None where nothing is to be kept.
    kept: Option<Kept>,
    language: String,
    state: Arc<Mutex<State>>,
}

struct State {
    session: Option<SessionId>,
    began: Instant,
    /// When the line before was over, counted from the beginning.
    last: Duration,
}

impl State {
    fn new() -> State {
        State { session: None, began: Instant::now(), last: Duration::ZERO }
    }
}

impl Record {
    /// Of a conversation in `language`, a BCP 47 tag; without `kept`, nothing is written down.
    pub fn new(kept: Option<Kept>, language: &str) -> Record {
        Record { kept, language: language.into(), state: Arc::new(Mutex::new(State::new())) }
    }

    /// How long the conversation lasts by now.
    pub fn elapsed(&self) -> Duration {
        self.state().began.elapsed()
    }

    /// Keeps what the listener said, and of each answer what they heard. Everything else that is told is no words.
    ///
    /// # Errors
    /// Those of the library, such as `DiskFull`.
    pub fn take(&self, told: &Told) -> Result<()> {
        match told {
            Told::Listener(text) => self.said(text, self.since_last()).map(drop),
            Told::Answer { text, cut } => self.answered(text, *cut, self.since_last()).map(drop),
            _ => Ok(()),
        }
    }

    /// Keeps words of the listener's, said at that time of the conversation.
    ///
    /// # Errors
    /// Those of the library, such as `DiskFull`.
    pub fn said(&self, text: &str, when: Range<Duration>) -> Result<Option<LineId>> {
        self.keep(Speaker::Listener, text, when, None)
    }

    /// Keeps what was heard of an answer, which was `cut` off or not.
    ///
    /// # Errors
    /// Those of the library, such as `DiskFull`.
    pub fn answered(&self, text: &str, cut: bool, when: Range<Duration>) -> Result<Option<LineId>> {
        self.keep(Speaker::Voice(VOICE.into()), text, when, cut.then_some(text.len()))
    }

    /// Takes a line back.
    ///
    /// # Errors
    /// Those of the library.
    pub fn forget(&self, line: LineId) -> Result<()> {
        self.kept.as_ref().map_or(Ok(()), |kept| kept.with(|library| library.forget_line(line)).map(drop))
    }

    /// The session is over, if it was begun; what is kept from here on belongs to another.
    pub fn end(&self) {
        let ended = std::mem::replace(&mut *self.state(), State::new()).session;
        if let (Some(kept), Some(id)) = (&self.kept, ended)
            && let Err(error) = kept.with(|library| library.end(id))
        {
            tracing::warn!("the session's end is not kept: {error}");
        }
    }

    fn keep(
        &self,
        speaker: Speaker,
        text: &str,
        when: Range<Duration>,
        cut: Option<usize>,
    ) -> Result<Option<LineId>> {
        let Some(kept) = &self.kept else { return Ok(None) };
        let mut state = self.state();
        let id = match state.session {
            Some(id) => id,
            None => {
                let begin = self.begin(text);
                *state.session.insert(kept.with(|library| library.begin(&begin))?)
            }
        };
        let heard = samples(when.start)..samples(when.end);
        let said = Said { speaker, text: text.to_owned(), heard, cut, chapter: None };
        kept.with(|library| library.heard(id, &said)).map(Some)
    }

    fn since_last(&self) -> Range<Duration> {
        let mut state = self.state();
        let now = state.began.elapsed();
        std::mem::replace(&mut state.last, now)..now
    }

    fn begin(&self, first: &str) -> Begin {
        let words = first.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = words.chars().take(LONGEST_TITLE).collect();
        Begin { mode: Mode::Talk, script: None, title, language: self.language.clone() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
