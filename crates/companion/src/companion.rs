use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::watch;
use vesper_audio::FarEnd;
use vesper_script::Cue;
use vesper_session::{Command, Phase, Place, Report, Session, Stage};
use vesper_speech::{Error, Kind, Line, Result};

use crate::cast::Cast;
use crate::doctor::{Check, doctor};
use crate::engines::{self, Preference};
use crate::home::Home;
use crate::keeper::Keeper;
use crate::kept::{Kept, Opening};
use crate::listening::Heeding;
use crate::models::{Models, named_recogniser};
use crate::offer::Offer;
use crate::pen::{Pen, Write};
use crate::recorder::Recorder;
use crate::requests::Logged;
use crate::settings::Settings;
use crate::shelf::{Entry, Shelf};
use crate::wish::{Wish, request};

/// What ships is told in this language.
pub(crate) const LANGUAGE: &str = "en";

/// Everything that a shell needs: the shelf, what is kept of the listener, and one performance.
pub struct Companion {
    home: Home,
    shelf: Shelf,
    settings: Settings,
    output: Preference,
    pub(crate) cast: Cast,
    pub(crate) session: Session,
    pub(crate) heeding: Heeding,
    reports: Option<tokio::sync::mpsc::Receiver<Report>>,
    // Behind the session: what it showed and told last is still kept when it is gone.
    pub(crate) keeper: Keeper,
    _recorder: Recorder,
    pub(crate) pen: Pen,
    pub(crate) kept: Kept,
    pub(crate) offer: Option<Offer>,
    models: OnceLock<Result<Arc<Models>>>,
}

impl Companion {
    pub fn open(home: Home) -> Result<Companion> {
        let opening = Kept::open(&home)?;
        let settings = opening.kept.settings()?;
        Companion::open_with(home, opening, settings)
    }

    /// With settings for this run that are not kept.
    pub fn open_with(home: Home, opening: Opening, settings: Settings) -> Result<Companion> {
        let Opening { kept, notices, offer, unkept: _ } = opening;
        let output = Preference::new(Mutex::new(settings.output.clone()));
        let (cast, voices) = Cast::begin(home.clone(), kept.clone(), settings.voice.as_deref(), LANGUAGE);
        let far = FarEnd::new();
        let mut session = engines::live(voices, &settings, output.clone(), far.clone())?;
        let teller = session.teller();
        for notice in notices {
            teller.tell(notice);
        }
        let (told, care) = (session.told(), teller.clone());
        let pen = Pen::new(kept.clone(), teller);
        let (recorder, reports) = match session.reports() {
            Some(reports) => Recorder::start(reports, pen.clone())?,
            None => return Err(Error::new(Kind::Engine, "session", "tells nothing.", "Start Vesper again.")),
        };
        Ok(Companion {
            keeper: Keeper::start(session.stage(), pen.clone())?,
            shelf: Shelf::load(&home),
            home,
            settings,
            output,
            cast,
            session,
            heeding: Heeding::start(far, &kept, told, care)?,
            reports: Some(reports),
            _recorder: recorder,
            pen,
            kept,
            offer,
            models: OnceLock::new(),
        })
    }

    /// Where the listener's things lie.
    pub fn home(&self) -> &Home {
        &self.home
    }

    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Looks again which scripts of the listener's own there are: a story that Vesper writes is one of them.
    pub fn look_again(&mut self) {
        self.shelf.look_again(&self.home);
    }

    /// The place kept in a script and when, in seconds since 1970.
    pub fn place(&self, id: &str) -> Option<(Place, u64)> {
        self.pen.place(id)
    }

    /// Performs `entry`, from where the listener left it unless the wish says otherwise.
    pub fn perform(&self, entry: &Entry, wish: Wish) -> Result<()> {
        self.keeper.keep();
        let language = entry.script.as_ref().ok().map(|script| script.header().language.clone());
        self.cast.change(&self.session, self.settings.voice.as_deref(), language.as_deref())?;
        if let Some(language) = &language {
            self.hear_in(language)?;
        }
        let request = request(entry, &wish, self.place(&entry.id).map(|(place, _)| place))?;
        self.session.send(Command::Perform(Box::new(request)))
    }

    pub fn command(&self, command: Command) -> Result<()> {
        match &command {
            Command::Said(said) | Command::Do(said) if self.attend(said)?.is_some() => return Ok(()),
            Command::Stop => self.keeper.keep(),
            Command::Say(cues) | Command::Instead(cues) => {
                let language = cues.iter().find_map(Cue::line).map(|line| line.language.as_str());
                self.cast.change(&self.session, self.settings.voice.as_deref(), language)?;
            }
            _ => {}
        }
        self.session.send(command)
    }

    pub fn stage(&self) -> watch::Receiver<Stage> {
        self.session.stage()
    }

    /// What happens, in order; once.
    pub fn reports(&mut self) -> Option<tokio::sync::mpsc::Receiver<Report>> {
        self.reports.take()
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Keeps the settings and applies them to what is being performed; where they cannot be kept now, they hold
    /// all the same and the listener is told. Another output device takes over at the sample that was heard last.
    pub fn set_settings(&mut self, settings: Settings) -> Result<()> {
        let settings = settings.bounded();
        let changed = settings.changed(&self.settings);
        if !changed.is_empty() {
            self.pen.write(Write::Settings(changed));
        }
        self.apply(settings)
    }

    pub(crate) fn apply(&mut self, settings: Settings) -> Result<()> {
        let moved = settings.output != self.settings.output;
        let recast = settings.voice != self.settings.voice;
        self.settings = settings;
        if recast {
            self.cast.change(&self.session, self.settings.voice.as_deref(), None)?;
        }
        if moved {
            *self.output.lock().unwrap_or_else(PoisonError::into_inner) = self.settings.output.clone();
            self.session.send(Command::Reopen)?;
        }
        self.session.send(Command::Settings(self.settings.performance()))
    }

    /// The voice `id` is gone: where it was the chosen one, none is.
    pub fn voice_removed(&mut self, id: &str) -> Result<()> {
        if self.settings.voice.as_deref() != Some(id) {
            return Ok(());
        }
        self.set_settings(Settings { voice: None, ..self.settings.clone() })
    }

    /// What is kept, for who reads, searches or exports it.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// The models of this machine, opened when they are first asked for. Shared, because adding one takes long and
    /// nothing else shall wait for it.
    pub fn models(&self) -> Result<&Arc<Models>> {
        let models = self
            .models
            .get_or_init(|| Models::open(&self.home, Box::new(Logged::new(self.kept.clone()))).map(Arc::new));
        models.as_ref().map_err(Clone::clone)
    }

    /// Looks at what this machine has of what Vesper needs.
    pub fn doctor(&self) -> Vec<Check> {
        doctor(&self.home, Some(&self.kept), named_recogniser().as_deref())
    }

    /// Lets the voice that `line` chooses say it. Not during a performance.
    pub fn audition(&self, mut line: Line) -> Result<()> {
        let busy = !matches!(self.session.stage().borrow().phase, Phase::Idle | Phase::Ended);
        if busy && self.session.stage().borrow().script.is_some() {
            return Err(Error::new(
                Kind::BadRequest,
                "voice",
                "cannot be tried out while something is being performed.",
                "Stop it first.",
            ));
        }
        line.pace = line.pace.clamp(0.5, 2.0) / self.settings.pace.max(0.1);
        self.cast.change(&self.session, line.voice.chosen.as_deref(), Some(&line.language))?;
        self.session.send(Command::Say(vec![Cue::Say(line)]))
    }
}
