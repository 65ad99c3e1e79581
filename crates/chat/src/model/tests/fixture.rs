//! The small models of `fixtures/model`, opened.

use std::path::{Path, PathBuf};

use candle_core::{Device, Tensor};
use vesper_speech::Result;
use vesper_weights::gguf::Header;

use crate::model::backend::Backend;
use crate::model::cache::Keep;
use crate::model::card::Card;
use crate::model::config::Config;
use crate::model::fault::Checked;
use crate::model::file::File;
use crate::model::network::Network;
use crate::model::processor::Processor;

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

/// With as many of the first layers on a card as are named: the tensor library computes those, wherever it can, and our own
/// kernels the others.
pub(super) fn share(path: &Path, layers: usize, context: Option<usize>) -> Network<Processor, Card> {
    let header = Header::open(path).unwrap();
    let config = Config::read("it", &header).unwrap();
    let context = context.unwrap_or(config.context);
    let first = (Card::new(Device::Cpu), layers);
    let mut file = File::open(path, &header, &never).unwrap();
    let shared = Network::load_shared(Processor::new(2).unwrap(), first, &mut file, config, context);
    shared.map_err(|fault| fault.of("it")).unwrap()
}

/// How many layers it has.
pub(super) fn layers(path: &Path) -> usize {
    Config::read("it", &Header::open(path).unwrap()).unwrap().layers
}

/// What comes of `tokens` in a conversation of their own.
pub(super) fn fresh<B: Backend, F: Backend>(network: &Network<B, F>, keep: Keep, tokens: &[u32]) -> Vec<f32> {
    network.logits(&mut network.begin(keep), tokens, &never).unwrap()
}

/// So many tokens; more than are computed together have last ones that look back over several blocks.
pub(super) fn long<B: Backend, F: Backend>(network: &Network<B, F>, count: usize) -> Vec<u32> {
    (0..count).map(|index| (index * 37 % network.vocabulary()) as u32).collect()
}

/// The largest difference between two rows.
pub(super) fn apart(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, |most, apart| if apart <= most { most } else { apart })
}
