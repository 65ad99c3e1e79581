//! A chat model on a server.

use vesper_speech::{ChatModel, Out, Prompt, Result, Token};

/// Where a server is and what it is asked for.
#[derive(Clone)]
pub struct Server {
    /// Up to and with `/v1`.
    pub address: String,
    /// As the server calls it.
    pub model: String,
    pub key: Option<String>,
}

pub struct Remote {}

impl Remote {
    pub fn new(_server: Server) -> Result<Remote> {
        Ok(Remote {})
    }
}

impl ChatModel for Remote {
    fn reply(&mut self, _prompt: &Prompt, _out: &mut dyn Out<Token>) -> Result<()> {
        Ok(())
    }
}
