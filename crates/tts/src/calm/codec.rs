//! Mimi's decoder: latents become sound, as many at a time as one likes.

use candle_core::{Device, Module, Result, Tensor};

use super::config;
use super::conv::{Conv, Spreading, Widening};
use super::fault::Checked;
use super::kernels::Means;
use super::memory::Memory;
use super::transformer::Transformer;
use super::weights::{Linear, Weights};

pub(crate) struct Decoder {
    widen: Linear,
    spread: Spreading,
    transformer: Projected,
    first: Conv,
    stages: Vec<Stage>,
    last: Conv,
    /// Positions of the transformer for each latent.
    stride: usize,
    rate: u32,
    means: Means,
}

/// Latents that may be decoded at once.
pub(crate) const MOST_FRAMES: usize = 64;

/// A transformer whose width is not that of what goes in and out.
pub(crate) struct Projected {
    into: Option<Linear>,
    transformer: Transformer,
    out: Option<Linear>,
}

struct Stage {
    widening: Widening,
    residuals: Vec<Residual>,
}

struct Residual {
    wide: Conv,
    narrow: Conv,
}

/// Where the decoding of a batch of rows stands.
pub(crate) struct Decoding {
    spread: Tensor,
    memory: Memory,
    first: Tensor,
    stages: Vec<(Tensor, Vec<(Tensor, Tensor)>)>,
    last: Tensor,
}

impl Decoder {
    pub(crate) fn load(weights: &Weights, config: &config::Codec) -> Checked<Decoder> {
        let side = &config.decoder;
        let full = weights.full();
        let model = full.under("decoder.model");
        let mut channels = side.filters << side.ratios.len();
        let first = Conv::load(&model.under("0"), side.dimension, channels, side.kernel, 1)?;
        let mut stages = Vec::new();
        // In the list of the reference, an activation stands before each convolution and counts.
        let mut index = 1;
        for ratio in &side.ratios {
            let widening =
                Widening::load(&model.under(&(index + 1).to_string()), channels, channels / 2, *ratio)?;
            channels /= 2;
            index += 2;
            let residuals = (0..side.residuals)
                .map(|residual| {
                    let block = model.under(&format!("{}.block", index + residual));
                    let (hidden, dilation) =
                        (channels / side.compress, side.dilation_base.pow(residual as u32));
                    Ok(Residual {
                        wide: Conv::load(
                            &block.under("1"),
                            channels,
                            hidden,
                            side.residual_kernel,
                            dilation,
                        )?,
                        narrow: Conv::load(&block.under("3"), hidden, channels, 1, 1)?,
                    })
                })
                .collect::<Checked<_>>()?;
            index += side.residuals;
            stages.push(Stage { widening, residuals });
        }
        let widen =
            full.get("quantizer.output_proj.weight", &[config.outer, config.latent, 1])?.squeeze(2)?;
        Ok(Decoder {
            widen: full.joined(widen, None)?,
            spread: Spreading::load(&full.under("upsample.convtr"), side.dimension, config.stride(side))?,
            transformer: Projected::load(
                &weights.under("decoder_transformer"),
                &side.transformer,
                side.dimension,
            )?,
            first,
            stages,
            last: Conv::load(&model.under(&(index + 1).to_string()), channels, 1, side.last_kernel, 1)?,
            stride: config.stride(side),
            rate: config.rate,
            means: weights.means(),
        })
    }

    pub(crate) fn rate(&self) -> u32 {
        self.rate
    }

    /// The beginning of `rows` sounds of any length.
    pub(crate) fn begin(&self, rows: usize, device: &Device) -> Result<Decoding> {
        Ok(Decoding {
            spread: self.spread.begin(rows, device)?,
            memory: self.transformer.transformer.rolling(rows, MOST_FRAMES * self.stride, device)?,
            first: self.first.begin(rows, device)?,
            stages: self
                .stages
                .iter()
                .map(|stage| {
                    let residuals = stage.residuals.iter();
                    let states = residuals
                        .map(|each| Ok((each.wide.begin(rows, device)?, each.narrow.begin(rows, device)?)));
                    Ok((stage.widening.begin(rows, device)?, states.collect::<Result<_>>()?))
                })
                .collect::<Result<_>>()?,
            last: self.last.begin(rows, device)?,
        })
    }

    /// `latents`: `[rows, frames, latent]`; gives `[rows, samples]`. Asks `check` every few milliseconds, and ends with what
    /// it answers.
    pub(crate) fn decode(
        &self,
        latents: &Tensor,
        at: &mut Decoding,
        check: &dyn Fn() -> Result<()>,
    ) -> Result<Tensor> {
        let means = self.means;
        let widened = self.widen.forward(latents)?.transpose(1, 2)?;
        let spread = self.spread.forward(&widened, &mut at.spread)?;
        let transformed = self.transformer.forward(&spread.transpose(1, 2)?.contiguous()?, &mut at.memory)?;
        check()?;
        let mut x = self.first.forward(&transformed.transpose(1, 2)?.contiguous()?, &mut at.first)?;
        for (stage, (left, states)) in self.stages.iter().zip(&mut at.stages) {
            check()?;
            x = stage.widening.forward(&means.elu(&x)?, left)?;
            for (residual, (wide, narrow)) in stage.residuals.iter().zip(states) {
                check()?;
                let inner = residual.wide.forward(&means.elu(&x)?, wide)?;
                x = means.add(&x, &residual.narrow.forward(&means.elu(&inner)?, narrow)?)?;
            }
        }
        self.last.forward(&means.elu(&x)?, &mut at.last)?.squeeze(1)
    }
}

impl Projected {
    pub(crate) fn load(
        weights: &Weights,
        config: &config::Transformer,
        dimension: usize,
    ) -> Checked<Projected> {
        let full = weights.full();
        let other = config.width != dimension;
        let linear = |name: &str, from: usize, to: usize| full.linear(name, from, to, false);
        Ok(Projected {
            into: if other { Some(linear("input_proj", dimension, config.width)?) } else { None },
            transformer: Transformer::load(&weights.under("transformer"), config)?,
            out: if other { Some(linear("output_projs.0", config.width, dimension)?) } else { None },
        })
    }

    /// All of `x` at once, remembering nothing.
    pub(crate) fn whole(&self, x: &Tensor) -> Result<Tensor> {
        let (rows, positions, _) = x.dims3()?;
        self.forward(x, &mut Memory::empty(self.transformer.extent(), rows, positions, x.device())?)
    }

    /// `[rows, positions, dimension]` in and out.
    fn forward(&self, x: &Tensor, memory: &mut Memory) -> Result<Tensor> {
        let x = match &self.into {
            Some(into) => into.forward(x)?,
            None => x.clone(),
        };
        let x = self.transformer.forward(&x, memory)?;
        match &self.out {
            Some(out) => out.forward(&x),
            None => Ok(x),
        }
    }
}
