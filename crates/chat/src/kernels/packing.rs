//! How the weights of sixteen rows lie in memory, and how they come to lie there from ggml's blocks.
//!
//! Blocks are those of [ggml-common.h](https://github.com/ggml-org/ggml/blob/master/src/ggml-common.h); what each means is
//! in `dequantize_row_*` of ggml-quants.c. Sixteen rows are packed into records, so that one load gives four numbers of each
//! of them.

use half::f16;

use super::cpu::{LANES, Line};
use super::input::BLOCK;

/// How the numbers of a matrix are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// 32 bits, nothing rounded.
    F32,
    F16,
    Bf16,
    /// Four bits and a scale for 32.
    Q4,
    /// Eight bits and a scale for 32.
    Q8,
    /// Four, five bits, a scale and a least number for 32, all of them scaled for 256.
    Q4K,
    Q5K,
    /// Six bits and a scale for 16, scaled for 256.
    Q6K,
}

/// Where the parts of a record lie, in lines.
pub(super) const Q8_LINES: usize = 17;
pub(super) const Q4_LINES: usize = 9;
pub(super) const Q4K_LINES: usize = 37;
pub(super) const Q5K_LINES: usize = 45;
pub(super) const Q6K_LINES: usize = 53;
/// Before the blocks of `q4_k` and `q5_k`: both scales of 256, eight scales, eight least numbers.
pub(super) const MINS: usize = 3;
pub(super) const K_HEAD: usize = 5;
/// Before those of `q6_k`: the scale of 256, sixteen scales of 16.
pub(super) const Q6K_HEAD: usize = 5;

impl Packing {
    /// The one that keeps ggml's storage of this number as it is.
    pub(super) fn of(storage: u32) -> Option<Packing> {
        Some(match storage {
            0 => Packing::F32,
            1 => Packing::F16,
            2 => Packing::Q4,
            8 => Packing::Q8,
            12 => Packing::Q4K,
            13 => Packing::Q5K,
            14 => Packing::Q6K,
            30 => Packing::Bf16,
            _ => return None,
        })
    }

    /// Whether products round their other factor to 8 bits.
    pub(super) fn rounds(self) -> bool {
        !matches!(self, Packing::F32 | Packing::F16 | Packing::Bf16)
    }

    /// Numbers of a row in ggml's block, and its bytes.
    pub(super) fn block(self) -> (usize, usize) {
        match self {
            Packing::F32 => (1, 4),
            Packing::F16 | Packing::Bf16 => (1, 2),
            Packing::Q4 => (32, 18),
            Packing::Q8 => (32, 34),
            Packing::Q4K => (256, 144),
            Packing::Q5K => (256, 176),
            Packing::Q6K => (256, 210),
        }
    }

    /// Numbers of a row in a record, and its lines.
    pub(super) fn record(self) -> (usize, usize) {
        match self {
            Packing::F32 => (1, 1),
            Packing::F16 | Packing::Bf16 => (2, 1),
            Packing::Q4 => (2 * BLOCK, Q4_LINES),
            Packing::Q8 => (2 * BLOCK, Q8_LINES),
            Packing::Q4K => (256, Q4K_LINES),
            Packing::Q5K => (256, Q5K_LINES),
            Packing::Q6K => (256, Q6K_LINES),
        }
    }

    /// Lines that sixteen rows of `from` numbers take.
    pub(super) fn lines(self, from: usize) -> usize {
        let (numbers, lines) = self.record();
        from.div_ceil(numbers) * lines
    }

