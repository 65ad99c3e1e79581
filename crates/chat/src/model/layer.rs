//! One layer: attention, then a feed-forward part or a mixture of experts.

use super::backend::{Backend, Part};
use super::config::{Config, Experts, Family};
use super::fault::Checked;
use super::file::{File, Stored};
use crate::kernels::Gate;

pub(crate) struct Layer<B: Backend> {
    attention_norm: B::Vector,
    queries: B::Matrix,
    keys: B::Matrix,
    values: B::Matrix,
    /// Norms of each head of the queries and of the keys.
    head_norms: Option<(B::Vector, B::Vector)>,
    attended: B::Matrix,
    attended_norm: Option<B::Vector>,
    feed_norm: B::Vector,
    feed: Feed<B>,
    fed_norm: Option<B::Vector>,
}

enum Feed<B: Backend> {
    Dense { gate: B::Matrix, up: B::Matrix, down: B::Matrix },
    Mixture { shape: Experts, router: B::Matrix, experts: B::Experts },
}

/// What all layers are told for one block of tokens.
pub(crate) struct Step<'a, B: Backend> {
    pub(crate) backend: &'a B,
    pub(crate) config: &'a Config,
    pub(crate) turns: &'a B::Turns,
    /// That of the block's first token.
    pub(crate) position: usize,
    pub(crate) activation: Gate,
}

impl<B: Backend> Layer<B> {
    pub(crate) fn load(backend: &B, file: &mut File<'_>, config: &Config, index: usize) -> Checked<Layer<B>> {
        Reading { backend, file, config, index }.layer()
    }

    /// Runs `x`, one row for each token of the block.
    pub(crate) fn forward(&self, step: &Step<'_, B>, x: B::Rows, cache: &mut B::Cache) -> Checked<B::Rows> {
        let Step { backend, config, .. } = step;
        let epsilon = config.epsilon;
        let attended = self.attend(step, &x, cache)?;
        let x = backend.add(x, &normed(step, attended, self.attended_norm.as_ref())?)?;
        let h = backend.norm(&x, &self.feed_norm, epsilon)?;
        let fed = match &self.feed {
            Feed::Dense { gate, up, down } => {
                let [gate, up] = backend.products([gate, up], &h)?;
                let [fed] = backend.products([down], &backend.gated(gate, up, step.activation)?)?;
                fed
            }
            Feed::Mixture { shape, router, experts } => backend.mixture(shape, router, experts, &h)?,
        };
        backend.add(x, &normed(step, fed, self.fed_norm.as_ref())?)
    }

    fn attend(&self, step: &Step<'_, B>, x: &B::Rows, cache: &mut B::Cache) -> Checked<B::Rows> {
        let Step { backend, config, turns, position, .. } = step;
        let h = backend.norm(x, &self.attention_norm, config.epsilon)?;
        let [mut queries, mut keys, values] =
            backend.products([&self.queries, &self.keys, &self.values], &h)?;
        if let Some((query_norm, key_norm)) = &self.head_norms {
            queries = backend.norm(&queries, query_norm, config.epsilon)?;
            keys = backend.norm(&keys, key_norm, config.epsilon)?;
        }
        let heads = config.heads;
        let queries = backend.turn(queries, heads.queries, turns)?;
        let keys = backend.turn(keys, heads.keys, turns)?;
        let heard = backend.attend(heads, &queries, &keys, &values, cache, *position)?;
        let [attended] = backend.products([&self.attended], &heard)?;
        Ok(attended)
    }
}

fn normed<B: Backend>(step: &Step<'_, B>, x: B::Rows, weights: Option<&B::Vector>) -> Checked<B::Rows> {
    match weights {
        Some(weights) => step.backend.norm(&x, weights, step.config.epsilon),
        None => Ok(x),
    }
}

/// Reads the tensors of one layer.
struct Reading<'a, 'h, B> {
    backend: &'a B,
    file: &'a mut File<'h>,
    config: &'a Config,
    index: usize,
}

