use vesper_chat::{Answer, Request, Witness};
use vesper_library::{Outbound, RequestId};
use vesper_speech::Result;

use crate::kept::Kept;
use crate::places::now;

/// Notes what goes to a server in the log of what leaves this machine.
pub(super) struct Noted {
    kept: Kept,
    purpose: String,
    /// The request that has no answer yet.
    open: Option<RequestId>,
}

impl Noted {
    pub(super) fn new(kept: Kept, model: &str) -> Noted {
        Noted { kept, purpose: format!("chat model {model}"), open: None }
    }
}

impl Witness for Noted {
    fn asked(&mut self, request: &Request) -> Result<()> {
        tracing::info!("{} {}{} for {}", request.method, request.host, request.path, self.purpose);
        let outbound = Outbound {
            when: now(),
            purpose: self.purpose.clone(),
            method: request.method.to_owned(),
            host: request.host.clone(),
            path: request.path.clone(),
            status: None,
            bytes: 0,
        };
        self.open = Some(self.kept.with(|library| library.ask(&outbound))?);
        Ok(())
    }

    fn answered(&mut self, answer: &Answer) {
        tracing::info!("answered with {:?}, {} bytes", answer.status, answer.bytes);
        let Some(request) = self.open.take() else { return };
        let noted = self.kept.with(|library| library.answer(request, answer.status, answer.bytes));
        if let Err(error) = noted {
            tracing::warn!("an answer is not in the log: {error}");
        }
    }
}
