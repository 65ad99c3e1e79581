use vesper_chat::{Answer, Request, Witness};
use vesper_library::RequestId;
use vesper_speech::Result;

use crate::kept::Kept;
use crate::requests;

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
        let Request { method, host, path, .. } = request;
        self.open = Some(requests::ask(&self.kept, &self.purpose, method, host, path)?);
        Ok(())
    }

    fn answered(&mut self, answer: &Answer) {
        let Some(request) = self.open.take() else { return };
        requests::answered(&self.kept, request, answer.status, answer.bytes);
    }
}
