//! Files that are cut, damaged or made to do harm: each is refused with a sentence that says why.

use std::collections::BTreeMap;
use std::path::PathBuf;

use candle_core::Device;
use tempfile::TempDir;
use vesper_speech::{Error, Kind};
use vesper_weights::gguf::Header;

use super::fixture::{load, never};
use crate::model::backend::Backend;
use crate::model::cache::Keep;
use crate::model::card::Card;
use crate::model::config::Config;
use crate::model::file::File;
use crate::model::network::Network;
use crate::model::processor::Processor;
use crate::random::gguf::{File as Written, Value};

/// A small sound file, to be spoiled.
struct Craft {
    architecture: String,
    counts: BTreeMap<String, u32>,
    numbers: BTreeMap<String, f32>,
    texts: BTreeMap<String, String>,
    /// Dimensions, the innermost first, the ggml type and its bytes.
    tensors: BTreeMap<String, (Vec<u64>, u32, Vec<u8>)>,
}

impl Craft {
    fn qwen3() -> Craft {
        let counts = [
            ("context_length", 64),
            ("embedding_length", 8),
            ("block_count", 1),
            ("feed_forward_length", 12),
            ("attention.head_count", 4),
            ("attention.head_count_kv", 2),
            ("attention.key_length", 4),
            ("attention.value_length", 4),
        ];
        let mut craft = Craft {
            architecture: "qwen3".into(),
            counts: counts.map(|(key, count)| (key.into(), count)).into(),
            numbers: [("attention.layer_norm_rms_epsilon".into(), 1e-6)].into(),
            texts: BTreeMap::new(),
            tensors: BTreeMap::new(),
        };
        for (name, dimensions) in [
            ("token_embd", vec![8, 10]),
            ("output_norm", vec![8]),
            ("blk.0.attn_norm", vec![8]),
            ("blk.0.attn_q", vec![8, 16]),
            ("blk.0.attn_k", vec![8, 8]),
            ("blk.0.attn_v", vec![8, 8]),
            ("blk.0.attn_q_norm", vec![4]),
            ("blk.0.attn_k_norm", vec![4]),
            ("blk.0.attn_output", vec![16, 8]),
            ("blk.0.ffn_norm", vec![8]),
            ("blk.0.ffn_gate", vec![8, 12]),
            ("blk.0.ffn_up", vec![8, 12]),
            ("blk.0.ffn_down", vec![12, 8]),
        ] {
            craft.plain(name, &dimensions, 0.3);
        }
        craft
    }

    fn mixture() -> Craft {
        let mut craft = Craft::qwen3();
        craft.architecture = "qwen3moe".into();
        for part in ["gate", "up", "down"] {
            craft.tensors.remove(&format!("blk.0.ffn_{part}.weight"));
        }
        craft.counts.extend(
            [("expert_count", 3), ("expert_used_count", 2), ("expert_feed_forward_length", 12)]
                .map(|(key, count)| (key.into(), count)),
        );
        craft.plain("blk.0.ffn_gate_inp", &[8, 3], 0.3);
        craft.plain("blk.0.ffn_gate_exps", &[8, 12, 3], 0.3);
        craft.plain("blk.0.ffn_up_exps", &[8, 12, 3], 0.3);
        craft.plain("blk.0.ffn_down_exps", &[12, 8, 3], 0.3);
        craft
    }

    /// A tensor of 32-bit numbers around `size`.
    fn plain(&mut self, name: &str, dimensions: &[u64], size: f32) {
        let count = dimensions.iter().product::<u64>();
        let number = |index: u64| size * ((index * 7 + 3) % 11) as f32 / 5.0 - size;
        let bytes = (0..count).flat_map(|index| number(index).to_le_bytes()).collect();
        self.tensors.insert(format!("{name}.weight"), (dimensions.to_vec(), 0, bytes));
    }

    fn with(mut self, key: &str, count: u32) -> Craft {
        self.counts.insert(key.into(), count);
        self
    }

    fn number(mut self, key: &str, number: f32) -> Craft {
        self.numbers.insert(key.into(), number);
        self
    }

    fn text(mut self, key: &str, text: &str) -> Craft {
        self.texts.insert(key.into(), text.into());
        self
    }

    fn without(mut self, key: &str) -> Craft {
        self.counts.remove(key);
        self.numbers.remove(key);
        self.tensors.remove(key);
        self
    }

    fn tensor(mut self, name: &str, dimensions: &[u64], storage: u32, bytes: usize) -> Craft {
        self.tensors.insert(name.into(), (dimensions.to_vec(), storage, vec![0; bytes]));
        self
    }

