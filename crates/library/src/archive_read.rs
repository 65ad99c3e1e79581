//! Reading an archive that somebody else may have made. Nothing in it is believed: how many entries there are, how
//! large they are, what they unpack to and how long a line is, all is bounded before memory is taken for it.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use vesper_speech::{Error, Kind, Result};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::archive::{ENTRIES, FORMAT, MANIFEST, Manifest, VERSION};
use crate::archive_rows::Table;
use crate::snapshot::unreadable;

/// Bytes of an archive; a library of a lifetime is far smaller.
const LARGEST: u64 = 4 << 30;
/// Bytes that all entries may unpack to.
const UNPACKED: u64 = 16 << 30;
/// How often larger than its packed form an entry may be, beyond [`FREE`] bytes. Text comes to 20 at the most.
const RATIO: u64 = 100;
const FREE: u64 = 64 << 20;
/// Bytes of one line.
const LINE: u64 = 8 << 20;
/// Bytes of the manifest.
const MANIFEST_BYTES: u64 = 64 << 10;
/// Bytes at the end of the file that list the entries.
const DIRECTORY: u64 = 16 << 10;

/// The record at the end of a ZIP file, its fields and its signature (APPNOTE 6.3.10, 4.3.16).
const END: usize = 22;
const END_SIGNATURE: [u8; 4] = *b"PK\x05\x06";

pub(crate) struct Archive<'a> {
    path: &'a Path,
    zip: ZipArchive<BufReader<File>>,
}

impl<'a> Archive<'a> {
    pub(crate) fn open(path: &'a Path) -> Result<Archive<'a>> {
        // To open a pipe would be to wait for its writer.
        let about = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        if !about.is_file() {
            return Err(refused(path, "is no file."));
        }
        if about.len() > LARGEST {
            return Err(refused(path, "is larger than 4 GB."));
        }
        let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
        bounded_directory(&mut file, about.len()).map_err(|error| match error {
            Bad::Read(error) => unreadable(path, &error),
            Bad::Archive(what) => refused(path, what),
        })?;
        let zip = ZipArchive::new(BufReader::new(file)).map_err(|error| unzipped(path, error))?;
        let mut archive = Archive { path, zip };
        archive.check_entries()?;
        Ok(archive)
    }

    /// Every entry is one that an archive has, once, where no other is, and of a believable size.
    fn check_entries(&mut self) -> Result<()> {
        let path = self.path;
        if self.zip.has_duplicate_names() {
            return Err(refused(path, "has two entries of one name."));
        }
        if self.zip.has_overlapping_entries().map_err(|error| unzipped(path, error))? {
            return Err(refused(path, "has entries that lie upon each other."));
        }
        let mut total = 0_u64;
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(index).map_err(|error| unzipped(path, error))?;
            let known = |name: &&str| name.as_bytes() == entry.name_raw();
            let Some(name) = ENTRIES.into_iter().chain([MANIFEST]).find(known) else {
                let name = String::from_utf8_lossy(entry.name_raw()).chars().take(80).collect::<String>();
                return Err(refused(
                    path,
                    &format!("has an entry `{}`, which no archive has.", name.escape_debug()),
                ));
            };
            if entry.encrypted() {
                return Err(refused(path, &format!("is locked with a password (`{name}`).")));
            }
            if !matches!(entry.compression(), CompressionMethod::Deflated | CompressionMethod::Stored) {
                return Err(refused(path, &format!("is packed in a way that is not read here (`{name}`).")));
            }
            if entry.size() > FREE && entry.size() / RATIO > entry.compressed_size() {
                return Err(refused(path, &format!("unpacks to far more than it should (`{name}`).")));
            }
            total = total.saturating_add(entry.size());
        }
        if total > UNPACKED {
            return Err(refused(path, "unpacks to more than 16 GB."));
        }
        Ok(())
    }

    pub(crate) fn manifest(&mut self) -> Result<Manifest> {
        let path = self.path;
        let mut lines = Lines::of(path, MANIFEST, &mut self.zip, MANIFEST_BYTES)?;
        let text = lines.next()?.unwrap_or_default();
        let version = serde_json::from_slice::<serde_json::Value>(text)
            .ok()
            .filter(|value| value["format"] == FORMAT)
            .and_then(|value| value["version"].as_u64());
        match version {
            Some(version) if version > u64::from(VERSION) => Err(Error::new(
                Kind::BadFile,
                path.display().to_string(),
                format!(
                    "was made by a newer Vesper (version {version} of the format; this one reads {VERSION})."
                ),
                "Update Vesper and try again.",
            )),
            Some(1..) => {
                let manifest: Manifest = serde_json::from_slice(text).map_err(|error| lines.wrong(&error))?;
                if manifest.rows.keys().any(|name| !ENTRIES.contains(&name.as_str())) {
                    return Err(refused(path, "counts rows of a table that no archive has."));
                }
                Ok(manifest)
            }
            _ => Err(refused(path, "is no archive of Vesper's.")),
        }
    }

