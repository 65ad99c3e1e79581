//! Opening the engines of a session: the voices, and what they are heard through.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use vesper_audio::{AudioFile, Converted, FarEnd, Remarks, Tags};
use vesper_session::{Command, OpenVoice, Parts, Session};
use vesper_speech::{Error, Kind, OpenSink, Result, Synthesizer};
use vesper_tts::{Calm, System};

use crate::cores::{First, cores};
use crate::home::Home;
use crate::kept::Kept;
use crate::settings::Settings;
use crate::voices::{Marks, Order, Speaker, Speaking, mark, order};

/// What the system voice is called in a sentence.
pub(crate) const SYSTEM: &str = "the system voice";

/// The voices of `order`, the first the first. What is to be remarked of a file that they speak into goes to `remarks`.
pub(crate) fn voices(order: &Order, remarks: &Remarks) -> Vec<OpenVoice> {
    let neural = order.speakers.iter().map(|speaker| neural(speaker.clone(), remarks.clone()));
    neural.chain([OpenVoice::new(SYSTEM, system)]).collect()
}

fn neural(speaker: Speaker, remarks: Remarks) -> OpenVoice {
    OpenVoice::new(speaker.model.name.clone(), move || {
        // The store has its own words for what is not whole.
        let folder = speaker.folder.clone()?;
        let wrong = |error| fetched_wrong(error, &speaker.model.id);
        let listed = speaker.voices().map_err(wrong)?;
        let calm = Calm::open(&folder, &speaker.folders()).map_err(wrong)?;
        let cloned = listed.iter().filter_map(|voice| Some((voice.id.clone(), mark(voice.cloned.as_ref()?))));
        let marks = Marks { sentences: cloned.collect(), remarks: remarks.clone() };
        let own = listed.iter().map(|voice| voice.id.clone()).collect();
        at_our_rate(Box::new(First::new(calm, cores())), own, marks)
    })
}

/// A file of a model that has arrived whole and is none: it has to go before it can come again.
fn fetched_wrong(error: Error, id: &str) -> Error {
    match error.kind {
        Kind::BadFile => {
            let advice = format!("Run `vesper models remove {id}` and then `vesper models get {id}`.");
            Error { advice, ..error }
        }
        _ => error,
    }
}

fn system() -> Result<Box<dyn Synthesizer>> {
    let own = vesper_tts::voices()?.into_iter().map(|voice| voice.id).collect();
    let marks = Marks { sentences: BTreeMap::new(), remarks: Remarks::default() };
    at_our_rate(Box::new(System::open()?), own, marks)
}

fn at_our_rate(
    engine: Box<dyn Synthesizer>,
    own: BTreeSet<String>,
    marks: Marks,
) -> Result<Box<dyn Synthesizer>> {
    Ok(Box::new(Converted::new(Box::new(Speaking { engine, own, marks }))?))
}

/// The device that the listener prefers, as the opener of the sink sees it.
pub(crate) type Preference = Arc<Mutex<Option<String>>>;

/// A session through the listener's loudspeaker, or through nothing where there is none. Whoever listens meanwhile takes
/// what `far` says is played out of what they hear.
pub(crate) fn live(
    voices: Vec<OpenVoice>,
    settings: &Settings,
    output: Preference,
    far: FarEnd,
) -> Result<Session> {
    let sink: OpenSink = Box::new(move || {
        let preference = output.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(vesper_audio::open_heard(preference.as_deref(), 1.0, 1.0, &far))
    });
    Session::open(Parts { voices, sink }, settings.performance())
}

/// A file to perform into instead of a loudspeaker.
pub struct Export<'a> {
    pub path: &'a Path,
    pub title: String,
    pub artist: String,
    /// BCP 47 tag of what is said.
    pub language: String,
}

/// What a file says of how it was made.
fn made_by_machine(author: &str) -> &'static str {
    if author == "Vesper" {
        "Machine-made: words and voice, with Vesper."
    } else {
        "Machine-made: the voice is not a person's. Made with Vesper."
    }
}

/// A session that performs into a file, as fast as it can. Where a cloned voice speaks in it, the file says so.
pub fn export(home: &Home, kept: &Kept, settings: &Settings, export: Export<'_>) -> Result<Session> {
    let comment = made_by_machine(&export.artist).to_owned();
    let tags = Tags { title: export.title, artist: export.artist, comment, ..Tags::default() };
    let remarks = tags.remarks.clone();
    let mut file = Some(AudioFile::create(export.path, tags)?);
    let name = export.path.display().to_string();
    let sink: OpenSink = Box::new(move || match file.take() {
        Some(file) => Ok(Box::new(file)),
        None => Err(Error::new(Kind::Unwritable, name.clone(), "was closed too early.", "Try again.")),
    });
    let order = order(home, kept, settings.voice.as_deref(), &export.language);
    let parts = Parts { voices: voices(&order, &remarks), sink };
    let session = Session::open(parts, settings.performance())?;
    if let Some(notice) = order.notice() {
        session.send(Command::Tell(notice))?;
    }
    Ok(session)
}
