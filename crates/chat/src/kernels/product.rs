//! The inner loops of products: sixteen rows of a matrix with a few rows of the input.

use super::cpu::{LANES, Lanes, Line};
use super::input::{BLOCK, Block};
use super::packing::{K_HEAD, MINS, Packing, Q4_LINES, Q4K_LINES, Q5K_LINES, Q6K_HEAD, Q6K_LINES, Q8_LINES};

/// The products of sixteen rows with `R` rows of 8 bits. `records` are those of the sixteen rows; `blocks` are the input's,
/// of all `R` rows side by side.
#[inline(always)]
pub(super) fn rounded<L: Lanes, const R: usize>(
    lanes: L,
    packing: Packing,
    records: &[Line],
    blocks: &[Block],
) -> [[f32; LANES]; R] {
    let mut sums = [lanes.splat(0.0); R];
    let blocks = blocks.as_chunks::<R>().0;
    match packing {
        Packing::Q4 => {
            for (record, blocks) in records.as_chunks::<Q4_LINES>().0.iter().zip(blocks.as_chunks::<2>().0) {
                q4(lanes, record, blocks, &mut sums);
            }
        }
        Packing::Q8 => {
            for (record, blocks) in records.as_chunks::<Q8_LINES>().0.iter().zip(blocks.as_chunks::<2>().0) {
                q8(lanes, record, blocks, &mut sums);
            }
        }
        Packing::Q4K => {
            for (record, blocks) in records.as_chunks::<Q4K_LINES>().0.iter().zip(blocks.as_chunks::<8>().0) {
                q4k(lanes, record, blocks, &mut sums);
            }
        }
        Packing::Q5K => {
            for (record, blocks) in records.as_chunks::<Q5K_LINES>().0.iter().zip(blocks.as_chunks::<8>().0) {
                q5k(lanes, record, blocks, &mut sums);
            }
        }
        Packing::Q6K => {
            for (record, blocks) in records.as_chunks::<Q6K_LINES>().0.iter().zip(blocks.as_chunks::<8>().0) {
                q6k(lanes, record, blocks, &mut sums);
            }
        }
        Packing::F32 | Packing::F16 | Packing::Bf16 => {}
    }
    stored(lanes, sums)
}

/// The products of sixteen rows with `R` rows as they are, `row(r)` being one of them.
#[inline(always)]
pub(super) fn whole<'x, L: Lanes, const R: usize>(
    lanes: L,
    packing: Packing,
    records: &[Line],
    row: impl Fn(usize) -> &'x [f32],
) -> [[f32; LANES]; R] {
    let mut sums = [lanes.splat(0.0); R];
    let rows: [&[f32]; R] = std::array::from_fn(row);
    let from = rows.iter().map(|row| row.len()).min().unwrap_or_default();
    let rows = rows.map(|row| &row[..from]);
    match packing {
        Packing::F32 => {
            for (line, at) in records.iter().zip(0..from) {
                let numbers = lanes.reals(line);
                for (sum, row) in sums.iter_mut().zip(rows) {
                    *sum = lanes.mul_add(numbers, lanes.splat(row[at]), *sum);
                }
            }
        }
        Packing::F16 | Packing::Bf16 => {
            for (line, at) in records.iter().zip((0..from).step_by(2)) {
                for part in 0..2.min(from - at) {
                    let numbers = if packing == Packing::F16 {
                        lanes.halves(line, part)
                    } else {
                        lanes.brain(line, part)
                    };
                    for (sum, row) in sums.iter_mut().zip(rows) {
                        *sum = lanes.mul_add(numbers, lanes.splat(row[at + part]), *sum);
                    }
                }
            }
        }
        _ => {}
    }
    stored(lanes, sums)
}

#[inline(always)]
fn stored<L: Lanes, const R: usize>(lanes: L, sums: [L::Real; R]) -> [[f32; LANES]; R] {
    sums.map(|sum| {
        let mut numbers = [0.0; LANES];
        lanes.store(sum, &mut numbers);
        numbers
    })
}

