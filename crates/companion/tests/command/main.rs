//! The `vesper` command under test, as a person at a terminal or a program at a pipe meets it.
//!
//! No test here makes a sound: every process is told of a sound service that is not there.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test ends where it fails, and says what it skips"
)]

mod asking;
mod bench;
mod care;
mod chat;
mod daily;
mod files;
mod hearing;
mod hostile;
mod library;
mod meditations;
mod mishaps;
mod models;
mod places;
mod say;
mod score;
mod talk;
mod voices;
