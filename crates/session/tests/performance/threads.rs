//! The session with its threads, around engines that are known.
//!
//! Time is real here, so no bound is tight: what a bound of seconds catches is what would never come.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use vesper_session::{AtAsk, Command, NoticeKind, OpenVoice, Parts, Phase, Report, Request, Session};
use vesper_speech::{Error, Kind, Line, OpenSink};

use crate::engines::{FakeSink, FakeVoice, Manner, Shared, traces};
use crate::order::STORY;
use crate::score::{Score, assert_same};
use crate::theatre::{plain, request, script};
use crate::voice::{Voice, signal};

const PATIENCE: Duration = Duration::from_secs(20);

struct House {
    session: Session,
    reports: tokio::sync::mpsc::Receiver<Report>,
    shared: Shared,
}

fn house(manner: Manner, speed: f64) -> House {
    let shared = Shared::default();
    let (for_voice, for_sink) = (shared.clone(), shared.clone());
    let parts = Parts {
        voices: vec![OpenVoice::new("a fake voice", move || {
            Ok(Box::new(FakeVoice { manner, shared: for_voice.clone() }))
        })],
        sink: Box::new(move || Ok(Box::new(FakeSink::new(for_sink.clone(), speed)))),
    };
    let mut session = Session::open(parts, plain()).expect("a session");
    let reports = session.reports().expect("its reports");
    House { session, reports, shared }
}

fn whole_story() -> Request {
    let mut request = request(&script(STORY));
    request.choices = [0, 1].into();
    request.at_ask = AtAsk::Finish;
    request
}

impl House {
    fn perform(&self, request: Request) {
        self.session.send(Command::Perform(Box::new(request))).expect("a session that listens");
    }

    fn until(&self, what: &str, happens: impl Fn(&House) -> bool) -> Duration {
        let begun = Instant::now();
        while !happens(self) {
            assert!(begun.elapsed() < PATIENCE, "{what}: not after {PATIENCE:?}");
            std::thread::sleep(Duration::from_millis(1));
        }
        begun.elapsed()
    }

    fn phase(&self) -> Phase {
        self.session.stage().borrow().phase
    }

    /// All reports up to the last.
    fn told(&mut self) -> Vec<Report> {
        let begun = Instant::now();
        let mut told = Vec::new();
        while begun.elapsed() < PATIENCE {
            match self.reports.try_recv() {
                Ok(report) => {
                    let last = matches!(report, Report::Ended(_) | Report::Stopped | Report::Failed(_));
                    told.push(report);
                    if last {
                        return told;
                    }
                }
                Err(_) => std::thread::sleep(Duration::from_millis(2)),
            }
        }
        panic!("no end was told: {told:?}");
    }
}

/// Ends the house within [`PATIENCE`], engines and all.
fn assert_ends(house: House) -> Duration {
    let House { session, shared, .. } = house;
    let (done, over): (SyncSender<Duration>, Receiver<Duration>) = sync_channel(1);
    let end = move || {
        let begun = Instant::now();
        drop(session);
        done.send(begun.elapsed()).ok();
    };
    let thread = Builder::new().name("ending".into()).spawn(end).expect("a thread");
    let took = over.recv_timeout(PATIENCE).expect("a session that ends when it is dropped");
    thread.join().expect("an ending");
    assert_eq!(Arc::strong_count(&shared), 1, "both engines are gone, and their threads with them");
    took
}

#[test]
fn a_story_sounds_as_it_stands_and_is_told_in_order() {
    let mut house = house(Manner::Prompt, 60.0);
    house.perform(whole_story());
    let told = house.told();
    let script = script(STORY);
    let score = Score::of(&script, &request(&script).start, &[0, 1], &Voice::default());
    assert_same(&traces(&house.shared).air, &score.samples);
    let lines: Vec<&str> = told
        .iter()
        .filter_map(|report| match report {
            Report::Line(line) => Some(line.text.as_str()),
            _ => None,
        })
        .collect();
    let wanted: Vec<&str> = score.lines.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(lines, wanted);
    assert!(matches!(told.first(), Some(Report::Began(began)) if began.title == "The lamp"));
    assert!(matches!(told.get(1), Some(Report::Opened(Some(device))) if device == "Fake"));
    assert_ends(house);
}

#[test]
fn a_device_that_goes_away_costs_no_sample() {
    let mut house = house(Manner::Prompt, 10.0);
    traces(&house.shared).lost_at = vec![7_000, 52_000, 140_000];
    house.perform(whole_story());
    house.told();
    let script = script(STORY);
    let score = Score::of(&script, &request(&script).start, &[0, 1], &Voice::default());
    assert_same(&traces(&house.shared).air, &score.samples);
    assert_ends(house);
}

