//! Convolutions over time that go on where they left off.

use candle_core::{DType, Device, Result, Tensor};

use super::fault::Checked;
use super::kernels::{Convolution, Means};
use super::weights::Weights;

/// A causal convolution without stride: a step sees what was before it.
pub(crate) struct Conv {
    kernel: Kernel,
    from: usize,
    reach: usize,
}

enum Kernel {
    Own(Convolution),
    /// The weight as the tensor library takes it, and the bias `[1, to, 1]`.
    Library {
        weight: Tensor,
        bias: Tensor,
        dilation: usize,
    },
}

impl Conv {
    pub(crate) fn load(
        weights: &Weights,
        from: usize,
        to: usize,
        taps: usize,
        dilation: usize,
    ) -> Checked<Conv> {
        let weight = weights.get("conv.weight", &[to, from, taps])?;
        Conv::of(weight, &weights.get("conv.bias", &[to])?, dilation, weights.means())
    }

    /// `weight`: `[to, from, taps]`, `bias`: `[to]`.
    fn of(weight: Tensor, bias: &Tensor, dilation: usize, means: Means) -> Checked<Conv> {
        let (to, from, taps) = weight.dims3()?;
        let kernel = match means {
            Means::Own => Kernel::Own(Convolution::new(&weight, bias, dilation)?),
            // A card's convolution takes numbers that do not lie side by side for others.
            Means::Library => {
                Kernel::Library { weight: weight.contiguous()?, bias: bias.reshape((1, to, 1))?, dilation }
            }
        };
        Ok(Conv { kernel, from, reach: (taps - 1) * dilation })
    }

    /// Silence before the first step.
    pub(crate) fn begin(&self, rows: usize, device: &Device) -> Result<Tensor> {
        // A tensor without numbers is none to a card; nobody looks at this one.
        Tensor::zeros((rows, self.from, self.reach.max(1)), DType::F32, device)
    }

    /// `x`: `[rows, from, steps]`; gives `[rows, to, steps]` and leaves in `before` what the next call sees.
    pub(crate) fn forward(&self, x: &Tensor, before: &mut Tensor) -> Result<Tensor> {
        let seen = if self.reach == 0 { x.contiguous()? } else { Tensor::cat(&[&*before, x], 2)? };
        if self.reach > 0 {
            *before = seen.narrow(2, seen.dim(2)? - self.reach, self.reach)?.contiguous()?;
        }
        match &self.kernel {
            Kernel::Own(convolution) => seen.apply_op1_no_bwd(convolution),
            Kernel::Library { weight, bias, dilation } => {
                seen.conv1d(weight, 0, 1, *dilation, 1)?.broadcast_add(bias)
            }
        }
    }
}

/// A transposed convolution whose kernel is twice its stride: each step becomes as many as the stride, and what it adds
/// to those of the next is computed there. So it is a convolution with two taps and an output for every step of a stride.
pub(crate) struct Widening {
    conv: Conv,
    to: usize,
    stride: usize,
}

impl Widening {
    pub(crate) fn load(weights: &Weights, from: usize, to: usize, stride: usize) -> Checked<Widening> {
        let weight = weights.get("convtr.weight", &[from, to, 2 * stride])?.reshape((from, to, 2, stride))?;
        let half = |half: usize| {
            weight.narrow(2, half, 1)?.squeeze(2)?.permute((1, 2, 0))?.reshape((to * stride, from))
        };
        // The step before is the first tap: its later half is what reaches this one.
        let weight = Tensor::stack(&[half(1)?, half(0)?], 2)?;
        let bias = weights.get("convtr.bias", &[to])?.reshape((to, 1))?.repeat((1, stride))?.flatten_all()?;
        Ok(Widening { conv: Conv::of(weight, &bias, 1, weights.means())?, to, stride })
    }

    /// Silence before the first step.
    pub(crate) fn begin(&self, rows: usize, device: &Device) -> Result<Tensor> {
        self.conv.begin(rows, device)
    }

    /// `x`: `[rows, from, steps]`; gives `[rows, to, steps * stride]` and leaves in `before` what the next call sees.
    pub(crate) fn forward(&self, x: &Tensor, before: &mut Tensor) -> Result<Tensor> {
        let (rows, _, steps) = x.dims3()?;
        let wide = self.conv.forward(x, before)?.reshape((rows, self.to, self.stride, steps))?;
        wide.transpose(2, 3)?.reshape((rows, self.to, steps * self.stride))
    }
}

/// The first widening of the codec: every channel for itself, without bias.
pub(crate) struct Spreading {
    /// The two halves of the kernel, `[1, channels, 1, stride]` each.
    now: Tensor,
    later: Tensor,
    channels: usize,
    stride: usize,
}

impl Spreading {
    pub(crate) fn load(weights: &Weights, channels: usize, stride: usize) -> Checked<Spreading> {
        let weight = weights.get("convtr.weight", &[channels, 1, 2 * stride])?.reshape((
            1,
            channels,
            1,
            2 * stride,
        ))?;
        let now = weight.narrow(3, 0, stride)?.contiguous()?;
        Ok(Spreading { now, later: weight.narrow(3, stride, stride)?.contiguous()?, channels, stride })
    }

    /// The step before the first is nought.
    pub(crate) fn begin(&self, rows: usize, device: &Device) -> Result<Tensor> {
        Tensor::zeros((rows, self.channels, 1), DType::F32, device)
    }

    /// `x`: `[rows, channels, steps]`; gives `[rows, channels, steps * stride]`.
    pub(crate) fn forward(&self, x: &Tensor, before: &mut Tensor) -> Result<Tensor> {
        let (rows, channels, steps) = x.dims3()?;
        let past = match steps {
            1 => before.clone(),
            _ => Tensor::cat(&[&*before, &x.narrow(2, 0, steps - 1)?], 2)?,
        };
        *before = x.narrow(2, steps - 1, 1)?.contiguous()?;
        let spread =
            (x.unsqueeze(3)?.broadcast_mul(&self.now)? + past.unsqueeze(3)?.broadcast_mul(&self.later)?)?;
        spread.reshape((rows, channels, steps * self.stride))
    }
}
