//! Writing down what happens, whatever the disk does: what cannot be written now waits and is written later.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use vesper_library::{Begin, Library, Said, SessionId, Story};
use vesper_session::{Notice, NoticeKind, Place, Teller};
use vesper_speech::{Error, Kind, Result};

use crate::kept::Kept;
use crate::places;

/// How many writes wait at most: the lines of about ten hours.
pub(crate) const WAITING: usize = 8192;

/// Something to be kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Write {
    /// A session begins; `story` is what is performed in it.
    Begin {
        begin: Begin,
        story: Story,
    },
    Said(Said),
    /// An option that was taken in the story with this id.
    Taken {
        story: String,
        path: Vec<usize>,
        options: Vec<String>,
        option: usize,
    },
    End,
    Place {
        script: String,
        place: Place,
    },
    ForgetPlace {
        script: String,
    },
    Settings(BTreeMap<String, Value>),
}

/// Writes in the order in which it is asked to. Clones share one order.
#[derive(Clone)]
pub(crate) struct Pen {
    kept: Kept,
    teller: Teller,
    queue: Arc<Mutex<Queue>>,
}

/// What waits, in its order.
#[derive(Default)]
struct Queue {
    waiting: VecDeque<Write>,
    /// The session that lines belong to, and how it began.
    session: Option<(SessionId, Begin)>,
    /// A session whose beginning found no room: its lines have nowhere to go.
    lost_session: bool,
    lost: u64,
    /// The listener was told that nothing can be kept.
    told: bool,
}

impl Pen {
    pub(crate) fn new(kept: Kept, teller: Teller) -> Pen {
        Pen { kept, teller, queue: Arc::default() }
    }

    /// Says whether it is on disk. If not, it waits, and the listener knows.
    pub(crate) fn write(&self, write: Write) -> bool {
        let mut queue = self.queue();
        queue.put(write);
        self.work_off(&mut queue)
    }

    /// The same with what `choose` finds to write, if anything: nothing else is written in between, so that an older
    /// state never follows a newer one.
    pub(crate) fn write_now(&self, choose: impl FnOnce() -> Option<Write>) {
        let mut queue = self.queue();
        if let Some(write) = choose() {
            queue.put(write);
            self.work_off(&mut queue);
        }
    }

    /// Tries again what waits, and says whether nothing does any more.
    pub(crate) fn try_again(&self) -> bool {
        let mut queue = self.queue();
        self.work_off(&mut queue)
    }

    /// The place in a script and when it was kept, also where it still waits to be; `None` where none is known.
    pub(crate) fn place(&self, script: &str) -> Option<(Place, u64)> {
        let queue = self.queue();
        let waits = queue.waiting.iter().rev().find_map(|write| match write {
            Write::Place { script: of, place } if of == script => Some(Some((place.clone(), places::now()))),
            Write::ForgetPlace { script: of } if of == script => Some(None),
            _ => None,
        });
        waits.unwrap_or_else(|| match self.kept.place(script) {
            Ok(place) => place,
            Err(error) => {
                tracing::error!("the place in {script} cannot be read. {error}");
                None
            }
        })
    }

    /// How many writes wait.
    pub(crate) fn waiting(&self) -> usize {
        self.queue().waiting.len()
    }

    /// Tells what reading all of the library in the background has found, and says whether that was anything.
    pub(crate) fn tell_damage(&self) -> bool {
        let Ok(Some((path, damage))) =
            self.kept.with(|library| Ok(library.path().map(Path::to_owned).zip(library.checked())))
        else {
            return false;
        };
        let text = format!(
            "{}: {} It is moved aside when Vesper is started the next time, and the last snapshot offered.",
            path.display(),
            damage.what
        );
        self.teller.tell(Notice { kind: NoticeKind::Damaged, text })
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work_off(&self, queue: &mut Queue) -> bool {
        while let Some(write) = queue.waiting.front() {
            let written = self.kept.with(|library| keep(library, &mut queue.session, write));
            match written {
                Ok(()) => {}
                // No later try would fare better, and what comes after it must not wait for it.
                Err(error) if error.kind == Kind::BadRequest => tracing::warn!("not kept: {error}"),
                Err(error) => {
                    queue.told = queue.told || self.tell_not_kept(&error);
                    return false;
                }
            }
            queue.waiting.pop_front();
        }
        if std::mem::take(&mut queue.told) {
            let text = "What could not be kept before is kept now.".to_owned();
            queue.told = !self.teller.tell(Notice { kind: NoticeKind::KeptAgain, text });
        }
        true
    }

    fn tell_not_kept(&self, error: &Error) -> bool {
        tracing::warn!("not kept yet: {error}");
        let text = format!("What you hear cannot be kept now, and waits until it can. {error}");
        self.teller.tell(Notice { kind: NoticeKind::NotKept, text })
    }
}

impl Queue {
    fn put(&mut self, write: Write) {
        match &write {
            // Of places and settings, only the last counts.
            Write::Place { script, .. } | Write::ForgetPlace { script } => {
                let same = |other: &Write| matches!(other, Write::Place { script: of, .. } | Write::ForgetPlace { script: of } if of == script);
                self.waiting.retain(|other| !same(other));
            }
            Write::Begin { .. } => self.lost_session = self.waiting.len() >= WAITING,
            _ => {}
        }
        let of_session =
            matches!(write, Write::Begin { .. } | Write::Said(_) | Write::Taken { .. } | Write::End);
        if self.waiting.len() < WAITING && !(of_session && self.lost_session) {
            self.waiting.push_back(write);
        } else {
            self.lost += 1;
            if self.lost.is_power_of_two() {
                tracing::error!("too much waits to be kept; {} lines and places were given up", self.lost);
            }
        }
    }
}

fn keep(library: &mut Library, session: &mut Option<(SessionId, Begin)>, write: &Write) -> Result<()> {
    match write {
        Write::Begin { begin, story } => {
            *session = None;
            if library.story(&story.id)?.is_none() {
                library.keep_story(story)?;
            }
            *session = Some((library.begin(begin)?, begin.clone()));
            Ok(())
        }
        Write::Said(said) => {
            let Some((id, begin)) = session else { return Ok(()) };
            match library.heard(*id, said) {
                // It was forgotten, or an older library brought back, while it goes on: what follows is another.
                Err(error) if error.kind == Kind::BadRequest && library.session(*id)?.is_none() => {
                    *id = library.begin(begin)?;
                    library.heard(*id, said).map(drop)
                }
                heard => heard.map(drop),
            }
        }
        Write::Taken { story, path, options, option } => library.branch(story, path, options, Some(*option)),
        Write::End => match session {
            Some((id, _)) if library.session(*id)?.is_some() => library.end(*id),
            _ => Ok(()),
        },
        Write::Place { script, place } => library.keep_place(script, &places::record(place)),
        Write::ForgetPlace { script } => library.forget_place(script),
        Write::Settings(settings) => library.set(settings),
    }
}
