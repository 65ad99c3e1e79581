//! A chat model in a file on this machine.

mod answer;
mod less;
mod opening;
mod plan;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Instant;

use vesper_card::Wish;
use vesper_speech::{ChatModel, Cores, Error, Kind, Message, Out, Prompt, Result, Token};
use vesper_weights::gguf::Header;

pub use self::less::Less;

use self::answer::Answer;
use self::opening::{Load, Opening};
use self::plan::{Plan, Short};
use crate::model::{Card, Checked, Engine, Keep};
use crate::words::Words;

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
    load: Load,
    has_card: bool,
    plan: Plan,
    /// None: it is to be opened anew, as is planned.
    engine: Option<Box<dyn Engine>>,
    less: Vec<Less>,
    /// Where memory ended, if that is what ended the last reply.
    short: Option<Short>,
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
        let device = vesper_card::device(options.wish())?;
        let has_card = !device.is_cpu();
        let load: Load = Box::new(move |opening, plan| opening.load(plan, || Card::new(device.clone())));
        Local::open_with(path, options, has_card, load, check)
    }

    fn open_with(
        path: &Path,
        options: &Options,
        has_card: bool,
        load: Load,
        check: &dyn Fn() -> Result<()>,
    ) -> Result<Local> {
        let file = path.display().to_string();
        let header = Header::open(path)?;
        let words = Words::read(&header)?;
        let opening = Opening::of(path, &header, options, check)?;
        let (engine, plan) = opening.open(opening.plan(has_card)?, &load)?;
        let less = opening.without(plan, has_card);
        let (path, options, engine) = (path.to_owned(), options.clone(), Some(engine));
        Ok(Local { file, path, options, words, load, has_card, plan, engine, less, short: None })
    }

    /// What would come of [`open`](Local::open): the tokens that it would remember, and what it would go without. Reads the
    /// beginning of the file only.
    ///
    /// # Errors
    /// As for [`open`](Local::open), as far as the beginning of the file tells.
    pub fn foresee(path: &Path, options: &Options) -> Result<(usize, Vec<Less>)> {
        let has_card = !vesper_card::device(options.wish())?.is_cpu();
        let header = Header::open(path)?;
        let opening = Opening::of(path, &header, options, &|| Ok(()))?;
        let plan = opening.plan(has_card)?;
        Ok((plan.context, opening.without(plan, has_card)))
    }

    /// What it goes without, for want of memory.
    pub fn less(&self) -> &[Less] {
        &self.less
    }

    /// After a reply that failed because there was no memory: goes without something more, forgets the conversation, and
    /// says what it goes without that it did not before. Nothing where the reply ended otherwise, or where nothing is left
    /// that it could do without. Where other layers are to be on the card, the next reply reads the weights first.
    ///
    /// # Errors
    /// As for [`open`](Local::open), as far as the beginning of the file tells.
    pub fn make_do(&mut self) -> Result<Vec<Less>> {
        let Some(short) = self.short.take() else { return Ok(Vec::new()) };
        let header = Header::open(&self.path)?;
        let opening = Opening::of(&self.path, &header, &self.options, &|| Ok(()))?;
        let Some(plan) = opening.less(self.plan, short) else {
            self.forget();
            return Ok(Vec::new());
        };
        let before = std::mem::replace(&mut self.less, opening.without(plan, self.has_card));
        self.engine = self.engine.take().filter(|_| plan.place == self.plan.place);
        if let Some(engine) = &mut self.engine {
            engine.keep(plan.keep);
        }
        self.plan = plan;
        Ok(self.less.iter().filter(|less| !before.contains(less)).copied().collect())
    }

    /// Tokens that it remembers at most, of the prompt and of its answer together.
    pub fn context(&self) -> usize {
        self.plan.context
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
            count if count >= self.context() => Err(self.too_long(count)),
            _ => self.logits(&tokens, check).map(drop),
        }
    }

    /// Forgets what it keeps of the last prompt and its answer, and gives that memory back.
    pub fn forget(&mut self) {
        if let Some(engine) = &mut self.engine {
            engine.clear();
        }
    }

    /// Measures how quickly it reads `prefill` tokens and then writes `decode`, whatever they mean; both at least 1. What
    /// it kept is forgotten.
    ///
    /// # Errors
    /// `BadRequest` where they do not fit into the context; what `check` answers.
    pub fn speed(&mut self, prefill: usize, decode: usize, check: &dyn Fn() -> Result<()>) -> Result<Speed> {
        let (prefill, decode) = (prefill.max(1), decode.max(1));
        if prefill.saturating_add(decode) > self.context() {
            return Err(self.too_long(prefill.saturating_add(decode)));
        }
        self.forget();
        // Tokens that differ, so that experts are chosen as evenly as for a text.
        let words = self.words.len().max(1);
        let drawn = |place: usize| (place.wrapping_mul(2_654_435_761) % words) as u32;
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
        self.forget();
        let rate = |count: usize, took: std::time::Duration| count as f64 / took.as_secs_f64().max(1e-9);
        Ok(Speed { prefill: rate(prefill, read), decode: rate(decode, written) })
    }

    fn logits(&mut self, tokens: &[u32], check: &dyn Fn() -> Result<()>) -> Result<Vec<f32>> {
        let computed = self.computed(tokens, check).map_err(|fault| {
            // What could not even be opened has no conversation that could be shorter.
            let tokens = if self.engine.is_some() { tokens.len() } else { 0 };
            self.short = fault.lack().map(|of| Short { of, tokens });
            fault.of(&self.file)
        });
        let mut logits = computed?;
        // Weights may have rows that no word belongs to.
        for logit in logits.iter_mut().skip(self.words.len()) {
            *logit = f32::NEG_INFINITY;
        }
        Ok(logits)
    }

    fn computed(&mut self, tokens: &[u32], check: &dyn Fn() -> Result<()>) -> Checked<Vec<f32>> {
        let engine = match &mut self.engine {
            Some(engine) => engine,
            None => {
                let header = Header::open(&self.path)?;
                let opening = Opening::of(&self.path, &header, &self.options, check)?;
                self.engine.insert((self.load)(&opening, self.plan)?)
            }
        };
        engine.logits(tokens, check)
    }

    fn too_long(&self, tokens: usize) -> Error {
        let what = format!("it was given {tokens} tokens, and remembers {} at most.", self.context());
        Error::new(Kind::BadRequest, &*self.file, what, "Say it shorter, or leave out what was said earlier.")
    }
}

impl ChatModel for Local {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        self.short = None;
        Answer::begin(self, prompt)?.give(out)
    }
}
