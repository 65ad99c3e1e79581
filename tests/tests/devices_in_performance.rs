//! A performance through real loudspeakers that come and go, heard with a recorder's ears.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test ends where it fails, and prints what it measured"
)]

use std::process::Command as Process;
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use vesper_script::Cue;
use vesper_session::{Command, NoticeKind, OpenVoice, Parts, Phase, Report, Session, Settings};
use vesper_speech::{Line, Out, RATE, Result, Spoken, Style, Synthesizer, Voice};
use vesper_tests::pulse::Pulse;
use vesper_tests::signal::{find, speech_like};

const PATIENCE: Duration = Duration::from_secs(20);

/// One server at a time: what is compared is sound, and a busy machine stutters.
static ALONE: Mutex<()> = Mutex::new(());

/// Says one line of a known signal, whatever it is asked for.
struct Known(Vec<f32>);

impl Synthesizer for Known {
    fn rate(&self) -> u32 {
        RATE
    }

    fn synthesize(&mut self, lines: &[Line], out: &mut dyn Out<Spoken>) -> Result<()> {
        for row in 0..lines.len() {
            out.put(Spoken { row, samples: self.0.clone(), last: true, ..Spoken::default() })?;
        }
        Ok(())
    }
}

/// Runs the test `name` in a process whose sound server is a private one.
fn on_a_server(name: &str, test: impl FnOnce(Pulse), prepare: fn() -> Option<Pulse>) {
    if let Some(pulse) = Pulse::inherited() {
        return test(pulse);
    }
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(pulse) = prepare() else { return };
    let program = std::env::current_exe().unwrap();
    let mut again = Process::new(program);
    let answer = again.args(["--exact", name, "--nocapture"]).envs(pulse.env()).output().unwrap();
    let words = [answer.stdout, answer.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
    eprintln!("{}{}", words[0], words[1]);
    assert!(answer.status.success() && words[0].contains("1 passed"), "{name} failed in its own process");
}

struct House {
    session: Session,
    reports: Vec<Report>,
    receive: Box<dyn FnMut() -> Option<Report>>,
}

impl House {
    /// Begins to say `signal` as one line.
    fn saying(signal: &[f32]) -> House {
        let voice = signal.to_vec();
        let parts = Parts {
            voices: vec![OpenVoice::new("a known voice", move || Ok(Box::new(Known(voice.clone()))))],
            sink: Box::new(|| Ok(vesper_audio::open(None, 1.0, 1.0))),
        };
        let mut session = Session::open(parts, Settings::default()).unwrap();
        let mut receiver = session.reports().unwrap();
        let line = Line {
            text: "a line".into(),
            voice: Voice::narrator(),
            style: Style::Plain,
            pace: 1.0,
            language: "en".into(),
            ..Line::default()
        };
        session.send(Command::Say(vec![Cue::Say(line)])).unwrap();
        House { session, reports: Vec::new(), receive: Box::new(move || receiver.try_recv().ok()) }
    }

    fn until(&mut self, what: &str, happens: impl Fn(&House) -> bool) {
        let begun = Instant::now();
        while !happens(self) {
            assert!(begun.elapsed() < PATIENCE, "{what}: not after {PATIENCE:?}; {:?}", self.reports);
            while let Some(report) = (self.receive)() {
                self.reports.push(report);
            }
            sleep(Duration::from_millis(2));
        }
    }

    fn position(&self) -> f64 {
        self.session.stage().borrow().position
    }

    fn has_ended(&self) -> bool {
        self.reports.iter().any(|report| matches!(report, Report::Ended(_)))
    }

    fn notices(&self) -> Vec<NoticeKind> {
        let kinds = self.reports.iter().filter_map(|report| match report {
            Report::Notice(notice) => Some(notice.kind),
            _ => None,
        });
        kinds.collect()
    }
}

/// What was heard at all: from the first to the last sample that is louder than the tone of a room.
fn sounding(recorded: &[f32]) -> &[f32] {
    let loud = |sample: &f32| sample.abs() > 0.006;
    let first = recorded.iter().position(loud).unwrap_or(0);
    let last = recorded.iter().rposition(loud).unwrap_or(0);
    &recorded[first..(last + 1).max(first)]
}

#[test]
fn an_unplugged_speaker_hands_the_line_to_the_next() {
    on_a_server("an_unplugged_speaker_hands_the_line_to_the_next", unplugged, Pulse::start);
}

fn unplugged(pulse: Pulse) {
    let line = speech_like(4.0, RATE, 0.0);
    pulse.add_sink("other");
    let before = pulse.record("spk");
    let after = pulse.record("other");
    let mut house = House::saying(&line);
    house.until("a second of it", |house| house.position() > 1.0);
    pulse.set_default("other");
    pulse.remove_sink("spk");
    house.until("the end", House::has_ended);
    let [after, _] = after.finish();
    drop(before);
    let heard = sounding(&after);
    let (begin, score) = find(&heard[4_800..28_800], &line).expect("the rest of the line");
    assert!(score > 0.98, "what goes on is not the line: {score}");
    let gone_on = begin as f64 / f64::from(RATE) - 0.1;
    eprintln!("it went on at {gone_on:.3} s of the line");
    assert!((0.5..1.6).contains(&gone_on), "it went on at {gone_on:.3} s, unplugged at about 1 s");
    assert_whole(heard, &line, begin, 4_800);
}

/// The line from `begin` on is heard from `at` on to its end. A busy machine may put silence in between; what
/// it may not do is drop anything, or say it twice.
fn assert_whole(heard: &[f32], line: &[f32], begin: usize, at: usize) {
    let mut shift = at as i64 - begin as i64;
    let (mut seen, mut found) = (0, 0);
    for part in (begin..line.len() - 12_000).step_by(12_000).chain([line.len() - 12_000]) {
        seen += 1;
        let Some((place, score)) = find(&line[part..part + 12_000], heard) else { continue };
        if score < 0.995 {
            // A silence lies within it, or it was found a period of its pitch away.
            continue;
        }
        found += 1;
        let now = place as i64 - part as i64;
        let lost = shift - now;
        eprintln!(
            "{:.2} s of the line: {score:.3}, {} samples of silence before it",
            part as f64 / 48e3,
            -lost
        );
        assert!(lost < 480, "{lost} samples were lost before sample {part} of the line");
        shift = now;
    }
    assert!(found * 2 > seen, "{found} of {seen} parts were heard whole");
    let end = (line.len() as i64 + shift) as usize;
    assert!(heard.len().abs_diff(end) < 4_800, "it ends at {} and should at {end}", heard.len());
}

#[test]
fn without_a_speaker_the_words_go_on_and_sound_comes_with_one() {
    let name = "without_a_speaker_the_words_go_on_and_sound_comes_with_one";
    on_a_server(name, appearing, Pulse::prepare);
}

fn appearing(mut pulse: Pulse) {
    let line = speech_like(8.0, RATE, 0.0);
    let mut house = House::saying(&line);
    house.until("a notice", |house| house.notices() == [NoticeKind::NoDevice]);
    house.until("time to go on", |house| house.position() > 0.3);
    pulse.launch();
    let recording = pulse.record("spk");
    house.until("a speaker", |house| house.session.stage().borrow().device.is_some());
    assert_eq!(house.session.stage().borrow().notice, None);
    let from = house.position();
    house.until("a second of sound", |house| house.position() > from + 1.2);
    assert_eq!(house.session.stage().borrow().phase, Phase::Speaking);
    let [recorded, _] = recording.finish();
    let heard = sounding(&recorded);
    let (begin, score) = find(&heard[4_800..28_800.min(heard.len())], &line).expect("the line");
    let began = begin as f64 / f64::from(RATE) - 0.1;
    eprintln!("sound came at {began:.3} s of the line, shown as {from:.3} s");
    assert!(score > 0.98 && (began - from).abs() < 0.5, "{score}: {began} and not {from}");
}
