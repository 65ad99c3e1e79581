//! How text is read aloud, as a listener notices it: what is said, what is left out, where sentences end.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod aloud;
mod books;
mod cases;
mod cutting;
mod hostile;
mod nemo;
mod shape;

use std::path::PathBuf;

use vesper_tts::{Reading, read};

/// The file at `path` of the folder that VESPER_DATA names; says so where there is none.
fn data(path: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("VESPER_DATA") else {
        eprintln!("SKIPPED: {path} needs the folder that VESPER_DATA names.");
        return None;
    };
    let file = PathBuf::from(folder).join(path);
    assert!(file.exists(), "VESPER_DATA has no {path}");
    Some(file)
}

/// All that is said for `text`, one sentence after the other.
fn said(text: &str, language: &str) -> String {
    joined(&read(text, language))
}

fn joined(reading: &Reading) -> String {
    reading.sentences.iter().map(|sentence| sentence.spoken.as_str()).collect::<Vec<_>>().join(" ")
}

/// What is heard of `text`: letter case, marks and hyphens aside, with single letters run together.
fn heard(text: &str) -> String {
    let mut heard = String::new();
    let mut single = false;
    let lower = text.to_lowercase().replace('’', "'");
    for word in lower.split(|c: char| !(c.is_alphanumeric() || c == '\'')) {
        let word = word.trim_matches('\'');
        if word.is_empty() {
            continue;
        }
        let letter = word.chars().count() == 1;
        let joins = heard.is_empty() || (letter && single);
        if !joins {
            heard.push(' ');
        }
        heard.push_str(word);
        single = letter;
    }
    heard
}
