//! Speech recognition and voice activity.
//!
//! [`Earshot`] says how likely it is that somebody speaks in a frame; [`Utterances`] cuts a microphone's frames
//! into utterances by that; [`Whisper`] turns an utterance into words.
//!
//! Whisper runs in whisper.cpp, which trusts its model files. [`Model`] therefore reads a file first, down to the
//! place of every tensor, and refuses what whisper.cpp could not survive.

mod advice;
mod earshot;
#[cfg(feature = "fixture")]
pub mod fixture;
mod model;
mod tensors;
mod utterances;
mod whisper;

pub use advice::advice;
pub use earshot::Earshot;
pub use model::Model;
pub use utterances::{Hysteresis, Utterance, Utterances};
pub use whisper::Whisper;
