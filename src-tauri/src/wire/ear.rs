//! What a microphone hears, and how it is to be listened to.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use specta::Type;
use vesper_session::intent::Spoken;
use vesper_session::talk::Told;
use vesper_speech::Kind;

use super::Trouble;

/// How the listener is heard while something is performed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct Listening {
    /// Without it the microphone is off, whatever the rest says.
    pub on: bool,
    /// Only while a key or a button is held.
    pub pushed: bool,
    /// Nothing of the voice comes back through the microphone.
    pub headphones: bool,
    /// By its id; none follows the system.
    pub microphone: Option<String>,
}

impl From<&vesper::Listening> for Listening {
    fn from(listening: &vesper::Listening) -> Listening {
        Listening {
            on: listening.on,
            pushed: listening.pushed,
            headphones: listening.headphones,
            microphone: listening.microphone.clone(),
        }
    }
}

impl Listening {
    /// With the model file `recogniser`, or the best that is here.
    pub(crate) fn through(self, recogniser: Option<PathBuf>) -> vesper::Listening {
        let Listening { on, pushed, headphones, microphone } = self;
        vesper::Listening { on, pushed, headphones, microphone, recogniser }
    }
}

/// What was heard of the listener while something is performed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
pub struct Heard {
    pub listening: Listening,
    pub ear: Ear,
    /// What they said last.
    pub said: Option<String>,
}

impl Heard {
    pub(crate) fn take(&mut self, told: &Told) {
        self.ear.take(told);
        if let Told::Listener(text) = told {
            self.said = Some(text.clone());
        }
    }
}

/// What an ear hears.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
pub struct Ear {
    /// The microphone is open, or wanted open.
    pub microphone: bool,
    /// It is wanted open and hears nothing.
    pub deaf: bool,
    /// What the listener is saying.
    pub hearing: Option<Hearing>,
    /// What they asked for last, in so many words.
    pub obeyed: Option<Obeyed>,
    /// What went wrong last, and was not made good since.
    pub trouble: Option<Trouble>,
}

/// Words on their way; `rest` may still change.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Hearing {
    pub stable: String,
    pub rest: String,
}

/// What the listener asked for in so many words, where it is about a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Obeyed {
    Pause,
    Resume,
    Again,
    Slower,
    Faster,
    Louder,
    Quieter,
    Stop,
    Help,
}

impl Ear {
    pub(crate) fn take(&mut self, told: &Told) {
        match told {
            Told::Microphone(open) => (self.microphone, self.deaf) = (*open, false),
            Told::Hearing { stable, rest } => {
                self.deaf = false;
                self.hearing = Some(Hearing { stable: stable.clone(), rest: rest.clone() });
            }
            Told::Listener(_) => (self.hearing, self.trouble, self.obeyed) = (None, None, None),
            Told::Obeyed(spoken) => (self.hearing, self.obeyed) = (None, Obeyed::of(*spoken)),
            Told::Passed => self.hearing = None,
            Told::Failed(error) => {
                self.hearing = None;
                let of_device = matches!(error.kind, Kind::MissingDevice | Kind::LostDevice | Kind::Denied);
                self.deaf |= self.microphone && of_device;
                self.trouble = Some(Trouble::from(error.clone()));
            }
            Told::State(_) | Told::Answer { .. } | Told::Timing(_) => {}
        }
    }
}

impl Obeyed {
    fn of(spoken: Spoken) -> Option<Obeyed> {
        Some(match spoken {
            Spoken::Pause => Obeyed::Pause,
            Spoken::GoOn => Obeyed::Resume,
            Spoken::Again => Obeyed::Again,
            Spoken::Slower => Obeyed::Slower,
            Spoken::Faster => Obeyed::Faster,
            Spoken::Louder => Obeyed::Louder,
            Spoken::Quieter => Obeyed::Quieter,
            Spoken::Stop | Spoken::Skip => Obeyed::Stop,
            Spoken::Help => Obeyed::Help,
            _ => return None,
        })
    }
}
