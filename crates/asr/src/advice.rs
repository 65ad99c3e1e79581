use std::path::Path;

use vesper_speech::{Error, Kind};

pub(crate) const WHICH: &str = "Get ggml-base.en.bin (142 MiB, English) or ggml-base.bin (142 MiB, 99 languages) from \
     https://huggingface.co/ggerganov/whisper.cpp (ggml-tiny.en.bin and ggml-tiny.bin, 75 MiB, are faster and less \
     exact) and name the file with --model or in VESPER_WHISPER_MODEL.";

/// Says that a recognition model is needed, which to get, and how to pass it: `MissingModel` where no `path` was
/// given, `MissingFile` where nothing is at `path`.
pub fn advice(path: Option<&Path>) -> Error {
    match path {
        None => Error::new(Kind::MissingModel, "speech recognition", "no model was given.", WHICH),
        Some(path) => {
            Error::new(Kind::MissingFile, path.display().to_string(), "there is no such file.", WHICH)
        }
    }
}
