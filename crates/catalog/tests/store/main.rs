//! The folder of models: what is whole, what is not, and what may be done to it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "helpers of tests may panic")]

mod adding;
mod cached;
mod desk;
mod links;
mod locks;
mod paths;
mod recognising;
mod together;
mod whole;
