use vesper_catalog::{Fit, Model, Presence, Progress};
use vesper_speech::Error;

/// One model as a listener meets it.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub model: Model,
    /// How it would run here; none until the machine was measured.
    pub fit: Option<Fit>,
    pub state: State,
    /// The best that runs well here in its role, or needed by that one.
    pub recommended: bool,
    /// Bytes of all its files, where they are known before the hub was asked.
    pub size: Option<u64>,
}

/// How a model is at the moment.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    Absent,
    /// What an earlier run left of a download.
    Partial {
        done: u64,
        total: Option<u64>,
    },
    /// Two others are being worked on; its turn comes.
    Queued,
    Working(Progress),
    /// Stopped by the listener, and kept.
    Paused {
        done: u64,
        total: Option<u64>,
    },
    Whole {
        bytes: u64,
    },
    Damaged {
        what: String,
    },
    /// The last work failed; `done` bytes are there to go on from.
    Failed {
        error: Error,
        done: u64,
    },
}

impl State {
    /// Something is being done about it, or will be.
    pub fn is_under_way(&self) -> bool {
        matches!(self, State::Queued | State::Working(_))
    }

    /// Bytes of it that are on this machine.
    pub fn there(&self) -> u64 {
        match self {
            State::Whole { bytes } => *bytes,
            State::Partial { done, .. } | State::Paused { done, .. } | State::Failed { done, .. } => *done,
            State::Working(progress) => progress.done,
            State::Absent | State::Queued | State::Damaged { .. } => 0,
        }
    }
}

impl From<Presence> for State {
    fn from(presence: Presence) -> State {
        match presence {
            Presence::Absent => State::Absent,
            Presence::Partial { done, total } => State::Partial { done, total },
            Presence::Whole { bytes } => State::Whole { bytes },
            Presence::Damaged { what } => State::Damaged { what },
        }
    }
}
