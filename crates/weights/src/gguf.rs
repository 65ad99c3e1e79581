//! GGUF, the format of llama.cpp: a list of keys and values, a table of tensors, the tensors.
//!
//! Read after the specification (ggml, docs/gguf.md), versions 2 and 3. Where readers differ, the strict reading holds:
//! keys and names are there once, offsets are aligned, no two tensors share a byte.

mod metadata;
mod tensors;
mod value;

use std::io::{Read, Seek};
use std::path::Path;

use vesper_speech::{Error, Kind, Result};

use self::metadata::Entry;
pub use self::tensors::Tensor;
pub use self::value::{Array, Scalar, Scalars, Texts, Value};
use crate::fault::{AGAIN, Checked, Fault, OTHER, quoted};
use crate::file;
use crate::source::Source;

pub(crate) const MAGIC: [u8; 4] = *b"GGUF";
const ALIGNMENT: &str = "general.alignment";
const USUAL_ALIGNMENT: u64 = 32;
/// What is less would not fit the numbers, what is more would only be padding.
const ALIGNMENTS: std::ops::RangeInclusive<u64> = 8..=1 << 20;

/// Everything in a GGUF file but the numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    file: String,
    version: u32,
    entries: Vec<Entry>,
    tensors: Vec<Tensor>,
    by_name: Vec<u32>,
    parameters: u64,
}

impl Header {
    /// Reads and checks the header of the file at `path`.
    ///
    /// # Errors
    /// `MissingFile` or `Denied` where it cannot be opened, `BadFile` for what is not a sound GGUF file.
    pub fn open(path: &Path) -> Result<Self> {
        let header = file::open(path, Header::parse)?;
        Ok(Header { file: path.display().to_string(), ..header })
    }

    /// The same from any source; `name` is how messages call it.
    ///
    /// # Errors
    /// `BadFile`, as for [`open`](Header::open).
    pub fn read(name: &str, source: impl Read + Seek) -> Result<Self> {
        let header = file::read(name, source, Header::parse)?;
        Ok(Header { file: name.into(), ..header })
    }

    pub(crate) fn parse<R: Read + Seek>(source: &mut Source<R>) -> Checked<Self> {
        if source.left() < 4 || source.array()? != MAGIC {
            return Err(Fault::new("it is not a GGUF file."));
        }
        let version = version(source.u32()?)?;
        let count = source.u64()?;
        let keys = source.u64()?;
        let entries = metadata::read(source, keys)?;
        let alignment = alignment(&entries)?;
        let mut tensors = tensors::read(source, count)?;
        let data = source.at().next_multiple_of(alignment);
        tensors::place(&mut tensors, data, alignment, source.length())?;
        let by_name = tensors::by_name(&tensors)?;
        let parameters = tensors.iter().try_fold(0_u64, |sum, tensor| sum.checked_add(tensor.parameters()));
        let parameters =
            parameters.ok_or_else(|| Fault::new("its tensors have more numbers than can be counted."))?;
        Ok(Header { file: String::new(), version, entries, tensors, by_name, parameters })
    }

    /// 2 or 3.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// What the file calls its architecture, such as `qwen3`.
    pub fn architecture(&self) -> Option<&str> {
        self.get("general.architecture").and_then(Value::text)
    }

    /// All tensors in the order of the file.
    pub fn tensors(&self) -> &[Tensor] {
        &self.tensors
    }

    /// The tensor of this name.
    pub fn tensor(&self, name: &str) -> Option<&Tensor> {
        let named = |index: &u32| self.tensors.get(*index as usize);
        let place =
            self.by_name.binary_search_by(|index| named(index).map(|tensor| &*tensor.name).cmp(&Some(name)));
        self.by_name.get(place.ok()?).and_then(named)
    }

    /// Numbers in all tensors together.
    pub fn parameters(&self) -> u64 {
        self.parameters
    }

