use vesper_catalog::{Answer, Request};
use vesper_library::{Outbound, RequestId};
use vesper_speech::Result;

use crate::kept::Kept;
use crate::models::Witness;
use crate::places::now;

/// The log of what leaves this machine, in the library.
pub struct Logged(Kept);

impl Logged {
    pub fn new(kept: Kept) -> Logged {
        Logged(kept)
    }
}

impl Witness for Logged {
    fn asked(&self, request: &Request) -> Result<i64> {
        tracing::info!("{} {}{} for {}", request.method, request.host, request.path, request.purpose);
        let outbound = Outbound {
            when: now(),
            purpose: request.purpose.clone(),
            method: request.method.to_owned(),
            host: request.host.clone(),
            path: request.path.clone(),
            status: None,
            bytes: 0,
        };
        Ok(self.0.with(|library| library.ask(&outbound))?.0)
    }

    fn answered(&self, asked: i64, answer: &Answer) {
        tracing::info!("answered with {:?}, {} bytes", answer.status, answer.bytes);
        let noted = self.0.with(|library| library.answer(RequestId(asked), answer.status, answer.bytes));
        if let Err(error) = noted {
            tracing::warn!("an answer is not in the log: {error}");
        }
    }
}
