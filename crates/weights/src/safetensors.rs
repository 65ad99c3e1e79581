//! safetensors, the format of Hugging Face: a length, that many bytes of JSON, the tensors.
//!
//! The format's own rules are kept to the letter: no key twice, every byte after the JSON in exactly one tensor. So
//! nothing else can hide in such a file.

mod dtype;
mod json;

use std::io::{Read, Seek};
use std::path::Path;

use vesper_speech::Result;

pub use self::dtype::Dtype;
use self::json::Entry;
use crate::fault::{Checked, Fault, OTHER, quoted};
use crate::file;
use crate::source::Source;

/// The format's own library stops at 100 MB. What is read of the text takes up to three times as much again, and ten
/// thousand tensors are described in one megabyte.
const LONGEST_HEADER: u64 = 12 << 20;
/// The length, and a JSON object with nothing in it.
const SHORTEST: u64 = 8 + 2;

/// Everything in a safetensors file but the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    metadata: Vec<(String, String)>,
    tensors: Vec<Tensor>,
    parameters: u64,
}

/// A tensor, and where its numbers lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tensor {
    pub name: String,
    pub dtype: Dtype,
    /// The outermost first; empty for a single number. A dimension may be 0.
    pub shape: Box<[u64]>,
    /// The first byte of its data, counted from the beginning of the file.
    pub begin: u64,
    /// Bytes of its data.
    pub length: u64,
}

impl Tensor {
    /// Numbers in it.
    pub fn parameters(&self) -> u64 {
        self.shape.iter().product()
    }
}

impl Header {
    /// Reads and checks the header of the file at `path`.
    ///
    /// # Errors
    /// `MissingFile` or `Denied` where it cannot be opened, `BadFile` for what is not a sound safetensors file.
    pub fn open(path: &Path) -> Result<Self> {
        file::open(path, Header::parse)
    }

    /// The same from any source; `name` is how messages call it.
    ///
    /// # Errors
    /// `BadFile`, as for [`open`](Header::open).
    pub fn read(name: &str, source: impl Read + Seek) -> Result<Self> {
        file::read(name, source, Header::parse)
    }

    pub(crate) fn parse<R: Read + Seek>(source: &mut Source<R>) -> Checked<Self> {
        if source.length() < SHORTEST {
            return Err(Fault::new("it is too short for a safetensors file."));
        }
        let length = source.u64()?;
        if length > source.left() {
            return Err(Fault::new(format!(
                "its header should have {length} bytes, beyond the end of the file."
            )));
        }
        if length > LONGEST_HEADER {
            let most = LONGEST_HEADER >> 20;
            let what = format!("its header has {length} bytes, more than the {most} MB that are allowed.");
            return Err(Fault::new(what).advice(OTHER));
        }
        let text = source.bytes(length)?;
        if text.first() != Some(&b'{') {
            return Err(Fault::new("it is not a safetensors file: its header is not JSON."));
        }
        let json = json::read(&text)?;
        let data = source.at();
        let mut tensors = Vec::with_capacity(json.tensors.len());
        for (name, entry) in json.tensors {
            tensors.push(tensor(name, entry)?);
        }
        each_byte_once(&mut tensors, data, source.length())?;
        let parameters = tensors.iter().try_fold(0_u64, |sum, tensor| sum.checked_add(tensor.parameters()));
        let parameters =
            parameters.ok_or_else(|| Fault::new("its tensors have more numbers than can be counted."))?;
        Ok(Header { metadata: json.metadata, tensors, parameters })
    }

    /// All tensors in the order of their data.
    pub fn tensors(&self) -> &[Tensor] {
        &self.tensors
    }

    /// What was written beside the tensors (`__metadata__`): names and texts, in no order.
    pub fn metadata(&self) -> impl Iterator<Item = (&str, &str)> {
        self.metadata.iter().map(|(name, text)| (&**name, &**text))
    }

    /// Numbers in all tensors together.
    pub fn parameters(&self) -> u64 {
        self.parameters
    }
}

/// `begin` is still relative to the data.
fn tensor(name: String, entry: Entry) -> Checked<Tensor> {
    let [begin, end] = entry.offsets;
    let length =
        end.checked_sub(begin).ok_or_else(|| about(&name, &format!("goes from {begin} back to {end}")))?;
    let needed = length_of(entry.dtype, &entry.shape)
        .ok_or_else(|| about(&name, &format!("has the shape {:?}, which makes no sense", entry.shape)))?;
    if needed != length {
        let (dtype, shape) = (entry.dtype.name(), &entry.shape);
        return Err(about(
            &name,
            &format!("has {length} bytes; {needed} are needed for {shape:?} of {dtype}"),
        ));
    }
    Ok(Tensor { name, dtype: entry.dtype, shape: entry.shape, begin, length })
}

/// Bytes of a tensor. A 0 among the dimensions must not hide that the others overflow.
fn length_of(dtype: Dtype, shape: &[u64]) -> Option<u64> {
    let largest = shape.iter().try_fold(dtype.bits(), |bits, size| bits.checked_mul((*size).max(1)))?;
    let bits = if shape.contains(&0) { 0 } else { largest };
    bits.is_multiple_of(8).then_some(bits / 8)
}

/// Sorts the tensors by where they lie, and checks that they fill the file from `data` to its end.
fn each_byte_once(tensors: &mut [Tensor], data: u64, length: u64) -> Checked<()> {
    tensors.sort_unstable_by(|a, b| (a.begin, a.length, &a.name).cmp(&(b.begin, b.length, &b.name)));
    let mut filled = 0;
    for tensor in &mut *tensors {
        if tensor.begin != filled {
            let what = if tensor.begin > filled { "after a hole" } else { "over the one before it" };
            return Err(about(
                &tensor.name,
                &format!("lies {what}: it begins at {}, not at {filled}", tensor.begin),
            ));
        }
        filled += tensor.length;
        if filled > length - data {
            return Err(about(&tensor.name, &format!("ends at {filled}, beyond the end of the file")));
        }
        tensor.begin += data;
    }
    match length - data - filled {
        0 => Ok(()),
        more => Err(Fault::new(format!(
            "after its last tensor there are {more} bytes more, which belong to nothing."
        ))),
    }
}

fn about(name: &str, what: &str) -> Fault {
    Fault::new(format!("its tensor {} {what}.", quoted(name)))
}