    /// All keys with their values, sorted by key.
    pub fn metadata(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|entry| (&*entry.key, &entry.value))
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        get(&self.entries, key)
    }

    /// The text at `key`, if there is that key.
    ///
    /// # Errors
    /// `BadFile` where it is something else than a text. The same holds for the other types below.
    pub fn text(&self, key: &str) -> Result<Option<&str>> {
        self.typed(key, "a text", Value::text)
    }

    /// The whole number, 0 or more, at `key`.
    ///
    /// # Errors
    /// As for [`text`](Header::text).
    pub fn unsigned(&self, key: &str) -> Result<Option<u64>> {
        self.typed(key, "a whole number, 0 or more", Value::unsigned)
    }

    /// The number at `key`.
    ///
    /// # Errors
    /// As for [`text`](Header::text).
    pub fn number(&self, key: &str) -> Result<Option<f64>> {
        self.typed(key, "a number", Value::number)
    }

    /// The yes or no at `key`.
    ///
    /// # Errors
    /// As for [`text`](Header::text).
    pub fn flag(&self, key: &str) -> Result<Option<bool>> {
        self.typed(key, "yes or no", Value::flag)
    }

    /// The list of texts at `key`: tokens, merges.
    ///
    /// # Errors
    /// As for [`text`](Header::text).
    pub fn texts(&self, key: &str) -> Result<Option<&Texts>> {
        self.typed(key, "a list of texts", |value| match value.array()? {
            Array::Texts(texts) => Some(texts),
            _ => None,
        })
    }

    /// The list of numbers at `key`: scores, kinds of token.
    ///
    /// # Errors
    /// As for [`text`](Header::text).
    pub fn scalars(&self, key: &str) -> Result<Option<&Scalars>> {
        self.typed(key, "a list of numbers", |value| match value.array()? {
            Array::Scalars(scalars) => Some(scalars),
            _ => None,
        })
    }

    /// The error for a `key` that is needed and not there.
    pub fn missing(&self, key: &str) -> Error {
        Error::new(Kind::BadFile, &*self.file, format!("it does not say {}.", quoted(key)), OTHER)
    }

    fn typed<'h, T>(
        &'h self,
        key: &str,
        wanted: &str,
        typed: impl FnOnce(&'h Value) -> Option<T>,
    ) -> Result<Option<T>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        typed(value).map(Some).ok_or_else(|| {
            let what = format!("its key {} is {}; {wanted} is needed.", quoted(key), value.sort());
            Error::new(Kind::BadFile, &*self.file, what, AGAIN)
        })
    }
}

fn get<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Value> {
    let place = entries.binary_search_by(|entry| (*entry.key).cmp(key)).ok()?;
    entries.get(place).map(|entry| &entry.value)
}

fn version(version: u32) -> Checked<u32> {
    match version {
        2 | 3 => Ok(version),
        1 => Err(Fault::new("it is GGUF of version 1, which was used for two weeks of 2023.")
            .advice("Take a newer file of the model.")),
        _ if version & 0xffff == 0 => Err(Fault::new("it is GGUF for big-endian machines.")
            .advice("Take the usual, little-endian file of the model.")),
        _ => Err(Fault::new(format!("it is GGUF of version {version}; 2 and 3 are known.")).advice(OTHER)),
    }
}

fn alignment(entries: &[Entry]) -> Checked<u64> {
    let Some(value) = get(entries, ALIGNMENT) else { return Ok(USUAL_ALIGNMENT) };
    let alignment = match value {
        Value::U32(alignment) => u64::from(*alignment),
        other => {
            let what =
                format!("its key {} is {}; a number of 32 bits is needed.", quoted(ALIGNMENT), other.sort());
            return Err(Fault::new(what));
        }
    };
    if alignment.is_power_of_two() && ALIGNMENTS.contains(&alignment) {
        return Ok(alignment);
    }
    let (low, high) = (ALIGNMENTS.start(), ALIGNMENTS.end());
    let what = format!("its alignment is {alignment}; it must be a power of two from {low} to {high}.");
    Err(Fault::new(what))
}
