//! A chat model in a file on this machine.

mod answer;
mod less;
mod opening;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Instant;

use vesper_card::Wish;
use vesper_speech::{ChatModel, Cores, Error, Kind, Message, Out, Prompt, Result, Token};
use vesper_weights::gguf::Header;

pub use self::less::Less;

use self::answer::Answer;
use self::less::LEAST;
use self::opening::{Opened, Opening};
use crate::model::{Config, Engine, Keep};
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
    /// Bytes of memory that it may take where the processor computes it; none sets no bound. What it goes without to
    /// keep to them, [`Local::less`] says.
    pub memory: Option<u64>,
    /// The same of a graphics card's memory.
    pub video: Option<u64>,
}

impl Options {
    fn wish(&self) -> Wish {
        self.device.unwrap_or_else(Wish::of_environment)
    }
}

/// A model in a file.
pub struct Local {
    file: String,
    path: PathBuf,
    options: Options,
    words: Words,
    engine: Box<dyn Engine>,
    context: usize,
    keep: Keep,
    on_card: bool,
    less: Vec<Less>,
    /// Tokens that the last reply had come to when there was no memory for more.
    short: Option<usize>,
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
    /// suffice, or what `options` allow of it.
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
        let opened = Opening { path, header: &header, config, context, options, check }.open()?;
        let Opened { engine, context, keep, on_card, less } = opened;
        let (path, options) = (path.to_owned(), options.clone());
        Ok(Local { file, path, options, words, engine, context, keep, on_card, less, short: None })
    }

    /// What would come of [`open`](Local::open): the tokens that it would remember, and what it would go without. Reads the
    /// beginning of the file only.
    ///
    /// # Errors
    /// As for [`open`](Local::open), as far as the beginning of the file tells.
    pub fn foresee(path: &Path, options: &Options) -> Result<(usize, Vec<Less>)> {
        let header = Header::open(path)?;
        let config = Config::read(&path.display().to_string(), &header)?;
        let context = options.context.unwrap_or(CONTEXT).clamp(1, config.context);
        Opening { path, header: &header, config, context, options, check: &|| Ok(()) }.foresee()
    }

    /// What it goes without, for want of memory.
    pub fn less(&self) -> &[Less] {
        &self.less
    }

    /// After a reply that failed because there was no memory: goes without something more, and forgets the conversation. None
    /// where the reply ended otherwise, or where nothing is left that it could do without. `check` is asked as by
    /// [`open_while`](Local::open_while).
    ///
    /// # Errors
    /// As for [`open_while`](Local::open_while), where the processor is to compute it instead of the card.
    pub fn make_do(&mut self, check: &dyn Fn() -> Result<()>) -> Result<Option<Less>> {
        let Some(tokens) = self.short.take() else { return Ok(None) };
        let less = if tokens > LEAST {
            let of = self.context;
            self.context = (tokens / 2).max(LEAST).min(of);
            self.engine.clear();
            Less::Context { tokens: self.context, of }
        } else if !self.on_card && self.keep != Keep::Eight {
            self.keep = Keep::Eight;
            self.engine.keep(self.keep);
            Less::Eight
        } else if self.on_card && self.options.wish() == Wish::Best {
            self.leave_card(check)?;
            Less::Processor
        } else {
            self.engine.clear();
            return Ok(None);
        };
        self.less.push(less);
        Ok(Some(less))
    }

    fn leave_card(&mut self, check: &dyn Fn() -> Result<()>) -> Result<()> {
        let header = Header::open(&self.path)?;
        let config = Config::read(&self.file, &header)?;
        let (path, options, context) = (&*self.path, &self.options, self.context);
        let opening = Opening { path, header: &header, config, context, options, check };
        let Opened { engine, context, keep, on_card, less } = opening.on_processor()?;
        (self.engine, self.context, self.keep, self.on_card) = (engine, context, keep, on_card);
        self.less.extend(less);
        Ok(())
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

    /// Reads the messages, so that the next answer comes sooner if its prompt begins with them.
    ///
    /// # Errors
    /// `BadRequest` where they do not fit into the context, or the template refuses them; what `check` answers.
    pub fn read(&mut self, messages: &[Message], check: &dyn Fn() -> Result<()>) -> Result<()> {
        let tokens = self.words.prompt(messages, false)?;
        match tokens.len() {
            0 => Ok(()),
            count if count >= self.context => Err(self.too_long(count)),
            _ => self.logits(&tokens, check).map(drop),
        }
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
        let computed = self.engine.logits(tokens, check).map_err(|fault| {
            self.short = fault.is_of_memory().then_some(tokens.len());
            fault.of(&self.file)
        });
        let mut logits = computed?;
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
        self.short = None;
        Answer::begin(self, prompt)?.give(out)
    }
}
