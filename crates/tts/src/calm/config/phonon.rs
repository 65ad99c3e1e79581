//! The form in which Gradium writes a Phonon model down: its `config.json` and the names of its tensors.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    Codec, Conditions, Config, Flow, FlowKind, Gelu, Lm, Speech, Stack, TimeNorm, Transformer, Voices,
};

#[derive(Deserialize)]
struct File {
    flow_lm: FlowLm,
    mimi: Mimi,
    lsd_decode_steps: usize,
    eos_threshold: f32,
    model_id: Option<serde::de::IgnoredAny>,
    speaker_mimi: Option<Speaker>,
    #[serde(default)]
    conditioners: Vec<Conditioner>,
    #[serde(default)]
    prefix_sinks: BTreeMap<String, serde::de::IgnoredAny>,
    #[serde(default)]
    voices: Vec<Voice>,
    embeddings_ext: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Voice {
    name: String,
    prefix: String,
}

#[derive(Deserialize)]
struct FlowLm {
    d_model: usize,
    num_heads: usize,
    num_layers: usize,
    dim_feedforward: usize,
    max_period: f64,
    n_bins: usize,
    lut_dim: usize,
    flow_dim: usize,
    flow_depth: usize,
    ldim: usize,
    gelu: Option<Gelu>,
    time_rms_norm: Option<TimeNorm>,
    flow_type: Option<FlowKind>,
    z_dim: Option<usize>,
    attn_dim: Option<usize>,
    num_kv_heads: Option<usize>,
}

#[derive(Deserialize)]
struct Speaker {
    mimi: Mimi,
}

#[derive(Deserialize)]
struct Mimi {
    sample_rate: u32,
    frame_rate: f64,
    dimension: usize,
    quantizer_dimension: usize,
    quantizer_output_dimension: usize,
    n_filters: usize,
    n_residual_layers: usize,
    ratios: Vec<usize>,
    kernel_size: usize,
    last_kernel_size: usize,
    residual_kernel_size: usize,
    dilation_base: usize,
    compress: usize,
    transformer_d_model: usize,
    transformer_num_heads: usize,
    transformer_num_layers: usize,
    transformer_context: usize,
    transformer_max_period: f64,
    transformer_dim_feedforward: usize,
    decoder_dimension: Option<usize>,
    inner_dim: Option<usize>,
    gelu: Option<Gelu>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Conditioner {
    Lut { name: String, lut: Lut },
    Continuous { name: String, continuous: Continuous },
}

#[derive(Deserialize)]
struct Lut {
    n_bins: usize,
    dim: usize,
    possible_values: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Continuous {
    scale_factor: f64,
    dim: usize,
    #[serde(default = "period")]
    max_period: f64,
}

fn period() -> f64 {
    10_000.0
}

impl Config {
    /// From a checkpoint's `config.json`.
    pub(crate) fn phonon(text: &str) -> Result<Config, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if !file.prefix_sinks.is_empty() {
            return Err("it has learnt tokens before voice and text, which are unknown.".into());
        }
        let usual = if file.model_id.is_some() { Gelu::Erf } else { Gelu::Tanh };
        let voice = file.speaker_mimi.as_ref().map_or(&file.mimi, |speaker| &speaker.mimi);
        let (lm, mimi) = (&file.flow_lm, &file.mimi);
        Config {
            lm: Lm {
                transformer: Transformer {
                    width: lm.d_model,
                    layers: lm.num_layers,
                    heads: lm.num_heads,
                    kv_heads: lm.num_kv_heads.unwrap_or(lm.num_heads),
                    attention: lm.attn_dim.unwrap_or(lm.d_model),
                    feed_forward: lm.dim_feedforward,
                    period: lm.max_period,
                    window: None,
                    scaled: false,
                    gelu: lm.gelu.unwrap_or(usual),
                },
                tokens: lm.n_bins,
                rank: Some(lm.lut_dim).filter(|rank| *rank != lm.d_model),
                latent: lm.ldim,
                flow: Flow {
                    kind: lm.flow_type.unwrap_or(FlowKind::Lsd),
                    width: lm.flow_dim,
                    depth: lm.flow_depth,
                    steps: file.lsd_decode_steps,
                    time_norm: lm.time_rms_norm.unwrap_or(TimeNorm::RmsVar),
                },
                hidden: lm.z_dim,
                opens_voice: false,
                voice: voice.inner_dim.unwrap_or(voice.dimension),
                conditions: conditions(&file.conditioners)?,
            },
            codec: Codec {
                rate: mimi.sample_rate,
                frame_rate: mimi.frame_rate,
                latent: mimi.quantizer_dimension,
                outer: mimi.quantizer_output_dimension,
                inner: mimi.inner_dim.unwrap_or(mimi.dimension),
                encoder: stack(mimi, mimi.dimension, usual),
                decoder: stack(mimi, mimi.decoder_dimension.unwrap_or(mimi.dimension), usual),
            },
            speech: Speech { ends_above: file.eos_threshold, ..Speech::default() },
            voices: Voices {
                own: file.voices.into_iter().map(|voice| (voice.name, voice.prefix)).collect(),
                made_for: file.embeddings_ext,
            },
        }
        .checked()
    }
}

fn stack(mimi: &Mimi, dimension: usize, usual: Gelu) -> Stack {
    Stack {
        dimension,
        filters: mimi.n_filters,
        residuals: mimi.n_residual_layers,
        ratios: mimi.ratios.clone(),
        kernel: mimi.kernel_size,
        last_kernel: mimi.last_kernel_size,
        residual_kernel: mimi.residual_kernel_size,
        dilation_base: mimi.dilation_base,
        compress: mimi.compress,
        transformer: Transformer {
            width: mimi.transformer_d_model,
            layers: mimi.transformer_num_layers,
            heads: mimi.transformer_num_heads,
            kv_heads: mimi.transformer_num_heads,
            attention: mimi.transformer_d_model,
            feed_forward: mimi.transformer_dim_feedforward,
            period: mimi.transformer_max_period,
            window: Some(mimi.transformer_context),
            scaled: true,
            gelu: mimi.gelu.unwrap_or(usual),
        },
    }
}

fn conditions(conditioners: &[Conditioner]) -> Result<Option<Conditions>, String> {
    let mut found = Conditions { speakers: None, pace: None };
    for conditioner in conditioners {
        match conditioner {
            Conditioner::Lut { name, lut } if name == "num_speakers" => {
                let values = lut.possible_values.as_deref().unwrap_or_default();
                let one = values.iter().position(|value| value == "1");
                let row = one.ok_or("its condition num_speakers has no value for one speaker")?;
                found.speakers = Some((lut.n_bins.saturating_add(1), lut.dim, row));
            }
            Conditioner::Continuous { name, continuous } if name == "duration_delta" => {
                found.pace = Some((continuous.dim, continuous.scale_factor, continuous.max_period));
            }
            Conditioner::Lut { name, .. } | Conditioner::Continuous { name, .. } => {
                return Err(format!("it asks for a condition \"{name}\", which is unknown"));
            }
        }
    }
    Ok(if conditioners.is_empty() { None } else { Some(found) })
}

/// The name under which this engine knows a tensor of a Phonon checkpoint.
pub(crate) fn renamed(name: &str) -> String {
    let conditions = "flow_lm.condition_provider.conditioners.";
    if name == format!("{conditions}speaker_wavs.output_proj.weight") {
        return "flow_lm.speaker_proj_weight".into();
    }
    let moved = [
        (format!("{conditions}transcript_in_segment.output_proj."), "flow_lm.conditioner.proj."),
        (format!("{conditions}transcript_in_segment."), "flow_lm.conditioner."),
        ("flow_lm.backbone.".into(), "flow_lm.transformer."),
        ("flow_lm.flow.".into(), "flow_lm.flow_net."),
        ("mimi.model.".into(), "mimi."),
    ];
    let found =
        moved.iter().find_map(|(old, new)| Some(format!("{new}{}", name.strip_prefix(old.as_str())?)));
    found.unwrap_or_else(|| name.to_owned())
}
