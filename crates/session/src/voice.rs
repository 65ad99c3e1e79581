//! The `voice` thread: the synthesiser lives here, opened here, one request at a time. Where a voice cannot be opened
//! or breaks down, the next one takes its place.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

use tokio::sync::mpsc::Sender;
use vesper_speech::{Error, Kind, Line, Out, Result, Spoken, Synthesizer};

use crate::machine::Event;
use crate::{GaveOut, OpenVoice};

enum Order {
    Speak(Job),
    /// Other voices were chosen.
    Change,
}

/// Rows to synthesise, each with the cue it belongs to.
struct Job {
    cast: u64,
    rows: Vec<(usize, Line)>,
}

/// The voices chosen last, until the thread takes them.
type Chosen = Arc<Mutex<Option<Vec<OpenVoice>>>>;

pub(crate) struct Voice {
    orders: SyncSender<Order>,
    chosen: Chosen,
    /// Requests numbered lower are nobody's any more.
    floor: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

impl Voice {
    /// Starts the thread; the first of `voices` that can be opened is opened on it at once, so that it is warm when
    /// the first line comes.
    pub(crate) fn start(voices: Vec<OpenVoice>, events: Sender<Event>) -> Result<Voice> {
        // One request is under way at most, and one change waits at most.
        let (orders, queue) = sync_channel(2);
        let floor = Arc::new(AtomicU64::new(0));
        let chosen = Chosen::default();
        let (waiting, seen) = (chosen.clone(), floor.clone());
        let thread = Builder::new()
            .name("voice".into())
            .spawn(move || {
                let voices = Voices { now: None, next: voices.into(), events, floor: seen };
                drop(voices.work(&queue, &waiting));
            })
            .map_err(|error| Error::new(Kind::Engine, "voice thread", format!("{error}."), ""))?;
        Ok(Voice { orders, chosen, floor, thread: Some(thread) })
    }

    pub(crate) fn speak(&self, cast: u64, rows: Vec<(usize, Line)>) -> Result<()> {
        self.order(Order::Speak(Job { cast, rows }))
    }

    /// Other voices speak from the next request on.
    pub(crate) fn change(&self, voices: Vec<OpenVoice>) -> Result<()> {
        let before = self.chosen.lock().unwrap_or_else(PoisonError::into_inner).replace(voices);
        if before.is_none() { self.order(Order::Change) } else { Ok(()) }
    }

    fn order(&self, order: Order) -> Result<()> {
        self.orders.try_send(order).map_err(|error| {
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

/// The voices as their thread has them.
struct Voices {
    now: Option<Speaking>,
    /// Those that speak when it gives out, in this order.
    next: VecDeque<OpenVoice>,
    events: Sender<Event>,
    floor: Arc<AtomicU64>,
}

/// The voice that speaks, with its engine where that is whole.
struct Speaking {
    voice: OpenVoice,
    engine: Option<Box<dyn Synthesizer>>,
}

impl Voices {
    /// Works until there are no more orders, or nobody who hears of it.
    fn work(mut self, orders: &Receiver<Order>, chosen: &Chosen) -> Result<()> {
        self.open_first()?;
        while let Ok(order) = orders.recv() {
            match order {
                Order::Speak(job) => {
                    let cast = job.cast;
                    let failed = self.speak(job).err();
                    self.tell(Event::VoiceDone { cast, failed })?;
                }
                Order::Change => {
                    let voices = chosen.lock().unwrap_or_else(PoisonError::into_inner).take();
                    (self.now, self.next) = (None, voices.unwrap_or_default().into());
                    self.open_first()?;
                }
            }
        }
        Ok(())
    }

    fn open_first(&mut self) -> Result<()> {
        let mut gave_out = Vec::new();
        if self.open_next(&mut gave_out)? { Ok(()) } else { self.tell(Event::NoVoice(gave_out)) }
    }

    /// Opens the next voice that can be opened, and adds to `gave_out` those that cannot; says whether there was one.
    fn open_next(&mut self, gave_out: &mut Vec<GaveOut>) -> Result<bool> {
        while let Some(voice) = self.next.pop_front() {
            match open(&voice) {
                Ok(engine) => {
                    let opened =
                        Event::VoiceOpened { voice: voice.name().into(), gave_out: std::mem::take(gave_out) };
                    self.now = Some(Speaking { voice, engine: Some(engine) });
                    self.tell(opened)?;
                    return Ok(true);
                }
                Err(error) => gave_out.push(GaveOut { voice: voice.name().into(), error }),
            }
        }
        Ok(false)
    }

    /// Speaks, as far as the voice comes. Where it breaks down and there is another, that one is opened, and what was
    /// not spoken has to be asked for again.
    fn speak(&mut self, job: Job) -> Result<()> {
        let Some(speaking) = self.now.as_mut() else { return Err(Error::stopped()) };
        let out = ToSession { cast: job.cast, cues: Vec::new(), events: &self.events, floor: &self.floor };
        let Err(error) = speaking.speak(job.rows, out) else { return Ok(()) };
        if error.kind == Kind::Stopped {
            return Err(error);
        }
        // A model that broke down may hold the memory that the next one needs.
        speaking.engine = None;
        let mut gave_out = vec![GaveOut { voice: speaking.voice.name().into(), error: error.clone() }];
        if self.open_next(&mut gave_out)? { Err(Error::stopped()) } else { Err(error) }
    }

    fn tell(&self, event: Event) -> Result<()> {
        self.events.blocking_send(event).map_err(|_| Error::stopped())
    }
}

impl Speaking {
    fn speak(&mut self, rows: Vec<(usize, Line)>, mut out: ToSession<'_>) -> Result<()> {
        let engine = match &mut self.engine {
            Some(engine) => engine,
            gone => gone.insert(open(&self.voice)?),
        };
        let lines: Vec<Line>;
        (out.cues, lines) = rows.into_iter().unzip();
        // An engine that panics has lost this line, not the session.
        let spoken = catch_unwind(AssertUnwindSafe(|| engine.synthesize(&lines, &mut out)));
        spoken.unwrap_or_else(|_| Err(broken("broke down at this line.")))
    }
}

fn open(voice: &OpenVoice) -> Result<Box<dyn Synthesizer>> {
    catch_unwind(AssertUnwindSafe(|| voice.open()))
        .unwrap_or_else(|_| Err(broken("broke down while it was opened.")))
}

fn broken(what: &str) -> Error {
    let advice = "Go on to try it once more; if it stays so, choose another voice.";
    Error::new(Kind::Engine, "voice", what, advice)
}

struct ToSession<'a> {
    cast: u64,
    cues: Vec<usize>,
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
        let Spoken { samples, words, last, .. } = spoken;
        let event = Event::Spoken { cast: self.cast, row, samples, words, last };
        self.events.blocking_send(event).map_err(|_| Error::stopped())
    }

    fn check(&self) -> Result<()> {
        if self.cast < self.floor.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) }
    }
}
