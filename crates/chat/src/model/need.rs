//! What a network takes of the memory.

use std::marker::PhantomData;
use std::ops::Range;

use vesper_weights::gguf::{Header, Tensor};

use super::backend::Backend;
use super::cache::Keep;
use super::config::Config;
use crate::kernels::AT_ONCE;

/// What a token of the vocabulary takes: its text and its place in the tables, its likelihood.
const TOKEN: u64 = 256;
/// The rest of an engine: threads, buffers.
const BESIDE: u64 = 16 << 20;

/// What a network takes of the memory of the back end `B`, before it is there.
pub(crate) struct Need<'a, B> {
    config: &'a Config,
    /// Bytes of the weights of each layer.
    layers: Vec<u64>,
    /// Those of all other weights, and of the words.
    ends: u64,
    backend: PhantomData<B>,
}

impl<'a, B: Backend> Need<'a, B> {
    pub(crate) fn of(config: &'a Config, header: &Header) -> Need<'a, B> {
        let vocabulary = header.tensor("token_embd.weight").and_then(|it| it.shape().get(1).copied());
        let mut ends = vocabulary.unwrap_or(0).saturating_mul(TOKEN);
        let mut layers = vec![0_u64; config.layers];
        for tensor in header.tensors() {
            let sum = layer(&tensor.name).and_then(|index| layers.get_mut(index)).unwrap_or(&mut ends);
            *sum = sum.saturating_add(weights::<B>(tensor));
        }
        Need { config, layers, ends, backend: PhantomData }
    }

    /// The bytes of the whole with conversations of up to `context` tokens, at most.
    pub(crate) fn whole(&self, context: usize, keep: Keep) -> u64 {
        self.behind(0, context, keep)
    }

    /// The same of the first so many `layers` alone.
    pub(crate) fn first(&self, layers: usize, context: usize, keep: Keep) -> u64 {
        self.part(0..layers, context, keep)
    }

    /// The same of what is left without those.
    pub(crate) fn behind(&self, layers: usize, context: usize, keep: Keep) -> u64 {
        self.part(layers..self.layers.len(), context, keep).saturating_add(self.ends)
    }

    fn part(&self, layers: Range<usize>, context: usize, keep: Keep) -> u64 {
        let heads = self.config.heads;
        let begin = layers.start;
        let weights = self.layers.get(layers).unwrap_or_default();
        let with_cache = |(index, weights): (usize, &u64)| {
            let window = self.config.window_of(begin + index);
            weights.saturating_add(B::cache_bytes(heads, context, window, keep))
        };
        let computing = self.computing().saturating_add(B::attention_bytes(heads, context));
        weights.iter().enumerate().map(with_cache).fold(computing, u64::saturating_add)
    }

    /// What is computed of a block of tokens, and what is not computed at all.
    fn computing(&self) -> u64 {
        let Config { width, feed, heads, experts, .. } = *self.config;
        let feed = experts.map_or(feed, |experts| feed.max(experts.used.saturating_mul(experts.feed)));
        let numbers = 6 * width as u64 + 4 * feed as u64 + 4 * (heads.queries * heads.width) as u64;
        (AT_ONCE as u64 * 4 * numbers).saturating_add(BESIDE)
    }
}

/// The layer that a tensor belongs to, by its name.
fn layer(name: &str) -> Option<usize> {
    name.strip_prefix("blk.")?.split_once('.')?.0.parse().ok()
}

fn weights<B: Backend>(tensor: &Tensor) -> u64 {
    match *tensor.shape() {
        [] | [_] => tensor.parameters().saturating_mul(size_of::<f32>() as u64),
        [from, ..] => B::matrix_bytes(tensor.storage, from, tensor.parameters() / from.max(1)),
    }
}
