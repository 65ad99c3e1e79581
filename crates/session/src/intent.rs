//! What the listener meant by what was heard: a command, a choice, a sign that they follow, something else.
//!
//! Four pure functions of text. [`command`] knows the words that steer a performance, [`choice`] which option of a
//! story was taken, [`bearing`] whether speech during speech asks for the floor, and [`completeness`] whether a text
//! sounds finished. None has a model behind it: the words of a language lie in `assets/phrases`, one file for each,
//! English and French in full. Another language has the few words that most share, its numerals as digits, and the
//! words of the options themselves.
//!
//! Text comes from a recogniser, which invents things: only the first [`LONGEST`] bytes of it are looked at (the last
//! ones where the end is what counts), so that no answer takes longer than a few milliseconds.

mod bearing;
mod choice;
mod command;
mod complete;
mod lexicon;
mod phrases;
mod text;

pub(crate) use bearing::is_called;
pub use bearing::{Bearing, Heard, Kind, Missing, bearing};
pub use choice::{Chosen, choice};
pub use command::{Spoken, command, sayings};
pub use complete::completeness;

/// Bytes of a text that are looked at.
pub const LONGEST: usize = 1_000;

#[cfg(test)]
mod tests;
