//! A story that is told over a microphone: what is said into it steers the story.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use vesper_script::{Script, Start};
use vesper_session::talk::{Partner, Settings, State, Told};
use vesper_session::{AtAsk, Command, Phase, Report, Request};

use crate::house::{House, house};
use crate::scene::headphones;

const STORY: &str = "# title: The hall
# kind: story
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

fn told() -> House {
    let house = house(Settings { partner: Partner::Performance, ..headphones() });
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

#[test]
fn a_choice_that_is_said_into_the_microphone_is_taken() {
    let mut house = told();
    house.until_reported("the choice", |report| matches!(report, Report::Ask(_)));
    house.wait("the recogniser to listen for the choices", |world| {
        world.expected == ["Climb the stairs", "Go home to bed"]
    });
    // The options are read aloud, and the listener does not wait for their end.
    house.say(500, "climb the stairs");
    let chosen = house.until_reported("a choice", |report| matches!(report, Report::Chosen(_)));
    assert!(matches!(chosen, Report::Chosen(choice) if choice.option == 0));
    house.wait("the recogniser to listen for nothing in particular", |world| world.expected.is_empty());
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
    house.until_reported("the choice", |report| matches!(report, Report::Ask(_)));
    let words = house.words_in_the_air();
    let said: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    let said = said.join(" ");
    assert!(
        said.contains("The hall is dark and the stairs are steep and nobody has been here for a long time.")
    );
    assert!(words.iter().take(10).all(|(_, share)| (share - 1.0).abs() < 1e-9), "{words:?}");
    house.end();
}
