//! The small models of `fixtures/model`, opened.

use std::path::{Path, PathBuf};

use candle_core::{Device, Tensor};
use vesper_speech::Result;
use vesper_weights::gguf::Header;

use crate::model::backend::Backend;
use crate::model::config::Config;
use crate::model::fault::Checked;
use crate::model::file::File;
use crate::model::network::Network;

pub(super) const ALL: [&str; 8] =
    ["qwen3", "qwen3-yarn", "qwen3moe", "qwen3moe-plain", "llama", "llama-untied", "gemma3", "phi3"];

pub(super) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/model").join(format!("{name}.gguf"))
}

/// What the reference was given, and the logits that it gave.
pub(super) fn reference(name: &str) -> (Vec<u32>, Vec<Vec<f32>>) {
    let path = path(name).with_extension("safetensors");
    let tensors = candle_core::safetensors::load(path, &Device::Cpu).unwrap();
    let tokens: &Tensor = &tensors["tokens"];
    (tokens.to_vec1().unwrap(), tensors["logits"].to_vec2().unwrap())
}

pub(super) fn never() -> Result<()> {
    Ok(())
}

pub(super) fn load<B: Backend>(path: &Path, backend: B) -> Checked<Network<B>> {
    load_for(path, backend, None)
}

fn load_for<B: Backend>(path: &Path, backend: B, context: Option<usize>) -> Checked<Network<B>> {
    let header = Header::open(path)?;
    let config = Config::read(&path.display().to_string(), &header)?;
    let context = context.unwrap_or(config.context);
    Network::load(backend, &mut File::open(path, &header, &never)?, config, context)
}

pub(super) fn open<B: Backend>(name: &str, backend: B) -> Network<B> {
    load(&path(name), backend).map_err(|fault| fault.of(name)).unwrap()
}

/// For conversations of up to `context` tokens, whatever the file says.
pub(super) fn open_for<B: Backend>(name: &str, backend: B, context: usize) -> Network<B> {
    load_for(&path(name), backend, Some(context)).map_err(|fault| fault.of(name)).unwrap()
}

/// The largest difference between two rows.
pub(super) fn apart(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, |most, apart| if apart <= most { most } else { apart })
}
