//! The files of a model in the folder where the catalog's store has put them.

use std::io::Read;
use std::path::{Path, PathBuf};

use vesper_speech::{Error, Kind, Result};

use super::fault::bad_file;

/// Folders below each other, and files in all of them. A model has thirty files three folders deep.
const DEEPEST: usize = 6;
const MOST: usize = 4096;
/// Where voices lie beside a model.
const VOICES: [&str; 2] = ["voices", "embeddings"];
/// The only voice that may lie right beside the weights.
const DEFAULT: &str = "default-voice.safetensors";
/// Weights, the best first.
const WEIGHTS: [&str; 4] = ["model.q8.gguf", "model.gguf", "model.q4k.gguf", "model.safetensors"];

/// What was found of a model.
#[derive(Clone)]
pub(crate) struct Files {
    pub(crate) weights: PathBuf,
    pub(crate) config: Option<PathBuf>,
    pub(crate) tokenizer: PathBuf,
    /// Voices by name, sorted.
    pub(crate) voices: Vec<(String, PathBuf)>,
}

impl Files {
    /// Looks for a model in `model`, and for voices there and in the folders `voices`.
    ///
    /// # Errors
    /// `MissingModel` where the weights or the tokenizer are not there.
    pub(crate) fn find(model: &Path, voices: &[PathBuf]) -> Result<Files> {
        let mut found = walk(model)?;
        let named = |name: &str| {
            found.iter().find(|path| path.file_name().is_some_and(|found| found == name)).cloned()
        };
        let missing = |what: &str| {
            let what = format!("has no {what}.");
            let advice = "Get the voice with `vesper models get`, or name the folder that it lies in.";
            Error::new(Kind::MissingModel, model.display().to_string(), what, advice)
        };
        let weights =
            WEIGHTS.iter().find_map(|name| named(name)).ok_or_else(|| missing("weights of a voice"))?;
        let (mut tokenizer, config) = (named("tokenizer.json"), named("config.json"));
        found.retain(|path| in_voices(path) || named_default(path));
        for folder in voices {
            found.extend(walk(folder)?);
        }
        // One that takes up voices comes without, and is used together with the one that speaks.
        let is_tokenizer = |path: &&PathBuf| path.file_name().is_some_and(|name| name == "tokenizer.json");
        tokenizer = tokenizer.or_else(|| found.iter().find(is_tokenizer).cloned());
        let tokenizer = tokenizer.ok_or_else(|| missing("tokenizer.json"))?;
        let mut voices: Vec<(String, PathBuf)> =
            found.into_iter().filter_map(|path| Some((voice(&path)?, path))).collect();
        voices.sort();
        voices.dedup_by(|a, b| a.0 == b.0);
        Ok(Files { weights, config, tokenizer, voices })
    }
}

fn in_voices(path: &Path) -> bool {
    path.parent().and_then(Path::file_name).is_some_and(|folder| VOICES.iter().any(|name| folder == *name))
}

fn named_default(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == DEFAULT)
}

/// The name of the voice that lies at `path`, if that is one.
fn voice(path: &Path) -> Option<String> {
    let name = path.file_stem()?.to_str()?;
    if named_default(path) {
        return Some("default".to_owned());
    }
    let is = path.extension().is_some_and(|ending| ending == "safetensors") && name != "model";
    is.then(|| name.to_owned())
}

/// All files in `folder` and below, sorted. Links to folders are not followed: they may lead in circles.
fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        for entry in entries.filter_map(std::result::Result::ok) {
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && depth < DEEPEST {
                open.push((entry.path(), depth + 1));
            } else if !kind.is_dir() && files.len() < MOST {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// All of a small file.
///
/// # Errors
/// `MissingFile` or `Denied`; `BadFile` where it has more than `most` bytes.
pub(crate) fn read(path: &Path, most: u64) -> Result<Vec<u8>> {
    let file = std::fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > most {
        return Err(bad_file(&path.display().to_string(), format!("it has more than {} MB.", most >> 20)));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let subject = path.display().to_string();
    match error.kind() {
        std::io::ErrorKind::NotFound => Error::new(
            Kind::MissingFile,
            subject,
            "is not there.",
            "Check the name, and whether the disk is there.",
        ),
        std::io::ErrorKind::PermissionDenied => {
            Error::new(Kind::Denied, subject, "may not be read.", "Check its permissions.")
        }
        _ => Error::new(Kind::BadFile, subject, format!("could not be read ({error})."), "Check its disk."),
    }
}
