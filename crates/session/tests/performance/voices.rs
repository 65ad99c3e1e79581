//! Voices that are slow, that fail, that are not there.

use std::time::Duration;

use vesper_session::{AtAsk, Command, Event, GaveOut, NoticeKind, OpenVoice, Phase, Report, Settings};
use vesper_speech::{Error, Kind};

use crate::order::STORY;
use crate::score::{Score, assert_same};
use crate::theatre::{Theatre, plain, request, script};
use crate::voice::{Voice, gave_out, signal};

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

/// What was heard before `line` and from its whole saying on is `score`; gives the samples of it that were heard
/// before it was said again.
fn assert_said_again(theatre: &Theatre, score: &Score, line: &str) -> usize {
    let (air, begin) = (&theatre.world.air.samples, score.at(line));
    assert_same(&air[..begin], &score.samples[..begin]);
    let again = air.len() - score.samples.len();
    assert_same(&air[begin..begin + again], &signal(line, again as u64));
    assert_same(&air[begin + again..], &score.samples[begin..]);
    again
}

#[test]
fn another_voice_says_the_line_again_at_which_one_gave_out() {
    let line = "A lamp burns on the stairs.";
    let mut theatre = Theatre::performing(STORY);
    theatre.voice.gives_out = Some("lamp".into());
    theatre.until_asked();
    let again = assert_said_again(&theatre, &score(), line);
    assert!(again <= 960, "{again} samples were heard twice, though the voice gave out before");
    let heard: Vec<_> = theatre.heard().iter().map(|line| (line.text.clone(), line.cut)).collect();
    assert_eq!(heard.iter().filter(|(text, _)| text == line).count(), 1, "said once: {heard:?}");
    assert!(heard.iter().all(|(_, cut)| cut.is_none()));
    assert_eq!(theatre.told().iter().filter(|told| told.contains(line)).count(), 1);
    assert_eq!(theatre.notices(), [NoticeKind::VoiceGaveOut]);
    let text = theatre.reports.iter().find_map(|report| match report {
        Report::Notice(notice) => Some(notice.text.as_str()),
        _ => None,
    });
    let told = "The first voice cannot speak (model.safetensors: is cut short), so the second voice speaks now. \
                Get the model again.";
    assert_eq!(text, Some(told));
    assert!(!theatre.told().iter().any(|told| told.starts_with("failed")));
}

#[test]
fn a_line_in_the_ear_when_the_voice_gives_out_is_told_as_cut_and_said_again() {
    let line = "A lamp burns on the stairs.";
    let mut theatre = Theatre::performing(STORY);
    theatre.voice.tells_words = true;
    theatre.voice.per_beat = 100;
    theatre.until_line(line);
    theatre.run(Duration::from_millis(200));
    theatre.voice.gives_out = Some("lamp".into());
    theatre.until("another voice", |theatre| !theatre.notices().is_empty());
    theatre.voice.per_beat = 48_000;
    theatre.until_asked();
    let again = assert_said_again(&theatre, &score(), line);
    let lines: Vec<_> = theatre.heard().into_iter().filter(|heard| heard.text == line).collect();
    assert_eq!(lines.len(), 2);
    let cut = lines[0].cut.expect("a cut");
    let told = (lines[0].samples.end - lines[0].samples.start) as usize;
    assert!((told..=told + 480).contains(&again), "{again} samples were heard, {told} were told");
    assert!(line[..cut].starts_with("A lamp") && cut < line.len(), "{:?} was heard", &line[..cut]);
    assert_eq!((lines[1].cut, lines[1].samples.start), (None, lines[0].samples.end));
}

#[test]
fn a_file_has_no_line_twice_whatever_gives_out() {
    for line in ["late", "lamp", "evening"] {
        let mut theatre = Theatre::new(plain());
        theatre.voice.gives_out = Some(line.into());
        let script = script(STORY);
        let mut request = request(&script);
        request.at_ask = AtAsk::Finish;
        request.choices = [0, 1].into();
        let score = Score::of(&script, &request.start, &[0, 1], &Voice::default());
        theatre.perform(request);
        theatre.until_ended();
        assert_same(&theatre.world.air.samples, &score.samples);
        assert_eq!(theatre.notices(), [NoticeKind::VoiceGaveOut]);
    }
}

