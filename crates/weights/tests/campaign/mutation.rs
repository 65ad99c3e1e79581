use std::ops::Range;

use crate::craft::{Crafted, Hole};

/// A file grows no longer than this, holes apart.
const LONGEST: usize = 1 << 20;
/// The most bytes that are inserted, copied or cut out at once.
const PIECE: usize = 300;
/// What a header may be made of in JSON.
const TOKENS: [&str; 14] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\u0000",
    "null",
    "1e9",
    "{\"a\":",
    "\"__metadata__\":",
    "\"dtype\":\"F64\",",
    "-1",
];

/// Even noise: SplitMix64 (Steele, Lea, Flood 2014).
pub(super) struct Noise(u64);

impl Noise {
    pub(super) fn new(seed: u64) -> Self {
        Noise(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where there is none.
    fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn range(&mut self, within: usize, most: usize) -> Range<usize> {
        let begin = self.below(within);
        let length = 1 + self.below(most);
        begin..(begin + length).min(within)
    }
}

/// One of the seeds, changed once or a few times.
pub(super) fn mutated(seeds: &[Crafted], noise: &mut Noise, has_prefix: bool) -> Crafted {
    let mut file = seeds[noise.below(seeds.len())].clone();
    loop {
        mutate(&mut file, &seeds[noise.below(seeds.len())], noise, has_prefix);
        if noise.one_in(2) {
            break;
        }
    }
    if has_prefix && !noise.one_in(4) {
        mend_prefix(&mut file);
    }
    file
}

/// The length before the text of a safetensors header, made right again: what is behind it would not be reached else.
fn mend_prefix(file: &mut Crafted) {
    let end = file.holes.last().map_or(file.bytes.len(), |hole| hole.at);
    if let Some(length) = end.checked_sub(8) {
        file.bytes[..8].copy_from_slice(&(length as u64).to_le_bytes());
    }
}

fn mutate(file: &mut Crafted, other: &Crafted, noise: &mut Noise, is_text: bool) {
    match noise.below(if is_text { 18 } else { 14 }) {
        0 => flip(file, noise),
        1..=4 => overwrite_field(file, noise),
        5 => overwrite_anywhere(file, noise),
        6 => copy_field(file, noise),
        7 => splice(file, other, noise),
        8 => truncate(file, noise),
        9 => duplicate(file, noise),
        10 => insert_noise(file, noise),
        11 => cut_out(file, noise),
        12 => stretch(file, noise),
        13 => exchange(file, noise),
        14..=16 => renumber(file, noise),
        _ => insert_token(file, noise),
    }
}

/// Numbers at which counting goes wrong.
fn boundary(file: &Crafted, noise: &mut Noise) -> u64 {
    match noise.below(8) {
        0 => noise.below(20) as u64,
        1 => 1_u64.checked_shl(noise.below(64) as u32).unwrap_or(0),
        2 => (1_u64 << noise.below(64)).wrapping_sub(1),
        3 => (1_u64 << noise.below(64)).wrapping_add(1),
        4 => u64::MAX - noise.below(70) as u64,
        5 => file.length().wrapping_add(noise.below(3) as u64).wrapping_sub(1),
        6 => u64::from(u32::MAX) / (1 + noise.below(33) as u64),
        _ => u64::MAX / (1 + noise.below(400) as u64),
    }
}

fn flip(file: &mut Crafted, noise: &mut Noise) {
    let at = noise.below(file.bytes.len());
    let bit = noise.below(8);
    if let Some(byte) = file.bytes.get_mut(at) {
        *byte ^= 1 << bit;
    }
}

fn overwrite_field(file: &mut Crafted, noise: &mut Noise) {
    let Some(field) = file.fields.get(noise.below(file.fields.len())).cloned() else { return };
    let boundary = boundary(file, noise);
    let mut bytes = [0; 8];
    let width = field.len();
    bytes[..width].copy_from_slice(&file.bytes[field.clone()]);
    let value = u64::from_le_bytes(bytes);
    let value = match noise.below(6) {
        0 => value.wrapping_add(1),
        1 => value.wrapping_sub(1),
        2 => value.wrapping_mul(2),
        _ => boundary,
    };
    file.bytes[field].copy_from_slice(&value.to_le_bytes()[..width]);
}

fn overwrite_anywhere(file: &mut Crafted, noise: &mut Noise) {
    let bytes = boundary(file, noise).to_le_bytes();
    let width = 1 << noise.below(4);
    let at = noise.below(file.bytes.len());
    for (byte, new) in file.bytes.iter_mut().skip(at).zip(&bytes[..width]) {
        *byte = *new;
    }
}

fn copy_field(file: &mut Crafted, noise: &mut Noise) {
    let (from, to) = (noise.below(file.fields.len()), noise.below(file.fields.len()));
    if let (Some(from), Some(to)) = (file.fields.get(from).cloned(), file.fields.get(to).cloned()) {
        let width = from.len().min(to.len());
        file.bytes.copy_within(from.start..from.start + width, to.start);
    }
}

/// A piece of another file over this one.
fn splice(file: &mut Crafted, other: &Crafted, noise: &mut Noise) {
    let piece = noise.range(other.bytes.len(), PIECE);
    let at = noise.below(file.bytes.len());
    for (byte, new) in file.bytes.iter_mut().skip(at).zip(&other.bytes[piece]) {
        *byte = *new;
    }
}

fn truncate(file: &mut Crafted, noise: &mut Noise) {
    // Half of the time only the data lose something.
    if noise.one_in(2)
        && let Some(hole) = file.holes.last_mut()
    {
        hole.length = noise.next() % hole.length.max(1);
        return;
    }
    let end = noise.below(file.bytes.len());
    remove(file, end..file.bytes.len());
}

fn duplicate(file: &mut Crafted, noise: &mut Noise) {
    let piece = noise.range(file.bytes.len(), PIECE);
    let bytes = file.bytes[piece.clone()].to_vec();
    let to = if noise.one_in(2) { piece.end } else { noise.below(file.bytes.len()) };
    insert(file, to, &bytes);
}

fn insert_noise(file: &mut Crafted, noise: &mut Noise) {
    let count = 1 + noise.below(9);
    let bytes: Vec<u8> = (0..count).map(|_| noise.next() as u8).collect();
    let at = noise.below(file.bytes.len() + 1);
    insert(file, at, &bytes);
}

fn cut_out(file: &mut Crafted, noise: &mut Noise) {
    let piece = noise.range(file.bytes.len(), PIECE);
    remove(file, piece);
}

/// Makes a run of zeros longer or shorter, or makes a new one.
fn stretch(file: &mut Crafted, noise: &mut Noise) {
    let most = 1 << noise.below(38);
    let length = noise.next() % most;
    if noise.one_in(3) || file.holes.is_empty() {
        let at = noise.below(file.bytes.len() + 1);
        let place = file.holes.partition_point(|hole| hole.at <= at);
        file.holes.insert(place, Hole { at, length });
        return;
    }
    let which = noise.below(file.holes.len());
    let hole = &mut file.holes[which];
    hole.length = match noise.below(4) {
        0 => hole.length.wrapping_add(1),
        1 => hole.length.saturating_sub(1),
        2 => hole.length.saturating_mul(2) % (1 << 50),
        _ => length,
    };
}

/// Two pieces of the same length change places.
fn exchange(file: &mut Crafted, noise: &mut Noise) {
    let one = noise.range(file.bytes.len(), PIECE / 4);
    let other = noise.below(file.bytes.len().saturating_sub(one.len()));
    for (a, b) in one.zip(other..) {
        file.bytes.swap(a, b);
    }
}

/// Another number in the place of one that is written in digits.
fn renumber(file: &mut Crafted, noise: &mut Noise) {
    let from = noise.below(file.bytes.len());
    let Some(begin) = file.bytes.iter().skip(from).position(u8::is_ascii_digit).map(|at| from + at) else {
        return;
    };
    let digits = file.bytes.iter().skip(begin).take_while(|byte| byte.is_ascii_digit()).count();
    let number = boundary(file, noise);
    remove(file, begin..begin + digits);
    insert(file, begin, number.to_string().as_bytes());
}

fn insert_token(file: &mut Crafted, noise: &mut Noise) {
    let token = TOKENS[noise.below(TOKENS.len())];
    let times = if noise.one_in(8) { 1 + noise.below(2000) } else { 1 };
    let at = noise.below(file.bytes.len() + 1);
    insert(file, at, token.repeat(times).as_bytes());
}

/// What lies behind moves on with its fields and holes.
fn insert(file: &mut Crafted, at: usize, bytes: &[u8]) {
    if file.bytes.len() + bytes.len() > LONGEST {
        return;
    }
    let at = at.min(file.bytes.len());
    file.bytes.splice(at..at, bytes.iter().copied());
    for hole in file.holes.iter_mut().filter(|hole| hole.at >= at) {
        hole.at += bytes.len();
    }
    for field in file.fields.iter_mut().filter(|field| field.start >= at) {
        *field = field.start + bytes.len()..field.end + bytes.len();
    }
}

fn remove(file: &mut Crafted, piece: Range<usize>) {
    file.bytes.drain(piece.clone());
    for hole in file.holes.iter_mut().filter(|hole| hole.at > piece.start) {
        hole.at = hole.at.saturating_sub(piece.len()).max(piece.start);
    }
    file.fields.retain(|field| field.end <= piece.start || field.start >= piece.end);
    for field in file.fields.iter_mut().filter(|field| field.start >= piece.end) {
        *field = field.start - piece.len()..field.end - piece.len();
    }
}
