//! The loop around the machine, on a thread of its own.

use std::collections::VecDeque;
use std::sync::mpsc::{SyncSender, TrySendError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, watch};
use vesper_speech::{Error, Kind, OpenSink, Result};

use crate::machine::{Effect, Event, Machine};
use crate::mouth::{self, Order};
use crate::voice::Voice;
use crate::{Command, Notice, OpenVoice, Report, Settings, Stage};

/// The engines of a session.
pub struct Parts {
    /// The best first: the first that can be opened speaks, and the next one when it gives out. With none, the words
    /// are shown.
    pub voices: Vec<OpenVoice>,
    pub sink: OpenSink,
}

/// A performance that can be commanded and watched. Dropping it ends its threads.
pub struct Session {
    commands: mpsc::Sender<Command>,
    stage: watch::Receiver<Stage>,
    reports: Option<mpsc::Receiver<Report>>,
    thread: Option<JoinHandle<()>>,
}

/// Tells the listener something from outside the performance, for as long as there is a session.
#[derive(Clone)]
pub struct Teller(mpsc::WeakSender<Command>);

impl Teller {
    /// Says whether it was taken; a session that is busy or gone takes nothing.
    pub fn tell(&self, notice: Notice) -> bool {
        self.0.upgrade().is_some_and(|commands| commands.try_send(Command::Tell(notice)).is_ok())
    }
}

/// The stage is told at most this often, but for a change of phase or line.
const BEAT: Duration = Duration::from_millis(100);

impl Session {
    pub fn open(parts: Parts, settings: Settings) -> Result<Session> {
        let (commands, commanded) = mpsc::channel(32);
        let (staged, stage) = watch::channel(Stage::default());
        let (reported, reports) = mpsc::channel(1024);
        let (events, happened) = mpsc::channel(64);
        let voice = Voice::start(parts.voices, events.clone())?;
        let (mouth, mouth_thread) = mouth::start(parts.sink, events)?;
        let control = Control {
            machine: Machine::new(settings),
            began: Instant::now(),
            effects: Vec::new(),
            orders: VecDeque::new(),
            voice,
            mouth,
            staged,
            shown: Instant::now(),
            reported,
            unheard_reports: 0,
        };
        let thread = Builder::new()
            .name("session".into())
            .spawn(move || run(control, mouth_thread, commanded, happened))
            .map_err(|error| Error::new(Kind::Engine, "session thread", format!("{error}."), ""))?;
        Ok(Session { commands, stage, reports: Some(reports), thread: Some(thread) })
    }

    /// Hands a command in without waiting; fails while 32 others are waiting, and after the end.
    pub fn send(&self, command: Command) -> Result<()> {
        self.commands.try_send(command).map_err(|error| {
            let what = match error {
                mpsc::error::TrySendError::Full(_) => "is busy.",
                mpsc::error::TrySendError::Closed(_) => "has ended.",
            };
            Error::new(Kind::Engine, "session", what, "Try again; if it stays so, start Vesper again.")
        })
    }

    pub fn teller(&self) -> Teller {
        Teller(self.commands.downgrade())
    }

    /// The latest stage, and a way to wait for the next.
    pub fn stage(&self) -> watch::Receiver<Stage> {
        self.stage.clone()
    }

    /// What happens, in order. There is one such receiver; a reader that falls 1024 behind misses some.
    pub fn reports(&mut self) -> Option<mpsc::Receiver<Report>> {
        self.reports.take()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let (closed, _) = mpsc::channel(1);
        drop(std::mem::replace(&mut self.commands, closed));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

struct Control {
    machine: Machine,
    began: Instant,
    effects: Vec<Effect>,
    /// What the mouth had no room for yet.
    orders: VecDeque<Order>,
    voice: Voice,
    mouth: SyncSender<Order>,
    staged: watch::Sender<Stage>,
    shown: Instant,
    reported: mpsc::Sender<Report>,
    unheard_reports: u64,
}

fn run(
    mut control: Control,
    mouth: JoinHandle<()>,
    mut commands: mpsc::Receiver<Command>,
    mut events: mpsc::Receiver<Event>,
) {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("no runtime for the session: {error}");
            return;
        }
    };
    runtime.block_on(async {
        let mut beat = tokio::time::interval(BEAT);
        beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let event = tokio::select! {
                biased;
                command = commands.recv(), if control.orders.len() < 128 => match command {
                    Some(command) => Event::Command(command),
                    None => break,
                },
                Some(event) = events.recv() => event,
                _ = beat.tick() => Event::Tick,
            };
            control.step(event);
        }
    });
    drop(events);
    control.end();
    let Control { voice, mouth: orders, .. } = control;
    voice.end();
    drop(orders);
    drop(mouth.join());
}

impl Control {
    fn step(&mut self, event: Event) {
        self.machine.step(self.began.elapsed(), event, &mut self.effects);
        for effect in std::mem::take(&mut self.effects) {
            self.perform(effect);
        }
        self.give_orders();
        self.show();
    }

    /// What is cut off by the end is still told. The stage stays as it was shown last.
    fn end(&mut self) {
        let now = self.began.elapsed();
        self.machine.step(now, Event::Command(Command::Stop), &mut self.effects);
        for effect in std::mem::take(&mut self.effects) {
            if let Effect::Report(report) = effect {
                self.report(report);
            }
        }
    }

    fn perform(&mut self, effect: Effect) {
        let order = match effect {
            Effect::Speak { cast, rows } => return log(self.voice.speak(cast, rows)),
            Effect::Voices(voices) => return log(self.voice.change(voices)),
            Effect::Hush { cast } => return self.voice.hush(cast),
            Effect::Report(report) => return self.report(report),
            Effect::Open => Order::Open,
            Effect::Reopen => Order::Reopen,
            Effect::Close => Order::Close,
            Effect::Clear(turn) => Order::Clear(turn),
            Effect::Play(turn, piece) => Order::Play(turn, piece),
            Effect::Pause => Order::Pause,
            Effect::Resume => Order::Resume,
            Effect::Volume(voice, bed) => {
                self.orders.retain(|order| !matches!(order, Order::Volume(..)));
                Order::Volume(voice, bed)
            }
            Effect::Finish => Order::Finish,
        };
        self.orders.push_back(order);
    }

    fn give_orders(&mut self) {
        while let Some(order) = self.orders.pop_front() {
            if let Err(TrySendError::Full(order)) = self.mouth.try_send(order) {
                self.orders.push_front(order);
                return;
            }
        }
    }

    fn report(&mut self, report: Report) {
        if self.reported.try_send(report).is_err() {
            self.unheard_reports += 1;
            if self.unheard_reports.is_power_of_two() && !self.reported.is_closed() {
                tracing::warn!("{} reports found no reader", self.unheard_reports);
            }
        }
    }

    fn show(&mut self) {
        let stage = self.machine.stage();
        let urgent = {
            let last = self.staged.borrow();
            if *last == stage {
                return;
            }
            last.phase != stage.phase || last.current != stage.current || last.notice != stage.notice
        };
        if urgent || self.shown.elapsed() >= BEAT {
            self.shown = Instant::now();
            self.staged.send_replace(stage);
        }
    }
}

fn log(result: Result<()>) {
    if let Err(error) = result {
        tracing::error!("{error}");
    }
}
