//! Sound safetensors files are read; what could hide something, or has broken a reader, is refused with a reason.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic")]

mod craft;

use craft::Crafted;
use craft::safetensors::{self, craft};
use vesper_speech::Kind;
use vesper_weights::safetensors::Header;

#[track_caller]
fn refused(file: &Crafted, why: &str) {
    let error = Header::read("crafted.safetensors", file.open()).expect_err("it was accepted");
    assert_eq!(error.kind, Kind::BadFile, "{error}");
    assert_eq!(error.subject, "crafted.safetensors");
    assert!(error.what.contains(why), "{error}");
    assert!(!error.advice.is_empty(), "{error}");
    assert!(error.to_string().len() < 600, "{error}");
}

/// A file with one tensor of these fields, and four bytes.
fn one(fields: &str) -> Crafted {
    craft(&format!("{{\"a\":{{{fields}}}}}"), 4)
}

#[test]
fn everything_in_a_sound_file_can_be_asked_for() {
    let file = safetensors::sound();
    let header = Header::read("sound", file.open()).unwrap();
    let seen: Vec<_> = header
        .tensors()
        .iter()
        .map(|tensor| (&*tensor.name, tensor.dtype.name(), &*tensor.shape, tensor.length))
        .collect();
    let expected: [(&str, &str, &[u64], u64); 4] = [
        ("a.weight", "BF16", &[4, 8], 64),
        ("none", "F32", &[0, 3], 0),
        ("one", "I64", &[], 8),
        ("packed", "F4", &[2, 8], 8),
    ];
    assert_eq!(seen, expected);
    assert_eq!(header.tensors()[0].begin, file.bytes.len() as u64);
    assert_eq!(header.parameters(), 32 + 1 + 16);
    let metadata: Vec<_> = header.metadata().collect();
    assert_eq!(metadata, [("format", "pt"), ("licence", "CC0")]);
}

#[test]
fn tensors_may_be_described_in_any_order() {
    let header = r#"{"b":{"data_offsets":[4,8],"shape":[4],"dtype":"U8"},"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#;
    let header = Header::read("any", craft(header, 8).open()).unwrap();
    assert_eq!(header.tensors().iter().map(|tensor| &*tensor.name).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn a_polyglot_with_bytes_behind_its_tensors_is_refused() {
    refused(&safetensors::behind(b"PK\x05\x06 an archive"), "bytes more, which belong to nothing");
    refused(&safetensors::behind(&[0]), "there are 1 bytes more");
    refused(&craft("{}", 1), "there are 1 bytes more");
}

#[test]
fn a_hole_between_tensors_is_refused() {
    refused(&craft(r#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}"#, 8), "after a hole");
}

#[test]
fn tensors_over_each_other_are_refused() {
    refused(&safetensors::overlap(), "its tensor \"b\" lies over the one before it");
}

#[test]
fn a_name_that_is_there_twice_is_refused() {
    refused(&safetensors::twice(), "its key \"a\" is there twice");
    refused(&craft(r#"{"__metadata__":{},"__metadata__":{}}"#, 0), "twice");
    refused(&craft(r#"{"__metadata__":{"k":"1","\u006b":"2"}}"#, 0), "its key \"k\" is there twice");
    refused(&one(r#""dtype":"U8","dtype":"U8","shape":[4],"data_offsets":[0,4]"#), "twice");
}

#[test]
fn a_header_longer_than_the_file_or_than_memory_is_refused() {
    refused(&safetensors::length_said(u64::MAX), "beyond the end of the file");
    refused(&safetensors::length_said(100_000), "beyond the end of the file");
    let mut large = Crafted::default();
    large.u64(99_000_000).raw(b"{").hole(100_000_000);
    refused(&large, "more than the 12 MB");
}

#[test]
fn shapes_that_overflow_are_refused_even_beside_a_0() {
    refused(
        &craft(r#"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#, 0),
        "no sense",
    );
    let hidden =
        r#"{"a":{"dtype":"F32","shape":[0,9223372036854775808,9223372036854775808],"data_offsets":[0,0]}}"#;
    refused(&craft(hidden, 0), "no sense");
    refused(&one(r#""dtype":"F4","shape":[7],"data_offsets":[0,4]"#), "no sense");
}

#[test]
fn offsets_that_do_not_fit_the_shape_are_refused() {
    refused(&one(r#""dtype":"F32","shape":[2],"data_offsets":[0,4]"#), "has 4 bytes; 8 are needed");
    refused(&one(r#""dtype":"U8","shape":[4],"data_offsets":[4,0]"#), "goes from 4 back to 0");
    refused(&one(r#""dtype":"U8","shape":[8],"data_offsets":[0,8]"#), "beyond the end of the file");
}

#[test]
fn what_the_format_does_not_know_is_refused() {
    for (fields, why) in [
        (r#""dtype":"F33","shape":[1],"data_offsets":[0,4]"#, "no known dtype"),
        (r#""dtype":"F32","shape":[1],"data_offsets":[0,4],"extra":1"#, "unknown field `extra`"),
        (r#""dtype":"F32","shape":[1]"#, "missing"),
        (r#""dtype":"F32","shape":[-1],"data_offsets":[0,4]"#, "invalid"),
        (r#""dtype":"F32","shape":[1.0],"data_offsets":[0,4]"#, "invalid"),
        (r#""dtype":"F32","shape":[1],"data_offsets":[0,4,8]"#, "trailing"),
        (r#""dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]"#, "dimensions"),
        (r#""dtype":"F32","shape":{"a":1},"data_offsets":[0,4]"#, "invalid"),
    ] {
        refused(&one(fields), why);
    }
    refused(&craft(r#"{"a":["F32",[1],[0,4]]}"#, 4), "invalid");
    refused(&craft(r#"{"__metadata__":{"a":1}}"#, 0), "invalid");
    refused(&craft(r#"{"__metadata__":null}"#, 0), "invalid");
    refused(&craft("[]", 0), "not JSON");
    refused(&craft(" {}", 0), "not JSON");
    refused(&craft("{} {}", 0), "its header is wrong");
}

#[test]
fn nesting_does_not_reach_the_stack() {
    for open in ["[", "{\"a\":"] {
        refused(&craft(&format!("{{\"a\":{}", open.repeat(100_000)), 0), "its header is wrong");
    }
    let shape = format!(r#""dtype":"F32","shape":{},"data_offsets":[0,4]"#, "[".repeat(100_000));
    refused(&one(&shape), "its header is wrong");
}

#[test]
fn a_published_file_is_read() {
    let Some(data) = std::env::var_os("VESPER_DATA") else {
        eprintln!("SKIPPED: a published safetensors file: set VESPER_DATA to a folder with vad/silero");
        return;
    };
    let path = std::path::Path::new(&data).join("vad/silero/silero_vad_16k.safetensors");
    let header = Header::open(&path).unwrap();
    let last = header.tensors().last().unwrap();
    assert_eq!(last.begin + last.length, std::fs::metadata(&path).unwrap().len());
    assert!(header.parameters() > 100_000);
}
