//! The loop around the machine, on a thread of its own.

use std::collections::VecDeque;
use std::sync::mpsc::{SyncSender, TrySendError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, watch};
use vesper_speech::{Error, Kind, OpenSink, Result};

use crate::attention::{Attending, Attention};
use crate::machine::{Effect, Event};
use crate::mouth::{self, Order};
use crate::talk::{self, Engines, History, Talk, Told};
use crate::voice::Voice;
use crate::{Command, Conversation, Deed, Desk, Notice, OpenVoice, Report, Settings, Stage, Wanted};

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
    wanted: watch::Receiver<Option<Wanted>>,
    reports: Option<mpsc::Receiver<Report>>,
    told: Option<mpsc::Receiver<Told>>,
    thread: Option<JoinHandle<()>>,
}

/// Tells the listener something from outside the performance, or commands it, for as long as there is a session.
#[derive(Clone)]
pub struct Teller(mpsc::WeakSender<Command>);

impl Teller {
    /// Says whether it was taken; a session that is busy or gone takes nothing.
    pub fn tell(&self, notice: Notice) -> bool {
        self.0.upgrade().is_some_and(|commands| commands.try_send(Command::Tell(notice)).is_ok())
    }

    /// Hands a command in, and waits while the session is busy; says whether there still is one. Not to be called on an
    /// asynchronous thread.
    pub fn command(&self, command: Command) -> bool {
        self.0.upgrade().is_some_and(|commands| commands.blocking_send(command).is_ok())
    }
}

/// The stage is told at most this often, but for a change of phase or line.
const BEAT: Duration = Duration::from_millis(100);

impl Session {
    pub fn open(parts: Parts, settings: Settings) -> Result<Session> {
        Session::start(parts, Conversation::none(settings), None)
    }

    /// A session that is a conversation: `talk` begins at once, and [`Session::told`] says what becomes of it.
    pub fn converse(parts: Parts, engines: Engines, settings: Settings, talk: Talk) -> Result<Session> {
        Session::start(parts, Conversation::new(settings, talk), Some(engines))
    }

    fn start(parts: Parts, conversation: Conversation, engines: Option<Engines>) -> Result<Session> {
        let (commands, commanded) = mpsc::channel(32);
        let (staged, stage) = watch::channel(Stage::default());
        let (wants, wanted) = watch::channel(None);
        let (reported, reports) = mpsc::channel(1024);
        let (telling, told) = mpsc::channel(1024);
        let (events, happened) = mpsc::channel(64);
        let voice = Voice::start(parts.voices, events.clone())?;
        let (mouth, mouth_thread) = mouth::start(parts.sink, events)?;
        let attending = engines.map_or_else(|| Ok(Attending::default()), Attending::to)?;
        let control = Control {
            conversation,
            began: Instant::now(),
            orders: VecDeque::new(),
            voice,
            mouth,
            attending,
            staged,
            wants,
            shown: Instant::now(),
            reported,
            telling,
            missed: 0,
        };
        let events = Events { commands: commanded, happened };
        let thread = Builder::new()
            .name("session".into())
            .spawn(move || run(control, mouth_thread, events))
            .map_err(|error| Error::new(Kind::Engine, "session thread", format!("{error}."), ""))?;
        Ok(Session {
            commands,
            stage,
            wanted,
            reports: Some(reports),
            told: Some(told),
            thread: Some(thread),
        })
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

    /// For whoever writes the story that is performed.
    pub fn desk(&self) -> Desk {
        Desk::new(self.commands.downgrade(), self.wanted.clone())
    }

    /// The latest stage, and a way to wait for the next.
    pub fn stage(&self) -> watch::Receiver<Stage> {
        self.stage.clone()
    }

    /// What happens, in order. There is one such receiver; a reader that falls 1024 behind misses some.
    pub fn reports(&mut self) -> Option<mpsc::Receiver<Report>> {
        self.reports.take()
    }

    /// What happens in a conversation, or where somebody listens to a performance, in order. There is one such receiver; a reader that falls 1024 behind misses
    /// some.
    pub fn told(&mut self) -> Option<mpsc::Receiver<Told>> {
        self.told.take()
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
    conversation: Conversation,
    began: Instant,
    /// What the mouth had no room for yet.
    orders: VecDeque<Order>,
    voice: Voice,
    mouth: SyncSender<Order>,
    attending: Attending,
    staged: watch::Sender<Stage>,
    wants: watch::Sender<Option<Wanted>>,
    shown: Instant,
    reported: mpsc::Sender<Report>,
    telling: mpsc::Sender<Told>,
    /// Reports that found no reader.
    missed: u64,
}

/// What comes in.
struct Events {
    commands: mpsc::Receiver<Command>,
    /// From voice and mouth.
    happened: mpsc::Receiver<Event>,
}

fn run(mut control: Control, mouth: JoinHandle<()>, mut events: Events) {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("no runtime for the session: {error}");
            return;
        }
    };
    control.learn(talk::Event::Begin);
    runtime.block_on(async {
        let mut beat = tokio::time::interval(BEAT);
        beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let ready = control.is_ready();
            tokio::select! {
                biased;
                command = events.commands.recv(), if ready => match command {
                    Some(Command::Listen(attention)) => control.listen(attention.map(|it| *it)),
                    Some(command) => control.step(Event::Command(command)),
                    None => break,
                },
                Some(event) = events.happened.recv() => control.step(event),
                Some(event) = control.attending.learnt(), if ready => control.learn(event),
                _ = beat.tick() => control.tick(),
            }
        }
    });
    // Whoever waits to tell something is told that nobody listens.
    drop(events);
    control.end();
    let Control { voice, mouth: orders, attending, .. } = control;
    attending.end();
    voice.end();
    drop(orders);
    drop(mouth.join());
}

