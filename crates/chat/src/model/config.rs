//! The shape of a network, from the metadata of its file alone.

use vesper_speech::Result;
use vesper_weights::gguf::Header;

use super::fault::{bad_file, beyond};
use super::rope::Scaling;
use crate::kernels::Pairs;

/// Published models stay far below these; what is above them is a damaged file.
const MOST_LAYERS: u64 = 1024;
const MOST_WIDTH: u64 = 1 << 17;
const MOST_FEED: u64 = 1 << 20;
const MOST_HEADS: u64 = 1024;
const MOST_HEAD_WIDTH: u64 = 2048;
const MOST_EXPERTS: u64 = 4096;
const MOST_CONTEXT: u64 = 1 << 30;

/// The architectures, by the names that their files have for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Llama 3.x (<https://arxiv.org/abs/2407.21783>) and what is built alike.
    Llama,
    /// Qwen3 (<https://arxiv.org/abs/2505.09388>).
    Qwen3,
    /// Qwen3 as a mixture of experts.
    Qwen3Moe,
    /// Gemma 3 (<https://arxiv.org/abs/2503.19786>).
    Gemma3,
    /// Phi-3 and Phi-4-mini (<https://arxiv.org/abs/2503.01743>).
    Phi3,
}

impl Family {
    const ALL: [(Family, &'static str); 5] = [
        (Family::Llama, "llama"),
        (Family::Qwen3, "qwen3"),
        (Family::Qwen3Moe, "qwen3moe"),
        (Family::Gemma3, "gemma3"),
        (Family::Phi3, "phi3"),
    ];

    fn named(name: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|(_, known)| *known == name).map(|(family, _)| family)
    }
}

/// The shape of a network.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Config {
    pub(crate) family: Family,
    pub(crate) layers: usize,
    /// Numbers for each token between the layers.
    pub(crate) width: usize,
    /// Numbers for each token inside the feed-forward part.
    pub(crate) feed: usize,
    pub(crate) heads: Heads,
    pub(crate) epsilon: f32,
    /// Tokens that it was trained to look back on.
    pub(crate) context: usize,
    pub(crate) rope: Rope,
    pub(crate) window: Option<Window>,
    pub(crate) experts: Option<Experts>,
    /// What embeddings are multiplied by.
    pub(crate) embedding_scale: f32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Heads {
    /// Heads of queries.
    pub(crate) queries: usize,
    /// Heads of keys and values, each shared by as many heads of queries.
    pub(crate) keys: usize,
    /// Numbers of a key, and of a value.
    pub(crate) width: usize,
    /// What products of queries and keys are multiplied by.
    pub(crate) scale: f32,
}

/// How positions turn queries and keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rope {
    pub(crate) pairs: Pairs,
    /// Numbers of a head that are turned; the rest stays.
    pub(crate) turned: usize,
    pub(crate) base: f64,
    pub(crate) scaling: Scaling,
    /// The base of layers with a window, which are never scaled; none: the same as all.
    pub(crate) base_in_window: Option<f64>,
}

/// Layers that look back on a part of what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// Tokens that are looked back on, the present one included.
    pub(crate) tokens: usize,
    /// Each so-manieth layer looks back on all; 0: none does.
    pub(crate) every: usize,
}

impl Window {
    /// That of a layer, counted from nought.
    fn of(self, layer: usize) -> Option<usize> {
        let all = self.every > 0 && (layer + 1).is_multiple_of(self.every);
        (!all).then_some(self.tokens)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Experts {
    pub(crate) count: usize,
    /// Experts that each token is given to.
    pub(crate) used: usize,
    /// Numbers for each token inside an expert.
    pub(crate) feed: usize,
    /// The shares of the chosen ones are made to add up to one.
    pub(crate) normalised: bool,
    /// What their shares are multiplied by.
    pub(crate) scale: f32,
}

impl Config {
    /// Tokens that the layer, counted from nought, looks back on; none: all.
    pub(crate) fn window_of(&self, layer: usize) -> Option<usize> {
        self.window.and_then(|window| window.of(layer))
    }

    /// Reads the shape from the metadata of `file`.
    ///
    /// # Errors
    /// `BadFile` where a key is missing or makes no sense, or where the network is one that is not built, which is named.
    pub(crate) fn read(file: &str, header: &Header) -> Result<Config> {
        let architecture =
            header.text("general.architecture")?.ok_or_else(|| header.missing("general.architecture"))?;
        let family = Family::named(architecture).ok_or_else(|| {
            let known = Family::ALL.map(|(_, name)| name).join(", ");
            beyond(
                file,
                format!("its architecture \"{}\" is not one of {known}.", architecture.escape_debug()),
            )
        })?;
        let keys = Keys { file, header, architecture };
        keys.refuse_softcaps()?;
        let width = keys.count("embedding_length", 1..=MOST_WIDTH)?;
        let heads = keys.heads(family, width)?;
        let experts = keys.experts(family)?;
        Ok(Config {
            family,
            layers: keys.count("block_count", 1..=MOST_LAYERS)?,
            width,
            feed: match experts {
                None => keys.count("feed_forward_length", 1..=MOST_FEED)?,
                Some(experts) => keys.optional("feed_forward_length", 1..=MOST_FEED)?.unwrap_or(experts.feed),
            },
            epsilon: keys.epsilon()?,
            context: keys.count("context_length", 1..=MOST_CONTEXT)?,
            rope: keys.rope(family, heads.width)?,
            window: keys.window(family)?,
            experts,
            heads,
            embedding_scale: if family == Family::Gemma3 { (width as f32).sqrt() } else { 1.0 },
        })
    }
}

/// The keys of one architecture in a file.
struct Keys<'a> {
    file: &'a str,
    header: &'a Header,
    architecture: &'a str,
}

impl Keys<'_> {
    fn key(&self, name: &str) -> String {
        format!("{}.{name}", self.architecture)
    }

