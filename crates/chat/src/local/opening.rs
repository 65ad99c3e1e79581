//! From a file to an engine, within the memory there is.

use std::num::NonZero;
use std::path::Path;

use vesper_card::Wish;
use vesper_speech::{Error, Kind, Result};
use vesper_weights::gguf::Header;

use super::Options;
use super::less::Less;
use super::plan::{Bytes, Place, Plan, Planner, Short};
use crate::model::{
    Backend, Card, Checked, Config, Conversation, Engine, Fault, File, Need, Network, Processor,
};

/// Tokens of context where neither the listener nor the model wants fewer.
const CONTEXT: usize = 8192;

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

/// Reads the weights to where a plan has them; it knows the card.
pub(super) type Load = Box<dyn Fn(&Opening<'_>, Plan) -> Checked<Box<dyn Engine>> + Send>;

impl<'a> Opening<'a> {
    /// # Errors
    /// `BadFile` for a network that is not built, with its name.
    pub(super) fn of(
        path: &'a Path,
        header: &'a Header,
        options: &'a Options,
        check: &'a dyn Fn() -> Result<()>,
    ) -> Result<Opening<'a>> {
        let config = Config::read(&path.display().to_string(), header)?;
        let context = options.context.unwrap_or(CONTEXT).clamp(1, config.context);
        Ok(Opening { path, header, config, context, options, check })
    }

    /// The best that is to be had, with a card or without.
    ///
    /// # Errors
    /// `Engine` where not even the least fits into the memory that it may take.
    pub(super) fn plan(&self, has_card: bool) -> Result<Plan> {
        let place = if has_card { Place::Card } else { Place::Processor };
        let wished = Plan { place, context: self.context, keep: self.options.keep };
        self.planned(|planner| planner.fit(wished).ok_or_else(|| self.too_large(planner, wished)))
    }

    /// What to go on with where `plan` failed; none where only a smaller model helps.
    pub(super) fn less(&self, plan: Plan, short: Short) -> Option<Plan> {
        self.planned(|planner| planner.less(plan, short))
    }

    /// Reads the weights as was planned, or with less where memory ends, and gives what was done in the end.
    ///
    /// # Errors
    /// As for [`Local::open`](super::Local::open).
    pub(super) fn open(&self, mut plan: Plan, load: &Load) -> Result<(Box<dyn Engine>, Plan)> {
        loop {
            let fault = match load(self, plan) {
                Ok(engine) => return Ok((engine, plan)),
                Err(fault) => fault,
            };
            let less = match (fault.lack(), &fault) {
                (Some(of), _) => self.less(plan, Short { of, tokens: 0 }),
                (None, Fault::Tensors(_)) => self.without_card(plan),
                (None, _) => None,
            };
            let error = fault.of(&self.file());
            let Some(less) = less else { return Err(error) };
            tracing::warn!(%error, "{plan:?} comes to nothing, {less:?} is tried");
            plan = less;
        }
    }

    /// Reads the weights as is planned, and as nothing else. `card` is asked only where the plan has layers there.
    ///
    /// # Errors
    /// As for [`Local::open`](super::Local::open).
    pub(super) fn load<F: Backend + Send + 'static>(
        &self,
        plan: Plan,
        card: impl FnOnce() -> F,
    ) -> Checked<Box<dyn Engine>> {
        let mut file = File::open(self.path, self.header, self.check)?;
        let Plan { place, context, keep } = plan;
        let config = self.config.clone();
        Ok(match place {
            Place::Card => {
                let network = Network::load(card(), &mut file, config, context)?;
                Box::new(Conversation::begin(network, keep))
            }
            Place::Shared { layers } => {
                let first = (card(), layers);
                let network = Network::load_shared(self.processor()?, first, &mut file, config, context)?;
                Box::new(Conversation::begin(network, keep))
            }
            Place::Processor => {
                let network = Network::load(self.processor()?, &mut file, config, context)?;
                Box::new(Conversation::begin(network, keep))
            }
        })
    }

    /// What such a plan goes without, on a machine with a card or without.
    pub(super) fn without(&self, plan: Plan, has_card: bool) -> Vec<Less> {
        let place = match plan.place {
            Place::Shared { layers } => Some(Less::Layers { on_card: layers, of: self.config.layers }),
            Place::Processor if has_card => Some(Less::Processor),
            Place::Card | Place::Processor => None,
        };
        let smaller =
            (plan.context < self.context).then_some(Less::Context { tokens: plan.context, of: self.context });
        let fewer = (plan.keep != self.options.keep).then_some(Less::Eight);
        place.into_iter().chain(smaller).chain(fewer).collect()
    }

    fn processor(&self) -> Result<Processor> {
        let all = || std::thread::available_parallelism().map_or(1, NonZero::get).into();
        Processor::new(self.options.cores.clone().unwrap_or_else(all))
    }

    /// A card that fails otherwise than for want of memory is of no use for some of the layers either.
    fn without_card(&self, plan: Plan) -> Option<Plan> {
        let may = plan.place != Place::Processor && self.options.wish() != Wish::Card;
        may.then_some(())?;
        self.planned(|planner| planner.fit(Plan { place: Place::Processor, ..plan }))
    }

    fn planned<T>(&self, ask: impl FnOnce(&Planner<'_>) -> T) -> T {
        let (on_card, on_processor) =
            (Need::<Card>::of(&self.config, self.header), Need::<Processor>::of(&self.config, self.header));
        let bytes = |Plan { place, context, keep }: Plan| match place {
            Place::Card => Bytes { memory: 0, video: on_card.whole(context, keep) },
            Place::Shared { layers } => Bytes {
                memory: on_processor.behind(layers, context, keep),
                video: on_card.first(layers, context, keep),
            },
            Place::Processor => Bytes { memory: on_processor.whole(context, keep), video: 0 },
        };
        ask(&Planner {
            layers: self.config.layers,
            only_card: self.options.wish() == Wish::Card,
            room: Bytes {
                memory: self.options.memory.unwrap_or(u64::MAX),
                video: self.options.video.unwrap_or(u64::MAX),
            },
            bytes: &bytes,
        })
    }

    fn too_large(&self, planner: &Planner<'_>, wished: Plan) -> Error {
        let gigabytes = |bytes: u64| bytes as f64 / 1e9;
        let Bytes { memory, video } = planner.least(wished);
        let (least, room) =
            if planner.only_card { (video, planner.room.video) } else { (memory, planner.room.memory) };
        let what = format!(
            "it needs {:.1} GB of memory, and {:.1} GB are left for it.",
            gigabytes(least),
            gigabytes(room)
        );
        Error::new(Kind::Engine, self.file(), what, "Close other programs, or take a smaller model.")
    }

    fn file(&self) -> String {
        self.path.display().to_string()
    }
}