    /// Gives each row of a table to `take`; there must be as many as the manifest says.
    pub(crate) fn table<T: Table>(
        &mut self,
        manifest: &Manifest,
        take: &mut dyn FnMut(T) -> Result<std::result::Result<(), String>>,
    ) -> Result<()> {
        let expected = manifest.rows.get(T::ENTRY).copied().unwrap_or(0);
        if expected > T::MOST {
            return Err(refused(self.path, &format!("has too many rows in `{}`: {expected}.", T::ENTRY)));
        }
        let mut lines = Lines::of(self.path, T::ENTRY, &mut self.zip, LINE)?;
        while let Some(line) = lines.next()? {
            let row = serde_json::from_slice(line).map_err(|error| lines.wrong(&error))?;
            if lines.number > expected {
                break;
            }
            take(row)?.map_err(|what| lines.wrong(&what))?;
        }
        if lines.number != expected {
            let what =
                format!("does not have the {expected} rows in `{}` that its manifest counts.", T::ENTRY);
            return Err(refused(self.path, &what));
        }
        Ok(())
    }
}

/// The lines of one entry.
struct Lines<'a> {
    path: &'a Path,
    entry: &'static str,
    from: BufReader<io::Take<zip::read::ZipFile<'a, BufReader<File>>>>,
    longest: u64,
    line: Vec<u8>,
    /// Counts the lines that were read.
    number: u64,
}

impl<'a> Lines<'a> {
    fn of(
        path: &'a Path,
        entry: &'static str,
        zip: &'a mut ZipArchive<BufReader<File>>,
        longest: u64,
    ) -> Result<Lines<'a>> {
        let file = zip.by_name(entry).map_err(|error| match error {
            ZipError::FileNotFound => refused(path, &format!("lacks `{entry}`.")),
            error => unzipped(path, error),
        })?;
        // One more than it says, so that an entry that goes on is noticed by its sum of the wrong length.
        let size = file.size().saturating_add(1);
        let from = BufReader::with_capacity(1 << 16, file.take(size));
        Ok(Lines { path, entry, from, longest, line: Vec::new(), number: 0 })
    }

    fn next(&mut self) -> Result<Option<&[u8]>> {
        self.line.clear();
        let read = (&mut self.from)
            .take(self.longest + 1)
            .read_until(b'\n', &mut self.line)
            .map_err(|error| self.wrong(&error))?;
        if read == 0 {
            if self.from.get_ref().limit() == 0 {
                return Err(refused(self.path, &format!("goes on in `{}` behind its end.", self.entry)));
            }
            return Ok(None);
        }
        self.number += 1;
        if self.line.len() as u64 > self.longest {
            return Err(self.wrong(&"it is too long"));
        }
        Ok(Some(&self.line))
    }

    fn wrong(&self, what: &dyn std::fmt::Display) -> Error {
        refused(self.path, &format!("cannot be read: line {} of `{}`: {what}.", self.number, self.entry))
    }
}

enum Bad {
    Read(io::Error),
    Archive(&'static str),
}

impl From<io::Error> for Bad {
    fn from(error: io::Error) -> Self {
        Bad::Read(error)
    }
}

/// Refuses a file whose list of entries is not small and at its very end, before anybody takes memory for it.
fn bounded_directory(file: &mut File, length: u64) -> std::result::Result<(), Bad> {
    const NONE: Bad = Bad::Archive("is no archive of Vesper's, or it is cut off.");
    let Some(at) = length.checked_sub(END as u64) else { return Err(NONE) };
    let mut end = [0; END];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut end)?;
    let short = |at: usize| u64::from(u16::from_le_bytes([end[at], end[at + 1]]));
    let long = |at: usize| short(at) | short(at + 2) << 16;
    // No comment, one part, and as many entries here as in all.
    if end[..4] != END_SIGNATURE || short(20) != 0 || short(4) != 0 || short(6) != 0 || short(8) != short(10)
    {
        return Err(NONE);
    }
    let (entries, size, start) = (short(10), long(12), long(16));
    if entries > ENTRIES.len() as u64 + 1 {
        return Err(Bad::Archive("has more entries than an archive has."));
    }
    if size > DIRECTORY || start + size != at {
        return Err(NONE);
    }
    let mut directory = vec![0; usize::try_from(size).unwrap_or(0)];
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(&mut directory)?;
    let mut rest = directory.as_slice();
    for _ in 0..entries {
        rest = after_entry(rest).ok_or(NONE)?;
    }
    file.rewind()?;
    if rest.is_empty() { Ok(()) } else { Err(NONE) }
}

/// What follows the first entry of a directory (APPNOTE 4.3.12).
fn after_entry(directory: &[u8]) -> Option<&[u8]> {
    let (head, rest) = directory.split_at_checked(46)?;
    if head[..4] != *b"PK\x01\x02" {
        return None;
    }
    let length = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
    rest.get(length(28) + length(30) + length(32)..)
}

fn unzipped(path: &Path, error: ZipError) -> Error {
    refused(path, &format!("cannot be read: {error}."))
}

pub(crate) fn refused(path: &Path, what: &str) -> Error {
    Error::new(
        Kind::BadFile,
        path.display().to_string(),
        what,
        "Nothing of it was brought in. Export it once more where it comes from.",
    )
}
