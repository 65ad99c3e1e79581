//! From a file to an engine, within the memory there is.

use std::num::NonZero;
use std::path::Path;

use candle_core::Device;
use vesper_card::Wish;
use vesper_speech::{Error, Kind, Result};
use vesper_weights::gguf::Header;

use super::Options;
use super::less::{Less, fit};
use crate::Keep;
use crate::model::{Backend, Card, Config, Conversation, Engine, File, Need, Network, Processor};

/// What is needed to read the weights, whatever computes them.
pub(super) struct Opening<'a> {
    pub(super) path: &'a Path,
    pub(super) header: &'a Header,
    pub(super) config: Config,
    /// Tokens that it should remember.
    pub(super) context: usize,
    pub(super) options: &'a Options,
    pub(super) check: &'a dyn Fn() -> Result<()>,
}

/// What came of it.
pub(super) struct Opened {
    pub(super) engine: Box<dyn Engine>,
    pub(super) context: usize,
    pub(super) keep: Keep,
    pub(super) on_card: bool,
    pub(super) less: Vec<Less>,
}

impl Opening<'_> {
    /// On what was wished for, or on the processor where a card cannot hold it and need not.
    ///
    /// # Errors
    /// As for [`Local::open`](super::Local::open).
    pub(super) fn open(&self) -> Result<Opened> {
        let wish = self.options.wish();
        match vesper_card::device(wish)? {
            Device::Cpu => self.on_processor(),
            device => self.on_card(device, wish),
        }
    }

    /// # Errors
    /// As for [`open`](Opening::open).
    pub(super) fn on_card(&self, device: Device, wish: Wish) -> Result<Opened> {
        let keeps = [self.options.keep];
        match self.on(Card::new(device), &keeps, self.options.video) {
            Err(error) if wish == Wish::Best && error.kind == Kind::Engine => {
                tracing::warn!(%error, "the graphics card cannot hold it, the processor computes instead");
                let mut opened = self.on_processor()?;
                opened.less.insert(0, Less::Processor);
                Ok(opened)
            }
            opened => Ok(Opened { on_card: true, ..opened? }),
        }
    }

    /// # Errors
    /// As for [`open`](Opening::open).
    pub(super) fn on_processor(&self) -> Result<Opened> {
        let all = || std::thread::available_parallelism().map_or(1, NonZero::get).into();
        let processor = Processor::new(self.options.cores.clone().unwrap_or_else(all))?;
        self.on(processor, &[self.options.keep, Keep::Eight], self.options.memory)
    }

    /// # Errors
    /// As for [`Local::foresee`](super::Local::foresee).
    pub(super) fn foresee(&self) -> Result<(usize, Vec<Less>)> {
        let processor = || -> Result<(usize, Vec<Less>)> {
            let keeps = [self.options.keep, Keep::Eight];
            let (context, keep) = self.fit::<Processor>(&keeps, self.options.memory)?;
            Ok((context, self.less(context, keep)))
        };
        let wish = self.options.wish();
        if vesper_card::device(wish)?.is_cpu() {
            return processor();
        }
        match self.fit::<Card>(&[self.options.keep], self.options.video) {
            Err(error) if wish == Wish::Best && error.kind == Kind::Engine => {
                let (context, mut less) = processor()?;
                less.insert(0, Less::Processor);
                Ok((context, less))
            }
            fitting => fitting.map(|(context, keep)| (context, self.less(context, keep))),
        }
    }

    fn on<B: Backend + Send + 'static>(
        &self,
        backend: B,
        keeps: &[Keep],
        room: Option<u64>,
    ) -> Result<Opened> {
        let (context, keep) = self.fit::<B>(keeps, room)?;
        let mut file = File::open(self.path, self.header, self.check)?;
        let network = Network::load(backend, &mut file, self.config.clone(), context)
            .map_err(|fault| fault.of(file.path()))?;
        Ok(Opened {
            engine: Box::new(Conversation::begin(network, keep)),
            context,
            keep,
            on_card: false,
            less: self.less(context, keep),
        })
    }

    fn less(&self, context: usize, keep: Keep) -> Vec<Less> {
        let smaller = (context < self.context).then_some(Less::Context { tokens: context, of: self.context });
        let fewer = (keep != self.options.keep).then_some(Less::Eight);
        smaller.into_iter().chain(fewer).collect()
    }

    fn fit<B: Backend>(&self, keeps: &[Keep], room: Option<u64>) -> Result<(usize, Keep)> {
        let room = room.unwrap_or(u64::MAX);
        let need = Need { config: &self.config, header: self.header };
        fit(self.context, keeps, room, &|context, keep| need.bytes::<B>(context, keep)).ok_or_else(|| {
            let gigabytes = |bytes: u64| bytes as f64 / 1e9;
            let least = self.context.min(super::less::LEAST);
            let least = keeps.iter().map(|keep| need.bytes::<B>(least, *keep)).min().unwrap_or(0);
            let what = format!(
                "it needs {:.1} GB of memory, and {:.1} GB are left for it.",
                gigabytes(least),
                gigabytes(room)
            );
            let advice = "Close other programs, or take a smaller model.";
            Error::new(Kind::Engine, self.path.display().to_string(), what, advice)
        })
    }
}
