//! What goes wrong inside the engine, before it is known how to say it.

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
    /// The error as it is said of `subject`: a file while it is opened, the voice while it speaks.
    pub(crate) fn of(self, subject: &str) -> Error {
        match self {
            Fault::Said(error) => error,
            Fault::Tensors(error) => {
                tracing::error!(%error, subject, "the voice model failed");
                Error::new(
                    Kind::Engine,
                    subject,
                    "it failed while it was computed.",
                    "Verify its files with `vesper models verify`; until then the system voice can speak.",
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
        "Get it again with `vesper models get`; if it stays like this, take another voice.",
    )
}
