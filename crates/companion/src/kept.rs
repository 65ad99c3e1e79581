use std::sync::{Arc, Mutex, PoisonError};

use vesper_library::{Library, Notice as Found};
use vesper_session::{Notice, NoticeKind, Place};
use vesper_speech::{Error, Result};

use crate::home::Home;
use crate::listening::Listening;
use crate::offer::Offer;
use crate::settings::Settings;
use crate::{earlier, offer, places};

/// What is kept of this listener, open for everything that reads or writes it. Clones share one library.
///
/// Where the home cannot be written, it is a library in memory, which ends with the program; [`Opening::notices`]
/// say so.
#[derive(Clone)]
pub struct Kept {
    library: Arc<Mutex<Library>>,
}

/// What is kept, and what the listener should know about how it was found.
pub struct Opening {
    pub kept: Kept,
    pub notices: Vec<Notice>,
    /// Where the library was damaged and there is a snapshot to bring back.
    pub offer: Option<Offer>,
    /// Why nothing can be kept in this run: `kept` is a library in memory then. Also among the notices.
    pub unkept: Option<Error>,
}

impl Opening {
    /// Found as it should be.
    pub(crate) fn of(kept: Kept) -> Opening {
        Opening { kept, notices: Vec::new(), offer: None, unkept: None }
    }
}

impl Kept {
    /// Opens the library of `home` and takes in what earlier versions kept in files of their own.
    pub fn open(home: &Home) -> Result<Opening> {
        let path = home.library();
        let mut notices = Vec::new();
        let (mut offer, mut unkept) = (None, None);
        let library = match Library::open(&path) {
            Ok(opened) => {
                home.close_to_others();
                if let Some(Found::Damaged(damage)) = opened.notice {
                    offer = Offer::of(&damage);
                    notices.push(Notice { kind: NoticeKind::Damaged, text: offer::told(&path, &damage) });
                } else if opened.notice == Some(Found::Torn) {
                    let text =
                        "The machine stopped while something was being kept; at most the last line is lost.";
                    notices.push(Notice { kind: NoticeKind::Damaged, text: text.into() });
                }
                opened.library
            }
            Err(error) => {
                notices.push(not_kept(&error));
                unkept = Some(error);
                Library::in_memory()?
            }
        };
        let kept = Kept { library: Arc::new(Mutex::new(library)) };
        notices.extend(earlier::take_in(home, &kept));
        Ok(Opening { kept, notices, offer, unkept })
    }

    /// The same, for those who only look: nothing is made in a home where nothing was kept yet.
    pub fn look(home: &Home) -> Result<Opening> {
        // Snapshots without a library say that it was lost, which its door tells.
        let traces = [home.library(), home.snapshots(), home.places(), home.settings()];
        if traces.iter().any(|trace| trace.symlink_metadata().is_ok()) {
            return Kept::open(home);
        }
        let library = Arc::new(Mutex::new(Library::in_memory()?));
        Ok(Opening::of(Kept { library }))
    }

    /// Runs `work` with the library. Others wait meanwhile.
    pub fn with<T>(&self, work: impl FnOnce(&mut Library) -> Result<T>) -> Result<T> {
        work(&mut self.library.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The listener's settings; the usual ones where none can be read.
    pub fn settings(&self) -> Result<Settings> {
        self.with(|library| Ok(Settings::of(&library.settings()?)))
    }

    /// How the listener wants to be heard, off; as usual where nothing can be read.
    pub fn listening(&self) -> Result<Listening> {
        self.with(|library| Ok(Listening::of(&library.settings()?)))
    }

    /// The place kept in a script and when, in seconds since 1970.
    pub fn place(&self, script: &str) -> Result<Option<(Place, u64)>> {
        Ok(self.with(|library| library.place(script))?.map(places::of))
    }
}

/// Nothing at all can be kept in this run.
fn not_kept(error: &Error) -> Notice {
    let text = format!("Nothing can be kept now. {error}");
    Notice { kind: NoticeKind::NotKept, text }
}