#[test]
fn a_meditation_lands_though_its_voice_gives_out_and_the_next_is_slower() {
    for line in ["Sit", "Notice", "Slowly", "Good day"] {
        let mut theatre = Theatre::new(plain());
        theatre.voice.gives_out = Some(line.into());
        theatre.beat = Duration::from_millis(50);
        theatre.perform(request(&script(crate::fitting::CALM)));
        theatre.until("another voice", |theatre| !theatre.notices().is_empty());
        theatre.voice.per_letter = 2_400;
        theatre.until_ended();
        let Some(Report::Ended(seconds)) = theatre.reports.last() else { panic!("{line}: it did not end") };
        assert!((seconds * 48_000.0 - 5_760_000.0).abs() < 0.5, "{line}: landed at {seconds} s");
        assert_eq!(theatre.notices(), [NoticeKind::VoiceGaveOut], "{line}");
    }
}

#[test]
fn a_device_that_goes_with_the_voice_costs_no_line() {
    for at in [30_000, 59_100, 64_000] {
        let mut theatre = Theatre::performing(STORY);
        theatre.voice.gives_out = Some("lamp".into());
        theatre.hear(at);
        theatre.mouth.news = Some(Some("unplugged".into()));
        theatre.until_asked();
        assert_said_again(&theatre, &score(), "A lamp burns on the stairs.");
    }
}

fn other_voices() -> Vec<OpenVoice> {
    vec![OpenVoice::new("another voice", || Err(missing().error))]
}

#[test]
fn other_voices_speak_from_the_next_line_on() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("It is late.");
    theatre.run(Duration::from_millis(100));
    theatre.voice.asked.clear();
    theatre.command(Command::Voices(other_voices()));
    assert_eq!(theatre.voices.iter().map(OpenVoice::name).collect::<Vec<_>>(), ["another voice"]);
    theatre.step(Event::VoiceOpened { voice: "another voice".into(), gave_out: Vec::new() });
    theatre.until_asked();
    assert_same(&theatre.world.air.samples, &score().samples);
    let asked: Vec<&str> = theatre.voice.asked.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(asked, ["Good evening."], "what was not heard yet is made anew, the rest is not");
    assert_eq!(theatre.notices(), []);
}

#[test]
fn voices_that_come_after_there_was_none_speak_and_take_the_notice_away() {
    let mut theatre = Theatre::performing(STORY);
    theatre.step(Event::NoVoice(vec![missing()]));
    theatre.until_line("A lamp burns on the stairs.");
    theatre.command(Command::Voices(other_voices()));
    theatre.step(Event::VoiceOpened { voice: "another voice".into(), gave_out: Vec::new() });
    assert_eq!(theatre.stage().notice, None);
    theatre.until_asked();
    let said = signal("Good evening.", 13_000);
    assert!(theatre.world.air.samples.windows(13_000).any(|part| part == said), "the next line is heard");
}

#[test]
fn who_chooses_another_voice_after_a_failure_hears_the_line_from_its_beginning() {
    let line = "A lamp burns on the stairs.";
    let mut theatre = Theatre::performing(STORY);
    theatre.voice.stumbles = Some(("lamp".into(), 1));
    theatre.until("a failure", |theatre| theatre.stage().phase == Phase::Paused);
    theatre.command(Command::Voices(other_voices()));
    assert_eq!(theatre.stage().notice, None);
    theatre.command(Command::Resume);
    theatre.until_asked();
    assert_said_again(&theatre, &score(), line);
}

#[test]
fn a_notice_of_a_voice_waits_for_somebody_who_listens() {
    let mut theatre = Theatre::new(plain());
    theatre.step(Event::VoiceOpened { voice: "the second voice".into(), gave_out: vec![gave_out()] });
    theatre.run(Duration::from_secs(60));
    assert!(theatre.stage().notice.is_some(), "nobody was there to see it");
    theatre.perform(request(&script(STORY)));
    theatre.run(Duration::from_secs(5));
    assert!(theatre.stage().notice.is_some());
    theatre.run(Duration::from_secs(10));
    assert_eq!(theatre.stage().notice, None);
}
