use std::path::Path;

use vesper_speech::{Out, Result};

use crate::{Model, News, Store};

impl Store {
    /// Takes the files of `model` from `from` (a file, a folder, a stick, a Hugging Face cache), once their hashes
    /// are checked.
    pub fn add(&self, model: &Model, from: &Path, news: &mut dyn Out<News>) -> Result<()> {
        let _ = (model, from, news);
        unimplemented!("engine under construction")
    }
}
