//! What a model reads and writes: its tokens, its chat template, what of its answer is heard.

mod flow;

use vesper_speech::{Error, Kind, Message, Result};
use vesper_weights::gguf::Header;

pub(crate) use self::flow::Flow;

/// The words of one model, from the metadata of its file alone.
pub(crate) struct Words {}

impl Words {
    /// # Errors
    /// `BadFile` where the file has no vocabulary, a damaged one, or one of a family that is not known here.
    pub(crate) fn read(_header: &Header) -> Result<Words> {
        Err(Error::new(Kind::Engine, "words", "cannot be read yet.", ""))
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        0
    }

    /// `text` as tokens, without one that begins or ends it. With `special`, text that looks like a control token
    /// becomes that token.
    pub(crate) fn tokens(&self, _text: &str, _special: bool) -> Vec<u32> {
        Vec::new()
    }

    /// The token that every text begins with, if the model wants one.
    pub(crate) fn begin(&self) -> Option<u32> {
        None
    }

    /// What `token` is in an answer: nothing for a control token, and for one that does not exist.
    pub(crate) fn bytes(&self, _token: u32) -> &[u8] {
        &[]
    }

    /// Whether the model says with `token` that it is done.
    pub(crate) fn ends(&self, _token: u32) -> bool {
        false
    }

    /// The conversation as the model's template writes it, ready for the model's answer, with the token that begins it.
    ///
    /// # Errors
    /// `BadFile` where the template cannot be followed, `BadRequest` where it refuses these messages.
    pub(crate) fn prompt(&self, _messages: &[Message], _thinking: bool) -> Result<Vec<u32>> {
        Ok(Vec::new())
    }
}
