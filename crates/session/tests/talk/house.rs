//! A whole session in real time, around engines of which everything is known: a listener whose words lie in the samples
//! of their microphone, a voice whose words lie in its own, and a loudspeaker that keeps what was heard.

use std::cell::{RefCell, RefMut};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use vesper_session::talk::{Engines, History, Settings, State, Talk, Told, Transcriber};
use vesper_session::{OpenVoice, Parts, Report, Session, Stage};
use vesper_speech::{
    AudioSink, AudioSource, ChatModel, Ending, Error, FRAME, Frame, Health, Kind, Level, Line, Mark, Out,
    Prompt, RATE, Result, Spoken, Synthesizer, Token, VoiceDetector, WordTime, samples,
};

/// What would have happened by then never will.
const PATIENCE: Duration = Duration::from_secs(30);
/// A word of the listener's.
const WORD: Duration = Duration::from_millis(256);
/// Samples of a word of the voice's.
const SAID: usize = RATE as usize / 5;

#[derive(Default)]
pub(crate) struct World {
    /// When the listener makes a sound, and with it which word; none is a cough.
    sounds: Vec<(Instant, Instant, Option<String>)>,
    /// All words that anybody may say; a sample is a word's place among them, from one on.
    words: Vec<String>,
    air: Vec<f32>,
    pub(crate) unplugged: bool,
    pub(crate) openings: usize,
    pub(crate) answer: String,
    /// When the chat model noticed that nobody waits.
    pub(crate) cancelled: Option<Instant>,
    pub(crate) endless: bool,
}

pub(crate) type Shared = Arc<Mutex<World>>;

pub(crate) fn world(shared: &Shared) -> MutexGuard<'_, World> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl World {
    fn code(&mut self, word: &str) -> f32 {
        let place = self.words.iter().position(|known| known == word).unwrap_or_else(|| {
            self.words.push(word.to_owned());
            self.words.len() - 1
        });
        (place + 1) as f32 / 4096.0
    }

    fn word(&self, sample: f32) -> Option<&String> {
        self.words.get(((sample * 4096.0).round() as usize).checked_sub(1)?)
    }
}

struct Microphone {
    shared: Shared,
    next: Instant,
}

impl AudioSource for Microphone {
    fn read(&mut self, frame: &mut Frame) -> Result<()> {
        let length = Duration::from_millis(32);
        self.next += length;
        std::thread::sleep(self.next.saturating_duration_since(Instant::now()));
        let mut world = world(&self.shared);
        if world.unplugged {
            return Err(Error::new(Kind::LostDevice, "Fake microphone", "went away.", ""));
        }
        let (from, to) = (self.next - length, self.next);
        *frame = Frame::default();
        let sounds = world.sounds.clone();
        // A word is known by the frame in which it ends.
        if sounds.iter().any(|(begins, ends, _)| *begins < to && *ends > from) {
            frame.0[0] = 0.95;
        }
        if let Some((.., Some(word))) = sounds.iter().find(|(_, ends, _)| *ends > from && *ends <= to) {
            frame.0[1] = world.code(word);
        }
        Ok(())
    }
}

struct Detector;

impl VoiceDetector for Detector {
    fn probability(&mut self, frame: &Frame) -> Result<f32> {
        Ok(frame.0[0])
    }

    fn reset(&mut self) {}
}

struct Hearing {
    shared: Shared,
    heard: Vec<String>,
    new: usize,
}

impl Hearing {
    fn hear(&mut self, samples: &[f32]) {
        let world = world(&self.shared);
        let words = samples.chunks(FRAME).filter_map(|frame| world.word(*frame.get(1)?).cloned());
        self.heard.extend(words);
    }
}

impl Transcriber for Hearing {
    fn begin(&mut self, before: &[f32]) {
        self.heard.clear();
        self.new = 0;
        self.hear(before);
    }

    fn push(&mut self, frame: &Frame, _: f32) -> bool {
        self.new += 1;
        self.hear(&frame.0);
        true
    }

    fn due(&self) -> bool {
        self.new >= 12
    }

    fn glance(&mut self) -> Result<(String, String)> {
        self.new = 0;
        std::thread::sleep(Duration::from_millis(30));
        Ok((String::new(), self.heard.join(" ")))
    }

    fn finish(&mut self) -> Result<String> {
        Ok(self.heard.join(" "))
    }
}

struct Model(Shared);

impl ChatModel for Model {
    fn reply(&mut self, _: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        let (answer, endless) = {
            let world = world(&self.0);
            (world.answer.clone(), world.endless)
        };
        let mut said = || {
            for piece in answer.split_inclusive(' ') {
                std::thread::sleep(Duration::from_millis(5));
                out.put(Token { text: piece.into(), end: None })?;
            }
            if endless {
                loop {
                    std::thread::sleep(Duration::from_millis(5));
                    out.check()?;
                }
            }
            out.put(Token { text: String::new(), end: Some(Ending::Said) })
        };
        said().inspect_err(|_| world(&self.0).cancelled = Some(Instant::now()))
    }
}

