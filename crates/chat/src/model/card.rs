//! A network on a graphics card, or wherever the tensor library computes: its own products and passes.

use std::borrow::Cow;
use std::io::Read;

use candle_core::quantized::{GgmlDType, QMatMul, QStorage, QTensor};
use candle_core::{D, DType, Device, Module, Result, Tensor};
use candle_nn::ops::{rms_norm, silu, softmax_last_dim};
use candle_nn::rotary_emb::{rope, rope_i};
use vesper_weights::Storage;

use super::backend::{Backend, Part};
use super::cache::Keep;
use super::config::{self, Heads};
use super::experts::{by_expert, choose};
use super::fault::{Checked, bad_file, beyond};
use super::file::Stored;
use super::rope::Rotation;
use crate::kernels::{AT_ONCE, Gate, Pairs};

/// Positions that a cache grows by at least.
const GROWTH: usize = 256;

pub(crate) struct Card {
    device: Device,
}

impl Card {
    pub(crate) fn new(device: Device) -> Card {
        Card { device }
    }
}

/// The matrices of one expert.
pub(crate) struct Expert {
    gate: QMatMul,
    up: QMatMul,
    down: QMatMul,
}

/// Keys and values, `[heads, positions, width]` each, of which the later ones may be empty.
pub(crate) struct Cache {
    kept: Option<(Tensor, Tensor)>,
    kind: DType,
    /// Positions that it has to hold at most.
    most: usize,
    window: Option<usize>,
}

pub(crate) struct Turns {
    cosines: Tensor,
    sines: Tensor,
    pairs: Pairs,
}

impl Backend for Card {
    /// `[tokens, width]` in 32-bit numbers.
    type Rows = Tensor;
    type Matrix = QMatMul;
    type Vector = Tensor;
    type Experts = Vec<Expert>;
    type Cache = Cache;
    type Turns = Turns;

    fn matrix(&self, file: &str, mut stored: Stored) -> Checked<QMatMul> {
        let kind = kind(stored.storage.name).ok_or_else(|| {
            beyond(
                file,
                format!("it is quantised as {}, which cannot be computed here.", stored.storage.name),
            )
        })?;
        let mut bytes = Vec::new();
        let length = stored.source.get_ref().length();
        let read = stored.source.read_to_end(&mut bytes).map_err(candle_core::Error::wrap)?;
        if read as u64 != length {
            return Err(bad_file(file, "it became shorter while it was read.").into());
        }
        let storage = QStorage::from_data(Cow::Borrowed(&bytes), &self.device, kind)?;
        Ok(QMatMul::from_qtensor(QTensor::new(storage, (stored.to, stored.from))?)?)
    }

    fn vector(&self, numbers: Vec<f32>) -> Checked<Tensor> {
        let width = numbers.len();
        Ok(Tensor::from_vec(numbers, width, &self.device)?)
    }

    fn experts(
        &self,
        file: &str,
        count: usize,
        read: &mut dyn FnMut(Part, usize) -> Checked<Stored>,
    ) -> Checked<Vec<Expert>> {
        let mut matrix = |part, expert| self.matrix(file, read(part, expert)?);
        (0..count)
            .map(|expert| {
                let (gate, up) = (matrix(Part::Gate, expert)?, matrix(Part::Up, expert)?);
                Ok(Expert { gate, up, down: matrix(Part::Down, expert)? })
            })
            .collect()
    }

    /// A card has no products with numbers of 8 bits for this: those are kept in 16.
    fn cache(&self, _heads: Heads, context: usize, window: Option<usize>, keep: Keep) -> Cache {
        Cache { kept: None, kind: of_numbers(keep), most: most(context), window }
    }

    /// Layers with a window keep all as the others do.
    fn recalls(_cache: &Cache, _position: usize) -> bool {
        true
    }

    fn cache_bytes(heads: Heads, context: usize, _window: Option<usize>, keep: Keep) -> u64 {
        let numbers = 2 * (heads.keys * heads.width) as u64;
        numbers.saturating_mul(most(context) as u64).saturating_mul(of_numbers(keep).size_in_bytes() as u64)
    }

    /// Scores, with the mask, and shares, of each query for each position: three tables of 32 bits are there at once.
    fn attention_bytes(heads: Heads, context: usize) -> u64 {
        let scores = (heads.queries * AT_ONCE) as u64;
        scores.saturating_mul(most(context) as u64).saturating_mul(3 * size_of::<f32>() as u64)
    }

    fn matrix_bytes(storage: Storage, from: u64, to: u64) -> u64 {
        (from / storage.block.max(1)).saturating_mul(to).saturating_mul(storage.bytes)
    }