    /// Puts the row `row`, in ggml's blocks, into the records of its sixteen, as the row `lane` of them.
    pub(super) fn put(self, row: &[u8], lane: usize, records: &mut [Line]) {
        let (numbers, bytes) = self.block();
        let (span, lines) = self.record();
        // Of several small blocks to a record, each has a part of it; so do both halves of a line.
        let parts = span / numbers;
        for (index, block) in row.chunks_exact(bytes).enumerate() {
            let (record, part) = (index / parts, index % parts);
            let Some(record) = records.get_mut(record * lines..(record + 1) * lines) else { return };
            match self {
                Packing::F32 => record[0].0[4 * lane..4 * lane + 4].copy_from_slice(block),
                Packing::F16 | Packing::Bf16 => put_half(&mut record[0], part, lane, block),
                Packing::Q4 => {
                    put_half(&mut record[0], part, lane, &block[..2]);
                    put_nibbles(&mut record[1 + 4 * part..], lane, |at| nibble(&block[2..], at));
                }
                Packing::Q8 => {
                    put_half(&mut record[0], part, lane, &block[..2]);
                    for (four, bytes) in block[2..].chunks_exact(4).enumerate() {
                        record[1 + 8 * part + four].0[4 * lane..4 * lane + 4].copy_from_slice(bytes);
                    }
                }
                Packing::Q4K => put_k(block, None, &block[16..], lane, record),
                Packing::Q5K => put_k(block, Some(&block[16..48]), &block[48..], lane, record),
                Packing::Q6K => put_q6k(block, lane, record),
            }
        }
    }

    /// The row `lane` of sixteen as numbers.
    pub(super) fn row(self, records: &[Line], lane: usize, numbers: &mut [f32]) {
        let (span, lines) = self.record();
        for (record, numbers) in records.chunks_exact(lines).zip(numbers.chunks_mut(span)) {
            for (at, number) in numbers.iter_mut().enumerate() {
                *number = self.number(record, lane, at);
            }
        }
    }

    /// The number `at` of the row `lane` in a record.
    fn number(self, record: &[Line], lane: usize, at: usize) -> f32 {
        let block = at / BLOCK;
        match self {
            Packing::F32 => {
                let bytes = &record[0].0[4 * lane..4 * lane + 4];
                f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
            }
            Packing::F16 => half(&record[0], at, lane).to_f32(),
            Packing::Bf16 => f32::from_bits(u32::from(half(&record[0], at, lane).to_bits()) << 16),
            Packing::Q4 => {
                let quant = i16::from(packed(&record[1 + 4 * block..], lane, at % BLOCK)) - 8;
                half(&record[0], block, lane).to_f32() * f32::from(quant)
            }
            Packing::Q8 => {
                let line = &record[1 + 8 * block + at % BLOCK / 4];
                half(&record[0], block, lane).to_f32() * f32::from(line.0[4 * lane + at % 4].cast_signed())
            }
            Packing::Q4K => {
                least(record, lane, block, packed(&record[K_HEAD + 4 * block..], lane, at % BLOCK))
            }
            Packing::Q5K => {
                let lines = &record[K_HEAD + 5 * block..];
                let high = lines[4].0[4 * lane + at % 4] >> (at % BLOCK / 4) & 1;
                least(record, lane, block, packed(lines, lane, at % BLOCK) | high << 4)
            }
            Packing::Q6K => {
                let lines = &record[Q6K_HEAD + 6 * block..];
                let four = at % BLOCK / 4;
                let high = lines[4 + four / 4].0[4 * lane + at % 4] >> (2 * (four % 4)) & 3;
                let quant = i16::from(packed(lines, lane, at % BLOCK) | high << 4) - 32;
                let scale = record[1 + at / 64].0[at % 64 / 16 * LANES + lane].cast_signed();
                half(&record[0], 0, lane).to_f32() * f32::from(scale) * f32::from(quant)
            }
        }
    }
}

/// A number of `q4_k` or `q5_k`.
fn least(record: &[Line], lane: usize, block: usize, quant: u8) -> f32 {
    let place = block % 4 * LANES + lane;
    let scale = half(&record[0], 0, lane).to_f32() * f32::from(record[1 + block / 4].0[place]);
    let least = half(&record[0], 1, lane).to_f32() * f32::from(record[MINS + block / 4].0[place]);
    scale * f32::from(quant) - least
}

