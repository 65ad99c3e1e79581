//! Who speaks in the one session of a companion, and changing that.

use std::sync::{Mutex, PoisonError};

use vesper_audio::Remarks;
use vesper_session::{Command, OpenVoice, Session};
use vesper_speech::Result;

use crate::engines;
use crate::home::Home;
use crate::kept::Kept;
use crate::voices::{Missed, Order, State, order};

/// The voices that the session has.
pub(crate) struct Cast {
    home: Home,
    kept: Kept,
    now: Mutex<Now>,
}

#[derive(PartialEq)]
struct Now {
    /// BCP 47 tag of what they speak.
    language: String,
    state: State,
    missed: Option<Missed>,
}

impl Now {
    fn of(order: &Order, language: &str) -> Now {
        Now { language: language.to_owned(), state: order.state(), missed: order.missed.clone() }
    }
}

impl Cast {
    /// With the voices to begin with, for what ships.
    pub(crate) fn begin(
        home: Home,
        kept: Kept,
        chosen: Option<&str>,
        language: &str,
    ) -> (Cast, Vec<OpenVoice>) {
        let order = order(&home, &kept, chosen, language);
        let now = Mutex::new(Now { missed: None, ..Now::of(&order, language) });
        (Cast { home, kept, now }, engines::voices(&order, &Remarks::default()))
    }

    /// Has those speak who should now: `chosen` or the best for `language` (what was spoken last, where none is given).
    /// The session opens other voices only where others are due: a model that came, went or was mended, another choice.
    pub(crate) fn change(
        &self,
        session: &Session,
        chosen: Option<&str>,
        language: Option<&str>,
    ) -> Result<()> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let language = language.unwrap_or(&now.language).to_owned();
        let order = order(&self.home, &self.kept, chosen, &language);
        let next = Now::of(&order, &language);
        if next.state != now.state {
            session.send(Command::Voices(engines::voices(&order, &Remarks::default())))?;
        }
        let notice = order.notice().filter(|_| next.missed != now.missed);
        *now = next;
        notice.map_or(Ok(()), |notice| session.send(Command::Tell(notice)))
    }
}
