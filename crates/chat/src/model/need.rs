//! What a network takes of the memory.

use vesper_weights::gguf::Header;

use super::backend::Backend;
use super::cache::Keep;
use super::config::Config;
use crate::kernels::AT_ONCE;

/// What a token of the vocabulary takes: its text and its place in the tables, its likelihood.
const TOKEN: u64 = 256;
/// The rest of an engine: threads, buffers.
const BESIDE: u64 = 16 << 20;

/// What a network takes of the memory, before it is there.
pub(crate) struct Need<'a> {
    pub(crate) config: &'a Config,
    pub(crate) header: &'a Header,
}

impl Need<'_> {
    /// The bytes with conversations of up to `context` tokens, at most.
    pub(crate) fn bytes<B: Backend>(&self, context: usize, keep: Keep) -> u64 {
        let caches = (0..self.config.layers)
            .map(|layer| B::cache_bytes(self.config.heads, context, self.config.window_of(layer), keep));
        let sum = |sum: u64, bytes: u64| sum.saturating_add(bytes);
        caches.fold(self.weights::<B>().saturating_add(self.beside()), sum)
    }

    fn weights<B: Backend>(&self) -> u64 {
        let bytes = self.header.tensors().iter().map(|tensor| match *tensor.shape() {
            [] | [_] => tensor.parameters().saturating_mul(size_of::<f32>() as u64),
            [from, ..] => B::matrix_bytes(tensor.storage, from, tensor.parameters() / from.max(1)),
        });
        bytes.fold(0, u64::saturating_add)
    }

    /// What is computed of a block of tokens, and what is not computed at all.
    fn beside(&self) -> u64 {
        let Config { width, feed, heads, experts, .. } = *self.config;
        let feed = experts.map_or(feed, |experts| feed.max(experts.used.saturating_mul(experts.feed)));
        let numbers = 6 * width as u64 + 4 * feed as u64 + 4 * (heads.queries * heads.width) as u64;
        let vocabulary = self.header.tensor("token_embd.weight").and_then(|it| it.shape().get(1).copied());
        let words = vocabulary.unwrap_or(0).saturating_mul(TOKEN);
        (AT_ONCE as u64 * 4 * numbers).saturating_add(words).saturating_add(BESIDE)
    }
}
