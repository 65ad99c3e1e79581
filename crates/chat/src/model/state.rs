//! What a network keeps of a conversation.

use super::backend::Backend;
use super::pace::Pace;

/// The tokens of a conversation, with what each layer keeps of them. The caches may hold more than the tokens: what is
/// behind those is written over.
pub(crate) struct State<B: Backend, F: Backend = B> {
    pub(super) tokens: Vec<u32>,
    /// One for each of the first layers, where another back end computes them.
    pub(super) first: Vec<F::Cache>,
    /// One for each layer behind those.
    pub(super) rest: Vec<B::Cache>,
    pub(super) pace: Pace,
}

impl<B: Backend, F: Backend> State<B, F> {
    pub(super) fn new(first: Vec<F::Cache>, rest: Vec<B::Cache>) -> State<B, F> {
        State { tokens: Vec::new(), first, rest, pace: Pace::new() }
    }

    /// How many tokens it holds.
    pub(crate) fn held(&self) -> usize {
        self.tokens.len()
    }

    /// Goes back to where its tokens and `tokens` part; to the beginning, where a layer with a window does not reach back so
    /// far.
    pub(super) fn keep_common(&mut self, tokens: &[u32]) {
        let common = self.tokens.iter().zip(tokens).take_while(|(held, token)| held == token).count();
        self.tokens.truncate(common);
        let recalled = self.first.iter().all(|cache| F::recalls(cache, common))
            && self.rest.iter().all(|cache| B::recalls(cache, common));
        if !recalled {
            self.forget();
        }
        if tokens.len() > self.held() {
            tracing::debug!(tokens = tokens.len() + 1, held = self.held(), "reads a prompt");
        }
    }

    /// Forgets everything.
    pub(super) fn forget(&mut self) {
        self.tokens.clear();
    }
}
