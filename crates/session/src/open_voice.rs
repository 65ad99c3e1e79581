use std::fmt;
use std::sync::Arc;

use vesper_speech::{Error, Result, Synthesizer};

/// A voice engine that may speak: the name that people know it by, and how it is opened.
#[derive(Clone)]
pub struct OpenVoice {
    name: String,
    open: Arc<Opener>,
}

type Opener = dyn Fn() -> Result<Box<dyn Synthesizer>> + Send + Sync;

impl OpenVoice {
    /// `name` stands in a sentence, such as "Pocket TTS, English" or "the system voice". `open` is called on the
    /// thread that speaks, and again where the engine broke down and there is no other.
    pub fn new(
        name: impl Into<String>,
        open: impl Fn() -> Result<Box<dyn Synthesizer>> + Send + Sync + 'static,
    ) -> OpenVoice {
        OpenVoice { name: name.into(), open: Arc::new(open) }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn open(&self) -> Result<Box<dyn Synthesizer>> {
        (self.open)()
    }
}

impl fmt::Debug for OpenVoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OpenVoice").field(&self.name).finish()
    }
}

impl PartialEq for OpenVoice {
    /// The same voice, opened in the same way.
    fn eq(&self, other: &OpenVoice) -> bool {
        self.name == other.name && Arc::ptr_eq(&self.open, &other.open)
    }
}

/// A voice that cannot speak, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GaveOut {
    /// [`OpenVoice::name`].
    pub voice: String,
    pub error: Error,
}
