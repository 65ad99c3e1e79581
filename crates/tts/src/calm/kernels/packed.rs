use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape};
use pulp::{Arch, Simd, WithSimd};

use super::numbers;

/// Outputs that are computed side by side, one in each lane.
const LANES: usize = 16;
/// Numbers of a row that share a scale.
const BLOCK: usize = 32;
/// Rows that are computed together where there are not more.
const FEW: usize = 4;
/// Sums that run beside each other where there is only one row.
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

    /// The lanes of a tile are one, two or four vectors; a processor without vectors counts each by itself.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match S::F32_LANES {
            16 => self.compute::<S, 1, 8>(simd),
            8 => self.compute::<S, 2, 4>(simd),
            4 => self.compute::<S, 4, 4>(simd),
            _ => self.compute::<S, LANES, 1>(simd),
        }
    }
}

impl Product<'_> {
    /// `V` vectors make up a tile; `ROWS` of the input share what was unpacked for them, as far as registers reach for
    /// their sums.
    #[inline(always)]
    fn compute<S: Simd, const V: usize, const ROWS: usize>(self, simd: S) {
        let Packed { from, to, tiles } = self.matrix;
        match tiles {
            Tiles::Full(numbers) => {
                for (tile, numbers) in numbers.chunks_exact(*from).enumerate() {
                    let tile = Tile { numbers, scales: None, begin: tile * LANES, to: *to };
                    tile.rows::<S, V, ROWS>(simd, self.x, self.y);
                }
            }
            Tiles::Eight(quants, scales) => {
                let tiles = quants.chunks_exact(*from).zip(scales.chunks_exact(from / BLOCK));
                for (tile, (numbers, scales)) in tiles.enumerate() {
                    let tile = Tile { numbers, scales: Some(scales), begin: tile * LANES, to: *to };
                    tile.rows::<S, V, ROWS>(simd, self.x, self.y);
                }
            }
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

/// Sixteen outputs of a matrix with `to` of them, from the output `begin` on.
struct Tile<'a, T> {
    numbers: &'a [[T; LANES]],
    scales: Option<&'a [Lanes]>,
    begin: usize,
    to: usize,
}

impl<T: Number> Tile<'_, T> {
    /// The products of every row of `x`, put where they belong in `y`.
    #[inline(always)]
    fn rows<S: Simd, const V: usize, const ROWS: usize>(&self, simd: S, x: &[f32], y: &mut [f32]) {
        let from = self.numbers.len();
        let mut row = 0;
        let mut rest = x;
        while let Some((x, later)) = rest.split_at_checked(ROWS * from) {
            self.several::<S, V, ROWS>(simd, x, row, y);
            (rest, row) = (later, row + ROWS);
        }
        while let Some((x, later)) = rest.split_at_checked(FEW * from) {
            self.several::<S, V, FEW>(simd, x, row, y);
            (rest, row) = (later, row + FEW);
        }
        for x in rest.chunks_exact(from) {
            self.single::<S, V>(simd, x, row, y);
            row += 1;
        }
    }

    /// What belongs to this tile of one row of the product.
    #[inline(always)]
    fn place<'y>(&self, row: usize, y: &'y mut [f32]) -> &'y mut [f32] {
        let begin = row * self.to + self.begin;
        let end = (row * self.to + self.to).min(begin + LANES);
        y.get_mut(begin..end).unwrap_or_default()
    }

    #[inline(always)]
    fn several<S: Simd, const V: usize, const ROWS: usize>(
        &self,
        simd: S,
        x: &[f32],
        row: usize,
        y: &mut [f32],
    ) {
        let from = self.numbers.len();
        let mut all = [[simd.splat_f32s(0.0); V]; ROWS];
        for (block, numbers) in self.numbers.chunks(BLOCK).enumerate() {
            let mut rows = [[0.0; BLOCK]; ROWS];
            for (row, x) in rows.iter_mut().zip(x.chunks_exact(from)) {
                let x = &x[block * BLOCK..block * BLOCK + numbers.len()];
                row[..x.len()].copy_from_slice(x);
            }
            let mut sums = [[simd.splat_f32s(0.0); V]; ROWS];
            for (step, numbers) in numbers.iter().enumerate() {
                let numbers = unpacked(numbers);
                let (numbers, _) = S::as_simd_f32s(&numbers);
                for (sums, row) in sums.iter_mut().zip(&rows) {
                    let x = simd.splat_f32s(row[step % BLOCK]);
                    for (sum, numbers) in sums.iter_mut().zip(numbers) {
                        *sum = simd.mul_add_e_f32s(*numbers, x, *sum);
                    }
                }
            }
            for (all, sums) in all.iter_mut().zip(&sums) {
                self.add(simd, block, all, sums);
            }
        }
        for (index, all) in all.iter().enumerate() {
            store(simd, all, self.place(row + index, y));
        }
    }

    /// The same for one row. Its sums run beside each other: an addition takes longer than it takes to begin one.
    #[inline(always)]
    fn single<S: Simd, const V: usize>(&self, simd: S, x: &[f32], row: usize, y: &mut [f32]) {
        let mut all = [simd.splat_f32s(0.0); V];
        let ((blocks, rest), (x, x_rest)) = (self.numbers.as_chunks::<BLOCK>(), x.as_chunks::<BLOCK>());
        for (block, (numbers, x)) in blocks.iter().zip(x).enumerate() {
            let mut sums = [[simd.splat_f32s(0.0); V]; CHAINS];
            for (numbers, x) in numbers.as_chunks::<CHAINS>().0.iter().zip(x.as_chunks::<CHAINS>().0) {
                for chain in 0..CHAINS {
                    add(simd, &mut sums[chain], &numbers[chain], x[chain]);
                }
            }
            for sums in &sums {
                self.add(simd, block, &mut all, sums);
            }
        }
        // Only matrices without scales end in a part of a block.
        for (numbers, x) in rest.iter().zip(x_rest) {
            add(simd, &mut all, numbers, *x);
        }
        store(simd, &all, self.place(row, y));
    }

    /// Adds the sums of a block, by its scales where it has some.
    #[inline(always)]
    fn add<S: Simd, const V: usize>(
        &self,
        simd: S,
        block: usize,
        all: &mut [S::f32s; V],
        sums: &[S::f32s; V],
    ) {
        match self.scales.and_then(|scales| scales.get(block)) {
            Some(scales) => {
                for ((all, sum), scale) in all.iter_mut().zip(sums).zip(S::as_simd_f32s(scales).0) {
                    *all = simd.mul_add_e_f32s(*sum, *scale, *all);
                }
            }
            None => {
                for (all, sum) in all.iter_mut().zip(sums) {
                    *all = simd.add_f32s(*all, *sum);
                }
            }
        }
    }
}

#[inline(always)]
fn add<S: Simd, T: Number, const V: usize>(simd: S, sums: &mut [S::f32s; V], numbers: &[T; LANES], x: f32) {
    let (numbers, x) = (unpacked(numbers), simd.splat_f32s(x));
    for (sum, numbers) in sums.iter_mut().zip(S::as_simd_f32s(&numbers).0) {
        *sum = simd.mul_add_e_f32s(*numbers, x, *sum);
    }
}

#[inline(always)]
fn unpacked<T: Number>(numbers: &[T; LANES]) -> Lanes {
    let mut unpacked = [0.0; LANES];
    for (unpacked, number) in unpacked.iter_mut().zip(numbers) {
        *unpacked = number.number();
    }
    unpacked
}

#[inline(always)]
fn store<S: Simd>(simd: S, sums: &[S::f32s], place: &mut [f32]) {
    for (place, sum) in place.chunks_mut(S::F32_LANES).zip(sums) {
        simd.partial_store_f32s(place, *sum);
    }
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
