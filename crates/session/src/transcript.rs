//! The `asr` thread: the recogniser lives here, opened here, one utterance at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

use tokio::sync::mpsc::Sender;
use vesper_speech::{Error, Frame, Kind, Result};

use crate::talk::{Event, Opener, Transcriber, Words};

/// Bytes of an utterance that are kept when it is too long to be understood at once.
const LONGEST: usize = 8_000;
/// Jobs that wait at most: eight seconds of frames.
const WAITING: usize = 256;

pub(crate) enum Job {
    /// `before` was heard up to sample `until`.
    Begin {
        utterance: u64,
        before: Vec<f32>,
        until: u64,
    },
    Frame {
        frame: Box<Frame>,
        probability: f32,
        until: u64,
    },
    Glimpse(u64),
    Conclude(u64),
    Forget(u64),
    /// These phrases are likely to be said.
    Expect(Vec<String>),
}

/// Starts the thread, which ends when the jobs do.
pub(crate) fn start(
    open: Opener<dyn Transcriber>,
    events: Sender<Event>,
) -> Result<(SyncSender<Job>, JoinHandle<()>)> {
    let (jobs, queue) = sync_channel(WAITING);
    let thread = Builder::new()
        .name("asr".into())
        .spawn(move || {
            let engine = guarded(open).inspect_err(|error| tracing::error!("{error}"));
            let transcript = Transcript {
                engine,
                events,
                utterance: None,
                until: 0,
                wanted: false,
                carried: String::new(),
            };
            drop(transcript.run(&queue));
        })
        .map_err(|error| Error::new(Kind::Engine, "recogniser thread", format!("{error}."), ""))?;
    Ok((jobs, thread))
}

struct Transcript {
    /// Why there is none, where there is none.
    engine: Result<Box<dyn Transcriber>>,
    events: Sender<Event>,
    /// The utterance under way.
    utterance: Option<u64>,
    until: u64,
    /// Its words are wanted now.
    wanted: bool,
    /// The words of what was too long to be understood at once.
    carried: String,
}

impl Transcript {
    fn run(mut self, jobs: &Receiver<Job>) -> Result<()> {
        while let Ok(job) = jobs.recv() {
            self.take(job)?;
            while let Ok(job) = jobs.try_recv() {
                self.take(job)?;
            }
            let due = self.engine.as_ref().is_ok_and(|engine| engine.due());
            if self.utterance.is_some() && (std::mem::take(&mut self.wanted) || due) {
                self.glance()?;
            }
        }
        Ok(())
    }

    fn take(&mut self, job: Job) -> Result<()> {
        match job {
            Job::Begin { utterance, before, until } => {
                (self.utterance, self.until, self.wanted) = (Some(utterance), until, false);
                self.carried.clear();
                if let Ok(engine) = self.engine.as_mut() {
                    engine.begin(&before);
                }
                Ok(())
            }
            Job::Frame { frame, probability, until } => self.push(&frame, probability, until),
            Job::Glimpse(utterance) => {
                self.wanted |= self.utterance == Some(utterance);
                Ok(())
            }
            Job::Conclude(utterance) if self.utterance == Some(utterance) => self.finish(utterance),
            Job::Forget(utterance) if self.utterance == Some(utterance) => {
                self.utterance = None;
                Ok(())
            }
            Job::Conclude(_) | Job::Forget(_) => Ok(()),
            Job::Expect(phrases) => {
                if let Ok(engine) = self.engine.as_mut() {
                    engine.expect_phrases(&phrases);
                }
                Ok(())
            }
        }
    }

    fn push(&mut self, frame: &Frame, probability: f32, until: u64) -> Result<()> {
        let (Some(utterance), Ok(engine)) = (self.utterance, self.engine.as_mut()) else { return Ok(()) };
        if !engine.push(frame, probability) {
            match guarded(|| engine.finish()) {
                Ok(text) => {
                    self.carried = joined(&self.carried, &text);
                    self.carried.truncate(self.carried.floor_char_boundary(LONGEST));
                    engine.begin(&frame.0);
                }
                Err(error) => return self.give_up(utterance, error),
            }
        }
        self.until = until;
        Ok(())
    }

    fn glance(&mut self) -> Result<()> {
        let Some(utterance) = self.utterance else { return Ok(()) };
        let engine = match self.engine.as_mut() {
            Ok(engine) => engine,
            Err(error) => {
                let error = error.clone();
                return self.give_up(utterance, error);
            }
        };
        match guarded(|| engine.glance()) {
            Ok((stable, rest)) => {
                let stable = joined(&self.carried, &stable);
                self.tell(Event::Partial(Words { utterance, stable, rest, until: self.until }))
            }
            Err(error) => self.give_up(utterance, error),
        }
    }

    fn finish(&mut self, utterance: u64) -> Result<()> {
        let text = match self.engine.as_mut() {
            Ok(engine) => guarded(|| engine.finish()),
            Err(error) => Err(error.clone()),
        };
        match text {
            Ok(text) => {
                self.utterance = None;
                let stable = joined(&self.carried, &text);
                self.tell(Event::Final(Words { utterance, stable, rest: String::new(), until: self.until }))
            }
            Err(error) => self.give_up(utterance, error),
        }
    }

    fn give_up(&mut self, utterance: u64, error: Error) -> Result<()> {
        self.utterance = None;
        self.tell(Event::NotRecognised { utterance, error })
    }

    fn tell(&self, event: Event) -> Result<()> {
        self.events.blocking_send(event).map_err(|_| Error::stopped())
    }
}

/// An engine that breaks down ends its work, not the program.
fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let advice = "Say it once more; if it stays so, choose another recogniser.";
        Err(Error::new(Kind::Engine, "recogniser", "broke down.", advice))
    })
}

fn joined(one: &str, other: &str) -> String {
    let (one, other) = (one.trim(), other.trim());
    let space = if one.is_empty() || other.is_empty() { "" } else { " " };
    format!("{one}{space}{other}")
}
