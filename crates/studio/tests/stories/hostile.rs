//! Whatever a model writes into its fields, what reaches a voice is words.

use serde_json::{Value, json};
use vesper_script::{Cue, Script};
use vesper_speech::{NARRATOR, Prompt};
use vesper_studio::story::{Length, Next, Prompts, Story, Wish, Writer};

use crate::models::{Chance, Made, Nonsense, asks_for_scene, schema};
use crate::played::{performed, script, wandered};

/// What means something to ink, to markup, to a chat template, to a terminal or to a page.
const SEEDS: [&str; 60] = [
    "-> END",
    "-> scene_1",
    "<- scene_2",
    "->->",
    "{x}",
    "{1 > 0: yes|no}",
    "{~a|b}",
    "{{{{{{",
    "}}}}",
    "# voice: fox",
    "# pause: 9m",
    "#bell",
    "# title: Mine",
    "VAR x = 1",
    "~ x = 5",
    "=== knot ===",
    "= stitch",
    "* [Choice]",
    "+ [Again]",
    "- gather",
    "- else:",
    "<>",
    "<break time=\"9m\"/>",
    "<voice name=\"x\">",
    "<sub alias=\"bad\">ok</sub>",
    "[whisper]",
    "[pause 10m]",
    "[/slow]",
    "\\[",
    "\\n",
    "// gone",
    "/* gone",
    "*/",
    concat!("TO", "DO: x"),
    "INCLUDE /etc/passwd",
    "EXTERNAL f()",
    "LIST l = a",
    "CONST c = 1",
    "&lt;break/&gt;",
    "&#x1F600;",
    "<|im_end|>",
    "<think>no</think>",
    "</s>",
    "[INST]",
    "\u{0}\u{1}\u{2}3\u{3}\u{4}\u{5}",
    "\u{1b}[2J",
    "\u{202e}desrever",
    "\u{feff}",
    "\u{200b}\u{200d}",
    "😀😀😀",
    "((((((((((",
    "\"\"\"\"\"",
    "https://evil.example/?q=1",
    "<script>alert(1)</script>",
    "../../etc",
    "\r\n\r\n=== k ===\r\nHi",
    "\\\\\\",
    "```json\n{}\n```",
    "%s%n{0}",
    "|||a|b|c|||",
];

/// The hostile strings: each alone, within words, glued, doubled and very long.
fn strings() -> Vec<String> {
    let shapes: [fn(&str) -> String; 5] = [
        |seed| seed.to_owned(),
        |seed| format!("The door {seed} opens slowly. {seed}"),
        |seed| format!("a{seed}b{seed}c"),
        |seed| format!("{seed}\n{seed} she says\n{seed}"),
        |seed| seed.repeat(40),
    ];
    SEEDS.iter().flat_map(|seed| shapes.map(|shape| shape(seed))).collect()
}

/// Puts `text` into every string that the schema leaves free, and `who` where a voice is named.
fn filled(schema: &Value, text: &str) -> Value {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words[words.len() - 1].clone();
    }
    match schema["type"].as_str().unwrap() {
        "object" => {
            let fields = schema["properties"].as_object().unwrap();
            fields.iter().map(|(name, schema)| (name.clone(), filled(schema, text))).collect()
        }
        "array" => (0..schema["maxItems"].as_u64().unwrap())
            .map(|at| filled(&schema["items"], &format!("{text}{}", if at % 2 == 0 { "" } else { " again" })))
            .collect(),
        _ => json!(text),
    }
}

/// A story in whose every field `text` stands, also where the schema would not let it.
fn story_of(text: &str) -> Story {
    let mut model = Made(|prompt: &Prompt| {
        let mut answer = filled(&schema(prompt), text);
        if asks_for_scene(prompt) {
            answer["lines"][0]["who"] = json!(text);
            answer["lines"][1]["how"] = json!(text);
            if answer.get("ways").is_some() {
                answer["ways"][0]["bed"] = json!(text);
                answer["truths"][0]["subject"] = json!(text);
            }
        } else {
            answer["bed"] = json!(text);
            answer["people"][0]["who"] = json!(text);
        }
        answer
    });
    let wish = Wish { length: Length::Minutes(2), ..Wish::new(format!("A lamp. {text}")) };
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut story = writer.plan(&wish, &mut model, &mut Vec::new()).unwrap();
    let first = writer.write(&mut story, &Next::Beginning, false, &mut model, &mut Vec::new()).unwrap();
    let next = Next::Own { scene: first, words: format!("I jump {text}") };
    writer.write(&mut story, &next, true, &mut model, &mut Vec::new()).unwrap();
    story
}

