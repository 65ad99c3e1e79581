//! A briefing as a listener meets it: what is told while it is written, whatever the model says, and what is fetched for it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod day;
mod fetched;
mod models;
mod server;
mod written;
