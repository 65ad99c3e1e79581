//! The session's machine in virtual time: a voice that is quick, a sink that plays as fast as time passes.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use vesper_script::Cue;
use vesper_session::{
    Command, Effect, Event, Growing, Machine, More, Phase, Piece, Settings, Stage, Wanted, Written,
};
use vesper_speech::{Bed, Error, Line, Mark, Out, RATE, Result, Token, Turn};

use crate::writing::writer::Hall;

/// One step of time.
const BEAT: Duration = Duration::from_millis(20);
/// Letters that the voice speaks in a second: about 150 words a minute.
const LETTERS: f64 = 14.5;
/// Seconds after which nobody listens any more.
const LATE: f64 = 1_200.0;

/// What the listener does at a choice: told how many choices there were before and how long this one waits, in seconds.
type Answer = Box<dyn FnMut(usize, f64) -> Option<Command> + Send>;

/// Somebody who listens, and what they hear.
pub(super) struct House {
    machine: Machine,
    now: Duration,
    answer: Answer,
    asked: usize,
    asked_at: Option<Duration>,
    voice: VecDeque<Event>,
    sink: Sink,
    pub(super) first_token: Option<f64>,
    pub(super) first_sound: Option<f64>,
    pub(super) first_word: Option<f64>,
    /// Seconds between the end of a line and the beginning of the next one of the same scene.
    pub(super) longest_gap: f64,
    /// Seconds between a choice and the first word of what follows.
    pub(super) scene_gaps: Vec<f64>,
    pub(super) scenes: usize,
    pub(super) silences_without_bed: usize,
    pub(super) ended: bool,
    pub(super) path: Vec<usize>,
    phase: Phase,
    chosen_at: Option<Duration>,
    quiet_since: Option<Duration>,
}

#[derive(Default)]
struct Sink {
    open: bool,
    turn: Turn,
    pieces: VecDeque<(Piece, u64)>,
    played: u64,
    taken: u64,
    bed: Option<Bed>,
}

impl House {
    pub(super) fn new(answer: impl FnMut(usize, f64) -> Option<Command> + Send + 'static) -> House {
        House {
            machine: Machine::new(Settings { read_options: false, ..Settings::default() }),
            now: Duration::ZERO,
            answer: Box::new(answer),
            asked: 0,
            asked_at: None,
            voice: VecDeque::new(),
            sink: Sink::default(),
            first_token: None,
            first_sound: None,
            first_word: None,
            longest_gap: 0.0,
            scene_gaps: Vec::new(),
            scenes: 0,
            silences_without_bed: 0,
            ended: false,
            path: Vec::new(),
            phase: Phase::Preparing,
            chosen_at: None,
            quiet_since: None,
        }
    }

    pub(super) fn seconds(&self) -> f64 {
        self.now.as_secs_f64()
    }

    fn step(&mut self, event: Event) {
        let mut effects = Vec::new();
        self.machine.step(self.now, event, &mut effects);
        for effect in effects {
            match effect {
                Effect::Speak { cast, rows } => self.speak(cast, rows),
                Effect::Open => self.voice.push_back(Event::Opened(Some("Speakers".into()))),
                Effect::Clear(turn) => {
                    self.sink = Sink { open: true, turn, bed: self.sink.bed, ..Sink::default() };
                }
                Effect::Play(turn, piece) if turn == self.sink.turn => self.sink.pieces.push_back((piece, 0)),
                Effect::Finish => self.voice.push_back(Event::Finished(Ok(()))),
                _ => {}
            }
        }
    }

    /// Every line is made before the next beat.
    fn speak(&mut self, cast: u64, rows: Vec<(usize, Line)>) {
        for (row, line) in rows {
            let seconds = line.text.chars().count() as f64 / LETTERS;
            let samples = vec![0.5; (seconds * f64::from(RATE)) as usize];
            self.voice.push_back(Event::Spoken { cast, row, samples, words: Vec::new(), last: true });
        }
        self.voice.push_back(Event::VoiceDone { cast, failed: None });
    }

    /// One beat of time.
    fn pass(&mut self) {
        self.now += BEAT;
        while let Some(event) = self.voice.pop_front() {
            self.step(event);
        }
        let sounded = self.sink.play();
        let (turn, played, taken) = (self.sink.turn, self.sink.played, self.sink.taken);
        if self.sink.open {
            self.step(Event::Heard { turn, played, taken });
        }
        let stage = self.machine.stage();
        self.hear(sounded, &stage);
        self.listen(&stage);
        self.phase = stage.phase;
    }

