//! The conversation with its threads. Time is real here, so no bound is tight.

use std::time::{Duration, Instant};

use vesper_session::Command;
use vesper_session::talk::{State, Told};

use crate::engines::world;
use crate::house::{House, house};
use crate::scene::{LONG, headphones};

fn telling() -> House {
    let mut house = house(headphones());
    world(&house.shared).answer = LONG.into();
    house.say(300, "Tell me a story.");
    house.until_speaking();
    house
}

#[test]
fn what_is_said_into_the_microphone_is_answered_by_the_loudspeaker() {
    let mut house = house(headphones());
    world(&house.shared).answer = "Yes, she is. The lamp still burns.".into();
    house.say(300, "Is the keeper at home?");
    let (answer, cut) = house.answer();
    assert_eq!((answer.as_str(), cut), ("Yes, she is. The lamp still burns.", false));
    assert!(house.heard.contains(&Told::Listener("Is the keeper at home?".into())), "{:?}", house.heard);
    let words = house.words_in_the_air();
    assert!(words.iter().all(|(_, share)| *share > 0.99), "{words:?}");
    let said: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(said.join(" "), "Yes, she is. The lamp still burns.");
    let timing = house.heard.iter().find_map(|told| match told {
        Told::Timing(timing) => Some(*timing),
        _ => None,
    });
    eprintln!("from the last voiced sample, in milliseconds: {:?}", timing.expect("how long it took"));
    house.end();
}

#[test]
fn an_interruption_stops_the_loudspeaker_and_what_was_heard_is_remembered() {
    let mut house = telling();
    house.say(1500, "No, stop it now.");
    let (answer, cut) = house.answer();
    assert!(cut);
    std::thread::sleep(Duration::from_millis(300));
    let words = house.words_in_the_air();
    let whole: Vec<&str> =
        words.iter().filter(|(_, share)| *share > 0.999).map(|(word, _)| word.as_str()).collect();
    let whole = whole.join(" ");
    let rest = answer.strip_prefix(&whole).unwrap_or_else(|| panic!("{answer:?} where {words:?} was heard"));
    let part = words.last().filter(|(_, share)| *share <= 0.999).map(|(word, _)| format!(" {word}…"));
    assert_eq!(rest, part.as_deref().unwrap_or(" …"), "{words:?}");
    house.end();
}

#[test]
fn a_cough_costs_no_sample_of_the_answer() {
    let mut house = telling();
    house.cough(1200, 300);
    house.until("holding", |told| *told == Told::State(State::Holding));
    let (answer, cut) = house.answer();
    assert_eq!((answer.as_str(), cut), (LONG, false));
    let words = house.words_in_the_air();
    let said: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(said.join(" "), LONG, "each word once");
    assert!(words.iter().all(|(_, share)| (share - 1.0).abs() < 1e-9), "{words:?}");
    house.end();
}

#[test]
fn a_chat_model_that_computes_without_end_notices_that_nobody_waits() {
    let mut house = house(headphones());
    world(&house.shared).endless = true;
    world(&house.shared).answer = "Well, this is only the beginning of it.".into();
    house.command(Command::Type("Go".into()));
    house.until_speaking();
    // Of an answer that is stopped within 10 ms nobody heard anything.
    std::thread::sleep(Duration::from_millis(200));
    let before = Instant::now();
    house.command(Command::Stop);
    house.answer();
    let shared = house.shared.clone();
    while world(&shared).cancelled.is_none() {
        assert!(before.elapsed() < Duration::from_secs(20), "it never noticed");
        std::thread::sleep(Duration::from_millis(1));
    }
    let noticed = world(&shared).cancelled.expect("a moment");
    eprintln!("the chat model noticed after {:?}", noticed.saturating_duration_since(before));
    drop(shared);
    house.wait("the loudspeaker to be given back", |world| world.loudspeakers == 0);
    house.until("the microphone to be shut", |told| *told == Told::Microphone(false));
    house.end();
}

#[test]
fn a_microphone_that_comes_back_is_heard_again() {
    let mut house = house(headphones());
    world(&house.shared).answer = "Here I am.".into();
    house.until("a microphone", |told| *told == Told::Microphone(true));
    world(&house.shared).unplugged = true;
    house.until("the loss", |told| matches!(told, Told::Failed(_)));
    std::thread::sleep(Duration::from_millis(600));
    world(&house.shared).unplugged = false;
    std::thread::sleep(Duration::from_millis(800));
    house.say(200, "Who is there?");
    assert_eq!(house.answer().0, "Here I am.");
    let losses = house.heard.iter().filter(|told| matches!(told, Told::Failed(_))).count();
    assert_eq!(losses, 1, "a loss is told once");
    house.end();
}

#[test]
fn typed_words_are_answered_and_louder_is_obeyed() {
    let mut house = house(headphones());
    world(&house.shared).answer = "Here I am.".into();
    house.command(Command::Type("Who is there?".into()));
    assert_eq!(house.answer().0, "Here I am.");
    house.command(Command::Type("louder".into()));
    house.until("a command", |told| matches!(told, Told::Obeyed(_)));
    house.end();
}

#[test]
fn a_session_that_is_dropped_amid_an_answer_ends() {
    telling().end();
}
