//! A model that was trained says what it says with llama.cpp.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::fixture::{layers, load, never, share};
use crate::model::backend::Backend;
use crate::model::cache::Keep;
use crate::model::network::Network;
use crate::model::processor::Processor;

fn tokens(story: &Value, key: &str) -> Vec<u32> {
    let tokens = story[key].as_array().unwrap();
    tokens.iter().map(|token| u32::try_from(token.as_u64().unwrap()).unwrap()).collect()
}

/// The file of the model, if there is data.
fn file() -> Option<PathBuf> {
    let data = std::env::var_os("VESPER_DATA");
    if data.is_none() {
        eprintln!(
            "SKIPPED: stories go on as with llama.cpp: VESPER_DATA is to be a folder with lm/stories260K-f32.gguf"
        );
    }
    Some(PathBuf::from(data?).join("lm/stories260K-f32.gguf"))
}

/// Of every so-manieth story, the 200 tokens that llama.cpp says.
fn go_on_as_with_llama_cpp<B: Backend, F: Backend>(network: &Network<B, F>, every: usize) {
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/llama/stories.json");
    let stories: Value = serde_json::from_slice(&std::fs::read(reference).unwrap()).unwrap();
    let stories = stories.as_array().unwrap();
    assert_eq!(stories.len(), 20);
    // One conversation for all: each story begins by going back to where it parts from the one before.
    let mut state = network.begin(Keep::Full);
    for story in stories.iter().step_by(every) {
        let (mut told, expected) = (tokens(story, "tokens"), tokens(story, "said"));
        assert_eq!(expected.len(), 200);
        for (index, expected) in expected.into_iter().enumerate() {
            let logits = network.logits(&mut state, &told, &never).unwrap();
            let likeliest = (0..logits.len()).max_by(|a, b| logits[*a].total_cmp(&logits[*b])).unwrap();
            assert_eq!(likeliest as u32, expected, "token {index} after {}", story["prompt"]);
            told.push(expected);
        }
    }
}

#[test]
fn stories_go_on_as_with_llama_cpp() {
    let Some(file) = file() else { return };
    go_on_as_with_llama_cpp(&load(&file, Processor::new(2).unwrap()).unwrap(), 1);
}

#[test]
fn stories_go_on_as_with_llama_cpp_however_many_layers_are_on_a_card() {
    let Some(file) = file() else { return };
    for border in 1..=layers(&file) {
        go_on_as_with_llama_cpp(&share(&file, border, None), 5);
    }
}
