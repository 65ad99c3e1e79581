//! Speech over an answer.

use vesper_session::talk::{Effect, Event, Settings, State, Told};

use crate::scene::{LONG, Scene, headphones};

fn duck(effect: &Effect) -> bool {
    matches!(effect, Effect::Duck)
}

fn stop(effect: &Effect) -> bool {
    matches!(effect, Effect::Stop { .. })
}

fn restore(effect: &Effect) -> bool {
    matches!(effect, Effect::Restore)
}

/// Lets the answer come to its end and checks that every word of it was heard, once and in order.
fn assert_heard_whole(scene: &mut Scene) {
    scene.until("the end of the answer", |scene| scene.remembered().len() == 2);
    assert_eq!(scene.heard_words(), LONG);
    assert_eq!(scene.remembered()[1], format!("vesper: {LONG}"));
}

#[test]
fn the_first_frame_of_speech_ducks_and_speech_that_lasts_silences() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    let onset = scene.now + 160;
    scene.say(160, "No, tell me about the sea instead.");
    scene.until("a silent mouth", |scene| scene.is_silent());
    let ducked = scene.when(duck).expect("a duck");
    assert!(ducked <= onset + 20, "{} ms after the onset", ducked - onset);
    assert!(scene.now <= onset + 120, "silent {} ms after the onset", scene.now - onset);
    assert_eq!(scene.talk.state(), State::Holding);
}

#[test]
fn a_sentence_stops_the_answer_and_is_answered_itself() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    let onset = scene.now + 160;
    scene.answers.clear();
    scene.say(160, "No, tell me about the sea instead.");
    scene.until("a stop", |scene| scene.when(stop).is_some());
    assert!(scene.now <= onset + 600, "stopped {} ms after the onset", scene.now - onset);
    scene.until("the next answer", |scene| scene.remembered().len() == 4);
    assert_eq!(scene.remembered()[2], "listener: No, tell me about the sea instead.");
    assert_eq!(scene.remembered()[3], "vesper: Indeed.");
}

#[test]
fn history_holds_exactly_the_words_that_were_heard_and_marks_the_cut_one() {
    for after in (1000..4000).step_by(130) {
        let mut scene = Scene::amid_answer(headphones(), after);
        scene.say(0, "Stop.");
        scene.until("a stop", |scene| scene.remembered().len() == 2);
        let answer = scene.remembered()[1].clone();
        let remembered = answer.strip_prefix("vesper: ").expect("an answer");
        let whole = scene.heard_words();
        let rest = remembered.strip_prefix(whole.as_str()).expect("the words that were heard");
        let next = LONG.strip_prefix(whole.as_str()).expect("words of the answer").split_whitespace().next();
        let cut = format!(" {}…", next.expect("another word"));
        assert!(rest == " …" || rest == cut, "after {after} ms: {remembered:?} where {whole:?} was heard");
    }
}

#[test]
fn stop_stops_and_is_not_answered() {
    for word in ["Stop.", "Stop it.", "Be quiet."] {
        let mut scene = Scene::amid_answer(headphones(), 2000);
        let onset = scene.now;
        scene.say(0, word);
        scene.until(word, |scene| scene.when(stop).is_some());
        assert!(scene.now <= onset + 800, "{word} after {} ms", scene.now - onset);
        scene.run(3000);
        assert_eq!(scene.talk.state(), State::Listening, "{word}");
        assert_eq!(scene.prompts.len(), 1, "{word} was answered");
    }
}

#[test]
fn no_is_an_interruption() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    scene.say(0, "No!");
    scene.until("a stop", |scene| scene.when(stop).is_some());
}

#[test]
fn wait_silences_the_answer_until_it_is_told_to_go_on() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    scene.say(0, "Wait.");
    scene.run(5000);
    assert!(scene.is_silent() && scene.talk.state() == State::Holding);
    scene.say(0, "go on please");
    scene.run(1500);
    assert_eq!(scene.talk.state(), State::Speaking);
    assert_heard_whole(&mut scene);
}

#[test]
fn a_sign_of_following_lets_the_answer_go_on_without_a_word_lost_or_repeated() {
    for words in ["Mm-hmm.", "Right.", "I see.", "Yeah."] {
        let mut scene = Scene::amid_answer(headphones(), 2000);
        let end = scene.say(0, words);
        scene.until(words, |scene| scene.when(restore).is_some());
        assert!(scene.now <= end + 500, "{words}: on again {} ms after its end", scene.now - end);
        assert_heard_whole(&mut scene);
    }
}

