//! A chat model in a file on this machine.

use std::path::Path;

use vesper_speech::{ChatModel, Error, Kind, Out, Prompt, Result, Token};

/// How a model is opened.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Tokens that it remembers at most; none takes what the file says, up to 8,192.
    pub context: Option<usize>,
    /// Threads that compute; none takes as many as there are cores.
    pub threads: Option<usize>,
}

/// A model in a file.
pub struct Local {}

impl Local {
    pub fn open(path: &Path, _options: &Options) -> Result<Local> {
        Err(Error::new(Kind::Engine, path.display().to_string(), "cannot be computed yet.", ""))
    }
}

impl ChatModel for Local {
    fn reply(&mut self, _prompt: &Prompt, _out: &mut dyn Out<Token>) -> Result<()> {
        Ok(())
    }
}
