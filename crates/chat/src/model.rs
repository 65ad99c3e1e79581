//! The networks: what a file of weights computes for the tokens that it is given.
//!
//! `config` reads the shape of a network from the metadata, `file` its tensors; `network` and `layer` say what is computed,
//! a [`Backend`] computes it: `processor` with our own `kernels`, `card` with the tensor library. A [`State`] holds what
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
mod need;
mod network;
mod pace;
mod processor;
mod rope;
mod state;
#[cfg(test)]
mod tests;

pub(crate) use backend::Backend;
pub use cache::Keep;
pub(crate) use card::Card;
pub(crate) use config::Config;
pub(crate) use engine::{Conversation, Engine};
#[cfg(test)]
pub(crate) use fault::{Checked, Fault};
pub(crate) use file::File;
pub(crate) use need::Need;
pub(crate) use network::Network;
pub(crate) use processor::Processor;