struct Voice(Shared);

impl Synthesizer for Voice {
    fn rate(&self) -> u32 {
        RATE
    }

    fn synthesize(&mut self, lines: &[Line], out: &mut dyn Out<Spoken>) -> Result<()> {
        for (row, line) in lines.iter().enumerate() {
            let mut from = 0;
            for (index, word) in line.text.split(' ').enumerate() {
                let code = world(&self.0).code(word);
                let at = index * SAID;
                let time = WordTime { text: from..from + word.len(), samples: at as u64..(at + SAID) as u64 };
                from += word.len() + 1;
                let last = from > line.text.len();
                out.put(Spoken { row, samples: vec![code; SAID], words: vec![time], last })?;
            }
        }
        Ok(())
    }
}

struct Loudspeaker {
    shared: Shared,
    // As with any speaker, time goes on between the calls.
    state: RefCell<Playing>,
}

struct Playing {
    then: Instant,
    queue: VecDeque<f32>,
    played: u64,
    paused: bool,
}

impl Loudspeaker {
    fn now(&self) -> RefMut<'_, Playing> {
        let mut state = self.state.borrow_mut();
        let due = samples(state.then.elapsed()) as usize;
        state.then += Duration::from_secs_f64(due as f64 / f64::from(RATE));
        if !state.paused {
            let count = due.min(state.queue.len());
            world(&self.shared).air.extend(state.queue.drain(..count));
            state.played += count as u64;
        }
        state
    }
}

impl AudioSink for Loudspeaker {
    fn device(&self) -> Option<String> {
        Some("Fake".into())
    }

    fn write(&mut self, samples: &[f32]) -> usize {
        let mut state = self.now();
        let taken = samples.len().min(96_000 - state.queue.len());
        state.queue.extend(&samples[..taken]);
        taken
    }

    fn mark(&mut self, _: u64, _: &Mark) -> bool {
        true
    }

    fn played(&self) -> u64 {
        self.now().played
    }

    fn pause(&mut self) {
        self.now().paused = true;
    }

    fn resume(&mut self) {
        self.now().paused = false;
    }

    fn clear(&mut self) {
        let mut state = self.now();
        state.queue.clear();
        state.played = 0;
    }

    fn volume(&mut self, _: f32, _: f32) {}

    fn level(&self) -> Level {
        Level::default()
    }

    fn health(&mut self) -> Health {
        Health::Fine
    }
}

pub(crate) struct House {
    session: Session,
    told: tokio::sync::mpsc::Receiver<Told>,
    reports: tokio::sync::mpsc::Receiver<Report>,
    pub(crate) shared: Shared,
    pub(crate) heard: Vec<Told>,
}

pub(crate) fn house(settings: Settings) -> House {
    let shared = Shared::default();
    let all: [Shared; 5] = std::array::from_fn(|_| shared.clone());
    let [for_voice, for_sink, for_ear, for_hearing, for_model] = all;
    let parts = Parts {
        voices: vec![OpenVoice::new("a fake voice", move || Ok(Box::new(Voice(for_voice.clone()))))],
        sink: Box::new(move || {
            let shared = for_sink.clone();
            let state = RefCell::new(Playing {
                then: Instant::now(),
                queue: VecDeque::new(),
                played: 0,
                paused: false,
            });
            Ok(Box::new(Loudspeaker { shared, state }))
        }),
    };
    let engines = Engines {
        microphone: Box::new(move || {
            let mut world = world(&for_ear);
            world.openings += 1;
            if world.unplugged {
                return Err(Error::new(Kind::LostDevice, "Fake microphone", "is not there.", ""));
            }
            drop(world);
            Ok(Box::new(Microphone { shared: for_ear.clone(), next: Instant::now() }))
        }),
        detector: Box::new(|| Ok(Box::new(Detector))),
        recogniser: Box::new(move || {
            Ok(Box::new(Hearing { shared: for_hearing, heard: Vec::new(), new: 0 }))
        }),
        chat: Box::new(move || Ok(Box::new(Model(for_model)))),
    };
    let talk = Talk::new(settings, History::default());
    let mut session =
        Session::converse(parts, engines, vesper_session::Settings::default(), talk).expect("a session");
    let told = session.told().expect("what is told");
    let reports = session.reports().expect("its reports");
    House { session, told, reports, shared, heard: Vec::new() }
}

impl House {
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

    pub(crate) fn command(&self, command: vesper_session::Command) {
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
