use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};
use pulp::{Arch, Simd, WithSimd};

use super::numbers;

/// Outputs that are computed together: each input that is read serves all of them.
const OUTPUTS: usize = 4;
/// Vectors of time that are computed together: each weight that is read serves all of them.
const VECTORS: usize = 3;

/// A convolution over time on a processor: sums are kept in registers while all inputs and taps are added, so that nothing
/// is laid out tap by tap and nothing is read twice.
pub(crate) struct Convolution {
    /// For each four outputs, for each input, for each tap: the weights of the four.
    weights: Vec<[f32; OUTPUTS]>,
    bias: Vec<f32>,
    from: usize,
    taps: usize,
    dilation: usize,
}

impl Convolution {
    /// `weight`: `[to, from, taps]`, `bias`: `[to]`.
    pub(crate) fn new(weight: &Tensor, bias: &Tensor, dilation: usize) -> Result<Convolution> {
        let (to, from, taps) = weight.dims3()?;
        let numbers = weight.flatten_all()?.to_vec1::<f32>()?;
        let mut weights = vec![[0.0; OUTPUTS]; to.div_ceil(OUTPUTS) * from * taps];
        for (output, numbers) in numbers.chunks_exact(from * taps).enumerate() {
            let group = weights.iter_mut().skip(output / OUTPUTS * from * taps);
            for (place, number) in group.zip(numbers) {
                place[output % OUTPUTS] = *number;
            }
        }
        Ok(Convolution { weights, bias: bias.to_vec1()?, from, taps, dilation })
    }

    /// Steps that are seen before the present one.
    fn reach(&self) -> usize {
        (self.taps - 1) * self.dilation
    }
}

impl CustomOp1 for Convolution {
    fn name(&self) -> &'static str {
        "convolution"
    }

    /// `[rows, from, length]` becomes `[rows, to, length - reach]`.
    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (rows, from, length) = layout.shape().dims3()?;
        let x = numbers(storage, layout)?;
        let Some(steps) = length.checked_sub(self.reach()).filter(|steps| *steps > 0 && from == self.from)
        else {
            candle_core::bail!("a convolution of {} channels was given {:?}", self.from, layout.shape());
        };
        let to = self.bias.len();
        let mut y = vec![0.0; rows * to * steps];
        for (x, y) in x.chunks_exact(from * length).zip(y.chunks_exact_mut(to * steps)) {
            Arch::new().dispatch(Sums { of: self, x, length, y, steps });
        }
        Ok((CpuStorage::F32(y), (rows, to, steps).into()))
    }
}

/// The sums of one row, with the widest instructions there are.
struct Sums<'a> {
    of: &'a Convolution,
    x: &'a [f32],
    length: usize,
    y: &'a mut [f32],
    steps: usize,
}

impl WithSimd for Sums<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Convolution { weights, bias, from, taps, .. } = self.of;
        let groups = weights.chunks_exact(from * taps).zip(bias.chunks(OUTPUTS));
        for ((weights, bias), y) in groups.zip(self.y.chunks_mut(OUTPUTS * self.steps)) {
            let row = Row { of: self.of, weights, bias, x: self.x, length: self.length, steps: self.steps };
            let mut step = 0;
            while step < self.steps {
                match (self.steps - step).div_ceil(S::F32_LANES) {
                    1 => row.add::<S, 1>(simd, step, y),
                    2 => row.add::<S, 2>(simd, step, y),
                    _ => row.add::<S, VECTORS>(simd, step, y),
                }
                step += VECTORS * S::F32_LANES;
            }
        }
    }
}

/// What four outputs are computed from.
struct Row<'a> {
    of: &'a Convolution,
    weights: &'a [[f32; OUTPUTS]],
    bias: &'a [f32],
    x: &'a [f32],
    length: usize,
    steps: usize,
}

impl Row<'_> {
    /// `V` vectors of steps from `step` on, the last of which may reach beyond the end.
    #[inline(always)]
    fn add<S: Simd, const V: usize>(&self, simd: S, step: usize, y: &mut [f32]) {
        let mut sums = [[simd.splat_f32s(0.0); V]; OUTPUTS];
        for (sums, bias) in sums.iter_mut().zip(self.bias) {
            *sums = [simd.splat_f32s(*bias); V];
        }
        let width = (V * S::F32_LANES).min(self.steps - step);
        let Convolution { taps, dilation, .. } = *self.of;
        for (weights, x) in self.weights.chunks_exact(taps).zip(self.x.chunks_exact(self.length)) {
            for (tap, weights) in weights.iter().enumerate() {
                let begin = step + tap * dilation;
                let x = loaded::<S, V>(simd, &x[begin..begin + width]);
                for (sums, weight) in sums.iter_mut().zip(weights) {
                    let weight = simd.splat_f32s(*weight);
                    for (sum, x) in sums.iter_mut().zip(x) {
                        *sum = simd.mul_add_e_f32s(weight, x, *sum);
                    }
                }
            }
        }
        for (y, sums) in y.chunks_exact_mut(self.steps).zip(&sums) {
            let places = y[step..step + width].chunks_mut(S::F32_LANES);
            for (place, sum) in places.zip(sums) {
                simd.partial_store_f32s(place, *sum);
            }
        }
    }
}

#[inline(always)]
fn loaded<S: Simd, const V: usize>(simd: S, x: &[f32]) -> [S::f32s; V] {
    let mut vectors = [simd.splat_f32s(0.0); V];
    let (whole, rest) = S::as_simd_f32s(x);
    if whole.len() == V {
        for (vector, x) in vectors.iter_mut().zip(whole) {
            *vector = *x;
        }
    } else {
        for (vector, x) in vectors.iter_mut().zip(whole) {
            *vector = *x;
        }
        if let Some(vector) = vectors.get_mut(whole.len()) {
            *vector = simd.partial_load_f32s(rest);
        }
    }
    vectors
}
