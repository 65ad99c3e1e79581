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

    /// Goes back to where its tokens and `tokens` part.
    pub(super) fn keep_common(&mut self, tokens: &[u32]) {
        let common = self.tokens.iter().zip(tokens).take_while(|(held, token)| held == token).count();
        self.tokens.truncate(common);
    }

    /// Forgets everything.
    pub(super) fn forget(&mut self) {
        self.tokens.clear();
    }
}
