//! Sound GGUF files are read to the last tensor, others are refused with a reason.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic")]

mod craft;

use craft::Crafted;
use craft::gguf::{self, F32, Gguf, Value, text, texts};
use vesper_speech::Kind;
use vesper_weights::Storage;
use vesper_weights::gguf::{Array, Header};

fn read(file: &Crafted) -> Header {
    Header::read("crafted.gguf", file.open()).unwrap()
}

/// It is refused, and the sentence names the file, says `why`, and what to do.
#[track_caller]
fn refused(file: &Crafted, why: &str) {
    let error = Header::read("crafted.gguf", file.open()).expect_err("it was accepted");
    assert_eq!(error.kind, Kind::BadFile, "{error}");
    assert_eq!(error.subject, "crafted.gguf");
    assert!(error.what.contains(why), "{error}");
    assert!(!error.advice.is_empty(), "{error}");
}

#[test]
fn everything_in_a_sound_file_can_be_asked_for() {
    let header = read(&gguf::sound().craft());
    assert_eq!(header.version(), 3);
    assert_eq!(header.architecture(), Some("qwen3"));
    assert_eq!(header.text("general.name").unwrap(), Some("A model of nothing"));
    assert_eq!(header.unsigned("qwen3.block_count").unwrap(), Some(2));
    assert_eq!(header.number("qwen3.rope.freq_base").unwrap(), Some(1e6));
    assert_eq!(header.flag("tokenizer.ggml.add_bos_token").unwrap(), Some(true));
    assert_eq!(header.unsigned("qwen3.context_length").unwrap(), None);
    let tokens: Vec<&[u8]> = header.texts("tokenizer.ggml.tokens").unwrap().unwrap().iter().collect();
    assert_eq!(tokens, [&b"<s>"[..], b"</s>", b"a", b"b", "é".as_bytes(), b""]);
    let scores = header.scalars("tokenizer.ggml.scores").unwrap().unwrap();
    let scores: Vec<f64> = scores.iter().filter_map(|value| value.number()).collect();
    assert_eq!(scores, [0.0, -1.0, -2.0, -3.0, -4.0, -5.0]);
    let Some(Array::Arrays(nested)) = header.get("nested").unwrap().array() else {
        panic!("no lists in a list")
    };
    assert_eq!(nested.iter().map(Array::len).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(header.metadata().count(), 11);
}

#[test]
fn tensors_are_found_by_name_with_their_place_in_the_file() {
    let file = gguf::sound().craft();
    let header = read(&file);
    assert_eq!(header.tensors().len(), 4);
    assert_eq!(header.parameters(), 256 * 6 + 32 * 4 + 32 + 256 * 3 * 2);
    let last = header.tensor("output.weight").unwrap();
    assert_eq!((last.shape(), last.storage.name), (&[256, 3, 2][..], "bf16"));
    assert_eq!(last.length, 3072);
    assert_eq!(last.begin + last.length, file.length());
    assert_eq!(last.begin % 64, 0);
    assert_eq!(header.tensor("output.bias"), None);
    let packed = header.tensor("token_embd.weight").unwrap();
    assert_eq!((packed.storage.name, packed.length), ("q4_k", 6 * 144));
}

#[test]
fn a_value_of_another_type_is_an_error_that_names_key_and_file() {
    let header = read(&gguf::sound().craft());
    let error = header.unsigned("general.name").unwrap_err();
    assert_eq!(error.kind, Kind::BadFile);
    assert_eq!(error.subject, "crafted.gguf");
    assert_eq!(error.what, "its key \"general.name\" is a text; a whole number, 0 or more is needed.");
    let error = header.missing("qwen3.context_length");
    assert!(error.to_string().contains("crafted.gguf: it does not say \"qwen3.context_length\""), "{error}");
}

#[test]
fn every_storage_that_ggml_knows_is_measured_by_its_blocks() {
    for storage in Storage::all() {
        let row = 2 * storage.block;
        let bytes = 3 * 2 * storage.bytes;
        let file = Gguf::new().tensor("t", &[row, 3], storage.id, 0, bytes);
        let header = read(&file.craft());
        assert_eq!(header.tensor("t").unwrap().length, bytes, "{}", storage.name);
        let mut short = file;
        short.data -= 1;
        refused(&short.craft(), "beyond the end");
        if storage.block > 1 {
            refused(&gguf::one_tensor(&[row + 1, storage.block], storage.id), "blocks of");
        }
    }
    for given_up in [4, 5, 31, 32, 33, 36, 37, 38, 43] {
        refused(&gguf::one_tensor(&[256], given_up), &format!("stored as type {given_up}, which is unknown"));
    }
}

#[test]
fn the_largest_published_vocabulary_is_read() {
    let tokens = 262_144;
    let merges = (0..514_906).map(|index| format!("token{index} end{}", index % 977));
    let kinds = Value::Zeros { kind: 5, count: tokens, bytes: 4 * tokens };
    let file = Gguf::new()
        .with("general.architecture", text("gemma3"))
        .with("tokenizer.ggml.tokens", texts((0..tokens).map(|index| format!("▁word{index}"))))
        .with("tokenizer.ggml.merges", texts(merges))
        .with("tokenizer.ggml.token_type", kinds)
        .craft();
    let header = read(&file);
    let merges = header.texts("tokenizer.ggml.merges").unwrap().unwrap();
    assert_eq!(merges.len(), 514_906);
    assert_eq!(merges.get(514_905), Some(&b"token514905 end26"[..]));
    assert_eq!(merges.get(514_906), None);
    assert_eq!(header.texts("tokenizer.ggml.tokens").unwrap().unwrap().get(0), Some("▁word0".as_bytes()));
}

#[test]
fn of_a_file_of_twenty_gigabytes_only_the_header_is_read() {
    let rows = 300_000;
    let file = Gguf::new()
        .with("general.architecture", text("qwen3moe"))
        .tensor("a", &[16_384, rows], 1, 0, 2 * 16_384 * rows)
        .tensor("b", &[16_384, rows], 1, 2 * 16_384 * rows, 2 * 16_384 * rows)
        .craft();
    assert!(file.length() > 19_000_000_000);
    let mut opened = file.open();
    let header = Header::read("large.gguf", &mut opened).unwrap();
    assert_eq!(header.parameters(), 2 * 16_384 * rows);
    assert!(opened.delivered < 100_000, "{} bytes were read", opened.delivered);
}

#[test]
fn versions_and_byte_orders_that_are_not_read_are_named() {
    read(&Gguf { version: 2, ..gguf::sound() }.craft());
    refused(&Gguf { version: 1, ..gguf::sound() }.craft(), "version 1");
    refused(&Gguf { version: 4, ..gguf::sound() }.craft(), "version 4");
    refused(&Gguf { version: 3_u32.swap_bytes(), ..gguf::sound() }.craft(), "big-endian");
    refused(&Gguf { magic: *b"FUGG", ..gguf::sound() }.craft(), "not a GGUF file");
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    let file = gguf::sound().craft();
    for length in 0..file.bytes.len() {
        let cut = Crafted::of(&file.bytes[..length]);
        let error = Header::read("cut.gguf", cut.open()).expect_err("it was accepted");
        assert_eq!(error.kind, Kind::BadFile, "at {length}: {error}");
    }
    let mut cut = file;
    cut.holes[0].length -= 1;
    refused(&cut, "beyond the end of the file");
}

#[test]
fn alignments_are_powers_of_two_within_reason() {
    for alignment in [8, 4096, 1 << 20] {
        read(&Gguf::new().with("general.alignment", Value::U32(alignment)).craft());
    }
    for alignment in [1, 4, 24, 33, 1 << 21, u32::MAX] {
        refused(&Gguf::new().with("general.alignment", Value::U32(alignment)).craft(), "power of two");
    }
    for value in [text("32"), Value::I32(32), Value::Raw(10, vec![32, 0, 0, 0, 0, 0, 0, 0])] {
        refused(&Gguf::new().with("general.alignment", value).craft(), "a number of 32 bits is needed");
    }
}

#[test]
fn tensors_over_each_other_askew_or_twice_are_refused() {
    let two = |offset| Gguf::new().tensor("a", &[16], F32, 0, 64).tensor("b", &[16], F32, offset, 64).craft();
    read(&two(64));
    read(&two(96));
    refused(&two(32), "its tensor \"b\" lies over \"a\"");
    refused(&two(0), "lies over");
    refused(&two(65), "not a multiple of 32");
    let same = Gguf::new().tensor("a", &[16], F32, 0, 64).tensor("a", &[16], F32, 64, 64);
    refused(&same.craft(), "its tensor \"a\" is there twice");
}

#[test]
fn hostile_names_are_shown_short_and_harmless() {
    let name = "\u{1b}[2J\u{202e}".repeat(9);
    let file = Gguf::new().tensor(&name, &[16], 99, 0, 64);
    let error = Header::read("crafted.gguf", file.craft().open()).unwrap_err();
    assert!(!error.to_string().contains(['\u{1b}', '\u{202e}']), "{error}");
    let key = "k".repeat(60_000);
    let error = Header::read("crafted.gguf", Gguf::new().with(&key, Value::Raw(13, vec![0])).craft().open())
        .unwrap_err();
    assert!(error.to_string().len() < 300, "{error}");
    refused(&Gguf::new().tensor(&"n".repeat(65), &[16], F32, 0, 64).craft(), "has 65 bytes");
    refused(&Gguf::new().tensor("", &[16], F32, 0, 64).craft(), "has 0 bytes");
    let mut broken = Gguf::new().tensor("name", &[16], F32, 0, 64);
    broken.tensors[0].name = vec![0xff, 0xfe];
    refused(&broken.craft(), "not UTF-8");
}

#[test]
fn lists_in_lists_end_somewhere() {
    let mut deep = Crafted::default();
    for _ in 0..100_000 {
        deep.u32(gguf::LIST).u64(1);
    }
    refused(&Gguf::new().with("deep", Value::Raw(gguf::LIST, deep.bytes)).craft(), "deeper than 4");
}

#[test]
fn yes_or_no_is_nothing_else() {
    refused(&Gguf::new().with("b", Value::Bool(2)).craft(), "neither");
    refused(
        &Gguf::new().with("b", Value::List(7, 2, vec![Value::Bool(1), Value::Bool(9)])).craft(),
        "neither",
    );
}

#[test]
fn a_fifth_dimension_is_refused() {
    refused(&gguf::one_tensor(&[1, 1, 1, 1, 32], F32), "has 5 dimensions");
}

#[test]
fn a_published_model_is_read() {
    let Some(data) = std::env::var_os("VESPER_DATA") else {
        eprintln!("SKIPPED: published GGUF files: set VESPER_DATA to a folder with lm");
        return;
    };
    let path = std::path::Path::new(&data).join("lm/stories260K-f32.gguf");
    let header = Header::open(&path).unwrap();
    assert_eq!(header.architecture(), Some("llama"));
    let embeddings = header.tensor("token_embd.weight").unwrap();
    assert_eq!(embeddings.shape(), [64, 512]);
    assert_eq!(header.texts("tokenizer.ggml.tokens").unwrap().unwrap().len(), 512);
    let ends: Vec<u64> = header.tensors().iter().map(|tensor| tensor.begin + tensor.length).collect();
    assert!(*ends.iter().max().unwrap() <= std::fs::metadata(&path).unwrap().len());
}
