//! The chat models: [GGUF](https://github.com/ggml-org/ggml/blob/master/docs/gguf.md) files on this machine, and servers
//! that speak OpenAI's chat completions.
//!
//! [`Local`] answers with a model in a file. `words` has its tokens and its chat template, `model` computes what comes
//! next, `kernels` compute what a processor is slow at, `choice` takes one of the likely tokens, `form` keeps an answer to a
//! schema or a grammar. [`Remote`] asks a server the same. [`random`] makes files to measure with.

mod choice;
mod form;
mod kernels;
mod local;
mod model;
pub mod random;
mod remote;
mod words;

pub use local::{Less, Local, Options, Speed};
pub use model::Keep;
pub use remote::{Answer, Key, Limits, Remote, Request, Server, Witness};
