//! A story that is told over a microphone: what is said into it steers the story.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use vesper_script::{Script, Start};
use vesper_session::intent::Spoken;
use vesper_session::talk::{Listen, Settings, State, Told};
use vesper_session::{AtAsk, Command, Phase, Report, Request};

use crate::engines::world;
use crate::house::{House, stage};
use crate::scene::headphones;

const STORY: &str = "# title: The hall
# kind: story
# cast: emma = young woman
-> hall
=== hall
The hall is dark and the stairs are steep and nobody has been here for a long time.
Far above, a light is burning behind a door.
* [Climb the stairs]
  You climb and climb.
  -> END
* [Go home to bed]
  You sleep until noon.
  -> END
";

/// The story, begun, and listened to.
fn told() -> House {
    let house = begun();
    house.listen(headphones());
    house
}

fn begun() -> House {
    let house = stage();
    let script = Script::parse("test.ink", STORY, &|_| None).unwrap_or_else(|faults| panic!("{faults}"));
    house.command(Command::Perform(Box::new(Request {
        id: "test".into(),
        script: Arc::new(script),
        start: Start { minutes: None, seed: 7 },
        place: None,
        choices: VecDeque::new(),
        at_ask: AtAsk::Wait,
    })));
    house
}

fn asked(house: &mut House) {
    house.until_reported("the choice", |report| matches!(report, Report::Ask(_)));
}

/// The hall, whole, has left the loudspeaker once.
fn hears_the_hall(house: &House) {
    let words = house.words_in_the_air();
    let said: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    let said = said.join(" ");
    assert!(
        said.contains("The hall is dark and the stairs are steep and nobody has been here for a long time.")
    );
    assert!(words.iter().take(10).all(|(_, share)| (share - 1.0).abs() < 1e-9), "{words:?}");
}

#[test]
fn a_choice_that_is_said_into_the_microphone_is_taken() {
    let mut house = told();
    asked(&mut house);
    house.wait("the recogniser to listen for the choices, and for commands behind them", |world| {
        world.expected.starts_with(&["Climb the stairs".into(), "Go home to bed".into(), "pause".into()])
    });
    // The options are read aloud, and the listener does not wait for their end.
    house.say(500, "climb the stairs");
    let chosen = house.until_reported("a choice", |report| matches!(report, Report::Chosen(_)));
    assert!(matches!(chosen, Report::Chosen(choice) if choice.option == 0));
    house.wait("the recogniser to listen for commands", |world| {
        world.expected.first().is_some_and(|first| first == "pause")
    });
    house.end();
}

#[test]
fn those_in_a_story_are_spoken_to_and_others_are_not() {
    let mut house = told();
    asked(&mut house);
    house.say(500, "Robert, go home to bed");
    house.until("words for somebody else", |told| *told == Told::Passed);
    house.say(500, "Emma, climb the stairs");
    let chosen = house.until_reported("a choice", |report| matches!(report, Report::Chosen(_)));
    assert!(matches!(chosen, Report::Chosen(choice) if choice.option == 0));
    house.end();
}

#[test]
fn a_story_goes_on_through_a_cough_and_pauses_when_it_is_told_to() {
    let mut house = told();
    house.until_speaking();
    house.cough(800, 300);
    house.until("holding", |told| *told == Told::State(State::Holding));
    house.until_speaking();
    house.say(700, "pause please");
    house.until_staged("a pause", |stage| stage.phase == Phase::Paused);
    house.until("what was said", |told| *told == Told::Listener("pause please".into()));
    std::thread::sleep(Duration::from_millis(700));
    house.until_staged("a pause that lasts", |stage| stage.phase == Phase::Paused);
    house.say(0, "go on");
    asked(&mut house);
    hears_the_hall(&house);
    house.end();
}

