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

    /// Tokens that the weights know.
    fn vocabulary(&self) -> usize;

    /// Forgets the conversation and gives its memory back.
    fn clear(&mut self);

    /// Forgets the conversation, and keeps the next as precisely as this.
    fn keep(&mut self, keep: Keep);
}

pub(crate) struct Conversation<B: Backend> {
    network: Network<B>,
    state: State<B>,
    keep: Keep,
}

impl<B: Backend> Conversation<B> {
    pub(crate) fn begin(network: Network<B>, keep: Keep) -> Conversation<B> {
        Conversation { state: network.begin(keep), network, keep }
    }
}

impl<B: Backend + Send> Engine for Conversation<B> {
    fn logits(&mut self, tokens: &[u32], check: &dyn Fn() -> Result<()>) -> Checked<Vec<f32>> {
        self.network.logits(&mut self.state, tokens, check)
    }

    fn vocabulary(&self) -> usize {
        self.network.vocabulary()
    }

    fn clear(&mut self) {
        self.state = self.network.begin(self.keep);
    }

    fn keep(&mut self, keep: Keep) {
        self.keep = keep;
        self.clear();
    }
}
