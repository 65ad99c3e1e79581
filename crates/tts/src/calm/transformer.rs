//! The transformer that both the language model and the codec have, with positions told by rotation.

use candle_core::{Device, Module, Result, Tensor};

use super::attention::{Attention, Heads, Seen};
use super::config;
use super::fault::Checked;
use super::kernels::{self, Means};
use super::memory::{Extent, Memory};
use super::weights::{Linear, Norm, Weights};

pub(crate) struct Transformer {
    layers: Vec<Layer>,
    heads: Heads,
    window: Option<usize>,
    period: f64,
    means: Means,
}

struct Layer {
    attention_norm: Norm,
    attention: Attention,
    feed_norm: Norm,
    up: Linear,
    down: Linear,
    scales: Option<(Tensor, Tensor)>,
    gelu: config::Gelu,
}

impl Transformer {
    pub(crate) fn load(weights: &Weights, config: &config::Transformer) -> Checked<Transformer> {
        let layers = (0..config.layers)
            .map(|layer| Layer::load(&weights.under(&format!("layers.{layer}")), config))
            .collect::<Checked<_>>()?;
        Ok(Transformer {
            layers,
            heads: Heads::of(config),
            window: config.window,
            period: config.period,
            means: weights.means(),
        })
    }

    /// An empty memory that never fills up, for steps of at most `most` positions: what leaves the window is forgotten.
    pub(crate) fn rolling(&self, rows: usize, most: usize, device: &Device) -> Result<Memory> {
        Memory::empty(self.extent(), rows, self.window.unwrap_or(0) * 2 + most, device)
    }

    /// What its memory takes.
    pub(crate) fn extent(&self) -> Extent {
        Extent { layers: self.layers.len(), heads: self.heads.keys, width: self.heads.width }
    }

    /// Runs `x`, `[rows, steps, width]`, behind what `memory` holds, and keeps it there.
    pub(crate) fn forward(&self, x: &Tensor, memory: &mut Memory) -> Result<Tensor> {
        let (_, steps, _) = x.dims3()?;
        if let Some(window) = self.window
            && memory.filled + steps > memory.slots
        {
            memory.roll(window - 1)?;
        }
        let rotation = self.rotation(memory, steps, x.device())?;
        let seen = match self.means {
            Means::Own => Seen::Counted(kernels::Attention {
                filled: memory.filled,
                pads: &memory.pads,
                window: self.window,
            }),
            Means::Library => Seen::Masked(self.mask(memory, steps, x.device())?),
        };
        let mut x = x.clone();
        for (layer, held) in self.layers.iter().zip(&mut memory.layers) {
            x = layer.forward(&x, held, memory.filled, &rotation, &seen, self.means)?;
        }
        memory.filled += steps;
        Ok(x)
    }

    /// Cosines and sines for the positions of the next steps, `[rows, steps, half]` each; one row for all where all
    /// rows are at the same position.
    fn rotation(&self, memory: &mut Memory, steps: usize, device: &Device) -> Result<(Tensor, Tensor)> {
        if self.means == Means::Own || self.window.is_some() {
            return self.rotations(memory, memory.forgotten + memory.filled, steps, device);
        }
        // A card has all of them from the beginning: handing over a few at every step would hold it up.
        let all = match memory.turns.take() {
            Some(all) => all,
            None => self.rotations(memory, 0, memory.slots, device)?,
        };
        let (cosines, sines) = memory.turns.insert(all);
        let of = |all: &Tensor| all.narrow(1, memory.filled, steps)?.contiguous();
        Ok((of(cosines)?, of(sines)?))
    }

    /// The same for the positions of `steps` slots from the `from`-th on.
    fn rotations(
        &self,
        memory: &Memory,
        from: usize,
        steps: usize,
        device: &Device,
    ) -> Result<(Tensor, Tensor)> {
        let half = self.heads.width / 2;
        let frequencies: Vec<f64> = (0..half)
            .map(|i| (-(i as f64) * self.period.ln() * 2.0 / self.heads.width as f64).exp())
            .collect();
        let shown = if memory.front.is_none() { 1 } else { memory.rows() };
        let mut cosines = Vec::with_capacity(shown * steps * half);
        let mut sines = Vec::with_capacity(shown * steps * half);
        for row in 0..shown {
            for step in 0..steps {
                let position = (from + step).saturating_sub(memory.pads[row]);
                for frequency in &frequencies {
                    let angle = frequency * position as f64;
                    cosines.push(angle.cos() as f32);
                    sines.push(angle.sin() as f32);
                }
            }
        }
        let shape = (shown, steps, half);
        Ok((Tensor::from_vec(cosines, shape, device)?, Tensor::from_vec(sines, shape, device)?))
    }

    /// What a step may not look at: later steps, empty slots, what is beyond the window.
    fn mask(&self, memory: &Memory, steps: usize, device: &Device) -> Result<Option<Tensor>> {
        let length = memory.filled + steps;
        let windowed = self.window.is_some_and(|window| length > window);
        let front = memory.front.as_ref().map(|front| front.narrow(3, 0, length)).transpose()?;
        if steps == 1 && !windowed {
            return Ok(front);
        }
        let mut mask = Vec::with_capacity(steps * length);
        for step in 0..steps {
            let here = memory.filled + step;
            mask.extend((0..length).map(|slot| {
                let seen = slot <= here && self.window.is_none_or(|window| here - slot < window);
                if seen { 0.0 } else { f32::NEG_INFINITY }
            }));
        }
        let mask = Tensor::from_vec(mask, (1, 1, steps, length), device)?;
        match front {
            Some(front) => mask.broadcast_add(&front).map(Some),
            None => Ok(Some(mask)),
        }
    }
}

impl Layer {
    fn load(weights: &Weights, config: &config::Transformer) -> Checked<Layer> {
        let width = config.width;
        let scale = |name: &str| weights.get(&format!("{name}.scale"), &[width]);
        Ok(Layer {
            attention_norm: weights.norm("norm1", width, 1e-5)?,
            attention: Attention::load(&weights.under("self_attn"), config)?,
            feed_norm: weights.norm("norm2", width, 1e-5)?,
            up: weights.linear("linear1", width, config.feed_forward, false)?,
            down: weights.linear("linear2", config.feed_forward, width, false)?,
            scales: if config.scaled {
                Some((scale("layer_scale_1")?, scale("layer_scale_2")?))
            } else {
                None
            },
            gelu: config.gelu,
        })
    }

    fn forward(
        &self,
        x: &Tensor,
        held: &mut (Tensor, Tensor),
        filled: usize,
        rotation: &(Tensor, Tensor),
        seen: &Seen<'_>,
        means: Means,
    ) -> Result<Tensor> {
        let attended =
            self.attention.forward(&self.attention_norm.forward(x)?, held, filled, rotation, seen)?;
        let x = (x + scaled(attended, self.scales.as_ref().map(|scales| &scales.0))?)?;
        let up = self.up.forward(&self.feed_norm.forward(&x)?)?;
        let up = match self.gelu {
            config::Gelu::Tanh => means.gelu(&up)?,
            config::Gelu::Erf => means.exact_gelu(&up)?,
        };
        let fed = self.down.forward(&up)?;
        x + scaled(fed, self.scales.as_ref().map(|scales| &scales.1))?
    }
}

fn scaled(x: Tensor, scale: Option<&Tensor>) -> Result<Tensor> {
    match scale {
        Some(scale) => x.broadcast_mul(scale),
        None => Ok(x),
    }
}
