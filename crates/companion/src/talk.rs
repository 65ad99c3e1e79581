//! A conversation by voice, with the engines of this machine.

mod record;

pub use record::Record;

use std::path::{Path, PathBuf};

use vesper_asr::{Earshot, Listener, Partial, Whisper};
use vesper_audio::{Ear, FarEnd, Hearing, Remarks};
use vesper_session::talk::{self, Engines, History, Opener, Transcriber};
use vesper_session::{Command, Parts, Session};
use vesper_speech::{ChatModel, Frame, Kind, OpenSink, Recognizer, Result, Turn};

use crate::care::{Care, Reaches, attentive};
use crate::cores::cores;
use crate::engines;
use crate::home::Home;
use crate::kept::Kept;
use crate::settings::Settings;
use crate::voices::order;

/// What a chat model is told to be.
pub const SYSTEM: &str = "You are Vesper, a companion who likes to talk. Answer briefly, in plain sentences as they are \
                          spoken, without lists, headings or other markup.";

/// Whether a conversation in which this failed cannot go on: devices come back, files that are not there do not.
pub fn is_final(kind: Kind) -> bool {
    matches!(kind, Kind::MissingModel | Kind::MissingFile | Kind::BadFile | Kind::MissingProgram)
}

/// How the two hear each other.
pub struct Talking {
    /// The input device by its id or name; none follows the system.
    pub microphone: Option<String>,
    /// The listener hears by headphones: nothing of the voice comes back through the microphone.
    pub headphones: bool,
    /// The recogniser's model file.
    pub recogniser: PathBuf,
    pub chat: Opener<dyn ChatModel>,
    pub talk: talk::Settings,
}

/// Begins a conversation that goes on until the session is dropped. Opens no device and no model before its threads do.
/// Whoever says that somebody is in danger hears where help is.
///
/// # Errors
/// `Denied` where children listen; `Engine` where the system gives no threads.
pub fn converse(home: &Home, kept: &Kept, settings: &Settings, talking: Talking) -> Result<Session> {
    let care = kept.care()?;
    care.check_talk()?;
    let language = talking.talk.language.clone();
    let order = order(home, kept, settings.voice.as_deref(), &language);
    let far = FarEnd::new();
    let (output, played) = (settings.output.clone(), far.clone());
    let sink: OpenSink = Box::new(move || Ok(vesper_audio::open_heard(output.as_deref(), 1.0, 1.0, &played)));
    let ears = Ears {
        microphone: talking.microphone,
        headphones: talking.headphones,
        far,
        recogniser: talking.recogniser,
        language,
    };
    let engines = ears.engines(Some(minded(talking.chat, care)));
    let parts = Parts { voices: engines::voices(&order, &Remarks::default()), sink };
    let talk = talk::Talk::new(
        talk::Settings { loudspeaker: !talking.headphones, ..talking.talk },
        History::default(),
    );
    let session = Session::converse(parts, engines, settings.performance(), talk)?;
    if let Some(notice) = order.notice() {
        session.send(Command::Tell(notice))?;
    }
    Ok(session)
}

/// A chat model that minds what `care` says, whichever is opened.
fn minded(open: Opener<dyn ChatModel>, care: Care) -> Opener<dyn ChatModel> {
    Box::new(move || Ok(Box::new(attentive(open()?, &care, Reaches::Ears))))
}

/// What the listener is heard with.
#[derive(Clone)]
pub(crate) struct Ears {
    /// The input device by its id or name; none follows the system.
    pub(crate) microphone: Option<String>,
    pub(crate) headphones: bool,
    pub(crate) far: FarEnd,
    /// The recogniser's model file.
    pub(crate) recogniser: PathBuf,
    /// BCP 47 tag of what they say.
    pub(crate) language: String,
}

impl Ears {
    /// Nothing is opened before it is needed.
    pub(crate) fn engines(self, chat: Option<Opener<dyn ChatModel>>) -> Engines {
        let Ears { microphone, headphones, far, recogniser, language } = self;
        let hearing = Hearing { loudspeaker: !headphones, ..Hearing::default() };
        Engines {
            microphone: Box::new(move || Ok(Box::new(Ear::open(microphone.as_deref(), hearing, &far)?))),
            detector: Box::new(|| Ok(Box::new(Earshot::new()))),
            recogniser: Box::new(move || Ok(Box::new(Writing::open(&recogniser, &language)?))),
            chat,
        }
    }
}

/// Writes down an utterance while it is said, with whisper.cpp.
pub struct Writing {
    whisper: Whisper,
    listener: Listener,
    utterance: Turn,
}

impl Writing {
    /// With the recogniser in the file `model`, of speech in `language`, a BCP 47 tag.
    ///
    /// # Errors
    /// Those of [`Whisper::open`], and `BadRequest` where the recogniser does not know the language.
    pub fn open(model: &Path, language: &str) -> Result<Writing> {
        let mut whisper = Whisper::open(model, cores().clone())?;
        whisper.expect(Some(language))?;
        Ok(Writing { whisper, listener: Listener::new(), utterance: Turn(0) })
    }
}

impl Transcriber for Writing {
    fn begin(&mut self, before: &[f32]) {
        self.utterance.0 += 1;
        self.listener.begin(self.utterance, before);
    }

    fn expect_phrases(&mut self, phrases: &[String]) {
        self.whisper.expect_phrases(phrases);
    }

    fn push(&mut self, frame: &Frame, _probability: f32) -> bool {
        self.listener.push(frame)
    }

    fn due(&self) -> bool {
        self.listener.due()
    }

    fn glance(&mut self) -> Result<(String, String)> {
        let mut partials: Vec<Partial> = Vec::new();
        self.listener.glance(&mut self.whisper, &mut partials)?;
        Ok(partials.pop().map_or_else(Default::default, |partial| (partial.stable, partial.rest)))
    }

    fn finish(&mut self) -> Result<String> {
        let mut partials: Vec<Partial> = Vec::new();
        self.listener.finish(&mut self.whisper, &mut partials)?;
        Ok(partials.pop().map_or_else(String::new, |partial| partial.text()))
    }
}