    fn put(mut self, name: &str, place: usize, number: f32) -> Craft {
        let (_, _, bytes) = self.tensors.get_mut(name).unwrap();
        bytes[place * 4..place * 4 + 4].copy_from_slice(&number.to_le_bytes());
        self
    }

    fn write(&self) -> (TempDir, PathBuf) {
        let mut file = Written::new();
        let key = |name: &str| format!("{}.{name}", self.architecture);
        file.key("general.architecture", Value::Text(self.architecture.clone()));
        for (name, count) in &self.counts {
            file.key(&key(name), Value::Count(*count));
        }
        for (name, number) in &self.numbers {
            file.key(&key(name), Value::Number(*number));
        }
        for (name, text) in &self.texts {
            file.key(&key(name), Value::Text(text.clone()));
        }
        for (name, (dimensions, storage, bytes)) in &self.tensors {
            file.tensor(name, dimensions, *storage, bytes.len() as u64);
        }
        let all: Vec<&Vec<u8>> = self.tensors.values().map(|(_, _, bytes)| bytes).collect();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.gguf");
        file.write(&path, &mut |index, bytes| {
            bytes.copy_from_slice(all[index]);
            Ok(())
        })
        .unwrap();
        (folder, path)
    }

    /// The error of whichever part refuses it first, which has to be the same whatever computes.
    fn refused(&self) -> Error {
        let (_folder, path) = self.write();
        let ours = refused(&path, Processor::new(1).unwrap());
        let theirs = refused(&path, Card::new(Device::Cpu));
        assert_eq!(ours.kind, theirs.kind, "{ours} {theirs}");
        ours
    }
}

fn refused<B: Backend>(path: &std::path::Path, backend: B) -> Error {
    let error = match load(path, backend) {
        Ok(network) => match network.logits(&mut network.begin(Keep::Half), &[1, 2, 3], &never) {
            Ok(_) => panic!("it was computed"),
            Err(fault) => fault.of("model.gguf"),
        },
        Err(fault) => fault.of("model.gguf"),
    };
    assert!(error.subject.contains("model.gguf"), "{error}");
    assert!(!error.advice.is_empty(), "{error}");
    error
}

#[track_caller]
fn says(craft: Craft, words: &str) {
    let error = craft.refused();
    assert_eq!(error.kind, Kind::BadFile, "{error}");
    assert!(error.what.contains(words), "{error} lacks {words:?}");
}

#[test]
fn what_is_sound_is_computed() {
    for craft in [Craft::qwen3(), Craft::mixture()] {
        let (_folder, path) = craft.write();
        let network = load(&path, Processor::new(1).unwrap()).unwrap();
        let logits = network.logits(&mut network.begin(Keep::Half), &[1, 2, 3], &never).unwrap();
        assert_eq!(logits.len(), 10);
    }
}

#[test]
fn what_is_not_built_is_refused_by_its_name() {
    let other = Craft { architecture: "mamba".into(), ..Craft::qwen3() };
    says(other, "\"mamba\"");
    says(Craft::qwen3().text("rope.scaling.type", "spiral"), "\"spiral\"");
    says(Craft::qwen3().number("attn_logit_softcapping", 50.0), "attn_logit_softcapping");
    says(Craft::qwen3().with("expert_count", 4), "4 experts");
    says(Craft::mixture().with("expert_gating_func", 2), "function 2");
    says(Craft::qwen3().with("attention.value_length", 6), "values 6");
    // 50 bytes for 256 numbers: iq1_s.
    let wide = Craft::qwen3().with("feed_forward_length", 256);
    let wide = wide.tensor("blk.0.ffn_down.weight", &[256, 8], 19, 8 * 50);
    let mut wide = wide.tensor("blk.0.ffn_up.weight", &[8, 256], 0, 8 * 256 * 4);
    wide.plain("blk.0.ffn_gate", &[8, 256], 0.1);
    says(wide, "iq1_s");
    says(Craft::qwen3().tensor("blk.0.attn_q.bias", &[16], 0, 64), "\"blk.0.attn_q.bias\"");
    says(Craft::qwen3().tensor("blk.1.attn_norm.weight", &[8], 0, 32), "\"blk.1.attn_norm.weight\"");
}

