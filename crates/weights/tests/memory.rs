//! The worst that a file can ask for stays within 64 MB.
//!
//! One test alone in its program: the allocator counts for everything that runs in it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic")]

mod craft;

use std::alloc::System;

use cap::Cap;
use craft::Crafted;
use craft::gguf::{F32, Gguf, LIST, TEXT, Value};
use vesper_weights::{gguf, safetensors};

const MOST: usize = 64 << 20;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// Runs `work`, and fails where it took more than it may. The allocator knows the highest peak of all that ran so far,
/// so what is measured is too high rather than too low.
#[track_caller]
fn bounded(what: &str, succeeds: bool, work: impl FnOnce() -> bool) {
    let before = MEMORY.allocated();
    assert_eq!(work(), succeeds, "{what}");
    let peak = MEMORY.max_allocated() - before;
    assert!(peak < MOST, "{what}: {peak} bytes");
}

fn gguf(what: &str, succeeds: bool, file: &Crafted) {
    bounded(what, succeeds, || gguf::Header::read("crafted", file.open()).is_ok());
}

fn zeros(kind: u32, count: u64, bytes: u64) -> Crafted {
    Gguf::new().with("list", Value::Zeros { kind, count, bytes }).craft()
}

/// A list of `count` empty lists: twelve zeros each, but for the type of the inner ones, which is bytes anyway.
fn empty_lists(count: u64) -> Crafted {
    zeros(LIST, count, 12 * count)
}

fn keys(count: u64) -> Crafted {
    let mut file = Gguf { said_entries: Some(count), ..Gguf::new() }.craft();
    for index in 0..count {
        file.text(format!("k{index}").as_bytes()).u32(0).raw(&[1]);
    }
    file
}

fn tensors(count: u64) -> Crafted {
    let file = Gguf::new();
    (0..count)
        .fold(file, |file, index| file.tensor(&format!("blk.{index:->55}"), &[8], F32, 32 * index, 32))
        .craft()
}

fn described(count: usize, name: usize) -> Crafted {
    let entry = |index: usize| {
        format!("\"{index:-<name$}\":{{\"dtype\":\"U8\",\"shape\":[1,1,1,1,1,1,1,0],\"data_offsets\":[0,0]}}")
    };
    let entries: Vec<String> = (0..count).map(entry).collect();
    safetensors_file(&format!("{{{}}}", entries.join(",")))
}

fn safetensors_file(header: &str) -> Crafted {
    let mut file = Crafted::default();
    file.text(header.as_bytes());
    file
}

fn safetensors(what: &str, succeeds: bool, file: &Crafted) {
    bounded(what, succeeds, || safetensors::Header::read("crafted", file.open()).is_ok());
}

#[test]
fn the_worst_that_a_file_can_ask_for_stays_within_64_mb() {
    gguf("a list of 40 M bytes", true, &zeros(0, 40_000_000, 40_000_000));
    gguf("a list of 50 M bytes", false, &zeros(0, 50_000_000, 50_000_000));
    gguf("a list of 2.5 M empty texts", true, &zeros(TEXT, 2_500_000, 20_000_000));
    gguf("a list of 2³⁰ empty texts", false, &zeros(TEXT, 1 << 30, 8 << 30));
    gguf("700,000 empty lists", true, &empty_lists(700_000));
    gguf("100 million empty lists", false, &empty_lists(100_000_000));
    gguf("65,536 keys", true, &keys(1 << 16));
    gguf("65,537 keys", false, &keys((1 << 16) + 1));
    gguf("65,536 tensors", true, &tensors(1 << 16));
    gguf("65,537 tensors", false, &tensors((1 << 16) + 1));
    safetensors("65,536 tensors", true, &described(1 << 16, 100));
    safetensors("65,537 tensors", false, &described((1 << 16) + 1, 8));
    safetensors("tensors with the longest names", true, &described(11_000, 1024));
    let metadata = |count: usize| {
        let texts: Vec<String> = (0..count).map(|index| format!("\"{index}\":\"\"")).collect();
        safetensors_file(&format!("{{\"__metadata__\":{{{}}}}}", texts.join(",")))
    };
    safetensors("4096 texts beside the tensors", true, &metadata(4096));
    safetensors("4097 texts beside the tensors", false, &metadata(4097));
    let escaped = format!("{{\"__metadata__\":{{\"a\":\"{}\"}}}}", "\\u0020".repeat(2_000_000));
    safetensors("a text of escapes", true, &safetensors_file(&escaped));
    let longest = format!("{{\"__metadata__\":{{\"a\":\"{}\"}}}}", "\\n".repeat(6_200_000));
    safetensors("the longest text of escapes", true, &safetensors_file(&longest));
}
