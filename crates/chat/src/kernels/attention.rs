use std::ops::Range;

use super::cache::{Cache, Precision, SCALED};
use super::cpu::{Cpu, LANES, Lanes, Line, Work};
use super::crew::Crew;
use super::each::{exp, largest, sum};

/// Keys that are looked at before what was heard of them is weighed anew.
const KEYS: usize = 64;
/// Positions whose queries one thread takes together, at most.
const POSITIONS: usize = 32;

/// How queries look at the cache.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attention {
    /// The position of the first query. The cache has all keys and values up to the last one's.
    pub(crate) at: usize,
    /// Heads of queries, a multiple of the cache's.
    pub(crate) heads: usize,
    /// What products are multiplied by, usually one by the root of the width.
    pub(crate) scale: f32,
    /// Positions that are looked back on, this one included; none: all.
    pub(crate) window: Option<usize>,
}

/// Attention by scaled products (<https://arxiv.org/abs/1706.03762>) where several heads of queries share keys
/// (<https://arxiv.org/abs/2305.13245>), each position seeing itself and those before it. Shares are computed block by block,
/// as in FlashAttention (<https://arxiv.org/abs/2205.14135>). `queries` and `heard`: `[n, heads, width]`.
///
/// # Panics
/// Where the lengths do not fit.
pub(crate) fn attend(crew: &Crew, queries: &[f32], cache: &Cache, of: &Attention, heard: &mut [f32]) {
    let (shared, width) = (cache.heads(), cache.width());
    let row = of.heads * width;
    let n = queries.len() / row;
    assert!(
        of.heads.is_multiple_of(shared) && queries.len() == n * row && heard.len() == queries.len(),
        "{} heads of {width} do not attend to {shared}",
        of.heads
    );
    let cpu = Cpu::detect();
    if n == 1 {
        // Heads are by themselves.
        let group = of.heads / shared * width;
        let pieces = queries.chunks_exact(group).zip(heard.chunks_exact_mut(group)).enumerate();
        crew.share(pieces, |(head, (queries, heard))| {
            let piece = Piece { of, cache, heads: head..head + 1, at: of.at, queries, heard };
            cpu.run(piece);
        });
        return;
    }
    let positions = n.div_ceil(2 * crew.threads()).min(POSITIONS);
    let pieces = queries.chunks(positions * row).zip(heard.chunks_mut(positions * row));
    crew.share(pieces.enumerate(), |(index, (queries, heard))| {
        cpu.run(Piece { of, cache, heads: 0..shared, at: of.at + index * positions, queries, heard });
    });
}

/// Some positions in a row, and the queries there that look at some of the cache's heads. `queries` and `heard` have these
/// alone: `[positions, heads here * those that share one, width]`.
struct Piece<'a> {
    of: &'a Attention,
    cache: &'a Cache,
    heads: Range<usize>,
    at: usize,
    queries: &'a [f32],
    heard: &'a mut [f32],
}

impl Work for Piece<'_> {
    type Output = ();

    #[inline(always)]
    fn compute<L: Lanes>(self, lanes: L) {
        match self.cache.precision() {
            Precision::F32 => self.attend::<L, Full>(lanes),
            Precision::F16 => self.attend::<L, Half>(lanes),
            Precision::Q8 => self.attend::<L, Eight>(lanes),
        }
    }
}

/// How sixteen numbers are loaded.
trait Kept {
    /// Whether 32 numbers share a scale.
    const SCALED: bool;
    /// Lines of 32 numbers of sixteen keys.
    const LINES: usize;

    fn load<L: Lanes>(lanes: L, lines: &[Line], at: usize) -> L::Real;
}

struct Full;

impl Kept for Full {
    const SCALED: bool = false;
    const LINES: usize = 32;

    #[inline(always)]
    fn load<L: Lanes>(lanes: L, lines: &[Line], at: usize) -> L::Real {
        lanes.reals(&lines[at])
    }
}

struct Half;

impl Kept for Half {
    const SCALED: bool = false;
    const LINES: usize = 16;

    #[inline(always)]
    fn load<L: Lanes>(lanes: L, lines: &[Line], at: usize) -> L::Real {
        lanes.halves(&lines[at / 2], at % 2)
    }
}

