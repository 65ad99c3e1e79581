use std::path::Path;

use vesper_weights::whisper::fixture::{Fixture, write};

use super::Crafted;

/// The numbers before the filters, and the filters.
const SIZES: usize = 12 + 2;
const FILTERS: u64 = 80 * 201 * 4;
/// Three words, one of them the space.
const WORDS: [&[u8]; 3] = [b" the", b" ", b"ing"];

/// A model without weights, as whisper.cpp publishes them for its own tests.
pub(crate) fn weightless() -> Crafted {
    let mut file = sound();
    // The numbers before the filters, the number of words, three lengths and the words.
    let end = 4 * SIZES + 4 + 3 * 4 + WORDS.concat().len();
    file.bytes.truncate(end);
    file.holes.retain(|hole| hole.at < end);
    file.fields.retain(|field| field.end <= end);
    file
}

/// The random model of the tests with a vocabulary of three words, and with its filters and weights as zeros.
pub(crate) fn sound() -> Crafted {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("fixture.bin");
    write(&path, Fixture { multilingual: true, seed: 1 }).unwrap();
    hollow(&path)
}

fn hollow(path: &Path) -> Crafted {
    let whole = std::fs::read(path).unwrap();
    let word = |at: usize| u32::from_le_bytes(whole[at..at + 4].try_into().unwrap());
    let mut file = Crafted::default();
    for index in 0..SIZES {
        file.u32(word(4 * index));
    }
    file.hole(FILTERS).u32(WORDS.len() as u32);
    for word in WORDS {
        file.u32(word.len() as u32).raw(word);
    }
    let mut at = 4 * SIZES + FILTERS as usize;
    let words = word(at);
    at += 4;
    for _ in 0..words {
        at += 4 + word(at) as usize;
    }
    while at < whole.len() {
        let (rank, name, kind) = (word(at) as usize, word(at + 4) as usize, word(at + 8));
        let numbers: u64 = (0..rank).map(|index| u64::from(word(at + 12 + 4 * index))).product();
        for index in 0..3 + rank {
            file.u32(word(at + 4 * index));
        }
        at += 12 + 4 * rank;
        let bytes = numbers * if kind == 0 { 4 } else { 2 };
        file.raw(&whole[at..at + name]).hole(bytes);
        at += name + bytes as usize;
    }
    file
}

/// Files with which whisper.cpp was broken.
pub(crate) fn hostile(sound: &Crafted) -> Vec<(&'static str, Crafted)> {
    let with = |index: usize, value: u32| {
        let mut file = sound.clone();
        file.bytes[4 * index..4 * index + 4].copy_from_slice(&value.to_le_bytes());
        file
    };
    let mut issue_3879 = Crafted::of(&sound.bytes[..48]);
    issue_3879.u32(0x1_0000);
    vec![
        ("whisper.cpp 3879", issue_3879),
        ("filters", with(12, 0x1_0000)),
        ("negative", with(1, u32::MAX)),
        ("file type", with(11, 2008)),
    ]
}
