//! Weights that are packed already.

use std::collections::BTreeSet;

use candle_core::quantized::gguf_file::{Value, write};
use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Tensor};
use tempfile::NamedTempFile;

use super::fixture::{Fixture, near};
use super::quantised::above_the_noise;
use crate::calm::config::renamed;
use crate::calm::lm::Lm;
use crate::calm::weights::{File, Packing, Weights};

fn language_model(fixture: &Fixture) -> impl Iterator<Item = (String, Tensor)> {
    fixture.checkpoint().into_iter().filter(|(name, _)| name.starts_with("flow_lm."))
}

/// The fixture's language model as a GGUF file whose matrices are packed in the way of `kind`, where their rows fill its blocks.
fn packed(fixture: &Fixture, kind: GgmlDType) -> NamedTempFile {
    let mut tensors: Vec<(String, QTensor)> = Vec::new();
    for (name, tensor) in language_model(fixture) {
        let rows = tensor.dims().len() == 2 && tensor.dims()[1].is_multiple_of(kind.block_size());
        let kind = if rows && !name.contains("embed") { kind } else { GgmlDType::F32 };
        tensors.push((renamed(&name), QTensor::quantize(&tensor, kind).unwrap()));
    }
    let mut file = NamedTempFile::new().unwrap();
    let named: Vec<(&str, &QTensor)> = tensors.iter().map(|(name, tensor)| (&**name, tensor)).collect();
    write(&mut file, &[("general.architecture", &Value::String("phonon".into()))], &named).unwrap();
    file
}

fn weights(file: &NamedTempFile, packing: Packing) -> Weights {
    Weights::of(File::open(file.path(), str::to_owned).unwrap(), packing, &Device::Cpu)
}

#[test]
fn eight_bits_are_taken_as_they_are() {
    let fixture = Fixture::open("pocket");
    let file = packed(&fixture, GgmlDType::Q8_0);
    let of = |packing| Lm::load(&weights(&file, packing).under("flow_lm"), &fixture.config.lm).unwrap();
    let (eight, full) = (of(Packing::Eight), of(Packing::Full));
    // Neither rounds anything that the file has not rounded, so they differ by nothing but the order of sums.
    let voice = |lm: &Lm| lm.voice_of(&fixture.out("voice")).unwrap();
    for ((keys, values), (full_keys, full_values)) in voice(&eight).layers.iter().zip(&voice(&full).layers) {
        near("keys", keys, full_keys);
        near("values", values, full_values);
    }
    assert!(above_the_noise(&fixture, &eight) > 30.0);
}

#[test]
fn other_packings_are_unpacked() {
    let fixture = Fixture::open("pocket");
    for (kind, least) in [(GgmlDType::Q5_1, 20.0), (GgmlDType::Q4_0, 10.0)] {
        let file = packed(&fixture, kind);
        let lm = Lm::load(&weights(&file, Packing::Full).under("flow_lm"), &fixture.config.lm).unwrap();
        let above = above_the_noise(&fixture, &lm);
        assert!((least..60.0).contains(&above), "{kind:?}: {above:.1} dB");
    }
}

/// The shapes and numbers are those of the tensors, whatever the file calls its dimensions.
#[test]
fn every_tensor_is_found_with_its_shape() {
    let fixture = Fixture::open("pocket");
    let file = packed(&fixture, GgmlDType::Q8_0);
    let header = vesper_weights::gguf::Header::open(file.path()).unwrap();
    let kinds: BTreeSet<&str> = header.tensors().iter().map(|tensor| tensor.storage.name).collect();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["f32", "q8_0"]);
    let weights = weights(&file, Packing::Full);
    for (name, tensor) in language_model(&fixture) {
        let found = weights.get(&renamed(&name), tensor.dims()).unwrap();
        let far = super::fixture::far(&found, &tensor);
        // Half a step of 1/127 of the largest number of a block.
        assert!(
            far <= 0.005 * tensor.abs().unwrap().max_all().unwrap().to_scalar::<f32>().unwrap() + 1e-6,
            "{name}: {far}"
        );
    }
}