#[test]
fn another_device_by_wish_costs_no_sample() {
    let mut house = house(Manner::Prompt, 10.0);
    house.perform(whole_story());
    for at in [20_000, 60_000, 150_000] {
        house.until("sound", |house| traces(&house.shared).air.len() > at);
        house.session.send(Command::Reopen).unwrap();
    }
    house.told();
    let script = script(STORY);
    let score = Score::of(&script, &request(&script).start, &[0, 1], &Voice::default());
    assert_same(&traces(&house.shared).air, &score.samples);
    assert_ends(house);
}

#[test]
fn stop_silences_the_sink_and_cuts_the_voice_short() {
    let house = house(Manner::Computing, 1.0);
    house.perform(request(&script(STORY)));
    house.until("the voice at work", |house| house.phase() == Phase::Speaking);
    traces(&house.shared).cleared = None;
    let begun = Instant::now();
    house.session.send(Command::Stop).unwrap();
    house.until("silence", |house| traces(&house.shared).cleared.is_some());
    house.until("a voice cut short", |house| traces(&house.shared).cut_short.is_some());
    house.until("an idle stage", |house| house.phase() == Phase::Idle);
    let (cleared, cut_short) = {
        let traces = traces(&house.shared);
        (traces.cleared, traces.cut_short)
    };
    let since = |at: Option<Instant>| at.map(|at| at.duration_since(begun)).unwrap_or_default();
    let (silent, cut) = (since(cleared), since(cut_short));
    eprintln!("stop: silent after {silent:?}, voice free after {cut:?}");
    assert!(silent < Duration::from_secs(1) && cut < Duration::from_secs(1), "{silent:?}, {cut:?}");
    assert_ends(house);
}

#[test]
fn a_voice_that_waits_for_room_is_released() {
    let house = house(Manner::Endless, 1.0);
    house.perform(request(&script(STORY)));
    house.until("sound", |house| traces(&house.shared).air.len() > 1_000);
    house.session.send(Command::Stop).unwrap();
    let free = house.until("a voice cut short", |house| traces(&house.shared).cut_short.is_some());
    eprintln!("an endless voice was free {free:?} after the stop");
    house.perform(request(&script(STORY)));
    house.until("sound again", |house| house.phase() == Phase::Speaking);
    let took = assert_ends(house);
    eprintln!("a session with an endless voice ended in {took:?}");
}

#[test]
fn a_sink_that_never_takes_a_sample_does_not_hold_up_a_stop() {
    let house = house(Manner::Prompt, 0.0);
    house.perform(request(&script(STORY)));
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(house.phase(), Phase::Preparing);
    house.session.send(Command::Stop).unwrap();
    house.until("an idle stage", |house| house.phase() == Phase::Idle);
    assert_ends(house);
}

#[test]
fn a_session_that_does_nothing_ends_at_once() {
    let took = assert_ends(house(Manner::Prompt, 1.0));
    eprintln!("an idle session ended in {took:?}");
    assert!(took < Duration::from_secs(5));
}

#[test]
fn a_voice_that_cannot_be_opened_is_told_and_the_words_go_on() {
    let shared = Shared::default();
    let for_sink = shared.clone();
    let missing = || Error::new(Kind::MissingProgram, "espeak-ng", "is not installed.", "Install it.");
    let parts = Parts {
        voices: vec![OpenVoice::new("the system voice", move || Err(missing()))],
        sink: Box::new(move || Ok(Box::new(FakeSink::new(for_sink.clone(), 60.0)))),
    };
    let mut session = Session::open(parts, plain()).expect("a session");
    let reports = session.reports().expect("its reports");
    let mut house = House { session, reports, shared };
    house.perform(whole_story());
    let told = house.told();
    assert!(told.iter().any(|report| matches!(report, Report::Notice(notice)
        if notice.text == "The system voice cannot speak (espeak-ng: is not installed), so the words are shown. Install it.")));
    assert!(matches!(told.last(), Some(Report::Ended(_))));
    assert_ends(house);
}

#[test]
fn a_voice_that_breaks_down_is_told_and_the_session_goes_on() {
    let mut house = house(Manner::Breaking, 60.0);
    for _ in 0..2 {
        house.perform(whole_story());
        let told = house.told();
        assert!(told.iter().any(|report| matches!(report, Report::Failed(error)
            if error.kind == Kind::Engine && error.what == "broke down at this line.")));
        assert_eq!(house.told().last(), Some(&Report::Stopped), "a file cannot wait for a better voice");
    }
    assert_ends(house);
}

