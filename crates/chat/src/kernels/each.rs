//! What is done to each number, or to each row by itself.

use super::cpu::{Cpu, LANES, Lanes, Work};
use super::crew::Crew;

/// Numbers that are worth a piece of their own.
const PIECE: usize = 1 << 14;

/// The activation of a gated feed-forward network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    /// `x / (1 + exp(-x))`.
    Silu,
    /// Gaussian error linear unit, by its usual approximation with tanh (<https://arxiv.org/abs/1606.08415>).
    Gelu,
}

/// Which numbers of a head are turned together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pairs {
    /// Neighbours: 0 and 1, 2 and 3.
    Neighbours,
    /// The first of either half, the second of either half, and so on.
    Halves,
}

/// Scales each row of `x` (as long as `weight`) so that the mean of its squares is 1, and weighs it
/// (<https://arxiv.org/abs/1910.07467>). `epsilon` is added to the mean.
pub(crate) fn rms_norm(crew: &Crew, x: &mut [f32], weight: &[f32], epsilon: f32) {
    let width = weight.len().max(1);
    let cpu = Cpu::detect();
    crew.share(x.chunks_mut((PIECE / width).max(1) * width), |x| cpu.run(Norm { x, weight, epsilon }));
}

struct Norm<'a> {
    x: &'a mut [f32],
    weight: &'a [f32],
    epsilon: f32,
}

impl Work for Norm<'_> {
    type Output = ();

    #[inline(always)]
    fn compute<L: Lanes>(self, _: L) {
        for row in self.x.chunks_exact_mut(self.weight.len().max(1)) {
            let (whole, rest) = row.as_chunks::<LANES>();
            let mut squares = [0.0; LANES];
            for numbers in whole {
                for (sum, number) in squares.iter_mut().zip(numbers) {
                    *sum += number * number;
                }
            }
            for (sum, number) in squares.iter_mut().zip(rest) {
                *sum += number * number;
            }
            let mean = sum(squares) / row.len() as f32;
            let scale = 1.0 / (mean + self.epsilon).sqrt();
            for (number, weight) in row.iter_mut().zip(self.weight) {
                *number = *number * scale * weight;
            }
        }
    }
}

/// Adds `y` to `x`, number by number.
pub(crate) fn add(crew: &Crew, x: &mut [f32], y: &[f32]) {
    crew.share(x.chunks_mut(PIECE).zip(y.chunks(PIECE)), |(x, y)| {
        for (x, y) in x.iter_mut().zip(y) {
            *x += y;
        }
    });
}

/// Multiplies `ups` by the activation of `gates`, number by number.
pub(crate) fn gate(crew: &Crew, gate: Gate, gates: &[f32], ups: &mut [f32]) {
    let cpu = Cpu::detect();
    crew.share(ups.chunks_mut(PIECE).zip(gates.chunks(PIECE)), |(ups, gates)| {
        cpu.run(Gating { gate, gates, ups });
    });
}

struct Gating<'a> {
    gate: Gate,
    gates: &'a [f32],
    ups: &'a mut [f32],
}

impl Work for Gating<'_> {
    type Output = ();

    #[inline(always)]
    fn compute<L: Lanes>(self, _: L) {
        match self.gate {
            Gate::Silu => {
                for (up, gate) in self.ups.iter_mut().zip(self.gates) {
                    *up *= gate / (1.0 + exp(-gate));
                }
            }
            Gate::Gelu => {
                for (up, gate) in self.ups.iter_mut().zip(self.gates) {
                    // (1 + tanh(z)) / 2 is 1 / (1 + exp(-2 z)).
                    let doubled = 1.595_769 * (gate + 0.044_715 * gate * gate * gate);
                    *up *= gate / (1.0 + exp(-doubled));
                }
            }
        }
    }
}

