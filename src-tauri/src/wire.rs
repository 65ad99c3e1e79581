//! What travels between the window and the program. Converted by hand, so that no engine type is a promise.

mod ear;
mod library;
mod meditation;
mod models;
mod settings;
mod stage;
mod talk;
mod voices;
mod wish;

use serde::Serialize;
use specta::Type;
use vesper_speech::Error;

pub use ear::{Heard, Listening};
pub use library::{Entry, Kind, Offer};
pub use meditation::{MeditationWish, Named, Said, Understood};
pub use models::{Card, CardState, Choice, Fit, Gpu, Licence, Machine, Models, Role, Step, Verdict};
pub use settings::{Check, Device, Settings};
pub use stage::{Control, Stage};
pub use talk::{Listen, Talk, TalkControl, Talking};
pub use voices::{Cloned, NewVoice, Speaks, Voice, VoiceModel, VoiceStep, Voices};
pub(crate) use wish::DAYS;
pub use wish::{DaySteer, DaySteered, Feed, Instead, Meant, Mode, Ready, StoryWish, Work, WorkState};

/// Why a command was refused: a code to match on and a sentence to show.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Trouble {
    pub code: String,
    pub text: String,
}

impl Trouble {
    pub(crate) fn internal(error: impl std::fmt::Display) -> Trouble {
        Trouble { code: "failed".into(), text: format!("Something went wrong inside Vesper: {error}.") }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        Trouble { code: vesper::code(error.kind).into(), text: error.to_string() }
    }
}

pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
