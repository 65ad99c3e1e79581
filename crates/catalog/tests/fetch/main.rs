//! Fetching from hubs that keep to the rules and from hubs that do not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what a child process tells, and what is skipped"
)]

mod answers;
mod cuts;
mod kills;
mod redirects;
mod server;
mod stops;
mod whole;
mod world;
