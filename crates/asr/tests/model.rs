//! What is said of a model file that cannot be used: what is wrong with it, and which to get instead.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use std::path::Path;

use tempfile::TempDir;
use vesper_asr::Whisper;
use vesper_asr::fixture::{Fixture, write};
use vesper_speech::Kind;

#[test]
fn a_file_that_is_cut_off_never_reaches_whisper_cpp() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("cut.bin");
    write(&path, Fixture { multilingual: false, seed: 1 }).unwrap();
    let length = std::fs::metadata(&path).unwrap().len();
    std::fs::File::options().write(true).open(&path).unwrap().set_len(length - 1).unwrap();
    let error = Whisper::open(&path, 1).err().unwrap();
    assert_eq!(error.kind, Kind::BadFile, "{error}");
    assert_eq!(error.subject, path.display().to_string());
    assert!(error.what.contains("cut off"), "{error}");
    assert!(error.advice.contains("vesper models get"), "{error}");
}

#[test]
fn what_is_no_file_is_told_apart() {
    let folder = TempDir::new().unwrap();
    let missing = Whisper::open(&folder.path().join("gone.bin"), 1).err().unwrap();
    assert_eq!(missing.kind, Kind::MissingFile);
    assert!(missing.advice.contains("vesper models get"), "{missing}");
    assert_eq!(Whisper::open(folder.path(), 1).err().unwrap().kind, Kind::BadFile);
}

#[test]
fn published_files_without_weights_are_not_used() {
    let Some(data) = std::env::var_os("VESPER_DATA") else {
        eprintln!("SKIPPED: published model headers: set VESPER_DATA to a folder with asr/whisper-fixtures");
        return;
    };
    for file in ["for-tests-ggml-tiny.bin", "for-tests-ggml-tiny.en.bin"] {
        let path = Path::new(&data).join("asr/whisper-fixtures").join(file);
        if !path.exists() {
            eprintln!("SKIPPED: {file} is not in VESPER_DATA");
            continue;
        }
        let error = Whisper::open(&path, 1).err().unwrap();
        assert_eq!(error.kind, Kind::BadFile);
        assert!(error.what.contains("no weights"), "{error}");
    }
}
