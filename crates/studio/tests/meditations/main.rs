//! Meditations as a listener meets them: what is understood of a sentence, what is said, how long it lasts, whatever the
//! model is like.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "../stories/models.rs"]
#[allow(dead_code, reason = "what only the tests of stories ask for")]
mod models;

mod hostile;
mod lengths;
mod nonsense;
mod performed;
mod shelf;
mod understood;
mod written;
