//! Copies of the library, and what they are for: the day its file is damaged.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends where it fails")]

mod flips;
mod keeping;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use vesper_library::{Begin, Library, Mode, Said, SessionId, Speaker};

pub(crate) fn said(text: &str) -> Said {
    Said { speaker: Speaker::Listener, text: text.into(), heard: 0..48_000, cut: None, chapter: None }
}

pub(crate) fn talk() -> Begin {
    Begin { mode: Mode::Talk, script: None, title: "A talk".into(), language: "en".into() }
}

pub(crate) fn texts(library: &Library, session: SessionId) -> Vec<String> {
    library.lines(session).unwrap().into_iter().map(|line| line.said.text).collect()
}

/// A folder in memory where there is one: no disk is waited for.
pub(crate) fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// The files in `folder` whose names begin with `beginning`.
pub(crate) fn files(folder: &Path, beginning: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(beginning))
        .collect();
    found.sort();
    found
}

/// SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) fn dice(seed: &mut u64, sides: usize) -> usize {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *seed;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) as usize % sides
}
