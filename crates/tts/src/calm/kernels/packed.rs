use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape};
use pulp::{Arch, Simd, WithSimd};

use super::{multiply_add, numbers};

/// Outputs that are computed side by side, one in each lane.
const LANES: usize = 16;
/// Numbers of a row that share a scale.
const BLOCK: usize = 32;
/// Rows of the input that share what was unpacked for them.
const ROWS: usize = 4;
/// Sums that run beside each other where there is only one row: an addition takes longer than it takes to begin one.
const CHAINS: usize = 4;

type Lanes = [f32; LANES];

/// A matrix `[to, from]`, laid out in tiles of 16 outputs so that each instruction multiplies one input with the numbers of
/// 16 outputs. They have 32 bits, or 8 with a scale for every 32 of a row (ggml's `q8_0`). Inputs stay in 32 bits: nothing
/// but the weights is rounded.
pub(crate) struct Packed {
    from: usize,
    to: usize,
    tiles: Tiles,
}

enum Tiles {
    /// For each tile, for each input: the numbers of 16 outputs.
    Full(Vec<Lanes>),
    /// The same in 8 bits; and for each tile, for each block, the scales of 16 outputs.
    Eight(Vec<[i8; LANES]>, Vec<Lanes>),
}

impl Packed {
    /// `from` is a multiple of this where numbers have 8 bits.
    pub(crate) const BLOCK: usize = BLOCK;

    /// From the scales and quants of `q8_0`, row by row.
    pub(crate) fn of_blocks(scales: &[f32], quants: &[i8], from: usize, to: usize) -> Result<Packed> {
        let blocks = from / BLOCK;
        if !from.is_multiple_of(BLOCK) || scales.len() != blocks * to || quants.len() != from * to {
            candle_core::bail!("{} numbers of 8 bits do not make a matrix of {to} by {from}", quants.len());
        }
        Ok(Packed { from, to, tiles: Tiles::Eight(tiled(quants, from), tiled(scales, blocks)) })
    }

    /// From the numbers of `[to, from]`, rounded to 8 bits; the largest of a block is exact.
    pub(crate) fn rounded(numbers: &[f32], from: usize, to: usize) -> Result<Packed> {
        let mut scales = Vec::with_capacity(numbers.len() / BLOCK);
        let mut quants = Vec::with_capacity(numbers.len());
        for block in numbers.chunks(BLOCK) {
            let largest = block.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
            let scale = largest / 127.0;
            let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
            scales.push(scale);
            quants.extend(block.iter().map(|number| (number * inverse).round() as i8));
        }
        Packed::of_blocks(&scales, &quants, from, to)
    }

    /// From the numbers of `[to, from]` as they are.
    pub(crate) fn full(numbers: &[f32], from: usize, to: usize) -> Result<Packed> {
        if from == 0 || numbers.len() != from * to {
            candle_core::bail!("{} numbers do not make a matrix of {to} by {from}", numbers.len());
        }
        Ok(Packed { from, to, tiles: Tiles::Full(tiled(numbers, from)) })
    }
}

/// Rows of `width` as tiles: 16 rows become one of sixteen lanes. What is missing in the last tile is nought.
fn tiled<T: Copy + Default>(rows: &[T], width: usize) -> Vec<[T; LANES]> {
    let mut tiles = vec![[T::default(); LANES]; (rows.len() / width).div_ceil(LANES) * width];
    for (row, numbers) in rows.chunks_exact(width).enumerate() {
        for (tile, number) in tiles.iter_mut().skip(row / LANES * width).zip(numbers) {
            tile[row % LANES] = *number;
        }
    }
    tiles
}

/// A product, computed with the widest instructions there are. They reach what is inlined into it, and nothing else.
struct Product<'a> {
    matrix: &'a Packed,
    x: &'a [f32],
    y: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        if S::F32_LANES > 1 { self.compute::<true>() } else { self.compute::<false>() }
    }
}

