use std::path::Path;

use vesper_speech::{Error, Kind};

const WHICH: &str = "Get ggml-base.en.bin (142 MiB, English) or ggml-base.bin (142 MiB, 99 languages) from \
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

/// What was found wrong with the model file at `path`, with what to do about it: get one of those that are known.
pub(crate) fn refused(path: &Path, error: Error) -> Error {
    match error.kind {
        Kind::MissingFile => advice(Some(path)),
        Kind::BadFile => Error { advice: WHICH.into(), ..error },
        _ => error,
    }
}