/// Adds what a block's whole sums stand for.
#[inline(always)]
fn add<L: Lanes, const R: usize>(
    lanes: L,
    scale: L::Real,
    whole: [L::Whole; R],
    blocks: &[Block; R],
    sums: &mut [L::Real; R],
) {
    for ((sum, whole), block) in sums.iter_mut().zip(whole).zip(blocks) {
        let product = lanes.mul(lanes.real(whole), lanes.splat(block.scale));
        *sum = lanes.mul_add(product, scale, *sum);
    }
}

/// Takes off what all numbers of a block are too large by.
#[inline(always)]
fn take<L: Lanes, const R: usize>(lanes: L, least: L::Real, blocks: &[Block; R], sums: &mut [L::Real; R]) {
    for (sum, block) in sums.iter_mut().zip(blocks) {
        *sum = lanes.mul_add(least, lanes.splat(-block.sum), *sum);
    }
}

/// Adds the products of four numbers of sixteen rows with those of each row of the input.
#[inline(always)]
fn four<L: Lanes, const R: usize>(
    lanes: L,
    bytes: L::Bytes,
    at: usize,
    blocks: &[Block; R],
    whole: &mut [L::Whole; R],
) {
    for (whole, block) in whole.iter_mut().zip(blocks) {
        *whole = lanes.dot(*whole, bytes, block.fours[at]);
    }
}

/// Whole sums that begin with `excess` taken off for each 1 of the input.
#[inline(always)]
fn begin<L: Lanes, const R: usize>(lanes: L, excess: i32, blocks: &[Block; R]) -> [L::Whole; R] {
    blocks.each_ref().map(|block| lanes.whole(-excess * (block.halves[0] + block.halves[1])))
}

#[inline(always)]
fn q4<L: Lanes, const R: usize>(
    lanes: L,
    record: &[Line; Q4_LINES],
    blocks: &[[Block; R]; 2],
    sums: &mut [L::Real; R],
) {
    for (part, blocks) in blocks.iter().enumerate() {
        let mut whole = begin(lanes, 8, blocks);
        for at in 0..4 {
            let bytes = lanes.bytes(&record[1 + 4 * part + at]);
            four(lanes, lanes.low(bytes), at, blocks, &mut whole);
            four(lanes, lanes.high(bytes), at + 4, blocks, &mut whole);
        }
        add(lanes, lanes.halves(&record[0], part), whole, blocks, sums);
    }
}

#[inline(always)]
fn q8<L: Lanes, const R: usize>(
    lanes: L,
    record: &[Line; Q8_LINES],
    blocks: &[[Block; R]; 2],
    sums: &mut [L::Real; R],
) {
    for (part, blocks) in blocks.iter().enumerate() {
        let mut whole = begin(lanes, L::EXCESS, blocks);
        for at in 0..BLOCK / 4 {
            let bytes = lanes.signed(lanes.bytes(&record[1 + 8 * part + at]));
            for (whole, block) in whole.iter_mut().zip(blocks) {
                *whole = lanes.dot_signed(*whole, bytes, block.fours[at]);
            }
        }
        add(lanes, lanes.halves(&record[0], part), whole, blocks, sums);
    }
}

#[inline(always)]
fn q4k<L: Lanes, const R: usize>(
    lanes: L,
    record: &[Line; Q4K_LINES],
    blocks: &[[Block; R]; 8],
    sums: &mut [L::Real; R],
) {
    let scale = lanes.halves(&record[0], 0);
    let least = lanes.halves(&record[0], 1);
    for (part, blocks) in blocks.iter().enumerate() {
        let mut whole = [lanes.whole(0); R];
        for at in 0..4 {
            let bytes = lanes.bytes(&record[K_HEAD + 4 * part + at]);
            four(lanes, lanes.low(bytes), at, blocks, &mut whole);
            four(lanes, lanes.high(bytes), at + 4, blocks, &mut whole);
        }
        let scale = lanes.mul(scale, lanes.small(&record[1 + part / 4], part % 4));
        let least = lanes.mul(least, lanes.small(&record[MINS + part / 4], part % 4));
        add(lanes, scale, whole, blocks, sums);
        take(lanes, least, blocks, sums);
    }
}

