//! Writing GGUF (ggml, docs/gguf.md), version 3.

use std::io::{BufWriter, ErrorKind, Write};
use std::path::Path;

use vesper_speech::{Error, Kind, Result};

const ALIGNMENT: u64 = 32;
/// Bytes of a tensor that are made at once at most: a multiple of every block.
const AT_ONCE: u64 = 144 * 210 * 34;

pub(crate) enum Value {
    Count(u32),
    Number(f32),
    Text(String),
    Texts(Vec<String>),
    Integers(Vec<i32>),
}

/// A file that is put together.
pub(crate) struct File {
    keys: u64,
    metadata: Vec<u8>,
    count: u64,
    table: Vec<u8>,
    /// Bytes of each tensor.
    lengths: Vec<u64>,
    end: u64,
}

impl File {
    pub(crate) fn new() -> File {
        File { keys: 0, metadata: Vec::new(), count: 0, table: Vec::new(), lengths: Vec::new(), end: 0 }
    }

    pub(crate) fn key(&mut self, key: &str, value: Value) {
        self.keys += 1;
        let to = &mut self.metadata;
        text(to, key);
        match value {
            Value::Count(count) => {
                number(to, 4);
                number(to, count);
            }
            Value::Number(value) => {
                number(to, 6);
                to.extend(value.to_le_bytes());
            }
            Value::Text(value) => {
                number(to, 8);
                text(to, &value);
            }
            Value::Texts(values) => {
                number(to, 9);
                number(to, 8);
                to.extend((values.len() as u64).to_le_bytes());
                for value in &values {
                    text(to, value);
                }
            }
            Value::Integers(values) => {
                number(to, 9);
                number(to, 5);
                to.extend((values.len() as u64).to_le_bytes());
                to.extend(values.iter().flat_map(|value| value.to_le_bytes()));
            }
        }
    }

    /// A tensor with these dimensions, the innermost first, stored as ggml's type `storage` in so many bytes.
    pub(crate) fn tensor(&mut self, name: &str, dimensions: &[u64], storage: u32, length: u64) {
        self.count += 1;
        let to = &mut self.table;
        text(to, name);
        number(to, u32::try_from(dimensions.len()).unwrap_or(u32::MAX));
        to.extend(dimensions.iter().flat_map(|dimension| dimension.to_le_bytes()));
        number(to, storage);
        to.extend(self.end.to_le_bytes());
        self.lengths.push(length);
        self.end += length.next_multiple_of(ALIGNMENT);
    }

    /// Writes all of it; `fill` makes the bytes of the tensors, of each by its number from the first to the last, in
    /// pieces that are whole blocks.
    ///
    /// # Errors
    /// `Unwritable` or `DiskFull`, and what `fill` answers.
    pub(crate) fn write(
        self,
        path: &Path,
        fill: &mut dyn FnMut(usize, &mut [u8]) -> Result<()>,
    ) -> Result<()> {
        let failed = |error: std::io::Error| unwritable(path, &error);
        let mut to = BufWriter::new(std::fs::File::create(path).map_err(failed)?);
        let mut head = Vec::with_capacity(24 + self.metadata.len() + self.table.len());
        head.extend(b"GGUF");
        number(&mut head, 3);
        head.extend(self.count.to_le_bytes());
        head.extend(self.keys.to_le_bytes());
        head.extend(&self.metadata);
        head.extend(&self.table);
        pad(&mut head, self.metadata.len() + self.table.len() + 24);
        to.write_all(&head).map_err(failed)?;
        let mut bytes = Vec::new();
        for (index, length) in self.lengths.iter().enumerate() {
            let mut left = *length;
            while left > 0 {
                let piece = left.min(AT_ONCE);
                bytes.resize(piece as usize, 0);
                fill(index, &mut bytes)?;
                to.write_all(&bytes).map_err(failed)?;
                left -= piece;
            }
            let mut padding = Vec::new();
            pad(&mut padding, *length as usize);
            to.write_all(&padding).map_err(failed)?;
        }
        to.into_inner().map_err(|error| failed(error.into_error()))?.sync_all().map_err(failed)
    }
}

fn number(to: &mut Vec<u8>, number: u32) {
    to.extend(number.to_le_bytes());
}

fn text(to: &mut Vec<u8>, text: &str) {
    to.extend((text.len() as u64).to_le_bytes());
    to.extend(text.bytes());
}

/// What is missing behind `length` bytes to the next place where a tensor may lie.
fn pad(to: &mut Vec<u8>, length: usize) {
    let alignment = ALIGNMENT as usize;
    to.resize(to.len() + length.next_multiple_of(alignment) - length, 0);
}

fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    let file = path.display().to_string();
    match error.kind() {
        ErrorKind::StorageFull => {
            Error::new(Kind::DiskFull, file, "it does not fit on the disk.", "Make room and try again.")
        }
        _ => Error::new(
            Kind::Unwritable,
            file,
            format!("it could not be written ({error})."),
            "Choose another folder, or check that this one can be written to.",
        ),
    }
}
