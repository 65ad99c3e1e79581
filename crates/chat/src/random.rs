//! Files of the size and shape of real models, with random weights: what is measured with them holds for the real ones,
//! since speed and memory do not depend on what the numbers are. Other programs read them too.

mod blocks;
pub(crate) mod gguf;

use std::path::Path;

use vesper_speech::Result;

use self::blocks::{Kind, Noise};
use self::gguf::{File, Value};

/// The shape of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Qwen3 with 0.6 billion weights.
    Qwen3Tiny,
    /// Qwen3 with 4 billion weights.
    Qwen3Small,
    /// A mixture like Qwen3-30B-A3B, made smaller: 0.8 billion weights, of which 0.3 billion compute each token.
    Qwen3MoeSmall,
}

/// How the weights are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// 4 bits a weight, some of them 6: llama.cpp's `Q4_K_M`.
    Four,
    /// 8 bits a weight: `Q8_0`.
    Eight,
}

impl Shape {
    pub const ALL: [Shape; 3] = [Shape::Qwen3Tiny, Shape::Qwen3Small, Shape::Qwen3MoeSmall];

    pub fn name(self) -> &'static str {
        match self {
            Shape::Qwen3Tiny => "qwen3-0.6b",
            Shape::Qwen3Small => "qwen3-4b",
            Shape::Qwen3MoeSmall => "qwen3-moe-small",
        }
    }

    pub fn named(name: &str) -> Option<Shape> {
        Shape::ALL.into_iter().find(|shape| shape.name() == name)
    }

    fn sizes(self) -> Sizes {
        let qwen3 = Sizes {
            layers: 28,
            width: 1024,
            feed: 3072,
            heads: 16,
            shared: 8,
            experts: None,
            context: 40_960,
            vocabulary: 151_936,
        };
        match self {
            Shape::Qwen3Tiny => qwen3,
            Shape::Qwen3Small => Sizes { layers: 36, width: 2560, feed: 9728, heads: 32, ..qwen3 },
            Shape::Qwen3MoeSmall => {
                Sizes { layers: 12, feed: 512, shared: 4, experts: Some((32, 4)), ..qwen3 }
            }
        }
    }
}

impl Packing {
    pub const ALL: [Packing; 2] = [Packing::Four, Packing::Eight];

    /// As llama.cpp calls it.
    pub fn name(self) -> &'static str {
        match self {
            Packing::Four => "q4_k_m",
            Packing::Eight => "q8_0",
        }
    }

    pub fn named(name: &str) -> Option<Packing> {
        Packing::ALL.into_iter().find(|packing| packing.name() == name)
    }
}

/// Numbers of a head, in all of them.
const HEAD: u64 = 128;

struct Sizes {
    layers: u64,
    width: u64,
    /// That of an expert, where there are some.
    feed: u64,
    heads: u64,
    shared: u64,
    /// How many there are, and how many compute each token.
    experts: Option<(u64, u64)>,
    context: u64,
    vocabulary: u64,
}

/// Writes such a file to `path`; the same `seed` gives the same file. A tokenizer is in it that has a token for each byte
/// and many that mean nothing.
///
/// # Errors
/// `Unwritable` or `DiskFull`; whatever `check` answers, which is asked many times a second.
pub fn write(
    path: &Path,
    shape: Shape,
    packing: Packing,
    seed: u64,
    check: &dyn Fn() -> Result<()>,
) -> Result<()> {
    write_sizes(path, &shape.sizes(), shape.name(), packing, seed, check)
}

fn write_sizes(
    path: &Path,
    sizes: &Sizes,
    name: &str,
    packing: Packing,
    seed: u64,
    check: &dyn Fn() -> Result<()>,
) -> Result<()> {
    let mut file = File::new();
    describe(&mut file, name, sizes);
    tokenizer(&mut file, sizes.vocabulary);
    let mut kinds = Vec::new();
    tensors(sizes, packing, &mut |name, dimensions, kind| {
        file.tensor(&name, &dimensions, kind.id(), kind.length(dimensions.iter().product()));
        kinds.push((kind, dimensions.first().copied().unwrap_or(1)));
    });
    let mut noise = Noise::new(seed);
    file.write(path, &mut |index, bytes| {
        check()?;
        if let Some((kind, inputs)) = kinds.get(index) {
            kind.fill(&mut noise, *inputs, bytes);
        }
        Ok(())
    })
}

fn describe(file: &mut File, name: &str, sizes: &Sizes) {
    let architecture = if sizes.experts.is_some() { "qwen3moe" } else { "qwen3" };
    file.key("general.architecture", Value::Text(architecture.into()));
    file.key("general.name", Value::Text(format!("{name} with random weights")));
    let mut count = |name: &str, value: u64| {
        file.key(&format!("{architecture}.{name}"), Value::Count(u32::try_from(value).unwrap_or(u32::MAX)));
    };
    count("context_length", sizes.context);
    count("block_count", sizes.layers);
    count("embedding_length", sizes.width);
    count("feed_forward_length", sizes.feed);
    count("attention.head_count", sizes.heads);
    count("attention.head_count_kv", sizes.shared);
    count("attention.key_length", HEAD);
    count("attention.value_length", HEAD);
    if let Some((experts, used)) = sizes.experts {
        count("expert_count", experts);
        count("expert_used_count", used);
        count("expert_feed_forward_length", sizes.feed);
    }
    file.key(&format!("{architecture}.rope.freq_base"), Value::Number(1e6));
    file.key(&format!("{architecture}.attention.layer_norm_rms_epsilon"), Value::Number(1e-6));
}

