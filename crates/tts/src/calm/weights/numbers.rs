//! Numbers as files store them.

use candle_core::Device;
use candle_core::quantized::{GgmlDType, QStorage, QTensor};
use half::{bf16, f16};

/// The ways of storing numbers that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Storage {
    Single,
    Double,
    Half,
    Brain,
    /// ggml's `q8_0`: blocks of 32 numbers of 8 bits behind a scale of 16 bits.
    Eight,
    /// ggml's other packings, which the tensor library unpacks.
    Packed(GgmlDType),
}

/// Bytes and numbers of a block of `q8_0`.
const BLOCK: usize = 34;

impl Storage {
    pub(super) fn of_safetensors(name: &str) -> Option<Storage> {
        match name {
            "F32" => Some(Storage::Single),
            "F64" => Some(Storage::Double),
            "F16" => Some(Storage::Half),
            "BF16" => Some(Storage::Brain),
            _ => None,
        }
    }

    pub(super) fn of_ggml(name: &str) -> Option<Storage> {
        match name {
            "f32" => Some(Storage::Single),
            "f64" => Some(Storage::Double),
            "f16" => Some(Storage::Half),
            "bf16" => Some(Storage::Brain),
            "q8_0" => Some(Storage::Eight),
            "q4_0" => Some(Storage::Packed(GgmlDType::Q4_0)),
            "q4_1" => Some(Storage::Packed(GgmlDType::Q4_1)),
            "q5_0" => Some(Storage::Packed(GgmlDType::Q5_0)),
            "q5_1" => Some(Storage::Packed(GgmlDType::Q5_1)),
            "q2_k" => Some(Storage::Packed(GgmlDType::Q2K)),
            "q3_k" => Some(Storage::Packed(GgmlDType::Q3K)),
            "q4_k" => Some(Storage::Packed(GgmlDType::Q4K)),
            "q5_k" => Some(Storage::Packed(GgmlDType::Q5K)),
            "q6_k" => Some(Storage::Packed(GgmlDType::Q6K)),
            _ => None,
        }
    }

    /// All numbers in `bytes`, whose rows have `row` numbers; none where they cannot be unpacked.
    pub(super) fn numbers(self, bytes: &[u8], row: usize) -> Option<Vec<f32>> {
        match self {
            Storage::Single => {
                Some(bytes.as_chunks().0.iter().map(|number| f32::from_le_bytes(*number)).collect())
            }
            Storage::Double => {
                Some(bytes.as_chunks().0.iter().map(|number| f64::from_le_bytes(*number) as f32).collect())
            }
            Storage::Half => {
                Some(bytes.as_chunks().0.iter().map(|number| f16::from_le_bytes(*number).to_f32()).collect())
            }
            Storage::Brain => {
                Some(bytes.as_chunks().0.iter().map(|number| bf16::from_le_bytes(*number).to_f32()).collect())
            }
            Storage::Eight => {
                let (scales, quants) = Storage::eights(bytes);
                let blocks = quants.chunks_exact(32).zip(scales);
                Some(
                    blocks
                        .flat_map(|(block, scale)| block.iter().map(move |quant| f32::from(*quant) * scale))
                        .collect(),
                )
            }
            Storage::Packed(kind) => unpacked(kind, bytes, row),
        }
    }

    /// Scales and quants of `q8_0`.
    pub(super) fn eights(bytes: &[u8]) -> (Vec<f32>, Vec<i8>) {
        let (blocks, _) = bytes.as_chunks::<BLOCK>();
        let scales =
            blocks.iter().map(|[low, high, ..]| f16::from_le_bytes([*low, *high]).to_f32()).collect();
        let quants = blocks
            .iter()
            .flat_map(|[_, _, quants @ ..]| quants.iter().map(|quant| quant.cast_signed()))
            .collect();
        (scales, quants)
    }
}

fn unpacked(kind: GgmlDType, bytes: &[u8], row: usize) -> Option<Vec<f32>> {
    // The tensor library takes bytes for granted that are not whole blocks, or lie askew.
    if row == 0 || !row.is_multiple_of(kind.block_size()) || !bytes.len().is_multiple_of(kind.type_size()) {
        return None;
    }
    let rows = bytes.len() / kind.type_size() * kind.block_size() / row;
    let storage = QStorage::from_data(bytes.into(), &Device::Cpu, kind).ok()?;
    let tensor = QTensor::new(storage, (rows, row)).ok()?;
    tensor.dequantize(&Device::Cpu).ok()?.flatten_all().ok()?.to_vec1().ok()
}
