//! Listening while something is performed: with what, and the threads of it, which come and go.

use std::fmt;
use std::future::pending;
use std::sync::Arc;
use std::thread::JoinHandle;

use vesper_speech::Result;

use crate::intent;
use crate::partners::Partners;
use crate::talk::{self, Effect, Engines, Event, Partner, Settings};

/// How a performance is listened to, and with which engines. Clones are the same.
#[derive(Clone)]
pub struct Attention {
    settings: Settings,
    engines: Arc<dyn Fn() -> Engines + Send + Sync>,
}

impl Attention {
    /// What is heard steers the performance, whatever partner `settings` name. `engines` is called once for each time
    /// that listening begins, and opens nothing itself: each engine is opened on its own thread. No chat model is needed.
    pub fn new(settings: Settings, engines: impl Fn() -> Engines + Send + Sync + 'static) -> Attention {
        let settings = Settings { partner: Partner::Performance, ..settings };
        Attention { settings, engines: Arc::new(engines) }
    }
}

impl fmt::Debug for Attention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Attention").field(&self.settings).finish()
    }
}

/// The threads that listen. There is one set of them at a time: two could not share a microphone.
#[derive(Default)]
pub(crate) struct Attending {
    partners: Option<Partners>,
    /// How to listen as soon as those that leave are gone.
    next: Option<Attention>,
    leaving: Vec<JoinHandle<()>>,
    /// BCP 47 tag of what is said.
    language: String,
}

impl Attending {
    /// Those of a conversation, from its beginning on.
    pub(crate) fn to(engines: Engines) -> Result<Attending> {
        Ok(Attending { partners: Some(Partners::start(engines)?), ..Attending::default() })
    }

    /// Those that listen leave, and others come once they are gone; see [`begin`](Attending::begin).
    pub(crate) fn change(&mut self, next: Option<Attention>) {
        self.leaving.extend(self.partners.take().into_iter().flat_map(Partners::leave));
        self.next = next;
    }

    /// Begins to listen where that is wanted and nobody is in the way, and says how.
    pub(crate) fn begin(&mut self) -> Option<Result<talk::Settings>> {
        if !self.leaving.iter().all(JoinHandle::is_finished) {
            return None;
        }
        self.leaving.clear();
        let Attention { settings, engines } = self.next.take()?;
        Some(Partners::start(engines()).map(|partners| {
            self.partners = Some(partners);
            self.language.clone_from(&settings.language);
            settings
        }))
    }

    /// What they have learnt next; waits for ever where nobody listens.
    pub(crate) async fn learnt(&mut self) -> Option<Event> {
        match self.partners.as_mut() {
            Some(partners) => partners.learnt().await,
            None => pending().await,
        }
    }

    pub(crate) fn carry_out(&mut self, effect: Effect) {
        if let Some(partners) = self.partners.as_mut() {
            partners.carry_out(effect);
        }
    }

    /// The recogniser is to listen for these choices, and for the commands.
    pub(crate) fn expect(&mut self, choices: &[String]) {
        if let Some(partners) = self.partners.as_mut() {
            let commands = intent::sayings(&self.language).iter().map(|(_, saying)| saying.clone());
            partners.expect(choices.iter().cloned().chain(commands).collect());
        }
    }

    pub(crate) fn give_orders(&mut self) {
        if let Some(partners) = self.partners.as_mut() {
            partners.give_orders();
        }
    }

    /// They can take no more for now.
    pub(crate) fn is_behind(&self) -> bool {
        self.partners.as_ref().is_some_and(Partners::is_behind)
    }

    /// Waits until all are gone.
    pub(crate) fn end(mut self) {
        self.change(None);
        for thread in self.leaving {
            drop(thread.join());
        }
    }
}
