//! Whether a write-ahead log still holds everything that was committed to it.
//!
//! SQLite ends its reading of a log at the first frame that does not fit, without a word, because the usual reason
//! is a transaction that was never finished. Committed ones that lie behind would be lost in silence. This reads
//! the log as <https://sqlite.org/fileformat2.html#walformat> describes it, and asks the index beside it
//! (<https://sqlite.org/walformat.html>), which is written only after a commit is on disk, how far it should reach.

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

const HEADER: usize = 32;
const FRAME: usize = 24;
const VERSION: u32 = 3_007_000;
/// The length of one copy of the index's header. Two of them come first, then what was copied back already.
const INDEX: usize = 48;

/// How a log was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Log {
    /// No log, or an empty one: the library was closed as it should be.
    Closed,
    /// All that was committed can be read.
    Whole,
    /// Something was being written that cannot be read. Either it was never finished, or it was damaged since.
    Torn,
    /// Transactions that were committed cannot be read.
    Broken,
}

/// Reads the log at `wal` with the index at `shm`. Nobody may have the library open meanwhile.
pub(crate) fn inspect(wal: &Path, shm: &Path) -> std::io::Result<Log> {
    let index = Index::read(shm)?;
    let Some(mut log) = Reader::open(wal)? else {
        return Ok(if index.is_some_and(|index| index.frames > index.copied) {
            Log::Broken
        } else {
            Log::Closed
        });
    };
    let Some(header) = log.header()? else { return Ok(Log::Broken) };
    let found = log.frames(&header)?;
    let same = index.as_ref().filter(|index| index.salt == header.salt).map(|index| u64::from(index.frames));
    // The index still speaks of the log before this one, all of which was copied: nothing was committed since.
    let unused = index.is_some_and(|index| index.frames <= index.copied || index.frames == 0)
        && found.committed + found.commits_behind == 0;
    Ok(match same {
        Some(expected) if expected > found.committed => Log::Broken,
        Some(_) => Log::Whole,
        None if unused => Log::Whole,
        None if found.commits_behind > 1 => Log::Broken,
        None if found.behind => Log::Torn,
        None => Log::Whole,
    })
}

struct Reader {
    file: BufReader<File>,
}

struct Header {
    /// The checksums are made of words of this byte order.
    big: bool,
    page: usize,
    salt: [u8; 8],
    sum: [u32; 2],
}

#[derive(Default)]
struct Found {
    /// The frames up to the last commit of the unbroken chain.
    committed: u64,
    /// Something of this log's own lies behind them.
    behind: bool,
    /// The commits among it.
    commits_behind: u64,
}

impl Reader {
    /// None where there is no log or nothing in it.
    fn open(path: &Path) -> std::io::Result<Option<Reader>> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let length = file.metadata()?.len();
        Ok((length > 0).then(|| Reader { file: BufReader::with_capacity(1 << 16, file) }))
    }

    /// None where the header is not one; a log is not read by SQLite then, whatever follows.
    fn header(&mut self) -> std::io::Result<Option<Header>> {
        let mut bytes = [0; HEADER];
        if fill(&mut self.file, &mut bytes)? < HEADER {
            return Ok(None);
        }
        let magic = word(&bytes, 0);
        let page = word(&bytes, 8);
        let big = magic & 1 == 1;
        let sum = checksum(big, [0, 0], &bytes[..24]);
        let fits = magic & !1 == 0x377f_0682
            && word(&bytes, 4) == VERSION
            && page.is_power_of_two()
            && (512..=65_536).contains(&page)
            && sum == [word(&bytes, 24), word(&bytes, 28)];
        let mut salt = [0; 8];
        salt.copy_from_slice(&bytes[16..24]);
        Ok(fits.then_some(Header { big, page: page as usize, salt, sum }))
    }

    fn frames(&mut self, header: &Header) -> std::io::Result<Found> {
        let mut found = Found::default();
        let mut frame = vec![0; FRAME + header.page];
        let mut chain = header.sum;
        let mut unbroken = true;
        for number in 1.. {
            let length = fill(&mut self.file, &mut frame)?;
            if length < frame.len() {
                found.behind |= length > 0;
                break;
            }
            let ours = frame[8..16] == header.salt;
            let stored = [word(&frame, 16), word(&frame, 20)];
            let head = checksum(header.big, chain, &frame[..8]);
            let fits = ours && word(&frame, 0) != 0 && checksum(header.big, head, &frame[FRAME..]) == stored;
            let commit = word(&frame, 4) != 0;
            unbroken &= fits;
            if unbroken && commit {
                (found.committed, found.behind) = (number, false);
            } else if ours {
                found.behind = true;
                // Behind the break, the chain goes on from what each frame says of itself.
                found.commits_behind += u64::from(!unbroken && fits && commit);
            }
            if ours {
                chain = stored;
            }
        }
        Ok(found)
    }
}

/// What the index knows. It is not synced, so it can be older than the log, never newer.
struct Index {
    /// Committed frames.
    frames: u32,
    /// Frames that were copied into the library's file.
    copied: u32,
    salt: [u8; 8],
}

impl Index {
    fn read(path: &Path) -> std::io::Result<Option<Index>> {
        let mut bytes = [0; 2 * INDEX + 4];
        match File::open(path) {
            Ok(mut file) => {
                file.seek(SeekFrom::Start(0))?;
                if fill(&mut file, &mut bytes)? < bytes.len() {
                    return Ok(None);
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
        let native = |at: usize| match bytes[at..at + 4].try_into() {
            Ok(word) => u32::from_ne_bytes(word),
            Err(_) => 0,
        };
        let sum = checksum(cfg!(target_endian = "big"), [0, 0], &bytes[..40]);
        let fits = bytes[..INDEX] == bytes[INDEX..2 * INDEX]
            && native(0) == VERSION
            && bytes[12] != 0
            && sum == [native(40), native(44)];
        let mut salt = [0; 8];
        salt.copy_from_slice(&bytes[32..40]);
        Ok(fits.then(|| Index { frames: native(16), copied: native(2 * INDEX), salt }))
    }
}

pub(crate) fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|word| word.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// SQLite's checksum of whole pairs of words, going on from `sum`.
fn checksum(big: bool, sum: [u32; 2], bytes: &[u8]) -> [u32; 2] {
    let [mut first, mut second] = sum;
    for (number, pair) in bytes.chunks_exact(4).enumerate() {
        let Ok(raw) = pair.try_into() else { continue };
        let word = if big { u32::from_be_bytes(raw) } else { u32::from_le_bytes(raw) };
        if number % 2 == 0 {
            first = first.wrapping_add(word).wrapping_add(second);
        } else {
            second = second.wrapping_add(word).wrapping_add(first);
        }
    }
    [first, second]
}

/// As much of `into` as there is.
pub(crate) fn fill(from: &mut impl Read, into: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < into.len() {
        match from.read(&mut into[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
