use std::io::{BufReader, ErrorKind, Read, Seek, SeekFrom};

use vesper_speech::Kind;

use crate::fault::{Checked, Fault, OTHER};

/// What may be kept of one file, in bytes. With what reading needs for a moment it stays below 64 MB; the largest
/// vocabularies that are published (260,000 tokens and 510,000 merges) take 16 MB.
const ROOM: u64 = 40 << 20;
/// Many small reads lie between the jumps over what is not looked at.
const BUFFER: usize = 16 << 10;

/// A file that is read forward, counted: nothing is read beyond its end, nothing is reserved that the rest of it could
/// not fill, and what is kept stays within [`ROOM`].
pub(crate) struct Source<R> {
    reader: BufReader<R>,
    at: u64,
    length: u64,
    room: u64,
}

impl<R: Read + Seek> Source<R> {
    pub(crate) fn new(mut reader: R) -> Checked<Self> {
        let length = reader.seek(SeekFrom::End(0)).map_err(unreadable)?;
        reader.rewind().map_err(unreadable)?;
        if i64::try_from(length).is_err() {
            return Err(Fault::new("it is longer than any file can be."));
        }
        Ok(Source { reader: BufReader::with_capacity(BUFFER, reader), at: 0, length, room: ROOM })
    }

    /// Back to the first byte, and nothing kept.
    pub(crate) fn rewind(&mut self) -> Checked<()> {
        self.room = ROOM;
        self.seek(0)
    }

    pub(crate) fn seek(&mut self, to: u64) -> Checked<()> {
        self.at = 0;
        self.reader.rewind().map_err(unreadable)?;
        self.skip(to)
    }

    pub(crate) fn at(&self) -> u64 {
        self.at
    }

    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Bytes from here to the end.
    pub(crate) fn left(&self) -> u64 {
        self.length.saturating_sub(self.at)
    }

    pub(crate) fn u32(&mut self) -> Checked<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn i32(&mut self) -> Checked<i32> {
        self.array().map(i32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Checked<u64> {
        self.array().map(u64::from_le_bytes)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Checked<[u8; N]> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    pub(crate) fn fill(&mut self, into: &mut [u8]) -> Checked<()> {
        self.pass(into.len() as u64)?;
        self.reader.read_exact(into).map_err(unreadable)
    }

    /// The next `count` bytes, which count as kept.
    pub(crate) fn bytes(&mut self, count: u64) -> Checked<Vec<u8>> {
        if count > self.left() {
            return Err(self.cut_off());
        }
        self.keep(count)?;
        let mut bytes = vec![0; self.index(count)?];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    pub(crate) fn skip(&mut self, count: u64) -> Checked<()> {
        self.pass(count)?;
        let step = i64::try_from(count).map_err(|_| self.cut_off())?;
        self.reader.seek_relative(step).map_err(unreadable)
    }

    /// Counts `bytes` of memory that are about to be kept.
    pub(crate) fn keep(&mut self, bytes: u64) -> Checked<()> {
        let room = self.room.checked_sub(bytes).ok_or_else(|| {
            let most = ROOM >> 20;
            Fault::new(format!("its header needs more than the {most} MB that are allowed.")).advice(OTHER)
        })?;
        self.room = room;
        Ok(())
    }

    /// Counts a list of `count` items of `size` bytes, and gives its length.
    pub(crate) fn keep_list(&mut self, count: u64, size: usize) -> Checked<usize> {
        self.keep(count.saturating_mul(size as u64))?;
        self.index(count)
    }

    /// Whether the file is still as long as it was when reading began.
    pub(crate) fn finish(&mut self) -> Checked<()> {
        let now = self.reader.seek(SeekFrom::End(0)).map_err(unreadable)?;
        if now == self.length {
            return Ok(());
        }
        Err(Fault::new(format!("it had {} bytes, and then {now}: something is writing it.", self.length))
            .advice("Wait until that is done, and try again."))
    }

    pub(crate) fn cut_off(&self) -> Fault {
        Fault::new(format!("it is cut off: {} bytes are not all of it.", self.length))
    }

    fn index(&self, count: u64) -> Checked<usize> {
        usize::try_from(count).map_err(|_| self.cut_off())
    }

    fn pass(&mut self, count: u64) -> Checked<()> {
        match self.at.checked_add(count) {
            Some(end) if end <= self.length => {
                self.at = end;
                Ok(())
            }
            _ => Err(self.cut_off()),
        }
    }
}

pub(crate) fn unreadable(error: std::io::Error) -> Fault {
    match error.kind() {
        ErrorKind::UnexpectedEof => Fault::new("it became shorter while it was read."),
        ErrorKind::NotFound => Fault::new("there is no such file.")
            .kind(Kind::MissingFile)
            .advice("Check the name, and whether the disk is there."),
        ErrorKind::PermissionDenied => {
            Fault::new("it may not be read.").kind(Kind::Denied).advice("Check its permissions.")
        }
        _ => Fault::new(format!("it could not be read ({error}).")).advice("Check the disk that it lies on."),
    }
}
