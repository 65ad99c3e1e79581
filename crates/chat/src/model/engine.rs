//! A network and its conversation, whatever computes it.

use vesper_speech::Result;

use super::backend::Backend;
use super::cache::Keep;
use super::fault::Checked;
use super::network::Network;
use super::state::State;

pub(crate) trait Engine: Send {
    /// As [`Network::logits`]; what this conversation holds already is not computed again.
    fn logits(&mut self, tokens: &[u32], check: &dyn Fn() -> Result<()>) -> Checked<Vec<f32>>;

    /// Forgets the conversation and gives its memory back.
    fn clear(&mut self);

    /// Forgets the conversation, and keeps the next as precisely as this.
    fn keep(&mut self, keep: Keep);
}

pub(crate) struct Conversation<B: Backend, F: Backend = B> {
    network: Network<B, F>,
    state: State<B, F>,
    keep: Keep,
}

impl<B: Backend, F: Backend> Conversation<B, F> {
    pub(crate) fn begin(network: Network<B, F>, keep: Keep) -> Conversation<B, F> {
        Conversation { state: network.begin(keep), network, keep }
    }
}

impl<B: Backend + Send, F: Backend + Send> Engine for Conversation<B, F> {
    fn logits(&mut self, tokens: &[u32], check: &dyn Fn() -> Result<()>) -> Checked<Vec<f32>> {
        self.network.logits(&mut self.state, tokens, check)
    }

    fn clear(&mut self) {
        self.state = self.network.begin(self.keep);
    }

    fn keep(&mut self, keep: Keep) {
        self.keep = keep;
        self.clear();
    }
}
