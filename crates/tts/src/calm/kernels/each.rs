use candle_core::{CpuStorage, CustomOp1, CustomOp2, Layout, Result, Shape, Tensor};
use pulp::{Arch, Simd, WithSimd};

use super::{Means, numbers};

/// The exponential function within 2 units in the last place from -87 to 88, clamped there: the reduction and the
/// polynomial of `expf` in Cephes (S. L. Moshier).
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let n = (x * std::f32::consts::LOG2_E).round_ties_even();
    let r = x - n * 0.693_359_4;
    let r = r + n * 2.121_944_4e-4;
    let mut p = 1.987_569_1e-4_f32;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 5e-1;
    let p = p * r * r + r + 1.0;
    p * f32::from_bits(((n as i32 + 127) << 23).cast_unsigned())
}

#[inline(always)]
fn elu_of(x: f32) -> f32 {
    if x > 0.0 { x } else { exp(x) - 1.0 }
}

#[inline(always)]
fn gelu_of(x: f32) -> f32 {
    let inner = 0.797_884_6 * (x + 0.044_715 * x * x * x);
    // x times the logistic function of twice the inner part: the same as half of x times one plus its tangent.
    x / (1.0 + exp(-2.0 * inner))
}

/// The error function within 3e-7 (Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.26).
#[inline(always)]
fn erf(x: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let mut p = 1.061_405_4_f32;
    p = p * t - 1.453_152_1;
    p = p * t + 1.421_413_8;
    p = p * t - 0.284_496_72;
    p = p * t + 0.254_829_6;
    (1.0 - p * t * exp(-x * x)).copysign(x)
}

#[inline(always)]
fn exact_gelu_of(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

#[derive(Clone, Copy)]
enum Each {
    Elu,
    Gelu,
    ExactGelu,
}

/// What [`Each`] computes, with the widest instructions there are.
struct Mapped<'a> {
    each: Each,
    from: &'a [f32],
    to: &'a mut [f32],
}

impl WithSimd for Mapped<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        match self.each {
            Each::Elu => {
                for (to, x) in self.to.iter_mut().zip(self.from) {
                    *to = elu_of(*x);
                }
            }
            Each::ExactGelu => {
                for (to, x) in self.to.iter_mut().zip(self.from) {
                    *to = exact_gelu_of(*x);
                }
            }
            Each::Gelu => {
                for (to, x) in self.to.iter_mut().zip(self.from) {
                    *to = gelu_of(*x);
                }
            }
        }
    }
}

impl CustomOp1 for Each {
    fn name(&self) -> &'static str {
        "each"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let from = numbers(storage, layout)?;
        let mut to = vec![0.0; from.len()];
        Arch::new().dispatch(Mapped { each: *self, from, to: &mut to });
        Ok((CpuStorage::F32(to), layout.shape().clone()))
    }
}

struct Sum;

impl CustomOp2 for Sum {
    fn name(&self) -> &'static str {
        "sum"
    }

    fn cpu_fwd(
        &self,
        s1: &CpuStorage,
        l1: &Layout,
        s2: &CpuStorage,
        l2: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (a, b) = (numbers(s1, l1)?, numbers(s2, l2)?);
        if l1.shape() != l2.shape() {
            candle_core::bail!("{:?} and {:?} cannot be added", l1.shape(), l2.shape());
        }
        // Waiting for memory takes longer than adding with any instructions.
        Ok((CpuStorage::F32(a.iter().zip(b).map(|(a, b)| a + b).collect()), l1.shape().clone()))
    }
}

impl Means {
    /// The exponential linear unit (<https://arxiv.org/abs/1511.07289>), with a slope of one.
    pub(crate) fn elu(self, x: &Tensor) -> Result<Tensor> {
        match self {
            Means::Own => x.contiguous()?.apply_op1_no_bwd(&Each::Elu),
            Means::Library => x.elu(1.0),
        }
    }

    /// The Gaussian error linear unit in its approximation by the hyperbolic tangent (<https://arxiv.org/abs/1606.08415>).
    pub(crate) fn gelu(self, x: &Tensor) -> Result<Tensor> {
        match self {
            Means::Own => x.contiguous()?.apply_op1_no_bwd(&Each::Gelu),
            Means::Library => x.gelu(),
        }
    }

    /// The Gaussian error linear unit (<https://arxiv.org/abs/1606.08415>).
    pub(crate) fn exact_gelu(self, x: &Tensor) -> Result<Tensor> {
        match self {
            Means::Own => x.contiguous()?.apply_op1_no_bwd(&Each::ExactGelu),
            Means::Library => x.gelu_erf(),
        }
    }

    /// The sum of two tensors of one shape.
    pub(crate) fn add(self, a: &Tensor, b: &Tensor) -> Result<Tensor> {
        match self {
            Means::Own => a.contiguous()?.apply_op2_no_bwd(&b.contiguous()?, &Sum),
            Means::Library => a + b,
        }
    }
}

#[cfg(test)]
mod tests {
    use candle_core::Device;

    use super::*;

    /// Against the tensor library's own, from where nothing is let through to where everything is.
    #[test]
    fn functions_are_what_they_are_called() {
        let x: Vec<f32> = (-4_000..4_000).map(|n| n as f32 / 400.0).chain([-90.0, 90.0, -0.0]).collect();
        let x = Tensor::new(x, &Device::Cpu).unwrap();
        let (own, library) = (Means::Own, Means::Library);
        for (own, other) in [
            (own.elu(&x).unwrap(), library.elu(&x).unwrap()),
            (own.gelu(&x).unwrap(), library.gelu(&x).unwrap()),
            (own.exact_gelu(&x).unwrap(), library.exact_gelu(&x).unwrap()),
            (own.add(&x, &x).unwrap(), (&x * 2.0).unwrap()),
        ] {
            let far = (own - other).unwrap().abs().unwrap().max_all().unwrap().to_scalar::<f32>().unwrap();
            assert!(far < 2e-6, "{far:e}");
        }
    }
}
