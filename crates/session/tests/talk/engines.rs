//! Engines in real time, of which everything is known: a listener whose words lie in the samples
//! of their microphone, a voice whose words lie in its own, and a loudspeaker that keeps what was heard.

use std::cell::{RefCell, RefMut};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use vesper_session::talk::{Engines, Transcriber};
use vesper_session::{OpenVoice, Parts};
use vesper_speech::{
    AudioSink, AudioSource, ChatModel, Ending, Error, FRAME, Frame, Health, Kind, Level, Line, Mark, Out,
    Prompt, RATE, Result, Spoken, Synthesizer, Token, VoiceDetector, WordTime, samples,
};

/// Samples of a word of the voice's.
pub(crate) const SAID: usize = RATE as usize / 5;

#[derive(Default)]
pub(crate) struct World {
    /// When the listener makes a sound, and with it which word; none is a cough.
    pub(crate) sounds: Vec<(Instant, Instant, Option<String>)>,
    /// All words that anybody may say; a sample is a word's place among them, from one on.
    words: Vec<String>,
    pub(crate) air: Vec<f32>,
    pub(crate) unplugged: bool,
    pub(crate) openings: usize,
    pub(crate) answer: String,
    /// When the chat model noticed that nobody waits.
    pub(crate) cancelled: Option<Instant>,
    pub(crate) endless: bool,
    /// Loudspeakers and microphones that are open.
    pub(crate) loudspeakers: usize,
    pub(crate) microphones: usize,
    /// What the recogniser was told to listen for.
    pub(crate) expected: Vec<String>,
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

    pub(crate) fn word(&self, sample: f32) -> Option<&String> {
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

impl Drop for Microphone {
    fn drop(&mut self) {
        world(&self.shared).microphones -= 1;
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

    fn expect_phrases(&mut self, phrases: &[String]) {
        world(&self.shared).expected = phrases.to_vec();
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

impl Drop for Loudspeaker {
    fn drop(&mut self) {
        world(&self.shared).loudspeakers -= 1;
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

/// All of them, in one world.
pub(crate) fn engines(shared: &Shared) -> (Parts, Engines) {
    let all: [Shared; 5] = std::array::from_fn(|_| shared.clone());
    let [for_voice, for_sink, for_ear, for_hearing, for_model] = all;
    let parts = Parts {
        voices: vec![OpenVoice::new("a fake voice", move || Ok(Box::new(Voice(for_voice.clone()))))],
        sink: Box::new(move || {
            let shared = for_sink.clone();
            world(&shared).loudspeakers += 1;
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
            world.microphones += 1;
            drop(world);
            Ok(Box::new(Microphone { shared: for_ear.clone(), next: Instant::now() }))
        }),
        detector: Box::new(|| Ok(Box::new(Detector))),
        recogniser: Box::new(move || {
            Ok(Box::new(Hearing { shared: for_hearing, heard: Vec::new(), new: 0 }))
        }),
        chat: Some(Box::new(move || Ok(Box::new(Model(for_model))))),
    };
    (parts, engines)
}
