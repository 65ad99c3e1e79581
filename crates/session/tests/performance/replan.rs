//! What a listener changes while a meditation runs: the length that was promised last is kept to the sample.

use std::time::Duration;

use vesper_session::{Command, Phase, Report, Request, Settings};

use crate::fitting::CALM;
use crate::theatre::{Theatre, plain, request, script};

const MINUTE: usize = 60 * 48_000;

fn sitting() -> Theatre {
    let mut theatre = Theatre::new(plain());
    theatre.voice.per_letter = 2_400;
    theatre.beat = Duration::from_millis(50);
    theatre.perform(request(&script(CALM)));
    theatre
}

/// What is heard to the end is what the stage said was left.
fn assert_keeps_its_promise(theatre: &mut Theatre) {
    let stage = theatre.stage();
    let left = (stage.length.expect("a length") - stage.position) * 48_000.0;
    let heard = theatre.world.air.heard;
    theatre.until_ended();
    let rest = (theatre.world.air.heard - heard) as f64;
    assert!((rest - left).abs() < 1.5, "{left} samples were promised and {rest} heard");
}

#[test]
fn more_minutes_are_as_many_more_to_the_sample_whenever_they_are_asked_for() {
    for at in [100, 20_000, 600_000, 2_000_000, 4_000_000, 5_400_000, 5_500_000, 5_759_000] {
        let mut theatre = sitting();
        theatre.hear(at);
        theatre.command(Command::Longer(3));
        assert_eq!(theatre.stage().length, Some(300.0));
        theatre.run(Duration::from_secs(1));
        theatre.command(Command::Longer(1));
        theatre.until_ended();
        assert_eq!(theatre.world.air.heard, 6 * MINUTE, "asked for at {at}");
    }
}

#[test]
fn the_bed_comes_back_where_more_time_is_asked_for_in_its_last_fade() {
    let mut theatre = sitting();
    theatre.hear(2 * MINUTE - 24_000);
    assert_eq!(theatre.world.air.bed, None, "it is going");
    theatre.command(Command::Longer(1));
    theatre.run(Duration::from_secs(5));
    assert!(theatre.world.air.bed.is_some(), "there is a minute to go");
    theatre.until_ended();
    assert_eq!(theatre.world.air.heard, 3 * MINUTE);
    assert_eq!(theatre.world.air.bed, None);
}

#[test]
fn who_stays_has_a_longer_silence_here_and_shorter_ones_later() {
    let silence_at = |stays: bool| {
        let mut theatre = sitting();
        theatre.until("the second line's silence", |theatre| {
            theatre.line() == "Notice the breath." && theatre.stage().silence.is_some_and(|left| left > 3.0)
        });
        if stays {
            theatre.command(Command::Said("let's stay here a while".into()));
        }
        let from = theatre.world.air.heard;
        theatre.until("the next words", |theatre| theatre.line() == "In.");
        let silence = theatre.world.air.heard - from;
        theatre.until_ended();
        assert_eq!(theatre.world.air.heard, 2 * MINUTE);
        silence
    };
    let (usual, longer) = (silence_at(false), silence_at(true));
    assert!(longer > usual + 5 * 48_000, "{usual} samples of silence, and {longer} for who stays");
}

#[test]
fn who_skips_is_in_the_next_chapter_and_what_was_left_there_is_left() {
    for at in [100, 400_000, 1_200_000] {
        let mut theatre = sitting();
        theatre.hear(at);
        theatre.command(Command::Said("skip".into()));
        assert_eq!(theatre.stage().chapter, Some(1), "skipped at {at}");
        assert_keeps_its_promise(&mut theatre);
    }
    let mut theatre = sitting();
    theatre.command(Command::Skip);
    theatre.run(Duration::from_millis(200));
    theatre.command(Command::Skip);
    theatre.run(Duration::from_millis(200));
    assert_eq!(theatre.stage().chapter, Some(2));
    theatre.command(Command::Said("five more minutes, please".into()));
    assert_eq!(theatre.stage().length, Some(7.0 * 60.0));
    assert_keeps_its_promise(&mut theatre);
}

