//! The voices as the window sees them, and what a new one is made of.

use serde::{Deserialize, Serialize};
use specta::Type;
use vesper_speech::Person;

use super::{Licence, Trouble};

/// Everybody who can speak here, and who will.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Voices {
    /// Those of the models first, then those of the system.
    pub voices: Vec<Voice>,
    pub speaks: Speaks,
    /// Why some that should be here are not listed.
    pub faults: Vec<Trouble>,
}

/// Who speaks in the next performance.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Speaks {
    pub name: String,
    /// The end of a sentence that begins with the name.
    pub why: String,
}

impl From<vesper::voices::Speaks> for Speaks {
    fn from(speaks: vesper::voices::Speaks) -> Speaks {
        Speaks { name: speaks.name, why: speaks.why }
    }
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Voice {
    pub id: String,
    pub name: String,
    /// BCP 47.
    pub language: String,
    pub person: Option<String>,
    /// None: one of the system's.
    pub model: Option<VoiceModel>,
    /// Where it was published.
    pub repository: Option<String>,
    pub licence: Option<Licence>,
    pub cloned: Option<Cloned>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct VoiceModel {
    pub id: String,
    pub name: String,
}

/// Whose voice was taken from a recording, and when they agreed.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Cloned {
    pub speaker: String,
    pub given: String,
}

impl From<vesper::voices::Voice> for Voice {
    fn from(voice: vesper::voices::Voice) -> Voice {
        let (repository, licence) =
            voice.from.map(|from| (from.repository, Licence::from(&from.licence))).unzip();
        Voice {
            id: voice.id,
            name: voice.name,
            language: voice.language,
            person: voice.person.map(Person::name).map(str::to_owned),
            model: voice.model.map(|(id, name)| VoiceModel { id, name }),
            repository,
            licence,
            cloned: voice.consent.map(|consent| Cloned { speaker: consent.speaker, given: consent.given }),
        }
    }
}

/// What a voice is to be made of.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct NewVoice {
    pub name: String,
    pub speaker: String,
    /// As the listener typed it.
    pub statement: String,
    /// The path of the recording.
    pub recording: String,
}

impl From<NewVoice> for vesper::voices::Imitation {
    fn from(voice: NewVoice) -> vesper::voices::Imitation {
        let NewVoice { name, speaker, statement, recording } = voice;
        vesper::voices::Imitation { name, speaker, statement, recording: recording.into() }
    }
}

/// What is being done for a new voice.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum VoiceStep {
    Reading,
    Opening,
    Listening,
    Keeping,
}

impl From<vesper::voices::Step> for VoiceStep {
    fn from(step: vesper::voices::Step) -> VoiceStep {
        use vesper::voices::Step;
        match step {
            Step::Reading => VoiceStep::Reading,
            Step::Opening => VoiceStep::Opening,
            Step::Listening => VoiceStep::Listening,
            Step::Keeping => VoiceStep::Keeping,
        }
    }
}
