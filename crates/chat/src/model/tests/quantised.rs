//! Quantised weights give what llama.cpp computes with them.

use std::path::{Path, PathBuf};

use candle_core::{Device, Tensor};

use super::fixture::{load, never};
use crate::model::backend::Backend;
use crate::model::cache::Keep;
use crate::model::card::Card;
use crate::model::processor::Processor;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/llama").join(name)
}

/// The root of the mean of the squares of what two tables are apart.
fn apart(a: &[Vec<f32>], b: &[Vec<f32>]) -> f64 {
    let pairs = a.iter().flatten().zip(b.iter().flatten());
    let squares: f64 = pairs.map(|(a, b)| f64::from(a - b).powi(2)).sum();
    (squares / a.iter().flatten().count() as f64).sqrt()
}

/// We and llama.cpp round the numbers that go into a product in ways of our own, to 8 bits both: our answers are apart,
/// but by less than either is from what the weights would give without any rounding.
fn as_llama_cpp<B: Backend>(backend: impl Fn() -> B) {
    for name in ["q8_0", "q6_k", "q4_k_m"] {
        let network = load(&path(&format!("{name}.gguf")), backend()).unwrap();
        let reference =
            candle_core::safetensors::load(path(&format!("{name}.safetensors")), &Device::Cpu).unwrap();
        let table = |name: &str| -> Vec<Vec<f32>> { Tensor::to_vec2(&reference[name]).unwrap() };
        let (theirs, exact) = (table("logits"), table("exact"));
        let tokens: Vec<u32> = reference["tokens"].to_vec1().unwrap();
        let mut state = network.begin(Keep::Full);
        let ours: Vec<Vec<f32>> = (1..=tokens.len())
            .map(|count| network.logits(&mut state, &tokens[..count], &never).unwrap())
            .collect();
        let (between, rounding) = (apart(&ours, &theirs), apart(&theirs, &exact));
        println!("{name}: {between:.4} from llama.cpp, which is {rounding:.4} from weights without rounding");
        assert!(between < rounding, "{name}: {between} from llama.cpp, whose rounding makes {rounding}");
        assert!(apart(&ours, &exact) < 1.2 * rounding, "{name}");
    }
}

#[test]
fn quantised_weights_give_what_llama_cpp_computes() {
    as_llama_cpp(|| Processor::new(2).unwrap());
    as_llama_cpp(|| Card::new(Device::Cpu));
}
