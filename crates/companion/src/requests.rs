//! The log of what leaves this machine, in the library: what the hub, servers and feeds are asked.

use vesper_library::{Outbound, RequestId};
use vesper_speech::Result;

use crate::kept::Kept;
use crate::places::now;

/// The log, for who fetches models or feeds.
pub struct Logged(Kept);

impl Logged {
    pub fn new(kept: Kept) -> Logged {
        Logged(kept)
    }
}

impl crate::models::Witness for Logged {
    fn asked(&self, request: &vesper_catalog::Request) -> Result<i64> {
        Ok(ask(&self.0, &request.purpose, request.method, &request.host, &request.path)?.0)
    }

    fn answered(&self, asked: i64, answer: &vesper_catalog::Answer) {
        self::answered(&self.0, RequestId(asked), answer.status, answer.bytes);
    }
}

impl vesper_studio::daily::Witness for Logged {
    fn asked(&self, request: &vesper_studio::daily::Request) -> Result<i64> {
        Ok(ask(&self.0, &request.purpose, request.method, &request.host, &request.path)?.0)
    }

    fn answered(&self, asked: i64, answer: &vesper_studio::daily::Answer) {
        self::answered(&self.0, RequestId(asked), answer.status, answer.bytes);
    }
}

/// Writes down a request that is about to leave.
///
/// # Errors
/// The library's; nothing may be sent then.
pub(crate) fn ask(kept: &Kept, purpose: &str, method: &str, host: &str, path: &str) -> Result<RequestId> {
    tracing::info!("{method} {host}{path} for {purpose}");
    let outbound = Outbound {
        when: now(),
        purpose: purpose.to_owned(),
        method: method.to_owned(),
        host: host.to_owned(),
        path: path.to_owned(),
        status: None,
        bytes: 0,
    };
    kept.with(|library| library.ask(&outbound))
}

/// Writes down what came of it.
pub(crate) fn answered(kept: &Kept, request: RequestId, status: Option<u16>, bytes: u64) {
    tracing::info!("answered with {status:?}, {bytes} bytes");
    if let Err(error) = kept.with(|library| library.answer(request, status, bytes)) {
        tracing::warn!("an answer is not in the log: {error}");
    }
}
