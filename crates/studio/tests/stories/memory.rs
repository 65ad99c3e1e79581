//! What was planted long ago is there when a scene needs it.

use serde_json::{Value, json};
use vesper_speech::Prompt;
use vesper_studio::ledger::{Change, Entry, Subject};
use vesper_studio::story::{Length, Next, Prompts, Wish, Writer};

use crate::models::{Chance, Made, asks_for_scene, gibberish, schema, valid};

const THINGS: [&str; 40] = [
    "key",
    "bell",
    "lantern",
    "goat",
    "ladder",
    "compass",
    "violin",
    "chimney",
    "mirror",
    "whistle",
    "anchor",
    "blanket",
    "candle",
    "drawer",
    "engine",
    "feather",
    "garden",
    "hammer",
    "island",
    "jacket",
    "kettle",
    "letter",
    "marble",
    "needle",
    "orchard",
    "pencil",
    "quarry",
    "ribbon",
    "saddle",
    "tunnel",
    "umbrella",
    "vinegar",
    "wagon",
    "xylophone",
    "yarrow",
    "zither",
    "barrel",
    "cellar",
    "dagger",
    "eggcup",
];
const OWNERS: [&str; 4] = ["Marn", "Odile", "Pell", "Tove"];

fn name(fact: usize) -> String {
    format!("{}'s {}", OWNERS[fact % 4], THINGS[fact])
}

/// One sentence that stands in no other fact.
fn sentence(fact: usize) -> String {
    format!("It was left on step {} of the tower and must not get wet.", 100 + fact)
}

#[test]
fn sixty_scenes_later_a_scene_is_told_what_was_planted() {
    let mut chance = Chance(11);
    let mut scene = 0;
    // Which fact the way that is taken from each scene speaks of.
    let needed = |scene: usize| if scene < 40 { (scene * 7 + 3) % (scene + 1) } else { (scene * 13) % 40 };
    let mut prompts: Vec<(usize, Prompt)> = Vec::new();
    let mut model = Made(|prompt: &Prompt| {
        let mut answer = valid(&schema(prompt), &mut chance, gibberish);
        if !asks_for_scene(prompt) {
            return answer;
        }
        prompts.push((scene, prompt.clone()));
        let lines = (0..12).map(|line| {
            let words: Vec<String> = (0..14).map(|word| format!("w{scene}l{line}n{word}")).collect();
            json!({ "who": "narrator", "how": "plain", "text": format!("{}.", words.join(" ")) })
        });
        answer["lines"] = lines.collect::<Vec<Value>>().into();
        let noise = (0..3).map(|at| {
            let text = format!("It is grey and stands in the wind, as number {scene} of {at} does.");
            json!({ "subject": "fact", "name": format!("stone {scene} {at}"), "text": text, "weight": 2 })
        });
        let planted = (scene < 40)
            .then(|| json!({ "subject": "fact", "name": name(scene), "text": sentence(scene), "weight": 1 }));
        answer["truths"] = noise.chain(planted).collect::<Vec<Value>>().into();
        answer["ways"][0]["text"] = json!(format!("Look for {}.", name(needed(scene))));
        answer["ways"][1]["text"] = json!(format!("Run from number {scene}."));
        scene += 1;
        answer
    });
    let wish = Wish { length: Length::Open, ..Wish::new("A tower of many steps.") };
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut story = writer.plan(&wish, &mut model, &mut Vec::new()).unwrap();
    let mut next = Next::Beginning;
    for _ in 0..60 {
        let scene = writer.write(&mut story, &next, false, &mut model, &mut Vec::new()).unwrap();
        next = Next::Offered { scene, option: 0 };
    }
    assert_eq!(prompts.len(), 60);
    for (scene, prompt) in &prompts {
        let said: String = prompt.messages.iter().map(|message| message.text.as_str()).collect();
        if *scene > 0 {
            let fact = needed(scene - 1);
            assert!(said.contains(&sentence(fact)), "scene {scene} was not told of {}:\n{said}", name(fact));
            // What happened last is there too.
            assert!(said.contains(&format!("w{}l11n13", scene - 1)), "{said}");
        }
        // A token is three characters or more; what a small model takes in at once is 4,096 of them.
        assert!(said.chars().count() / 3 + prompt.limit <= 4_096, "{} characters", said.chars().count());
    }
}

#[test]
fn what_one_way_learned_no_other_knows_and_what_the_listener_writes_is_told_first() {
    let mut chance = Chance(5);
    let mut prompts = Vec::new();
    let mut model = Made(|prompt: &Prompt| {
        prompts.push(prompt.clone());
        let mut answer = valid(&schema(prompt), &mut chance, gibberish);
        if asks_for_scene(prompt) {
            let text = format!("Truth of prompt {} alone.", prompts.len());
            let truth = json!({ "subject": "fact", "name": format!("fact {}", prompts.len()), "text": text, "weight": 2 });
            answer["truths"] = json!([truth]);
            let line = |line: usize| {
                (0..14).map(|word| format!("p{}l{line}n{word} ", prompts.len())).collect::<String>()
            };
            answer["lines"] = (0..14)
                .map(|at| json!({ "who": "narrator", "how": "plain", "text": line(at) + "." }))
                .collect();
        }
        answer
    });
    let wish = Wish { length: Length::Open, ..Wish::new("A tower of many steps.") };
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut story = writer.plan(&wish, &mut model, &mut Vec::new()).unwrap();
    let mut write =
        |story: &mut _, next| writer.write(story, &next, false, &mut model, &mut Vec::new()).unwrap();
    let first = write(&mut story, Next::Beginning);
    let left = write(&mut story, Next::Offered { scene: first, option: 0 });
    let right = write(&mut story, Next::Offered { scene: first, option: 1 });
    let facts = |scene: usize| -> Vec<String> {
        let facts = story.ledger(scene).entries().to_vec();
        facts.into_iter().filter(|entry| entry.subject == Subject::Fact).map(|entry| entry.text).collect()
    };
    assert_eq!(facts(left), ["Truth of prompt 2 alone.", "Truth of prompt 3 alone."]);
    assert_eq!(facts(right), ["Truth of prompt 2 alone.", "Truth of prompt 4 alone."]);

    let own = Entry::new(Subject::Fact, "fact 2", "The listener knows better.", 1).unwrap();
    story.change(left, Change::Write(own)).unwrap();
    story.change(left, Change::Strike { subject: Subject::Fact, name: "fact 3".into() }).unwrap();
    write(&mut story, Next::Offered { scene: left, option: 0 });
    write(&mut story, Next::Offered { scene: right, option: 0 });
    let said =
        |at: usize| prompts[at].messages.iter().map(|message| message.text.as_str()).collect::<String>();
    assert!(
        said(4).contains("The listener knows better.") && !said(4).contains("Truth of prompt"),
        "{}",
        said(4)
    );
    assert!(said(5).contains("Truth of prompt 4 alone.") && !said(5).contains("knows better"), "{}", said(5));
}
