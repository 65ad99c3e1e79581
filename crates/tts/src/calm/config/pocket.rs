//! The form in which Kyutai writes a Pocket TTS model down, as JSON.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    Codec, Config, ENDS_ABOVE, Flow as FlowConfig, FlowKind, Gelu, Lm, Speech, Stack, TEMPERATURE, TimeNorm,
    Transformer, Voices,
};

#[derive(Deserialize)]
struct File {
    flow_lm: FlowLm,
    mimi: Mimi,
    default_temperature: Option<f32>,
    default_eos_threshold: Option<f32>,
    #[serde(default)]
    remove_semicolons: bool,
    #[serde(default)]
    replace_characters: BTreeMap<char, String>,
}

#[derive(Deserialize)]
struct FlowLm {
    flow: Flow,
    transformer: LmTransformer,
    lookup_table: Table,
    z_dim: Option<usize>,
    #[serde(default)]
    insert_bos_before_voice: bool,
}

#[derive(Deserialize)]
struct Flow {
    dim: usize,
    depth: usize,
    #[serde(rename = "type", default = "lsd")]
    kind: FlowKind,
}

fn lsd() -> FlowKind {
    FlowKind::Lsd
}

#[derive(Deserialize)]
struct LmTransformer {
    d_model: usize,
    hidden_scale: usize,
    max_period: f64,
    num_heads: usize,
    num_layers: usize,
    attn_dim: Option<usize>,
    num_kv_heads: Option<usize>,
    dim_feedforward: Option<usize>,
}

#[derive(Deserialize)]
struct Table {
    n_bins: usize,
    rank: Option<usize>,
}

#[derive(Deserialize)]
struct Mimi {
    sample_rate: u32,
    frame_rate: f64,
    inner_dim: Option<usize>,
    outer_dim: Option<usize>,
    seanet: Seanet,
    transformer: CodecTransformer,
    quantizer: Quantizer,
    decoder_seanet: Option<Seanet>,
    decoder_transformer: Option<CodecTransformer>,
}

#[derive(Clone, Deserialize)]
struct Seanet {
    dimension: usize,
    n_filters: usize,
    n_residual_layers: usize,
    ratios: Vec<usize>,
    kernel_size: usize,
    residual_kernel_size: usize,
    last_kernel_size: usize,
    dilation_base: usize,
    compress: usize,
}

#[derive(Clone, Deserialize)]
struct CodecTransformer {
    d_model: usize,
    num_heads: usize,
    num_layers: usize,
    context: usize,
    #[serde(default = "period")]
    max_period: f64,
    dim_feedforward: usize,
}

fn period() -> f64 {
    10_000.0
}

#[derive(Deserialize)]
struct Quantizer {
    dimension: usize,
    output_dimension: usize,
}

impl Config {
    /// From the form in which Kyutai writes a Pocket TTS model down, as JSON.
    pub(crate) fn pocket(text: &str) -> Result<Config, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let (lm, mimi) = (file.flow_lm, file.mimi);
        let transformer = lm.transformer;
        let inner = mimi.inner_dim.unwrap_or(mimi.seanet.dimension);
        let decoder = mimi.decoder_seanet.clone().unwrap_or_else(|| mimi.seanet.clone());
        let decoder_transformer =
            mimi.decoder_transformer.clone().unwrap_or_else(|| mimi.transformer.clone());
        Config {
            lm: Lm {
                transformer: Transformer {
                    width: transformer.d_model,
                    layers: transformer.num_layers,
                    heads: transformer.num_heads,
                    kv_heads: transformer.num_kv_heads.unwrap_or(transformer.num_heads),
                    attention: transformer.attn_dim.unwrap_or(transformer.d_model),
                    feed_forward: transformer
                        .dim_feedforward
                        .unwrap_or(transformer.d_model.saturating_mul(transformer.hidden_scale)),
                    period: transformer.max_period,
                    window: None,
                    scaled: false,
                    gelu: Gelu::Tanh,
                },
                tokens: lm.lookup_table.n_bins,
                rank: lm.lookup_table.rank,
                latent: mimi.quantizer.dimension,
                flow: FlowConfig {
                    kind: lm.flow.kind,
                    width: lm.flow.dim,
                    depth: lm.flow.depth,
                    steps: if lm.flow.kind == FlowKind::FlowMatching { 16 } else { 1 },
                    time_norm: TimeNorm::RmsVar,
                },
                hidden: lm.z_dim,
                opens_voice: lm.insert_bos_before_voice,
                voice: inner,
                conditions: None,
            },
            codec: Codec {
                rate: mimi.sample_rate,
                frame_rate: mimi.frame_rate,
                latent: mimi.quantizer.dimension,
                outer: mimi.outer_dim.unwrap_or(mimi.quantizer.output_dimension),
                inner,
                encoder: stack(mimi.seanet, mimi.transformer),
                decoder: stack(decoder, decoder_transformer),
            },
            speech: Speech {
                temperature: file.default_temperature.unwrap_or(TEMPERATURE),
                ends_above: file.default_eos_threshold.unwrap_or(ENDS_ABOVE),
                semicolons: !file.remove_semicolons,
                replaced: file.replace_characters,
            },
            voices: Voices::default(),
        }
        .checked()
    }
}

fn stack(seanet: Seanet, transformer: CodecTransformer) -> Stack {
    Stack {
        dimension: seanet.dimension,
        filters: seanet.n_filters,
        residuals: seanet.n_residual_layers,
        ratios: seanet.ratios,
        kernel: seanet.kernel_size,
        last_kernel: seanet.last_kernel_size,
        residual_kernel: seanet.residual_kernel_size,
        dilation_base: seanet.dilation_base,
        compress: seanet.compress,
        transformer: Transformer {
            width: transformer.d_model,
            layers: transformer.num_layers,
            heads: transformer.num_heads,
            kv_heads: transformer.num_heads,
            attention: transformer.d_model,
            feed_forward: transformer.dim_feedforward,
            period: transformer.max_period,
            window: Some(transformer.context),
            scaled: true,
            gelu: Gelu::Tanh,
        },
    }
}
