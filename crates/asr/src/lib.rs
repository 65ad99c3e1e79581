//! Speech recognition and voice activity.
//!
//! [`Earshot`] says how likely it is that somebody speaks in a frame; [`Utterances`] cuts a microphone's frames
//! into utterances by that; [`Whisper`] turns an utterance into words, and [`Listener`] has it do so while the utterance is
//! still being said.
//!
//! Whisper runs in whisper.cpp, which trusts its model files. `vesper_weights` therefore reads a file first, down to
//! the place of every tensor, and refuses what whisper.cpp could not survive.

mod activity;
mod advice;
mod agreement;
mod earshot;
mod invention;
mod listener;
mod utterances;
mod whisper;

pub use advice::missing;
pub use agreement::Agreement;
pub use earshot::Earshot;
pub use listener::{Listener, Partial};
pub use utterances::{Hysteresis, Utterance, Utterances};
#[cfg(feature = "fixture")]
pub use vesper_weights::whisper::fixture;
pub use whisper::{Whisper, Work};