#[inline(always)]
fn q5k<L: Lanes, const R: usize>(
    lanes: L,
    record: &[Line; Q5K_LINES],
    blocks: &[[Block; R]; 8],
    sums: &mut [L::Real; R],
) {
    let scale = lanes.halves(&record[0], 0);
    let least = lanes.halves(&record[0], 1);
    for (part, blocks) in blocks.iter().enumerate() {
        let lines: [L::Bytes; 5] = std::array::from_fn(|line| lanes.bytes(&record[K_HEAD + 5 * part + line]));
        let [a, b, c, d, high] = lines;
        let mut whole = [lanes.whole(0); R];
        four(lanes, lanes.with::<4>(lanes.low(a), high, 16), 0, blocks, &mut whole);
        four(lanes, lanes.with::<3>(lanes.low(b), high, 16), 1, blocks, &mut whole);
        four(lanes, lanes.with::<2>(lanes.low(c), high, 16), 2, blocks, &mut whole);
        four(lanes, lanes.with::<1>(lanes.low(d), high, 16), 3, blocks, &mut whole);
        four(lanes, lanes.with::<0>(lanes.high(a), high, 16), 4, blocks, &mut whole);
        four(lanes, lanes.with::<-1>(lanes.high(b), high, 16), 5, blocks, &mut whole);
        four(lanes, lanes.with::<-2>(lanes.high(c), high, 16), 6, blocks, &mut whole);
        four(lanes, lanes.with::<-3>(lanes.high(d), high, 16), 7, blocks, &mut whole);
        let scale = lanes.mul(scale, lanes.small(&record[1 + part / 4], part % 4));
        let least = lanes.mul(least, lanes.small(&record[MINS + part / 4], part % 4));
        add(lanes, scale, whole, blocks, sums);
        take(lanes, least, blocks, sums);
    }
}

#[inline(always)]
fn q6k<L: Lanes, const R: usize>(
    lanes: L,
    record: &[Line; Q6K_LINES],
    blocks: &[[Block; R]; 8],
    sums: &mut [L::Real; R],
) {
    let scale = lanes.halves(&record[0], 0);
    for (part, blocks) in blocks.iter().enumerate() {
        let lines: [L::Bytes; 6] =
            std::array::from_fn(|line| lanes.bytes(&record[Q6K_HEAD + 6 * part + line]));
        let [a, b, c, d, low, high] = lines;
        // Numbers are stored with 32 added, and either half of the block has a scale of its own.
        let mut whole = blocks.each_ref().map(|block| lanes.whole(-32 * block.halves[0]));
        four(lanes, lanes.with::<4>(lanes.low(a), low, 48), 0, blocks, &mut whole);
        four(lanes, lanes.with::<2>(lanes.low(b), low, 48), 1, blocks, &mut whole);
        four(lanes, lanes.with::<0>(lanes.low(c), low, 48), 2, blocks, &mut whole);
        four(lanes, lanes.with::<-2>(lanes.low(d), low, 48), 3, blocks, &mut whole);
        let first = lanes.mul(scale, lanes.small_signed(&record[1 + part / 2], part % 2 * 2));
        add(lanes, first, whole, blocks, sums);
        let mut whole = blocks.each_ref().map(|block| lanes.whole(-32 * block.halves[1]));
        four(lanes, lanes.with::<4>(lanes.high(a), high, 48), 4, blocks, &mut whole);
        four(lanes, lanes.with::<2>(lanes.high(b), high, 48), 5, blocks, &mut whole);
        four(lanes, lanes.with::<0>(lanes.high(c), high, 48), 6, blocks, &mut whole);
        four(lanes, lanes.with::<-2>(lanes.high(d), high, 48), 7, blocks, &mut whole);
        let second = lanes.mul(scale, lanes.small_signed(&record[1 + part / 2], part % 2 * 2 + 1));
        add(lanes, second, whole, blocks, sums);
    }
}