struct Eight;

impl Kept for Eight {
    const SCALED: bool = true;
    const LINES: usize = 8;

    #[inline(always)]
    fn load<L: Lanes>(lanes: L, lines: &[Line], at: usize) -> L::Real {
        lanes.small_signed(&lines[at / 4], at % 4)
    }
}

/// What is kept of the queries of one shared head while the blocks of keys pass by. A row is one head of one position.
struct Pass {
    /// `[rows, padded width]`, scaled.
    queries: Vec<f32>,
    /// `[rows, KEYS]`: products, then shares.
    shares: Vec<f32>,
    /// `[rows, padded width]`: values by their shares.
    heard: Vec<f32>,
    /// Of each row the largest product, and the sum of the shares.
    largest: Vec<f32>,
    sums: Vec<f32>,
}

impl Piece<'_> {
    #[inline(always)]
    fn attend<L: Lanes, K: Kept>(self, lanes: L) {
        let Piece { of, cache, heads, at, queries, heard } = self;
        let (width, padded) = (cache.width(), cache.padded());
        let group = of.heads / cache.heads();
        let row = heads.len() * group * width;
        let positions = queries.len() / row;
        let rows = positions * group;
        let end = at + positions;
        let begin = of.window.map_or(0, |window| (at + 1).saturating_sub(window.max(1)));
        let mut pass = Pass {
            queries: vec![0.0; rows * padded],
            shares: vec![0.0; rows * KEYS],
            heard: vec![0.0; rows * padded],
            largest: vec![0.0; rows],
            sums: vec![0.0; rows],
        };
        for (index, head) in heads.enumerate() {
            let here = index * group * width..(index + 1) * group * width;
            let from = queries.chunks_exact(row).flat_map(|row| row[here.clone()].chunks_exact(width));
            for (to, from) in pass.queries.chunks_exact_mut(padded).zip(from) {
                for (to, from) in to.iter_mut().zip(from) {
                    *to = from * of.scale;
                }
            }
            pass.heard.fill(0.0);
            pass.largest.fill(f32::NEG_INFINITY);
            pass.sums.fill(0.0);
            // Blocks begin at the same positions for every query, so that its sums do not depend on its neighbours.
            for block in (begin / KEYS * KEYS..end).step_by(KEYS) {
                let keys = block..(block + KEYS).min(end);
                let kept = cache.place(block)..cache.place(block) + keys.len();
                compare::<L, K>(lanes, cache, head, &kept, &mut pass);
                for index in 0..rows {
                    let position = at + index / group;
                    let first = of.window.map_or(0, |window| (position + 1).saturating_sub(window.max(1)));
                    let seen = first.clamp(keys.start, keys.end)..(position + 1).clamp(keys.start, keys.end);
                    share(lanes, index, padded, seen.start - block..seen.end - block, &mut pass);
                }
                weigh::<L, K>(lanes, cache, head, &kept, &mut pass);
            }
            let to = heard.chunks_exact_mut(row).flat_map(|row| row[here.clone()].chunks_exact_mut(width));
            for ((to, from), sum) in to.zip(pass.heard.chunks_exact(padded)).zip(&pass.sums) {
                let scale = 1.0 / sum;
                for (to, from) in to.iter_mut().zip(from) {
                    *to = from * scale;
                }
            }
        }
    }
}

