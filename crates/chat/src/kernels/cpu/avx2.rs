use std::arch::x86_64::{__m128i, __m256, __m256i};

use pulp::x86::V3;
use pulp::{NullaryFnOnce, cast};

use super::plain::halves;
use super::{LANES, Lanes, Line, Work};

/// AVX2 with FMA: two vectors have all lanes.
#[derive(Clone, Copy)]
pub(in crate::kernels) struct Avx2 {
    v3: V3,
}

impl Avx2 {
    pub(super) fn detect() -> Option<Avx2> {
        V3::try_new().map(|v3| Avx2 { v3 })
    }

    #[inline]
    pub(super) fn run<W: Work>(self, work: W) -> W::Output {
        struct Wide<W>(Avx2, W);

        impl<W: Work> NullaryFnOnce for Wide<W> {
            type Output = W::Output;

            #[inline(always)]
            fn call(self) -> W::Output {
                self.1.compute(self.0)
            }
        }

        self.v3.vectorize(Wide(self, work))
    }

    #[inline(always)]
    fn each<T, U>(self, values: [T; 2], map: impl Fn(T) -> U) -> [U; 2] {
        let [a, b] = values;
        [map(a), map(b)]
    }

    #[inline(always)]
    fn both<T, U, V>(self, a: [T; 2], b: [U; 2], map: impl Fn(T, U) -> V) -> [V; 2] {
        let ([a0, a1], [b0, b1]) = (a, b);
        [map(a0, b0), map(a1, b1)]
    }

    #[inline(always)]
    fn masked(self, bytes: __m256i, mask: u8) -> __m256i {
        self.v3.avx2._mm256_and_si256(bytes, self.v3.avx._mm256_set1_epi8(mask.cast_signed()))
    }

    /// Adds up the products of pairs and of pairs of pairs.
    #[inline(always)]
    fn summed(self, sum: __m256i, unsigned: __m256i, signed: __m256i) -> __m256i {
        let avx2 = self.v3.avx2;
        let pairs = avx2._mm256_maddubs_epi16(unsigned, signed);
        let fours = avx2._mm256_madd_epi16(pairs, self.v3.avx._mm256_set1_epi16(1));
        avx2._mm256_add_epi32(sum, fours)
    }
}

impl Lanes for Avx2 {
    type Whole = [__m256i; 2];
    type Real = [__m256; 2];
    type Bytes = [__m256i; 2];

    const ROWS: usize = 4;
    const EXCESS: i32 = 0;

    #[inline(always)]
    fn bytes(self, line: &Line) -> [__m256i; 2] {
        cast(line.0)
    }

    #[inline(always)]
    fn low(self, bytes: [__m256i; 2]) -> [__m256i; 2] {
        self.each(bytes, |bytes| self.masked(bytes, 15))
    }

    #[inline(always)]
    fn high(self, bytes: [__m256i; 2]) -> [__m256i; 2] {
        self.each(bytes, |bytes| self.masked(self.v3.avx2._mm256_srli_epi16::<4>(bytes), 15))
    }

    #[inline(always)]
    fn with<const BY: i32>(self, bytes: [__m256i; 2], more: [__m256i; 2], mask: u8) -> [__m256i; 2] {
        let avx2 = self.v3.avx2;
        self.both(bytes, more, |bytes, more| {
            let more = match BY {
                4 => avx2._mm256_slli_epi16::<4>(more),
                3 => avx2._mm256_slli_epi16::<3>(more),
                2 => avx2._mm256_slli_epi16::<2>(more),
                1 => avx2._mm256_slli_epi16::<1>(more),
                -1 => avx2._mm256_srli_epi16::<1>(more),
                -2 => avx2._mm256_srli_epi16::<2>(more),
                -3 => avx2._mm256_srli_epi16::<3>(more),
                _ => more,
            };
            avx2._mm256_or_si256(bytes, self.masked(more, mask))
        })
    }

