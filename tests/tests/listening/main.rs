//! Stories that are steered by voice, with a recogniser that really hears: espeak-ng speaks into a microphone, and the
//! story does what it says. Real are capture, echo canceller, voice detector, end of turn, whisper.cpp, what the words
//! mean, and the performance; made up is the sound card.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test ends where it fails, and says what it heard and what it skips"
)]

mod choice;
mod interruption;
mod speech;

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One of these tests at a time: a recogniser that has no time understands nothing.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The recogniser for tests, which knows commands, numbers and the choices of the shipped stories.
fn recogniser() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates/asr/fixtures/commands.en.bin")
}
