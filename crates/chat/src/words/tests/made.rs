//! Vocabularies made for a test, written as a GGUF file and read like any other.

use std::io::Cursor;

use super::*;

/// A value in a file that is made.
pub(super) enum Made<'a> {
    Number(u32),
    Yes(bool),
    Text(&'a str),
    Texts(Vec<String>),
    Numbers(Vec<i32>),
    Fractions(Vec<f32>),
}

pub(super) const NORMAL: i32 = 1;
pub(super) const CONTROL: i32 = 3;
pub(super) const DEFINED: i32 = 4;

/// A file with these keys and no tensors.
pub(super) fn header(entries: &[(&str, Made<'_>)]) -> Header {
    let mut file = b"GGUF\x03\0\0\0".to_vec();
    file.extend(0_u64.to_le_bytes());
    file.extend((entries.len() as u64).to_le_bytes());
    for (key, value) in entries {
        text(&mut file, key);
        match value {
            Made::Number(number) => file.extend([4_u32.to_le_bytes(), number.to_le_bytes()].concat()),
            Made::Yes(yes) => file.extend([7, 0, 0, 0, u8::from(*yes)]),
            Made::Text(value) => {
                file.extend(8_u32.to_le_bytes());
                text(&mut file, value);
            }
            Made::Texts(values) => {
                list(&mut file, 8, values.len());
                values.iter().for_each(|value| text(&mut file, value));
            }
            Made::Numbers(values) => {
                list(&mut file, 5, values.len());
                file.extend(values.iter().flat_map(|value| value.to_le_bytes()));
            }
            Made::Fractions(values) => {
                list(&mut file, 6, values.len());
                file.extend(values.iter().flat_map(|value| value.to_le_bytes()));
            }
        }
    }
    Header::read("made.gguf", Cursor::new(file)).unwrap()
}

fn list(file: &mut Vec<u8>, kind: u32, count: usize) {
    file.extend([9_u32.to_le_bytes(), kind.to_le_bytes()].concat());
    file.extend((count as u64).to_le_bytes());
}

fn text(file: &mut Vec<u8>, text: &str) {
    file.extend((text.len() as u64).to_le_bytes());
    file.extend(text.as_bytes());
}

/// A vocabulary of single bytes and of `special` tokens, which follow from 256 on; the last of them ends an answer.
pub(super) fn byte_entries<'a>(
    special: &[(&str, i32)],
    template: Option<&'a str>,
) -> Vec<(&'a str, Made<'a>)> {
    let mut tokens: Vec<String> = (0..=255).map(|byte| bytes::character(byte).into()).collect();
    let mut sorts = vec![NORMAL; 256];
    for (text, sort) in special {
        tokens.push((*text).into());
        sorts.push(*sort);
    }
    let mut entries = vec![
        ("tokenizer.ggml.model", Made::Text("gpt2")),
        ("tokenizer.ggml.pre", Made::Text("qwen2")),
        ("tokenizer.ggml.eos_token_id", Made::Number(tokens.len() as u32 - 1)),
        ("tokenizer.ggml.tokens", Made::Texts(tokens)),
        ("tokenizer.ggml.token_type", Made::Numbers(sorts)),
        ("tokenizer.ggml.merges", Made::Texts(Vec::new())),
    ];
    entries.extend(template.map(|template| ("tokenizer.chat_template", Made::Text(template))));
    entries
}

/// The words of such a vocabulary.
pub(crate) fn byte_words(special: &[(&str, i32)], template: Option<&str>) -> Words {
    Words::read(&header(&byte_entries(special, template))).unwrap()
}
