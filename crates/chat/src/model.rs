//! The networks: what a file of weights computes for the tokens that it is given.
//!
//! `config` reads the shape of a network from the metadata, `file` its tensors; `network`, `stack` and `layer` say what
//! is computed, a [`Backend`] computes it: `processor` with our own `kernels`, `card` with the tensor library. A [`State`] holds what
//! later tokens look back on.

mod backend;
mod cache;
mod card;
mod config;
mod engine;
mod experts;
mod fault;
mod file;
mod layer;
#[cfg(test)]
mod narrow;
mod need;
mod network;
mod pace;
mod processor;
mod rope;
mod stack;
mod state;
#[cfg(test)]
mod tests;

pub(crate) use backend::Backend;
pub use cache::Keep;
pub(crate) use card::Card;
pub(crate) use config::Config;
pub(crate) use engine::{Conversation, Engine};
pub(crate) use fault::{Checked, Fault, Lack};
pub(crate) use file::File;
#[cfg(test)]
pub(crate) use narrow::{Narrow, Room};
pub(crate) use need::Need;
pub(crate) use network::Network;
pub(crate) use processor::Processor;