    #[inline(always)]
    fn whole(self, number: i32) -> [__m256i; 2] {
        [self.v3.avx._mm256_set1_epi32(number); 2]
    }

    #[inline(always)]
    fn dot(self, sum: [__m256i; 2], bytes: [__m256i; 2], other: i32) -> [__m256i; 2] {
        let other = self.v3.avx._mm256_set1_epi32(other);
        self.both(sum, bytes, |sum, bytes| self.summed(sum, bytes, other))
    }

    #[inline(always)]
    fn signed(self, bytes: [__m256i; 2]) -> [__m256i; 2] {
        bytes
    }

    /// The sign moves over to the other factor: with 128 more, pairs of products would not fit 16 bits.
    #[inline(always)]
    fn dot_signed(self, sum: [__m256i; 2], bytes: [__m256i; 2], other: i32) -> [__m256i; 2] {
        let avx2 = self.v3.avx2;
        let other = self.v3.avx._mm256_set1_epi32(other);
        self.both(sum, bytes, |sum, bytes| {
            self.summed(sum, avx2._mm256_abs_epi8(bytes), avx2._mm256_sign_epi8(other, bytes))
        })
    }

    #[inline(always)]
    fn real(self, whole: [__m256i; 2]) -> [__m256; 2] {
        self.each(whole, |whole| self.v3.avx._mm256_cvtepi32_ps(whole))
    }

    #[inline(always)]
    fn splat(self, number: f32) -> [__m256; 2] {
        [self.v3.avx._mm256_set1_ps(number); 2]
    }

    #[inline(always)]
    fn load(self, numbers: &[f32; LANES]) -> [__m256; 2] {
        cast(*numbers)
    }

    #[inline(always)]
    fn store(self, numbers: [__m256; 2], to: &mut [f32; LANES]) {
        *to = cast(numbers);
    }

    #[inline(always)]
    fn reals(self, line: &Line) -> [__m256; 2] {
        cast(line.0)
    }

    #[inline(always)]
    fn small(self, line: &Line, part: usize) -> [__m256; 2] {
        let part: [[u8; 8]; 2] = cast(line.0.as_chunks::<16>().0[part]);
        self.real(self.each(part, |part| {
            let part: __m128i = cast([part, [0; 8]]);
            self.v3.avx2._mm256_cvtepu8_epi32(part)
        }))
    }

    #[inline(always)]
    fn small_signed(self, line: &Line, part: usize) -> [__m256; 2] {
        let part: [[u8; 8]; 2] = cast(line.0.as_chunks::<16>().0[part]);
        self.real(self.each(part, |part| {
            let part: __m128i = cast([part, [0; 8]]);
            self.v3.avx2._mm256_cvtepi8_epi32(part)
        }))
    }

    #[inline(always)]
    fn halves(self, line: &Line, part: usize) -> [__m256; 2] {
        cast(halves(line, part))
    }

    #[inline(always)]
    fn brain(self, line: &Line, part: usize) -> [__m256; 2] {
        let part: [__m128i; 2] = cast(line.0.as_chunks::<32>().0[part]);
        self.each(part, |part| {
            let wide = self.v3.avx2._mm256_cvtepu16_epi32(part);
            cast(self.v3.avx2._mm256_slli_epi32::<16>(wide))
        })
    }

    #[inline(always)]
    fn mul(self, a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        self.both(a, b, |a, b| self.v3.avx._mm256_mul_ps(a, b))
    }

    #[inline(always)]
    fn max(self, a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        self.both(a, b, |a, b| self.v3.avx._mm256_max_ps(a, b))
    }

    #[inline(always)]
    fn mul_add(self, a: [__m256; 2], b: [__m256; 2], c: [__m256; 2]) -> [__m256; 2] {
        let ([a0, a1], [b0, b1], [c0, c1]) = (a, b, c);
        [self.v3.fma._mm256_fmadd_ps(a0, b0, c0), self.v3.fma._mm256_fmadd_ps(a1, b1, c1)]
    }
}
