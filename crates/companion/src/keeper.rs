use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use vesper_session::{Phase, Place, Stage};
use vesper_speech::{Error, Kind, Result};

use crate::places::Places;

/// A place in a silence is written this often while the silence lasts.
const KEEP: Duration = Duration::from_secs(5);

/// Writes the listener's place down whenever it changes by a line, on a thread of its own: a disk may be slow.
///
/// Dropped, it waits until what the session showed last is on disk; the session must be gone by then.
pub(crate) struct Keeper {
    stage: watch::Receiver<Stage>,
    places: Arc<Mutex<Places>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub(crate) fn start(stage: watch::Receiver<Stage>, places: Arc<Mutex<Places>>) -> Result<Keeper> {
        let failed =
            |error: std::io::Error| Error::new(Kind::Engine, "places thread", format!("{error}."), "");
        let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(failed)?;
        let mut seen = stage.clone();
        let kept = places.clone();
        let mut watch = Watch { kept: None, when: Instant::now(), failed: false };
        let thread = Builder::new()
            .name("places".into())
            .spawn(move || {
                while runtime.block_on(seen.changed()).is_ok() {
                    // The lock comes first, so that an older stage is never written after a newer one.
                    let mut places = lock(&kept);
                    let shown = Shown::of(&seen.borrow_and_update());
                    watch.look(shown, &mut places);
                }
            })
            .map_err(failed)?;
        Ok(Keeper { stage, places, thread: Some(thread) })
    }

    /// Keeps the place of this moment: the next one shows another script, or none.
    pub(crate) fn keep(&self) {
        let mut places = lock(&self.places);
        let shown = Shown::of(&self.stage.borrow());
        if let Shown { script: Some(script), place: Some(place), phase } = shown
            && is_under_way(phase)
            && let Err(error) = places.keep(&script, &place)
        {
            tracing::error!("the place in {script} is not kept. {error}");
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// What of a stage matters here.
struct Shown {
    script: Option<String>,
    place: Option<Place>,
    phase: Phase,
}

impl Shown {
    fn of(stage: &Stage) -> Shown {
        Shown { script: stage.script.clone(), place: stage.place.clone(), phase: stage.phase }
    }
}

struct Watch {
    kept: Option<(String, Place)>,
    when: Instant,
    /// It was said that nothing can be kept; once is enough.
    failed: bool,
}

impl Watch {
    fn look(&mut self, Shown { script, place, phase }: Shown, places: &mut Places) {
        let Some(script) = script else { return };
        let done = match place {
            _ if phase == Phase::Ended => {
                self.kept = None;
                places.forget(&script)
            }
            Some(place) if is_under_way(phase) && self.is_due(&script, &place, phase) => {
                self.when = Instant::now();
                self.kept = Some((script.clone(), place.clone()));
                places.keep(&script, &place)
            }
            _ => return,
        };
        if let Err(error) = &done
            && !self.failed
        {
            tracing::error!("the place in {script} is not kept. {error}");
        }
        self.failed = done.is_err();
    }

    fn is_due(&self, script: &str, place: &Place, phase: Phase) -> bool {
        let Some((_, kept)) = self.kept.as_ref().filter(|(of, _)| of == script) else { return true };
        let same_line = (kept.cue, &kept.path) == (place.cue, &place.path);
        kept != place && (!same_line || phase == Phase::Paused || self.when.elapsed() >= KEEP)
    }
}

fn is_under_way(phase: Phase) -> bool {
    matches!(phase, Phase::Speaking | Phase::Paused | Phase::Asking)
}

fn lock(places: &Mutex<Places>) -> MutexGuard<'_, Places> {
    places.lock().unwrap_or_else(PoisonError::into_inner)
}
