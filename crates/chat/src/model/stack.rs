//! Layers of a network that one back end computes, one after the other.

use std::ops::Range;
use std::time::{Duration, Instant};

use vesper_speech::Result;

use super::backend::Backend;
use super::cache::Keep;
use super::config::{Config, Family};
use super::fault::Checked;
use super::file::File;
use super::layer::{Layer, Step};
use super::rope::Rotation;
use crate::kernels::Gate;

pub(super) struct Stack<B: Backend> {
    backend: B,
    layers: Vec<Layer<B>>,
    /// Layers of the network that come before these.
    before: usize,
}

/// What every stack of a network is told for one block of tokens.
pub(super) struct Block<'a> {
    pub(super) config: &'a Config,
    pub(super) rotation: &'a Rotation,
    pub(super) rotation_in_window: Option<&'a Rotation>,
    /// That of the block's first token.
    pub(super) position: usize,
    pub(super) tokens: usize,
    /// Layers that are computed from one question whether to go on to the next.
    pub(super) together: usize,
    pub(super) check: &'a dyn Fn() -> Result<()>,
}

impl<B: Backend> Stack<B> {
    /// Reads these layers of `file`.
    pub(super) fn load(
        backend: B,
        file: &mut File<'_>,
        config: &Config,
        layers: Range<usize>,
    ) -> Checked<Stack<B>> {
        let before = layers.start;
        let layers =
            layers.map(|index| Layer::load(&backend, file, config, index)).collect::<Checked<_>>()?;
        Ok(Stack { backend, layers, before })
    }

    pub(super) fn backend(&self) -> &B {
        &self.backend
    }

    pub(super) fn layers(&self) -> usize {
        self.layers.len()
    }

    /// What its layers keep of a conversation in which nothing was said yet.
    pub(super) fn caches(&self, config: &Config, context: usize, keep: Keep) -> Vec<B::Cache> {
        let window = |index| config.window_of(self.before + index);
        let cache = |index| self.backend.cache(config.heads, context, window(index), keep);
        (0..self.layers.len()).map(cache).collect()
    }

    /// Runs `x`, one row for each token of the block, and tells how long the slowest of its turns took.
    ///
    /// # Errors
    /// What `block.check` answers, which is asked before each turn; what the back end answers.
    pub(super) fn run(
        &self,
        block: &Block<'_>,
        mut x: B::Rows,
        caches: &mut [B::Cache],
    ) -> Checked<(B::Rows, Duration)> {
        let Block { config, position, tokens, together, .. } = *block;
        let everywhere = self.backend.turns(block.rotation, position, tokens)?;
        let in_window = match block.rotation_in_window {
            Some(rotation) => Some(self.backend.turns(rotation, position, tokens)?),
            None => None,
        };
        let activation = if config.family == Family::Gemma3 { Gate::Gelu } else { Gate::Silu };
        let turns = self.layers.chunks(together).zip(caches.chunks_mut(together));
        let mut slowest = Duration::ZERO;
        for (turn, (layers, caches)) in turns.enumerate() {
            (block.check)()?;
            let begun = Instant::now();
            x = self.backend.enter(|| {
                let mut x = x;
                for (index, (layer, cache)) in layers.iter().zip(caches).enumerate() {
                    let windowed = config.window_of(self.before + turn * together + index).is_some();
                    let turns = in_window.as_ref().filter(|_| windowed).unwrap_or(&everywhere);
                    let step = Step { backend: &self.backend, config, turns, position, activation };
                    x = layer.forward(&step, x, cache)?;
                }
                Checked::Ok(x)
            })?;
            slowest = slowest.max(begun.elapsed());
        }
        Ok((x, slowest))
    }
}
