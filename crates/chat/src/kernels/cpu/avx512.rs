use std::arch::x86_64::{__m128i, __m256i, __m512, __m512i, _mm512_dpbusd_epi32};

use pulp::cast;
use pulp::x86::V4;

use super::{LANES, Lanes, Line, Work};

/// AVX-512 with VNNI: one vector has all lanes.
#[derive(Clone, Copy)]
pub(in crate::kernels) struct Avx512 {
    v4: V4,
}

impl Avx512 {
    pub(super) fn detect() -> Option<Avx512> {
        if !is_x86_feature_detected!("avx512vnni") {
            return None;
        }
        V4::try_new().map(|v4| Avx512 { v4 })
    }

    #[inline]
    pub(super) fn run<W: Work>(self, work: W) -> W::Output {
        #[target_feature(
            enable = "avx,avx2,fma,f16c,bmi1,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512vnni"
        )]
        fn wide<W: Work>(lanes: Avx512, work: W) -> W::Output {
            work.compute(lanes)
        }
        // SAFETY: an `Avx512` is made by `detect` alone, which found VNNI and all that `V4` consists of.
        #[allow(unsafe_code)]
        unsafe {
            wide(self, work)
        }
    }
}

impl Lanes for Avx512 {
    type Whole = __m512i;
    type Real = __m512;
    type Bytes = __m512i;

    const ROWS: usize = 8;
    const EXCESS: i32 = 128;

    #[inline(always)]
    fn bytes(self, line: &Line) -> __m512i {
        cast(line.0)
    }

    #[inline(always)]
    fn low(self, bytes: __m512i) -> __m512i {
        self.v4.avx512f._mm512_and_si512(bytes, cast([15_u8; 64]))
    }

    #[inline(always)]
    fn high(self, bytes: __m512i) -> __m512i {
        self.low(self.v4.avx512bw._mm512_srli_epi16::<4>(bytes))
    }

    #[inline(always)]
    fn with<const BY: i32>(self, bytes: __m512i, more: __m512i, mask: u8) -> __m512i {
        let bw = self.v4.avx512bw;
        let more = match BY {
            4 => bw._mm512_slli_epi16::<4>(more),
            3 => bw._mm512_slli_epi16::<3>(more),
            2 => bw._mm512_slli_epi16::<2>(more),
            1 => bw._mm512_slli_epi16::<1>(more),
            -1 => bw._mm512_srli_epi16::<1>(more),
            -2 => bw._mm512_srli_epi16::<2>(more),
            -3 => bw._mm512_srli_epi16::<3>(more),
            _ => more,
        };
        // a | (b & c)
        self.v4.avx512f._mm512_ternarylogic_epi32::<0xf8>(bytes, more, cast([mask; 64]))
    }

    #[inline(always)]
    fn whole(self, number: i32) -> __m512i {
        self.v4.avx512f._mm512_set1_epi32(number)
    }

    #[inline(always)]
    fn dot(self, sum: __m512i, bytes: __m512i, other: i32) -> __m512i {
        let other = self.v4.avx512f._mm512_set1_epi32(other);
        // SAFETY: an `Avx512` is made by `detect` alone, which found VNNI.
        #[allow(unsafe_code)]
        unsafe {
            _mm512_dpbusd_epi32(sum, bytes, other)
        }
    }

    /// The instruction takes one factor without a sign, so 128 is added to it.
    #[inline(always)]
    fn signed(self, bytes: __m512i) -> __m512i {
        self.v4.avx512f._mm512_xor_si512(bytes, cast([128_u8; 64]))
    }

    #[inline(always)]
    fn dot_signed(self, sum: __m512i, bytes: __m512i, other: i32) -> __m512i {
        self.dot(sum, bytes, other)
    }

    #[inline(always)]
    fn real(self, whole: __m512i) -> __m512 {
        self.v4.avx512f._mm512_cvtepi32_ps(whole)
    }

    #[inline(always)]
    fn splat(self, number: f32) -> __m512 {
        self.v4.avx512f._mm512_set1_ps(number)
    }

    #[inline(always)]
    fn load(self, numbers: &[f32; LANES]) -> __m512 {
        cast(*numbers)
    }

    #[inline(always)]
    fn store(self, numbers: __m512, to: &mut [f32; LANES]) {
        *to = cast(numbers);
    }

    #[inline(always)]
    fn reals(self, line: &Line) -> __m512 {
        cast(line.0)
    }

    #[inline(always)]
    fn small(self, line: &Line, part: usize) -> __m512 {
        let part: __m128i = cast(line.0.as_chunks::<16>().0[part]);
        self.real(self.v4.avx512f._mm512_cvtepu8_epi32(part))
    }

    #[inline(always)]
    fn small_signed(self, line: &Line, part: usize) -> __m512 {
        let part: __m128i = cast(line.0.as_chunks::<16>().0[part]);
        self.real(self.v4.avx512f._mm512_cvtepi8_epi32(part))
    }

    #[inline(always)]
    fn halves(self, line: &Line, part: usize) -> __m512 {
        let part: __m256i = cast(line.0.as_chunks::<32>().0[part]);
        self.v4.avx512f._mm512_cvtph_ps(part)
    }

    #[inline(always)]
    fn brain(self, line: &Line, part: usize) -> __m512 {
        let part: __m256i = cast(line.0.as_chunks::<32>().0[part]);
        let wide = self.v4.avx512f._mm512_cvtepu16_epi32(part);
        cast(self.v4.avx512f._mm512_slli_epi32::<16>(wide))
    }

    #[inline(always)]
    fn mul(self, a: __m512, b: __m512) -> __m512 {
        self.v4.avx512f._mm512_mul_ps(a, b)
    }

    #[inline(always)]
    fn max(self, a: __m512, b: __m512) -> __m512 {
        self.v4.avx512f._mm512_max_ps(a, b)
    }

    #[inline(always)]
    fn mul_add(self, a: __m512, b: __m512, c: __m512) -> __m512 {
        self.v4.avx512f._mm512_fmadd_ps(a, b, c)
    }
}