impl Product<'_> {
    #[inline(always)]
    fn compute<const FUSED: bool>(self) {
        let Packed { from, to, tiles } = self.matrix;
        let (x, y, from, to) = (self.x, self.y, *from, *to);
        match tiles {
            Tiles::Full(numbers) => {
                for (tile, numbers) in numbers.chunks_exact(from).enumerate() {
                    each_row::<FUSED, f32>(numbers, None, x, |row, sums| keep(y, to, tile, row, sums));
                }
            }
            Tiles::Eight(quants, scales) => {
                for (tile, (quants, scales)) in
                    quants.chunks_exact(from).zip(scales.chunks_exact(from / BLOCK)).enumerate()
                {
                    each_row::<FUSED, i8>(quants, Some(scales), x, |row, sums| keep(y, to, tile, row, sums));
                }
            }
        }
    }
}

/// Hands the products of every row of `x` with one tile to `keep`.
#[inline(always)]
fn each_row<const FUSED: bool, T: Number>(
    tile: &[[T; LANES]],
    scales: Option<&[Lanes]>,
    x: &[f32],
    mut keep: impl FnMut(usize, &Lanes),
) {
    let from = tile.len();
    let mut rows = x.chunks_exact(ROWS * from);
    let mut row = 0;
    for x in rows.by_ref() {
        for sums in &several::<FUSED, T>(tile, scales, x) {
            keep(row, sums);
            row += 1;
        }
    }
    for x in rows.remainder().chunks_exact(from) {
        keep(row, &single::<FUSED, T>(tile, scales, x));
        row += 1;
    }
}

#[inline(always)]
fn keep(y: &mut [f32], to: usize, tile: usize, row: usize, sums: &Lanes) {
    let begin = row * to + tile * LANES;
    let end = (row * to + to).min(begin + LANES);
    if let Some(place) = y.get_mut(begin..end) {
        for (y, sum) in place.iter_mut().zip(sums) {
            *y = *sum;
        }
    }
}

/// A number as it is stored.
trait Number: Copy {
    fn number(self) -> f32;
}

impl Number for f32 {
    #[inline(always)]
    fn number(self) -> f32 {
        self
    }
}

impl Number for i8 {
    #[inline(always)]
    fn number(self) -> f32 {
        f32::from(self)
    }
}

#[inline(always)]
fn add<const FUSED: bool, T: Number>(sums: &mut Lanes, numbers: &[T; LANES], factor: f32) {
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum = multiply_add::<FUSED>(number.number(), factor, *sum);
    }
}

#[inline(always)]
fn add_scaled<const FUSED: bool>(all: &mut Lanes, sums: &Lanes, scales: Option<&Lanes>) {
    match scales {
        Some(scales) => {
            for ((all, sum), scale) in all.iter_mut().zip(sums).zip(scales) {
                *all = multiply_add::<FUSED>(*sum, *scale, *all);
            }
        }
        None => {
            for (all, sum) in all.iter_mut().zip(sums) {
                *all += sum;
            }
        }
    }
}

/// The products of [`ROWS`] rows with one tile.
#[inline(always)]
fn several<const FUSED: bool, T: Number>(
    tile: &[[T; LANES]],
    scales: Option<&[Lanes]>,
    x: &[f32],
) -> [Lanes; ROWS] {
    let from = tile.len();
    let (a, rest) = x.split_at(from);
    let (b, rest) = rest.split_at(from);
    let (c, d) = rest.split_at(from);
    let mut all = [[0.0; LANES]; ROWS];
    for (block, tile) in tile.chunks(BLOCK).enumerate() {
        let at = block * BLOCK..block * BLOCK + tile.len();
        let (a, b, c, d) = (&a[at.clone()], &b[at.clone()], &c[at.clone()], &d[at]);
        let mut sums = [[0.0; LANES]; ROWS];
        for ((((numbers, a), b), c), d) in tile.iter().zip(a).zip(b).zip(c).zip(d) {
            let numbers = numbers.map(T::number);
            add::<FUSED, f32>(&mut sums[0], &numbers, *a);
            add::<FUSED, f32>(&mut sums[1], &numbers, *b);
            add::<FUSED, f32>(&mut sums[2], &numbers, *c);
            add::<FUSED, f32>(&mut sums[3], &numbers, *d);
        }
        let scales = scales.map(|scales| &scales[block]);
        for (all, sums) in all.iter_mut().zip(&sums) {
            add_scaled::<FUSED>(all, sums, scales);
        }
    }
    all
}

