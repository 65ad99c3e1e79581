//! A voice and a speaker in real time, of which everything is known.

use std::cell::{RefCell, RefMut};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use vesper_speech::{AudioSink, Health, Level, Line, Mark, Out, RATE, Result, Spoken, Synthesizer, samples};

use crate::voice::{Voice, signal};

/// What the engines left behind.
#[derive(Default)]
pub(crate) struct Traces {
    pub(crate) air: Vec<f32>,
    pub(crate) cleared: Option<Instant>,
    pub(crate) cut_short: Option<Instant>,
    /// The sink says that it is lost as soon as so much was heard in all, once each.
    pub(crate) lost_at: Vec<usize>,
}

pub(crate) type Shared = Arc<Mutex<Traces>>;

pub(crate) fn traces(shared: &Shared) -> MutexGuard<'_, Traces> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How the fake voice behaves.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Manner {
    Prompt,
    /// Computes without end and looks up every few milliseconds.
    Computing,
    /// Never comes to the end of a line.
    Endless,
    /// Panics in the middle of a line.
    Breaking,
}

pub(crate) struct FakeVoice {
    pub(crate) manner: Manner,
    pub(crate) shared: Shared,
}

impl Synthesizer for FakeVoice {
    fn rate(&self) -> u32 {
        RATE
    }

    fn synthesize(&mut self, lines: &[Line], out: &mut dyn Out<Spoken>) -> Result<()> {
        let done = lines.iter().enumerate().try_for_each(|(row, line)| self.speak(row, line, out));
        if done.is_err() {
            traces(&self.shared).cut_short = Some(Instant::now());
        }
        done
    }
}

impl FakeVoice {
    fn speak(&self, row: usize, line: &Line, out: &mut dyn Out<Spoken>) -> Result<()> {
        let samples = signal(&line.text, Voice::default().length(&line.text, line.pace));
        for piece in samples.chunks(4_000) {
            out.put(Spoken { row, samples: piece.to_vec(), ..Spoken::default() })?;
        }
        match self.manner {
            Manner::Prompt => out.put(Spoken { row, last: true, ..Spoken::default() }),
            Manner::Computing => loop {
                out.check()?;
                std::thread::sleep(Duration::from_millis(5));
            },
            Manner::Breaking => panic!("as it is meant to"),
            Manner::Endless => loop {
                out.put(Spoken { row, samples: vec![0.1; 4_800], ..Spoken::default() })?;
            },
        }
    }
}

/// A speaker whose clock runs `speed` times as fast as ours; at speed zero it never takes a sample.
pub(crate) struct FakeSink {
    shared: Shared,
    speed: f64,
    begun: Instant,
    // As with any speaker, time goes on between the calls.
    state: RefCell<Playing>,
}

#[derive(Default)]
pub(crate) struct Playing {
    past: u64,
    queue: VecDeque<f32>,
    played: u64,
    paused: bool,
    lost: bool,
}

impl FakeSink {
    pub(crate) fn new(shared: Shared, speed: f64) -> FakeSink {
        FakeSink { shared, speed, begun: Instant::now(), state: RefCell::default() }
    }

    fn now(&self) -> RefMut<'_, Playing> {
        let mut state = self.state.borrow_mut();
        let now = samples(self.begun.elapsed().mul_f64(self.speed));
        let due = now - std::mem::replace(&mut state.past, now);
        if state.paused || state.lost {
            return state;
        }
        let mut traces = traces(&self.shared);
        let mut count = state.queue.len().min(due as usize);
        if let Some(at) = traces.lost_at.first().copied()
            && traces.air.len() + count >= at
        {
            count = at.saturating_sub(traces.air.len());
            traces.lost_at.remove(0);
            state.lost = true;
        }
        traces.air.extend(state.queue.drain(..count));
        state.played += count as u64;
        state
    }
}

impl AudioSink for FakeSink {
    fn device(&self) -> Option<String> {
        Some("Fake".into())
    }

    fn write(&mut self, samples: &[f32]) -> usize {
        let mut state = self.now();
        let room = if self.speed == 0.0 { 0 } else { 96_000 - state.queue.len() };
        let taken = samples.len().min(room);
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
        traces(&self.shared).cleared = Some(Instant::now());
    }

    fn volume(&mut self, _: f32, _: f32) {}

    fn level(&self) -> Level {
        Level::default()
    }

    fn health(&mut self) -> Health {
        if self.now().lost { Health::Lost("unplugged".into()) } else { Health::Fine }
    }
}
