//! Model files made by hand: sound ones, and those with which neighbours were broken.

#![allow(dead_code, reason = "each test uses some of it")]

pub(crate) mod gguf;
pub(crate) mod safetensors;
pub(crate) mod whisper;

use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

/// A file: its bytes, and runs of zeros that need no memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Crafted {
    pub(crate) bytes: Vec<u8>,
    /// By where they lie in `bytes`, lowest first.
    pub(crate) holes: Vec<Hole>,
    /// Where its numbers lie in `bytes`: counts, lengths, offsets, types.
    pub(crate) fields: Vec<Range<usize>>,
}

/// Zeros before `bytes[at]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hole {
    pub(crate) at: usize,
    pub(crate) length: u64,
}

impl Crafted {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Crafted { bytes: bytes.to_vec(), ..Crafted::default() }
    }

    pub(crate) fn u32(&mut self, value: u32) -> &mut Self {
        self.field(&value.to_le_bytes())
    }

    pub(crate) fn u64(&mut self, value: u64) -> &mut Self {
        self.field(&value.to_le_bytes())
    }

    fn field(&mut self, bytes: &[u8]) -> &mut Self {
        self.fields.push(self.bytes.len()..self.bytes.len() + bytes.len());
        self.raw(bytes)
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    /// A length of 64 bits and the bytes.
    pub(crate) fn text(&mut self, text: &[u8]) -> &mut Self {
        self.u64(text.len() as u64).raw(text)
    }

    pub(crate) fn hole(&mut self, length: u64) -> &mut Self {
        self.holes.push(Hole { at: self.bytes.len(), length });
        self
    }

    pub(crate) fn length(&self) -> u64 {
        let holes = self.holes.iter().fold(0_u64, |sum, hole| sum.saturating_add(hole.length));
        holes.saturating_add(self.bytes.len() as u64)
    }

    pub(crate) fn open(&self) -> Opened<'_> {
        Opened { file: self, at: 0, delivered: 0 }
    }

    /// Writes it to `path`, the holes as holes.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let mut file = std::fs::File::create(path)?;
        let mut at = 0;
        for hole in &self.holes {
            file.write_all(&self.bytes[at..hole.at])?;
            file.seek(SeekFrom::Current(hole.length.cast_signed()))?;
            at = hole.at;
        }
        file.write_all(&self.bytes[at..])?;
        file.set_len(self.length())
    }
}

/// A crafted file that is being read.
pub(crate) struct Opened<'f> {
    file: &'f Crafted,
    at: u64,
    /// Bytes that were really read.
    pub(crate) delivered: u64,
}

impl Read for Opened<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        // The piece that `at` lies in: bytes up to a hole, the hole, bytes again.
        let mut skipped = self.at;
        let mut from = 0;
        for hole in &self.file.holes {
            let before = (hole.at - from) as u64;
            if skipped < before {
                return Ok(self.deliver(into, from + skipped as usize..hole.at));
            }
            skipped -= before;
            if skipped < hole.length {
                let count = into.len().min(usize::try_from(hole.length - skipped).unwrap_or(usize::MAX));
                into[..count].fill(0);
                return Ok(self.passed(count));
            }
            skipped -= hole.length;
            from = hole.at;
        }
        let begin = from as u64 + skipped;
        let end = self.file.bytes.len();
        Ok(self.deliver(into, usize::try_from(begin).unwrap_or(end).min(end)..end))
    }
}

impl Opened<'_> {
    fn deliver(&mut self, into: &mut [u8], from: Range<usize>) -> usize {
        let from = &self.file.bytes[from];
        let count = into.len().min(from.len());
        into[..count].copy_from_slice(&from[..count]);
        self.passed(count)
    }

    fn passed(&mut self, count: usize) -> usize {
        self.at += count as u64;
        self.delivered += count as u64;
        count
    }
}

impl Seek for Opened<'_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.file.length().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = to.ok_or_else(|| Error::from(ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}
