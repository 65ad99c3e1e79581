//! The performance under test: the pure machine in virtual time, the session with its threads.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test ends where it fails, and prints what it measured"
)]

mod devices;
mod engines;
mod fitting;
mod growing;
mod heard;
mod live;
mod mouth;
mod navigation;
mod order;
mod places;
mod promises;
mod replan;
mod said;
mod score;
mod storms;
mod theatre;
mod threads;
mod voice;
mod voices;
mod words;
