//! The writing: from one sentence of the listener to what is performed.
//!
//! [`story`] makes a story with a chat model, scene by scene, told while it is written and kept as ink. What a story
//! must not forget is in its [`ledger`]. [`meditation`] makes a meditation, phase by phase, that lands on its length. What
//! models are asked, and what is said where they have nothing to say, are files: [`prompts`]. What a listener must not be left alone with, and does not want to hear, is in [`care`].
//!
//! [`daily`] tells the listener's day from their feeds, their calendar and their notes, and asks the feeds when they want it.
//!
//! What a model answers is hostile: constrained in its form, bounded in its size, cleaned to words (`clean`), and where
//! nothing is left of it, written by an author beforehand. Nothing here knows which model it is, and nothing but the reading
//! of feeds starts a thread.

mod answer;
pub mod care;
mod clean;
pub mod daily;
pub mod ledger;
pub mod meditation;
pub mod prompts;
mod schema;
mod sentence;
pub mod story;
