//! For tests: a model in a folder, as the catalog's store leaves it, with random weights and two voices.
//!
//! Speaking with it runs the whole path (reading, tokenizer, both networks, levelling) in a fraction of real time and
//! sounds like nobody, always the same. The weights are those that the engine is held to the reference with.

use std::collections::HashMap;
use std::io::{Cursor, Error, Result};
use std::path::Path;

use candle_core::{DType, Device, Tensor};

/// What Kyutai's pocket-tts computed with small random weights, and these weights.
const REFERENCE: &[u8] = include_bytes!("../../fixtures/calm/pocket.safetensors");
/// Random weights are far louder than any voice.
const QUIETER: f64 = 0.1;
/// Positions of a voice that are there and say nothing, as in published files.
const UNUSED: usize = 9;
/// The voices, and how many positions each has.
const VOICES: [(&str, usize); 2] = [("anna", 5), ("paul", 3)];

/// Writes a model for [`Calm::open`](super::Calm::open) into `folder`, which is made if it is not there: 300 KB, with the
/// voices `anna` and `paul`.
///
/// # Errors
/// Those of the file system.
pub fn write(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder.join("embeddings"))?;
    let mut tensors = candle_core::safetensors::load_buffer(REFERENCE, &Device::Cpu).map_err(Error::other)?;
    std::fs::write(folder.join("config.json"), config()?)?;
    std::fs::write(folder.join("tokenizer.json"), tokenizer())?;
    for (name, length) in VOICES {
        let voice = voice(&tensors, length).map_err(Error::other)?;
        save(&voice, &folder.join(format!("embeddings/{name}.safetensors")))?;
    }
    tensors.retain(|name, _| name.starts_with("in."));
    let mut checkpoint: HashMap<String, Tensor> = tensors
        .into_iter()
        .map(|(name, tensor)| (name.trim_start_matches("in.").to_owned(), tensor))
        .collect();
    for part in ["weight", "bias"] {
        if let Some(last) = checkpoint.get_mut(&format!("mimi.decoder.model.11.conv.{part}")) {
            *last = (&*last * QUIETER).map_err(Error::other)?;
        }
    }
    save(&checkpoint, &folder.join("model.safetensors"))
}

fn save(tensors: &HashMap<String, Tensor>, path: &Path) -> Result<()> {
    candle_core::safetensors::save(tensors, path).map_err(Error::other)
}

/// The config as its maker writes it.
fn config() -> Result<String> {
    let header = vesper_weights::safetensors::Header::read("the fixture", Cursor::new(REFERENCE));
    let header = header.map_err(Error::other)?;
    let config = header.metadata().find(|(key, _)| *key == "config").map(|(_, text)| text.to_owned());
    config.ok_or_else(|| Error::other("the fixture has no config"))
}

/// A tokenizer that gives a token for every letter of a to z, in the form of a converted SentencePiece model.
pub(crate) fn tokenizer() -> String {
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

/// The first `length` positions of the reference's voice as the reference exports it, with a tail that is no number.
pub(crate) fn voice(
    reference: &HashMap<String, Tensor>,
    length: usize,
) -> candle_core::Result<HashMap<String, Tensor>> {
    let mut tensors = HashMap::new();
    for (name, cache) in reference {
        let Some(layer) = name.strip_prefix("out.voice_state.").and_then(|name| name.strip_suffix("/cache"))
        else {
            continue;
        };
        let cache = cache.narrow(2, 0, length)?;
        let tail = Tensor::full(f32::NAN, (2, 1, UNUSED, cache.dim(3)?, cache.dim(4)?), &Device::Cpu)?;
        tensors.insert(format!("{layer}/cache"), Tensor::cat(&[&cache, &tail], 2)?);
        let offset = Tensor::full(length as f64, 1, &Device::Cpu)?.to_dtype(DType::I64)?;
        tensors.insert(format!("{layer}/offset"), offset);
    }
    Ok(tensors)
}
