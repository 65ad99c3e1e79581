use std::time::Duration;

/// What happens while a model is fetched, checked or added, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    Progress(Progress),
    /// A request is about to leave this machine. Told before it does.
    Request(Request),
    /// The one of that number was answered, or failed.
    Answer(Answer),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    pub step: Step,
    /// The file at hand.
    pub file: String,
    /// Bytes of the whole model that are there, or checked.
    pub done: u64,
    /// Bytes of the whole model, once they are known.
    pub total: Option<u64>,
    /// Bytes a second, of the last seconds.
    pub speed: Option<f64>,
    pub left: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Asking the hub which files these are.
    Resolving,
    /// Another Vesper is fetching the same model; its progress is shown.
    Waiting,
    Fetching,
    /// The connection stands still or broke; trying again.
    Retrying,
    /// Reading what is already on this machine, to see whether it is whole.
    Verifying,
    /// Copying from a folder or a cache on this machine.
    Copying,
}

/// One outbound request. Neither queries nor headers nor anything secret is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Counts the requests of one work.
    pub number: u64,
    /// Why, in words: `model whisper-base-q5_1`.
    pub purpose: String,
    pub method: &'static str,
    /// With the port where it is not the usual one.
    pub host: String,
    pub path: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub number: u64,
    /// None where there was no answer.
    pub status: Option<u16>,
    /// Bytes of the body that came.
    pub bytes: u64,
}
