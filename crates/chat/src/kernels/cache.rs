use half::f16;

use super::cpu::{LANES, Line};

/// Positions that room is made for at once.
const GROWTH: usize = 256;
/// Numbers that share a scale where they have 8 bits.
pub(super) const SCALED: usize = 32;

/// How exactly keys and values are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precision {
    F32,
    F16,
    /// 8 bits, and a scale for 32 numbers of a key or value.
    Q8,
}

impl Precision {
    /// Numbers in a line.
    fn packed(self) -> usize {
        match self {
            Precision::F32 => 16,
            Precision::F16 => 32,
            Precision::Q8 => 64,
        }
    }
}

/// What one layer keeps of the positions it has seen: a key and a value for each head. Values lie one after the other;
/// keys lie sixteen side by side, so that one load gives a number of each, and a query is compared with all of them at once.
#[derive(Clone, Debug)]
pub(crate) struct Cache {
    precision: Precision,
    heads: usize,
    width: usize,
    /// Numbers of a key or value in memory: whole lines.
    padded: usize,
    /// Positions there is room for, a multiple of [`GROWTH`].
    room: usize,
    keys: Vec<Line>,
    values: Vec<Line>,
    /// For each head, each sixteen, each 32 numbers: the scales of sixteen keys.
    key_scales: Vec<f32>,
    /// For each head, each position, each 32 numbers: a scale.
    value_scales: Vec<f32>,
}

impl Cache {
    /// An empty one for `heads` of `width` numbers.
    pub(crate) fn new(precision: Precision, heads: usize, width: usize) -> Cache {
        Cache {
            precision,
            heads,
            width,
            padded: width.next_multiple_of(precision.packed().max(SCALED)),
            room: 0,
            keys: Vec::new(),
            values: Vec::new(),
            key_scales: Vec::new(),
            value_scales: Vec::new(),
        }
    }

    pub(crate) fn precision(&self) -> Precision {
        self.precision
    }

    pub(crate) fn heads(&self) -> usize {
        self.heads
    }

    /// Numbers of a key, and of a value.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// The bytes it takes in memory.
    #[cfg(test)]
    pub(crate) fn size(&self) -> usize {
        size_of_val(&*self.keys)
            + size_of_val(&*self.values)
            + size_of_val(&*self.key_scales)
            + size_of_val(&*self.value_scales)
    }

    /// Puts keys and values, both `[n, heads, width]`, at positions `at` and after it, over what may be there. Whoever
    /// goes back to an earlier position writes there, and nothing else.
    pub(crate) fn write(&mut self, at: usize, keys: &[f32], values: &[f32]) {
        let row = self.heads * self.width;
        self.grow(at + keys.len() / row);
        let rows = keys.chunks_exact(row).zip(values.chunks_exact(row));
        for (position, (keys, values)) in (at..).zip(rows) {
            let heads = keys.chunks_exact(self.width).zip(values.chunks_exact(self.width));
            for (head, (key, value)) in heads.enumerate() {
                self.write_key(head, position, key);
                self.write_value(head, position, value);
            }
        }
    }

    fn write_key(&mut self, head: usize, position: usize, key: &[f32]) {
        let (sixteen, lane) = (position / LANES, position % LANES);
        let (lines, scales) = (self.key_lines(), self.scales());
        let begin = (head * self.room / LANES + sixteen) * lines;
        let to = &mut self.keys[begin..begin + lines];
        match self.precision {
            Precision::F32 => {
                for (line, number) in to.iter_mut().zip(key) {
                    line.0[4 * lane..4 * lane + 4].copy_from_slice(&number.to_le_bytes());
                }
            }
            Precision::F16 => {
                for (at, number) in key.iter().enumerate() {
                    let place = at % 2 * 32 + 2 * lane;
                    to[at / 2].0[place..place + 2].copy_from_slice(&f16::from_f32(*number).to_le_bytes());
                }
            }
            Precision::Q8 => {
                let begin = (head * self.room / LANES + sixteen) * scales;
                for (part, numbers) in key.chunks(SCALED).enumerate() {
                    let (scale, inverse) = scale(numbers);
                    self.key_scales[(begin + part) * LANES + lane] = scale;
                    for (at, number) in (part * SCALED..).zip(numbers) {
                        to[at / 4].0[at % 4 * LANES + lane] = eight(*number, inverse);
                    }
                }
            }
        }
    }

