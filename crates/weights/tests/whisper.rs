//! What whisper.cpp is spared: model files that are cut off, crafted or something else altogether.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic")]

use std::path::{Path, PathBuf};

use tempfile::TempDir;
use vesper_speech::Kind;
use vesper_weights::whisper::Model;
use vesper_weights::whisper::fixture::{Fixture, write};

/// Where the numbers lie: the magic, eleven sizes, two numbers of the filters, the filters.
const FILTERS: usize = 12 * 4;
const WORDS: usize = FILTERS + 8 + 80 * 201 * 4;

struct Bench {
    folder: TempDir,
    good: Vec<u8>,
}

impl Bench {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("good.bin");
        write(&path, Fixture { multilingual: false, seed: 1 }).unwrap();
        Bench { good: std::fs::read(path).unwrap(), folder }
    }

    fn file(&self, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join("crafted.bin");
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Where the first tensor begins.
    fn tensors(&self) -> usize {
        let mut at = WORDS;
        let count = self.word(at);
        at += 4;
        for _ in 0..count {
            at += 4 + self.word(at) as usize;
        }
        at
    }

    fn word(&self, at: usize) -> u32 {
        u32::from_le_bytes(self.good[at..at + 4].try_into().unwrap())
    }

    /// The good file with the words from `at` on replaced is refused, and the sentence says `why`.
    #[track_caller]
    fn refused(&self, at: usize, words: &[i32], why: &str) {
        let mut bytes = self.good.clone();
        for (index, word) in words.iter().enumerate() {
            bytes[at + 4 * index..at + 4 * index + 4].copy_from_slice(&word.to_le_bytes());
        }
        self.refused_file(&bytes, why);
    }

    #[track_caller]
    fn refused_file(&self, bytes: &[u8], why: &str) {
        let path = self.file(bytes);
        let error = Model::open(&path).expect_err("it was accepted");
        assert_eq!(error.kind, Kind::BadFile, "{error}");
        assert_eq!(error.subject, path.display().to_string());
        assert!(error.what.contains(why), "{error}");
        assert!(!error.advice.is_empty(), "{error}");
    }
}

#[test]
fn every_size_out_of_range_is_named() {
    let bench = Bench::new();
    for (index, name) in [
        (1, "vocabulary size"),
        (2, "audio context"),
        (3, "audio state"),
        (4, "audio heads"),
        (5, "audio layers"),
        (6, "text context"),
        (7, "text state"),
        (8, "text heads"),
        (9, "text layers"),
        (10, "mel bands"),
        (11, "file type"),
    ] {
        for value in [-1, i32::MIN, i32::MAX, 1_000_000] {
            bench.refused(4 * index, &[value], name);
        }
    }
    bench.refused(4 * 4, &[3], "divided");
    bench.refused(4 * 11, &[8], "packed in the old way 0");
    bench.refused(4 * 11, &[2010], "cannot be packed as q2_k");
}

#[test]
fn whisper_cpp_issue_3879_the_overflow_of_fifty_two_bytes_is_refused() {
    // n_mel * n_fft of the filters overflows in whisper.cpp, which then copies to a null pointer.
    let bench = Bench::new();
    let mut bytes = bench.good[..FILTERS].to_vec();
    bytes.extend(0x10000_i32.to_le_bytes());
    assert_eq!(bytes.len(), 52);
    bench.refused_file(&bytes, "mel filters");
    bytes.extend(0x10000_i32.to_le_bytes());
    bench.refused_file(&bytes, "mel filters");
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    let bench = Bench::new();
    let tensors = bench.tensors();
    for length in
        [4, 5, 47, FILTERS + 3, FILTERS + 900, WORDS + 2, WORDS + 5_000, tensors + 2, bench.good.len() - 1]
    {
        bench.refused_file(&bench.good[..length], "cut off");
    }
    let first = tensors + 3 * 4 + 2 * 4 + "encoder.positional_embedding".len() + 64 * 1500 * 4;
    bench.refused_file(&bench.good[..first], "it may be cut off");
    for nothing in [&b""[..], b"gg", b"GGUF and more", &[0; 100]] {
        bench.refused_file(nothing, "not a whisper model");
    }
}

#[test]
fn crafted_words_and_tensors_are_refused() {
    let bench = Bench::new();
    let tensor = bench.tensors();
    bench.refused(FILTERS + 8, &[0x7fc0_0000], "not a number");
    bench.refused(WORDS, &[-1], "number of words");
    bench.refused(WORDS, &[51_865], "number of words");
    bench.refused(WORDS + 4, &[-1], "word 0");
    bench.refused(WORDS + 4, &[1 << 20], "word 0");
    bench.refused(tensor, &[4], "dimensions");
    bench.refused(tensor, &[i32::MAX], "dimensions");
    bench.refused(tensor, &[-1], "dimensions");
    bench.refused(tensor + 4, &[-1], "name");
    bench.refused(tensor + 4, &[i32::MAX], "name");
    bench.refused(tensor + 8, &[39], "stored as type 39");
    bench.refused(tensor + 12, &[1 << 16, 1 << 16], "shape");
    bench.refused(tensor + 12, &[1500, 64], "shape");
    bench.refused(tensor + 20, &[0], "unknown tensor");
    let mut twice = bench.good.clone();
    let end = tensor + 3 * 4 + 2 * 4 + "encoder.positional_embedding".len() + 64 * 1500 * 4;
    twice.extend_from_slice(&bench.good[tensor..end]);
    bench.refused_file(&twice, "twice");
}

#[test]
fn a_vocabulary_without_a_space_is_refused() {
    // whisper.cpp looks the space up with std::map::at, which throws.
    let bench = Bench::new();
    let mut at = WORDS + 4;
    for _ in 0..220 {
        at += 4 + bench.word(at) as usize;
    }
    let mut bytes = bench.good.clone();
    assert_eq!(bytes[at + 4], b' ');
    bytes[at + 4] = b'x';
    bench.refused_file(&bytes, "no space");
}

#[test]
fn published_files_without_weights_are_read() {
    let Some(data) = std::env::var_os("VESPER_DATA") else {
        eprintln!("SKIPPED: published model headers: set VESPER_DATA to a folder with asr/whisper-fixtures");
        return;
    };
    for (file, multilingual) in [("for-tests-ggml-tiny.bin", true), ("for-tests-ggml-tiny.en.bin", false)] {
        let path = Path::new(&data).join("asr/whisper-fixtures").join(file);
        if !path.exists() {
            eprintln!("SKIPPED: {file} is not in VESPER_DATA");
            continue;
        }
        let model = Model::open(&path).unwrap();
        assert_eq!(model.is_multilingual(), multilingual);
        assert!(!model.has_weights());
    }
}
