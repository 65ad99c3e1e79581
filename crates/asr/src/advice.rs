use std::path::Path;

use vesper_speech::{Error, Kind};

/// The engine knows nothing of the catalog, but whoever reads this can ask it.
const WHICH: &str = "`vesper models list` shows models that are known to work, and `vesper models get` fetches one; or \
     name another file of whisper.cpp's with --model or in VESPER_WHISPER_MODEL.";

/// Says that there is no model at `path`, and where to get one.
pub fn missing(path: &Path) -> Error {
    Error::new(Kind::MissingFile, path.display().to_string(), "there is no such file.", WHICH)
}

/// What was found wrong with the model file at `path`, with what to do about it: get one of those that are known.
pub(crate) fn refused(path: &Path, error: Error) -> Error {
    match error.kind {
        Kind::MissingFile => missing(path),
        Kind::BadFile => Error { advice: WHICH.into(), ..error },
        _ => error,
    }
}