    fn hear(&mut self, spoke: bool, stage: &Stage) {
        let now = self.seconds();
        if self.sink.bed.is_some() || spoke {
            self.first_sound.get_or_insert(now);
        }
        if spoke {
            self.first_word.get_or_insert(now);
            if let Some(chosen) = self.chosen_at.take() {
                self.scene_gaps.push((self.now - chosen).as_secs_f64());
                self.quiet_since = None;
            }
            if let Some(since) = self.quiet_since.take() {
                self.longest_gap = self.longest_gap.max((self.now - since).as_secs_f64());
            }
        } else if self.first_word.is_some() && self.asked_at.is_none() && !self.ended {
            self.quiet_since.get_or_insert(self.now);
            // Into the last silence the bed fades.
            let closes = stage.after.is_empty() && stage.line == stage.lines;
            let bare = self.sink.bed.is_none() && stage.phase == Phase::Speaking && !closes;
            self.silences_without_bed += usize::from(bare);
        }
    }

    fn listen(&mut self, stage: &Stage) {
        self.ended |= stage.phase == Phase::Ended;
        if let Some(wanted) = self.machine.wanted() {
            self.path = wanted.path;
        }
        if stage.phase != Phase::Asking {
            self.asked_at = None;
            return;
        }
        self.quiet_since = None;
        let since = *self.asked_at.get_or_insert(self.now);
        let waiting = self.machine.wanted().is_some_and(|wanted| wanted.said.is_some());
        if waiting {
            return;
        }
        if let Some(command) = (self.answer)(self.asked, (self.now - since).as_secs_f64()) {
            self.asked += 1;
            self.scenes += 1;
            (self.asked_at, self.chosen_at) = (None, Some(self.now));
            self.step(Event::Command(command));
        }
    }
}

impl Sink {
    /// Plays for one beat; says whether the voice sounded.
    fn play(&mut self) -> bool {
        let mut left = vesper_speech::samples(BEAT);
        let mut spoke = false;
        while let Some((piece, heard)) = self.pieces.front_mut() {
            let length = match piece {
                Piece::Samples(samples) => samples.len() as u64,
                Piece::Silence(count) => *count,
                Piece::Mark(mark) => {
                    if let Mark::Bed { bed, .. } = mark {
                        self.bed = *bed;
                    }
                    0
                }
            };
            let now = left.min(length - *heard);
            spoke |= now > 0 && matches!(piece, Piece::Samples(_));
            *heard += now;
            left -= now;
            self.played += now;
            if *heard < length {
                break;
            }
            self.pieces.pop_front();
            self.taken += 1;
        }
        spoke
    }
}

/// The house, for whoever writes and for the model whose time passes in it.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<House>>);

impl Shared {
    pub(super) fn new(house: House) -> Shared {
        Shared(Arc::new(Mutex::new(house)))
    }

    pub(super) fn look(&self) -> MutexGuard<'_, House> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The model has given its first token of a scene.
    pub(super) fn token(&self) {
        let mut house = self.look();
        let now = house.seconds();
        house.first_token.get_or_insert(now);
    }

    /// Lets time pass while a model computes.
    pub(super) fn pass(&self, seconds: f64, out: &mut dyn Out<Token>) -> Result<()> {
        let until = self.look().seconds() + seconds;
        while self.look().seconds() + BEAT.as_secs_f64() / 2.0 < until {
            self.look().pass();
            out.check()?;
        }
        Ok(())
    }
}

impl Hall for Shared {
    fn wants(&self, wanted: &dyn Fn(&Wanted) -> bool) -> bool {
        self.look().machine.wanted().as_ref().is_some_and(wanted)
    }

    fn wanted(&self) -> Option<Wanted> {
        self.look().machine.wanted()
    }

    fn grow(&self, growing: Growing) -> Result<()> {
        self.look().step(Event::Command(Command::Grow(Box::new(growing))));
        Ok(())
    }

    fn write(&self, written: Written) -> Result<()> {
        let mut house = self.look();
        if matches!(written.more, More::Cue(Cue::Say(_))) && house.machine.wanted().is_none() {
            return Err(Error::stopped());
        }
        house.step(Event::Command(Command::Written(Box::new(written))));
        Ok(())
    }

    fn wait(&mut self) -> bool {
        let mut house = self.look();
        house.pass();
        house.seconds() < LATE && !house.ended && house.phase != Phase::Idle
    }
}