impl Control {
    /// The threads keep up with what they are ordered.
    fn is_ready(&self) -> bool {
        self.orders.len() < 128 && !self.attending.is_behind()
    }

    fn step(&mut self, event: Event) {
        let mut deeds = Vec::new();
        self.conversation.perform(self.began.elapsed(), event, &mut deeds);
        self.carry_out(deeds);
    }

    fn learn(&mut self, event: talk::Event) {
        let mut deeds = Vec::new();
        self.conversation.learn(self.began.elapsed(), event, &mut deeds);
        self.carry_out(deeds);
    }

    fn tick(&mut self) {
        let mut deeds = Vec::new();
        self.conversation.tick(self.began.elapsed(), &mut deeds);
        self.carry_out(deeds);
        self.begin_listening();
    }

    /// Listens to the performance from here on, otherwise than before, or not any more.
    fn listen(&mut self, attention: Option<Attention>) {
        if self.conversation.is_conversation() {
            return;
        }
        self.attend(None);
        self.attending.change(attention);
        self.begin_listening();
    }

    fn begin_listening(&mut self) {
        match self.attending.begin() {
            None => {}
            Some(Ok(settings)) => {
                self.attending.expect(&self.conversation.stage().options);
                self.attend(Some(Talk::new(settings, History::default())));
            }
            Some(Err(error)) => self.tell(Told::Failed(error)),
        }
    }

    fn attend(&mut self, talk: Option<Talk>) {
        let mut deeds = Vec::new();
        self.conversation.listen(self.began.elapsed(), talk, &mut deeds);
        self.carry_out(deeds);
    }

    fn carry_out(&mut self, deeds: Vec<Deed>) {
        for deed in deeds {
            match deed {
                Deed::Stage(effect) => self.perform(effect),
                Deed::Talk(talk::Effect::Tell(told)) => self.tell(told),
                Deed::Talk(effect) => self.attending.carry_out(effect),
            }
        }
        self.give_orders();
        self.attending.give_orders();
        self.show();
    }

    /// What is cut off by the end is still told. The stage stays as it was shown last.
    fn end(&mut self) {
        let mut deeds = Vec::new();
        let now = self.began.elapsed();
        self.conversation.perform(now, Event::Command(Command::Stop), &mut deeds);
        // Nobody is there any more to say how far it was heard.
        self.conversation.tick(now + talk::LATEST, &mut deeds);
        for deed in deeds {
            match deed {
                Deed::Stage(Effect::Report(report)) => self.report(report),
                Deed::Talk(talk::Effect::Tell(told)) => self.tell(told),
                _ => {}
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
            Effect::Stop(turn) => Order::Stop(turn),
            Effect::Play(turn, piece) => Order::Play(turn, piece),
            Effect::Pause => Order::Pause,
            Effect::Resume => Order::Resume,
            Effect::Duck => Order::Duck,
            Effect::Restore { again } => Order::Restore { again },
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
        match &report {
            Report::Ask(options) => self.attending.expect(options),
            Report::Began(_) | Report::Chosen(_) | Report::Stopped | Report::Ended(_) => {
                self.attending.expect(&[]);
            }
            _ => {}
        }
        let missed = self.reported.try_send(report).is_err() && !self.reported.is_closed();
        self.miss(missed);
    }

    fn tell(&mut self, told: Told) {
        let missed = self.telling.try_send(told).is_err() && !self.telling.is_closed();
        self.miss(missed);
    }

    fn miss(&mut self, missed: bool) {
        self.missed += u64::from(missed);
        if missed && self.missed.is_power_of_two() {
            tracing::warn!("{} reports found no reader", self.missed);
        }
    }

    fn show(&mut self) {
        let wanted = self.conversation.wanted();
        self.wants.send_if_modified(|known| {
            let changed = *known != wanted;
            *known = wanted;
            changed
        });
        let stage = self.conversation.stage();
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