fn half(line: &Line, part: usize, lane: usize) -> f16 {
    let place = 32 * part + 2 * lane;
    f16::from_le_bytes([line.0[place], line.0[place + 1]])
}

fn put_half(line: &mut Line, part: usize, lane: usize, bytes: &[u8]) {
    let place = 32 * part + 2 * lane;
    line.0[place..place + 2].copy_from_slice(bytes);
}

/// Of 32 numbers in 16 bytes, the first half is in the lower bits.
fn nibble(bytes: &[u8], at: usize) -> u8 {
    if at < 16 { bytes[at] & 15 } else { bytes[at - 16] >> 4 }
}

/// In the four lines of a block, the first half is in the lower bits as well, four numbers of a row beside each other.
fn put_nibbles(lines: &mut [Line], lane: usize, quant: impl Fn(usize) -> u8) {
    for at in 0..BLOCK {
        lines[at / 4 % 4].0[4 * lane + at % 4] |= (quant(at) & 15) << (at / 16 * 4);
    }
}

fn packed(lines: &[Line], lane: usize, at: usize) -> u8 {
    lines[at / 4 % 4].0[4 * lane + at % 4] >> (at / 16 * 4) & 15
}

/// `q4_k`, and with `high` bits `q5_k`.
fn put_k(block: &[u8], high: Option<&[u8]>, quants: &[u8], lane: usize, record: &mut [Line]) {
    put_half(&mut record[0], 0, lane, &block[..2]);
    put_half(&mut record[0], 1, lane, &block[2..4]);
    for part in 0..8 {
        let (scale, least) = scale_and_least(&block[4..16], part);
        let place = part % 4 * LANES + lane;
        record[1 + part / 4].0[place] = scale;
        record[MINS + part / 4].0[place] = least;
        // Two blocks share 32 bytes: one has the lower bits, one the upper.
        let quant = |at: usize| quants[part / 2 * BLOCK + at] >> (part % 2 * 4) & 15;
        let each = 4 + usize::from(high.is_some());
        let lines = &mut record[K_HEAD + each * part..];
        put_nibbles(lines, lane, quant);
        for (at, bits) in high.unwrap_or_default().iter().enumerate() {
            lines[4].0[4 * lane + at % 4] |= (bits >> part & 1) << (at / 4);
        }
    }
}

/// Eight scales and eight least numbers of six bits are packed into twelve bytes.
fn scale_and_least(bytes: &[u8], part: usize) -> (u8, u8) {
    if part < 4 {
        return (bytes[part] & 63, bytes[part + 4] & 63);
    }
    let (low, scale, least) = (bytes[part + 4], bytes[part - 4], bytes[part]);
    (low & 15 | scale >> 6 << 4, low >> 4 | least >> 6 << 4)
}

fn put_q6k(block: &[u8], lane: usize, record: &mut [Line]) {
    let (low, rest) = block.split_at(128);
    let (high, rest) = rest.split_at(64);
    let (scales, scale) = rest.split_at(16);
    put_half(&mut record[0], 0, lane, scale);
    for (part, scale) in scales.iter().enumerate() {
        record[1 + part / 4].0[part % 4 * LANES + lane] = *scale;
    }
    for part in 0..8 {
        // Four blocks share 64 bytes of lower bits and 32 of upper ones.
        let (half, quarter) = (part / 4, part % 4);
        let low = |at: usize| low[64 * half + quarter % 2 * BLOCK + at] >> (quarter / 2 * 4) & 15;
        let lines = &mut record[Q6K_HEAD + 6 * part..];
        put_nibbles(lines, lane, low);
        for (at, bits) in high[BLOCK * half..BLOCK * (half + 1)].iter().enumerate() {
            let four = at / 4;
            lines[4 + four / 4].0[4 * lane + at % 4] |= (bits >> (2 * quarter) & 3) << (2 * (four % 4));
        }
    }
}
