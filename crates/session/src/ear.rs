//! The `ear` thread: the microphone and the voice detector live here. Frames are judged here, and those of an utterance
//! go on to the recogniser, in one queue with what is asked about them.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use tokio::sync::mpsc::Sender;
use vesper_speech::{AudioSource, Error, FRAME, Frame, HEARD_RATE, Kind, Result};

use crate::talk::{Event, OpenDetector, OpenMicrophone, Presence};
use crate::transcript::Job;

/// Frames of pre-roll: a second.
const KEPT: usize = HEARD_RATE as usize / FRAME + 1;
/// How long a microphone that cannot be opened is left alone.
const RETRY: Duration = Duration::from_millis(500);

#[derive(Debug)]
pub(crate) enum Order {
    Open(bool),
    Hear { utterance: u64, from: u64 },
    Glimpse(u64),
    Conclude(u64),
    Forget(u64),
    Expect(Vec<String>),
}

/// Starts the thread, which ends when the orders do. `jobs` go to the recogniser.
pub(crate) fn start(
    open: OpenMicrophone,
    mut detector: OpenDetector,
    jobs: SyncSender<Job>,
    events: Sender<Event>,
) -> Result<(SyncSender<Order>, JoinHandle<()>)> {
    let (orders, queue) = sync_channel(64);
    let thread = Builder::new()
        .name("ear".into())
        .spawn(move || {
            let presence = Presence::open(&mut detector).inspect_err(|error| tracing::error!("{error}"));
            let mut ear = Ear {
                open,
                presence,
                source: None,
                wanted: false,
                lost: false,
                kept: VecDeque::with_capacity(KEPT),
                heard: 0,
                hearing: None,
                dropped: 0,
                jobs,
                events,
            };
            drop(ear.run(&queue));
        })
        .map_err(|error| Error::new(Kind::Engine, "ear thread", format!("{error}."), ""))?;
    Ok((orders, thread))
}

struct Ear {
    open: OpenMicrophone,
    presence: Result<Presence>,
    source: Option<Box<dyn AudioSource>>,
    wanted: bool,
    /// It was told that there is no microphone.
    lost: bool,
    /// The last second.
    kept: VecDeque<Frame>,
    /// Samples heard since the conversation began.
    heard: u64,
    /// The utterance whose frames go to the recogniser.
    hearing: Option<u64>,
    /// Frames that found the recogniser's queue full.
    dropped: u64,
    jobs: SyncSender<Job>,
    events: Sender<Event>,
}

impl Ear {
    fn run(&mut self, orders: &Receiver<Order>) -> Result<()> {
        loop {
            self.take_orders(orders)?;
            if let Some(source) = self.source.as_mut() {
                let mut frame = Frame::default();
                match source.read(&mut frame) {
                    Ok(()) => self.hear(frame)?,
                    Err(error) => self.lose(error)?,
                }
            } else if self.wanted {
                self.try_to_open()?;
            }
        }
    }

    /// Takes what was ordered; waits for the next order where there is nothing to hear.
    fn take_orders(&mut self, orders: &Receiver<Order>) -> Result<()> {
        if self.source.is_none() && !self.wanted {
            let order = orders.recv().map_err(|_| Error::stopped())?;
            self.take(order)?;
        } else if self.source.is_none() && self.lost {
            match orders.recv_timeout(RETRY) {
                Ok(order) => self.take(order)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Error::stopped()),
            }
        }
        loop {
            match orders.try_recv() {
                Ok(order) => self.take(order)?,
                Err(TryRecvError::Empty) => return Ok(()),
                Err(TryRecvError::Disconnected) => return Err(Error::stopped()),
            }
        }
    }

    fn take(&mut self, order: Order) -> Result<()> {
        let job = match order {
            Order::Open(open) => {
                self.wanted = open;
                self.lost &= open;
                if !open {
                    self.source = None;
                    self.kept.clear();
                }
                return Ok(());
            }
            Order::Hear { utterance, from } => {
                self.hearing = Some(utterance);
                Job::Begin { utterance, before: self.since(from), until: self.heard }
            }
            Order::Expect(phrases) => Job::Expect(phrases),
            Order::Glimpse(utterance) => Job::Glimpse(utterance),
            Order::Conclude(utterance) => {
                self.hearing = self.hearing.filter(|hearing| *hearing != utterance);
                Job::Conclude(utterance)
            }
            Order::Forget(utterance) => {
                self.hearing = self.hearing.filter(|hearing| *hearing != utterance);
                Job::Forget(utterance)
            }
        };
        self.jobs.send(job).map_err(|_| Error::stopped())
    }

    /// The samples from `from` on, as far back as they are kept.
    fn since(&self, from: u64) -> Vec<f32> {
        let wanted = usize::try_from(self.heard.saturating_sub(from)).unwrap_or(usize::MAX);
        let kept = self.kept.len() * FRAME;
        let all = self.kept.iter().flat_map(|frame| frame.0);
        all.skip(kept.saturating_sub(wanted)).collect()
    }

    /// How likely it is that somebody speaks in `frame`; nobody does for who has no detector.
    fn judge(&mut self, frame: &Frame) -> f32 {
        let (Ok(presence), Some(source)) = (self.presence.as_mut(), self.source.as_mut()) else { return 0.0 };
        let Ok(probability) = presence.probability(frame, source.unsuppressed()) else { return 0.0 };
        source.judged(probability);
        probability
    }

    fn hear(&mut self, frame: Frame) -> Result<()> {
        self.heard += FRAME as u64;
        let probability = self.judge(&frame);
        if self.hearing.is_some() {
            let job = Job::Frame { frame: Box::new(frame.clone()), probability, until: self.heard };
            match self.jobs.try_send(job) {
                Ok(()) => {}
                Err(TrySendError::Full(_)) => {
                    self.dropped += 1;
                    if self.dropped.is_power_of_two() {
                        tracing::warn!("the recogniser is behind: {} frames were not heard", self.dropped);
                    }
                }
                Err(TrySendError::Disconnected(_)) => return Err(Error::stopped()),
            }
        }
        if self.kept.len() >= KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(frame);
        self.tell(Event::Frame { until: self.heard, probability })
    }

    fn lose(&mut self, error: Error) -> Result<()> {
        self.source = None;
        self.kept.clear();
        if std::mem::replace(&mut self.lost, true) { Ok(()) } else { self.tell(Event::MicrophoneLost(error)) }
    }

    fn try_to_open(&mut self) -> Result<()> {
        if let Err(error) = &self.presence {
            // Without it nobody knows who speaks; typing goes on.
            let error = error.clone();
            self.wanted = false;
            return self.lose(error);
        }
        match (self.open)() {
            Ok(source) => {
                self.source = Some(source);
                if let Ok(presence) = self.presence.as_mut() {
                    presence.reset();
                }
                if std::mem::take(&mut self.lost) { self.tell(Event::MicrophoneBack) } else { Ok(()) }
            }
            Err(error) => self.lose(error),
        }
    }

    fn tell(&self, event: Event) -> Result<()> {
        self.events.blocking_send(event).map_err(|_| Error::stopped())
    }
}
