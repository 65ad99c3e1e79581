//! What can be performed: an ink script, checked and stepped into cues.
//!
//! [`Script::parse`] checks a source and says every fault with its file and line; [`Playhead`] performs a
//! checked script passage by passage; [`lengths`] fits a passage to the sample. Nothing here does I/O or knows
//! the time: the same script, [`Start`] and choices give the same cues. [`marked`] reads a text with markup and
//! without a script.
//!
//! What an author writes is described in `assets/README.md`.

mod bounds;
mod chance;
mod cue;
mod fault;
mod fence;
mod header;
mod length;
mod markup;
mod near;
mod outline;
mod playhead;
mod program;
mod script;
mod sentence;
mod silence;
mod source;
mod stage;
mod steps;
mod tag;
mod weave;
mod written;

pub use cue::{Cue, End, Passage, Phase};
pub use fault::{Fault, Faults};
pub use header::{Header, Kind, Minutes, parse_traits};
pub use length::{TooShort, lengths, lengths_above};
pub use markup::{Form, Marked, marked, shown};
pub use outline::Outline;
pub use playhead::{Playhead, Start};
pub use script::Script;
pub use silence::behind;