/// Products of all queries with the block's keys.
#[inline(always)]
fn compare<L: Lanes, K: Kept>(lanes: L, cache: &Cache, head: usize, keys: &Range<usize>, pass: &mut Pass) {
    let (lines, scales) = cache.keys(head);
    let (each, padded) = (cache.key_lines(), cache.padded());
    let Pass { queries, shares, .. } = pass;
    let rows = queries.len() / padded;
    let mut begin = 0;
    while begin < rows {
        let queries = &queries[begin * padded..];
        let shares = &mut shares[begin * KEYS..];
        let mut sixteens = keys.start / LANES..keys.end.div_ceil(LANES);
        let mut done = 0;
        while let Some(sixteen) = sixteens.next() {
            let lines = &lines[sixteen * each..];
            let scales = if K::SCALED { &scales[sixteen * padded / SCALED..] } else { scales };
            let shares = &mut shares[done * LANES..];
            // Sums that wait for one another fill no processor: where rows are few, more keys are looked at.
            done += match rows - begin {
                8.. if L::ROWS == 8 => products::<L, K, 8, 1>(lanes, lines, scales, queries, padded, shares),
                4.. => products::<L, K, 4, 1>(lanes, lines, scales, queries, padded, shares),
                2.. if sixteens.len() >= 3 => {
                    sixteens.nth(2);
                    products::<L, K, 2, 4>(lanes, lines, scales, queries, padded, shares)
                }
                2.. => products::<L, K, 2, 1>(lanes, lines, scales, queries, padded, shares),
                _ if sixteens.len() >= 3 => {
                    sixteens.nth(2);
                    products::<L, K, 1, 4>(lanes, lines, scales, queries, padded, shares)
                }
                _ => products::<L, K, 1, 1>(lanes, lines, scales, queries, padded, shares),
            };
        }
        begin += together::<L>(rows - begin);
    }
}

/// How many of `left` rows are computed together.
#[inline(always)]
fn together<L: Lanes>(left: usize) -> usize {
    match left {
        8.. if L::ROWS == 8 => 8,
        4.. => 4,
        2.. => 2,
        _ => 1,
    }
}

/// Products of `R` queries with `S` times sixteen keys; says what `S` was.
#[inline(always)]
fn products<L: Lanes, K: Kept, const R: usize, const S: usize>(
    lanes: L,
    lines: &[Line],
    scales: &[[f32; LANES]],
    queries: &[f32],
    padded: usize,
    shares: &mut [f32],
) -> usize {
    let queries: [&[f32]; R] = std::array::from_fn(|row| &queries[row * padded..(row + 1) * padded]);
    let parts = padded / SCALED;
    let each = K::LINES * parts;
    let mut sums = [[lanes.splat(0.0); S]; R];
    for part in 0..parts {
        let lines: [&[Line]; S] =
            std::array::from_fn(|sixteen| &lines[sixteen * each + part * K::LINES..][..K::LINES]);
        let queries: [&[f32; SCALED]; R] = queries.map(|query| &query.as_chunks::<SCALED>().0[part]);
        let mut partial = if K::SCALED { [[lanes.splat(0.0); S]; R] } else { sums };
        for at in 0..SCALED {
            let keys: [L::Real; S] = std::array::from_fn(|sixteen| K::load(lanes, lines[sixteen], at));
            for (sums, query) in partial.iter_mut().zip(queries) {
                let query = lanes.splat(query[at]);
                for (sum, key) in sums.iter_mut().zip(keys) {
                    *sum = lanes.mul_add(key, query, *sum);
                }
            }
        }
        if K::SCALED {
            let scales: [L::Real; S] =
                std::array::from_fn(|sixteen| lanes.load(&scales[sixteen * parts + part]));
            for (sums, partial) in sums.iter_mut().zip(partial) {
                for ((sum, partial), scale) in sums.iter_mut().zip(partial).zip(scales) {
                    *sum = lanes.mul_add(partial, scale, *sum);
                }
            }
        } else {
            sums = partial;
        }
    }
    for (row, sums) in sums.into_iter().enumerate() {
        let to = shares[row * KEYS..row * KEYS + S * LANES].as_chunks_mut::<LANES>().0;
        for (sum, to) in sums.into_iter().zip(to) {
            lanes.store(sum, to);
        }
    }
    S
}

/// Turns products of a row with the keys that it sees into shares, those of the others into nought.
#[inline(always)]
fn share<L: Lanes>(lanes: L, row: usize, padded: usize, seen: Range<usize>, pass: &mut Pass) {
    let shares = &mut pass.shares[row * KEYS..(row + 1) * KEYS];
    if seen.is_empty() {
        shares.fill(0.0);
        return;
    }
    shares[..seen.start].fill(f32::NEG_INFINITY);
    shares[seen.end..].fill(f32::NEG_INFINITY);
    let before = pass.largest[row];
    let shares = shares.as_chunks_mut::<LANES>().0;
    let mut most = lanes.splat(before);
    for shares in shares.iter() {
        most = lanes.max(most, lanes.load(shares));
    }
    let mut lasting = [0.0; LANES];
    lanes.store(most, &mut lasting);
    let most = largest(lasting);
    let mut sums = [0.0; LANES];
    for shares in shares.iter_mut() {
        for (share, sum) in shares.iter_mut().zip(&mut sums) {
            *share = exp(*share - most);
            *sum += *share;
        }
    }
    // What was heard so far weighs less where a larger product came.
    let faded = exp(before - most);
    pass.sums[row] = pass.sums[row] * faded + sum(sums);
    pass.largest[row] = most;
    if before != most {
        for number in &mut pass.heard[row * padded..(row + 1) * padded] {
            *number *= faded;
        }
    }
}

