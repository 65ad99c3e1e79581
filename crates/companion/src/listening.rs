//! Hearing the listener while something is performed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};

use serde_json::Value;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use vesper_audio::FarEnd;
use vesper_session::talk::{Listen, Settings, Told};
use vesper_session::{Attention, Command, Notice, NoticeKind, Teller};
use vesper_speech::{Error, Kind, Result};

use crate::care::{self, During};
use crate::companion::{Companion, LANGUAGE};
use crate::kept::Kept;
use crate::models;
use crate::pen::Write;
use crate::talk::Ears;

/// What is told and waits for a shell.
const WAITING: usize = 1024;

const PUSHED: &str = "push_to_talk";
const HEADPHONES: &str = "headphones";
const MICROPHONE: &str = "microphone";

/// How the listener is heard while something is performed: what they say then takes choices and steers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listening {
    /// Without it the microphone is off, whatever the rest says. Never kept: Vesper starts with it off.
    pub on: bool,
    /// Only between [`Command::Push`]`(true)` and `(false)`, with the microphone off in between; else all the time.
    pub pushed: bool,
    /// Nothing of the voice reaches the microphone.
    pub headphones: bool,
    /// The input device by its id or name; none follows the system.
    pub microphone: Option<String>,
    /// The recogniser's model file; none takes the best that is here for the language. Not kept.
    pub recogniser: Option<PathBuf>,
}

impl Listening {
    /// Out of what is kept, off. A value that makes no sense is as if it were not there.
    pub(crate) fn of(kept: &BTreeMap<String, Value>) -> Listening {
        let is = |name: &str| kept.get(name).and_then(Value::as_bool).unwrap_or_default();
        Listening {
            pushed: is(PUSHED),
            headphones: is(HEADPHONES),
            microphone: kept.get(MICROPHONE).and_then(Value::as_str).map(str::to_owned),
            ..Listening::default()
        }
    }

    /// What is kept of it, by name.
    fn named(&self) -> BTreeMap<String, Value> {
        let named = [
            (PUSHED, self.pushed.into()),
            (HEADPHONES, self.headphones.into()),
            (MICROPHONE, self.microphone.clone().into()),
        ];
        named.map(|(name, value)| (name.to_owned(), value)).into()
    }

    /// What is not as in `before`, by name.
    fn changed(&self, before: &Listening) -> BTreeMap<String, Value> {
        let before = before.named();
        self.named().into_iter().filter(|(name, value)| before.get(name) != Some(value)).collect()
    }
}

/// How a companion listens now.
pub(crate) struct Heeding {
    /// From the loudspeaker to the ear.
    far: FarEnd,
    now: Mutex<Now>,
    told: Mutex<Option<Receiver<Told>>>,
    thread: Option<JoinHandle<()>>,
}

struct Now {
    listening: Listening,
    /// BCP 47 tag of what was performed last.
    language: String,
}

impl Heeding {
    /// Nothing is listened to yet. `told` comes from the session that `teller` commands, which must be gone when this is
    /// dropped.
    pub(crate) fn start(
        far: FarEnd,
        kept: &Kept,
        told: Option<Receiver<Told>>,
        teller: Teller,
    ) -> Result<Heeding> {
        let (shells, for_shells) = channel(WAITING);
        let now = Now { listening: kept.listening()?, language: LANGUAGE.into() };
        let mut heed = Heed { kept: kept.clone(), teller, shells };
        let thread = Builder::new().name("told".into()).spawn(move || {
            if let Some(told) = told {
                heed.all(told);
            }
        });
        let thread =
            thread.map_err(|error| Error::new(Kind::Engine, "told thread", format!("{error}."), ""))?;
        Ok(Heeding { far, now: Mutex::new(now), told: Mutex::new(Some(for_shells)), thread: Some(thread) })
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Heeding {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            // One that panicked has told so already.
            drop(thread.join());
        }
    }
}

/// Stands between the session and the shells: whoever says that they are in danger is told where help is.
struct Heed {
    kept: Kept,
    teller: Teller,
    shells: Sender<Told>,
}

impl Heed {
    fn all(&mut self, mut told: Receiver<Told>) {
        while let Some(told) = told.blocking_recv() {
            if let Told::Listener(said) = &told
                && let Err(error) = self.help(said)
            {
                tracing::error!("no help is said: {error}");
            }
            // A shell that falls behind misses some.
            drop(self.shells.try_send(told));
        }
    }

    fn help(&self, said: &str) -> Result<()> {
        if let Some(help) = care::help(&self.kept.care()?, said, During::Story)? {
            self.teller.command(Command::Instead(care::cues(&help)));
        }
        Ok(())
    }
}

impl Companion {
    /// How the listener is heard now.
    pub fn listening(&self) -> Listening {
        self.heeding.now().listening.clone()
    }

    /// Hears the listener so from here on, or not any more, and keeps it as their wish. Microphone and recogniser are
    /// opened on threads of their own; what becomes of it is [`told`](Companion::told). A microphone that is missing or
    /// goes away does nothing to what is performed.
    ///
    /// # Errors
    /// `MissingModel` where there is no recogniser; then all is as before.
    pub fn listen(&self, listening: Listening) -> Result<()> {
        let changed = listening.changed(&self.listening());
        self.listen_now(listening)?;
        if !changed.is_empty() {
            self.pen.write(Write::Settings(changed));
        }
        Ok(())
    }

    /// The same for this run: nothing of it is kept.
    ///
    /// # Errors
    /// Those of [`listen`](Companion::listen).
    pub fn listen_now(&self, listening: Listening) -> Result<()> {
        let mut now = self.heeding.now();
        if listening == now.listening {
            return Ok(());
        }
        if listening.on || now.listening.on {
            let attention = self.attention(&listening, &now.language)?;
            self.session.send(Command::Listen(attention))?;
        }
        now.listening = listening;
        Ok(())
    }

    /// What is told where the listener is heard, in order; once. A reader that falls 1024 behind misses some.
    pub fn told(&self) -> Option<Receiver<Told>> {
        self.heeding.told.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// What is performed from here on is in `language`, and so is what is said to it.
    pub(crate) fn hear_in(&self, language: &str) -> Result<()> {
        let mut now = self.heeding.now();
        if now.language == language {
            return Ok(());
        }
        now.language = language.to_owned();
        if !now.listening.on {
            return Ok(());
        }
        let attention = self.attention(&now.listening, language);
        let why_not = attention.as_ref().err().map(|error| format!("You are not heard now. {error}"));
        now.listening.on = why_not.is_none();
        self.session.send(Command::Listen(attention.unwrap_or_default()))?;
        why_not.map_or(Ok(()), |text| {
            self.session.send(Command::Tell(Notice { kind: NoticeKind::Failed, text }))
        })
    }

    fn attention(&self, listening: &Listening, language: &str) -> Result<Option<Box<Attention>>> {
        if !listening.on {
            return Ok(None);
        }
        let recogniser = models::recogniser(self.home(), listening.recogniser.as_deref(), Some(language))?;
        let settings = Settings {
            listen: if listening.pushed { Listen::Pushed } else { Listen::Open },
            loudspeaker: !listening.headphones,
            language: language.to_owned(),
            ..Settings::default()
        };
        let ears = Ears {
            microphone: listening.microphone.clone(),
            headphones: listening.headphones,
            far: self.heeding.far.clone(),
            recogniser,
            language: language.to_owned(),
        };
        Ok(Some(Box::new(Attention::new(settings, move || ears.clone().engines(None)))))
    }
}
