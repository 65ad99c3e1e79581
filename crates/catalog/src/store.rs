use std::path::{Path, PathBuf};

use vesper_speech::{Out, Result};

use crate::{Model, News, Sha256};

/// The folder where models are kept: `<root>/<model id>/<file>`, with a `lock.toml` beside the files that says what
/// they are.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

/// How much of a model is on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    Absent,
    /// Bytes that are there of a download that was cut or paused.
    Partial {
        done: u64,
        total: Option<u64>,
    },
    Whole {
        bytes: u64,
    },
    /// A file is missing, has another length, or did not match its hash when it was checked last.
    Damaged {
        what: String,
    },
}

impl Store {
    pub fn at(root: impl Into<PathBuf>) -> Store {
        Store { root: root.into() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Looks at names and lengths only; [`Store::verify`] reads the files.
    pub fn presence(&self, model: &Model) -> Presence {
        let _ = model;
        unimplemented!("engine under construction")
    }

    /// Where the file of a whole model lies; an error that says what to do where it is not whole.
    pub fn file(&self, model: &Model, name: &str) -> Result<PathBuf> {
        let _ = (model, name);
        unimplemented!("engine under construction")
    }

    /// Reads every file and compares it with the lock; the headers are checked too. What does not match is marked
    /// as damaged, and fetched again by the next `get`.
    pub fn verify(&self, model: &Model, news: &mut dyn Out<News>) -> Result<()> {
        let _ = (model, news);
        unimplemented!("engine under construction")
    }

    /// Takes the files of `model` from `from` (a file, a folder, a stick, a Hugging Face cache), once their hashes
    /// are checked.
    pub fn add(&self, model: &Model, from: &Path, news: &mut dyn Out<News>) -> Result<()> {
        let _ = (model, from, news);
        unimplemented!("engine under construction")
    }

    /// Deletes the model's files, and gives the bytes that this freed.
    pub fn remove(&self, model: &Model) -> Result<u64> {
        let _ = model;
        unimplemented!("engine under construction")
    }
}

/// What is known of a file once it was resolved: what goes into the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    pub name: String,
    pub size: u64,
    pub sha256: Sha256,
}
