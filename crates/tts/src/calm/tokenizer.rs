//! Text as the numbers that a model was taught with.

use std::path::Path;

use tokenizers::Tokenizer as Encoder;
use vesper_speech::Result;

use super::fault::bad_file;
use super::files;

/// Vocabularies of voices have 4000 entries and less than a megabyte.
const LARGEST: u64 = 16 << 20;

pub(crate) struct Tokenizer {
    path: String,
    encoder: Box<Encoder>,
    /// Tokens that the model knows, the one for padding among them.
    known: u32,
}

impl Tokenizer {
    /// Reads a `tokenizer.json` for a model with `tokens` tokens.
    ///
    /// # Errors
    /// `MissingFile`, or `BadFile` where it is no tokenizer or one for a larger model.
    pub(crate) fn open(path: &Path, tokens: usize) -> Result<Tokenizer> {
        let shown = path.display().to_string();
        let text = files::read(path, LARGEST)?;
        let encoder = Encoder::from_bytes(&text).map_err(|error| {
            bad_file(&shown, format!("it is no tokenizer ({}).", short(&error.to_string())))
        })?;
        let size = encoder.get_vocab_size(true);
        if size == 0 || size > tokens + 1 {
            let what = format!("it has {size} tokens, and the model beside it knows {tokens}.");
            return Err(bad_file(&shown, what));
        }
        let known = u32::try_from(tokens).unwrap_or(u32::MAX);
        Ok(Tokenizer { path: shown, encoder: Box::new(encoder), known })
    }

    /// The tokens of `text`.
    ///
    /// # Errors
    /// `BadFile` where the tokenizer fails, or gives what the model does not know.
    pub(crate) fn tokens(&self, text: &str) -> Result<Vec<u32>> {
        let encoding = self.encoder.encode(text, true).map_err(|error| {
            bad_file(&self.path, format!("it cannot read a text ({}).", short(&error.to_string())))
        })?;
        let tokens = encoding.get_ids().to_vec();
        match tokens.iter().find(|token| **token > self.known) {
            Some(token) => {
                Err(bad_file(&self.path, format!("it gives the token {token}, which the model lacks.")))
            }
            None => Ok(tokens),
        }
    }
}

/// The beginning of what a library says of a file, without anything that a terminal would obey.
fn short(said: &str) -> String {
    said.chars().take(120).flat_map(char::escape_debug).collect()
}