    fn turns(&self, rotation: &Rotation, from: usize, count: usize) -> Checked<Turns> {
        let (cosines, sines) = rotation.turns(from, count);
        let shape = (count, rotation.pairs_turned());
        Ok(Turns {
            cosines: Tensor::from_vec(cosines, shape, &self.device)?,
            sines: Tensor::from_vec(sines, shape, &self.device)?,
            pairs: rotation.pairs,
        })
    }

    fn enter<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        work()
    }

    fn look_up(&self, table: &QMatMul, tokens: &[u32], scale: f32) -> Checked<Tensor> {
        let rows = table.embedding(&Tensor::new(tokens, &self.device)?)?;
        Ok(if scale == 1.0 { rows } else { (rows * f64::from(scale))? })
    }

    fn products<const N: usize>(&self, matrices: [&QMatMul; N], x: &Tensor) -> Checked<[Tensor; N]> {
        let mut products = matrices.map(|_| x.clone());
        for (product, matrix) in products.iter_mut().zip(matrices) {
            *product = matrix.forward(x)?;
        }
        Ok(products)
    }

    fn norm(&self, x: &Tensor, weights: &Tensor, epsilon: f32) -> Checked<Tensor> {
        let shape = x.shape();
        let parts = x.reshape(((), weights.dim(0)?))?;
        Ok(rms_norm(&parts, weights, epsilon)?.reshape(shape)?)
    }

    fn turn(&self, x: Tensor, heads: usize, turns: &Turns) -> Checked<Tensor> {
        let (tokens, width) = x.dims2()?;
        let x = x.reshape((1, tokens, heads, width / heads))?.transpose(1, 2)?;
        let turned = turns.cosines.dim(1)? * 2;
        let part = x.narrow(D::Minus1, 0, turned)?.contiguous()?;
        let part = match turns.pairs {
            Pairs::Neighbours => rope_i(&part, &turns.cosines, &turns.sines)?,
            Pairs::Halves => rope(&part, &turns.cosines, &turns.sines)?,
        };
        let x = match width / heads - turned {
            0 => part,
            rest => Tensor::cat(&[&part, &x.narrow(D::Minus1, turned, rest)?], D::Minus1)?,
        };
        Ok(x.transpose(1, 2)?.contiguous()?.reshape((tokens, width))?)
    }

    fn attend(
        &self,
        heads: Heads,
        queries: &Tensor,
        keys: &Tensor,
        values: &Tensor,
        cache: &mut Cache,
        position: usize,
    ) -> Checked<Tensor> {
        let tokens = queries.dim(0)?;
        let length = position + tokens;
        let (kind, window) = (cache.kind, cache.window);
        let by_head = |x: &Tensor, count: usize| -> Result<Tensor> {
            x.reshape((tokens, count, heads.width))?.transpose(0, 1)?.to_dtype(kind)?.contiguous()
        };
        let (keys, values) = (by_head(keys, heads.keys)?, by_head(values, heads.keys)?);
        let queries = by_head(&(queries * f64::from(heads.scale))?, heads.queries)?;
        let (all_keys, all_values) = cache.room(length, &keys)?;
        all_keys.slice_set(&keys, 1, position)?;
        all_values.slice_set(&values, 1, position)?;
        // The heads that share keys lie side by side: they are taken as more tokens of one head.
        let shared = heads.queries / heads.keys;
        let queries = queries.reshape((heads.keys, shared * tokens, heads.width))?;
        let scores = queries.matmul(&all_keys.narrow(1, 0, length)?.t()?)?.to_dtype(DType::F32)?;
        let scores = match self.mask(tokens, position, window)? {
            Some(mask) => scores
                .reshape((heads.queries, tokens, length))?
                .broadcast_add(&mask)?
                .reshape((heads.keys, shared * tokens, length))?,
            None => scores,
        };
        let shares = softmax_last_dim(&scores)?.to_dtype(kind)?;
        let heard = shares.matmul(&all_values.narrow(1, 0, length)?)?.to_dtype(DType::F32)?;
        let heard = heard.reshape((heads.queries, tokens, heads.width))?.transpose(0, 1)?.contiguous()?;
        Ok(heard.reshape((tokens, heads.queries * heads.width))?)
    }

    fn gated(&self, gate: Tensor, x: Tensor, activation: Gate) -> Checked<Tensor> {
        Ok((activated(&gate, activation)? * x)?)
    }

    fn add(&self, x: Tensor, y: &Tensor) -> Checked<Tensor> {
        Ok((x + y)?)
    }

    fn mixture(
        &self,
        shape: &config::Experts,
        router: &QMatMul,
        experts: &Vec<Expert>,
        x: &Tensor,
    ) -> Checked<Tensor> {
        let ratings = router.forward(x)?.flatten_all()?.to_vec1::<f32>()?;
        let mut sum = x.zeros_like()?;
        for (expert, chosen) in experts.iter().zip(by_expert(shape, &choose(shape, &ratings))) {
            if chosen.is_empty() {
                continue;
            }
            let (rows, shares): (Vec<u32>, Vec<f32>) =
                chosen.iter().map(|(row, share)| (*row as u32, *share)).unzip();
            let rows = Tensor::from_vec(rows, chosen.len(), &self.device)?;
            let shares = Tensor::from_vec(shares, (chosen.len(), 1), &self.device)?;
            let x = x.index_select(&rows, 0)?;
            let inner = (silu(&expert.gate.forward(&x)?)? * expert.up.forward(&x)?)?;
            sum = sum.index_add(&rows, &expert.down.forward(&inner)?.broadcast_mul(&shares)?, 0)?;
        }
        Ok(sum)
    }

    fn last(&self, x: &Tensor) -> Checked<Tensor> {
        Ok(x.narrow(0, x.dim(0)?.saturating_sub(1), 1)?.contiguous()?)
    }

    fn numbers(&self, x: Tensor) -> Checked<Vec<f32>> {
        Ok(x.flatten_all()?.to_vec1()?)
    }

    fn rows(&self, numbers: Vec<f32>, width: usize) -> Checked<Tensor> {
        let rows = numbers.len() / width;
        Ok(Tensor::from_vec(numbers, (rows, width), &self.device)?)
    }
}

