//! Every voice there is on this machine, told without loading a model.

use vesper_catalog::{Licence, Model};
use vesper_speech::{Error, Kind, Person, Result};
use vesper_tts::{Consent, Engine, VoiceInfo};

use super::sources::{Sources, Speaker};
use crate::home::Home;

/// A voice that a listener may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// What is chosen by: `pocket-english/alba`, or `en-gb+f2` for one of the system's.
    pub id: String,
    /// For people, such as `Alba`.
    pub name: String,
    /// BCP 47 tag; `und` where nobody says.
    pub language: String,
    pub person: Option<Person>,
    /// The model that speaks, by its id and name in the catalog; none for the system voice.
    pub model: Option<(String, String)>,
    /// Where it comes from; none for the system's and the listener's own.
    pub from: Option<Origin>,
    /// There for a voice that was taken from a recording.
    pub consent: Option<Consent>,
}

/// Where a voice was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// `owner/name` on the hub.
    pub repository: String,
    pub licence: Licence,
}

/// The voices of the models that are here, in the catalog's order, then those of the system. What of it cannot be
/// listed comes second: each an error that says why.
pub fn voices(home: &Home) -> (Vec<Voice>, Vec<Error>) {
    let (mut voices, mut faults) = (Vec::new(), Vec::new());
    match Sources::of(home) {
        Ok(sources) => {
            for speaker in sources.speakers() {
                match speaker.voices() {
                    Ok(listed) => voices.extend(listed.into_iter().map(|info| neural(&speaker, info))),
                    Err(error) => faults.push(error),
                }
            }
        }
        Err(error) => faults.push(error),
    }
    match vesper_tts::voices() {
        Ok(listed) => voices.extend(listed.into_iter().map(system)),
        Err(error) => faults.push(error),
    }
    (voices, faults)
}

/// The voice with this id.
///
/// # Errors
/// `BadRequest` where there is none; why not, where its model cannot be listed.
pub fn find(home: &Home, id: &str) -> Result<Voice> {
    let shown: String = id.chars().filter(|letter| !letter.is_control()).take(60).collect();
    let unknown = |what: String| {
        let advice = "`vesper voices` lists those that are here.";
        Error::new(Kind::BadRequest, "the voice", what, advice)
    };
    let listed: Vec<Voice> = match id.split_once('/') {
        None => vesper_tts::voices()?.into_iter().map(system).collect(),
        Some((model, _)) => {
            let sources = Sources::of(home)?;
            let Some(speaker) = sources.speaker(model) else {
                return Err(unknown(format!(
                    "there is no voice \"{shown}\", because no model is called so."
                )));
            };
            speaker.voices()?.into_iter().map(|info| neural(&speaker, info)).collect()
        }
    };
    listed
        .into_iter()
        .find(|voice| voice.id == id)
        .ok_or_else(|| unknown(format!("there is no voice \"{shown}\".")))
}

fn neural(speaker: &Speaker, info: VoiceInfo) -> Voice {
    let Model { id, name, languages, .. } = &speaker.model;
    let own = speaker.origin(&info.id).or(Some(&speaker.model)).filter(|_| info.cloned.is_none());
    Voice {
        from: own.map(|it| Origin { repository: it.repository.clone(), licence: it.licence.clone() }),
        language: languages.first().cloned().unwrap_or(info.language),
        model: Some((id.clone(), name.clone())),
        id: info.id,
        name: info.name,
        person: info.person,
        consent: info.cloned,
    }
}

fn system(info: VoiceInfo) -> Voice {
    debug_assert_eq!(info.engine, Engine::System);
    Voice {
        id: info.id,
        name: info.name,
        language: info.language,
        person: info.person,
        model: None,
        from: None,
        consent: None,
    }
}
