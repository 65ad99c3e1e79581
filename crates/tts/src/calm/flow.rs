//! The flow head: noise becomes a latent, told by the transformer which one.

use candle_core::{D, DType, Module, Result, Tensor};
use candle_nn::ops::silu;

use super::config::{self, FlowKind, TimeNorm};
use super::fault::Checked;
use super::weights::{Linear, Norm, Weights};

/// A multilayer perceptron whose blocks are modulated by the condition (<https://arxiv.org/abs/2406.11838>).
pub(crate) struct Flow {
    kind: FlowKind,
    steps: usize,
    condition: Linear,
    input: Linear,
    /// What the times of each step add to the condition: they never change.
    times: Vec<Tensor>,
    /// All modulations in one matrix: three for each block, two for the last.
    modulation: Linear,
    blocks: Vec<Block>,
    /// Weight one and bias nought: the last norm has none of its own.
    last_norm: (Tensor, Tensor),
    last: Linear,
    width: usize,
}

struct Block {
    norm: Norm,
    up: Linear,
    down: Linear,
}

/// Of the sinusoids in which a time is told.
const FREQUENCIES: usize = 128;

impl Flow {
    /// `told` is the width of what the transformer tells.
    pub(crate) fn load(
        weights: &Weights,
        config: &config::Flow,
        told: usize,
        latent: usize,
    ) -> Checked<Flow> {
        let width = config.width;
        let blocks: Vec<Weights> =
            (0..config.depth).map(|block| weights.under(&format!("res_blocks.{block}"))).collect();
        let device = weights.device();
        Ok(Flow {
            kind: config.kind,
            steps: config.steps,
            condition: weights.linear("cond_embed", told, width, true)?,
            input: weights.linear("input_proj", latent, width, true)?,
            times: times(weights, config)?,
            modulation: modulation(&blocks, weights, width)?,
            blocks: blocks.iter().map(|block| Block::load(block, width)).collect::<Checked<_>>()?,
            last_norm: (Tensor::ones(width, DType::F32, device)?, Tensor::zeros(width, DType::F32, device)?),
            last: weights.linear("final_layer.linear", width, latent, true)?,
            width,
        })
    }

    /// `told`: `[rows, told]`, `noise`: `[rows, latent]`; gives `[rows, latent]`.
    pub(crate) fn sample(&self, told: &Tensor, noise: &Tensor) -> Result<Tensor> {
        let condition = self.condition.forward(told)?;
        match self.kind {
            FlowKind::Drifting => self.direction(&condition, noise),
            FlowKind::Pointwise => noise + self.direction(&condition, noise)?,
            FlowKind::Lsd | FlowKind::FlowMatching => {
                let mut x = noise.clone();
                for time in &self.times {
                    let direction = self.direction(&condition.broadcast_add(time)?, &x)?;
                    x = (x + (direction * (1.0 / self.steps as f64))?)?;
                }
                Ok(x)
            }
        }
    }

    fn direction(&self, condition: &Tensor, x: &Tensor) -> Result<Tensor> {
        let modulation = self.modulation.forward(&silu(condition)?)?;
        let part = |index: usize| modulation.narrow(D::Minus1, index * self.width, self.width)?.contiguous();
        let mut x = self.input.forward(x)?;
        for (index, block) in self.blocks.iter().enumerate() {
            let [shift, scale, gate] = [part(3 * index)?, part(3 * index + 1)?, part(3 * index + 2)?];
            let inner = modulate(&block.norm.forward(&x)?, &shift, &scale)?;
            let inner = block.down.forward(&silu(&block.up.forward(&inner)?)?)?;
            x = (x + (gate * inner)?)?;
        }
        let [shift, scale] = [part(3 * self.blocks.len())?, part(3 * self.blocks.len() + 1)?];
        let (weight, bias) = &self.last_norm;
        let x = candle_nn::ops::layer_norm(&x, weight, bias, 1e-6)?;
        self.last.forward(&modulate(&x, &shift, &scale)?)
    }
}

impl Block {
    fn load(weights: &Weights, width: usize) -> Checked<Block> {
        Ok(Block {
            norm: weights.norm("in_ln", width, 1e-6)?,
            up: weights.linear("mlp.0", width, width, true)?,
            down: weights.linear("mlp.2", width, width, true)?,
        })
    }
}

/// A weight of nought leaves `x` as it is.
fn modulate(x: &Tensor, shift: &Tensor, scale: &Tensor) -> Result<Tensor> {
    (x * (scale + 1.0)?)? + shift
}

fn modulation(blocks: &[Weights], weights: &Weights, width: usize) -> Checked<Linear> {
    let named = blocks.iter().map(|block| (block.clone(), 3)).chain([(weights.under("final_layer"), 2)]);
    let (mut matrices, mut biases) = (Vec::new(), Vec::new());
    for (of, parts) in named {
        matrices.push(of.get("adaLN_modulation.1.weight", &[parts * width, width])?);
        biases.push(of.get("adaLN_modulation.1.bias", &[parts * width])?);
    }
    weights.joined(Tensor::cat(&matrices, 0)?, Some(Tensor::cat(&biases, 0)?))
}

/// The mean of the embeddings of the times of each step: `[1, width]` each.
fn times(weights: &Weights, config: &config::Flow) -> Checked<Vec<Tensor>> {
    let count = match config.kind {
        FlowKind::Lsd => 2,
        FlowKind::FlowMatching => 1,
        FlowKind::Drifting | FlowKind::Pointwise => return Ok(Vec::new()),
    };
    let clocks = (0..count)
        .map(|clock| Clock::load(&weights.full().under(&format!("time_embed.{clock}")), config))
        .collect::<Checked<Vec<_>>>()?;
    let at = |step: usize| step as f64 / config.steps as f64;
    (0..config.steps)
        .map(|step| {
            let told = clocks.iter().zip([at(step), at(step + 1)]);
            let each = told.map(|(clock, time)| clock.embed(time)).collect::<Result<Vec<_>>>()?;
            Ok(Tensor::cat(&each, 0)?.mean_keepdim(0)?)
        })
        .collect()
}

struct Clock {
    frequencies: Tensor,
    up: Linear,
    down: Linear,
    alpha: Tensor,
    norm: TimeNorm,
}

impl Clock {
    fn load(weights: &Weights, config: &config::Flow) -> Checked<Clock> {
        Ok(Clock {
            frequencies: weights.get("freqs", &[FREQUENCIES])?,
            up: weights.linear("mlp.0", 2 * FREQUENCIES, config.width, true)?,
            down: weights.linear("mlp.2", config.width, config.width, true)?,
            alpha: weights.get("mlp.3.alpha", &[config.width])?,
            norm: config.time_norm,
        })
    }

    fn embed(&self, time: f64) -> Result<Tensor> {
        let angles = (&self.frequencies * time)?.unsqueeze(0)?;
        let waves = Tensor::cat(&[angles.cos()?, angles.sin()?], 1)?;
        let x = self.down.forward(&silu(&self.up.forward(&waves)?)?)?;
        let power = match self.norm {
            TimeNorm::Rms => x.sqr()?.mean_keepdim(D::Minus1)?,
            TimeNorm::RmsVar => x.var_keepdim(D::Minus1)?,
        };
        x.broadcast_div(&(power + 1e-5)?.sqrt()?)?.broadcast_mul(&self.alpha)
    }
}
