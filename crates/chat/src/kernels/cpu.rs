//! The processor's widest instructions behind one trait, chosen when the program runs.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod plain;

/// 64 bytes that lie in one line of a cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(64))]
pub(super) struct Line(pub(super) [u8; 64]);

impl Line {
    pub(super) const ZERO: Line = Line([0; 64]);
}

/// Outputs that are computed side by side.
pub(super) const LANES: usize = 16;

/// Sixteen numbers at once. Bytes come as four for each lane.
///
/// Every processor gives the same result to the bit for whole numbers; sums of fractions differ in their last bits where
/// one of them rounds a product before it is added.
pub(super) trait Lanes: Copy + Send + Sync {
    /// 16 whole numbers.
    type Whole: Copy;
    /// 16 fractions.
    type Real: Copy;
    /// 64 bytes.
    type Bytes: Copy;

    /// Rows of the input that share what was unpacked for them: 1, 2, 4 or 8, as far as registers reach.
    const ROWS: usize;
    /// What [`dot_signed`](Lanes::dot_signed) adds for each 1 of the other factor, and is to be taken off again.
    const EXCESS: i32;

    fn bytes(self, line: &Line) -> Self::Bytes;
    /// The lower four bits of each byte.
    fn low(self, bytes: Self::Bytes) -> Self::Bytes;
    /// The upper four.
    fn high(self, bytes: Self::Bytes) -> Self::Bytes;
    /// `bytes`, and of `more` what `mask` leaves after `BY` bits to the left (to the right where it is negative).
    fn with<const BY: i32>(self, bytes: Self::Bytes, more: Self::Bytes, mask: u8) -> Self::Bytes;

    fn whole(self, number: i32) -> Self::Whole;
    /// Adds to each lane the products of its four bytes, 0..=127, with the four signed bytes of `other`.
    fn dot(self, sum: Self::Whole, bytes: Self::Bytes, other: i32) -> Self::Whole;
    /// What `dot_signed` takes, of signed bytes.
    fn signed(self, bytes: Self::Bytes) -> Self::Bytes;
    /// The same for signed bytes, with [`EXCESS`](Lanes::EXCESS); those of `other` are not -128.
    fn dot_signed(self, sum: Self::Whole, bytes: Self::Bytes, other: i32) -> Self::Whole;

    fn real(self, whole: Self::Whole) -> Self::Real;
    fn splat(self, number: f32) -> Self::Real;
    fn load(self, numbers: &[f32; LANES]) -> Self::Real;
    fn store(self, numbers: Self::Real, to: &mut [f32; LANES]);
    /// All of `line` as numbers of 32 bits.
    fn reals(self, line: &Line) -> Self::Real;
    /// Bytes `16 * part..` of `line`, 0..=255.
    fn small(self, line: &Line, part: usize) -> Self::Real;
    /// The same, -128..=127.
    fn small_signed(self, line: &Line, part: usize) -> Self::Real;
    /// Numbers of 16 bits in the half `part` of `line`.
    fn halves(self, line: &Line, part: usize) -> Self::Real;
    /// The same in bfloat16.
    fn brain(self, line: &Line, part: usize) -> Self::Real;
    fn mul(self, a: Self::Real, b: Self::Real) -> Self::Real;
    fn max(self, a: Self::Real, b: Self::Real) -> Self::Real;
    /// `a * b + c`.
    fn mul_add(self, a: Self::Real, b: Self::Real, c: Self::Real) -> Self::Real;
}

/// Something that is computed with lanes. `compute` and all it calls must be inlined (`#[inline(always)]`): the wide
/// instructions reach what is inlined, and nothing else.
pub(super) trait Work {
    type Output;

    fn compute<L: Lanes>(self, lanes: L) -> Self::Output;
}

/// What this processor has.
#[derive(Clone, Copy)]
pub(super) enum Cpu {
    #[cfg(target_arch = "x86_64")]
    Avx512(avx512::Avx512),
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Avx2),
    Plain,
}

#[cfg(test)]
impl std::fmt::Debug for Cpu {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            #[cfg(target_arch = "x86_64")]
            Cpu::Avx512(_) => "AVX-512",
            #[cfg(target_arch = "x86_64")]
            Cpu::Avx2(_) => "AVX2",
            Cpu::Plain => "plain loops",
        })
    }
}

impl Cpu {
    /// The widest there is.
    pub(super) fn detect() -> Cpu {
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(avx512) = avx512::Avx512::detect() {
                return Cpu::Avx512(avx512);
            }
            if let Some(avx2) = avx2::Avx2::detect() {
                return Cpu::Avx2(avx2);
            }
        }
        Cpu::Plain
    }

    /// All there are, the widest first.
    #[cfg(test)]
    pub(super) fn all() -> Vec<Cpu> {
        let mut all = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            all.extend(avx512::Avx512::detect().map(Cpu::Avx512));
            all.extend(avx2::Avx2::detect().map(Cpu::Avx2));
        }
        all.push(Cpu::Plain);
        all
    }

    /// [`Lanes::ROWS`] of this processor.
    pub(super) fn rows(self) -> usize {
        struct Rows;

        impl Work for Rows {
            type Output = usize;

            #[inline(always)]
            fn compute<L: Lanes>(self, _: L) -> usize {
                L::ROWS
            }
        }

        self.run(Rows)
    }

    #[inline]
    pub(super) fn run<W: Work>(self, work: W) -> W::Output {
        match self {
            #[cfg(target_arch = "x86_64")]
            Cpu::Avx512(avx512) => avx512.run(work),
            #[cfg(target_arch = "x86_64")]
            Cpu::Avx2(avx2) => avx2.run(work),
            Cpu::Plain => work.compute(plain::Plain),
        }
    }
}
