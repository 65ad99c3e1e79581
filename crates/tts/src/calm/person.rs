//! Somebody who can speak.

use std::path::PathBuf;

use vesper_speech::Result;

use super::fault::Checked;
use super::files::Files;
use super::gain::{self, Measure};
use super::memory::Recalled;
use super::model::Model;
use super::origin::voice_origin;
use super::pace::Paces;
use super::threads::Threads;
use super::voice;

pub(crate) struct Person {
    pub(crate) name: String,
    /// Taken from a recording of somebody: never cast unasked.
    pub(crate) cloned: bool,
    kept: Kept,
    /// Read and measured, once it was needed.
    ready: Option<Ready>,
    pub(crate) paces: Paces,
}

/// A voice, and what was measured of it.
#[derive(Clone)]
pub(crate) struct Ready {
    pub(crate) voice: Recalled,
    pub(crate) measure: Measure,
}

/// Where a voice is.
enum Kept {
    File(PathBuf),
    /// The tensor of that name among the weights in the file.
    Weights(PathBuf, String),
    Memory(Recalled),
}

impl Person {
    /// Everybody who can speak with `model`, sorted by name: those in files before those among the weights.
    pub(crate) fn all(files: Files, model: &Model) -> Vec<Person> {
        let weights = files.weights;
        let file = |(name, path): (String, PathBuf)| {
            // A file that cannot be read is told of when it should speak, which it never does unasked.
            let cloned = voice_origin(&path).map_or(true, |consent| consent.is_some());
            Person { name, cloned, kept: Kept::File(path), ready: None, paces: Paces::default() }
        };
        let mut people: Vec<Person> = files.voices.into_iter().map(file).collect();
        for (name, tensor) in &model.config.voices.own {
            let kept = Kept::Weights(weights.clone(), tensor.clone());
            people.push(Person {
                name: name.clone(),
                cloned: false,
                kept,
                ready: None,
                paces: Paces::default(),
            });
        }
        people.sort_by(|a, b| a.name.cmp(&b.name));
        people.dedup_by(|later, first| later.name == first.name);
        people
    }

    pub(crate) fn in_memory(name: &str, voice: Recalled) -> Person {
        Person {
            name: name.into(),
            cloned: false,
            kept: Kept::Memory(voice),
            ready: None,
            paces: Paces::default(),
        }
    }

    /// The voice, read and measured when it is first asked for.
    ///
    /// # Errors
    /// `BadFile` and the like where it cannot be read; what `check` answers.
    pub(crate) fn ready(
        &mut self,
        model: &Model,
        threads: &Threads,
        language: &str,
        check: &dyn Fn() -> Result<()>,
    ) -> Checked<Ready> {
        if let Some(ready) = &self.ready {
            return Ok(ready.clone());
        }
        let Model { lm, device, config, .. } = model;
        let voice = match &self.kept {
            Kept::Memory(voice) => voice.clone(),
            Kept::File(path) => threads
                .run(|| voice::open(path, lm, &config.voices, device))
                .map_err(|fault| fault.of(&path.display().to_string()))?,
            Kept::Weights(path, tensor) => threads
                .run(|| voice::among_weights(path, tensor, lm, device))
                .map_err(|fault| fault.of(&path.display().to_string()))?,
        };
        let measure = gain::measure(model, threads, &voice, language, check)?;
        Ok(self.ready.insert(Ready { voice, measure }).clone())
    }
}