    fn optional(&self, name: &str, range: std::ops::RangeInclusive<u64>) -> Result<Option<usize>> {
        let key = self.key(name);
        let Some(count) = self.header.unsigned(&key)? else { return Ok(None) };
        if !range.contains(&count) {
            let (least, most) = range.into_inner();
            let what = format!("its key \"{key}\" is {count}; {least} to {most} make sense.");
            return Err(bad_file(self.file, what));
        }
        Ok(usize::try_from(count).ok())
    }

    fn count(&self, name: &str, range: std::ops::RangeInclusive<u64>) -> Result<usize> {
        self.optional(name, range)?.ok_or_else(|| self.header.missing(&self.key(name)))
    }

    /// A number that is greater than nought.
    fn number(&self, name: &str) -> Result<Option<f64>> {
        let key = self.key(name);
        let Some(number) = self.header.number(&key)? else { return Ok(None) };
        if !(number.is_finite() && number > 0.0 && number < 1e12) {
            return Err(bad_file(self.file, format!("its key \"{key}\" is {number}, which makes no sense.")));
        }
        Ok(Some(number))
    }

    fn epsilon(&self) -> Result<f32> {
        let name = "attention.layer_norm_rms_epsilon";
        let epsilon = self.number(name)?.ok_or_else(|| self.header.missing(&self.key(name)))?;
        if epsilon > 0.1 {
            let what = format!("its key \"{}\" is {epsilon}, which makes no sense.", self.key(name));
            return Err(bad_file(self.file, what));
        }
        Ok(epsilon as f32)
    }

    fn refuse_softcaps(&self) -> Result<()> {
        for name in ["attn_logit_softcapping", "final_logit_softcapping"] {
            if self.number(name)?.is_some() {
                let what = format!("it caps its numbers (\"{}\"), which is not built.", self.key(name));
                return Err(beyond(self.file, what));
            }
        }
        Ok(())
    }

    fn heads(&self, family: Family, width: usize) -> Result<Heads> {
        let queries = self.count("attention.head_count", 1..=MOST_HEADS)?;
        let keys = self.optional("attention.head_count_kv", 1..=MOST_HEADS)?.unwrap_or(queries);
        if !queries.is_multiple_of(keys) {
            let what = format!("its {queries} heads cannot share {keys} heads of keys.");
            return Err(bad_file(self.file, what));
        }
        let each = match self.optional("attention.key_length", 1..=MOST_HEAD_WIDTH)? {
            Some(each) => each,
            None => width / queries,
        };
        let values = self.optional("attention.value_length", 1..=MOST_HEAD_WIDTH)?.unwrap_or(each);
        if each == 0 || each % 2 != 0 || each as u64 > MOST_HEAD_WIDTH {
            return Err(bad_file(
                self.file,
                format!("its heads are {each} numbers wide, which makes no sense."),
            ));
        }
        if values != each {
            let what =
                format!("its keys are {each} numbers wide and its values {values}, which is not built.");
            return Err(beyond(self.file, what));
        }
        let scale = match self.number("attention.scale")? {
            Some(scale) => scale as f32,
            // The largest Gemma 3 alone scales by what its width would give each head; no key says so.
            None if family == Family::Gemma3
                && self.optional("block_count", 1..=MOST_LAYERS)? == Some(62) =>
            {
                1.0 / ((width / queries).max(1) as f32).sqrt()
            }
            None => 1.0 / (each as f32).sqrt(),
        };
        Ok(Heads { queries, keys, width: each, scale })
    }

