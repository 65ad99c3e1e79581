//! Places: going on in another machine where this one was left.

use std::time::Duration;

use vesper_session::{Command, NoticeKind, Phase, Place, Request, Settings};

use crate::order::STORY;
use crate::score::{Score, assert_same};
use crate::theatre::{Theatre, plain, request, script};
use crate::voice::Voice;

fn going_on(text: &str, place: Place, settings: Settings) -> Theatre {
    let mut theatre = Theatre::new(settings);
    theatre.perform(Request { place: Some(place), ..request(&script(text)) });
    theatre
}

/// The score of the story with its first choice taken.
fn answered() -> Score {
    let script = script(STORY);
    Score::of(&script, &request(&script).start, &[0], &Voice::default())
}

#[test]
fn a_place_in_a_line_leads_to_the_beginning_of_that_line() {
    for line in ["It is late.", "Good evening.", "It answers back.", "And up."] {
        let mut theatre = Theatre::performing(STORY);
        theatre.until("the line or a choice", |theatre| {
            theatre.line() == line || theatre.stage().phase == Phase::Asking
        });
        theatre.command(Command::Choose(0));
        theatre.until_line(line);
        theatre.run(Duration::from_millis(100));
        let place = theatre.place();
        assert_eq!(place.excerpt, line);

        let mut later = going_on(STORY, place, plain());
        later.until_asked();
        let score = answered();
        let end = if ["It is late.", "Good evening."].contains(&line) {
            score.at("You answer.")
        } else {
            score.samples.len()
        };
        assert_same(&later.world.air.samples, &score.samples[score.at(line)..end]);
    }
}

#[test]
fn a_place_in_a_silence_leads_to_the_same_sample() {
    let mut theatre = Theatre::performing(STORY);
    theatre.hear(11_000 + 30_000);
    let mut later = going_on(STORY, theatre.place(), plain());
    later.until_asked();
    let score = answered();
    assert_same(&later.world.air.samples, &score.samples[41_000..score.at("You answer.")]);
    assert_eq!(later.world.air.bed, Some(vesper_speech::Bed::Rain));
}

#[test]
fn a_place_at_a_choice_asks_again() {
    for (before, after) in [(true, true), (true, false), (false, true), (false, false)] {
        let reads = |read_options| Settings { read_options, ..Settings::default() };
        let mut theatre = Theatre::new(reads(before));
        theatre.perform(request(&script(STORY)));
        theatre.until_asked();
        theatre.run(Duration::from_secs(3));
        let mut later = going_on(STORY, theatre.place(), reads(after));
        later.run(Duration::from_secs(3));
        assert_eq!(later.stage().phase, Phase::Asking, "read aloud {before}, then {after}");
        assert_eq!(later.stage().options, ["Answer it.", "Put it out."]);
        later.command(Command::Choose(0));
        later.until_line("You answer.");
    }
}

#[test]
fn a_place_knows_how_far_one_was() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_asked();
    theatre.command(Command::Choose(0));
    theatre.until_line("And up.");
    let position = theatre.stage().position;
    let later = going_on(STORY, theatre.place(), plain());
    assert!((later.stage().position - position).abs() < 0.1, "{} after {position}", later.stage().position);
    assert_eq!(later.stage().chapter, Some(1));
}

#[test]
fn a_script_that_was_edited_begins_anew_and_says_so() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_asked();
    let edited = STORY.replace("It is late.", "It is very late.");
    let mut later = going_on(&edited, theatre.place(), plain());
    later.until_line("It is very late.");
    assert_eq!(later.notices(), [NoticeKind::ScriptChanged]);
}

#[test]
fn a_place_that_leads_nowhere_begins_anew() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_asked();
    let place = theatre.place();
    let wrong = [
        Place { path: vec![9], ..place.clone() },
        Place { path: vec![0, 1, 0, 0, 0], ..place.clone() },
        Place { path: vec![0; 100_000], ..place.clone() },
    ];
    for wrong in wrong {
        let mut later = going_on(STORY, wrong, plain());
        later.until_line("It is late.");
        assert_eq!(later.notices(), [NoticeKind::ScriptChanged]);
    }
    let beyond = [
        Place { cue: usize::MAX, ..place.clone() },
        Place { offset: u64::MAX, ..place.clone() },
        Place { cue: 0, offset: u64::MAX, ..place.clone() },
        Place { cue: 3, offset: u64::MAX, position: u64::MAX, ..place },
    ];
    for beyond in beyond {
        let mut later = going_on(STORY, beyond, plain());
        later.until_asked();
    }
}

#[test]
fn a_meditation_whose_place_has_an_impossible_length_begins_anew() {
    let mut theatre = Theatre::performing(crate::fitting::CALM);
    theatre.run(Duration::from_secs(3));
    let place = Place { minutes: Some(9_000), ..theatre.place() };
    let mut later = going_on(crate::fitting::CALM, place, plain());
    later.until_line("Sit as you like.");
    assert_eq!(later.stage().length, Some(120.0));
}
