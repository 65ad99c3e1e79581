use std::ops::Range;

use super::cpu::{Cpu, LANES, Lanes, Work};
use super::crew::Crew;
use super::each::{largest, sum};

/// Numbers that share a scale.
pub(super) const BLOCK: usize = 32;
/// Rows that one thread rounds at a time: whole groups.
const PIECE: usize = 32;

/// 32 numbers of a row in 8 bits.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(super) struct Block {
    /// Four signed bytes each, none of them -128, the first the lowest.
    pub(super) fours: [i32; BLOCK / 4],
    /// What 1 stands for. Not a number where one of the 32 is none or is endless.
    pub(super) scale: f32,
    /// The sum of all, as numbers.
    pub(super) sum: f32,
    /// The sums of the bytes of either half.
    pub(super) halves: [i32; 2],
}

impl Block {
    const ZERO: Block = Block { fours: [0; BLOCK / 4], scale: 0.0, sum: 0.0, halves: [0; 2] };

    /// Rounded to the nearest, the largest one to 127, as ggml's `q8_0` does it.
    #[inline(always)]
    fn of(numbers: &[f32; BLOCK]) -> Block {
        // Side by side, or each would wait for the one before it.
        let (mut most, mut flaws) = ([0.0_f32; LANES], [0.0_f32; LANES]);
        for numbers in numbers.as_chunks::<LANES>().0 {
            for ((most, flaw), number) in most.iter_mut().zip(&mut flaws).zip(numbers) {
                *most = most.max(number.abs());
                // Nought for all that is a number.
                *flaw += number * 0.0;
            }
        }
        let (largest, flaw) = (largest(most), sum(flaws));
        let scale = largest / 127.0;
        // A scale that is too small to be divided by belongs to numbers that are too small to matter.
        let inverse = if scale >= f32::MIN_POSITIVE { 1.0 / scale } else { 0.0 };
        let mut bytes = [0_i8; BLOCK];
        for (byte, number) in bytes.iter_mut().zip(numbers) {
            // Adding this leaves a number's nearest whole one in the lowest bits.
            *byte = (number * inverse + 12_582_912.0).to_bits() as i8;
        }
        let mut halves = [0; 2];
        for (half, bytes) in halves.iter_mut().zip(bytes.as_chunks::<{ BLOCK / 2 }>().0) {
            *half = bytes.iter().map(|byte| i32::from(*byte)).sum();
        }
        let mut fours = [0; BLOCK / 4];
        for (four, bytes) in fours.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *four = i32::from_le_bytes(bytes.map(i8::cast_unsigned));
        }
        let scale = scale + flaw;
        Block { fours, scale, sum: scale * (halves[0] + halves[1]) as f32, halves }
    }
}

/// Rows of numbers in 8 bits, in groups of 8 (or as many as the processor likes), 4, 2 and 1 rows. In a group the first
/// blocks of all its rows come first, then the second ones, and so on.
pub(super) struct Input {
    blocks: Vec<Block>,
    /// Of each row, an even number.
    width: usize,
    /// Rows of the largest groups.
    largest: usize,
}

/// Rows that are computed together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<'a> {
    /// The first row.
    pub(super) begin: usize,
    /// 1, 2, 4 or 8.
    pub(super) rows: usize,
    pub(super) blocks: &'a [Block],
}

impl Input {
    /// Of `n` rows of `from` numbers; `row` has each of them.
    pub(super) fn new<'a>(
        crew: &Crew,
        cpu: Cpu,
        n: usize,
        from: usize,
        row: impl Fn(usize) -> &'a [f32] + Sync,
    ) -> Input {
        let width = from.div_ceil(2 * BLOCK) * 2;
        let largest = cpu.rows();
        let mut blocks = vec![Block::ZERO; width * n];
        crew.share(blocks.chunks_mut(width * PIECE).enumerate(), |(index, blocks)| {
            cpu.run(Rounding { blocks, width, largest, row: |at| row(index * PIECE + at) });
        });
        Input { blocks, width, largest }
    }

    /// The groups that `rows` consist of: its ends must be ends of groups.
    pub(super) fn groups(&self, rows: Range<usize>) -> impl Iterator<Item = Group<'_>> {
        let mut begin = rows.start;
        std::iter::from_fn(move || {
            let left = rows.end.checked_sub(begin).filter(|left| *left > 0)?;
            let group = group(left, self.largest);
            let blocks = self.blocks.get(begin * self.width..(begin + group) * self.width)?;
            let first = begin;
            begin += group;
            Some(Group { begin: first, rows: group, blocks })
        })
    }
}

/// Rows of the first group of `left`.
fn group(left: usize, largest: usize) -> usize {
    if left >= largest { largest } else { 1 << left.ilog2() }
}

/// Rounds as many rows as there are blocks for.
struct Rounding<'b, R> {
    blocks: &'b mut [Block],
    width: usize,
    largest: usize,
    row: R,
}

impl<'a, R: Fn(usize) -> &'a [f32]> Work for Rounding<'_, R> {
    type Output = ();

    #[inline(always)]
    fn compute<L: Lanes>(self, _: L) {
        let Rounding { blocks, width, largest, row } = self;
        let n = blocks.len() / width;
        let mut begin = 0;
        while begin < n {
            let rows = group(n - begin, largest);
            for index in 0..rows {
                let (whole, rest) = row(begin + index).as_chunks::<BLOCK>();
                let mut to = blocks.iter_mut().skip(begin * width + index).step_by(rows);
                for (block, numbers) in to.by_ref().zip(whole) {
                    *block = Block::of(numbers);
                }
                if let Some(block) = to.next().filter(|_| !rest.is_empty()) {
                    let mut last = [0.0; BLOCK];
                    last[..rest.len()].copy_from_slice(rest);
                    *block = Block::of(&last);
                }
            }
            begin += rows;
        }
    }
}
