//! The language model: behind a voice and a text it goes on latent by latent, 12.5 a second.

use candle_core::{D, DType, Device, Module, Result, Tensor};

use super::config;
use super::fault::Checked;
use super::flow::Flow;
use super::memory::{Extent, Memory, Recalled};
use super::transformer::Transformer;
use super::weights::{Linear, Norm, Weights};

pub(crate) struct Lm {
    width: usize,
    table: Tensor,
    widen: Option<Linear>,
    /// What the voice is brought to the transformer's width by, in models that can be given a voice as sound.
    voice: Option<Linear>,
    before_voice: Option<Tensor>,
    input: Linear,
    /// Stands for the latent before the first: `[latent]`.
    first: Tensor,
    transformer: Transformer,
    norm: Norm,
    hidden: Option<Linear>,
    end: Linear,
    flow: Flow,
    mean: Tensor,
    deviation: Tensor,
    conditions: Option<Conditions>,
}

/// What Phonon adds at every frame.
struct Conditions {
    /// That one person speaks: `[1, width]`.
    speakers: Option<Tensor>,
    pace: Option<Pace>,
}

struct Pace {
    width: usize,
    factor: f64,
    period: f64,
    project: Linear,
}

/// What one step gives for each row.
pub(crate) struct Step {
    /// `[rows, latent]`, as the next step takes it.
    pub(crate) latents: Tensor,
    /// How sure it is that speech ends here, as a logit: `[rows]`.
    pub(crate) ends: Tensor,
}

impl Lm {
    pub(crate) fn load(weights: &Weights, config: &config::Lm) -> Checked<Lm> {
        let width = config.transformer.width;
        let told = config.hidden.unwrap_or(width);
        let row = config.rank.unwrap_or(width);
        let table = weights.get("conditioner.embed.weight", &[config.tokens + 1, row])?;
        let full = weights.full();
        Ok(Lm {
            width,
            table,
            widen: config.rank.map(|rank| full.linear("conditioner.proj", rank, width, false)).transpose()?,
            voice: match weights.has("speaker_proj_weight") {
                true => Some(full.matrix("speaker_proj_weight", config.voice, width, None)?),
                false => None,
            },
            before_voice: match config.opens_voice {
                true => Some(weights.get("bos_before_voice", &[1, 1, width])?),
                false => None,
            },
            input: full.linear("input_linear", config.latent, width, false)?,
            first: weights.get("bos_emb", &[config.latent])?,
            transformer: Transformer::load(&weights.under("transformer"), &config.transformer)?,
            norm: weights.norm("out_norm", width, 1e-5)?,
            hidden: config.hidden.map(|hidden| full.linear("z_proj", width, hidden, false)).transpose()?,
            end: full.linear("out_eos", told, 1, true)?,
            flow: Flow::load(&weights.under("flow_net"), &config.flow, told, config.latent)?,
            mean: weights.get("emb_mean", &[config.latent])?,
            deviation: weights.get("emb_std", &[config.latent])?,
            conditions: match &config.conditions {
                Some(conditions) => Some(Conditions::load(&full, conditions, width)?),
                None => None,
            },
        })
    }

    /// Numbers in a latent.
    pub(crate) fn latent(&self) -> usize {
        self.first.elem_count()
    }

    /// Numbers in a position of the transformer.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// What its memory takes.
    pub(crate) fn extent(&self) -> Extent {
        self.transformer.extent()
    }

    /// `tokens`: `[rows, steps]`; gives `[rows, steps, width]`.
    pub(crate) fn embed(&self, tokens: &Tensor) -> Result<Tensor> {
        let (rows, steps) = tokens.dims2()?;
        let rows_of_table = self.table.index_select(&tokens.flatten_all()?, 0)?;
        let embedded = match &self.widen {
            Some(widen) => widen.forward(&rows_of_table)?,
            None => rows_of_table,
        };
        embedded.reshape((rows, steps, embedded.dim(1)?))
    }

    /// What a voice, encoded as `[frames, voice]`, leaves in the transformer.
    pub(crate) fn voice(&self, encoded: &Tensor) -> Result<Recalled> {
        let Some(project) = &self.voice else {
            candle_core::bail!("these weights cannot take up a voice from a recording")
        };
        self.voice_of(&project.forward(encoded)?)
    }

    /// The same, of what was brought to the transformer's width already: `[frames, width]`.
    pub(crate) fn voice_of(&self, projected: &Tensor) -> Result<Recalled> {
        let projected = projected.unsqueeze(0)?;
        let steps = match &self.before_voice {
            Some(before) => Tensor::cat(&[before, &projected], 1)?,
            None => projected,
        };
        let mut memory = Memory::empty(self.transformer.extent(), 1, steps.dim(1)?, steps.device())?;
        self.transformer.forward(&steps, &mut memory)?;
        memory.recall()
    }

