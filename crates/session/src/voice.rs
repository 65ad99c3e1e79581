//! The `voice` thread: the synthesiser lives here, opened here, one request at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{Builder, JoinHandle};

use tokio::sync::mpsc::Sender;
use vesper_speech::{Error, Kind, Line, OpenSynthesizer, Out, Result, Spoken, Synthesizer};

use crate::machine::Event;

/// Rows to synthesise, each with the cue it belongs to.
struct Job {
    cast: u64,
    rows: Vec<(usize, Line)>,
}

pub(crate) struct Voice {
    jobs: SyncSender<Job>,
    /// Requests numbered lower are nobody's any more.
    floor: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

impl Voice {
    /// Starts the thread; the engine is opened on it at once, so that it is warm when the first line comes.
    pub(crate) fn start(open: OpenSynthesizer, events: Sender<Event>) -> Result<Voice> {
        let (jobs, queue) = sync_channel(1);
        let floor = Arc::new(AtomicU64::new(0));
        let seen = floor.clone();
        let thread = Builder::new()
            .name("voice".into())
            .spawn(move || work(open, &queue, &events, &seen))
            .map_err(|error| Error::new(Kind::Engine, "voice thread", format!("{error}."), ""))?;
        Ok(Voice { jobs, floor, thread: Some(thread) })
    }

    pub(crate) fn speak(&self, cast: u64, rows: Vec<(usize, Line)>) -> Result<()> {
        self.jobs.try_send(Job { cast, rows }).map_err(|error| {
            let what = match error {
                TrySendError::Full(_) => "was asked twice at once.",
                TrySendError::Disconnected(_) => "has ended.",
            };
            Error::new(Kind::Engine, "voice thread", what, "Start Vesper again.")
        })
    }

    pub(crate) fn hush(&self, cast: u64) {
        self.floor.store(cast, Ordering::Release);
    }

    /// Cuts short what is being made and waits until the engine is gone.
    pub(crate) fn end(mut self) {
        self.hush(u64::MAX);
        let thread = self.thread.take();
        drop(self);
        if let Some(thread) = thread {
            drop(thread.join());
        }
    }
}

fn work(open: OpenSynthesizer, queue: &Receiver<Job>, events: &Sender<Event>, floor: &AtomicU64) {
    let mut engine: Box<dyn Synthesizer> = match open() {
        Ok(engine) => engine,
        Err(error) => {
            drop(events.blocking_send(Event::NoVoice(error)));
            // What was asked before that was known is for nobody.
            while queue.recv().is_ok() {}
            return;
        }
    };
    while let Ok(Job { cast, rows }) = queue.recv() {
        let (cues, lines): (Vec<usize>, Vec<Line>) = rows.into_iter().unzip();
        let mut out = ToSession { cast, cues: &cues, events, floor };
        // An engine that panics has lost this line, not the session.
        let spoken = catch_unwind(AssertUnwindSafe(|| engine.synthesize(&lines, &mut out)));
        let failed = spoken.unwrap_or_else(|_| Err(broken())).err();
        if events.blocking_send(Event::VoiceDone { cast, failed }).is_err() {
            return;
        }
    }
}

fn broken() -> Error {
    let advice = "Go on to try it once more; if it stays so, choose another voice.";
    Error::new(Kind::Engine, "voice", "broke down at this line.", advice)
}

struct ToSession<'a> {
    cast: u64,
    cues: &'a [usize],
    events: &'a Sender<Event>,
    floor: &'a AtomicU64,
}

impl Out<Spoken> for ToSession<'_> {
    fn put(&mut self, spoken: Spoken) -> Result<()> {
        self.check()?;
        let Some(&row) = self.cues.get(spoken.row) else {
            return Err(Error::new(
                Kind::Engine,
                "voice",
                format!("spoke a line {} nobody asked for.", spoken.row),
                "",
            ));
        };
        let event = Event::Spoken { cast: self.cast, row, samples: spoken.samples, last: spoken.last };
        self.events.blocking_send(event).map_err(|_| Error::stopped())
    }

    fn check(&self) -> Result<()> {
        if self.cast < self.floor.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) }
    }
}
