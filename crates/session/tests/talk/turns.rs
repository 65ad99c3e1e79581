//! Whose turn it is, and what is answered.

use vesper_session::intent::Spoken;
use vesper_session::talk::{Effect, EndOfTurn, Event, Pause, Position, State, Told};
use vesper_speech::{Error, Kind, Role};

use crate::scene::{LONG, STEP, Scene, WORD, headphones, pushed};

#[test]
fn what_is_said_is_answered_and_remembered_as_it_was_heard() {
    let mut scene = Scene::new(headphones());
    scene.answers.push_back("Yes, she is. The lamp still burns.".into());
    let end = scene.say(200, "Is the keeper at home?");
    scene.until("the end of the answer", |scene| scene.remembered().len() == 2);
    assert_eq!(
        scene.remembered(),
        ["listener: Is the keeper at home?", "vesper: Yes, she is. The lamp still burns."]
    );
    assert_eq!(scene.states(), [State::Thinking, State::Speaking, State::Listening]);
    let told = scene.told();
    let timing = told.iter().find_map(|told| match told {
        Told::Timing(timing) => Some(*timing),
        _ => None,
    });
    let timing = timing.expect("how long it took");
    eprintln!("a whole sentence, in milliseconds from its last sample: {timing:?}");
    assert!(
        timing.asked <= timing.decided && timing.token <= timing.heard && timing.heard < 600,
        "{timing:?}"
    );
    assert!(scene.heard.first().is_some_and(|(at, _)| *at > end));
}

#[test]
fn the_first_syllable_is_heard_because_hearing_begins_a_second_before_the_onset() {
    let mut scene = Scene::new(headphones());
    scene.run(3000);
    let onset = scene.now + 400;
    scene.say(400, "Hello there.");
    scene.run(2000);
    let from = scene.effects.iter().find_map(|(_, effect)| match effect {
        Effect::Hear { from, .. } => Some(*from / 16),
        _ => None,
    });
    let before = onset - from.expect("something heard");
    assert!((1000 - 16..=1000).contains(&before), "{before} ms before the onset");
}

#[test]
fn an_answer_is_prepared_in_the_first_silence_and_only_heard_when_the_turn_is_over() {
    let mut scene = Scene::new(headphones());
    let end = scene.say(200, "Is the keeper at home?");
    scene.run(3000);
    let asked = scene.when(|effect| matches!(effect, Effect::Ask { .. })).expect("a guess");
    let decided = scene.when(|effect| matches!(effect, Effect::Tell(Told::Listener(_)))).expect("a turn");
    assert!((end + 120..end + 300).contains(&asked), "asked {} ms after the end", asked - end);
    assert!(decided >= end + 200 - STEP && decided < end + 400, "decided {} ms after the end", decided - end);
    assert_eq!(scene.prompts.len(), 1, "the guess was right, so nothing is asked twice");
    let [.., last] = scene.prompts[0].1.messages.as_slice() else { panic!("an empty prompt") };
    assert_eq!((last.role, last.text.as_str()), (Role::User, "Is the keeper at home?"));
    assert_eq!(scene.prompts[0].1.messages[0].role, Role::System);
}

#[test]
fn a_guess_is_dropped_in_silence_when_the_speaker_goes_on() {
    let mut scene = Scene::new(headphones());
    let pause = scene.say(200, "I went to the");
    // Long enough for a guess, too short and too open for a turn.
    scene.say(pause + 450 - scene.now, "lighthouse.");
    scene.until("an answer", |scene| scene.remembered().len() == 2);
    assert_eq!(scene.remembered()[0], "listener: I went to the lighthouse.");
    let stopped =
        scene.when(|effect| matches!(effect, Effect::Stop { .. })).expect("a guess that was dropped");
    let turn = scene.when(|effect| matches!(effect, Effect::Tell(Told::Listener(_)))).expect("a turn");
    assert!(stopped < turn);
    assert_eq!(scene.heard_words(), "Indeed.", "nothing of the guess was heard");
    let answers = scene.told().into_iter().filter(|told| matches!(told, Told::Answer { .. })).count();
    assert_eq!(answers, 1, "nobody learns of a guess");
}