#[test]
fn the_microphone_is_open_while_somebody_listens_and_no_longer() {
    let mut house = begun();
    std::thread::sleep(Duration::from_millis(200));
    house.wait("no microphone", |world| world.openings == 0);
    house.listen(headphones());
    house.until("an open microphone", |told| *told == Told::Microphone(true));
    house.wait("a microphone", |world| world.microphones == 1);
    // Otherwise than before: one microphone at a time.
    house.listen(Settings { loudspeaker: true, ..headphones() });
    house.until("a shut microphone", |told| *told == Told::Microphone(false));
    house.until("an open microphone", |told| *told == Told::Microphone(true));
    house.wait("another microphone", |world| world.openings == 2 && world.microphones == 1);
    house.turn_away();
    house.until("a shut microphone", |told| *told == Told::Microphone(false));
    house.wait("no microphone any more", |world| world.microphones == 0);
    // Nobody hears it now.
    house.say(100, "pause please");
    asked(&mut house);
    hears_the_hall(&house);
    house.end();
}

#[test]
fn who_stops_listening_amid_a_word_leaves_the_story_going_on() {
    let mut house = told();
    house.until_speaking();
    house.say(300, "oh and then there was something that I wanted to ask you");
    house.until("holding", |told| *told == Told::State(State::Holding));
    house.turn_away();
    asked(&mut house);
    hears_the_hall(&house);
    house.end();
}

#[test]
fn a_key_that_pauses_while_somebody_speaks_keeps_it_paused() {
    let mut house = told();
    house.until_speaking();
    house.cough(300, 400);
    house.until("holding", |told| *told == Told::State(State::Holding));
    house.command(Command::Pause);
    house.until("listening", |told| *told == Told::State(State::Listening));
    std::thread::sleep(Duration::from_millis(900));
    house.until_staged("a pause that lasts", |stage| stage.phase == Phase::Paused);
    house.command(Command::Resume);
    asked(&mut house);
    hears_the_hall(&house);
    house.end();
}

#[test]
fn a_microphone_that_goes_away_leaves_the_story_going_on() {
    let mut house = told();
    house.until_speaking();
    house.say(200, "oh and then there was something that I wanted to ask you");
    house.until("holding", |told| *told == Told::State(State::Holding));
    world(&house.shared).unplugged = true;
    house.until("the loss", |told| matches!(told, Told::Failed(_)));
    asked(&mut house);
    world(&house.shared).unplugged = false;
    std::thread::sleep(Duration::from_millis(900));
    house.say(300, "climb the stairs");
    house.until_reported("a choice", |report| matches!(report, Report::Chosen(_)));
    house.end();
}

#[test]
fn between_two_presses_the_story_waits_and_hears() {
    let mut house = begun();
    house.listen(Settings { listen: Listen::Pushed, ..headphones() });
    house.until_speaking();
    // Nobody hears this.
    house.say(0, "stop");
    std::thread::sleep(Duration::from_millis(700));
    house.wait("no microphone", |world| world.openings == 0);
    house.command(Command::Push(true));
    house.until("an open microphone", |told| *told == Told::Microphone(true));
    house.wait("a microphone", |world| world.microphones == 1);
    house.until_staged("a story that waits", |stage| stage.phase == Phase::Paused);
    house.say(200, "pause");
    std::thread::sleep(Duration::from_millis(700));
    house.command(Command::Push(false));
    house.until("a shut microphone", |told| *told == Told::Microphone(false));
    house.until("obedience", |told| *told == Told::Obeyed(Spoken::Pause));
    std::thread::sleep(Duration::from_millis(300));
    house.until_staged("a pause that lasts", |stage| stage.phase == Phase::Paused);
    house.command(Command::Said("go on".into()));
    house.until("obedience", |told| *told == Told::Obeyed(Spoken::GoOn));
    asked(&mut house);
    hears_the_hall(&house);
    house.end();
}

#[test]
fn an_answer_that_fits_no_choice_is_asked_for_once_more_and_then_the_choices_are_shown() {
    let mut house = told();
    asked(&mut house);
    for _ in 0..2 {
        house.say(300, "I would rather eat a big cheese");
        asked(&mut house);
    }
    house.say(300, "the second one");
    let chosen = house.until_reported("a choice", |report| matches!(report, Report::Chosen(_)));
    assert!(matches!(chosen, Report::Chosen(choice) if choice.option == 1));
    house.end();
}