#[test]
fn the_stage_changes_about_ten_times_a_second_and_at_once_for_a_line() {
    let house = house(Manner::Prompt, 1.0);
    let long = Line {
        text: "a long line that goes on and on and says nothing at all, and then it goes on again and again"
            .into(),
        voice: vesper_speech::Voice::narrator(),
        style: vesper_speech::Style::Plain,
        pace: 0.5,
        language: "en".into(),
        ..Line::default()
    };
    house.session.send(Command::Say(vec![vesper_script::Cue::Say(long)])).unwrap();
    house.until("sound", |house| house.phase() == Phase::Speaking);
    let mut stage = house.session.stage();
    stage.mark_unchanged();
    let (begun, mut changes) = (Instant::now(), 0);
    while begun.elapsed() < Duration::from_secs(1) {
        if stage.has_changed().unwrap_or(false) {
            stage.mark_unchanged();
            changes += 1;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    eprintln!("{changes} stages in a second");
    assert!((2..=14).contains(&changes), "{changes} stages in {:?}", begun.elapsed());
    assert_ends(house);
}

/// A voice that can be opened, and panics at its first line.
fn breaking(shared: &Shared) -> OpenVoice {
    let shared = shared.clone();
    OpenVoice::new("a breaking voice", move || {
        Ok(Box::new(FakeVoice { manner: Manner::Breaking, shared: shared.clone() }))
    })
}

fn prompt(shared: &Shared) -> OpenVoice {
    let shared = shared.clone();
    OpenVoice::new("a prompt voice", move || {
        Ok(Box::new(FakeVoice { manner: Manner::Prompt, shared: shared.clone() }))
    })
}

fn house_of(voices: Vec<OpenVoice>, shared: Shared) -> House {
    let for_sink = shared.clone();
    let sink: OpenSink = Box::new(move || Ok(Box::new(FakeSink::new(for_sink.clone(), 60.0))));
    let mut session = Session::open(Parts { voices, sink }, plain()).expect("a session");
    let reports = session.reports().expect("its reports");
    House { session, reports, shared }
}

#[test]
fn the_next_voice_speaks_where_one_cannot_be_opened_and_another_breaks_down() {
    let shared = Shared::default();
    let missing = || Error::new(Kind::BadFile, "model.safetensors", "is cut short.", "Get the model again.");
    let absent = OpenVoice::new("Pocket TTS, English", move || Err(missing()));
    let panics = OpenVoice::new("a voice like none", || panic!("as it is meant to"));
    let voices = vec![absent, panics, breaking(&shared), prompt(&shared)];
    let mut house = house_of(voices, shared);
    house.perform(whole_story());
    let told = house.told();
    let notices: Vec<_> = told
        .iter()
        .filter_map(|report| match report {
            Report::Notice(notice) => Some(notice.text.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(notices.len(), 2, "{notices:?}");
    assert!(notices[0].starts_with(
        "Pocket TTS, English cannot speak (model.safetensors: is cut short), nor can a voice like none \
         (voice: broke down while it was opened), so a breaking voice speaks now. Get the model again."
    ));
    assert!(notices[1].starts_with(
        "A breaking voice cannot speak (voice: broke down at this line), so a prompt voice speaks now."
    ));
    assert!(matches!(told.last(), Some(Report::Ended(_))), "{told:?}");
    let script = script(STORY);
    let score = Score::of(&script, &whole_story().start, &[0, 1], &Voice::default());
    assert_same(&traces(&house.shared).air, &score.samples);
    assert_ends(house);
}

#[test]
fn voices_can_be_changed_while_something_is_performed() {
    let house = house_of(Vec::new(), Shared::default());
    house.perform(request(&script(STORY)));
    house.until("words", |house| house.session.stage().borrow().current.is_some());
    let kinds = |stage: &vesper_session::Stage| stage.notice.as_ref().map(|notice| notice.kind);
    assert_eq!(kinds(&house.session.stage().borrow()), Some(NoticeKind::NoVoice));
    for _ in 0..3 {
        house.session.send(Command::Voices(vec![prompt(&house.shared)])).unwrap();
    }
    house.until("a voice", |house| kinds(&house.session.stage().borrow()).is_none());
    house.until("the question", |house| house.phase() == Phase::Asking);
    house.session.send(Command::Choose(1)).unwrap();
    house.until("the next question", |house| {
        house.phase() == Phase::Asking && house.session.stage().borrow().options.len() == 2
    });
    let dark = signal("Nobody speaks.", 14_000);
    house.until("the line", |house| traces(&house.shared).air.windows(14_000).any(|part| part == dark));
    assert_ends(house);
}
