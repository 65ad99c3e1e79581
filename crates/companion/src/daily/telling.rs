//! Telling a day while it is written, and keeping what was told.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, JoinHandle};

use jiff::Zoned;
use vesper_script::{Cue, End, Header, Kind as ScriptKind};
use vesper_session::{Desk, Growing, More, Written};
use vesper_speech::{ChatModel, Error, Kind, Out, Result};
use vesper_studio::daily::{Briefing, Material, Wish, Writer};

use super::{folder, writer};
use crate::companion::Companion;
use crate::home::Home;
use crate::whole;
use crate::writing::OpenModel;

/// Scripts of days that are kept; beyond that the oldest go.
const DAYS: usize = 30;

/// What the listener hears of the writing beside the words, on the thread `daily`.
pub type Tell = Box<dyn FnMut(News) + Send>;

/// How the writing goes.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// It begins under this name.
    Begins { title: String },
    /// All is written; the script lies there.
    Whole { path: PathBuf },
    /// What was told could not be kept.
    NotKept(Error),
    /// The model gave out, or there is none that can be opened: the sources' own sentences are told.
    NoModel(Error),
    /// There is no briefing.
    Failed(Error),
}

/// A day that is being told. Dropped, it ends the thread, within 50 ms of the model's next breath.
pub struct Telling {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Telling {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            // One that panicked has told so already.
            drop(thread.join());
        }
    }
}

/// A day that was told before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub path: PathBuf,
    pub ink: String,
}

impl Companion {
    /// Begins to write the day of `material` and tells it meanwhile; without `model` in the sources' own sentences.
    ///
    /// # Errors
    /// `BadRequest` for a language without words; `BadFile` for prompts of the listener's own that cannot be used; `Engine`
    /// where the system gives no thread.
    pub fn tell_day(
        &self,
        wish: &Wish,
        material: &Material,
        model: Option<OpenModel>,
        tell: Tell,
    ) -> Result<Telling> {
        let writer = writer(self.home())?;
        let briefing = writer.plan(wish, material, &Zoned::now())?;
        self.keeper.keep();
        self.cast.change(&self.session, self.settings().voice.as_deref(), Some(&wish.language))?;
        self.hear_in(&wish.language)?;
        let desk = self.session.desk();
        let stop = Arc::new(AtomicBool::new(false));
        let teller = Teller {
            home: self.home().clone(),
            writer,
            tell,
            page: Live::new(desk, &briefing, stop.clone()),
        };
        let thread = Builder::new()
            .name("daily".into())
            .spawn(move || teller.work(briefing, model))
            .map_err(|error| Error::new(Kind::Engine, "daily thread", format!("{error}."), ""))?;
        Ok(Telling { stop, thread: Some(thread) })
    }
}

struct Teller {
    home: Home,
    writer: Writer,
    tell: Tell,
    page: Live,
}

impl Teller {
    fn work(mut self, mut briefing: Briefing, model: Option<OpenModel>) {
        match self.told(&mut briefing, model) {
            Ok(path) => (self.tell)(News::Whole { path }),
            // Nobody listens any more.
            Err(error) if error.kind == Kind::Stopped => {}
            Err(error) => (self.tell)(News::Failed(error)),
        }
    }

    fn told(&mut self, briefing: &mut Briefing, model: Option<OpenModel>) -> Result<PathBuf> {
        self.page.begin(briefing)?;
        (self.tell)(News::Begins { title: briefing.title().to_owned() });
        let mut model = match model.map(|open| open()).transpose() {
            Ok(model) => model,
            Err(error) => {
                (self.tell)(News::NoModel(error));
                None
            }
        };
        let model = model.as_mut().map(|model| model.as_mut() as &mut dyn ChatModel);
        let written = self.writer.write(briefing, model, &mut self.page);
        if let Some(error) = briefing.trouble() {
            (self.tell)(News::NoModel(error.clone()));
        }
        // What was told is kept, whether the rest was wanted or not.
        let kept = keep(&self.home, briefing, &self.writer.ink(briefing));
        written?;
        self.page.end()?;
        match kept {
            Ok(path) => Ok(path),
            Err(error) => {
                (self.tell)(News::NotKept(error));
                Err(Error::stopped())
            }
        }
    }
}

