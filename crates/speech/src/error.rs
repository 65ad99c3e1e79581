/// The one error of the engines and devices. Callers match on [`Kind`]; people read the sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{subject}: {what}{}{advice}", if advice.is_empty() { "" } else { " " })]
pub struct Error {
    pub kind: Kind,
    /// The file, device, program or voice that it is about.
    pub subject: String,
    /// What happened, as a sentence without its subject.
    pub what: String,
    /// What the listener can do, as a sentence; empty where there is nothing to do.
    pub advice: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The work was cancelled; nobody needs to be told.
    Stopped,
    /// A file is not there.
    MissingFile,
    /// A file is there and cannot be used.
    BadFile,
    /// A file could not be written.
    Unwritable,
    /// The disk is full.
    DiskFull,
    /// A model is needed and none was given.
    MissingModel,
    /// A program that does the work is not installed.
    MissingProgram,
    /// No such device, or none at all.
    MissingDevice,
    /// A device went away while it was in use.
    LostDevice,
    /// The system does not allow it.
    Denied,
    /// Another machine could not be reached, or did not answer as it should.
    Network,
    /// An engine failed at its work.
    Engine,
    /// What was asked for makes no sense; saying it differently helps.
    BadRequest,
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn new(
        kind: Kind,
        subject: impl Into<String>,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Error { kind, subject: subject.into(), what: what.into(), advice: advice.into() }
    }

    /// Cancelled: the answer of an [`Out`](crate::Out) whose turn is over.
    pub fn stopped() -> Self {
        Error::new(Kind::Stopped, "work", "stopped.", "")
    }
}