    fn write_value(&mut self, head: usize, position: usize, value: &[f32]) {
        let (lines, scales) = (self.value_lines(), self.scales());
        let begin = (head * self.room + position) * lines;
        let to = &mut self.values[begin..begin + lines];
        match self.precision {
            Precision::F32 => {
                for (at, number) in value.iter().enumerate() {
                    to[at / 16].0[at % 16 * 4..][..4].copy_from_slice(&number.to_le_bytes());
                }
            }
            Precision::F16 => {
                for (at, number) in value.iter().enumerate() {
                    to[at / 32].0[at % 32 * 2..][..2].copy_from_slice(&f16::from_f32(*number).to_le_bytes());
                }
            }
            Precision::Q8 => {
                let begin = (head * self.room + position) * scales;
                for (part, numbers) in value.chunks(SCALED).enumerate() {
                    let (scale, inverse) = scale(numbers);
                    self.value_scales[begin + part] = scale;
                    for (at, number) in (part * SCALED..).zip(numbers) {
                        to[at / 64].0[at % 64] = eight(*number, inverse);
                    }
                }
            }
        }
    }

    /// Room for `positions`, and for half as many as there were before.
    fn grow(&mut self, positions: usize) {
        if positions <= self.room {
            return;
        }
        let room = positions.max(self.room + self.room / 2).next_multiple_of(GROWTH);
        let (old, sixteens) = (self.room, self.room / LANES);
        self.keys = spread(&self.keys, sixteens, room / LANES, self.heads, self.key_lines(), Line::ZERO);
        self.values = spread(&self.values, old, room, self.heads, self.value_lines(), Line::ZERO);
        if self.precision == Precision::Q8 {
            let scales = self.scales();
            self.key_scales = spread(&self.key_scales, old, room, self.heads, scales, 0.0);
            self.value_scales = spread(&self.value_scales, old, room, self.heads, scales, 0.0);
        }
        self.room = room;
    }

    /// Lines of sixteen keys.
    pub(super) fn key_lines(&self) -> usize {
        self.padded * LANES / self.precision.packed()
    }

    /// Lines of a value.
    pub(super) fn value_lines(&self) -> usize {
        self.padded / self.precision.packed()
    }

    /// Scales of a key or value.
    fn scales(&self) -> usize {
        self.padded / SCALED
    }

    pub(super) fn padded(&self) -> usize {
        self.padded
    }

    /// All keys of `head`, sixteen by sixteen, with their scales: of each sixteen, of each 32 numbers, sixteen.
    pub(super) fn keys(&self, head: usize) -> (&[Line], &[[f32; LANES]]) {
        let lines = self.room / LANES * self.key_lines();
        let scales = if self.key_scales.is_empty() { 0 } else { self.room / LANES * self.scales() };
        let all = self.key_scales.as_chunks::<LANES>().0;
        (&self.keys[head * lines..(head + 1) * lines], &all[head * scales..(head + 1) * scales])
    }

    /// All values of `head` with their scales.
    pub(super) fn values(&self, head: usize) -> (&[Line], &[f32]) {
        let lines = self.room * self.value_lines();
        let scales = if self.value_scales.is_empty() { 0 } else { self.room * self.scales() };
        (
            &self.values[head * lines..(head + 1) * lines],
            &self.value_scales[head * scales..(head + 1) * scales],
        )
    }
}

/// The same with room for `room` pieces of `size` for each head instead of `old`.
fn spread<T: Copy>(all: &[T], old: usize, room: usize, heads: usize, size: usize, empty: T) -> Vec<T> {
    let mut spread = Vec::with_capacity(heads * room * size);
    for head in 0..heads {
        spread.extend_from_slice(&all[head * old * size..(head + 1) * old * size]);
        spread.resize((head + 1) * room * size, empty);
    }
    spread
}

/// What 1 stands for, and its inverse.
fn scale(numbers: &[f32]) -> (f32, f32) {
    let (mut largest, mut flaw) = (0.0_f32, 0.0_f32);
    for number in numbers {
        largest = largest.max(number.abs());
        flaw += number * 0.0;
    }
    let scale = largest / 127.0;
    (scale + flaw, if scale >= f32::MIN_POSITIVE { 1.0 / scale } else { 0.0 })
}

fn eight(number: f32, inverse: f32) -> u8 {
    ((number * inverse).round_ties_even() as i8).cast_unsigned()
}