#[test]
fn a_cough_lets_the_answer_go_on_without_a_word_lost_or_repeated() {
    for milliseconds in [32, 80, 150, 300, 450, 700] {
        let mut scene = Scene::amid_answer(headphones(), 2000);
        let end = scene.cough(0, milliseconds);
        scene.run(milliseconds + 500);
        let restored = scene.when(restore).unwrap_or_else(|| panic!("still silent after {milliseconds} ms"));
        assert!(restored <= end + 500, "on again {} ms after {milliseconds} ms", restored - end);
        assert!(!scene.is_ducked());
        assert_heard_whole(&mut scene);
    }
}

#[test]
fn speech_to_somebody_else_lets_the_answer_go_on() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    scene.say(0, "Honey, can you close the door please?");
    scene.run(4000);
    assert_eq!(scene.talk.state(), State::Speaking);
    assert_heard_whole(&mut scene);
}

#[test]
fn a_sign_of_following_that_grows_into_a_sentence_stops_the_answer() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    scene.answers.clear();
    scene.say(0, "Yeah, but what about the fox?");
    scene.until("an answer", |scene| scene.remembered().len() == 4);
    assert_eq!(scene.remembered()[2], "listener: Yeah, but what about the fox?");
}

#[test]
fn who_speaks_on_without_a_known_word_has_the_floor_within_half_a_second() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    scene.recognises = 5000;
    let onset = scene.now;
    scene.cough(0, 1500);
    scene.until("the floor", |scene| scene.talk.state() == State::Listening);
    assert!(scene.now <= onset + 540, "after {} ms", scene.now - onset);
    assert!(scene.is_silent() && scene.when(stop).is_none(), "the answer waits until it is known what for");
    scene.run(2300);
    assert_eq!(scene.talk.state(), State::Speaking, "nothing was said, so it goes on");
    assert_heard_whole(&mut scene);
}

#[test]
fn words_that_come_late_still_stop_the_answer() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    scene.recognises = 900;
    scene.say(0, "Stop.");
    scene.until("a stop", |scene| scene.when(stop).is_some());
    assert_eq!(scene.talk.state(), State::Listening);
}

#[test]
fn on_loudspeakers_its_own_words_are_no_interruption() {
    let loud = Settings { loudspeaker: true, ..headphones() };
    let mut scene = Scene::amid_answer(loud, 3600);
    let whole = scene.heard_words();
    let own: Vec<&str> = whole.split(' ').rev().take(4).collect();
    let own: Vec<&str> = own.into_iter().rev().collect();
    scene.say(0, &own.join(" "));
    assert_heard_whole(&mut scene);
    assert!(scene.prompts.len() == 1);
}

#[test]
fn an_answer_that_has_just_gone_on_is_not_ducked_by_a_click_and_no_end_of_turn_is_decided() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    scene.cough(0, 200);
    scene.until("going on", |scene| scene.when(restore).is_some());
    scene.effects.clear();
    scene.cough(30, 32);
    scene.run(200);
    assert_eq!(scene.when(duck), None);
    assert_heard_whole(&mut scene);
    let listener = scene.told().into_iter().any(|told| matches!(told, Told::Listener(_)));
    assert!(!listener, "what was passed over ended no turn");
}

#[test]
fn pause_holds_the_answer_at_its_sample_and_go_on_goes_on() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    scene.say(0, "pause");
    scene.run(3000);
    assert!(scene.is_silent());
    assert_eq!(scene.talk.state(), State::Holding);
    scene.say(0, "go on");
    scene.until("going on", |scene| !scene.is_silent());
    assert_heard_whole(&mut scene);
}

#[test]
fn louder_is_obeyed_and_the_answer_goes_on() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    scene.say(0, "louder please");
    scene.run(1500);
    assert!(scene.when(|effect| matches!(effect, Effect::Obey(_))).is_some());
    assert_heard_whole(&mut scene);
}

#[test]
fn tokens_and_positions_of_a_turn_that_is_over_change_nothing() {
    let mut scene = Scene::amid_answer(headphones(), 2000);
    let old = scene.talk.turn();
    scene.say(0, "Stop.");
    scene.until("a stop", |scene| scene.when(stop).is_some());
    scene.run(2000);
    let before = (scene.remembered(), scene.effects.len());
    let token = vesper_speech::Token { text: "late ".into(), end: None };
    scene.step(Event::Token { turn: old, token });
    let at = vesper_session::talk::Position { line: 2, said: 9, begun: 9, over: true };
    scene.step(Event::Heard { turn: old, at });
    assert_eq!((scene.remembered(), scene.effects.len()), before);
}

#[test]
fn whoever_answers_a_question_into_its_last_word_is_heard() {
    let mut scene = Scene::new(headphones());
    scene.answers.push_back("Shall I go on with it?".into());
    scene.say(200, "That was a fine story.");
    scene.until("the question", |scene| scene.heard.len() == 5);
    scene.answers.clear();
    scene.say(100, "yes");
    scene.until("an answer", |scene| scene.remembered().len() == 4);
    assert_eq!(scene.remembered()[2], "listener: yes");
}
