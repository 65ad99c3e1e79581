//! What is told of a voice before it speaks.

use vesper_speech::Person;

/// A voice that a listener may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceInfo {
    /// For [`Voice::chosen`](vesper_speech::Voice::chosen). One of the system voice is a language and a variant
    /// (`en-gb+f2`), one of a model is the model and a name with a slash between (`pocket-english/alba`): no voice of
    /// one engine is ever taken for one of the other.
    pub id: String,
    /// For people, such as `Clara, English (Great Britain)` or `Alba`.
    pub name: String,
    /// Tag of the language, such as `en-gb`; `mul` for a voice with several, `und` where nobody says.
    pub language: String,
    pub person: Option<Person>,
    pub engine: Engine,
    /// It was taken from a recording, with this consent: to be shown wherever the voice is.
    pub cloned: Option<Consent>,
}

/// Who makes a voice's sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// espeak-ng, as [`System`](crate::System) runs it.
    System,
    /// A model, as [`Calm`](crate::Calm) computes it.
    Neural,
}

/// What somebody said before a voice was taken from a recording of theirs. It is kept in the voice's file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// Whose voice it is.
    pub speaker: String,
    /// The words that they agreed to, or said.
    pub statement: String,
    /// The day on which they did, such as `2026-11-23`.
    pub given: String,
    /// SHA-256 of the recording's file in hexadecimal digits; empty where nobody took it.
    pub recording: String,
}
