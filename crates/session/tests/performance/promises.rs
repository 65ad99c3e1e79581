//! Three hundred meditations, each planned anew in the middle: all end when it was promised last.
//!
//! Written by a model, by an author beforehand, and shipped; from three to forty-five minutes, in voices of all speeds.
//! Time and samples are only counted here, so that days of it pass in a minute.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use vesper_script::{Kind, Script, Start};
use vesper_session::{
    AtAsk, Command, Effect, Event, Machine, Phase, Piece, Report, Request, Settings, Stage,
};
use vesper_speech::{Line, Turn, WordTime};

use crate::theatre::plain;

const RATE: f64 = 48_000.0;
/// One step of time: shorter than what is written ahead.
const BEAT: u64 = 48_000;
/// Lines that a voice makes in one beat.
const LINES: usize = 6;

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % count
    }
}

/// A machine with a voice of a certain speed and a sink that only counts.
pub(crate) struct Sitting {
    machine: Machine,
    now: Duration,
    /// Words that the voice speaks in a minute.
    words: f64,
    jobs: VecDeque<(u64, VecDeque<(usize, Line)>)>,
    turn: Turn,
    written: u64,
    pieces: u64,
    played: u64,
    pub(crate) heard: u64,
    paused: bool,
    /// Lines that were heard to begin.
    pub(crate) lines: Vec<String>,
}

impl Sitting {
    pub(crate) fn begin(script: &Arc<Script>, minutes: u32, words: f64, settings: Settings) -> Sitting {
        let mut sitting = Sitting {
            machine: Machine::new(settings),
            now: Duration::ZERO,
            words,
            jobs: VecDeque::new(),
            turn: Turn::default(),
            written: 0,
            pieces: 0,
            played: 0,
            heard: 0,
            paused: false,
            lines: Vec::new(),
        };
        let request = Request {
            id: script.name().to_owned(),
            script: script.clone(),
            start: Start { minutes: Some(minutes), seed: 7 },
            place: None,
            choices: VecDeque::new(),
            at_ask: AtAsk::Wait,
        };
        sitting.command(Command::Perform(Box::new(request)));
        sitting.step(Event::Opened(Some("Speakers".into())));
        sitting
    }

    pub(crate) fn command(&mut self, command: Command) {
        self.step(Event::Command(command));
    }

    fn step(&mut self, event: Event) {
        let mut effects = Vec::new();
        self.machine.step(self.now, event, &mut effects);
        let mut finished = false;
        for effect in effects {
            match effect {
                Effect::Speak { cast, rows } => self.jobs.push_back((cast, rows.into())),
                Effect::Clear(turn) => (self.turn, self.written, self.pieces, self.played) = (turn, 0, 0, 0),
                Effect::Play(turn, piece) if turn == self.turn => {
                    self.pieces += 1;
                    self.written += match piece {
                        Piece::Samples(samples) => samples.len() as u64,
                        Piece::Silence(count) => count,
                        Piece::Mark(_) => 0,
                    };
                }
                Effect::Pause => self.paused = true,
                Effect::Resume => self.paused = false,
                Effect::Finish => finished = true,
                Effect::Report(Report::Line(line)) => self.lines.push(line.text),
                _ => {}
            }
        }
        if finished {
            self.step(Event::Finished(Ok(())));
        }
    }

    fn pass(&mut self) {
        self.now += Duration::from_secs(1);
        self.speak();
        if !self.paused {
            let mut left = BEAT;
            while left > 0 && self.played < self.written {
                let now = left.min(self.written - self.played);
                self.played += now;
                self.heard += now;
                left -= now;
                let (turn, played, taken) = (self.turn, self.played, self.pieces);
                self.step(Event::Heard { turn, played, taken });
            }
        }
        self.step(Event::Tick);
    }

    fn speak(&mut self) {
        for _ in 0..LINES {
            let Some((cast, mut rows)) = self.jobs.pop_front() else { return };
            match rows.pop_front() {
                Some((row, line)) => {
                    let samples = vec![0.1; self.length(&line)];
                    self.jobs.push_front((cast, rows));
                    let words: Vec<WordTime> = Vec::new();
                    self.step(Event::Spoken { cast, row, samples, words, last: true });
                }
                None => self.step(Event::VoiceDone { cast, failed: None }),
            }
        }
    }

    /// Samples of a line; some lines are spoken faster than others.
    fn length(&self, line: &Line) -> usize {
        let words = line.text.split_whitespace().count() as f64;
        let wavers = 0.9 + line.text.len() as f64 % 7.0 / 30.0;
        (words * 60.0 / self.words / f64::from(line.pace) * wavers * RATE) as usize
    }

    pub(crate) fn stage(&self) -> Stage {
        self.machine.stage()
    }

    /// Seconds that the stage promises to be left.
    fn promised(&self) -> f64 {
        let stage = self.stage();
        stage.length.expect("a length") - stage.position
    }

