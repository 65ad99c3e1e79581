//! A stage in virtual time: the machine with a voice and a sink whose every sample is known.
//!
//! Nothing here waits, sleeps or starts a thread. The mouth does what the session's own does, order by order;
//! every step of the machine is held to the rules that hold always.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use vesper_script::{Script, Start};
use vesper_session::{
    AtAsk, Command, Effect, Event, HeardLine, Machine, OpenVoice, Phase, Place, Report, Request, Saying,
    Settings, Stage,
};
use vesper_speech::{Turn, WordTime, samples, seconds};

use crate::mouth::{Mouth, World};
use crate::voice::Voice;

/// Samples that may be written ahead of the listener: 1.5 s, and the piece that reaches beyond.
const AHEAD: u64 = 72_000 + 4_800;
const PIECES: u64 = 48;
/// What has not happened after so many beats will not happen.
const PATIENCE: u64 = 20_000;

pub(crate) struct Theatre {
    pub(crate) machine: Machine,
    pub(crate) now: Duration,
    /// How far one step of time goes.
    pub(crate) beat: Duration,
    pub(crate) voice: Voice,
    pub(crate) mouth: Mouth,
    pub(crate) world: World,
    pub(crate) reports: Vec<Report>,
    /// The voices that were chosen last.
    pub(crate) voices: Vec<OpenVoice>,
    /// The turn that was cleared last, what was written since, and what of it the machine knows was heard.
    turn: Turn,
    written: u64,
    pieces: u64,
    known: (u64, u64),
    events: VecDeque<Event>,
}

pub(crate) fn script(text: &str) -> Arc<Script> {
    Arc::new(Script::parse("test.ink", text, &|_| None).unwrap_or_else(|faults| panic!("{faults}")))
}

pub(crate) fn request(script: &Arc<Script>) -> Request {
    Request {
        id: "test".into(),
        script: script.clone(),
        start: Start { minutes: script.header().minutes.map(|minutes| minutes.usual), seed: 7 },
        place: None,
        choices: VecDeque::new(),
        at_ask: AtAsk::Wait,
    }
}

/// Nothing but the script's own words and silences.
pub(crate) fn plain() -> Settings {
    Settings { read_options: false, ..Settings::default() }
}

impl Theatre {
    pub(crate) fn new(settings: Settings) -> Theatre {
        Theatre {
            machine: Machine::new(settings),
            now: Duration::ZERO,
            beat: Duration::from_millis(10),
            voice: Voice::default(),
            mouth: Mouth::default(),
            world: World::default(),
            reports: Vec::new(),
            voices: Vec::new(),
            turn: Turn::default(),
            written: 0,
            pieces: 0,
            known: (0, 0),
            events: VecDeque::new(),
        }
    }

    /// A theatre in which `text` has begun.
    pub(crate) fn performing(text: &str) -> Theatre {
        let mut theatre = Theatre::new(plain());
        theatre.perform(request(&script(text)));
        theatre
    }

    pub(crate) fn perform(&mut self, request: Request) {
        self.command(Command::Perform(Box::new(request)));
    }

    pub(crate) fn command(&mut self, command: Command) {
        self.step(Event::Command(command));
    }

