//! Voices that are slow, that fail, that are not there.

use std::time::Duration;

use vesper_session::{AtAsk, Command, Event, GaveOut, NoticeKind, Phase, Settings};
use vesper_speech::{Error, Kind};

use crate::order::STORY;
use crate::score::{Score, assert_same};
use crate::theatre::{Theatre, plain, request, script};
use crate::voice::Voice;

fn score() -> Score {
    let script = script(STORY);
    Score::of(&script, &request(&script).start, &[], &Voice::default())
}

fn missing() -> GaveOut {
    let error = Error::new(Kind::MissingProgram, "espeak-ng", "is not installed.", "Install it.");
    GaveOut { voice: "the system voice".into(), error }
}

#[test]
fn a_slow_voice_is_waited_for() {
    let mut theatre = Theatre::performing(STORY);
    theatre.voice.per_beat = 100;
    theatre.until_asked();
    assert_same(&theatre.world.air.samples, &score().samples);
}

#[test]
fn without_a_voice_the_words_are_shown_for_as_long_as_they_take_to_read() {
    let mut theatre = Theatre::performing(STORY);
    theatre.step(Event::NoVoice(vec![missing()]));
    assert_eq!(theatre.notices(), [NoticeKind::NoVoice]);
    theatre.until_line("A lamp burns on the stairs.");
    let begun = theatre.now;
    theatre.until_line("Good evening.");
    let shown = (theatre.now - begun).as_secs_f64();
    assert!((1.0..3.0).contains(&shown), "26 letters were shown for {shown} s");
    theatre.until_asked();
    theatre.command(Command::Choose(0));
    theatre.until_line("And up.");
    assert!(theatre.world.air.samples.iter().all(|sample| *sample == 0.0));
}

#[test]
fn a_meditation_without_a_voice_still_lands() {
    let mut theatre = Theatre::performing(crate::fitting::CALM);
    theatre.step(Event::NoVoice(vec![missing()]));
    theatre.beat = Duration::from_millis(100);
    theatre.until_ended();
    assert_eq!(theatre.world.air.heard, 2 * 60 * 48_000);
}

#[test]
fn a_voice_that_fails_pauses_and_resume_tries_again() {
    for times in [1, 3] {
        let mut theatre = Theatre::performing(STORY);
        theatre.voice.stumbles = Some(("lamp".into(), times));
        for _ in 0..times {
            theatre.until("a failure", |theatre| theatre.stage().phase == Phase::Paused);
            assert_eq!(theatre.stage().notice.map(|notice| notice.kind), Some(NoticeKind::Failed));
            let failures = theatre.notices().len();
            theatre.run(Duration::from_secs(10));
            assert_eq!(theatre.notices().len(), failures, "it fails once and then waits");
            theatre.command(Command::Resume);
        }
        theatre.until_asked();
        assert_same(&theatre.world.air.samples, &score().samples);
        assert_eq!(theatre.stage().notice, None, "what is well again needs no notice");
    }
}

#[test]
fn a_voice_that_fails_ends_a_file() {
    let mut theatre = Theatre::new(plain());
    let mut request = request(&script(STORY));
    request.at_ask = AtAsk::Finish;
    theatre.voice.stumbles = Some(("lamp".into(), 1));
    theatre.perform(request);
    theatre.until("the end of it", |theatre| theatre.stage().phase == Phase::Idle);
    assert!(theatre.told().contains(&"failed fake voice: lost its voice.".to_owned()));
    assert_eq!(theatre.world.finished, 0, "no file is completed");
}

#[test]
fn a_line_that_the_voice_forgot_does_not_hold_up_the_rest() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until("a request", |theatre| theatre.voice.is_busy());
    let cast = theatre.voice.casts[0].0;
    theatre.voice.drop_job();
    theatre.step(Event::VoiceDone { cast, failed: None });
    theatre.until_asked();
}

#[test]
fn late_pieces_of_an_older_request_are_dropped() {
    let mut theatre = Theatre::new(plain());
    theatre.voice.per_letter = 4_000;
    let script = script(STORY);
    theatre.perform(request(&script));
    let score = Score::of(&script, &request(&script).start, &[], &theatre.voice);
    theatre.until_line("It is late.");
    let stale = theatre.voice.casts.clone();
    theatre.command(Command::Settings(Settings { voice: Some("other".into()), ..plain() }));
    theatre.until("new requests", |theatre| theatre.voice.casts.len() > stale.len());
    for (cast, row) in stale {
        for row in [row, usize::MAX] {
            theatre.step(Event::Spoken {
                cast,
                row,
                samples: vec![0.9; 4_800],
                words: Vec::new(),
                last: true,
            });
        }
    }
    theatre.until_asked();
    assert_same(&theatre.world.air.samples, &score.samples);
}

#[test]
fn another_voice_speaks_from_the_next_line_on() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("A lamp burns on the stairs.");
    theatre.voice.asked.clear();
    theatre.command(Command::Settings(Settings { voice: Some("other".into()), pace: 1.25, ..plain() }));
    theatre.until_asked();
    theatre.command(Command::Choose(0));
    theatre.until_line("It answers back.");
    let narrator = theatre.voice.asked.iter().find(|line| line.text == "You answer.").expect("the line");
    assert_eq!((narrator.voice.chosen.as_deref(), narrator.pace), (Some("other"), 1.25));
    let cat =
        theatre.voice.asked.iter().find(|line| line.text == "It answers back.").expect("the cat's line");
    assert_eq!((cat.voice.chosen.as_deref(), cat.pace), (None, 1.25), "the cast keeps its voices");
}

#[test]
fn every_line_is_made_once() {
    let mut theatre = Theatre::performing(STORY);
    for _ in 0..2 {
        theatre.until_asked();
        theatre.command(Command::Choose(1));
    }
    theatre.until_ended();
    let mut asked: Vec<String> = theatre.voice.asked.iter().map(|line| line.text.clone()).collect();
    let all = asked.len();
    asked.sort();
    asked.dedup();
    assert_eq!(all, asked.len());
}
