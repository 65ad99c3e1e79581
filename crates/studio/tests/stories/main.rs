//! Stories as a listener meets them: what is told while it is written, what the file says afterwards, whatever the model
//! is like.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod hostile;
mod lengths;
mod memory;
mod models;
mod nonsense;
mod played;
mod written;
