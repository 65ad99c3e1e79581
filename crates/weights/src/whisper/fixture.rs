//! For tests: a whisper model with random weights.
//!
//! Recognition with it runs the whole path (file, spectrogram, encoder, decoder, segments), in a fraction of a second where
//! the model is small, and hears nonsense, always the same.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use super::tensors::{Tensor, expected};
use super::{AUDIO_CONTEXT, FREQUENCIES, MAGIC, Sizes, TEXT_CONTEXT};
use crate::storage::{F16, F32};

/// Words in the vocabulary of every Whisper; the other tokens have no text.
const WORDS: u64 = 50_257;
/// Where GPT-2's vocabulary has its lone space.
const SPACE: u64 = 220;
const MELS: u64 = 80;

/// What the model shall be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixture {
    /// Knows languages other than English.
    pub multilingual: bool,
    /// The same seed gives the same file.
    pub seed: u64,
}

/// Writes the model to `path`, the smallest that does everything: about 7 MB.
///
/// # Errors
/// Those of the file system.
pub fn write(path: &Path, fixture: Fixture) -> Result<()> {
    write_shape(path, fixture, Shape { state: 64, heads: 2, layers: 1 })
}

/// Writes a model of the shape of OpenAI's "base" to `path`, 145 MB: what it takes to compute with it is what the real
/// one takes.
///
/// # Errors
/// Those of the file system.
pub fn write_base(path: &Path, fixture: Fixture) -> Result<()> {
    write_shape(path, fixture, Shape { state: 512, heads: 8, layers: 6 })
}

/// Encoder and decoder have the same.
struct Shape {
    state: u64,
    heads: u64,
    layers: u64,
}

fn write_shape(path: &Path, fixture: Fixture, shape: Shape) -> Result<()> {
    let sizes = Sizes {
        vocabulary: if fixture.multilingual { 51_865 } else { 51_864 },
        audio_context: AUDIO_CONTEXT,
        state: shape.state,
        heads: shape.heads,
        audio_layers: shape.layers,
        text_context: TEXT_CONTEXT,
        text_layers: shape.layers,
        mels: MELS,
        file_type: 1,
        storage: F16,
    };
    let mut file = BufWriter::new(File::create(path)?);
    write_header(&mut file, &sizes)?;
    let mut noise = Noise(fixture.seed);
    for tensor in expected(&sizes) {
        write_tensor(&mut file, &tensor, &mut noise)?;
    }
    file.flush()
}

fn write_header(file: &mut impl Write, sizes: &Sizes) -> Result<()> {
    let (state, heads) = (sizes.state, sizes.heads);
    file.write_all(&MAGIC)?;
    for size in [sizes.vocabulary, sizes.audio_context, state, heads, sizes.audio_layers] {
        number(file, size)?;
    }
    for size in [sizes.text_context, state, heads, sizes.text_layers, sizes.mels] {
        number(file, size)?;
    }
    file.write_all(&sizes.file_type.to_le_bytes())?;
    number(file, MELS)?;
    number(file, FREQUENCIES)?;
    for band in 0..MELS {
        for frequency in 0..FREQUENCIES {
            file.write_all(&filter(band, frequency).to_le_bytes())?;
        }
    }
    number(file, WORDS)?;
    for index in 0..WORDS {
        let word = word(index);
        number(file, word.len() as u64)?;
        file.write_all(word.as_bytes())?;
    }
    Ok(())
}

/// Triangles of equal width: not the mel scale, but every band hears something of its own.
fn filter(band: u64, frequency: u64) -> f32 {
    let centre = (band as f32 + 0.5) * FREQUENCIES as f32 / MELS as f32;
    let distance = (frequency as f32 - centre).abs() / 3.0;
    0.02 * (1.0 - distance).max(0.0)
}

/// Syllables that count: ` ba`, ` be` … ` baba`.
fn word(index: u64) -> String {
    const CONSONANTS: &[u8] = b"bdfghklmnprstvwz";
    const VOWELS: &[u8] = b"aeiou";
    if index == SPACE {
        return " ".into();
    }
    let mut word = String::from(" ");
    let mut rest = index;
    loop {
        let syllable = rest as usize % (CONSONANTS.len() * VOWELS.len());
        word.push(char::from(CONSONANTS[syllable / VOWELS.len()]));
        word.push(char::from(VOWELS[syllable % VOWELS.len()]));
        rest /= (CONSONANTS.len() * VOWELS.len()) as u64;
        if rest == 0 {
            return word;
        }
    }
}

fn write_tensor(file: &mut impl Write, tensor: &Tensor, noise: &mut Noise) -> Result<()> {
    number(file, tensor.shape.len() as u64)?;
    number(file, tensor.name.len() as u64)?;
    file.write_all(&tensor.storage.id.to_le_bytes())?;
    for size in &tensor.shape {
        number(file, *size)?;
    }
    file.write_all(tensor.name.as_bytes())?;
    let is_norm = tensor.name.ends_with("ln.weight") || tensor.name.ends_with("ln_post.weight");
    let spread = if tensor.shape.len() == 1 { 0.02 } else { 0.3 };
    for _ in 0..tensor.shape.iter().product::<u64>() {
        let value = if is_norm { 1.0 } else { spread * noise.next() };
        if tensor.storage == F32 {
            file.write_all(&value.to_le_bytes())?;
        } else {
            file.write_all(&half(value).to_le_bytes())?;
        }
    }
    Ok(())
}

fn number(file: &mut impl Write, value: u64) -> Result<()> {
    file.write_all(&(value as u32).to_le_bytes())
}

/// `value` as IEEE 754 binary16, cut off; what is too small for a normal number becomes zero.
fn half(value: f32) -> u16 {
    let bits = value.to_bits();
    let sign = (bits >> 16) & 0x8000;
    let exponent = ((bits >> 23) & 0xff) as i32 - 127 + 15;
    if !(1..31).contains(&exponent) {
        return sign as u16;
    }
    (sign | (exponent as u32) << 10 | (bits >> 13) & 0x3ff) as u16
}

/// Evenly spread numbers in -1..1: SplitMix64 (Steele, Lea, Flood 2014).
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    }
}
