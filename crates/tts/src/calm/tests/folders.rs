//! A model in a folder, as the catalog's store leaves it: with the fixture's weights and a tokenizer of letters.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use candle_core::{DType, Device, Tensor};
use tempfile::TempDir;
use vesper_speech::{Line, Voice};

use super::fixture::Fixture;

pub(super) struct Folder {
    folder: TempDir,
}

/// A tokenizer that gives a token for every letter of a to z, in the form of a converted SentencePiece model.
pub(super) fn tokenizer() -> String {
    let letters = ('a'..='z').map(String::from).chain(["▁", ".", ",", "!", "?"].map(String::from));
    let vocabulary: Vec<serde_json::Value> = std::iter::once("<unk>".to_owned())
        .chain(letters)
        .enumerate()
        .map(|(place, piece)| serde_json::json!([piece, -(place as f64)]))
        .collect();
    let space = serde_json::json!({ "type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true });
    let tokenizer = serde_json::json!({
        "version": "1.0", "added_tokens": [], "normalizer": { "type": "Lowercase" }, "pre_tokenizer": space,
        "post_processor": null, "decoder": space, "truncation": null, "padding": null,
        "model": { "type": "Unigram", "unk_id": 0, "vocab": vocabulary, "byte_fallback": false },
    });
    tokenizer.to_string()
}

impl Folder {
    /// With voices `anna` and `paul`.
    pub(super) fn new() -> Folder {
        let fixture = Fixture::open("pocket");
        let folder = Folder { folder: TempDir::new().unwrap() };
        folder.write("config.json", fixture.text.as_bytes());
        folder.write("tokenizer.json", tokenizer().as_bytes());
        let mut checkpoint = fixture.checkpoint();
        for part in ["weight", "bias"] {
            // Random weights are far louder than any voice.
            let last = checkpoint.get_mut(&format!("mimi.decoder.model.11.conv.{part}")).unwrap();
            *last = (&*last * 0.1).unwrap();
        }
        folder.save("model.safetensors", &checkpoint);
        let state = |length: usize| voice(&fixture, length);
        folder.save("embeddings/anna.safetensors", &state(5));
        folder.save("embeddings/paul.safetensors", &state(3));
        folder
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn at(&self, name: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    }

    pub(super) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.at(name), bytes).unwrap();
    }

    pub(super) fn save(&self, name: &str, tensors: &HashMap<String, Tensor>) {
        candle_core::safetensors::save(tensors, self.at(name)).unwrap();
    }
}

/// The first `length` positions of the fixture's voice as the reference exports it, with a tail that is no number.
pub(super) fn voice(fixture: &Fixture, length: usize) -> HashMap<String, Tensor> {
    let mut tensors = HashMap::new();
    for layer in 0..fixture.config.lm.transformer.layers {
        let name = format!("transformer.layers.{layer}.self_attn");
        let cache = fixture.out(&format!("voice_state.{name}/cache")).narrow(2, 0, length).unwrap();
        let tail =
            Tensor::full(f32::NAN, (2, 1, 9, cache.dim(3).unwrap(), cache.dim(4).unwrap()), &Device::Cpu)
                .unwrap();
        tensors.insert(format!("{name}/cache"), Tensor::cat(&[&cache, &tail], 2).unwrap());
        let offset = Tensor::full(length as f64, 1, &Device::Cpu).unwrap().to_dtype(DType::I64).unwrap();
        tensors.insert(format!("{name}/offset"), offset);
    }
    tensors
}

pub(super) fn line(text: &str, voice: &str) -> Line {
    let voice = Voice { chosen: Some(voice.into()), ..Voice::narrator() };
    Line { text: text.into(), voice, ..Line::default() }
}