impl<B: Backend> Reading<'_, '_, B> {
    fn layer(mut self) -> Checked<Layer<B>> {
        let Config { family, width, heads, .. } = *self.config;
        let (from_queries, from_keys) = (heads.queries * heads.width, heads.keys * heads.width);
        let (queries, keys, values) = match family {
            Family::Phi3 => {
                let all = from_queries + 2 * from_keys;
                let mut part = |rows| self.rows("attn_qkv", width, all, rows);
                let keys = from_queries + from_keys;
                (part(0..from_queries)?, part(from_queries..keys)?, part(keys..all)?)
            }
            _ => (
                self.matrix("attn_q", width, from_queries)?,
                self.matrix("attn_k", width, from_keys)?,
                self.matrix("attn_v", width, from_keys)?,
            ),
        };
        let head_norms = match family {
            Family::Qwen3 | Family::Qwen3Moe | Family::Gemma3 => {
                Some((self.norm("attn_q_norm", heads.width)?, self.norm("attn_k_norm", heads.width)?))
            }
            Family::Llama | Family::Phi3 => None,
        };
        let mut after = |name| match family {
            Family::Gemma3 => self.norm(name, width).map(Some),
            _ => Ok(None),
        };
        let (attended_norm, fed_norm) = (after("post_attention_norm")?, after("post_ffw_norm")?);
        Ok(Layer {
            attention_norm: self.norm("attn_norm", width)?,
            queries,
            keys,
            values,
            head_norms,
            attended: self.matrix("attn_output", from_queries, width)?,
            attended_norm,
            feed_norm: self.norm("ffn_norm", width)?,
            feed: self.feed()?,
            fed_norm,
        })
    }

    fn feed(&mut self) -> Checked<Feed<B>> {
        let Config { family, width, feed, experts, .. } = *self.config;
        // A mixture may have layers without experts.
        if let Some(shape) = experts
            && self.file.has(&self.name("ffn_gate_inp"))
        {
            return Ok(Feed::Mixture {
                shape,
                router: self.matrix("ffn_gate_inp", width, shape.count)?,
                experts: self.experts(&shape)?,
            });
        }
        let (gate, up) = match family {
            Family::Phi3 => (
                self.rows("ffn_up", width, 2 * feed, 0..feed)?,
                self.rows("ffn_up", width, 2 * feed, feed..2 * feed)?,
            ),
            _ => (self.matrix("ffn_gate", width, feed)?, self.matrix("ffn_up", width, feed)?),
        };
        Ok(Feed::Dense { gate, up, down: self.matrix("ffn_down", feed, width)? })
    }

    fn experts(&mut self, shape: &Experts) -> Checked<B::Experts> {
        let Reading { backend, file, config, index } = self;
        let path = file.path().to_owned();
        backend.experts(&path, shape.count, &mut |part, expert| -> Checked<Stored> {
            let (name, to, from) = match part {
                Part::Gate => ("ffn_gate_exps", shape.feed, config.width),
                Part::Up => ("ffn_up_exps", shape.feed, config.width),
                Part::Down => ("ffn_down_exps", config.width, shape.feed),
            };
            Ok(file.expert(&named(*index, name), [shape.count, to, from], expert)?)
        })
    }

    fn name(&self, name: &str) -> String {
        named(self.index, name)
    }

    fn matrix(&mut self, name: &str, from: usize, to: usize) -> Checked<B::Matrix> {
        self.rows(name, from, to, 0..to)
    }

    fn rows(
        &mut self,
        name: &str,
        from: usize,
        to: usize,
        rows: std::ops::Range<usize>,
    ) -> Checked<B::Matrix> {
        let stored = self.file.rows(&self.name(name), from, to, rows)?;
        self.backend.matrix(self.file.path(), stored)
    }

    fn norm(&mut self, name: &str, width: usize) -> Checked<B::Vector> {
        self.backend.vector(self.file.numbers(&self.name(name), &[width])?)
    }
}

fn named(index: usize, name: &str) -> String {
    format!("blk.{index}.{name}.weight")
}
