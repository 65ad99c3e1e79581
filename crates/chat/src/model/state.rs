//! What a network keeps of a conversation.

use super::backend::Backend;
use super::pace::Pace;

/// The tokens of a conversation, with what each layer keeps of them.
pub(crate) struct State<B: Backend> {
    pub(super) tokens: Vec<u32>,
    /// One for each layer. They may hold more than the tokens: what is behind those is written over.
    pub(super) caches: Vec<B::Cache>,
    pub(super) pace: Pace,
}

impl<B: Backend> State<B> {
    pub(super) fn new(caches: Vec<B::Cache>) -> State<B> {
        State { tokens: Vec::new(), caches, pace: Pace::new() }
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
        if !self.caches.iter().all(|cache| B::recalls(cache, common)) {
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
