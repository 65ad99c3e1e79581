//! Conversations in virtual time: the pure machine between a listener whose every word is known, a recogniser and a
//! chat model with delays, and a mouth that says a word in 300 ms.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test ends where it fails, and prints what it measured"
)]

mod engines;
mod house;
mod over;
mod scene;
mod steering;
mod storm;
mod threads;
mod turns;
