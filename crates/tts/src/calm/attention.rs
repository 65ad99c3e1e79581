//! Attention over what a transformer remembers.

use candle_core::{D, Module, Result, Tensor};

use super::config;
use super::fault::Checked;
use super::kernels;
use super::weights::{Linear, Weights};

/// How many heads, and how wide they are. Several heads of queries may share one of keys.
#[derive(Clone, Copy)]
pub(crate) struct Heads {
    pub(crate) queries: usize,
    pub(crate) keys: usize,
    pub(crate) width: usize,
}

impl Heads {
    pub(crate) fn of(config: &config::Transformer) -> Heads {
        Heads { queries: config.heads, keys: config.kv_heads, width: config.attention / config.heads }
    }
}

pub(crate) struct Attention {
    projection: Linear,
    output: Linear,
    heads: Heads,
}

/// What the next steps may look at.
pub(crate) enum Seen<'a> {
    /// To our own kernel, which counts.
    Counted(kernels::Attention<'a>),
    /// To the tensor library: minus infinity where a step may not look, `[1 or rows, 1, 1 or steps, slots]`; none where it may look
    /// everywhere.
    Masked(Option<Tensor>),
}

impl Attention {
    pub(crate) fn load(weights: &Weights, config: &config::Transformer) -> Checked<Attention> {
        let heads = Heads::of(config);
        let all = (heads.queries + 2 * heads.keys) * heads.width;
        Ok(Attention {
            projection: weights.linear("in_proj", config.width, all, false)?,
            output: weights.linear("out_proj", config.attention, config.width, false)?,
            heads,
        })
    }

    /// `x`: `[rows, steps, width]`. What it adds to what is `held`, keys and values, `[rows, heads, slots, width]` each,
    /// goes behind the `filled` slots. `rotation`: cosines and sines, as [`rotate`] takes them.
    pub(crate) fn forward(
        &self,
        x: &Tensor,
        held: &mut (Tensor, Tensor),
        filled: usize,
        rotation: &(Tensor, Tensor),
        seen: &Seen<'_>,
    ) -> Result<Tensor> {
        let (rows, steps, _) = x.dims3()?;
        let Heads { queries, keys, width } = self.heads;
        let projected = self.projection.forward(x)?;
        let split = |from: usize, heads: usize| {
            let part = projected.narrow(D::Minus1, from * width, heads * width)?;
            part.reshape((rows, steps, heads, width))?.transpose(1, 2)?.contiguous()
        };
        let q = rotate(&split(0, queries)?, rotation)?;
        let k = rotate(&split(queries, keys)?, rotation)?;
        held.0.slice_set(&k, 2, filled)?;
        held.1.slice_set(&split(queries + keys, keys)?, 2, filled)?;
        let heard = match seen {
            Seen::Counted(counted) => kernels::attend(&q, &held.0, &held.1, counted)?,
            Seen::Masked(mask) => {
                let slots = filled + steps;
                let (k, v) = (held.0.narrow(2, 0, slots)?, held.1.narrow(2, 0, slots)?);
                let heard = self.masked(&q, &k, &v, mask.as_ref())?;
                heard.transpose(1, 2)?.reshape((rows, steps, queries * width))?
            }
        };
        self.output.forward(&heard)
    }

    /// The same with the tensor library's own operations; gives `[rows, heads, steps, width]`.
    fn masked(&self, q: &Tensor, k: &Tensor, v: &Tensor, mask: Option<&Tensor>) -> Result<Tensor> {
        let (rows, queries, steps, width) = q.dims4()?;
        let (keys, slots) = (self.heads.keys, k.dim(2)?);
        // The queries that share a key follow each other, as more steps of one head.
        let together = queries / keys * steps;
        let scores = q.reshape((rows, keys, together, width))?.matmul(&k.transpose(2, 3)?)?;
        let scores = (scores.reshape((rows, queries, steps, slots))? * (1.0 / (width as f64).sqrt()))?;
        let scores = match mask {
            Some(mask) => scores.broadcast_add(mask)?,
            None => scores,
        };
        let shares = candle_nn::ops::softmax_last_dim(&scores)?.reshape((rows, keys, together, slots))?;
        shares.matmul(v)?.reshape((rows, queries, steps, width))
    }
}

/// Rotary positions (<https://arxiv.org/abs/2104.09864>), neighbours as pairs. `x`: `[rows, heads, steps, width]`.
fn rotate(x: &Tensor, (cosines, sines): &(Tensor, Tensor)) -> Result<Tensor> {
    let (rows, _, _, _) = x.dims4()?;
    let expand = |angles: &Tensor| {
        let (shown, steps, half) = angles.dims3()?;
        if shown == 1 {
            angles.reshape((steps, half))
        } else {
            angles.broadcast_as((rows, steps, half))?.contiguous()
        }
    };
    candle_nn::rotary_emb::rope_i(x, &expand(cosines)?, &expand(sines)?)
}