const ENDED: &str = "<|endoftext|>";
const BEGIN: &str = "<|im_start|>";
const END: &str = "<|im_end|>";
/// ChatML (<https://github.com/openai/openai-python/blob/v0.27.0/chatml.md>).
const TEMPLATE: &str = "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n\
    {% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
const NORMAL: i32 = 1;
const CONTROL: i32 = 3;

fn tokenizer(file: &mut File, vocabulary: u64) {
    // Bytes as byte-level BPE writes them: those that can be seen as they are, the others from 256 on.
    let seen = |byte: u8| matches!(byte, b'!'..=b'~' | 0xa1..=0xac | 0xae..=0xff);
    let mut next = 256_u32;
    let mut tokens: Vec<String> = Vec::new();
    for byte in 0..=u8::MAX {
        let letter = if seen(byte) { u32::from(byte) } else { next };
        next += u32::from(!seen(byte));
        tokens.push(char::from_u32(letter).map(String::from).unwrap_or_default());
    }
    tokens.push("th".into());
    let specials = [ENDED, BEGIN, END];
    let first_special = vocabulary - specials.len() as u64;
    tokens.extend((tokens.len() as u64..first_special).map(|index| format!("token{index}")));
    tokens.extend(specials.map(String::from));
    let kinds = (0..vocabulary).map(|index| if index < first_special { NORMAL } else { CONTROL });
    file.key("tokenizer.ggml.model", Value::Text("gpt2".into()));
    file.key("tokenizer.ggml.pre", Value::Text("qwen2".into()));
    file.key("tokenizer.ggml.tokens", Value::Texts(tokens));
    file.key("tokenizer.ggml.token_type", Value::Integers(kinds.collect()));
    file.key("tokenizer.ggml.merges", Value::Texts(vec!["t h".into()]));
    file.key("tokenizer.ggml.eos_token_id", Value::Count((vocabulary - 1) as u32));
    file.key("tokenizer.ggml.padding_token_id", Value::Count(first_special as u32));
    file.key("tokenizer.chat_template", Value::Text(TEMPLATE.into()));
}

/// Tells `add` of every tensor, with its dimensions, the innermost first.
fn tensors(sizes: &Sizes, packing: Packing, add: &mut dyn FnMut(String, Vec<u64>, Kind)) {
    let Sizes { layers, width, feed, heads, shared, experts, vocabulary, .. } = *sizes;
    let (usual, finer) = match packing {
        Packing::Four => (Kind::Q4K, Kind::Q6K),
        Packing::Eight => (Kind::Q8, Kind::Q8),
    };
    add("token_embd.weight".into(), vec![width, vocabulary], finer);
    add("output_norm.weight".into(), vec![width], Kind::Ones);
    for layer in 0..layers {
        // Where llama.cpp spends more bits: an eighth at both ends, and every third between.
        let eighth = layers / 8;
        let more = layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
        let fine = if more { finer } else { usual };
        let mut add = |name: &str, dimensions: Vec<u64>, kind| {
            add(format!("blk.{layer}.{name}.weight"), dimensions, kind)
        };
        add("attn_norm", vec![width], Kind::Ones);
        add("attn_q", vec![width, heads * HEAD], usual);
        add("attn_k", vec![width, shared * HEAD], usual);
        add("attn_v", vec![width, shared * HEAD], fine);
        add("attn_q_norm", vec![HEAD], Kind::Ones);
        add("attn_k_norm", vec![HEAD], Kind::Ones);
        add("attn_output", vec![heads * HEAD, width], usual);
        add("ffn_norm", vec![width], Kind::Ones);
        match experts {
            None => {
                add("ffn_gate", vec![width, feed], usual);
                add("ffn_up", vec![width, feed], usual);
                add("ffn_down", vec![feed, width], fine);
            }
            Some((count, _)) => {
                add("ffn_gate_inp", vec![width, count], Kind::Plain);
                add("ffn_gate_exps", vec![width, feed, count], usual);
                add("ffn_up_exps", vec![width, feed, count], usual);
                add("ffn_down_exps", vec![feed, width, count], fine);
            }
        }
    }
}

/// A model of the smallest size that words can be had from: it answers at once, and knows nothing.
///
/// # Errors
/// `Unwritable` or `DiskFull`.
pub fn write_least(path: &Path, seed: u64) -> Result<()> {
    write_least_for(path, 2048, seed)
}

/// The same for a context of so many tokens.
///
/// # Errors
/// `Unwritable` or `DiskFull`.
pub fn write_least_for(path: &Path, context: u32, seed: u64) -> Result<()> {
    write_small(path, 2, context, seed)
}

/// The same with so many layers.
#[cfg(test)]
pub(crate) fn write_least_of(path: &Path, layers: u64, seed: u64) -> Result<()> {
    write_small(path, layers, 2048, seed)
}

fn write_small(path: &Path, layers: u64, context: u32, seed: u64) -> Result<()> {
    let sizes = Sizes {
        layers,
        width: 64,
        feed: 96,
        heads: 2,
        shared: 1,
        experts: None,
        context: context.into(),
        vocabulary: 272,
    };
    write_sizes(path, &sizes, "a very small model", Packing::Eight, seed, &|| Ok(()))
}
