//! What a model takes of the memory while its file is read.
//!
//! One test alone in its program: the allocator counts for everything that runs in it.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test ends where it fails, and says what it saw"
)]

use std::alloc::System;

use cap::Cap;
use vesper_card::Wish;
use vesper_chat::random::{self, Packing, Shape};
use vesper_chat::{Local, Options};

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// Numbers are packed as they are read: nothing lies in memory twice.
#[test]
fn a_file_takes_little_more_memory_than_its_length_while_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.gguf");
    random::write(&path, Shape::Qwen3Tiny, Packing::Four, 1, &|| Ok(())).unwrap();
    let length = std::fs::metadata(&path).unwrap().len() as f64;
    let before = MEMORY.allocated();
    let options = Options { cores: Some(1.into()), device: Some(Wish::Processor), ..Options::default() };
    let local = Local::open(&path, &options).unwrap();
    let (peak, open) = (MEMORY.max_allocated() - before, MEMORY.allocated() - before);
    drop(local);
    eprintln!(
        "{:.3} of the file's length while it is opened, {:.3} then",
        peak as f64 / length,
        open as f64 / length
    );
    assert!(peak as f64 <= 1.15 * length, "{peak} bytes for a file of {length}");
}
