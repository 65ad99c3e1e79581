//! Headers of model files, read and checked before any library reads the file.
//!
//! Three formats: [`gguf`], [`safetensors`], and the one in which whisper.cpp keeps its models ([`whisper`]). A file
//! from a stranger may name sizes that overflow, offsets beyond its end or dimensions whose product wraps; the libraries
//! that load such files trust them. What passes here has consistent counts, shapes, offsets and lengths. [`check`] finds
//! out which format a file has.
//!
//! Only headers are read, forward, with everything that is kept counted: 64 MB at most, whatever the file says.

mod fault;
mod file;
mod format;
pub mod gguf;
pub mod safetensors;
mod source;
mod storage;
pub mod whisper;

pub use format::{Format, Weights, check};
pub use storage::Storage;