/// The products of one row with one tile.
#[inline(always)]
fn single<const FUSED: bool, T: Number>(tile: &[[T; LANES]], scales: Option<&[Lanes]>, x: &[f32]) -> Lanes {
    let mut all = [0.0; LANES];
    for (block, (tile, x)) in tile.chunks(BLOCK).zip(x.chunks(BLOCK)).enumerate() {
        let mut sums = [[0.0; LANES]; CHAINS];
        for (tile, x) in tile.chunks(CHAINS).zip(x.chunks(CHAINS)) {
            for ((sums, numbers), x) in sums.iter_mut().zip(tile).zip(x) {
                add::<FUSED, T>(sums, numbers, *x);
            }
        }
        let scales = scales.map(|scales| &scales[block]);
        for sums in &sums {
            add_scaled::<FUSED>(&mut all, sums, scales);
        }
    }
    all
}

impl CustomOp1 for Packed {
    fn name(&self) -> &'static str {
        "packed"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let x = numbers(storage, layout)?;
        let mut shape = layout.dims().to_vec();
        match shape.last_mut() {
            Some(width) if *width == self.from => *width = self.to,
            _ => candle_core::bail!("a matrix of {} by {} was given {shape:?}", self.to, self.from),
        }
        let mut y = vec![0.0; x.len() / self.from * self.to];
        Arch::new().dispatch(Product { matrix: self, x, y: &mut y });
        Ok((CpuStorage::F32(y), shape.into()))
    }
}

#[cfg(test)]
mod tests {
    use candle_core::{Device, Tensor};

    use super::*;

    fn drawn(count: usize, seed: u64) -> Vec<f32> {
        let mut noise = crate::calm::noise::Noise::new(seed);
        (0..count).map(|_| noise.draw()).collect()
    }

    /// Against sums in double precision, for counts of rows and widths that fill tiles and blocks and that do not.
    #[test]
    fn products_are_those_of_the_matrix() {
        for (rows, from, to) in [(1, 32, 16), (1, 64, 5), (3, 96, 40), (9, 33, 17), (4, 7, 1), (30, 512, 48)]
        {
            let (x, w) = (drawn(rows * from, 1), drawn(to * from, 2));
            let input = Tensor::from_vec(x.clone(), (rows, from), &Device::Cpu).unwrap();
            let product = |matrix: &Packed| input.apply_op1_no_bwd(matrix).unwrap().to_vec2::<f32>().unwrap();
            let exact = |row: usize, out: usize| -> f64 {
                let pairs = x[row * from..(row + 1) * from].iter().zip(&w[out * from..(out + 1) * from]);
                pairs.map(|(x, w)| f64::from(*x) * f64::from(*w)).sum()
            };
            let full = product(&Packed::full(&w, from, to).unwrap());
            let rounded = (from % BLOCK == 0).then(|| product(&Packed::rounded(&w, from, to).unwrap()));
            for row in 0..rows {
                for out in 0..to {
                    let exact = exact(row, out);
                    assert!((f64::from(full[row][out]) - exact).abs() < 1e-4, "{rows} {from} {to}");
                    if let Some(rounded) = &rounded {
                        // Half a step of 1/127 of a number of about 3, for each of `from` products.
                        let most = 0.012 * 4.0 * (from as f64).sqrt();
                        assert!((f64::from(rounded[row][out]) - exact).abs() < most, "{rows} {from} {to}");
                    }
                }
            }
        }
    }
}
