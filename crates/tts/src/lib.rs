//! The voices.
//!
//! [`System`] speaks with [espeak-ng](https://github.com/espeak-ng/espeak-ng), run as a separate program: the
//! text goes in through its standard input, sound comes back through its standard output. It needs no model and
//! no network, and knows about a hundred languages.
//!
//! There a [`Line`](vesper_speech::Line) becomes sound in four steps, each a module: `text` keeps what can be spoken,
//! `cast` chooses the voice, `program` runs espeak-ng and reads its stream, `finish` makes the result sit beside
//! the others (tone, loudness, clean edges).
//!
//! [`Calm`] speaks with a model instead, of which `reading` writes out what a voice cannot read. For both, `align` finds
//! out when each word is heard.

mod align;
mod calm;
mod cast;
mod finish;
mod installed;
mod program;
mod reading;
mod system;
mod text;
mod tone;
mod variants;
mod voices;
mod wav;

#[cfg(any(test, feature = "fixture"))]
pub use calm::fixture;
pub use calm::{Calm, Sizes, voice_origin};
pub use installed::voices;
pub use reading::{End, Ignored, Reading, Sentence, Why, Word, read, read_aloud};
pub use system::System;
pub use vesper_card::Wish;
pub use voices::{Consent, Engine, VoiceInfo};
