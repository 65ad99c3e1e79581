use vesper_speech::Result;

/// Told of every request to a server, so that it can be listed. Nothing of a conversation is in what it is told.
pub trait Witness: Send {
    /// `request` is about to leave; an error keeps it here and ends the work.
    fn asked(&mut self, request: &Request) -> Result<()>;

    /// The request that was told last was answered, or failed.
    fn answered(&mut self, answer: &Answer);
}

/// One outbound request, without its headers and its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub method: &'static str,
    /// With the port where it is not the usual one.
    pub host: String,
    pub path: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// None where there was no answer.
    pub status: Option<u16>,
    /// Bytes of the body that came.
    pub bytes: u64,
}
