//! A whole session in real time, around engines of which everything is known.

use std::sync::Arc;
use std::time::{Duration, Instant};

use vesper_session::talk::{Engines, History, Settings, State, Talk, Told};
use vesper_session::{Attention, Command, Report, Session, Stage};

use crate::engines::{SAID, Shared, World, engines, world};

/// What would have happened by then never will.
const PATIENCE: Duration = Duration::from_secs(30);
/// A word of the listener's.
const WORD: Duration = Duration::from_millis(256);

pub(crate) struct House {
    session: Session,
    told: tokio::sync::mpsc::Receiver<Told>,
    reports: tokio::sync::mpsc::Receiver<Report>,
    pub(crate) shared: Shared,
    pub(crate) heard: Vec<Told>,
}

pub(crate) fn house(settings: Settings) -> House {
    let shared = Shared::default();
    let (parts, engines) = engines(&shared);
    let talk = Talk::new(settings, History::default());
    let session = Session::converse(parts, engines, vesper_session::Settings::default(), talk);
    House::of(session.expect("a session"), shared)
}

/// A session for performances, to which nobody listens yet.
pub(crate) fn stage() -> House {
    let shared = Shared::default();
    let (parts, _) = engines(&shared);
    let session = Session::open(parts, vesper_session::Settings::default());
    House::of(session.expect("a session"), shared)
}

impl House {
    fn of(mut session: Session, shared: Shared) -> House {
        let told = session.told().expect("what is told");
        let reports = session.reports().expect("its reports");
        House { session, told, reports, shared, heard: Vec::new() }
    }

    /// Has what is performed listened to.
    pub(crate) fn listen(&self, settings: Settings) {
        let shared = self.shared.clone();
        let ears = move || Engines { chat: None, ..engines(&shared).1 };
        self.command(Command::Listen(Some(Box::new(Attention::new(settings, ears)))));
    }

    pub(crate) fn turn_away(&self) {
        self.command(Command::Listen(None));
    }

    pub(crate) fn say(&self, after: u64, text: &str) {
        let mut at = Instant::now() + Duration::from_millis(after);
        let mut world = world(&self.shared);
        for word in text.split(' ') {
            world.sounds.push((at, at + WORD, Some(word.into())));
            at += WORD;
        }
    }

    pub(crate) fn cough(&self, after: u64, milliseconds: u64) {
        let at = Instant::now() + Duration::from_millis(after);
        world(&self.shared).sounds.push((at, at + Duration::from_millis(milliseconds), None));
    }

    pub(crate) fn command(&self, command: Command) {
        self.session.send(command).expect("a session that listens");
    }

    /// Waits for something like this to be told, and gives when that was.
    pub(crate) fn until(&mut self, what: &str, happens: impl Fn(&Told) -> bool) -> Instant {
        let begun = Instant::now();
        loop {
            match self.told.try_recv() {
                Ok(told) => {
                    self.heard.push(told);
                    if self.heard.last().is_some_and(&happens) {
                        return Instant::now();
                    }
                }
                Err(_) => std::thread::sleep(Duration::from_millis(2)),
            }
            assert!(begun.elapsed() < PATIENCE, "{what}: never told\n{:#?}", self.heard);
        }
    }

    /// Waits for something like this to be reported of a performance.
    pub(crate) fn until_reported(&mut self, what: &str, happens: impl Fn(&Report) -> bool) -> Report {
        let begun = Instant::now();
        loop {
            match self.reports.try_recv() {
                Ok(report) if happens(&report) => return report,
                Ok(_) => {}
                Err(_) => std::thread::sleep(Duration::from_millis(2)),
            }
            assert!(begun.elapsed() < PATIENCE, "{what}: never reported\n{:#?}", self.heard);
        }
    }

    pub(crate) fn wait(&self, what: &str, happens: impl Fn(&World) -> bool) {
        let begun = Instant::now();
        while !happens(&world(&self.shared)) {
            assert!(begun.elapsed() < PATIENCE, "{what}: never");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    pub(crate) fn until_staged(&self, what: &str, happens: impl Fn(&Stage) -> bool) {
        let begun = Instant::now();
        while !happens(&self.session.stage().borrow()) {
            assert!(begun.elapsed() < PATIENCE, "{what}: never shown");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    pub(crate) fn until_speaking(&mut self) {
        self.until("an answer", |told| *told == Told::State(State::Speaking));
    }

    /// The answer that is told next as heard.
    pub(crate) fn answer(&mut self) -> (String, bool) {
        self.until("the end of an answer", |told| matches!(told, Told::Answer { .. }));
        match self.heard.last() {
            Some(Told::Answer { text, cut }) => (text.clone(), *cut),
            other => panic!("{other:?}"),
        }
    }

    /// The words in what left the loudspeaker, each with the share of it that was heard.
    pub(crate) fn words_in_the_air(&self) -> Vec<(String, f64)> {
        let world = world(&self.shared);
        let mut words: Vec<(String, f64)> = Vec::new();
        for run in world.air.chunk_by(|one, other| one == other) {
            if let Some(word) = world.word(run[0]) {
                words.push((word.clone(), run.len() as f64 / SAID as f64));
            }
        }
        words
    }

    /// Ends the session, and sees to it that every engine is gone with its thread.
    pub(crate) fn end(self) {
        let House { session, shared, .. } = self;
        let (done, over) = std::sync::mpsc::sync_channel(1);
        let ending = std::thread::Builder::new().name("ending".into()).spawn(move || {
            drop(session);
            done.send(()).ok();
        });
        over.recv_timeout(PATIENCE).expect("a session that ends when it is dropped");
        ending.expect("a thread").join().expect("an ending");
        assert_eq!(Arc::strong_count(&shared), 1, "all engines are gone, and their threads with them");
    }
}
