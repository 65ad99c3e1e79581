//! Sizes that make sense: a config is a file like any other, and what it says decides how much memory is taken.

use super::{Codec, Config, Lm, Stack, Transformer};

/// Widths of published models go up to 4096, layers up to 24.
const WIDEST: usize = 16_384;
const DEEPEST: usize = 128;
const MOST_TOKENS: usize = 1 << 20;

type Checked = Result<(), String>;

impl Config {
    /// The same, if it can be computed; what is wrong with it, as a sentence, otherwise.
    pub(super) fn checked(self) -> Result<Config, String> {
        lm(&self.lm)?;
        codec(&self.codec)?;
        if self.lm.latent != self.codec.latent {
            return Err("its language model and its codec have latents of different widths.".into());
        }
        Ok(self)
    }
}

fn within(what: &str, value: usize, most: usize) -> Checked {
    if (1..=most).contains(&value) {
        Ok(())
    } else {
        Err(format!("its {what} is {value}; 1 to {most} is possible."))
    }
}

fn lm(lm: &Lm) -> Checked {
    transformer(&lm.transformer)?;
    within("number of tokens", lm.tokens, MOST_TOKENS)?;
    within("width of a latent", lm.latent, WIDEST)?;
    within("width of the token table", lm.rank.unwrap_or(1), WIDEST)?;
    within("width of the flow head", lm.flow.width, WIDEST)?;
    within("depth of the flow head", lm.flow.depth, DEEPEST)?;
    within("number of steps of the flow head", lm.flow.steps, DEEPEST)?;
    within("width of what the flow head is told", lm.hidden.unwrap_or(1), WIDEST)?;
    within("width of a voice", lm.voice, WIDEST)?;
    let Some(conditions) = &lm.conditions else { return Ok(()) };
    if let Some((rows, width, _)) = conditions.speakers {
        within("number of speakers", rows, MOST_TOKENS)?;
        within("width of the speakers' table", width, WIDEST)?;
    }
    match conditions.pace {
        Some((width, factor, period)) => {
            within("width of the pace", width, WIDEST)?;
            let sound = width >= 4
                && width.is_multiple_of(2)
                && factor.is_finite()
                && period >= 1.0
                && period.is_finite();
            if sound { Ok(()) } else { Err("its condition for the pace makes no sense.".into()) }
        }
        None => Ok(()),
    }
}

fn transformer(transformer: &Transformer) -> Checked {
    within("width", transformer.width, WIDEST)?;
    within("number of layers", transformer.layers, DEEPEST)?;
    within("number of heads", transformer.heads, WIDEST)?;
    within("number of key heads", transformer.kv_heads, WIDEST)?;
    within("width of its attention", transformer.attention, WIDEST)?;
    within("width of its feed-forward layers", transformer.feed_forward, 4 * WIDEST)?;
    within("window", transformer.window.unwrap_or(1), WIDEST)?;
    if !transformer.attention.is_multiple_of(2 * transformer.heads) {
        return Err(format!(
            "its {} heads do not share {} numbers.",
            transformer.heads, transformer.attention
        ));
    }
    if !transformer.heads.is_multiple_of(transformer.kv_heads) {
        return Err(format!("its {} heads do not share {} keys.", transformer.heads, transformer.kv_heads));
    }
    if !(transformer.period >= 1.0 && transformer.period.is_finite()) {
        return Err("the period of its positions makes no sense.".into());
    }
    Ok(())
}

fn codec(codec: &Codec) -> Checked {
    within("sample rate", codec.rate as usize, 192_000)?;
    within("width of a latent", codec.latent, WIDEST)?;
    within("outer width", codec.outer, WIDEST)?;
    within("inner width", codec.inner, WIDEST)?;
    if !(codec.frame_rate >= 1.0 && codec.frame_rate <= f64::from(codec.rate)) {
        return Err(format!("its frame rate is {}, which makes no sense.", codec.frame_rate));
    }
    if codec.frame() as f64 * codec.frame_rate != f64::from(codec.rate) {
        return Err("its frames are not a whole number of samples.".into());
    }
    if codec.outer != codec.decoder.dimension {
        return Err("what its quantizer gives is not what its decoder takes.".into());
    }
    stack(codec, &codec.encoder)?;
    stack(codec, &codec.decoder)
}

fn stack(codec: &Codec, stack: &Stack) -> Checked {
    transformer(&stack.transformer)?;
    if stack.transformer.window.is_none() {
        return Err("its codec has no window.".into());
    }
    within("width of the codec", stack.dimension, WIDEST)?;
    within("number of filters", stack.filters, WIDEST)?;
    within("number of residual layers", stack.residuals, 8)?;
    within("number of stages", stack.ratios.len(), 8)?;
    within("compression", stack.compress, stack.filters)?;
    for kernel in [stack.kernel, stack.last_kernel, stack.residual_kernel] {
        within("kernel", kernel, 64)?;
    }
    within("dilation", stack.dilation_base, 8)?;
    for ratio in &stack.ratios {
        within("stride", *ratio, 64)?;
    }
    within("width of its first stage", stack.filters << stack.ratios.len(), WIDEST)?;
    if !codec.frame().is_multiple_of(stack.hop()) {
        return Err("its strides do not make up a frame.".into());
    }
    Ok(())
}