    /// Takes up text behind what `memory` holds.
    pub(crate) fn read(&self, embedded: &Tensor, memory: &mut Memory) -> Result<Tensor> {
        self.transformer.forward(embedded, memory)
    }

    /// Whether the model has a knob of its own for the pace.
    pub(crate) fn has_pace(&self) -> bool {
        self.conditions.as_ref().is_some_and(|conditions| conditions.pace.is_some())
    }

    /// What is added at every frame so that each row is spoken slower (above nought) or quicker, as far as the model
    /// knows how: `[rows, width]`.
    pub(crate) fn condition(&self, paces: &[f32]) -> Result<Option<Tensor>> {
        match &self.conditions {
            Some(conditions) => conditions.of(paces, self.first.device()),
            None => Ok(None),
        }
    }

    /// One step for every row, with what [`Lm::condition`] gave. `latents` are those of the step before, none at the
    /// first; `noise`: `[rows, latent]`.
    pub(crate) fn step(
        &self,
        latents: Option<&Tensor>,
        noise: &Tensor,
        condition: Option<&Tensor>,
        memory: &mut Memory,
    ) -> Result<Step> {
        let rows = memory.rows();
        let given = match latents {
            Some(latents) => latents.clone(),
            None => self.first.unsqueeze(0)?.broadcast_as((rows, self.first.dim(0)?))?.contiguous()?,
        };
        let x = self.input.forward(&given)?;
        let x = match condition {
            Some(condition) => (x + condition)?,
            None => x,
        };
        let x = x.unsqueeze(1)?;
        let states = self.transformer.forward(&x, memory)?.squeeze(1)?;
        let states = self.norm.forward(&states)?;
        let told = match &self.hidden {
            Some(hidden) => hidden.forward(&states)?,
            None => states,
        };
        let ends = self.end.forward(&told)?.squeeze(D::Minus1)?;
        Ok(Step { latents: self.flow.sample(&told, noise)?, ends })
    }

    /// Latents as the codec takes them.
    pub(crate) fn finished(&self, latents: &Tensor) -> Result<Tensor> {
        latents.to_dtype(DType::F32)?.broadcast_mul(&self.deviation)?.broadcast_add(&self.mean)
    }
}

impl Conditions {
    fn load(weights: &Weights, config: &config::Conditions, width: usize) -> Checked<Conditions> {
        let of = |name: &str| weights.under(&format!("condition_provider.conditioners.{name}"));
        let speakers = config.speakers.map(|(rows, numbers, row)| {
            let of = of("num_speakers");
            let chosen = of.get("embed.weight", &[rows, numbers])?.narrow(0, row, 1)?;
            Ok::<_, super::fault::Fault>(of.linear("output_proj", numbers, width, false)?.forward(&chosen)?)
        });
        let pace = config.pace.map(|(numbers, factor, period)| {
            let project = of("duration_delta").linear("output_proj", numbers, width, false)?;
            Ok::<_, super::fault::Fault>(Pace { width: numbers, factor, period, project })
        });
        Ok(Conditions { speakers: speakers.transpose()?, pace: pace.transpose()? })
    }

    fn of(&self, paces: &[f32], device: &Device) -> Result<Option<Tensor>> {
        let paced = self.pace.as_ref().map(|pace| pace.of(paces, device)).transpose()?;
        match (&self.speakers, paced) {
            (Some(speakers), Some(paced)) => paced.broadcast_add(speakers).map(Some),
            (Some(speakers), None) => {
                speakers.broadcast_as((paces.len(), speakers.dim(1)?))?.contiguous().map(Some)
            }
            (None, paced) => Ok(paced),
        }
    }
}

impl Pace {
    fn of(&self, paces: &[f32], device: &Device) -> Result<Tensor> {
        let half = self.width / 2;
        let phase = |pace: f32, i: usize| {
            f64::from(pace) * self.factor / self.period.powf(i as f64 / (half as f64 - 1.0))
        };
        let waves = paces.iter().flat_map(|pace| {
            let cosines = (0..half).map(move |i| phase(*pace, i).cos() as f32);
            cosines.chain((0..half).map(move |i| phase(*pace, i).sin() as f32))
        });
        let waves = Tensor::from_vec(waves.collect(), (paces.len(), self.width), device)?;
        self.project.forward(&waves)
    }
}
