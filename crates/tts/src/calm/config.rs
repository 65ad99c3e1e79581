//! Sizes and manners of one CALM model, read from either of the two forms in which makers write them down.

mod check;
mod known;
mod phonon;
mod pocket;

use std::collections::BTreeMap;

use serde::Deserialize;

pub(crate) use phonon::renamed;

/// A model: the language model that makes latents from text, and the codec that makes sound from latents.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Config {
    pub(crate) lm: Lm,
    pub(crate) codec: Codec,
    pub(crate) speech: Speech,
    pub(crate) voices: Voices,
}

/// What a model says of its voices.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Voices {
    /// Those that lie among its weights: their names, and what the tensor of each is called.
    pub(crate) own: Vec<(String, String)>,
    /// The models that its voices may say they were made for; none where it does not care.
    pub(crate) made_for: Option<Vec<String>>,
}

/// The reference's own; lower is calmer, higher livelier and less certain.
const TEMPERATURE: f32 = 0.3;
const ENDS_ABOVE: f32 = -4.0;

/// How a model is spoken with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Speech {
    /// Variance of the noise that becomes speech.
    pub(crate) temperature: f32,
    /// The logit above which speech ends.
    pub(crate) ends_above: f32,
    /// It knows semicolons.
    pub(crate) semicolons: bool,
    /// Characters that it never saw, and what it is given for them.
    pub(crate) replaced: BTreeMap<char, String>,
}

impl Default for Speech {
    fn default() -> Self {
        Speech {
            temperature: TEMPERATURE,
            ends_above: ENDS_ABOVE,
            semicolons: true,
            replaced: BTreeMap::new(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lm {
    pub(crate) transformer: Transformer,
    /// Rows of the table of tokens, the one for padding left out.
    pub(crate) tokens: usize,
    /// Width of the rows, where the table is kept small and widened by a projection.
    pub(crate) rank: Option<usize>,
    /// Numbers in a latent.
    pub(crate) latent: usize,
    pub(crate) flow: Flow,
    /// Width of what the flow head and the end of speech are told from, where it is not the transformer's own.
    pub(crate) hidden: Option<usize>,
    /// A learnt vector stands before every voice.
    pub(crate) opens_voice: bool,
    /// Width of the latents in which a voice is given.
    pub(crate) voice: usize,
    /// Conditions added at every frame, in Phonon.
    pub(crate) conditions: Option<Conditions>,
}

/// How noise becomes a latent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Flow {
    pub(crate) kind: FlowKind,
    pub(crate) width: usize,
    pub(crate) depth: usize,
    pub(crate) steps: usize,
    pub(crate) time_norm: TimeNorm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FlowKind {
    /// Lagrangian self-distillation (<https://arxiv.org/abs/2505.18825>), told where a step begins and ends.
    Lsd,
    /// Flow matching (<https://arxiv.org/abs/2210.02747>) by Euler's method, told where a step begins.
    FlowMatching,
    /// One step; the head's output is the latent.
    Drifting,
    /// One step; the head's output is added to the noise.
    Pointwise,
}

/// What closes the embedding of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TimeNorm {
    /// By the root of the mean square.
    Rms,
    /// By the root of the unbiased variance about the mean, the mean itself left in.
    RmsVar,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Conditions {
    /// Rows and width of the table for the number of speakers, and the row for one of them.
    pub(crate) speakers: Option<(usize, usize, usize)>,
    /// Width, factor and longest period of the embedding of how much longer or shorter is spoken.
    pub(crate) pace: Option<(usize, f64, f64)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Transformer {
    pub(crate) width: usize,
    pub(crate) layers: usize,
    pub(crate) heads: usize,
    pub(crate) kv_heads: usize,
    /// Width of all queries together.
    pub(crate) attention: usize,
    pub(crate) feed_forward: usize,
    pub(crate) period: f64,
    /// Positions that are looked back on, this one included; none: all.
    pub(crate) window: Option<usize>,
    /// What a layer adds is scaled, number by number.
    pub(crate) scaled: bool,
    pub(crate) gelu: Gelu,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Gelu {
    Tanh,
    Erf,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Codec {
    /// Samples a second.
    pub(crate) rate: u32,
    /// Latents a second.
    pub(crate) frame_rate: f64,
    /// Numbers in a latent that is decoded.
    pub(crate) latent: usize,
    /// Width between the latent and the decoder.
    pub(crate) outer: usize,
    /// Numbers in a latent that the encoder gives.
    pub(crate) inner: usize,
    pub(crate) encoder: Stack,
    pub(crate) decoder: Stack,
}

/// One side of the codec: a transformer beside a stack of convolutions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stack {
    pub(crate) dimension: usize,
    pub(crate) filters: usize,
    pub(crate) residuals: usize,
    /// From the latents to the samples.
    pub(crate) ratios: Vec<usize>,
    pub(crate) kernel: usize,
    pub(crate) last_kernel: usize,
    pub(crate) residual_kernel: usize,
    pub(crate) dilation_base: usize,
    pub(crate) compress: usize,
    pub(crate) transformer: Transformer,
}

impl Stack {
    /// Samples for each position of the transformer.
    pub(crate) fn hop(&self) -> usize {
        self.ratios.iter().product()
    }
}

impl Codec {
    /// Samples of one latent.
    pub(crate) fn frame(&self) -> usize {
        (f64::from(self.rate) / self.frame_rate) as usize
    }

    /// Positions of a side's transformer for each latent.
    pub(crate) fn stride(&self, side: &Stack) -> usize {
        self.frame() / side.hop()
    }
}
