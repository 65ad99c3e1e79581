use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};
use pulp::{Arch, Simd, WithSimd};

use super::each::exp;
use super::{multiply_add, numbers};

const LANES: usize = 16;
/// Numbers of a value that are summed up together.
const CHUNK: usize = 64;

/// What a query may look at.
pub(crate) struct Attention<'a> {
    /// Slots that were filled before these steps.
    pub(crate) filled: usize,
    /// Empty slots in front of each row.
    pub(crate) pads: &'a [usize],
    /// Positions that are looked back on, this one included; none: all.
    pub(crate) window: Option<usize>,
}

/// Attention by scaled products (<https://arxiv.org/abs/1706.03762>), where several heads of queries may share keys
/// (<https://arxiv.org/abs/2305.13245>). `queries`: `[rows, heads, steps, width]`; `keys` and `values`:
/// `[rows, shared heads, slots, width]`; gives `[rows, steps, heads * width]`. On a processor only.
pub(crate) fn attend(
    queries: &Tensor,
    keys: &Tensor,
    values: &Tensor,
    attention: &Attention<'_>,
) -> Result<Tensor> {
    queries.apply_op3_no_bwd(keys, values, attention)
}

impl CustomOp3 for Attention<'_> {
    fn name(&self) -> &'static str {
        "attention"
    }

    fn cpu_fwd(
        &self,
        s1: &CpuStorage,
        l1: &Layout,
        s2: &CpuStorage,
        l2: &Layout,
        s3: &CpuStorage,
        l3: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (rows, heads, steps, width) = l1.shape().dims4()?;
        let (_, shared, slots, _) = l2.shape().dims4()?;
        let (queries, keys, values) = (numbers(s1, l1)?, numbers(s2, l2)?, numbers(s3, l3)?);
        let fits =
            l2.dims() == [rows, shared, slots, width] && l3.dims() == l2.dims() && self.pads.len() == rows;
        if !fits || !heads.is_multiple_of(shared) || self.filled + steps > slots || width == 0 {
            candle_core::bail!("{:?} cannot attend to {:?}", l1.shape(), l2.shape());
        }
        let mut heard = vec![0.0; rows * steps * heads * width];
        let mut scores = Vec::with_capacity(slots);
        for (index, queries) in queries.chunks_exact(steps * width).enumerate() {
            let (row, head) = (index / heads, index % heads);
            let held = (row * shared + head * shared / heads) * slots * width;
            let held = held..held + slots * width;
            Arch::new().dispatch(Head {
                of: self,
                pad: self.pads[row],
                queries,
                keys: &keys[held.clone()],
                values: &values[held],
                width,
                scores: &mut scores,
                heard: &mut heard[(row * steps * heads + head) * width..],
                stride: heads * width,
            });
        }
        Ok((CpuStorage::F32(heard), (rows, steps, heads * width).into()))
    }
}

/// One head of one row, with the widest instructions there are.
struct Head<'a> {
    of: &'a Attention<'a>,
    pad: usize,
    queries: &'a [f32],
    keys: &'a [f32],
    values: &'a [f32],
    width: usize,
    scores: &'a mut Vec<f32>,
    heard: &'a mut [f32],
    /// From one step of `heard` to the next.
    stride: usize,
}

impl WithSimd for Head<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        if S::F32_LANES > 1 { self.attend::<true>() } else { self.attend::<false>() }
    }
}

impl Head<'_> {
    #[inline(always)]
    fn attend<const FUSED: bool>(self) {
        let Head { of, pad, queries, keys, values, width, scores, heard, stride } = self;
        let scale = 1.0 / (width as f32).sqrt();
        for (step, query) in queries.chunks_exact(width).enumerate() {
            let here = of.filled + step;
            let first = of.window.map_or(0, |window| (here + 1).saturating_sub(window)).max(pad).min(here);
            let seen = first * width..(here + 1) * width;
            scores.clear();
            for key in keys[seen.clone()].chunks_exact(width) {
                scores.push(dot::<FUSED>(query, key) * scale);
            }
            let mut largest = f32::NEG_INFINITY;
            for score in scores.iter() {
                largest = largest.max(*score);
            }
            for score in scores.iter_mut() {
                *score = exp(*score - largest);
            }
            // Added up by themselves: exponentials are computed side by side, a sum is not.
            let scale = 1.0 / scores.iter().sum::<f32>();
            let heard = &mut heard[step * stride..step * stride + width];
            weigh::<FUSED>(&values[seen], scores, scale, heard);
        }
    }
}

/// `heard` becomes the sum of all `values`, each by its share.
#[inline(always)]
fn weigh<const FUSED: bool>(values: &[f32], shares: &[f32], scale: f32, heard: &mut [f32]) {
    let width = heard.len();
    let (whole, rest) = heard.as_chunks_mut::<CHUNK>();
    for (chunk, heard) in whole.iter_mut().enumerate() {
        // Kept in registers until all are added.
        let mut sums = [0.0; CHUNK];
        for (value, share) in values.chunks_exact(width).zip(shares) {
            if let Some(value) = value.as_chunks::<CHUNK>().0.get(chunk) {
                for (sum, value) in sums.iter_mut().zip(value) {
                    *sum = multiply_add::<FUSED>(*value, *share, *sum);
                }
            }
        }
        for (heard, sum) in heard.iter_mut().zip(&sums) {
            *heard = sum * scale;
        }
    }
    for (value, share) in values.chunks_exact(width).zip(shares) {
        for (heard, value) in rest.iter_mut().zip(value.as_chunks::<CHUNK>().1) {
            *heard += value * share * scale;
        }
    }
}

#[inline(always)]
fn dot<const FUSED: bool>(a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum = multiply_add::<FUSED>(*a, *b, *sum);
        }
    }
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            sums[lane] += sums[lane + half];
        }
        half /= 2;
    }
    let mut sum = sums[0];
    for (a, b) in a_rest.iter().zip(b_rest) {
        sum += a * b;
    }
    sum
}