#[test]
fn the_more_open_the_words_the_longer_the_silence_that_ends_a_turn() {
    let ends_after = |text: &str| {
        let mut scene = Scene::new(headphones());
        let end = scene.say(200, text);
        let decided = scene.until(text, |scene| !scene.remembered().is_empty());
        decided - end
    };
    let whole = ends_after("Is the keeper at home?");
    let half = ends_after("Could you explain why.");
    let open = ends_after("I would like to know and");
    assert!((200 - STEP..400).contains(&whole), "{whole} ms");
    assert!((1200 - STEP..1400).contains(&half), "{half} ms");
    assert!((2000 - STEP..2200).contains(&open), "{open} ms");
}

#[test]
fn another_judge_of_turns_may_take_its_place() {
    struct Hasty;
    impl EndOfTurn for Hasty {
        fn likelihood(&mut self, pause: &Pause<'_>) -> f32 {
            assert!(pause.silence.as_millis() >= 200);
            1.0
        }
    }
    let mut scene = Scene::judged(headphones(), Box::new(Hasty));
    let end = scene.say(200, "I would like to know and");
    let decided = scene.until("a turn", |scene| !scene.remembered().is_empty());
    assert!(decided - end < 400);
}

#[test]
fn noise_without_words_is_no_turn() {
    let mut scene = Scene::new(headphones());
    scene.cough(200, 300);
    scene.run(3000);
    assert!(scene.remembered().is_empty() && scene.prompts.is_empty());
    assert!(scene.told().contains(&&Told::Passed));
}

#[test]
fn who_goes_on_before_the_answer_is_heard_adds_to_what_they_said() {
    let mut scene = Scene::new(headphones());
    let end = scene.say(200, "Tell me a story.");
    // The turn is decided and nothing was heard yet.
    scene.until("thinking", |scene| scene.talk.state() == State::Thinking);
    assert!(scene.now < end + 400);
    scene.say(20, "About the sea and a whale.");
    scene.until("an answer", |scene| scene.remembered().len() == 2);
    assert_eq!(scene.remembered()[0], "listener: Tell me a story. About the sea and a whale.");
    let (_, last) = scene.prompts.last().expect("a prompt");
    let users = last.messages.iter().filter(|message| message.role == Role::User).count();
    assert_eq!(users, 1);
}

#[test]
fn while_the_key_is_up_nothing_is_heard_and_while_it_is_down_no_silence_ends_the_turn() {
    let mut scene = Scene::new(pushed());
    scene.say(0, "Nobody hears this at all.");
    scene.run(3000);
    assert!(!scene.microphone && scene.remembered().is_empty());
    scene.step(Event::Pressed);
    assert!(scene.microphone);
    scene.say(0, "I want");
    scene.say(2 * WORD + 3000, "the lamp.");
    scene.run(5000);
    assert!(scene.remembered().is_empty(), "the key is still down");
    scene.step(Event::Released);
    scene.until("an answer", |scene| scene.remembered().len() == 2);
    assert_eq!(scene.remembered()[0], "listener: I want the lamp.");
    assert!(!scene.microphone, "it is off again");
}

#[test]
fn a_microphone_that_was_opened_by_the_key_is_shut_even_where_nothing_was_understood() {
    let mut scene = Scene::new(pushed());
    scene.step(Event::Pressed);
    scene.say(0, "I want the lamp.");
    scene.run(1200);
    let error = Error::new(Kind::Engine, "recogniser", "broke down.", "");
    scene.recognises = 100_000;
    scene.step(Event::Released);
    scene.step(Event::NotRecognised { utterance: 1, error });
    scene.run(100);
    assert!(!scene.microphone);
}

#[test]
fn the_key_stops_an_answer_at_once() {
    let mut scene = Scene::new(pushed());
    scene.answers.push_back(LONG.into());
    scene.step(Event::Typed("Tell me a story.".into()));
    scene.until("an answer", |scene| scene.talk.state() == State::Speaking);
    scene.run(1000);
    scene.step(Event::Pressed);
    assert!(scene.is_silent());
    scene.run(32);
    assert_eq!(scene.remembered()[1], "vesper: There was a keeper,…");
}

