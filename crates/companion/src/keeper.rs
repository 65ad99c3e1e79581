use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use vesper_session::{Phase, Place, Stage};
use vesper_speech::{Error, Kind, Result};

use crate::pen::{Pen, Write};

/// A place in a silence is written this often while the silence lasts.
const KEEP: Duration = Duration::from_secs(5);

/// Writes the listener's place down whenever it changes by a line, on a thread of its own: a disk may be slow.
///
/// Dropped, it waits until what the session showed last is on disk; the session must be gone by then.
pub(crate) struct Keeper {
    stage: watch::Receiver<Stage>,
    pen: Pen,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub(crate) fn start(stage: watch::Receiver<Stage>, pen: Pen) -> Result<Keeper> {
        let failed =
            |error: std::io::Error| Error::new(Kind::Engine, "places thread", format!("{error}."), "");
        let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(failed)?;
        let mut seen = stage.clone();
        let mut watch = Watch { pen: pen.clone(), kept: None, when: Instant::now() };
        let thread = Builder::new()
            .name("places".into())
            .spawn(move || {
                while runtime.block_on(seen.changed()).is_ok() {
                    watch.look(&mut seen);
                }
            })
            .map_err(failed)?;
        Ok(Keeper { stage, pen, thread: Some(thread) })
    }

    /// Keeps the place of this moment: the next one shows another script, or none.
    pub(crate) fn keep(&self) {
        self.pen.write_now(|| {
            let shown = Shown::of(&self.stage.borrow());
            match shown {
                Shown { script: Some(script), place: Some(place), phase } if is_under_way(phase) => {
                    Some(Write::Place { script, place })
                }
                _ => None,
            }
        });
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            // One that panicked has told so already.
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
    pen: Pen,
    kept: Option<(String, Place)>,
    when: Instant,
}

impl Watch {
    fn look(&mut self, seen: &mut watch::Receiver<Stage>) {
        let pen = self.pen.clone();
        pen.write_now(|| {
            let shown = Shown::of(&seen.borrow_and_update());
            self.due(shown)
        });
    }

    fn due(&mut self, Shown { script, place, phase }: Shown) -> Option<Write> {
        let script = script?;
        match place {
            _ if phase == Phase::Ended => {
                self.kept = None;
                Some(Write::ForgetPlace { script })
            }
            Some(place) if is_under_way(phase) && self.is_due(&script, &place, phase) => {
                self.when = Instant::now();
                self.kept = Some((script.clone(), place.clone()));
                Some(Write::Place { script, place })
            }
            _ => None,
        }
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