    fn rope(&self, family: Family, head: usize) -> Result<Rope> {
        let base = self.number("rope.freq_base")?.unwrap_or(10_000.0);
        if base < 2.0 {
            return Err(bad_file(
                self.file,
                format!("its positions turn by powers of {base}, which makes no sense."),
            ));
        }
        let turned = self.optional("rope.dimension_count", 2..=head as u64)?.unwrap_or(head);
        if turned % 2 != 0 {
            return Err(bad_file(self.file, format!("it turns {turned} numbers of a head, an odd count.")));
        }
        Ok(Rope {
            pairs: if family == Family::Llama { Pairs::Neighbours } else { Pairs::Halves },
            turned,
            base,
            scaling: self.scaling()?,
            base_in_window: match family {
                Family::Gemma3 => Some(self.number("rope.freq_base_swa")?.unwrap_or(10_000.0)),
                _ => None,
            },
        })
    }

    fn scaling(&self) -> Result<Scaling> {
        let name = self.header.text(&self.key("rope.scaling.type"))?;
        let factor = match self.number("rope.scaling.factor")? {
            Some(factor) => Some(factor),
            // What files of 2023 say.
            None => self.number("rope.scale_linear")?,
        };
        let original = self.optional("rope.scaling.original_context_length", 1..=MOST_CONTEXT)?;
        let magnitude = self.number("rope.scaling.attn_factor")?;
        let none = Scaling::Factors { original, magnitude: magnitude.unwrap_or(1.0) };
        match (name, factor) {
            (Some("none"), _) | (None, None) | (Some("longrope"), _) => Ok(none),
            (Some("linear") | None, Some(factor)) => Ok(Scaling::Linear(factor)),
            (Some("linear"), None) => Ok(none),
            (Some("yarn"), Some(factor)) => Ok(Scaling::Yarn {
                factor,
                original: original.unwrap_or(self.count("context_length", 1..=MOST_CONTEXT)?),
                magnitude,
            }),
            (Some("yarn"), None) => Err(self.header.missing(&self.key("rope.scaling.factor"))),
            (Some(other), _) => {
                let what =
                    format!("it scales positions by \"{}\", which is not built.", other.escape_debug());
                Err(beyond(self.file, what))
            }
        }
    }

    fn window(&self, family: Family) -> Result<Option<Window>> {
        let every = match family {
            Family::Gemma3 => match self.header.get(&self.key("attention.sliding_window_pattern")) {
                Some(pattern) => {
                    pattern.unsigned().and_then(|every| usize::try_from(every).ok()).ok_or_else(|| {
                        beyond(
                            self.file,
                            "its layers with a window follow no simple pattern, which is not built.",
                        )
                    })?
                }
                None => 6,
            },
            Family::Phi3 => 0,
            _ => return Ok(None),
        };
        let tokens =
            self.optional("attention.sliding_window", 0..=MOST_CONTEXT)?.filter(|tokens| *tokens > 0);
        Ok(tokens.map(|tokens| Window { tokens, every }))
    }

    fn experts(&self, family: Family) -> Result<Option<Experts>> {
        let count = self.optional("expert_count", 0..=MOST_EXPERTS)?.filter(|count| *count > 0);
        let count = match (family, count) {
            (Family::Qwen3Moe, Some(count)) => count,
            (Family::Qwen3Moe, None) => return Err(self.header.missing(&self.key("expert_count"))),
            (_, None) => return Ok(None),
            (_, Some(count)) => {
                let what = format!(
                    "it has {count} experts in the architecture {}, which is not built.",
                    self.architecture
                );
                return Err(beyond(self.file, what));
            }
        };
        // 1 is the softmax over all experts; others rate each by itself.
        if let Some(gating) = self.optional("expert_gating_func", 0..=u64::from(u32::MAX))?
            && gating > 1
        {
            return Err(beyond(
                self.file,
                format!("it rates its experts by function {gating}, which is not built."),
            ));
        }
        Ok(Some(Experts {
            count,
            used: self.count("expert_used_count", 1..=count as u64)?,
            feed: self.count("expert_feed_forward_length", 1..=MOST_FEED)?,
            // Files of this architecture need not say so; its models do it.
            normalised: self.header.flag(&self.key("expert_weights_norm"))?.unwrap_or(true),
            scale: self.number("expert_weights_scale")?.unwrap_or(1.0) as f32,
        }))
    }
}
