//! Meditations: from one sentence to a plan, from there to words that land on the chosen length.
//!
//! [`understand`] takes a sentence apart without a model: what it is for, how long, which places of the body, which voice,
//! bed and posture. [`plan`] lays techniques and silences out over the length. A [`Writer`] has the words written by a
//! chat model phase by phase; a [`Meditation`] is whole from the beginning, because authored words stand wherever no
//! model has written yet. Its ink lands on its length by its stretches, however many words there are. [`shipped`] finds the
//! one of several scripts that comes nearest to a wish.
//!
//! ```
//! # fn main() -> vesper_speech::Result<()> {
//! use vesper_studio::meditation::{Prompts, Writer, understand};
//!
//! let writer = Writer::new(Prompts::shipped()?);
//! let sentence = "Eight minutes, I can't sleep, my shoulders are tight";
//! let understood = understand(sentence, None, writer.prompts())?;
//! assert_eq!(understood.wish.minutes, 8);
//! // Whole at once, so that it can be performed while a model writes.
//! let meditation = writer.author(&understood.wish)?;
//! let ink = meditation.ink(writer.prompts())?;
//! assert!(ink.contains("# minutes: ") && meditation.next() == Some(0));
//! # Ok(())
//! # }
//! ```
//!
//! Whoever performs it then has [`Writer::write`] write, in a copy, a phase that the listener has not come to, and goes on
//! with the new ink: what stands before the phase is the same in both. Where the listener was quicker, the copy is dropped.

mod authored;
mod choices;
mod claims;
mod form;
mod ink;
mod length;
mod phrases;
mod plan;
mod prompt;
mod sheets;
mod shelf;
mod silence;
mod tell;
mod understand;
mod wish;
mod writer;

pub use choices::Choices;
pub use form::{After, Breath, Meditation, Phase, Step};
pub use plan::{Part, Planned, plan, techniques};
pub use sheets::Prompts;
pub use shelf::{Shipped, shipped};
pub use understand::{Field, Understood, understand};
pub use wish::{Intent, LONGEST, Place, Posture, SHORTEST, Technique, Wish};
pub use writer::Writer;
