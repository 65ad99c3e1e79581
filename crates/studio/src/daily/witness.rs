use vesper_speech::Result;

/// A request that is about to leave this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What it is for: `feed` or `article`, and of which feed.
    pub purpose: String,
    pub method: &'static str,
    /// With its port where that is not the usual one.
    pub host: String,
    /// Without what stands behind a `?`.
    pub path: String,
}

/// What came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// None where there was no answer.
    pub status: Option<u16>,
    /// Of its body, as they came.
    pub bytes: u64,
}

/// Told of every request that leaves this machine for a feed or an article. Called from several threads.
pub trait Witness: Send + Sync {
    /// `request` is about to leave; an error keeps it here. What it gives names the request when its answer is told.
    ///
    /// # Errors
    /// Where it must not leave, or cannot be noted.
    fn asked(&self, request: &Request) -> Result<i64>;

    /// The request that was given this name was answered, or failed.
    fn answered(&self, asked: i64, answer: &Answer);
}