#[test]
fn lines_are_left_out_whole_where_a_slower_voice_has_no_time_for_them() {
    let mut theatre = sitting();
    theatre.voice.per_letter = 24_000;
    theatre.hear(300_000);
    theatre.command(Command::Settings(Settings { pace: 0.5, ..plain() }));
    theatre.until_ended();
    assert_eq!(theatre.world.air.heard, 2 * MINUTE);
    let heard: Vec<String> = theatre.heard().iter().map(|line| line.text.clone()).collect();
    assert!(theatre.heard().iter().all(|line| line.cut.is_none()), "none is cut");
    assert_eq!(heard.last().map(String::as_str), Some("Good day."), "the last words are said");
    assert!(heard.len() < 7, "{heard:?}");
    assert_eq!(theatre.notices(), []);
}

#[test]
fn silence_passes_while_the_words_behind_it_are_measured() {
    let mut theatre = sitting();
    theatre.voice.per_beat = 400;
    theatre.until("the first silence", |theatre| theatre.world.air.heard >= 50_000);
    let from = theatre.world.air.heard;
    theatre.run(Duration::from_secs(4));
    let passed = theatre.world.air.heard - from;
    assert!(passed > 3 * 48_000, "{passed} samples of silence in four seconds");
    assert!(theatre.voice.casts.len() < 8, "not all eight lines are measured yet");
    theatre.until_ended();
    assert_eq!(theatre.world.air.heard, 2 * MINUTE);
}

#[test]
fn a_place_leaves_what_was_promised_beyond_the_chosen_length() {
    for at in [4_000_000, 5_500_000] {
        let mut theatre = sitting();
        theatre.hear(at);
        theatre.command(Command::Longer(1));
        theatre.run(Duration::from_millis(100));
        let place = theatre.place();
        let stage = theatre.stage();
        let left = (stage.length.expect("a length") - stage.position) * 48_000.0;
        let mut later = sitting();
        later.perform(Request { place: Some(place), ..request(&script(CALM)) });
        let before = later.world.air.heard;
        later.until_ended();
        let heard = (later.world.air.heard - before) as f64;
        let line = 2_400.0 * 40.0;
        assert!((left - 1.5..=left + line).contains(&heard), "{left} were left, {heard} were heard");
    }
}

#[test]
fn other_words_are_taken_where_the_listener_has_not_come_to() {
    let other = CALM.replace("There is nothing to do.", "The kettle is off. Nobody is waiting.");
    let mut theatre = sitting();
    theatre.hear(400_000);
    let before = theatre.line();
    theatre.command(Command::Rewrite(script(&other)));
    assert_eq!(theatre.line(), before, "nothing changes here");
    theatre.until_line("The kettle is off. Nobody is waiting.");
    let place = theatre.place();
    assert_eq!(place.digest, script(&other).digest(), "the place is one in the new words");
    theatre.until_ended();
    assert_eq!(theatre.world.air.heard, 2 * MINUTE);

    let mut theatre = sitting();
    theatre.until_line("Nothing at all.");
    theatre.command(Command::Rewrite(script(&other)));
    theatre.until_ended();
    assert!(!theatre.told().iter().any(|told| told.contains("kettle")), "that was said already");
    assert_eq!(theatre.world.air.heard, 2 * MINUTE);

    let mut theatre = sitting();
    theatre.hear(400_000);
    theatre.command(Command::Rewrite(script(&CALM.replace("1-30 usually 2", "3-30"))));
    assert!(matches!(theatre.reports.last(), Some(Report::Failed(_))), "it cannot last two minutes");
    theatre.until_ended();
    assert_eq!((theatre.world.air.heard, theatre.stage().phase), (2 * MINUTE, Phase::Ended));
}
