//! Tokens in, the likelihood of the next one out.

use std::time::{Duration, Instant};

use vesper_speech::{Error, Kind, Result};

use super::backend::Backend;
use super::cache::Keep;
use super::config::Config;
use super::fault::{Checked, bad_file};
use super::file::File;
use super::rope::Rotation;
use super::stack::{Block, Stack};
use super::state::State;

/// A network with its weights. `B` computes it, but for its first layers where another back end `F` computes those: what
/// comes before the first layer and behind the last is `B`'s always.
pub(crate) struct Network<B: Backend, F: Backend = B> {
    file: String,
    config: Config,
    /// Tokens of a conversation at most.
    context: usize,
    vocabulary: usize,
    embedding: B::Matrix,
    /// None: the embedding serves for it.
    output: Option<B::Matrix>,
    norm: B::Vector,
    /// None: `rest` has them all.
    first: Option<Stack<F>>,
    rest: Stack<B>,
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
        Network::read(backend, None, file, config, context)
    }
}

impl<B: Backend, F: Backend> Network<B, F> {
    /// The same, with as many of the first layers on `first` as are named.
    ///
    /// # Errors
    /// As for [`load`](Network::load).
    pub(crate) fn load_shared(
        backend: B,
        first: (F, usize),
        file: &mut File<'_>,
        config: Config,
        context: usize,
    ) -> Checked<Network<B, F>> {
        Network::read(backend, Some(first), file, config, context)
    }

    fn read(
        backend: B,
        first: Option<(F, usize)>,
        file: &mut File<'_>,
        config: Config,
        context: usize,
    ) -> Checked<Network<B, F>> {
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
        let border = first.as_ref().map_or(0, |(_, layers)| config.layers.min(*layers));
        let first = match first {
            Some((backend, _)) => Some(Stack::load(backend, file, &config, 0..border)?),
            None => None,
        };
        let rest = Stack::load(backend, file, &config, border..config.layers)?;
        let rotation = Rotation::load(&config.rope, file, context)?;
        let rotation_in_window = Rotation::in_window(&config.rope);
        file.finish()?;
        let file = file.path().to_owned();
        Ok(Network {
            file,
            config,
            context,
            vocabulary,
            embedding,
            output,
            norm,
            first,
            rest,
            rotation,
            rotation_in_window,
        })
    }

    /// Tokens that it knows: as many numbers come out for each.
    #[cfg(test)]
    pub(crate) fn vocabulary(&self) -> usize {
        self.vocabulary
    }

    /// That of a conversation in which nothing was said yet.
    pub(crate) fn begin(&self, keep: Keep) -> State<B, F> {
        let Network { config, context, .. } = self;
        let first = self.first.as_ref().map(|stack| stack.caches(config, *context, keep));
        State::new(first.unwrap_or_default(), self.rest.caches(config, *context, keep))
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
        state: &mut State<B, F>,
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
        let backend = self.rest.backend();
        let logits = backend.enter(|| -> Checked<Vec<f32>> {
            let x = backend.norm(&backend.last(&x)?, &self.norm, self.config.epsilon)?;
            let [logits] = backend.products([self.output.as_ref().unwrap_or(&self.embedding)], &x)?;
            backend.numbers(logits)
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
        state: &mut State<B, F>,
        tokens: &[u32],
        check: &dyn Fn() -> Result<()>,
    ) -> Checked<B::Rows> {
        if let Some(token) = tokens.iter().find(|token| **token as usize >= self.vocabulary) {
            return Err(bad_file(
                &self.file,
                format!("its words have a token {token} that its weights lack."),
            )
            .into());
        }
        let block = Block {
            config: &self.config,
            rotation: &self.rotation,
            rotation_in_window: self.rotation_in_window.as_ref(),
            position: state.held(),
            tokens: tokens.len(),
            together: if tokens.len() == 1 { state.pace.layers } else { 1 },
            check,
        };
        let x = self.rest.backend().look_up(&self.embedding, tokens, self.config.embedding_scale)?;
        let (x, slowest) = match &self.first {
            Some(first) => self.elsewhere(first, &block, x, &mut state.first)?,
            None => (x, Duration::ZERO),
        };
        let (x, slowest_of_rest) = self.rest.run(&block, x, &mut state.rest)?;
        let all = self.first.as_ref().map_or(0, Stack::layers) + self.rest.layers();
        state.pace.learn(tokens.len(), block.together, all, slowest.max(slowest_of_rest));
        Ok(x)
    }

    /// Runs `x` through layers on the other back end: its numbers go there, and come back.
    fn elsewhere(
        &self,
        first: &Stack<F>,
        block: &Block<'_>,
        x: B::Rows,
        caches: &mut [F::Cache],
    ) -> Checked<(B::Rows, Duration)> {
        let (here, there) = (self.rest.backend(), first.backend());
        let x = there.rows(here.numbers(x)?, self.config.width)?;
        let (x, slowest) = first.run(block, x, caches)?;
        // A card may have been told all and done little of it: whoever wants the numbers waits for them.
        let begun = Instant::now();
        let x = here.rows(there.numbers(x)?, self.config.width)?;
        Ok((x, slowest.max(begun.elapsed())))
    }
}
