//! The engine against the reference implementations, and against itself.
//!
//! `fixtures/calm` has what Kyutai's pocket-tts and Gradium's Phonon in Hugging Face's transformers compute with small
//! random weights; `cargo xtask fixtures` makes these files anew. Published weights cannot be had where tests run: that
//! they sound as they should follows from every level agreeing, and from nothing else.

mod card;
mod fixture;
mod folders;
mod gguf;
mod hostile;
mod levels;
mod quantised;
mod speaking;
mod streaming;
mod voices;
