//! The `mouth` thread: the sink lives here, opened here, reopened here when it is lost.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::Sender;
use vesper_speech::{AudioSink, Error, Health, Kind, OpenSink, Result, Turn};

use crate::machine::{Event, Piece};

#[derive(Debug, PartialEq)]
pub(crate) enum Order {
    Open,
    Reopen,
    Close,
    Clear(Turn),
    Stop(Turn),
    Play(Turn, Piece),
    Pause,
    Resume,
    Duck,
    Restore { again: bool },
    Volume(f32, f32),
    Finish,
}

/// The share of its loudness that the voice keeps while somebody seems to speak: -18 dB.
const DUCK: f32 = 0.126;
/// How often the sink is fed and asked how far it is.
const BEAT: Duration = Duration::from_millis(10);
/// How often the sink is asked how it fares.
const CHECK: Duration = Duration::from_millis(100);
/// How long a device that cannot be opened is left alone.
const RETRY: Duration = Duration::from_millis(500);
/// Attempts before a device that cannot be opened is given up.
const ATTEMPTS: u32 = 6;

/// Starts the thread, which ends when the orders do.
pub(crate) fn start(open: OpenSink, events: Sender<Event>) -> Result<(SyncSender<Order>, JoinHandle<()>)> {
    let (orders, queue) = sync_channel(256);
    let thread = Builder::new()
        .name("mouth".into())
        .spawn(move || Mouth::new(open, events).run(&queue))
        .map_err(|error| Error::new(Kind::Engine, "mouth thread", format!("{error}."), ""))?;
    Ok((orders, thread))
}

struct Mouth {
    open: OpenSink,
    events: Sender<Event>,
    sink: Option<Box<dyn AudioSink>>,
    /// Bounded by what the machine has under way.
    pieces: VecDeque<Piece>,
    turn: Turn,
    /// The turn that was stopped, until it is known up to where it was heard.
    stopping: Option<Turn>,
    /// The sink is new and no turn has begun on it: what is still on its way was meant for another.
    fresh: bool,
    written: u64,
    taken: u64,
    told: (u64, u64),
    checked: Instant,
}

impl Mouth {
    fn new(open: OpenSink, events: Sender<Event>) -> Mouth {
        Mouth {
            open,
            events,
            sink: None,
            pieces: VecDeque::new(),
            turn: Turn::default(),
            stopping: None,
            fresh: false,
            written: 0,
            taken: 0,
            told: (0, 0),
            checked: Instant::now(),
        }
    }