impl Card {
    /// What a token may not look at: later ones, and what is beyond the window. None where it may look at all.
    fn mask(&self, tokens: usize, position: usize, window: Option<usize>) -> Result<Option<Tensor>> {
        let length = position + tokens;
        if tokens == 1 && window.is_none_or(|window| length <= window) {
            return Ok(None);
        }
        let mut mask = Vec::with_capacity(tokens * length);
        for here in position..length {
            mask.extend((0..length).map(|other| {
                let seen = other <= here && window.is_none_or(|window| here - other < window);
                if seen { 0.0_f32 } else { f32::NEG_INFINITY }
            }));
        }
        Tensor::from_vec(mask, (1, tokens, length), &self.device).map(Some)
    }
}

impl Cache {
    /// Keys and values with room for `length` positions of heads like those of `like`.
    fn room(&mut self, length: usize, like: &Tensor) -> Result<&(Tensor, Tensor)> {
        let (heads, _, width) = like.dims3()?;
        let capacity = self.kept.as_ref().map_or(0, |(keys, _)| keys.dims().get(1).copied().unwrap_or(0));
        if capacity < length {
            // Half as much again, so that what was kept is copied seldom.
            let capacity =
                (capacity + capacity / 2).clamp(length, self.most.max(length)).next_multiple_of(GROWTH);
            let grown = |kept: Option<&Tensor>| -> Result<Tensor> {
                let grown = Tensor::zeros((heads, capacity, width), self.kind, like.device())?;
                if let Some(kept) = kept {
                    grown.slice_set(kept, 1, 0)?;
                }
                Ok(grown)
            };
            // What was kept goes once there is room for all of it: a card without memory forgets nothing.
            let keys = grown(self.kept.as_ref().map(|(keys, _)| keys))?;
            let values = grown(self.kept.as_ref().map(|(_, values)| values))?;
            self.kept = Some((keys, values));
        }
        match &self.kept {
            Some(kept) => Ok(kept),
            None => candle_core::bail!("no room for {length} positions"),
        }
    }
}

fn of_numbers(keep: Keep) -> DType {
    if keep == Keep::Full { DType::F32 } else { DType::F16 }
}

/// Positions that there is room for at most.
fn most(context: usize) -> usize {
    context.clamp(1, usize::MAX / 2).next_multiple_of(GROWTH)
}

fn activated(x: &Tensor, activation: Gate) -> Result<Tensor> {
    match activation {
        Gate::Silu => silu(x),
        Gate::Gelu => x.gelu(),
    }
}

/// What the tensor library computes with.
fn kind(stored: &str) -> Option<GgmlDType> {
    Some(match stored {
        "f32" => GgmlDType::F32,
        "f16" => GgmlDType::F16,
        "bf16" => GgmlDType::BF16,
        "q4_0" => GgmlDType::Q4_0,
        "q4_1" => GgmlDType::Q4_1,
        "q5_0" => GgmlDType::Q5_0,
        "q5_1" => GgmlDType::Q5_1,
        "q8_0" => GgmlDType::Q8_0,
        "q2_k" => GgmlDType::Q2K,
        "q3_k" => GgmlDType::Q3K,
        "q4_k" => GgmlDType::Q4K,
        "q5_k" => GgmlDType::Q5K,
        "q6_k" => GgmlDType::Q6K,
        _ => return None,
    })
}
