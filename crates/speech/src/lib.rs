//! The words of the house: what every room says to every other.
//!
//! Samples ([`Pcm`], [`Frame`]), what is spoken ([`Line`], [`Voice`], [`Style`]), what is asked of a chat
//! model ([`Prompt`], [`Token`]), what sounds beside the words ([`Mark`], [`Bed`]), what they compute on
//! ([`Cores`]), what went wrong ([`Error`],
//! [`Kind`]) and the traits of the engines. Nothing here does I/O, starts a thread or knows which engine is behind
//! a trait.

mod chat;
mod cores;
mod engine;
mod error;
mod line;
mod pcm;
mod sound;

pub use chat::{Ending, Form, Message, Prompt, Role, Sampling, Token};
pub use cores::{Cores, Taken};
pub use engine::{
    AudioSink, AudioSource, ChatModel, Health, OpenSink, Out, Recognizer, Segment, Spoken, Synthesizer, Turn,
    VoiceDetector, WordTime,
};
pub use error::{Error, Kind, Result};
pub use line::{Age, Aloud, Line, NARRATOR, Person, Pitch, ReadAs, Style, Tempo, Timbre, Traits, Voice};
pub use pcm::{FRAME, Frame, HEARD_RATE, Pcm, RATE, samples, seconds};
pub use sound::{Bed, Level, Mark};