/// Adds the block's values, each by its share.
#[inline(always)]
fn weigh<L: Lanes, K: Kept>(lanes: L, cache: &Cache, head: usize, keys: &Range<usize>, pass: &mut Pass) {
    let (lines, scales) = cache.values(head);
    let (each, padded) = (cache.value_lines(), cache.padded());
    let lines = &lines[keys.start * each..keys.end * each];
    let scales = if K::SCALED { &scales[keys.start * padded / SCALED..] } else { scales };
    let Pass { shares, heard, .. } = pass;
    let rows = heard.len() / padded;
    let mut begin = 0;
    while begin < rows {
        let shares = &shares[begin * KEYS..];
        let heard = &mut heard[begin * padded..];
        let wide = padded.is_multiple_of(8 * LANES);
        begin += match rows - begin {
            8.. if L::ROWS == 8 => add::<L, K, 8, 2>(lanes, lines, each, scales, shares, padded, heard),
            4.. => add::<L, K, 4, 2>(lanes, lines, each, scales, shares, padded, heard),
            2.. if wide => add::<L, K, 2, 8>(lanes, lines, each, scales, shares, padded, heard),
            2.. => add::<L, K, 2, 2>(lanes, lines, each, scales, shares, padded, heard),
            _ if wide => add::<L, K, 1, 8>(lanes, lines, each, scales, shares, padded, heard),
            _ => add::<L, K, 1, 2>(lanes, lines, each, scales, shares, padded, heard),
        };
    }
}

/// Adds values for `R` rows, `V` vectors of each side by side; says how many rows that were.
#[inline(always)]
fn add<L: Lanes, K: Kept, const R: usize, const V: usize>(
    lanes: L,
    lines: &[Line],
    each: usize,
    scales: &[f32],
    shares: &[f32],
    padded: usize,
    heard: &mut [f32],
) -> usize {
    let all = shares.as_chunks::<KEYS>().0;
    let shares: [&[f32; KEYS]; R] = std::array::from_fn(|row| &all[row]);
    let scaled = padded / SCALED;
    for first in (0..padded / LANES).step_by(V) {
        let place = |row: usize| row * padded + first * LANES..row * padded + (first + V) * LANES;
        let mut sums = [[lanes.splat(0.0); V]; R];
        for (row, sums) in sums.iter_mut().enumerate() {
            for (sum, numbers) in sums.iter_mut().zip(heard[place(row)].as_chunks::<LANES>().0) {
                *sum = lanes.load(numbers);
            }
        }
        for (key, value) in (0..KEYS).zip(lines.chunks_exact(each)) {
            let mut numbers: [L::Real; V] =
                std::array::from_fn(|vector| K::load(lanes, value, first + vector));
            if K::SCALED {
                for (vector, numbers) in numbers.iter_mut().enumerate() {
                    let scale = scales[key * scaled + (first + vector) * LANES / SCALED];
                    *numbers = lanes.mul(*numbers, lanes.splat(scale));
                }
            }
            for (sums, shares) in sums.iter_mut().zip(shares) {
                let share = lanes.splat(shares[key]);
                for (sum, numbers) in sums.iter_mut().zip(numbers) {
                    *sum = lanes.mul_add(numbers, share, *sum);
                }
            }
        }
        for (row, sums) in sums.into_iter().enumerate() {
            for (sum, numbers) in sums.into_iter().zip(heard[place(row)].as_chunks_mut::<LANES>().0) {
                lanes.store(sum, numbers);
            }
        }
    }
    R
}
