mod attention;
mod each;
mod experts;
mod products;

use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Tensor};
use vesper_weights::Storage;

use super::matrix::Matrix;

/// Numbers that look drawn at random, about -1..1, the same on every machine.
pub(super) fn noise(seed: u64, count: usize) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let draw = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    };
    (0..count).map(draw).collect()
}

/// Random weights in this storage, and what candle reads of them.
pub(super) fn weights(kind: GgmlDType, seed: u64, from: usize, to: usize) -> (Matrix, Vec<f32>) {
    let numbers = Tensor::from_vec(noise(seed, from * to), (to, from), &Device::Cpu).unwrap();
    let quantised = QTensor::quantize(&numbers, kind).unwrap();
    let bytes = quantised.data().unwrap();
    let read = quantised.dequantize(&Device::Cpu).unwrap().flatten_all().unwrap().to_vec1().unwrap();
    (Matrix::read("weights", &mut &*bytes, storage(kind), from, to).unwrap(), read)
}

pub(super) fn storage(kind: GgmlDType) -> Storage {
    let name = match kind {
        GgmlDType::F32 => "f32",
        GgmlDType::F16 => "f16",
        GgmlDType::BF16 => "bf16",
        GgmlDType::Q4_0 => "q4_0",
        GgmlDType::Q4_1 => "q4_1",
        GgmlDType::Q5_0 => "q5_0",
        GgmlDType::Q5_1 => "q5_1",
        GgmlDType::Q8_0 => "q8_0",
        GgmlDType::Q8_1 => "q8_1",
        GgmlDType::Q2K => "q2_k",
        GgmlDType::Q3K => "q3_k",
        GgmlDType::Q4K => "q4_k",
        GgmlDType::Q5K => "q5_k",
        GgmlDType::Q6K => "q6_k",
        GgmlDType::Q8K => "q8_k",
    };
    Storage::all().find(|storage| storage.name == name).unwrap()
}

/// The largest difference, as a share of the root mean square of what is right.
pub(super) fn error(found: &[f32], right: &[f64]) -> f64 {
    assert_eq!(found.len(), right.len());
    let square = right.iter().map(|number| number * number).sum::<f64>() / right.len() as f64;
    let differences = found.iter().zip(right).map(|(found, right)| (f64::from(*found) - right).abs());
    differences.fold(0.0, f64::max) / square.sqrt()
}
