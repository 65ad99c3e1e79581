//! Stories that Vesper writes for this listener: told while they are written, kept while they grow.
//!
//! The thread `writer` owns the chat model. It makes a plan of a wish, has the session perform the story, writes the scene
//! that the listener is in and then, while that is told, those that are likely to follow. A scene is on disk, with what
//! the story remembers and as an ink script on the shelf, before its choice is asked.

mod fitting;
mod kept;
mod markdown;
mod plan;
mod unheard;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::Notify;
use vesper_session::{Desk, Growing, Wanted, Written as Scene};
use vesper_speech::{ChatModel, Error, Kind, Result};
use vesper_studio::story::{Prompts, Story};

pub use fitting::fitting;
pub use kept::{Written, find, load};
pub use markdown::markdown;
pub use unheard::{Unheard, write_unheard};
pub use vesper_studio::ledger::{Entry as LedgerEntry, Ledger};
pub use vesper_studio::story::{Ages, Length, Story as Tale, Wish as StoryWish};

use crate::companion::Companion;
use crate::home::Home;
use writer::{Author, Hall};

/// Opens the chat model, on the thread that asks it, when there is something to write.
pub type OpenModel = Box<dyn FnOnce() -> Result<Box<dyn ChatModel>> + Send>;

/// Hears how the writing goes, on the thread `writer`: it must not wait for long.
pub type Tell = Box<dyn FnMut(News) + Send>;

/// A story to be told, and by whom it is written.
pub struct Telling {
    pub which: Which,
    pub model: OpenModel,
    /// From the beginning, whatever place was kept.
    pub fresh: bool,
    /// Options to take without asking, counted from zero.
    pub choices: Vec<usize>,
    pub tell: Tell,
}

/// Which story.
pub enum Which {
    New(StoryWish),
    /// One that is kept, by its id.
    Kept(String),
}

/// How the writing goes.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// What the story stands on is being thought of, and how long that may still take, once that can be reckoned.
    Planning { left: Option<Duration> },
    /// The story has its name on the shelf and begins.
    Begins { id: String, title: String },
    /// So many scenes are written and kept.
    Scenes(usize),
    /// What was written could not be kept, and the story goes on all the same.
    NotKept(Error),
    /// There is no story, because nobody can write one now.
    Failed(Error),
}

/// A story that is being written. Dropped, it ends the thread, within 50 ms of the model's next breath.
pub struct Writing {
    stop: Arc<Stop>,
    thread: Option<JoinHandle<()>>,
}

/// Tells the thread that nobody wants it to go on.
#[derive(Default)]
pub(crate) struct Stop {
    over: AtomicBool,
    pub(crate) woken: Notify,
}

impl Stop {
    pub(crate) fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }
}

/// The session of this program.
struct Live {
    desk: Desk,
    stop: Arc<Stop>,
    runtime: Runtime,
}

impl Live {
    fn new(desk: Desk, stop: Arc<Stop>) -> Result<Live> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .map_err(|error| Error::new(Kind::Engine, "writer thread", format!("{error}."), ""))?;
        Ok(Live { desk, stop, runtime })
    }
}

impl Hall for Live {
    fn wants(&self, wanted: &dyn Fn(&Wanted) -> bool) -> bool {
        self.desk.wants(wanted)
    }

    fn wanted(&self) -> Option<Wanted> {
        self.desk.wanted()
    }

    fn grow(&self, growing: Growing) -> Result<()> {
        self.desk.grow(growing)
    }

    fn write(&self, written: Scene) -> Result<()> {
        self.desk.write(written)
    }

    fn wait(&mut self) -> bool {
        let (desk, stop) = (&mut self.desk, &self.stop);
        self.runtime.block_on(async {
            tokio::select! {
                there = desk.changed() => there,
                () = stop.woken.notified() => true,
            }
        })
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        self.stop.over.store(true, Ordering::Release);
        self.stop.woken.notify_one();
        if let Some(thread) = self.thread.take() {
            // One that panicked has told so already.
            drop(thread.join());
        }
    }
}

impl Companion {
    /// Begins to write a story and tells it, or tells on one that is kept. What becomes of it is told to
    /// [`Telling::tell`]; what is performed before goes on until the story begins.
    ///
    /// # Errors
    /// `BadRequest` where no such story is kept, or the wish goes beyond the limits of this house; `Denied` where it says that
    /// somebody is in danger, with where help is; `BadFile` for prompts of the listener's own that cannot be used; `Engine`
    /// where the system gives no thread.
    pub fn tell_story(&self, telling: Telling) -> Result<Writing> {
        self.keeper.keep();
        let prompts = prompts(self.home())?;
        let (id, story) = match telling.which {
            Which::New(wish) => (None, Err(self.allowed(wish)?)),
            Which::Kept(id) => {
                let story = load(self.kept(), &id)?.ok_or_else(|| not_kept(&id))?;
                (Some(id), Ok(story))
            }
        };
        let language = match &story {
            Ok(story) => story.wish().language.clone(),
            Err(wish) => wish.language.clone(),
        };
        self.cast.change(&self.session, self.settings().voice.as_deref(), Some(&language))?;
        self.hear_in(&language)?;
        let place = id.as_deref().and_then(|id| self.place(id)).map(|(place, _)| place);
        let stop = Arc::new(Stop::default());
        let author = Author {
            home: self.home().clone(),
            kept: self.kept().clone(),
            prompts,
            hall: Live::new(self.session.desk(), stop.clone())?,
            open: Some(telling.model),
            place: place.filter(|_| !telling.fresh),
            choices: telling.choices,
            tell: telling.tell,
            stop: stop.clone(),
        };
        let thread = Builder::new()
            .name("writer".into())
            .spawn(move || author.work(id, story))
            .map_err(|error| Error::new(Kind::Engine, "writer thread", format!("{error}."), ""))?;
        Ok(Writing { stop, thread: Some(thread) })
    }
}

/// The prompts that come with Vesper, and the listener's own in place of some.
fn prompts(home: &Home) -> Result<Prompts> {
    Prompts::with(&home.prompts().join("story"))
}

fn not_kept(id: &str) -> Error {
    Error::new(Kind::BadRequest, id, "is no story that Vesper writes.", "`vesper shelf` lists what there is.")
}

/// A text of 64 bits for whatever makes a story this story.
pub(crate) fn digest(story: &Story) -> u64 {
    let bible = story.bible();
    let parts = [&story.wish().text, &bible.title, &bible.place, &bible.secret, &bible.promise];
    // FNV-1a (RFC 9923).
    parts
        .into_iter()
        .flat_map(|part| part.bytes().chain([0]))
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests;
