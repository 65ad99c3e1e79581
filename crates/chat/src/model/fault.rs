//! What goes wrong inside a model, before it is known how to say it.

use vesper_speech::{Error, Kind};

use crate::kernels::NoRoom;

/// Either an error that is worded already, or one that no listener should read as it is.
#[derive(Debug)]
pub(crate) enum Fault {
    Said(Error),
    /// There is no memory for what the conversation needs.
    Memory,
    /// Of the tensor library.
    Tensors(candle_core::Error),
}

/// What there is too little of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lack {
    Memory,
    /// That of the graphics card.
    Video,
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

impl From<NoRoom> for Fault {
    fn from(NoRoom: NoRoom) -> Self {
        Fault::Memory
    }
}

impl Fault {
    /// The memory that did not suffice, if that is what went wrong.
    pub(crate) fn lack(&self) -> Option<Lack> {
        match self {
            Fault::Said(_) => None,
            Fault::Memory => Some(Lack::Memory),
            // CUDA's own name of it, that of its library of products, CUDA's message, and what Metal gives where it has no
            // room for a buffer.
            Fault::Tensors(error) => {
                let text = error.to_string().to_lowercase();
                let names = ["out_of_memory", "alloc_failed", "out of memory", "metal resource: buffer"];
                names.iter().any(|name| text.contains(name)).then_some(Lack::Video)
            }
        }
    }

    /// The error as it is said of `file`.
    pub(crate) fn of(self, file: &str) -> Error {
        match self {
            Fault::Said(error) => error,
            Fault::Memory => no_memory(file),
            Fault::Tensors(_) if self.lack().is_some() => no_memory(file),
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

fn no_memory(file: &str) -> Error {
    Error::new(
        Kind::Engine,
        file,
        "there is no memory left for what it is to remember.",
        "Close other programs, or take a smaller model.",
    )
}
