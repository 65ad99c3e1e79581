//! What goes wrong inside a model, before it is known how to say it.

use vesper_speech::{Error, Kind};

/// Either an error that is worded already, or one of the tensor library, which no listener should read as it is.
#[derive(Debug)]
pub(crate) enum Fault {
    Said(Error),
    Tensors(candle_core::Error),
}

pub(crate) type Checked<T> = Result<T, Fault>;

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Fault::Said(error)
    }
}

impl From<candle_core::Error> for Fault {
    fn from(error: candle_core::Error) -> Self {
        Fault::Tensors(error)
    }
}

impl Fault {
    /// The error as it is said of `file`.
    pub(crate) fn of(self, file: &str) -> Error {
        match self {
            Fault::Said(error) => error,
            Fault::Tensors(error) => {
                tracing::error!(%error, file, "the chat model failed");
                Error::new(
                    Kind::Engine,
                    file,
                    "it failed while it was computed.",
                    "Verify its files with `vesper models verify`; until then another model can answer.",
                )
            }
        }
    }
}

/// A file that is there and cannot be used.
pub(crate) fn bad_file(file: &str, what: impl Into<String>) -> Error {
    Error::new(
        Kind::BadFile,
        file,
        what,
        "Get it again with `vesper models get`; if it stays like this, take another model.",
    )
}

/// A file that may be sound, and asks for what is not built.
pub(crate) fn beyond(file: &str, what: impl Into<String>) -> Error {
    Error::new(Kind::BadFile, file, what, "Take another model, or ask a server that can run it.")
}
