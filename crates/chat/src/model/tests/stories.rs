//! A model that was trained says what it says with llama.cpp.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::fixture::{load, never};
use crate::model::cache::Keep;
use crate::model::processor::Processor;

fn tokens(story: &Value, key: &str) -> Vec<u32> {
    let tokens = story[key].as_array().unwrap();
    tokens.iter().map(|token| u32::try_from(token.as_u64().unwrap()).unwrap()).collect()
}

#[test]
fn stories_go_on_as_with_llama_cpp() {
    let Some(data) = std::env::var_os("VESPER_DATA") else {
        eprintln!(
            "SKIPPED: stories_go_on_as_with_llama_cpp needs VESPER_DATA, a folder with lm/stories260K-f32.gguf"
        );
        return;
    };
    let network =
        load(&PathBuf::from(data).join("lm/stories260K-f32.gguf"), Processor::new(2).unwrap()).unwrap();
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/llama/stories.json");
    let stories: Value = serde_json::from_slice(&std::fs::read(reference).unwrap()).unwrap();
    let stories = stories.as_array().unwrap();
    assert_eq!(stories.len(), 20);
    // One conversation for all: each story begins by going back to where it parts from the one before.
    let mut state = network.begin(Keep::Full);
    for story in stories {
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