    /// One event, with everything that must hold before and after it.
    pub(crate) fn step(&mut self, event: Event) {
        if let Event::Heard { turn, played, taken } = &event
            && *turn == self.turn
        {
            self.known = ((*played).min(self.written), (*taken).min(self.pieces));
        }
        let mut effects = Vec::new();
        self.machine.step(self.now, event, &mut effects);
        for effect in effects {
            self.carry_out(effect);
        }
        self.check();
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Speak { cast, rows } => self.voice.speak(cast, rows),
            Effect::Hush { cast } => self.voice.hush(cast),
            Effect::Voices(voices) => self.voices = voices,
            Effect::Report(report) => self.reports.push(report),
            order => {
                self.count(&order);
                self.mouth.orders.push_back(order);
            }
        }
    }

    fn count(&mut self, order: &Effect) {
        match order {
            Effect::Clear(turn) | Effect::Stop(turn) => {
                assert!(*turn >= self.turn, "the turn went back from {:?} to {turn:?}", self.turn);
                (self.turn, self.written, self.pieces, self.known) = (*turn, 0, 0, (0, 0));
            }
            Effect::Play(turn, piece) => {
                assert_eq!(*turn, self.turn, "a piece of a turn that the sink does not have");
                self.written += Mouth::length(piece);
                self.pieces += 1;
                let ahead = self.written - self.known.0;
                assert!(ahead <= AHEAD, "{} s were written ahead", seconds(ahead));
                let under_way = self.pieces - self.known.1;
                assert!(under_way <= PIECES + 1, "{under_way} pieces are under way");
            }
            _ => {}
        }
    }

    fn check(&self) {
        let stage = self.stage();
        let asked = !stage.options.is_empty();
        match stage.phase {
            Phase::Idle => {
                assert_eq!((stage.script.as_ref(), stage.lines), (None, 0), "an idle stage is bare")
            }
            Phase::Asking => assert!(asked, "a question without options"),
            Phase::Paused => {}
            phase => assert!(!asked, "options are shown while {phase:?}"),
        }
        assert!(stage.position < 2.0 * 24.0 * 3600.0, "at {} s", stage.position);
        assert!(stage.line <= stage.lines && stage.before.len() <= 3 && stage.after.len() <= 3);
        assert!(stage.chapter.is_none_or(|chapter| stage.chapters.get(chapter).is_some_and(|it| it.reached)));
        assert!(stage.phase != Phase::Ended || stage.place.is_none(), "a place behind the end");
        if let Some(saying) = &stage.saying {
            check_words(saying, said(&stage).expect("words of something that is shown"));
        }
    }

    /// Lets one beat of time pass.
    pub(crate) fn pass(&mut self) {
        self.now += self.beat;
        self.voice.work(&mut self.events);
        self.mouth.work(samples(self.beat), &mut self.world, &mut self.events);
        while let Some(event) = self.events.pop_front() {
            self.step(event);
        }
        self.step(Event::Tick);
    }

    pub(crate) fn run(&mut self, time: Duration) {
        let until = self.now + time;
        while self.now < until {
            self.pass();
        }
    }

    pub(crate) fn until(&mut self, what: &str, mut happens: impl FnMut(&Theatre) -> bool) {
        let mut beats = 0;
        while !happens(self) {
            assert!(beats < PATIENCE, "{what}: never came\n{:?}", self.stage());
            beats += 1;
            self.pass();
        }
    }

    /// Until `heard` samples of voice and silence were heard, to the sample.
    pub(crate) fn hear(&mut self, heard: usize) {
        let beat = self.beat;
        self.until("as many samples", |theatre| theatre.world.air.heard + samples(beat) as usize >= heard);
        let rest = heard.saturating_sub(self.world.air.heard) as u64;
        self.beat = Duration::from_nanos(rest * 1_000_000_000 / 48_000 + 1);
        self.until("the last of them", |theatre| theatre.world.air.heard >= heard);
        self.beat = beat;
        assert_eq!(self.world.air.heard, heard);
    }

    pub(crate) fn until_ended(&mut self) {
        self.until("the end", |theatre| theatre.stage().phase == Phase::Ended);
    }

    pub(crate) fn until_asked(&mut self) {
        self.until("the question", |theatre| theatre.stage().phase == Phase::Asking);
    }

    pub(crate) fn until_line(&mut self, text: &str) {
        self.until(text, |theatre| theatre.line() == text);
    }

    pub(crate) fn stage(&self) -> Stage {
        self.machine.stage()
    }

    /// The present line; empty before the first.
    pub(crate) fn line(&self) -> String {
        self.stage().current.map(|line| line.text).unwrap_or_default()
    }

    pub(crate) fn place(&self) -> Place {
        self.stage().place.expect("a place while something is performed")
    }

    /// What was reported as it happened, in words; what was heard is in [`Theatre::heard`].
    pub(crate) fn told(&self) -> Vec<String> {
        self.reports.iter().filter_map(tell).collect()
    }

    /// The lines that were reported as heard.
    pub(crate) fn heard(&self) -> Vec<&HeardLine> {
        let heard = self.reports.iter().filter_map(|report| match report {
            Report::Heard(line) => Some(line),
            _ => None,
        });
        heard.collect()
    }

    pub(crate) fn notices(&self) -> Vec<vesper_session::NoticeKind> {
        let kinds = self.reports.iter().filter_map(|report| match report {
            Report::Notice(notice) => Some(notice.kind),
            _ => None,
        });
        kinds.collect()
    }
}

/// What the words on the stage are words of.
pub(crate) fn said(stage: &Stage) -> Option<&str> {
    let option = stage.reading.and_then(|option| stage.options.get(option));
    option.or(stage.current.as_ref().map(|line| &line.text)).map(String::as_str)
}

fn check_words(saying: &Saying, text: &str) {
    let words = &saying.words;
    assert!(words.iter().all(|word| text.get(word.text.clone()).is_some_and(|part| !part.is_empty())));
    assert!(words.iter().all(|word| word.samples.start <= word.samples.end));
    let ordered = |pair: &[WordTime]| {
        pair[0].text.end <= pair[1].text.start && pair[0].samples.start <= pair[1].samples.start
    };
    assert!(words.windows(2).all(ordered), "{words:?}");
    assert!(saying.word.is_none_or(|word| words[word].samples.start < saying.at));
}

fn tell(report: &Report) -> Option<String> {
    Some(match report {
        Report::Began(_) | Report::Heard(_) | Report::Words { .. } => return None,
        Report::Opened(device) => format!("opened {}", device.as_deref().unwrap_or("nothing")),
        Report::Chapter(title) => format!("chapter {title}"),
        Report::Line(line) => format!("{}: {}", line.voice, line.text),
        Report::Ask(options) => format!("ask {}", options.join(" / ")),
        Report::Chosen(choice) => format!("chosen {}", choice.option),
        Report::Notice(notice) => format!("notice {:?}", notice.kind),
        Report::Ended(_) => "ended".into(),
        Report::Stopped => "stopped".into(),
        Report::Failed(error) => format!("failed {error}"),
    })
}