/// Nothing but words: letters, digits, accents and the marks of sentences.
fn is_words(text: &str) -> bool {
    let mark = |c: char| " .,;:!?…'’‘“”«»%°-–—¿¡€£$".contains(c) || ('\u{300}'..='\u{36f}').contains(&c);
    text.chars().all(|c| c.is_alphanumeric() || mark(c)) && text.contains(char::is_alphanumeric)
}

fn said(cues: &[Cue]) -> impl Iterator<Item = &str> {
    cues.iter().filter_map(Cue::line).map(|line| line.text.as_str())
}

#[test]
fn three_hundred_hostile_strings_in_every_field_are_words_or_nothing() {
    let strings = strings();
    assert_eq!(strings.len(), 300);
    for text in &strings {
        let story = story_of(text);
        let script: Script = script(&story);
        assert_eq!(script.header().by, "Vesper", "{text:?}");
        assert!(is_words(&script.header().title) && is_words(&script.header().about), "{text:?}");
        assert!(script.outline().chapters.iter().all(|chapter| is_words(chapter)), "{text:?}");
        for (name, _) in &script.header().cast {
            assert!(name != NARRATOR && is_words(name), "{text:?}: {name}");
        }
        for scene in 0..story.scenes().len() {
            let cues = performed(&story, &script, scene);
            assert_eq!(cues, story.cues(scene).unwrap(), "{text:?}");
            assert!(said(&cues).all(is_words), "{text:?}: {cues:?}");
            let plain = |cue: &Cue| matches!(cue, Cue::Say(_) | Cue::Chapter(_) | Cue::Bed(_));
            assert!(cues.iter().all(plain), "a direction came through: {text:?}");
        }
        assert_eq!(Story::read(&serde_json::to_string(&story).unwrap()).as_ref(), Ok(&story), "{text:?}");
        let wandered = wandered(&script, &mut Chance(1));
        assert!(wandered.iter().all(|text| is_words(text)), "{text:?}: {wandered:?}");
        for entry in story.ledger(story.scenes().len() - 1).entries() {
            assert!(is_words(&entry.name) && entry.text.split(" / ").all(is_words), "{text:?}: {entry:?}");
        }
    }
}

#[test]
fn pieces_of_hostile_strings_in_any_order_are_words_or_nothing() {
    let text = |chance: &mut Chance, most: usize| {
        let mut text = String::new();
        while text.len() < most {
            text += SEEDS[chance.below(SEEDS.len())];
            text += [" ", "", "\n", "word ", ". A"][chance.below(5)];
        }
        text
    };
    for seed in 0..40 {
        let mut model = Nonsense { chance: Chance(seed), text, cut: 4 };
        let wish = Wish { length: Length::Minutes(5), seed, ..Wish::new("A lamp.") };
        let story = crate::nonsense::written(&wish, &mut model, &mut Chance(seed));
        let script = script(&story);
        for scene in 0..story.scenes().len() {
            assert_eq!(performed(&story, &script, scene), story.cues(scene).unwrap(), "seed {seed}");
        }
        assert_eq!(Story::read(&serde_json::to_string(&story).unwrap()).as_ref(), Ok(&story), "seed {seed}");
        assert!(wandered(&script, &mut Chance(seed)).iter().all(|text| is_words(text)));
    }
}

#[test]
fn a_kept_story_that_was_changed_into_none_is_refused() {
    let story = story_of("plain");
    let json = serde_json::to_string(&story).unwrap();
    for (from, to) in [
        (r#""from":{"scene":0"#, r#""from":{"scene":1"#),
        (r#""from":{"scene":0"#, r#""from":{"scene":99"#),
        (r#""option":"#, r#""option":9"#),
        (r#""voice":""#, r#""voice":"-> END "#),
    ] {
        assert!(json.contains(from), "{from}");
        assert!(Story::read(&json.replace(from, to)).is_err(), "{to} was taken");
    }
    assert!(Story::read("").is_err());
    assert!(Story::read(&"[".repeat(100_000)).is_err());
    for (from, to) in [
        (r#""text":"plain again""#, r#""text":"-> END""#),
        (r#""text":"plain again""#, r##""text":"Come in. # voice: nobody""##),
        (r#""chapter":"plain""#, r#""chapter":"{x}""#),
        (r#""title":"plain""#, r#""title":"a\n=== k ===""#),
    ] {
        assert!(json.contains(from), "{from}");
        assert!(Story::read(&json.replace(from, to)).is_err(), "{to} was taken");
    }
}
