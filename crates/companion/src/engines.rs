//! Opening the engines of a session: the voice, and what it is heard through.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use vesper_audio::{AudioFile, Converted, Tags};
use vesper_session::{OpenVoice, Parts, Session};
use vesper_speech::{Error, Kind, OpenSink, Result, Synthesizer};

use crate::home::Home;
use crate::kept::Kept;
use crate::settings::Settings;

fn voices() -> Vec<OpenVoice> {
    let system = || -> Result<Box<dyn Synthesizer>> {
        Ok(Box::new(Converted::new(Box::new(vesper_tts::System::open()?))?))
    };
    vec![OpenVoice::new("the system voice", system)]
}

/// The device that the listener prefers, as the opener of the sink sees it.
pub(crate) type Preference = Arc<Mutex<Option<String>>>;

/// A session through the listener's loudspeaker, or through nothing where there is none.
pub(crate) fn live(settings: &Settings, output: Preference) -> Result<Session> {
    let sink: OpenSink = Box::new(move || {
        let preference = output.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(vesper_audio::open(preference.as_deref(), 1.0, 1.0))
    });
    Session::open(Parts { voices: voices(), sink }, settings.performance())
}

/// A file to perform into instead of a loudspeaker.
pub struct Export<'a> {
    pub path: &'a Path,
    pub title: String,
    pub artist: String,
    /// BCP 47 tag of what is said.
    pub language: String,
}

/// A session that performs into a file, as fast as it can.
pub fn export(_home: &Home, _kept: &Kept, settings: &Settings, export: Export<'_>) -> Result<Session> {
    let tags = Tags { title: export.title, artist: export.artist, ..Tags::default() };
    let mut file = Some(AudioFile::create(export.path, tags)?);
    let name = export.path.display().to_string();
    let sink: OpenSink = Box::new(move || match file.take() {
        Some(file) => Ok(Box::new(file)),
        None => Err(Error::new(Kind::Unwritable, name.clone(), "was closed too early.", "Try again.")),
    });
    Session::open(Parts { voices: voices(), sink }, settings.performance())
}