    /// Until so many seconds were heard, or the end.
    pub(crate) fn hear(&mut self, seconds: f64) {
        let until = self.heard + (seconds * RATE) as u64;
        let mut beats = 0;
        while self.heard < until && self.stage().phase != Phase::Ended {
            beats += 1;
            assert!(beats < 20_000, "it stands still: {:?}", self.stage());
            self.pass();
        }
    }
}

/// The scripts that the studio keeps for its own tests, and those that ship.
fn scripts() -> Vec<Arc<Script>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = ["../studio/tests/meditations/golden", "../../assets/meditations"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(here.join(folder)).expect("a folder of scripts"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "ink"))
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).expect("a script");
        let name = path.display().to_string();
        Arc::new(Script::parse(&name, &text, &|_| None).unwrap_or_else(|faults| panic!("{faults}")))
    };
    let scripts: Vec<_> = paths.iter().map(read).collect();
    assert!(scripts.len() >= 20 && scripts.iter().all(|it| it.header().kind == Kind::Meditation));
    scripts
}

/// What a listener might say in the middle.
fn any_command(chance: &mut Chance, settings: &mut Settings) -> Vec<Command> {
    let said = |text: &str| Command::Said(text.into());
    let pace = |settings: &mut Settings, factor: f32| {
        settings.pace = (settings.pace * factor).clamp(0.6, 1.6);
        vec![Command::Settings(settings.clone())]
    };
    match chance.below(9) {
        0 => pace(settings, 1.0 / 1.15),
        1 => pace(settings, 1.15),
        2 | 3 => vec![Command::Stay],
        4 => vec![Command::Longer(5)],
        5 => vec![Command::Longer(1 + chance.below(3) as u32)],
        6 | 7 => vec![Command::Skip],
        _ => vec![said("pause"), said("continue")],
    }
}

/// How a sitting ended.
struct Ended {
    /// Seconds from what was promised last.
    off: f64,
    /// Commands that were given.
    commands: usize,
    /// None of them left time out, so that it lasted this far from all minutes that were asked for.
    off_whole: Option<f64>,
}

/// Performs one, planned anew up to four times.
fn sit(seed: u64, scripts: &[Arc<Script>]) -> Ended {
    let mut chance = Chance(seed);
    let script = &scripts[chance.below(scripts.len() as u64) as usize];
    let range = script.header().minutes.expect("a range");
    let least = range.least.max(3);
    let most = range.most.clamp(least, 45);
    let minutes = least + chance.below(u64::from(most - least) + 1) as u32;
    // Nobody takes a slow voice for the shortest length that there is.
    let words = if minutes <= range.usual / 2 { 160.0 } else { 120.0 } + chance.below(80) as f64;
    let mut settings = plain();
    let mut sitting = Sitting::begin(script, minutes, words, settings.clone());
    let mut planned = f64::from(minutes) * 60.0;
    let mut whole = Some(planned);
    let mut commands = 0;
    sitting.hear(1.0 + chance.below(10) as f64);
    for _ in 0..chance.below(5) {
        let gap = planned * chance.below(300) as f64 / 1_000.0;
        sitting.hear(gap);
        if sitting.stage().phase == Phase::Ended {
            break;
        }
        for command in any_command(&mut chance, &mut settings) {
            match command {
                Command::Longer(more) => whole = whole.map(|whole| whole + f64::from(more) * 60.0),
                Command::Skip => whole = None,
                _ => {}
            }
            sitting.command(command);
            commands += 1;
        }
        planned = sitting.promised();
    }
    let heard = sitting.heard;
    let promised = sitting.promised();
    if sitting.stage().phase != Phase::Ended {
        sitting.hear(promised + 3_600.0);
    }
    assert_eq!(sitting.stage().phase, Phase::Ended, "seed {seed}");
    Ended {
        off: ((sitting.heard - heard) as f64 / RATE - promised).abs(),
        commands,
        off_whole: whole.map(|whole| (sitting.heard as f64 / RATE - whole).abs()),
    }
}

/// Half of them each, on two threads.
fn all_keep_their_promises(seeds: std::ops::Range<u64>) {
    let scripts = scripts();
    let (mut commands, mut whole, mut worst) = (0, 0, 0.0_f64);
    for seed in seeds {
        let ended = sit(seed, &scripts);
        assert!(ended.off <= 1.0, "seed {seed} ended {} s from what was promised last", ended.off);
        if let Some(off) = ended.off_whole {
            assert!(off <= 1.0, "seed {seed} lasted {off} s more or less than all that was asked for");
            whole += 1;
        }
        commands += ended.commands;
        worst = worst.max(ended.off);
    }
    eprintln!("{commands} commands, {whole} sittings without a skip, {worst} s off at most");
    assert!(commands > 200 && whole > 50);
}

#[test]
fn one_hundred_and_fifty_meditations_end_when_it_was_promised_last() {
    all_keep_their_promises(0..150);
}

#[test]
fn one_hundred_and_fifty_others_do_so_too() {
    all_keep_their_promises(150..300);
}
