use super::{LANES, Lanes, Line};

/// Loops that the compiler turns into what the target surely has, such as NEON.
#[derive(Clone, Copy)]
pub(super) struct Plain;

impl Lanes for Plain {
    type Whole = [i32; LANES];
    type Real = [f32; LANES];
    type Bytes = [u8; 64];

    const ROWS: usize = 4;
    const EXCESS: i32 = 0;

    #[inline(always)]
    fn bytes(self, line: &Line) -> [u8; 64] {
        line.0
    }

    #[inline(always)]
    fn low(self, bytes: [u8; 64]) -> [u8; 64] {
        bytes.map(|byte| byte & 15)
    }

    #[inline(always)]
    fn high(self, bytes: [u8; 64]) -> [u8; 64] {
        bytes.map(|byte| byte >> 4)
    }

    #[inline(always)]
    fn with<const BY: i32>(self, mut bytes: [u8; 64], more: [u8; 64], mask: u8) -> [u8; 64] {
        for (byte, more) in bytes.iter_mut().zip(more) {
            *byte |= mask & if BY < 0 { more >> -BY } else { more << BY };
        }
        bytes
    }

    #[inline(always)]
    fn whole(self, number: i32) -> [i32; LANES] {
        [number; LANES]
    }

    #[inline(always)]
    fn dot(self, sum: [i32; LANES], bytes: [u8; 64], other: i32) -> [i32; LANES] {
        self.dot_signed(sum, bytes, other)
    }

    #[inline(always)]
    fn signed(self, bytes: [u8; 64]) -> [u8; 64] {
        bytes
    }

    #[inline(always)]
    fn dot_signed(self, mut sum: [i32; LANES], bytes: [u8; 64], other: i32) -> [i32; LANES] {
        let other = other.to_le_bytes().map(|byte| i16::from(byte.cast_signed()));
        for (sum, bytes) in sum.iter_mut().zip(bytes.as_chunks::<4>().0) {
            for (byte, other) in bytes.iter().zip(other) {
                *sum += i32::from(i16::from(byte.cast_signed()) * other);
            }
        }
        sum
    }

    #[inline(always)]
    fn real(self, whole: [i32; LANES]) -> [f32; LANES] {
        whole.map(|number| number as f32)
    }

    #[inline(always)]
    fn splat(self, number: f32) -> [f32; LANES] {
        [number; LANES]
    }

    #[inline(always)]
    fn load(self, numbers: &[f32; LANES]) -> [f32; LANES] {
        *numbers
    }

    #[inline(always)]
    fn store(self, numbers: [f32; LANES], to: &mut [f32; LANES]) {
        *to = numbers;
    }

    #[inline(always)]
    fn reals(self, line: &Line) -> [f32; LANES] {
        let numbers = line.0.as_chunks::<4>().0;
        std::array::from_fn(|lane| f32::from_le_bytes(numbers[lane]))
    }

    #[inline(always)]
    fn small(self, line: &Line, part: usize) -> [f32; LANES] {
        line.0.as_chunks::<16>().0[part].map(f32::from)
    }

    #[inline(always)]
    fn small_signed(self, line: &Line, part: usize) -> [f32; LANES] {
        line.0.as_chunks::<16>().0[part].map(|byte| f32::from(byte.cast_signed()))
    }

    #[inline(always)]
    fn halves(self, line: &Line, part: usize) -> [f32; LANES] {
        halves(line, part)
    }

    #[inline(always)]
    fn brain(self, line: &Line, part: usize) -> [f32; LANES] {
        sixteens(line, part).map(|bits| f32::from_bits(u32::from(bits) << 16))
    }

    #[inline(always)]
    fn mul(self, a: [f32; LANES], b: [f32; LANES]) -> [f32; LANES] {
        std::array::from_fn(|lane| a[lane] * b[lane])
    }

    #[inline(always)]
    fn max(self, a: [f32; LANES], b: [f32; LANES]) -> [f32; LANES] {
        std::array::from_fn(|lane| a[lane].max(b[lane]))
    }

    #[inline(always)]
    fn mul_add(self, a: [f32; LANES], b: [f32; LANES], c: [f32; LANES]) -> [f32; LANES] {
        std::array::from_fn(|lane| a[lane] * b[lane] + c[lane])
    }
}

/// Numbers of 16 bits (IEEE 754 binary16) in the half `part` of `line`, without a branch, so that all are converted at once.
#[inline(always)]
pub(super) fn halves(line: &Line, part: usize) -> [f32; LANES] {
    sixteens(line, part).map(|bits| {
        let bits = u32::from(bits);
        // The exponent is moved to its place, and its bias mended by a product, which is right for subnormals too.
        let finite = f32::from_bits((bits & 0x7fff) << 13) * f32::from_bits((127 + 112) << 23);
        let endless = if bits & 0x7c00 == 0x7c00 { 0xff << 23 } else { 0 };
        f32::from_bits(finite.to_bits() | endless | (bits & 0x8000) << 16)
    })
}

#[inline(always)]
fn sixteens(line: &Line, part: usize) -> [u16; LANES] {
    let bytes = &line.0.as_chunks::<32>().0[part];
    std::array::from_fn(|lane| u16::from_le_bytes([bytes[2 * lane], bytes[2 * lane + 1]]))
}