#[test]
fn counts_that_make_no_sense_are_refused() {
    for key in
        ["context_length", "embedding_length", "block_count", "feed_forward_length", "attention.head_count"]
    {
        says(Craft::qwen3().with(key, 0), key);
        says(Craft::qwen3().with(key, u32::MAX), key);
    }
    says(Craft::qwen3().without("block_count"), "block_count");
    says(Craft::qwen3().without("attention.layer_norm_rms_epsilon"), "layer_norm_rms_epsilon");
    says(Craft::qwen3().number("attention.layer_norm_rms_epsilon", f32::NAN), "layer_norm_rms_epsilon");
    says(Craft::qwen3().number("attention.layer_norm_rms_epsilon", 0.0), "layer_norm_rms_epsilon");
    says(Craft::qwen3().with("attention.head_count_kv", 3), "3 heads of keys");
    says(Craft::qwen3().with("attention.key_length", 5), "5 numbers wide");
    says(Craft::qwen3().with("rope.dimension_count", 6), "rope.dimension_count");
    says(Craft::qwen3().with("rope.dimension_count", 3), "3 numbers");
    says(Craft::qwen3().number("rope.freq_base", 0.5), "0.5");
    says(Craft::qwen3().number("rope.freq_base", f32::INFINITY), "rope.freq_base");
    says(Craft::mixture().with("expert_used_count", 4), "expert_used_count");
    says(Craft::mixture().with("expert_count", 1 << 31), "expert_count");
    says(Craft::mixture().without("expert_feed_forward_length"), "expert_feed_forward_length");
}

#[test]
fn tensors_that_do_not_fit_are_refused() {
    says(Craft::qwen3().without("output_norm.weight"), "output_norm.weight");
    says(Craft::qwen3().without("token_embd.weight"), "token_embd.weight");
    says(Craft::qwen3().tensor("blk.0.attn_q.weight", &[8, 15], 0, 480), "[15, 8]");
    says(Craft::qwen3().tensor("token_embd.weight", &[4, 10], 0, 160), "token_embd.weight");
    says(Craft::qwen3().tensor("token_embd.weight", &[80], 0, 320), "token_embd.weight");
    says(Craft::qwen3().with("attention.head_count", 1024), "blk.0.attn_q.weight");
    says(Craft::qwen3().with("block_count", 2), "blk.1.");
    says(Craft::mixture().tensor("blk.0.ffn_up_exps.weight", &[8, 12, 2], 0, 768), "[2, 12, 8]");
    says(Craft::qwen3().tensor("rope_freqs.weight", &[2], 0, 8), "rope_freqs.weight");
}

#[test]
fn numbers_that_are_none_are_refused_when_they_are_read_or_computed() {
    says(Craft::qwen3().put("output_norm.weight", 3, f32::NAN), "output_norm.weight");
    for name in ["token_embd", "blk.0.attn_v", "blk.0.ffn_down"] {
        // The row that the second token is looked up in.
        says(Craft::qwen3().put(&format!("{name}.weight"), 17, f32::NAN), "numbers that are none");
    }
    says(Craft::mixture().put("blk.0.ffn_gate_inp.weight", 1, f32::NAN), "numbers that are none");
}

#[test]
fn a_context_of_a_billion_tokens_costs_nothing_until_it_is_used() {
    let (_folder, path) = Craft::qwen3().with("context_length", 1 << 30).write();
    let network = load(&path, Processor::new(1).unwrap()).unwrap();
    assert!(network.logits(&mut network.begin(Keep::Half), &[1, 2, 3], &never).is_ok());
}

#[test]
fn a_token_that_the_weights_lack_is_an_error() {
    let (_folder, path) = Craft::qwen3().write();
    let network = load(&path, Processor::new(1).unwrap()).unwrap();
    let fault = network.logits(&mut network.begin(Keep::Half), &[1, 10], &never).unwrap_err();
    assert!(fault.of("model.gguf").what.contains("token 10"));
}

#[test]
fn a_file_that_becomes_shorter_while_it_is_read_is_an_error() {
    let (_folder, path) = Craft::qwen3().write();
    let header = Header::open(&path).unwrap();
    let config = Config::read("model.gguf", &header).unwrap();
    let length = std::fs::metadata(&path).unwrap().len();
    let last = header.tensors().iter().map(|tensor| tensor.begin).min().unwrap();
    for end in [last, last + 17, length - 64] {
        let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(end).unwrap();
        let mut tensors = File::open(&path, &header, &never).unwrap();
        let network = Network::load(Processor::new(1).unwrap(), &mut tensors, config.clone(), 64);
        let Err(fault) = network else { panic!("it was read") };
        assert_eq!(fault.of("model.gguf").kind, Kind::BadFile);
        file.set_len(length).unwrap();
    }
}
