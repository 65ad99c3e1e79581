//! A model on a server: one that behaves, many that do not, and llama.cpp's own.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed, and says what it skips"
)]

mod answers;
mod llama;
mod mishaps;
mod refusals;
mod server;
mod stops;