#[test]
fn what_still_sounds_after_the_stop_is_remembered_and_asked_with() {
    let mut scene = Scene::new(headphones());
    scene.answers.push_back(LONG.into());
    scene.step(Event::Typed("Tell me a story.".into()));
    scene.until("an answer", |scene| scene.talk.state() == State::Speaking);
    scene.run(1000);
    let turn = scene.talk.turn();
    scene.step(Event::Typed("Why?".into()));
    assert_eq!(scene.prompts.len(), 1, "nothing is asked before it is known what was heard");
    let at = Position { line: 1, said: "who".len(), begun: "who".len(), over: false };
    scene.step(Event::Stopped { turn, at: Some(at) });
    assert_eq!(scene.remembered()[1..], ["vesper: There was a keeper, who …", "listener: Why?"]);
    let told: Vec<&str> = scene.prompts[1].1.messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(told[2..], ["There was a keeper, who …", "Why?"]);
}

#[test]
fn a_command_is_carried_out_and_not_answered() {
    let mut scene = Scene::new(headphones());
    scene.say(200, "louder please");
    scene.run(2500);
    assert!(scene.effects.iter().any(|(_, effect)| *effect == Effect::Obey(Spoken::Louder)));
    assert!(scene.remembered().is_empty());
}

#[test]
fn again_says_the_last_answer_once_more_and_remembers_it_once() {
    let mut scene = Scene::new(headphones());
    scene.answers.push_back("The lamp burns.".into());
    scene.say(200, "What do you see?");
    scene.until("the answer", |scene| scene.remembered().len() == 2);
    scene.run(4000);
    scene.say(0, "say that again");
    scene.run(6000);
    assert_eq!(scene.heard_words(), "The lamp burns. The lamp burns.");
    assert_eq!(scene.remembered().len(), 2, "{:?}", scene.remembered());
}

#[test]
fn a_microphone_that_goes_away_ends_what_was_said_and_the_conversation_goes_on_when_it_is_back() {
    let mut scene = Scene::new(headphones());
    scene.say(200, "Is the keeper at home or");
    scene.run(200 + 6 * WORD);
    scene.step(Event::MicrophoneLost(Error::new(Kind::LostDevice, "Jabra", "went away.", "")));
    scene.microphone = false;
    scene.until("an answer", |scene| scene.remembered().len() == 2);
    assert_eq!(scene.remembered()[0], "listener: Is the keeper at home or");
    scene.step(Event::MicrophoneBack);
    scene.microphone = true;
    scene.say(500, "Who is there?");
    scene.until("another answer", |scene| scene.remembered().len() == 4);
}

#[test]
fn a_chat_model_that_gives_out_is_told_and_what_it_wrote_is_said() {
    let mut scene = Scene::new(headphones());
    scene.answers.push_back("Well, this and much more besides that never comes".into());
    scene.step(Event::Typed("Go".into()));
    scene.run(180);
    let turn = scene.talk.turn();
    let error = Error::new(Kind::Engine, "model", "broke down.", "");
    scene.step(Event::NoReply { turn, error: error.clone() });
    scene.run(5000);
    assert!(scene.told().contains(&&Told::Failed(error)));
    assert!(scene.remembered()[1].starts_with("vesper: Well,"), "{:?}", scene.remembered());
    assert_eq!(scene.talk.state(), State::Listening);
}

#[test]
fn a_recogniser_that_gives_out_ends_the_turn_with_what_it_knew() {
    let mut scene = Scene::new(headphones());
    scene.say(200, "Is the keeper at home or not");
    scene.run(1400);
    let error = Error::new(Kind::Engine, "recogniser", "broke down.", "");
    scene.step(Event::NotRecognised { utterance: 1, error });
    scene.run(100);
    assert!(scene.remembered()[0].starts_with("listener: Is the"), "{:?}", scene.remembered());
}
