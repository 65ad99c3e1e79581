use vesper_speech::{Out, Result};

use crate::{Model, News, Store};

/// How the hub is reached.
#[derive(Clone)]
pub struct Hub {
    /// `https://huggingface.co`, or what `HF_ENDPOINT` says.
    pub endpoint: String,
    /// Sent to the endpoint's own host and nowhere else.
    pub token: Option<String>,
}

impl Hub {
    /// As `HF_ENDPOINT` and `HF_TOKEN` say, or the files in which the hub's own tools keep the token.
    pub fn from_environment() -> Result<Hub> {
        unimplemented!("engine under construction")
    }
}

/// Brings every file of `model` that is not whole into the store. Goes on where an earlier try was cut; what an
/// answer of `news` stops stays for the next try. Only ever called because the listener asked.
pub fn get(hub: &Hub, store: &Store, model: &Model, news: &mut dyn Out<News>) -> Result<()> {
    let _ = (hub, store, model, news);
    unimplemented!("engine under construction")
}
