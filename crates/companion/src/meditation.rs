//! A meditation from one sentence: whole in authored words at once, and better with every phase that a chat model writes
//! ahead of the listener.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, JoinHandle, sleep};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use vesper_script::{Cue, Script};
use vesper_session::{Command, Phase, Stage, Teller};
use vesper_speech::{ChatModel, Error, Kind, Out, Result};
use vesper_studio::meditation::Prompts;

pub use vesper_studio::meditation::{
    Choices, Field, Intent, LONGEST, Meditation, Posture, SHORTEST, Understood, Wish as MeditationWish,
    Writer, techniques,
};

use crate::care::{During, help};
use crate::companion::Companion;
use crate::home::Home;
use crate::kept::Kept;
use crate::shelf::{Entry, fault_error};
use crate::wish::Wish;
use crate::works::Check;
use crate::writing::OpenModel;

/// How often it is looked where the listener is.
const LOOK: Duration = Duration::from_millis(20);
/// What the session did not take within this time came too late.
const TAKEN: Duration = Duration::from_secs(2);

/// Hears how the writing goes, on the thread that writes: it must not wait for long.
pub type Tell = Box<dyn FnMut(News) + Send>;

/// How the writing goes.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// The model's words of this phase, counted from zero, are those that will be heard.
    Written { phase: usize, of: usize },
    /// The model gave out, or there is none that can be opened: what it has not written is said in authored words.
    NoModel(Error),
}

/// Writes meditations with the prompts that come with Vesper, and the listener's own in place of some.
///
/// # Errors
/// `BadFile` for prompts of the listener's own that cannot be used; `Denied` for those that cannot be read.
pub fn writer(home: &Home) -> Result<Writer> {
    Ok(Writer::new(Prompts::with(&home.prompts().join("meditation"))?))
}

/// Understands a sentence in `language`, a BCP 47 tag, or in the one whose words it has most of.
///
/// # Errors
/// `Denied` where it says that somebody is in danger, with where help is; `BadRequest` where it asks for what is not wanted
/// in this house, has no words, or is in a language without words of Vesper's.
pub fn understand(writer: &Writer, kept: &Kept, text: &str, language: Option<&str>) -> Result<Understood> {
    let care = kept.care()?;
    if let Some(help) = help(&care, text, During::Talk)? {
        return Err(Error::new(Kind::Denied, "Vesper", help.text(), ""));
    }
    let understood = vesper_studio::meditation::understand(text, language, writer.prompts())?;
    care.check_wish(text, &understood.wish.language)?;
    Ok(understood)
}

/// A meditation as something to perform.
///
/// # Errors
/// `BadRequest`: there are no words in its language; `BadFile` where its ink cannot be performed.
pub fn entry(writer: &Writer, meditation: &Meditation) -> Result<Entry> {
    let script = script(writer, meditation)?;
    Ok(Entry { id: format!("meditation/{:016x}", script.digest()), script: Ok(script) })
}

fn script(writer: &Writer, meditation: &Meditation) -> Result<Arc<Script>> {
    let (name, ink) = ("meditation", meditation.ink(writer.prompts())?);
    let script = Script::parse(name, &ink, &|_| None).map_err(|faults| fault_error(name, &faults))?;
    Ok(Arc::new(script))
}

/// Has `model` write every phase before anybody hears it: for a file. Where it gives out, that is told, and the authored
/// words stay.
///
/// # Errors
/// What `check` answers.
pub fn write_unheard(
    writer: &Writer,
    meditation: &mut Meditation,
    model: &mut dyn ChatModel,
    mut tell: Tell,
    check: Check<'_>,
) -> Result<()> {
    let of = meditation.phases().len();
    for phase in 0..of {
        match writer.write(meditation, phase, model, &mut InTime(check)) {
            Ok(()) => tell(News::Written { phase, of }),
            Err(error) if error.kind == Kind::Stopped => return Err(error),
            Err(error) => {
                tell(News::NoModel(error));
                break;
            }
        }
    }
    Ok(())
}

/// A meditation that is being led. Dropped, it ends the thread, within 50 ms of the model's next breath.
pub struct Leading {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Leading {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            // One that panicked has told so already.
            drop(thread.join());
        }
    }
}

