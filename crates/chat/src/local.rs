//! A chat model in a file on this machine.

mod answer;
#[cfg(test)]
mod tests;

use std::num::NonZero;
use std::path::Path;
use std::time::Instant;

use candle_core::Device;
use vesper_card::Wish;
use vesper_speech::{ChatModel, Cores, Error, Kind, Message, Out, Prompt, Result, Token};
use vesper_weights::gguf::Header;

use self::answer::Answer;
use crate::model::{Backend, Card, Config, Conversation, Engine, File, Keep, Network, Processor};
use crate::words::Words;

/// Tokens of context where neither the listener nor the model wants fewer.
const CONTEXT: usize = 8192;

/// How a model is opened.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Tokens that it remembers at most; none takes what the file says, up to 8,192. Never more than the file says.
    pub context: Option<usize>,
    /// The cores that it computes on, as far as they are free at each step; none takes all that this machine has.
    pub cores: Option<Cores>,
    /// How precisely it keeps what it was told.
    pub keep: Keep,
    /// What computes it; none goes by [`vesper_card::VARIABLE`].
    pub device: Option<Wish>,
}

/// A model in a file.
pub struct Local {
    file: String,
    words: Words,
    engine: Box<dyn Engine>,
    context: usize,
}

/// How quickly a model computes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speed {
    /// Tokens of a prompt that are read each second.
    pub prefill: f64,
    /// Tokens of an answer that are written each second.
    pub decode: f64,
}

impl Local {
    /// Opens the GGUF file at `path`; this reads all of it. Nothing of it need be known: its metadata say what it is.
    ///
    /// # Errors
    /// `MissingFile` or `Denied` where it cannot be read; `BadFile` for what is no sound GGUF file, and for a network,
    /// a storage of numbers, a vocabulary or a template that is not built, with its name; `Engine` where memory does not
    /// suffice.
    pub fn open(path: &Path, options: &Options) -> Result<Local> {
        Local::open_while(path, options, &|| Ok(()))
    }

    /// The same; `check` is asked many times a second, and what it answers ends the reading.
    ///
    /// # Errors
    /// As for [`open`](Local::open), and what `check` answers.
    pub fn open_while(path: &Path, options: &Options, check: &dyn Fn() -> Result<()>) -> Result<Local> {
        let file = path.display().to_string();
        let header = Header::open(path)?;
        let config = Config::read(&file, &header)?;
        let words = Words::read(&header)?;
        let context = options.context.unwrap_or(CONTEXT).clamp(1, config.context);
        let opening = Opening { path, header: &header, config, context, keep: options.keep, check };
        let wish = options.device.unwrap_or_else(Wish::of_environment);
        let engine = match vesper_card::device(wish)? {
            Device::Cpu => opening.on_processor(options)?,
            device => match opening.on(Card::new(device)) {
                Err(error) if wish == Wish::Best && error.kind == Kind::Engine => {
                    tracing::warn!(%error, "the graphics card cannot hold it, the processor computes instead");
                    opening.on_processor(options)?
                }
                opened => opened?,
            },
        };
        Ok(Local { file, words, engine, context })
    }

    /// Tokens that it remembers at most, of the prompt and of its answer together.
    pub fn context(&self) -> usize {
        self.context
    }

    /// Tokens that these messages take of the [`context`](Local::context).
    ///
    /// # Errors
    /// `BadRequest` where the model's template refuses the messages, such as two of the same role in a row.
    pub fn count(&self, messages: &[Message]) -> Result<usize> {
        Ok(self.words.prompt(messages, false)?.len())
    }

    /// Forgets what it keeps of the last prompt and its answer, and gives that memory back.
    pub fn forget(&mut self) {
        self.engine.clear();
    }

    /// Measures how quickly it reads `prefill` tokens and then writes `decode`, whatever they mean; both at least 1. What
    /// it kept is forgotten.
    ///
    /// # Errors
    /// `BadRequest` where they do not fit into the context; what `check` answers.
    pub fn speed(&mut self, prefill: usize, decode: usize, check: &dyn Fn() -> Result<()>) -> Result<Speed> {
        let (prefill, decode) = (prefill.max(1), decode.max(1));
        if prefill.saturating_add(decode) > self.context {
            return Err(self.too_long(prefill.saturating_add(decode)));
        }
        self.engine.clear();
        // Tokens that differ, so that experts are chosen as evenly as for a text.
        let drawn = |place: usize| (place.wrapping_mul(2_654_435_761) % self.engine.vocabulary()) as u32;
        let mut tokens: Vec<u32> = (0..prefill + decode).map(drawn).collect();
        let all = tokens.split_off(prefill);
        let begun = Instant::now();
        self.logits(&tokens, check)?;
        let read = begun.elapsed();
        let begun = Instant::now();
        for token in all {
            tokens.push(token);
            self.logits(&tokens, check)?;
        }
        let written = begun.elapsed();
        self.engine.clear();
        let rate = |count: usize, took: std::time::Duration| count as f64 / took.as_secs_f64().max(1e-9);
        Ok(Speed { prefill: rate(prefill, read), decode: rate(decode, written) })
    }

    fn logits(&mut self, tokens: &[u32], check: &dyn Fn() -> Result<()>) -> Result<Vec<f32>> {
        let mut logits = self.engine.logits(tokens, check).map_err(|fault| fault.of(&self.file))?;
        // Weights may have rows that no word belongs to.
        for logit in logits.iter_mut().skip(self.words.len()) {
            *logit = f32::NEG_INFINITY;
        }
        Ok(logits)
    }

    fn too_long(&self, tokens: usize) -> Error {
        let what = format!("it was given {tokens} tokens, and remembers {} at most.", self.context);
        Error::new(Kind::BadRequest, &*self.file, what, "Say it shorter, or leave out what was said earlier.")
    }
}

impl ChatModel for Local {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        Answer::begin(self, prompt)?.give(out)
    }
}

/// What is needed to read the weights, whatever computes them.
struct Opening<'a> {
    path: &'a Path,
    header: &'a Header,
    config: Config,
    context: usize,
    keep: Keep,
    check: &'a dyn Fn() -> Result<()>,
}

impl Opening<'_> {
    fn on_processor(&self, options: &Options) -> Result<Box<dyn Engine>> {
        let all = || std::thread::available_parallelism().map_or(1, NonZero::get).into();
        self.on(Processor::new(options.cores.clone().unwrap_or_else(all))?)
    }

    fn on<B: Backend + Send + 'static>(&self, backend: B) -> Result<Box<dyn Engine>> {
        let mut file = File::open(self.path, self.header, self.check)?;
        let network = Network::load(backend, &mut file, self.config.clone(), self.context)
            .map_err(|fault| fault.of(file.path()))?;
        Ok(Box::new(Conversation::begin(network, self.keep)))
    }
}
