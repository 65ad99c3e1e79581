use vesper_catalog::{Answer, Request};
use vesper_speech::{Error, Kind, Result};

/// Told of every request that leaves this machine for a model. Called from several threads.
pub trait Witness: Send + Sync {
    /// `request` is about to leave; an error keeps it here and ends the work. What it gives names the request when
    /// its answer is told.
    fn asked(&self, request: &Request) -> Result<i64>;

    /// The request that was given this name was answered, or failed.
    fn answered(&self, asked: i64, answer: &Answer);
}

/// Keeps every request here: for work that nobody asked to fetch anything for.
pub struct Unasked;

impl Witness for Unasked {
    fn asked(&self, request: &Request) -> Result<i64> {
        Err(Error::new(
            Kind::Denied,
            request.host.clone(),
            "was not asked, because nothing was to be fetched.",
            "`vesper models get` fetches models.",
        ))
    }

    fn answered(&self, _: i64, _: &Answer) {}
}
