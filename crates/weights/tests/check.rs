//! Whatever is named as a model file: its format is found by what is in it, and everything else is told apart.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic")]

mod craft;

use std::io::{Read, Result, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use craft::gguf::{Gguf, text};
use craft::{Crafted, Opened, gguf, safetensors, whisper};
use tempfile::TempDir;
use vesper_speech::Kind;
use vesper_weights::{Format, Weights, check};

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Folder(TempDir::new().unwrap())
    }

    /// A file under a name that says nothing of its format.
    fn file(&self, crafted: &Crafted) -> PathBuf {
        let path = self.0.path().join("model");
        crafted.write(&path).unwrap();
        path
    }

    #[track_caller]
    fn refused(&self, bytes: &[u8], what: &str, advice: &str) {
        refused(&self.file(&Crafted::of(bytes)), what, advice);
    }
}

#[track_caller]
fn refused(path: &Path, what: &str, advice: &str) {
    let error = check(path).expect_err("it was accepted");
    assert_eq!(error.kind, Kind::BadFile, "{error}");
    assert_eq!(error.subject, path.display().to_string());
    assert!(error.what.contains(what), "{error}");
    assert!(error.advice.contains(advice), "{error}");
}

#[test]
fn the_format_is_found_by_what_is_in_the_file() {
    let folder = Folder::new();
    let weights = |format, architecture: Option<&str>, tensors, parameters| Weights {
        format,
        architecture: architecture.map(str::to_owned),
        tensors,
        parameters,
    };
    let found = check(&folder.file(&gguf::sound().craft())).unwrap();
    assert_eq!(found, weights(Format::Gguf, Some("qwen3"), 4, 3232));
    let found = check(&folder.file(&safetensors::sound())).unwrap();
    assert_eq!(found, weights(Format::Safetensors, None, 4, 49));
    let found = check(&folder.file(&whisper::sound())).unwrap();
    assert_eq!((found.format, found.architecture.as_deref()), (Format::Whisper, Some("whisper")));
    assert_eq!(found.tensors, 50);
    assert!(found.parameters > 3_000_000);
}

#[test]
fn a_sparse_file_of_twenty_gigabytes_on_disk_is_checked() {
    let rows = 610_352;
    let folder = Folder::new();
    let path = folder.file(
        &Gguf::new()
            .with("general.architecture", text("llama"))
            .tensor("token_embd.weight", &[16_384, rows], 1, 0, 2 * 16_384 * rows)
            .craft(),
    );
    assert!(std::fs::metadata(&path).unwrap().len() > 20_000_000_000);
    assert_eq!(check(&path).unwrap().parameters, 16_384 * rows);
}

#[test]
fn a_file_that_went_through_a_text_decoder_is_refused() {
    // Copies of models lie about in which every byte that is no text became U+FFFD.
    let folder = Folder::new();
    let mut whole = gguf::sound().craft();
    whole.bytes = String::from_utf8_lossy(&whole.bytes).into_owned().into_bytes();
    whole.holes.clear();
    refused(&folder.file(&whole), "", "Get the file again");
}

#[test]
fn what_people_take_for_a_model_is_told_apart() {
    let folder = Folder::new();
    folder.refused(b"", "it is empty", "Get the file again");
    folder.refused(b"GGU", "not a model", ".gguf");
    folder.refused(b"GGUF", "cut off", "Get the file again");
    folder.refused(b"<!DOCTYPE html><html>", "web page", "address of the file itself");
    folder.refused(b"version https://git-lfs.github.com/spec/v1\n", "points to", "git lfs pull");
    folder.refused(b"PK\x03\x04 and the rest of it", "pickle", "GGUF or safetensors");
    folder.refused(b"\x80\x02}q\x00(X\x04", "pickle", "GGUF or safetensors");
    folder.refused(&[0; 5000], "not a model", ".gguf");
}

#[test]
fn what_is_no_file_is_told_apart() {
    let folder = Folder::new();
    let gone = folder.0.path().join("gone.gguf");
    let error = check(&gone).unwrap_err();
    assert_eq!((error.kind, error.subject), (Kind::MissingFile, gone.display().to_string()));
    refused(folder.0.path(), "it is a folder", "Name the model file itself");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_instead_of_waited_for() {
    let folder = Folder::new();
    let path = folder.0.path().join("pipe.gguf");
    match std::process::Command::new("mkfifo").arg(&path).status() {
        Ok(status) if status.success() => refused(&path, "a device or a pipe", "Name the model file itself"),
        _ => eprintln!("SKIPPED: a pipe in place of a model: mkfifo does not work here"),
    }
    refused(Path::new("/dev/zero"), "a device or a pipe", "Name the model file itself");
}

/// A file whose length is said differently the first time and later, and which ends where it really does.
struct Changing<'f> {
    file: Opened<'f>,
    first: Option<u64>,
}

impl Read for Changing<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        self.file.read(into)
    }
}

impl Seek for Changing<'_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let real = self.file.seek(to)?;
        Ok(match to {
            SeekFrom::End(_) => self.first.take().unwrap_or(real),
            _ => real,
        })
    }
}

#[test]
fn a_file_that_becomes_shorter_or_longer_while_it_is_read_is_refused() {
    let whole = gguf::sound().craft();
    let read = |file: &Crafted, first| {
        let file = Changing { file: file.open(), first: Some(first) };
        vesper_weights::gguf::Header::read("changing.gguf", file)
    };
    read(&whole, whole.length()).unwrap();
    let cut = Crafted::of(&whole.bytes[..300]);
    let error = read(&cut, whole.length()).unwrap_err();
    assert_eq!((error.kind, &*error.what), (Kind::BadFile, "it became shorter while it was read."));
    let mut longer = whole.clone();
    longer.hole(1);
    let error = read(&longer, whole.length()).unwrap_err();
    assert!(error.what.contains("something is writing it"), "{error}");
    assert!(error.advice.contains("Wait"), "{error}");
}

#[test]
fn published_files_of_every_format_are_sound() {
    let Some(data) = std::env::var_os("VESPER_DATA") else {
        eprintln!("SKIPPED: published model files: set VESPER_DATA to a folder with lm, asr and vad");
        return;
    };
    for (file, format, architecture, parameters) in [
        ("lm/stories260K-f32.gguf", Format::Gguf, Some("llama"), 292_800),
        ("asr/whisper-fixtures/for-tests-ggml-tiny.bin", Format::Whisper, Some("whisper"), 0),
        ("vad/silero/silero_vad_16k.safetensors", Format::Safetensors, None, 309_633),
    ] {
        let path = Path::new(&data).join(file);
        if !path.exists() {
            eprintln!("SKIPPED: {file} is not in VESPER_DATA");
            continue;
        }
        let found = check(&path).unwrap();
        assert_eq!((found.format, found.architecture.as_deref()), (format, architecture), "{file}");
        assert_eq!(found.parameters, parameters, "{file}");
    }
}
