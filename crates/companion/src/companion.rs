use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::watch;
use vesper_script::{Kind as ScriptKind, Start};
use vesper_session::{AtAsk, Command, Phase, Place, Report, Request, Session, Stage};
use vesper_speech::{Error, Kind, Result};

use crate::audition::sample_line;
use crate::doctor::{Check, doctor};
use crate::engines::{self, Preference};
use crate::home::Home;
use crate::keeper::Keeper;
use crate::models::{Models, Traced};
use crate::places::Places;
use crate::settings::Settings;
use crate::shelf::{Entry, Shelf, fault_error};

/// Everything that a shell needs: the shelf, the listener's settings and places, and one performance.
pub struct Companion {
    home: Home,
    shelf: Shelf,
    settings: Settings,
    output: Preference,
    places: Arc<Mutex<Places>>,
    session: Session,
    reports: Option<tokio::sync::mpsc::Receiver<Report>>,
    // Behind the session: what it showed last is still kept when it is gone.
    keeper: Keeper,
    models: OnceLock<Result<Arc<Models>>>,
}

/// What to perform, and from where.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Length of a meditation; its usual one where none is given.
    pub minutes: Option<u32>,
    /// From the beginning, whatever place was kept.
    pub fresh: bool,
    pub seed: Option<u64>,
    pub choices: Vec<usize>,
}

impl Companion {
    pub fn open(home: Home) -> Result<Companion> {
        let settings = Settings::load(&home)?;
        Companion::open_with(home, settings)
    }

    /// With settings for this run that are not kept.
    pub fn open_with(home: Home, settings: Settings) -> Result<Companion> {
        let places = Arc::new(Mutex::new(Places::load(&home)?));
        let output = Preference::new(Mutex::new(settings.output.clone()));
        let mut session = engines::live(&settings, output.clone())?;
        let reports = session.reports();
        let keeper = Keeper::start(session.stage(), places.clone())?;
        let shelf = Shelf::load(&home);
        Ok(Companion {
            home,
            shelf,
            settings,
            output,
            places,
            session,
            reports,
            keeper,
            models: OnceLock::new(),
        })
    }

    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The place kept in a script and when, in seconds since 1970.
    pub fn place(&self, id: &str) -> Option<(Place, u64)> {
        let places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        Some((places.get(id)?, places.when(id)?))
    }

    /// Performs `entry`, from where the listener left it unless the wish says otherwise.
    pub fn perform(&self, entry: &Entry, wish: Wish) -> Result<()> {
        self.keeper.keep();
        let request = request(entry, &wish, self.place(&entry.id).map(|(place, _)| place))?;
        self.session.send(Command::Perform(Box::new(request)))
    }

    pub fn command(&self, command: Command) -> Result<()> {
        if matches!(command, Command::Stop) {
            self.keeper.keep();
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

    /// Keeps the settings and applies them to what is being performed. Another output device
    /// takes over at the sample that was heard last.
    pub fn set_settings(&mut self, settings: Settings) -> Result<()> {
        let settings = settings.bounded();
        settings.save(&self.home)?;
        let moved = settings.output != self.settings.output;
        self.settings = settings;
        if moved {
            *self.output.lock().unwrap_or_else(PoisonError::into_inner) = self.settings.output.clone();
            self.session.send(Command::Reopen)?;
        }
        self.session.send(Command::Settings(self.settings.performance()))
    }

    /// The models of this machine, opened when they are first asked for. Shared, because adding one takes long and
    /// nothing else shall wait for it.
    pub fn models(&self) -> Result<&Arc<Models>> {
        let models = self.models.get_or_init(|| Models::open(&self.home, Box::new(Traced)).map(Arc::new));
        models.as_ref().map_err(Clone::clone)
    }

    /// Looks at what this machine has of what Vesper needs.
    pub fn doctor(&self) -> Vec<Check> {
        let model = std::env::var_os("VESPER_WHISPER_MODEL").map(PathBuf::from);
        doctor(&self.home, model.as_deref())
    }

    /// Lets a voice say a sentence. Not during a performance.
    pub fn audition(&self, voice: Option<String>, language: &str, pace: f32) -> Result<()> {
        let busy = !matches!(self.session.stage().borrow().phase, Phase::Idle | Phase::Ended);
        if busy && self.session.stage().borrow().script.is_some() {
            return Err(Error::new(
                Kind::BadRequest,
                "voice",
                "cannot be tried out while something is being performed.",
                "Stop it first.",
            ));
        }
        let mut line = sample_line(voice, language);
        line.pace = pace.clamp(0.5, 2.0) / self.settings.pace.max(0.1);
        self.session.send(Command::Say(vec![line]))
    }
}

/// What the session needs to perform `entry`.
pub fn request(entry: &Entry, wish: &Wish, place: Option<Place>) -> Result<Request> {
    let script = entry.script.clone().map_err(|faults| fault_error(&entry.id, &faults))?;
    let header = script.header();
    let minutes = match (header.kind, &header.minutes) {
        (ScriptKind::Meditation, Some(range)) => {
            let minutes = wish.minutes.unwrap_or(range.usual);
            if minutes < range.least || minutes > range.most {
                return Err(Error::new(
                    Kind::BadRequest,
                    entry.id.clone(),
                    format!("cannot last {minutes} minutes."),
                    format!("Choose {} to {} minutes.", range.least, range.most),
                ));
            }
            Some(minutes)
        }
        _ => None,
    };
    let fresh = wish.fresh
        || !wish.choices.is_empty()
        || wish
            .minutes
            .is_some_and(|wished| place.as_ref().is_some_and(|place| place.minutes != Some(wished)))
        || wish.seed.is_some_and(|seed| place.as_ref().is_some_and(|place| place.seed != seed));
    Ok(Request {
        id: entry.id.clone(),
        start: Start { minutes, seed: wish.seed.unwrap_or_else(seed) },
        place: place.filter(|_| !fresh),
        choices: wish.choices.iter().copied().collect::<VecDeque<usize>>(),
        at_ask: AtAsk::Wait,
        script,
    })
}

/// Another performance, another rain: the clock is random enough for that.
fn seed() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos() as u64)
}
