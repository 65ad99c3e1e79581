use half::f16;

use super::cpu::{LANES, Line};

/// Positions that room is made for at once.
const GROWTH: usize = 256;
/// Positions that are written at a time, at most.
pub(crate) const AT_ONCE: usize = 256;
/// Positions behind the window of a layer that are kept as well: a conversation that goes back over an answer that was cut
/// short goes back that far without computing its beginning anew.
const BACK: usize = 1024;
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

/// There is no memory for what is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoRoom;

/// What one layer keeps of the positions it has seen: a key and a value for each head. Values lie one after the other;
/// keys lie sixteen side by side, so that one load gives a number of each, and a query is compared with all of them at once.
/// A layer with a window keeps its last positions alone, in a ring.
#[derive(Clone, Debug)]
pub(crate) struct Cache {
    precision: Precision,
    heads: usize,
    width: usize,
    /// Numbers of a key or value in memory: whole lines.
    padded: usize,
    /// Positions that are looked back on; none: all.
    window: Option<usize>,
    /// Positions that are kept at most, a multiple of [`GROWTH`]; of more, the latest.
    most: usize,
    /// Positions there is room for, a multiple of [`GROWTH`].
    room: usize,
    /// Behind the last position that was written since the first was.
    written: usize,
    keys: Vec<Line>,
    values: Vec<Line>,
    /// For each head, each sixteen, each 32 numbers: the scales of sixteen keys.
    key_scales: Vec<f32>,
    /// For each head, each position, each 32 numbers: a scale.
    value_scales: Vec<f32>,
}

impl Cache {
    /// An empty one for `heads` of `width` numbers and up to `context` positions, each of which is looked back on from the
    /// `window` positions that begin with it; from all later ones where there is none.
    pub(crate) fn new(
        precision: Precision,
        heads: usize,
        width: usize,
        context: usize,
        window: Option<usize>,
    ) -> Cache {
        Cache {
            window,
            most: most(context, window),
            written: 0,
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

    /// The bytes that one for these takes at most.
    pub(crate) fn bytes(
        precision: Precision,
        heads: usize,
        width: usize,
        context: usize,
        window: Option<usize>,
    ) -> u64 {
        let padded = width.next_multiple_of(precision.packed().max(SCALED));
        let lines = padded / precision.packed() * size_of::<Line>();
        let scales = if precision == Precision::Q8 { padded / SCALED * size_of::<f32>() } else { 0 };
        2 * heads as u64 * most(context, window) as u64 * (lines + scales) as u64
    }

    /// The bytes it takes in memory.
    #[cfg(test)]
    pub(crate) fn size(&self) -> usize {
        size_of_val(&*self.keys)
            + size_of_val(&*self.values)
            + size_of_val(&*self.key_scales)
            + size_of_val(&*self.value_scales)
    }

    /// Whether all is there still that `position` and those after it look back on, if it is the next to be written.
    pub(crate) fn recalls(&self, position: usize) -> bool {
        let lost = self.written.saturating_sub(self.most);
        let first = self.window.map_or(0, |window| (position + 1).saturating_sub(window));
        lost <= first
    }

    /// Puts keys and values, both `[n, heads, width]` with `n` up to [`AT_ONCE`], at positions `at` and after it, over what
    /// may be there. Whoever goes back to an earlier position writes there, and nothing else; where
    /// [`recalls`](Cache::recalls) denies that position, all are written anew.
    ///
    /// # Errors
    /// Where there is no memory for them; it keeps what it had.
    pub(crate) fn write(&mut self, at: usize, keys: &[f32], values: &[f32]) -> Result<(), NoRoom> {
        let row = self.heads * self.width;
        let end = at + keys.len() / row;
        self.grow(end.min(self.most))?;
        self.written = if at == 0 { end } else { self.written.max(end) };
        let rows = keys.chunks_exact(row).zip(values.chunks_exact(row));
        for (position, (keys, values)) in (at..).zip(rows) {
            let place = self.place(position);
            let heads = keys.chunks_exact(self.width).zip(values.chunks_exact(self.width));
            for (head, (key, value)) in heads.enumerate() {
                self.write_key(head, place, key);
                self.write_value(head, place, value);
            }
        }
        Ok(())
    }

    /// Where the position lies among those that are kept. Positions that begin with a multiple of [`GROWTH`] lie side by
    /// side, as many.
    pub(super) fn place(&self, position: usize) -> usize {
        position % self.most
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

    /// Room for `positions`, and for half as many as there were before, if there is memory for those too.
    fn grow(&mut self, positions: usize) -> Result<(), NoRoom> {
        if positions <= self.room {
            return Ok(());
        }
        let ahead = positions.max(self.room + self.room / 2).next_multiple_of(GROWTH).min(self.most);
        self.grow_to(ahead).or_else(|NoRoom| self.grow_to(positions.next_multiple_of(GROWTH)))
    }

    fn grow_to(&mut self, room: usize) -> Result<(), NoRoom> {
        let (old, heads, scales) = (self.room, self.heads, self.scales());
        let (keys, values) = (self.key_lines(), self.value_lines());
        let keys = spread(&self.keys, old / LANES, room / LANES, heads, keys, Line::ZERO)?;
        let values = spread(&self.values, old, room, heads, values, Line::ZERO)?;
        if self.precision == Precision::Q8 {
            let of_keys = spread(&self.key_scales, old, room, heads, scales, 0.0)?;
            self.value_scales = spread(&self.value_scales, old, room, heads, scales, 0.0)?;
            self.key_scales = of_keys;
        }
        (self.keys, self.values, self.room) = (keys, values, room);
        Ok(())
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

/// Positions that are kept at most of `context`. With a window that is much smaller, the next ones are written over those that
/// no position looks back on any more.
fn most(context: usize, window: Option<usize>) -> usize {
    let kept = match window {
        Some(window) => window.saturating_add(AT_ONCE + BACK).min(context),
        None => context,
    };
    kept.clamp(1, usize::MAX / 2).next_multiple_of(GROWTH)
}

/// The same with room for `room` pieces of `size` for each head instead of `old`.
fn spread<T: Copy>(
    all: &[T],
    old: usize,
    room: usize,
    heads: usize,
    size: usize,
    empty: T,
) -> Result<Vec<T>, NoRoom> {
    let mut spread = Vec::new();
    spread.try_reserve_exact(heads * room * size).map_err(|_| NoRoom)?;
    for head in 0..heads {
        spread.extend_from_slice(&all[head * old * size..(head + 1) * old * size]);
        spread.resize((head + 1) * room * size, empty);
    }
    Ok(spread)
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
