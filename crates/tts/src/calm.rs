//! The neural voices: models of the CALM family (<https://arxiv.org/abs/2509.06926>), which are Kyutai's Pocket TTS in all
//! its sizes and languages, and Gradium's Phonon.
//!
//! A language model (`lm`, on a `transformer` and a `flow` head) goes on behind a voice and a text, a latent of 32 numbers
//! for every 80 ms; a `codec` makes sound of latents. Both stream. `config` says how large everything is, `weights` reads
//! the numbers, `kernels` and `conv` compute what is slow otherwise. A voice (`voice`) is what somebody's recording, taken
//! up by the `encoder`, has left in the language model's memory.
//!
//! A line becomes takes of at most 50 tokens (`text`, `tokenizer`, `take`); `latents` makes several takes in lock-step,
//! `sound` decodes those that are heard first, `threads` has both run beside each other. A graphics `card` does both for many
//! takes at once, and `order` has them heard one behind the other.

mod attention;
mod card;
mod cast;
mod codec;
mod config;
mod conv;
mod encoder;
mod engine;
mod fault;
mod files;
#[cfg(any(test, feature = "fixture"))]
pub mod fixture;
mod flow;
mod gain;
mod kernels;
mod latents;
mod list;
mod lm;
mod manner;
mod memory;
mod model;
mod noise;
mod order;
mod origin;
mod pace;
mod person;
mod recording;
mod sound;
mod source;
mod stretch;
mod take;
mod tape;
#[cfg(test)]
mod tests;
mod text;
mod threads;
mod tokenizer;
mod transformer;
mod voice;
mod weights;

pub use engine::Calm;
pub use model::Sizes;
pub use origin::voice_origin;
