//! A model that keeps to the form and knows nothing: no story gets stuck, and every file is one.

use vesper_script::Cue;
use vesper_studio::story::{Length, Next, Prompts, Story, Wish, Writer};

use crate::models::{Chance, Nonsense, gibberish};
use crate::played::{performed, script, wandered};

const SEEDS: u64 = 200;

/// A whole way through a story by random choices, now and then with words that nobody offered, and one other branch. The
/// cues of the last scene that was written are given too.
pub(crate) fn written(wish: &Wish, model: &mut Nonsense, chance: &mut Chance) -> Story {
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut story = writer.plan(wish, model, &mut Vec::new()).unwrap();
    let mut next = Next::Beginning;
    for turn in 0.. {
        assert!(turn < 60, "{} scenes and no end", story.scenes().len());
        let mut cues: Vec<Cue> = Vec::new();
        let scene = writer.write(&mut story, &next, false, model, &mut cues).unwrap();
        assert_eq!(cues, story.cues(scene).unwrap(), "what was told is what is kept");
        let written = &story.scenes()[scene];
        assert!(!written.lines.is_empty() && !written.summary.is_empty());
        let Some(other) = written.something_else() else { break };
        assert!((2..=3).contains(&other));
        next = match chance.below(5) {
            0 => Next::Own { scene, words: format!("I run {turn} {}", (model.text)(&mut model.chance, 60)) },
            option => Next::Offered { scene, option: option % other },
        };
    }
    let other = story.ahead(0)[0];
    writer
        .write(&mut story, &Next::Offered { scene: 0, option: other }, false, model, &mut Vec::new())
        .unwrap();
    story
}

#[test]
fn two_hundred_stories_of_nonsense_are_written_told_and_played_to_their_ends() {
    for seed in 0..SEEDS {
        let language = if seed % 3 == 0 { "fr" } else { "en" };
        let length = if seed % 4 == 0 { Length::Minutes(10) } else { Length::Minutes(5) };
        let wish =
            Wish { language: language.into(), length, seed, ..Wish::new("A lighthouse afraid of the dark") };
        let mut model = Nonsense { chance: Chance(seed), text: gibberish, cut: 6 };
        let mut chance = Chance(seed ^ 0xabcd);
        let story = written(&wish, &mut model, &mut chance);
        let script = script(&story);
        for scene in 0..story.scenes().len() {
            assert_eq!(
                performed(&story, &script, scene),
                story.cues(scene).unwrap(),
                "seed {seed}, scene {scene}"
            );
        }
        wandered(&script, &mut chance);
        let json = serde_json::to_string(&story).unwrap();
        assert_eq!(Story::read(&json).unwrap(), story);
    }
}

#[test]
fn a_file_is_whole_after_every_scene() {
    let wish = Wish { length: Length::Minutes(5), ..Wish::new("A lighthouse afraid of the dark") };
    let mut model = Nonsense { chance: Chance(7), text: gibberish, cut: 0 };
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut story = writer.plan(&wish, &mut model, &mut Vec::new()).unwrap();
    assert!(story.ink(writer.prompts()).is_err(), "there is nothing to tell yet");
    let mut scene = writer.write(&mut story, &Next::Beginning, false, &mut model, &mut Vec::new()).unwrap();
    let mut scripts = vec![script(&story)];
    while !story.scenes()[scene].is_last() {
        let next = Next::Offered { scene, option: 1 };
        scene = writer.write(&mut story, &next, false, &mut model, &mut Vec::new()).unwrap();
        scripts.push(script(&story));
        wandered(scripts.last().unwrap(), &mut Chance(scene as u64));
    }
    let paths = story.path(scene);
    assert_eq!(paths, vec![1; scripts.len() - 1]);
    assert_eq!(story.at(&paths), scene);
}

#[test]
fn a_model_that_says_nothing_at_all_still_ends_its_story() {
    for answer in ["", "{}", "no", "{\"lines\": [", "[[[[", "{\"lines\": [{\"text\": 7}], \"ways\": {}}"] {
        let wish = Wish { length: Length::Minutes(5), ..Wish::new("A lighthouse afraid of the dark") };
        let mut model =
            crate::models::Scripted { answers: vec![answer.to_owned(); 400], ..Default::default() };
        let writer = Writer::new(Prompts::shipped().unwrap());
        let mut story = writer.plan(&wish, &mut model, &mut Vec::new()).unwrap();
        let mut next = Next::Beginning;
        loop {
            let scene = writer.write(&mut story, &next, false, &mut model, &mut Vec::new()).unwrap();
            assert!(story.scenes()[scene].words() > 0);
            if story.scenes()[scene].is_last() {
                break;
            }
            next = Next::Offered { scene, option: 0 };
        }
        assert_eq!(story.bible().title, "A lighthouse afraid of the dark");
        wandered(&script(&story), &mut Chance(1));
    }
}
