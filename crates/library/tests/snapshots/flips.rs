//! A bit flips, or a file ends early, anywhere in a library. Then either every line is there as it was acknowledged,
//! or the damage is noticed.

use std::fs;
use std::path::Path;

use vesper_library::{Library, Notice, SaidLine, SessionId};

use crate::{dice, said, scratch, talk};

const TRIES: usize = 1_000;
const ENDS: [&str; 3] = ["", "-wal", "-shm"];

/// The files of a library, and the lines that were acknowledged.
struct Original {
    /// As they lie on the disk; without log and index where it was closed.
    files: Vec<(&'static str, Vec<u8>)>,
    sessions: Vec<(SessionId, Vec<SaidLine>)>,
}

impl Original {
    fn make(closed: bool) -> Original {
        let folder = scratch();
        let path = folder.path().join("library.db");
        let mut library = Library::open(&path).unwrap().library;
        let mut sessions = Vec::new();
        for number in 0..4 {
            let session = library.begin(&talk()).unwrap();
            // Few enough that the log is not begun anew: every byte of it counts.
            for line in 0..if closed { 60 } else { 12 } {
                let text =
                    format!("The fox of night {number} said the {line}th time: the lamp is lit again.");
                library.heard(session, &said(&text)).unwrap();
            }
            sessions.push((session, library.lines(session).unwrap()));
        }
        if closed {
            drop(library);
        }
        let files = ENDS
            .into_iter()
            .filter_map(|end| Some((end, fs::read(folder.path().join(format!("library.db{end}"))).ok()?)))
            .collect();
        Original { files, sessions }
    }

    fn bytes(&self, end: &str) -> &[u8] {
        &self.files.iter().find(|file| file.0 == end).unwrap().1
    }

    /// Opens the library with `bytes` for one of its files. Whether damage was noticed; if not, all must be there.
    fn is_noticed(&self, end: &str, bytes: &[u8], which: &str) -> bool {
        let folder = scratch();
        for (name, original) in &self.files {
            let bytes = if *name == end { bytes } else { original };
            fs::write(folder.path().join(format!("library.db{name}")), bytes).unwrap();
        }
        let noticed = self.opens_noticing(&folder.path().join("library.db"), which);
        assert!(noticed.is_ok(), "{which}: {}", noticed.unwrap_err());
        noticed.unwrap()
    }

    fn opens_noticing(&self, path: &Path, which: &str) -> Result<bool, String> {
        let Ok(opened) = Library::open(path) else { return Ok(true) };
        if let Some(Notice::Damaged(damage)) = &opened.notice {
            let aside = damage.aside.as_ref().ok_or("nothing was moved aside")?;
            // What cannot be read was not thrown away, and the conversation goes on.
            if !aside.exists() && !aside.with_extension("db-wal").exists() {
                return Err("the damaged file is gone".into());
            }
            let mut library = opened.library;
            let session = library.begin(&talk()).map_err(|error| error.to_string())?;
            library.heard(session, &said("Anew.")).map_err(|error| error.to_string())?;
            return Ok(true);
        }
        if opened.notice == Some(Notice::Torn) || !matches!(opened.library.inspect(), Ok(None)) {
            return Ok(true);
        }
        for (session, lines) in &self.sessions {
            let there = opened.library.lines(*session).map_err(|error| error.to_string())?;
            if there != *lines {
                return Err(format!("{which}: {} lines became {}, unnoticed", lines.len(), there.len()));
            }
        }
        Ok(false)
    }

    fn flip(&self, end: &'static str, tries: usize, seed: u64) -> usize {
        let mut seed = seed;
        let mut bytes = self.bytes(end).to_vec();
        (0..tries)
            .filter(|_| {
                let (at, bit) = (dice(&mut seed, bytes.len()), dice(&mut seed, 8));
                bytes[at] ^= 1 << bit;
                let noticed =
                    self.is_noticed(end, &bytes, &format!("bit {bit} of byte {at} of library.db{end}"));
                bytes[at] ^= 1 << bit;
                noticed
            })
            .count()
    }

    fn truncate(&self, end: &'static str, tries: usize) -> usize {
        let bytes = self.bytes(end);
        (0..tries)
            .filter(|number| {
                let length = bytes.len() * number / tries;
                self.is_noticed(end, &bytes[..length], &format!("library.db{end} cut at {length}"))
            })
            .count()
    }
}

#[test]
fn a_flipped_bit_in_a_closed_library_is_noticed_or_harmless() {
    let noticed = Original::make(true).flip("", TRIES, 1);
    println!("{noticed} of {TRIES} flipped bits were noticed, the others changed no line");
    assert!(noticed > TRIES / 10, "{noticed}");
}

#[test]
fn a_flipped_bit_in_a_library_that_was_cut_off_is_noticed_or_harmless() {
    let original = Original::make(false);
    let [library, log, index] =
        [("", 2), ("-wal", 3), ("-shm", 4)].map(|(end, seed)| original.flip(end, TRIES / 3, seed));
    println!(
        "of {} flipped bits each were noticed: {library} in the library, {log} in the log, {index} in its index",
        TRIES / 3
    );
    assert_eq!(log, TRIES / 3);
}

#[test]
fn a_library_that_ends_early_is_always_noticed() {
    assert_eq!(Original::make(true).truncate("", TRIES), TRIES);
}

#[test]
fn a_log_that_ends_early_is_always_noticed() {
    assert_eq!(Original::make(false).truncate("-wal", TRIES), TRIES);
}

#[test]
fn a_log_of_garbage_and_a_log_that_is_gone_are_noticed() {
    let original = Original::make(false);
    let garbage: Vec<u8> = original.bytes("-wal").iter().map(|byte| byte.wrapping_mul(31) ^ 0x5a).collect();
    assert!(original.is_noticed("-wal", &garbage, "garbage"));
    assert!(original.is_noticed("-wal", b"", "an empty log"));
    assert!(original.is_noticed("", b"", "an empty library"));
}