/// The performance that grows while the day is written: one page without choices.
struct Live {
    desk: Desk,
    id: String,
    stop: Arc<AtomicBool>,
}

impl Live {
    fn new(desk: Desk, briefing: &Briefing, stop: Arc<AtomicBool>) -> Live {
        Live { desk, id: format!("daily/{}", briefing.made()), stop }
    }

    fn begin(&self, briefing: &Briefing) -> Result<()> {
        let header = Header {
            kind: ScriptKind::Story,
            title: briefing.title().to_owned(),
            by: "Vesper".into(),
            about: String::new(),
            language: briefing.language().to_owned(),
            cast: Vec::new(),
            minutes: None,
            moods: Vec::new(),
        };
        self.desk.grow(Growing {
            id: self.id.clone(),
            header,
            digest: briefing.made(),
            seed: briefing.made(),
            place: None,
            pages: Vec::new(),
            choices: Default::default(),
        })
    }

    fn end(&self) -> Result<()> {
        self.hand_in(More::End { end: End::Finish, own: None })
    }

    fn hand_in(&self, more: More) -> Result<()> {
        self.desk.write(Written { id: self.id.clone(), path: Vec::new(), more })
    }
}

impl Out<Cue> for Live {
    fn put(&mut self, cue: Cue) -> Result<()> {
        self.check()?;
        self.hand_in(More::Cue(cue))
    }

    fn check(&self) -> Result<()> {
        if self.stop.load(Ordering::Acquire) || self.desk.is_gone() { Err(Error::stopped()) } else { Ok(()) }
    }
}

/// Writes the day to its end without telling it: for a file. Keeps it as well.
///
/// # Errors
/// What `check` answers; those of [`Companion::tell_day`]; why it cannot be kept.
pub fn write_day(
    home: &Home,
    wish: &Wish,
    material: &Material,
    model: Option<&mut dyn ChatModel>,
    check: &dyn Fn() -> Result<()>,
) -> Result<(Briefing, Told)> {
    let writer = writer(home)?;
    let mut briefing = writer.plan(wish, material, &Zoned::now())?;
    writer.write(&mut briefing, model, &mut Unheard(check))?;
    let ink = writer.ink(&briefing);
    let path = keep(home, &briefing, &ink)?;
    Ok((briefing, Told { path, ink }))
}

/// Nobody hears it yet.
struct Unheard<'a>(&'a dyn Fn() -> Result<()>);

impl Out<Cue> for Unheard<'_> {
    fn put(&mut self, _: Cue) -> Result<()> {
        (self.0)()
    }

    fn check(&self) -> Result<()> {
        (self.0)()
    }
}

/// What was told last; none where nothing was.
///
/// # Errors
/// `BadFile` or `Denied` where it cannot be read.
pub fn last_told(home: &Home) -> Result<Option<Told>> {
    let Some(path) = days(home).pop() else { return Ok(None) };
    let bytes = super::gathered::file(&path, 2 << 20, "Delete it.")?;
    let ink = String::from_utf8(bytes).map_err(|_| {
        Error::new(Kind::BadFile, path.display().to_string(), "is no text in UTF-8.", "Delete it.")
    })?;
    Ok(Some(Told { path, ink }))
}

/// Keeps the script of a day, and the newest of those before.
fn keep(home: &Home, briefing: &Briefing, ink: &str) -> Result<PathBuf> {
    let folder = folder(home).join("told");
    std::fs::create_dir_all(&folder).map_err(|error| whole::unwritable(&folder, &error))?;
    let day = crate::dates::day(briefing.made());
    // Seconds in front of what people read, so that the names are in the order of time.
    let path = folder.join(format!("{:012}-{day}.ink", briefing.made()));
    whole::write(&path, ink.as_bytes())?;
    let days = days(home);
    let over = days.len().saturating_sub(DAYS);
    for old in days.iter().take(over) {
        // One that cannot be deleted is in nobody's way.
        drop(std::fs::remove_file(old));
    }
    Ok(path)
}

/// The scripts that are kept, the oldest first.
fn days(home: &Home) -> Vec<PathBuf> {
    let Ok(listing) = std::fs::read_dir(folder(home).join("told")) else { return Vec::new() };
    let mut days: Vec<PathBuf> = listing
        .take(10 * DAYS)
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "ink"))
        .collect();
    days.sort();
    days
}
