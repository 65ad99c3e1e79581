//! Mimi's encoder: a recording becomes latents. Needed once for each voice that is taken from a recording.

use candle_core::{Result, Tensor};

use super::codec::Projected;
use super::config;
use super::fault::Checked;
use super::kernels::Means;
use super::weights::Weights;

pub(crate) struct Encoder {
    first: Strided,
    stages: Vec<Stage>,
    last: Strided,
    transformer: Projected,
    gather: Strided,
    frame: usize,
    means: Means,
}

struct Stage {
    residuals: Vec<(Strided, Strided)>,
    narrowing: Strided,
}

/// A causal convolution over a whole recording: as much stands before it as a stride leaves to be seen.
struct Strided {
    weight: Tensor,
    bias: Option<Tensor>,
    stride: usize,
    dilation: usize,
    before: Before,
}

#[derive(Clone, Copy)]
enum Before {
    Silence,
    /// The first step, again and again.
    First,
}

impl Strided {
    fn load(weights: &Weights, from: usize, to: usize, taps: usize) -> Checked<Strided> {
        Ok(Strided {
            weight: weights.get("conv.weight", &[to, from, taps])?,
            bias: Some(weights.get("conv.bias", &[to])?.reshape((1, to, 1))?),
            stride: 1,
            dilation: 1,
            before: Before::Silence,
        })
    }

    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let before = (self.weight.dim(2)? - 1) * self.dilation + 1 - self.stride;
        let x = match self.before {
            Before::Silence => x.pad_with_zeros(2, before, 0)?,
            Before::First => x.pad_with_same(2, before, 0)?,
        };
        let y = x.contiguous()?.conv1d(&self.weight, 0, self.stride, self.dilation, 1)?;
        match &self.bias {
            Some(bias) => y.broadcast_add(bias),
            None => Ok(y),
        }
    }
}

impl Encoder {
    pub(crate) fn load(weights: &Weights, config: &config::Codec) -> Checked<Encoder> {
        let side = &config.encoder;
        let model = weights.full().under("encoder.model");
        let mut channels = side.filters;
        let first = Strided::load(&model.under("0"), 1, channels, side.kernel)?;
        let mut stages = Vec::new();
        let mut index = 1;
        for ratio in side.ratios.iter().rev() {
            let residuals = (0..side.residuals)
                .map(|residual| {
                    let block = model.under(&format!("{}.block", index + residual));
                    let hidden = channels / side.compress;
                    let wide = Strided::load(&block.under("1"), channels, hidden, side.residual_kernel)?;
                    let dilation = side.dilation_base.pow(residual as u32);
                    Ok((Strided { dilation, ..wide }, Strided::load(&block.under("3"), hidden, channels, 1)?))
                })
                .collect::<Checked<_>>()?;
            index += side.residuals;
            let narrowing =
                Strided::load(&model.under(&(index + 1).to_string()), channels, 2 * channels, 2 * ratio)?;
            stages.push(Stage { residuals, narrowing: Strided { stride: *ratio, ..narrowing } });
            index += 2;
            channels *= 2;
        }
        let stride = config.stride(side);
        let gather =
            weights.full().get("downsample.conv.conv.weight", &[config.inner, side.dimension, 2 * stride])?;
        Ok(Encoder {
            first,
            stages,
            last: Strided::load(
                &model.under(&(index + 1).to_string()),
                channels,
                side.dimension,
                side.last_kernel,
            )?,
            transformer: Projected::load(
                &weights.under("encoder_transformer"),
                &side.transformer,
                side.dimension,
            )?,
            gather: Strided { weight: gather, bias: None, stride, dilation: 1, before: Before::First },
            frame: config.frame(),
            means: weights.means(),
        })
    }

    /// `sound`: `[samples]` at the codec's rate, filled up with silence to a whole frame; gives `[frames, inner]`.
    pub(crate) fn encode(&self, sound: &Tensor) -> Result<Tensor> {
        let means = self.means;
        let samples = sound.dim(0)?;
        let missing = samples.next_multiple_of(self.frame) - samples;
        let mut x = self.first.forward(&sound.pad_with_zeros(0, 0, missing)?.reshape((
            1,
            1,
            samples + missing,
        ))?)?;
        for stage in &self.stages {
            for (wide, narrow) in &stage.residuals {
                let inner = wide.forward(&means.elu(&x)?)?;
                x = means.add(&x, &narrow.forward(&means.elu(&inner)?)?)?;
            }
            x = stage.narrowing.forward(&means.elu(&x)?)?;
        }
        let x = self.last.forward(&means.elu(&x)?)?.transpose(1, 2)?.contiguous()?;
        let x = self.transformer.whole(&x)?.transpose(1, 2)?;
        self.gather.forward(&x)?.squeeze(0)?.t()?.contiguous()
    }
}