    fn run(mut self, queue: &Receiver<Order>) {
        loop {
            let wait = if self.sink.is_some() { BEAT } else { CHECK };
            match queue.recv_timeout(wait) {
                Ok(order) => self.take(order),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            while let Ok(order) = queue.try_recv() {
                self.take(order);
            }
            self.pump();
            if self.tell().is_err() || self.check().is_err() {
                return;
            }
        }
    }

    fn take(&mut self, order: Order) {
        match order {
            Order::Open => drop(self.reopen()),
            Order::Reopen => drop(self.replace(None)),
            Order::Close => {
                self.sink = None;
                self.forget();
            }
            Order::Clear(turn) => {
                (self.turn, self.fresh) = (turn, false);
                self.forget();
                self.with(|sink| sink.clear());
            }
            Order::Stop(turn) => {
                let was = std::mem::replace(&mut self.turn, turn);
                self.fresh = false;
                self.forget();
                self.stopping = self.sink.is_some().then_some(was);
                self.with(|sink| sink.stop());
            }
            Order::Play(turn, piece) if turn == self.turn && !self.fresh => self.pieces.push_back(piece),
            Order::Play(..) => {}
            Order::Pause => self.with(|sink| sink.pause()),
            Order::Resume => self.with(|sink| sink.resume()),
            Order::Duck => self.with(|sink| sink.duck(DUCK)),
            Order::Restore { again } => self.with(|sink| sink.restore(sink.ducked().filter(|_| again))),
            Order::Volume(voice, bed) => self.with(|sink| sink.volume(voice, bed)),
            Order::Finish => {
                let done = self.sink.as_mut().map_or(Ok(()), |sink| sink.finish());
                drop(self.events.blocking_send(Event::Finished(done)));
            }
        }
    }

    fn with(&mut self, act: impl FnOnce(&mut dyn AudioSink)) {
        if let Some(sink) = self.sink.as_deref_mut() {
            act(sink);
        }
    }

    fn forget(&mut self) {
        self.pieces.clear();
        (self.written, self.taken, self.told) = (0, 0, (0, 0));
        self.stopping = None;
    }

    /// Opens a sink, with a few attempts where a device refuses.
    fn reopen(&mut self) -> std::result::Result<(), ()> {
        self.forget();
        self.fresh = true;
        let mut attempt = 1;
        let event = loop {
            match (self.open)() {
                Ok(sink) => {
                    let device = sink.device();
                    self.sink = Some(sink);
                    break Event::Opened(device);
                }
                Err(error) if attempt == ATTEMPTS || error.kind != Kind::LostDevice => {
                    break Event::OpenFailed(error);
                }
                Err(_) => {
                    attempt += 1;
                    std::thread::sleep(RETRY);
                }
            }
        };
        self.checked = Instant::now();
        self.events.blocking_send(event).map_err(|_| ())
    }

    /// Gives the sink what it takes.
    fn pump(&mut self) {
        let Some(sink) = self.sink.as_deref_mut() else { return };
        while let Some(piece) = self.pieces.front_mut() {
            let whole = match piece {
                Piece::Mark(mark) => sink.mark(self.written, mark),
                Piece::Samples(samples) => {
                    let taken = sink.write(samples);
                    self.written += taken as u64;
                    samples.drain(..taken);
                    samples.is_empty()
                }
                Piece::Silence(left) => {
                    let taken = sink.write(&SILENCE[..(*left).min(SILENCE.len() as u64) as usize]) as u64;
                    self.written += taken;
                    *left -= taken;
                    if taken > 0 && *left > 0 {
                        continue;
                    }
                    *left == 0
                }
            };
            if !whole {
                return;
            }
            self.pieces.pop_front();
            self.taken += 1;
        }
    }

    fn tell(&mut self) -> std::result::Result<(), ()> {
        let Some(sink) = self.sink.as_deref() else { return Ok(()) };
        if let Some(turn) = self.stopping
            && let Some(played) = sink.stopped()
        {
            self.stopping = None;
            self.events.blocking_send(Event::Stopped { turn, played }).map_err(|_| ())?;
        }
        let now = (sink.played(), self.taken);
        if now == self.told {
            return Ok(());
        }
        self.told = now;
        let event = Event::Heard { turn: self.turn, played: now.0, taken: now.1 };
        self.events.blocking_send(event).map_err(|_| ())
    }

    /// Asks the sink how it fares, and opens another where it fares ill.
    fn check(&mut self) -> std::result::Result<(), ()> {
        if self.checked.elapsed() < CHECK {
            return Ok(());
        }
        self.checked = Instant::now();
        let Some(sink) = self.sink.as_deref_mut() else { return Ok(()) };
        let reason = match sink.health() {
            Health::Fine => return Ok(()),
            Health::Lost(reason) => Some(reason),
            Health::Moved => None,
        };
        self.replace(reason)
    }

    /// Gives the sink up for the best there is now. A file that cannot be written says why when it is finished,
    /// and there is no other.
    fn replace(&mut self, reason: Option<String>) -> std::result::Result<(), ()> {
        let Some(mut sink) = self.sink.take() else { return Ok(()) };
        if reason.is_some()
            && let Err(error) = sink.finish()
        {
            return self.events.blocking_send(Event::OpenFailed(error)).map_err(|_| ());
        }
        let lost = Event::Lost { turn: self.turn, played: sink.played(), reason };
        drop(sink);
        self.events.blocking_send(lost).map_err(|_| ())?;
        self.reopen()
    }
}

static SILENCE: [f32; 4800] = [0.0; 4800];
