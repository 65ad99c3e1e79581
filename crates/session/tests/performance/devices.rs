//! Devices that go, come and refuse.

use std::time::Duration;

use vesper_session::{Command, Event, NoticeKind, Phase};
use vesper_speech::{Bed, Error, Kind, Turn};

use crate::order::STORY;
use crate::score::{Score, assert_same};
use crate::theatre::{Theatre, request, script};
use crate::voice::Voice;

fn score() -> Score {
    let script = script(STORY);
    Score::of(&script, &request(&script).start, &[], &Voice::default())
}

fn unplugged() -> Option<Option<String>> {
    Some(Some("unplugged".into()))
}

#[test]
fn another_device_goes_on_at_the_sample_that_was_heard_last() {
    // In a line, in a silence, in the first sample, right at the edge of a line.
    for at in [0, 1, 5_000, 11_000, 30_000, 59_000, 70_000] {
        let mut theatre = Theatre::performing(STORY);
        theatre.hear(at);
        theatre.mouth.news = unplugged();
        theatre.world.device = Some("Headphones".into());
        theatre.until_asked();
        assert_same(&theatre.world.air.samples, &score().samples);
        assert_eq!(theatre.world.air.bed, Some(Bed::Rain), "the bed lies on the new device too");
        assert_eq!(theatre.stage().device.as_deref(), Some("Headphones"));
        let lines = theatre.told().iter().filter(|told| *told == "narrator: It is late.").count();
        assert_eq!(lines, 1, "a line is reported once, lost at {at}");
        assert_eq!(theatre.notices(), [NoticeKind::DeviceLost, NoticeKind::DeviceBack]);
    }
}

#[test]
fn losing_one_device_after_the_other_loses_no_sample() {
    let mut theatre = Theatre::performing(STORY);
    theatre.mouth.pace = Some(3);
    for at in (1_000..90_000).step_by(7_001) {
        theatre.until("sound", |theatre| theatre.world.air.heard >= at);
        theatre.mouth.news = if at % 2 == 0 { Some(None) } else { unplugged() };
    }
    theatre.until_asked();
    assert_same(&theatre.world.air.samples, &score().samples);
}

#[test]
fn without_another_device_it_waits_and_goes_on_when_one_is_there() {
    let mut theatre = Theatre::performing(STORY);
    theatre.hear(5_000);
    theatre.mouth.news = unplugged();
    theatre.world.device = None;
    theatre.run(Duration::from_secs(30));
    assert_eq!((theatre.stage().phase, theatre.world.air.heard), (Phase::Paused, 5_000));
    assert_eq!(theatre.stage().notice.map(|notice| notice.kind), Some(NoticeKind::NoDevice));
    theatre.world.device = Some("Headphones".into());
    theatre.mouth.news = Some(None);
    theatre.until_asked();
    assert_same(&theatre.world.air.samples, &score().samples);
    assert!(theatre.notices().ends_with(&[NoticeKind::DeviceBack]));
}

#[test]
fn without_another_device_the_listener_may_go_on_in_silence() {
    let mut theatre = Theatre::performing(STORY);
    theatre.hear(5_000);
    theatre.mouth.news = unplugged();
    theatre.world.device = None;
    theatre.run(Duration::from_secs(1));
    theatre.command(Command::Resume);
    theatre.until_asked();
    assert_same(&theatre.world.air.samples, &score().samples);
    assert_eq!(theatre.stage().device, None);
}

#[test]
fn a_device_that_goes_while_it_is_paused_does_not_end_the_pause() {
    let mut theatre = Theatre::performing(STORY);
    theatre.hear(5_000);
    theatre.command(Command::Pause);
    theatre.run(Duration::from_millis(50));
    theatre.mouth.news = unplugged();
    theatre.run(Duration::from_secs(5));
    let heard = theatre.world.air.heard;
    assert!(heard <= 5_480, "{heard}");
    assert_eq!(theatre.stage().notice, None, "no other device is looked for any more");
    theatre.command(Command::Resume);
    theatre.until_asked();
    assert_same(&theatre.world.air.samples, &score().samples);
}

#[test]
fn a_pause_while_no_device_is_there_outlives_its_return() {
    let mut theatre = Theatre::performing(STORY);
    theatre.hear(5_000);
    theatre.mouth.news = unplugged();
    theatre.world.device = None;
    theatre.run(Duration::from_secs(1));
    theatre.command(Command::Pause);
    theatre.world.device = Some("Headphones".into());
    theatre.mouth.news = Some(None);
    theatre.run(Duration::from_secs(5));
    assert_eq!((theatre.stage().phase, theatre.world.air.heard), (Phase::Paused, 5_000));
    theatre.command(Command::Resume);
    theatre.until_asked();
    assert_same(&theatre.world.air.samples, &score().samples);
}

#[test]
fn a_better_device_takes_over_without_a_gap() {
    for by_wish in [false, true] {
        let mut theatre = Theatre::performing(STORY);
        theatre.hear(13_000);
        theatre.world.device = Some("Headphones".into());
        if by_wish {
            theatre.command(Command::Reopen);
        } else {
            theatre.mouth.news = Some(None);
        }
        theatre.until_asked();
        assert_same(&theatre.world.air.samples, &score().samples);
        assert_eq!(theatre.mouth.device(), Some("Headphones"));
        assert_eq!(theatre.notices(), [], "a change without a gap needs no words");
    }
}

#[test]
fn without_any_device_the_words_go_on() {
    let mut theatre = Theatre::new(crate::theatre::plain());
    theatre.world.device = None;
    theatre.perform(request(&script(STORY)));
    theatre.until_asked();
    assert_eq!(theatre.notices(), [NoticeKind::NoDevice]);
    assert_eq!(theatre.line(), "Good evening.");
    assert_same(&theatre.world.air.samples, &score().samples);
    // And with sound as soon as there is one.
    theatre.world.device = Some("Headphones".into());
    theatre.mouth.news = Some(None);
    theatre.run(Duration::from_secs(1));
    assert_eq!(theatre.stage().notice, None);
    assert_eq!(theatre.stage().device.as_deref(), Some("Headphones"));
}

#[test]
fn a_device_that_cannot_be_opened_is_told_and_can_be_tried_again() {
    let mut theatre = Theatre::new(crate::theatre::plain());
    theatre.world.refuses = Some(Error::new(Kind::Denied, "Speakers", "are in use.", "Close the other."));
    theatre.perform(request(&script(STORY)));
    theatre.run(Duration::from_secs(1));
    assert_eq!(theatre.stage().phase, Phase::Idle);
    assert!(theatre.told().iter().any(|told| told == "failed Speakers: are in use. Close the other."));
    theatre.world.refuses = None;
    theatre.perform(request(&script(STORY)));
    theatre.until_asked();
}

#[test]
fn what_an_older_turn_heard_is_nobodys() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("A lamp burns on the stairs.");
    theatre.command(Command::Back);
    let before = theatre.stage();
    theatre.step(Event::Heard { turn: Turn(1), played: 1_000_000, taken: 500 });
    assert_eq!(theatre.stage(), before);
    theatre.until_asked();
}

#[test]
fn a_sink_cannot_have_heard_more_than_it_was_given() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("It is late.");
    let turn = Turn(1);
    theatre.step(Event::Heard { turn, played: u64::MAX, taken: u64::MAX });
    let place = theatre.stage().position;
    assert!(place < 2.0, "at {place} s");
}