impl Companion {
    /// Performs a meditation as it stands; with a model, what the listener has not come to is written meanwhile.
    ///
    /// # Errors
    /// Those of [`entry`] and [`Companion::perform`]; `Engine` where the system gives no thread.
    pub fn lead(
        &self,
        writer: Writer,
        meditation: Meditation,
        model: Option<OpenModel>,
        tell: Tell,
    ) -> Result<Leading> {
        let entry = entry(&writer, &meditation)?;
        let wished = meditation.wish();
        let wish =
            Wish { minutes: Some(wished.minutes), fresh: true, seed: Some(wished.seed), choices: Vec::new() };
        self.perform(&entry, wish)?;
        let stop = Arc::new(AtomicBool::new(false));
        let Some(open) = model else { return Ok(Leading { stop, thread: None }) };
        let ahead = Ahead {
            place: Listener { id: entry.id, stage: self.session.stage(), stop: stop.clone() },
            session: self.session.teller(),
            writer,
            meditation,
            tell,
        };
        let thread = Builder::new()
            .name("meditation".into())
            .spawn(move || ahead.work(open))
            .map_err(|error| Error::new(Kind::Engine, "meditation thread", format!("{error}."), ""))?;
        Ok(Leading { stop, thread: Some(thread) })
    }
}

/// Where the listener is in the meditation with this id.
struct Listener {
    id: String,
    stage: watch::Receiver<Stage>,
    stop: Arc<AtomicBool>,
}

impl Listener {
    /// # Errors
    /// `Stopped`: nobody listens any more.
    fn check(&self) -> Result<()> {
        if self.is_there() && self.stage.borrow().phase != Phase::Ended {
            self.wanted()
        } else {
            Err(Error::stopped())
        }
    }

    fn wanted(&self) -> Result<()> {
        let over = self.stop.load(Ordering::Acquire) || self.stage.has_changed().is_err();
        if over { Err(Error::stopped()) } else { Ok(()) }
    }

    fn is_there(&self) -> bool {
        self.stage.borrow().script.as_ref() == Some(&self.id)
    }

    /// Waits until the session performs it.
    fn comes(&self) -> Result<()> {
        while !self.is_there() {
            self.wanted()?;
            sleep(LOOK);
        }
        Ok(())
    }

    /// The phase that is heard.
    fn phase(&self) -> usize {
        self.stage.borrow().chapter.unwrap_or_default()
    }

    /// Waits until the session performs the script with this digest; says whether it does.
    fn hears(&self, digest: u64) -> Result<bool> {
        let sent = Instant::now();
        loop {
            self.check()?;
            if self.stage.borrow().place.as_ref().is_some_and(|place| place.digest == digest) {
                return Ok(true);
            }
            if sent.elapsed() > TAKEN {
                return Ok(false);
            }
            sleep(LOOK);
        }
    }
}

/// Writes ahead of the listener.
struct Ahead {
    writer: Writer,
    /// As it is performed.
    meditation: Meditation,
    place: Listener,
    session: Teller,
    tell: Tell,
}

impl Ahead {
    fn work(mut self, open: OpenModel) {
        match self.write(open) {
            Err(error) if error.kind != Kind::Stopped => (self.tell)(News::NoModel(error)),
            _ => {}
        }
    }

    fn write(&mut self, open: OpenModel) -> Result<()> {
        self.place.comes()?;
        let mut model = open()?;
        let (mut from, mut took) = (1, Duration::ZERO);
        while let Some(phase) = self.next(from, took) {
            let began = Instant::now();
            let mut better = self.meditation.clone();
            let still =
                || if self.place.phase() < phase { self.place.check() } else { Err(Error::stopped()) };
            match self.writer.write(&mut better, phase, model.as_mut(), &mut InTime(&still)) {
                Ok(()) => self.hand_in(better, phase)?,
                // The listener was quicker, or is gone.
                Err(error) if error.kind == Kind::Stopped => self.place.check()?,
                Err(error) => return Err(error),
            }
            (from, took) = (phase + 1, began.elapsed());
        }
        Ok(())
    }

    /// The first phase from this one on that begins late enough for what writing takes; where none does, the last.
    fn next(&self, from: usize, takes: Duration) -> Option<usize> {
        let heard = self.place.stage.borrow().position;
        let begins = |phase: usize| -> f64 {
            self.meditation.phases().iter().take(phase).map(|phase| f64::from(phase.seconds)).sum()
        };
        let mut left = from.max(self.place.phase() + 1)..self.meditation.phases().len();
        let in_time = left.clone().find(|phase| begins(*phase) - heard > takes.as_secs_f64());
        in_time.or_else(|| left.next_back())
    }

    fn hand_in(&mut self, better: Meditation, phase: usize) -> Result<()> {
        let script = script(&self.writer, &better)?;
        let digest = script.digest();
        if !self.session.command(Command::Rewrite(script)) {
            return Err(Error::stopped());
        }
        if self.place.hears(digest)? {
            let of = better.phases().len();
            self.meditation = better;
            (self.tell)(News::Written { phase, of });
        }
        Ok(())
    }
}

/// Takes what is written as long as it is wanted: what is performed of it is made from the whole.
struct InTime<'a>(Check<'a>);

impl Out<Cue> for InTime<'_> {
    fn put(&mut self, _: Cue) -> Result<()> {
        (self.0)()
    }

    fn check(&self) -> Result<()> {
        (self.0)()
    }
}
