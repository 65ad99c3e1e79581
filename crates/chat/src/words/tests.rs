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
    let paths: Vec<PathBuf> = folders().iter().map(|folder| folder.join(name)).collect();
    let header = paths.iter().find_map(|path| Header::open(path).ok());
    if header.is_none() {
        match paths.iter().find_map(|path| damage(path)) {
            Some(damage) => eprintln!("SKIPPED: {name} is damaged: {damage}"),
            None => eprintln!("SKIPPED: {name} is neither in VESPER_DATA nor in VESPER_LLAMA_CPP"),
        }
    }
    header.map(|header| Words::read(&header).unwrap())
}

/// What is wrong with the vocabulary at `path`, if there is one that cannot be read.
fn damage(path: &Path) -> Option<String> {
    let error = Header::open(path).err().filter(|_| path.exists())?;
    // What was taken for text on its way has this character in the place of all that was none.
    let as_text = std::fs::read_to_string(path).is_ok_and(|text| text.contains(char::REPLACEMENT_CHARACTER));
    let why = if as_text { " Somebody read and wrote it as UTF-8: its numbers are lost." } else { "" };
    Some(format!("{}{why}", error.what))
}
