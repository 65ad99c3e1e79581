//! Tokens in, the likelihood of the next one out.

use std::time::{Duration, Instant};

use vesper_speech::{Error, Kind, Result};

use super::backend::Backend;
use super::cache::Keep;
use super::config::{Config, Family};
use super::fault::{Checked, bad_file};
use super::file::File;
use super::layer::{Layer, Step};
use super::rope::Rotation;
use super::state::State;
use crate::kernels::Gate;

/// A network with its weights.
pub(crate) struct Network<B: Backend> {
    file: String,
    backend: B,
    config: Config,
    /// Tokens of a conversation at most.
    context: usize,
    vocabulary: usize,
    embedding: B::Matrix,
    /// None: the embedding serves for it.
    output: Option<B::Matrix>,
    norm: B::Vector,
    layers: Vec<Layer<B>>,
    rotation: Rotation,
    rotation_in_window: Option<Rotation>,
}

impl<B: Backend> Network<B> {
    /// Reads all tensors of `file`, for conversations of up to `context` tokens.
    ///
    /// # Errors
    /// `BadFile` where a tensor is missing, has another shape, is stored in a way that cannot be computed with, or has no
    /// place; `Engine` where memory does not suffice; whatever ends the reading of `file`.
    pub(crate) fn load(
        backend: B,
        file: &mut File<'_>,
        config: Config,
        context: usize,
    ) -> Checked<Network<B>> {
        let embedding = "token_embd.weight";
        let vocabulary = match *file.shape(embedding)? {
            [tokens, width] if width == config.width && u32::try_from(tokens).is_ok() => tokens,
            ref other => {
                let what = format!(
                    "its tensor \"{embedding}\" has the shape {other:?}; [tokens, {}] is needed.",
                    config.width
                );
                return Err(bad_file(file.path(), what).into());
            }
        };
        let matrix = |file: &mut File<'_>, name: &str| -> Checked<B::Matrix> {
            let stored = file.matrix(name, config.width, vocabulary)?;
            backend.matrix(file.path(), stored)
        };
        let embedding = matrix(file, embedding)?;
        let output = match file.has("output.weight") {
            true => Some(matrix(file, "output.weight")?),
            false => None,
        };
        let norm = backend.vector(file.numbers("output_norm.weight", &[config.width])?)?;
        let mut layers = Vec::with_capacity(config.layers);
        for index in 0..config.layers {
            layers.push(Layer::load(&backend, file, &config, index)?);
        }
        let rotation = Rotation::load(&config.rope, file, context)?;
        let rotation_in_window = Rotation::in_window(&config.rope);
        file.finish()?;
        let file = file.path().to_owned();
        Ok(Network {
            file,
            backend,
            config,
            context,
            vocabulary,
            embedding,
            output,
            norm,
            layers,
            rotation,
            rotation_in_window,
        })
    }

    /// Tokens that it knows: as many numbers come out for each.
    pub(crate) fn vocabulary(&self) -> usize {
        self.vocabulary
    }

    /// That of a conversation in which nothing was said yet.
    pub(crate) fn begin(&self, keep: Keep) -> State<B> {
        let cache =
            |layer| self.backend.cache(self.config.heads, self.context, self.config.window_of(layer), keep);
        State::new((0..self.layers.len()).map(cache).collect())
    }

    /// How likely each token is to follow `tokens`, of which `state` may hold some already: as logits, one for each
    /// token of the vocabulary. Afterwards `state` holds all of them; where `check` ended it, those of the blocks that
    /// were done.
    ///
    /// # Errors
    /// What `check` answers, which is asked many times for each block; `BadFile` where the network computes numbers that
    /// are none. `tokens` must not be empty.
    pub(crate) fn logits(
        &self,
        state: &mut State<B>,
        tokens: &[u32],
        check: &dyn Fn() -> Result<()>,
    ) -> Checked<Vec<f32>> {
        // The last one is always computed anew: its row is what is asked for.
        state.keep_common(tokens.get(..tokens.len().saturating_sub(1)).unwrap_or_default());
        let mut last = None;
        while let Some(left) = tokens.get(state.held()..).filter(|left| !left.is_empty()) {
            let block = left.get(..state.pace.tokens).unwrap_or(left);
            last = Some(self.layers(state, block, check)?);
            state.tokens.extend_from_slice(block);
        }
        let Some(x) = last else {
            return Err(
                Error::new(Kind::BadRequest, &*self.file, "it was asked nothing.", "Say something.").into()
            );
        };
        check()?;
        let logits = self.backend.enter(|| -> Checked<Vec<f32>> {
            let x = self.backend.norm(&self.backend.last(&x)?, &self.norm, self.config.epsilon)?;
            let [logits] = self.backend.products([self.output.as_ref().unwrap_or(&self.embedding)], &x)?;
            self.backend.numbers(logits)
        })?;
        if logits.iter().any(|logit| !logit.is_finite()) {
            // What computed them holds them too.
            state.forget();
            return Err(
                bad_file(&self.file, "it computes numbers that are none: its weights are damaged.").into()
            );
        }
        Ok(logits)
    }

    /// Runs a block of tokens behind what `state` holds.
    fn layers(
        &self,
        state: &mut State<B>,
        block: &[u32],
        check: &dyn Fn() -> Result<()>,
    ) -> Checked<B::Rows> {
        let position = state.held();
        if let Some(token) = block.iter().find(|token| **token as usize >= self.vocabulary) {
            return Err(bad_file(
                &self.file,
                format!("its words have a token {token} that its weights lack."),
            )
            .into());
        }
        let everywhere = self.backend.turns(&self.rotation, position, block.len())?;
        let in_window = match &self.rotation_in_window {
            Some(rotation) => Some(self.backend.turns(rotation, position, block.len())?),
            None => None,
        };
        let activation = if self.config.family == Family::Gemma3 { Gate::Gelu } else { Gate::Silu };
        let mut x = self.backend.look_up(&self.embedding, block, self.config.embedding_scale)?;
        let all = self.layers.len();
        let together = if block.len() == 1 { state.pace.layers } else { 1 };
        let turns = self.layers.chunks(together).zip(state.caches.chunks_mut(together));
        let mut slowest = Duration::ZERO;
        for (turn, (layers, caches)) in turns.enumerate() {
            check()?;
            let begun = Instant::now();
            x = self.backend.enter(|| {
                let mut x = x;
                for (index, (layer, cache)) in layers.iter().zip(caches).enumerate() {
                    let windowed = self.config.window_of(turn * together + index).is_some();
                    let turns = in_window.as_ref().filter(|_| windowed).unwrap_or(&everywhere);
                    let step =
                        Step { backend: &self.backend, config: &self.config, turns, position, activation };
                    x = layer.forward(&step, x, cache)?;
                }
                Checked::Ok(x)
            })?;
            slowest = slowest.max(begun.elapsed());
        }
        state.pace.learn(block.len(), together, all, slowest);
        Ok(x)
    }
}
