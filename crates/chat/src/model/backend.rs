//! What computes a network: the processor with our own kernels, or a card with the tensor library's.

use vesper_weights::Storage;

use super::cache::Keep;
use super::config::{Experts, Heads};
use super::fault::Checked;
use super::file::Stored;
use super::rope::Rotation;
use crate::kernels::Gate;

/// The steps that the networks are made of. Numbers travel as rows, one row for each token.
pub(crate) trait Backend: Sync + Sized {
    /// Rows of numbers, all of one width.
    type Rows: Send + Sync;
    /// A matrix `[to, from]`, as its file quantised it.
    type Matrix: Send + Sync;
    /// The weights of a norm.
    type Vector: Send + Sync;
    /// The matrices of all experts of a layer.
    type Experts: Send + Sync;
    /// Keys and values of the tokens that a layer looks back on.
    type Cache: Send;
    /// Cosines and sines of some positions.
    type Turns: Send + Sync;

    /// # Errors
    /// `BadFile` where the matrix is stored in a way that cannot be computed with.
    fn matrix(&self, file: &str, stored: Stored) -> Checked<Self::Matrix>;
    fn vector(&self, numbers: Vec<f32>) -> Checked<Self::Vector>;
    /// Those of `count` experts, each of whose parts is read with `read`.
    ///
    /// # Errors
    /// As for [`matrix`](Backend::matrix), and what `read` answers.
    fn experts(
        &self,
        file: &str,
        count: usize,
        read: &mut dyn FnMut(Part, usize) -> Checked<Stored>,
    ) -> Checked<Self::Experts>;
    /// For conversations of up to `context` tokens, of which each looks back on the `window` that end with it, or on all.
    fn cache(&self, heads: Heads, context: usize, window: Option<usize>, keep: Keep) -> Self::Cache;
    /// Whether `cache` still has all that the token at `position` looks back on, so that it can be the next one.
    fn recalls(cache: &Self::Cache, position: usize) -> bool;
    /// The bytes that such a cache takes at most.
    fn cache_bytes(heads: Heads, context: usize, window: Option<usize>, keep: Keep) -> u64;
    /// The bytes that attention takes beside the cache, for a block of tokens of a conversation of up to `context`.
    fn attention_bytes(heads: Heads, context: usize) -> u64;
    /// The bytes that a matrix of `to` rows of `from` numbers takes.
    fn matrix_bytes(storage: Storage, from: u64, to: u64) -> u64;
    fn turns(&self, rotation: &Rotation, from: usize, count: usize) -> Checked<Self::Turns>;

    /// Does `work`, which asks for one step after the other, where they are begun quickest.
    fn enter<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R;

    /// The rows of `table` for these tokens, which are all in it, each times `scale`.
    fn look_up(&self, table: &Self::Matrix, tokens: &[u32], scale: f32) -> Checked<Self::Rows>;
    /// `x` times each of the matrices, which all take rows of that width.
    fn products<const N: usize>(
        &self,
        matrices: [&Self::Matrix; N],
        x: &Self::Rows,
    ) -> Checked<[Self::Rows; N]>;
    /// Root mean square normalisation (<https://arxiv.org/abs/1910.07467>) of every row, or of every part of a row that
    /// is as wide as the weights.
    fn norm(&self, x: &Self::Rows, weights: &Self::Vector, epsilon: f32) -> Checked<Self::Rows>;
    /// Every head of every row, turned by its position.
    fn turn(&self, x: Self::Rows, heads: usize, turns: &Self::Turns) -> Checked<Self::Rows>;
    /// Keeps keys and values behind those of the first `position` tokens (what was kept behind them is forgotten), and
    /// lets each query look back on all up to its own, or on as many as its window has.
    fn attend(
        &self,
        heads: Heads,
        queries: &Self::Rows,
        keys: &Self::Rows,
        values: &Self::Rows,
        cache: &mut Self::Cache,
        position: usize,
    ) -> Checked<Self::Rows>;
    /// `x`, each number times what `activation` makes of that of `gate`.
    fn gated(&self, gate: Self::Rows, x: Self::Rows, activation: Gate) -> Checked<Self::Rows>;
    fn add(&self, x: Self::Rows, y: &Self::Rows) -> Checked<Self::Rows>;
    /// `x` through the experts that `router` rates highest for each row, by their shares.
    fn mixture(
        &self,
        shape: &Experts,
        router: &Self::Matrix,
        experts: &Self::Experts,
        x: &Self::Rows,
    ) -> Checked<Self::Rows>;
    fn last(&self, x: &Self::Rows) -> Checked<Self::Rows>;
    fn numbers(&self, x: Self::Rows) -> Checked<Vec<f32>>;
    /// The rows that have these `numbers`, of which each row takes `width`.
    fn rows(&self, numbers: Vec<f32>, width: usize) -> Checked<Self::Rows>;
}

/// A matrix of an expert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Gate,
    Up,
    Down,
}
