mod flow;
mod made;
mod prompts;
mod tokens;

use std::path::{Path, PathBuf};

use vesper_weights::gguf::Header;

pub(crate) use self::made::byte_words;
use super::*;

impl Words {
    /// `text` as tokens, without one that begins or ends it. With `special`, text that looks like a control token
    /// becomes that token.
    pub(crate) fn tokens(&self, text: &str, special: bool) -> Vec<u32> {
        let mut tokens = Vec::new();
        self.tokens.append(text, special, None, &mut tokens);
        tokens
    }

    /// The token that every text begins with, if the model wants one.
    pub(crate) fn begin(&self) -> Option<u32> {
        self.tokens.begin
    }
}

/// The folders with real vocabularies: `lm/vocab` and `lm` in VESPER_DATA, and the `models` of llama.cpp's source, which
/// VESPER_LLAMA_CPP names.
fn folders() -> Vec<PathBuf> {
    let under = |variable: &str, inside: &str| Some(Path::new(&std::env::var_os(variable)?).join(inside));
    [under("VESPER_DATA", "lm/vocab"), under("VESPER_DATA", "lm"), under("VESPER_LLAMA_CPP", "models")]
        .into_iter()
        .flatten()
        .collect()
}

/// A sound vocabulary of this file name, from wherever there is one.
pub(crate) fn real(name: &str) -> Option<Words> {
    let header = folders().iter().find_map(|folder| Header::open(&folder.join(name)).ok());
    if header.is_none() {
        eprintln!("SKIPPED: {name} is neither in VESPER_DATA nor in VESPER_LLAMA_CPP");
    }
    header.map(|header| Words::read(&header).unwrap())
}
