//! A story lasts as long as was wished, whatever the scenes are like that the model writes.

use serde_json::{Value, json};
use vesper_speech::Prompt;
use vesper_studio::story::{Length, Next, Prompts, Story, Wish, Writer};

use crate::models::{Chance, Made, asks_for_scene, gibberish, schema, valid};

/// Lines of `words` words in all, no two alike.
fn lines(words: usize, serial: &mut usize) -> Vec<Value> {
    let mut left = words;
    let mut lines = Vec::new();
    while left > 0 {
        let count = left.min(14);
        *serial += 1;
        let text: Vec<String> = (0..count).map(|word| format!("word{}n{word}", *serial)).collect();
        lines.push(json!({ "who": "narrator", "how": "plain", "text": format!("{}.", text.join(" ")) }));
        left -= count;
    }
    lines
}

/// One way through a story whose scenes have `written(chance)` words.
fn told(wish: &Wish, written: impl Fn(&mut Chance) -> usize) -> Story {
    let mut chance = Chance(wish.seed);
    let mut serial = 0;
    let mut model = Made(|prompt: &Prompt| {
        let mut answer = valid(&schema(prompt), &mut chance, gibberish);
        if asks_for_scene(prompt) {
            answer["lines"] = lines(written(&mut chance), &mut serial).into();
        }
        answer
    });
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut story = writer.plan(wish, &mut model, &mut Vec::new()).unwrap();
    let mut next = Next::Beginning;
    loop {
        let scene = writer.write(&mut story, &next, false, &mut model, &mut Vec::new()).unwrap();
        if story.scenes()[scene].is_last() {
            return story;
        }
        next = Next::Offered { scene, option: scene % 2 };
    }
}

#[test]
fn stories_of_five_fifteen_and_thirty_minutes_land_within_a_tenth_or_three_quarters_of_a_minute() {
    for minutes in [5, 15, 30] {
        for seed in 0..6 {
            for pace in [130, 150, 170] {
                let wish = Wish {
                    length: Length::Minutes(minutes),
                    pace,
                    seed,
                    ..Wish::new("A bridge that counts.")
                };
                let story = told(&wish, |chance| 40 + chance.below(420));
                let words: usize = story.scenes().iter().map(|scene| scene.words()).sum();
                let wanted = (minutes * pace) as usize;
                let scenes = story.scenes().len();
                assert!(
                    words.abs_diff(wanted) * 10 <= wanted,
                    "{minutes} min: {words} of {wanted} words, seed {seed}"
                );
                for (at, scene) in story.scenes().iter().enumerate() {
                    assert!((96..=300).contains(&scene.words()), "scene {at} has {} words", scene.words());
                    let ways = if at + 1 == scenes { 0..=0 } else { 2..=3 };
                    assert!(ways.contains(&scene.ways.len()));
                }
            }
        }
    }
}

#[test]
fn an_open_story_goes_on_until_it_is_asked_to_end() {
    let wish = Wish { length: Length::Open, ..Wish::new("A bridge that counts.") };
    let mut serial = 0;
    let mut chance = Chance(4);
    let mut model = Made(|prompt: &Prompt| {
        let mut answer = valid(&schema(prompt), &mut chance, gibberish);
        if asks_for_scene(prompt) {
            answer["lines"] = lines(150, &mut serial).into();
        }
        answer
    });
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut story = writer.plan(&wish, &mut model, &mut Vec::new()).unwrap();
    let mut scene = writer.write(&mut story, &Next::Beginning, false, &mut model, &mut Vec::new()).unwrap();
    for _ in 0..40 {
        assert!(!story.scenes()[scene].is_last());
        let next = Next::Offered { scene, option: 0 };
        scene = writer.write(&mut story, &next, false, &mut model, &mut Vec::new()).unwrap();
    }
    let next = Next::Own { scene, words: "Go home.".into() };
    let last = writer.write(&mut story, &next, true, &mut model, &mut Vec::new()).unwrap();
    assert!(story.scenes()[last].is_last());
}