/// Turns pairs of numbers of each head by the angles of its position (<https://arxiv.org/abs/2104.09864>). `x`: `[n, heads,
/// width]`; `cosines` and `sines`: `[n, rotated / 2]`. The first `rotated` numbers of a head are turned, the others stay.
pub(crate) fn rope(
    crew: &Crew,
    x: &mut [f32],
    heads: usize,
    width: usize,
    cosines: &[f32],
    sines: &[f32],
    pairs: Pairs,
) {
    let row = heads * width;
    let half = cosines.len() / (x.len() / row.max(1)).max(1);
    if half == 0 || 2 * half > width {
        return;
    }
    let cpu = Cpu::detect();
    let angles = cosines.chunks_exact(half).zip(sines.chunks_exact(half));
    crew.share(x.chunks_exact_mut(row).zip(angles), |(x, (cosines, sines))| {
        cpu.run(Turn { x, width, cosines, sines, pairs });
    });
}

/// All heads of one position.
struct Turn<'a> {
    x: &'a mut [f32],
    width: usize,
    cosines: &'a [f32],
    sines: &'a [f32],
    pairs: Pairs,
}

impl Work for Turn<'_> {
    type Output = ();

    #[inline(always)]
    fn compute<L: Lanes>(self, _: L) {
        let Turn { x, width, cosines, sines, pairs } = self;
        let half = cosines.len();
        for head in x.chunks_exact_mut(width) {
            let angles = cosines.iter().zip(sines);
            match pairs {
                Pairs::Neighbours => {
                    for ([a, b], (cosine, sine)) in head.as_chunks_mut::<2>().0.iter_mut().zip(angles) {
                        (*a, *b) = (*a * cosine - *b * sine, *a * sine + *b * cosine);
                    }
                }
                Pairs::Halves => {
                    let (first, second) = head.split_at_mut(half);
                    for ((a, b), (cosine, sine)) in first.iter_mut().zip(second).zip(angles) {
                        (*a, *b) = (*a * cosine - *b * sine, *a * sine + *b * cosine);
                    }
                }
            }
        }
    }
}

/// The sum of all lanes.
#[inline(always)]
pub(super) fn sum(lanes: [f32; LANES]) -> f32 {
    fold(lanes, |a, b| a + b)
}

/// The largest of all lanes.
#[inline(always)]
pub(super) fn largest(lanes: [f32; LANES]) -> f32 {
    fold(lanes, f32::max)
}

/// Halves first, so that no step waits for more than three others.
#[inline(always)]
fn fold(mut lanes: [f32; LANES], join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] = join(lanes[lane], lanes[lane + half]);
        }
        half /= 2;
    }
    lanes[0]
}

/// `e` to the power of `x`, to about one unit in the last place; nought below -87, endless above 88.7. Without a branch, so
/// that the compiler computes many at once. The polynomial is that of Cephes' `expf`.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    // NaN passes through both.
    let clamped = if x > 88.8 { 88.8 } else { x };
    let clamped = if clamped < -88.0 { -88.0 } else { clamped };
    // Adding this leaves the nearest whole number in the lowest bits.
    let shifted = clamped * std::f32::consts::LOG2_E + 12_582_912.0;
    let power = shifted - 12_582_912.0;
    // ln 2 in two parts, so that nothing is lost.
    let rest = clamped - power * 0.693_359_4 + power * 2.121_944_4e-4;
    let mut sum = 1.987_569_2e-4;
    for coefficient in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_66, 0.5] {
        sum = sum * rest + coefficient;
    }
    let fraction = sum * rest * rest + rest + 1.0;
    // 2 to that power, in two steps: 2 to the power of 128 is no number of 32 bits.
    let whole = shifted.to_bits().cast_signed().wrapping_sub(12_582_912.0_f32.to_bits().cast_signed());
    let first = whole >> 1;
    let two = |power: i32| f32::from_bits(((power + 127) << 23).cast_unsigned());
    let result = fraction * two(first) * two(whole - first);
    if x < -87.4 { 0.0 } else { result }
}
