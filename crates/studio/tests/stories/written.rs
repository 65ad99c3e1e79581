//! A story that a scripted model tells: the file, the cues, the prompts, to the letter.

use std::cell::Cell;
use std::path::PathBuf;

use serde_json::Value;
use vesper_script::Cue;
use vesper_speech::{ChatModel, Error, Kind, Out, Prompt, Result, Token};
use vesper_studio::story::{Ages, Length, Next, Prompts, Story, Wish, Writer};

use crate::models::Scripted;
use crate::played::{performed, script};

/// The answers of a model that knows its trade, one to a paragraph of the file.
fn answers() -> Vec<String> {
    let text = include_str!("golden/lighthouse.json");
    serde_json::from_str::<Vec<Value>>(text).unwrap().iter().map(Value::to_string).collect()
}

fn wish() -> Wish {
    Wish {
        length: Length::Minutes(2),
        ages: Ages::Child,
        pace: 170,
        ..Wish::new("Tell me a story about a lighthouse that is afraid of the dark")
    }
}

/// The whole of it: the beginning, its first way to the end, and another end that the listener thinks of.
fn lighthouse(model: &mut dyn ChatModel) -> (Story, Vec<Vec<Cue>>) {
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut story = writer.plan(&wish(), model, &mut Vec::new()).unwrap();
    let mut told = Vec::new();
    for next in [
        Next::Beginning,
        Next::Offered { scene: 0, option: 0 },
        Next::Own { scene: 0, words: "I sing to the lamp".into() },
    ] {
        let mut cues = Vec::new();
        writer.write(&mut story, &next, false, model, &mut cues).unwrap();
        told.push(cues);
    }
    (story, told)
}

fn golden(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stories/golden").join(name);
    if std::env::var_os("VESPER_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, kept, "{name} differs; VESPER_WRITE_GOLDEN=1 writes it anew");
}

fn shown(cues: &[Cue]) -> String {
    let line = |cue: &Cue| match cue {
        Cue::Chapter(name) => format!("chapter {name}\n"),
        Cue::Bed(bed) => format!("bed {}\n", bed.map_or("none", |bed| bed.name())),
        Cue::Say(line) => {
            format!("{} ({:?}, {:?}): {}\n", line.voice.name, line.style, line.language, line.text)
        }
        other => format!("{other:?}\n"),
    };
    cues.iter().map(line).collect()
}

#[test]
fn the_lighthouse_is_written_told_and_kept_to_the_letter() {
    let mut model = Scripted { answers: answers(), ..Scripted::default() };
    let (story, told) = lighthouse(&mut model);
    assert_eq!(model.asked.len(), 4, "a model that does what it is asked is asked once for each");
    golden("lighthouse.ink", &story.ink(&Prompts::shipped().unwrap()).unwrap());
    golden("lighthouse.cues", &told.iter().map(|cues| shown(cues)).collect::<Vec<_>>().join("\n"));
    let asked = |prompt: &Prompt| {
        let messages =
            prompt.messages.iter().map(|message| format!("[{:?}]\n{}\n", message.role, message.text));
        messages.collect::<String>()
    };
    golden("lighthouse.prompts", &model.asked.iter().map(asked).collect::<Vec<_>>().join("\n----\n\n"));

    let script = script(&story);
    for (scene, cues) in told.iter().enumerate() {
        assert_eq!(performed(&story, &script, scene), *cues);
    }
    assert!(
        !story.ink(&Prompts::shipped().unwrap()).unwrap().contains("swallowed"),
        "the secret stays out of the file"
    );
}

#[test]
fn everybody_keeps_their_voice_and_newcomers_get_one_of_their_own() {
    let (story, told) = lighthouse(&mut Scripted { answers: answers(), ..Scripted::default() });
    let mut voices: Vec<_> =
        told.iter().flatten().filter_map(Cue::line).map(|line| line.voice.clone()).collect();
    voices.sort_by(|a, b| a.name.cmp(&b.name));
    voices.dedup();
    let names: Vec<&str> = voices.iter().map(|voice| voice.name.as_str()).collect();
    assert_eq!(names, ["Fen", "Old Halloran", "narrator"]);
    let people: Vec<&str> = story.people().iter().map(|person| person.name.as_str()).collect();
    assert_eq!(people, ["Old Halloran", "Fen", "The Gannet"]);
    for (at, person) in story.people().iter().enumerate() {
        assert!(story.people()[..at].iter().all(|other| other.traits() != person.traits()), "{person:?}");
    }
}

#[test]
fn somebody_whom_two_ways_meet_is_the_same_on_both_and_unknown_on_a_third() {
    let newcomer = r#"[{"name":"The Gannet","who":"creature","sound":"bright","wants":"to be thanked"}]"#;
    let scene: Value = serde_json::from_str(&answers()[1]).unwrap();
    let telling = |people: &str, serial: usize| {
        let mut scene = scene.clone();
        scene["people"] = serde_json::from_str(people).unwrap();
        for line in scene["lines"].as_array_mut().unwrap() {
            line["text"] = format!("{} And that is number {serial}.", line["text"].as_str().unwrap()).into();
        }
        scene.to_string()
    };
    let mut told = vec![answers()[0].clone()];
    told.extend(
        ["[]", newcomer, newcomer, "[]", "[]", "[]"].iter().zip(1..).map(|(people, at)| telling(people, at)),
    );
    let mut model = Scripted { answers: told, ..Scripted::default() };
    let writer = Writer::new(Prompts::shipped().unwrap());
    let wish = Wish { length: Length::Open, ..wish() };
    let mut story = writer.plan(&wish, &mut model, &mut Vec::new()).unwrap();
    let third = Next::Own { scene: 0, words: "I swim away".into() };
    let nexts = [
        Next::Beginning,
        Next::Offered { scene: 0, option: 0 },
        Next::Offered { scene: 0, option: 1 },
        third,
    ];
    for next in nexts.into_iter().chain([1, 2].map(|scene| Next::Offered { scene, option: 0 })) {
        writer.write(&mut story, &next, false, &mut model, &mut Vec::new()).unwrap();
    }
    writer
        .write(&mut story, &Next::Offered { scene: 3, option: 0 }, false, &mut model, &mut Vec::new())
        .unwrap_err();
    assert_eq!(story.people().iter().filter(|person| person.name == "The Gannet").count(), 1);
    let speaks = |at: usize| crate::models::schema(&model.asked[at]).to_string().contains("The Gannet");
    assert_eq!((speaks(5), speaks(6), speaks(7)), (true, true, false), "where the way goes on from each");
}

/// Keeps what it is given, with how much of the answer had come by then.
struct Watched<'a> {
    came: &'a Cell<usize>,
    cues: Vec<(usize, Cue)>,
    /// Wants no more after so many cues.
    most: usize,
}

impl Out<Cue> for Watched<'_> {
    fn put(&mut self, cue: Cue) -> Result<()> {
        self.cues.push((self.came.get(), cue));
        Ok(())
    }

    fn check(&self) -> Result<()> {
        if self.cues.len() < self.most { Ok(()) } else { Err(Error::stopped()) }
    }
}

/// Says an answer letter by letter, and how far it is.
struct Slow<'a> {
    answer: String,
    came: &'a Cell<usize>,
}

impl ChatModel for Slow<'_> {
    fn reply(&mut self, _prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        for (at, c) in self.answer.char_indices() {
            self.came.set(at);
            out.put(Token { text: c.into(), end: None })?;
        }
        Ok(())
    }
}

#[test]
fn the_first_sentence_is_told_as_soon_as_it_is_whole_and_each_line_when_it_is() {
    let answer = answers()[1].clone();
    let mut planned = Scripted { answers: answers(), ..Scripted::default() };
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut story = writer.plan(&wish(), &mut planned, &mut Vec::new()).unwrap();
    let came = Cell::new(0);
    let mut out = Watched { came: &came, cues: Vec::new(), most: usize::MAX };
    let mut model = Slow { answer: answer.clone(), came: &came };
    writer.write(&mut story, &Next::Beginning, false, &mut model, &mut out).unwrap();
    let begin = "The light on Gull Rock is afraid of the dark.";
    let at = answer.find(begin).unwrap() + begin.len();
    for (came, cue) in &out.cues {
        let Cue::Say(line) = cue else {
            assert_eq!(*came, 0, "chapter and bed are there before the model begins");
            continue;
        };
        let end = answer.find(&line.text).unwrap() + line.text.len();
        let late = came - end;
        assert!(late < 90, "{:?} was whole {late} bytes before it was told", line.text);
        if line.text == begin {
            assert!(*came <= at + 2, "the first sentence waited for more than the next one's first letter");
        }
    }
}

#[test]
fn who_wants_no_more_ends_the_work_and_the_story_is_as_it_was() {
    let mut planned = Scripted { answers: answers(), ..Scripted::default() };
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut story = writer.plan(&wish(), &mut planned, &mut Vec::new()).unwrap();
    let before = story.clone();
    let came = Cell::new(0);
    let answer = answers()[1].clone();
    let mut out = Watched { came: &came, cues: Vec::new(), most: 4 };
    let mut model = Slow { answer: answer.clone(), came: &came };
    let error = writer.write(&mut story, &Next::Beginning, false, &mut model, &mut out).unwrap_err();
    assert_eq!(error.kind, Kind::Stopped);
    assert!(came.get() < answer.len() / 2, "it went on to {} of {}", came.get(), answer.len());
    assert_eq!(story, before);
    let mut broken = Scripted::default();
    let error = writer.write(&mut story, &Next::Beginning, false, &mut broken, &mut Vec::new()).unwrap_err();
    assert_eq!(
        (error.kind, story),
        (Kind::Engine, before),
        "what a model fails at is said, not told as a story"
    );
}

#[test]
fn what_the_listener_says_may_mean_a_way_that_is_there_and_told_ways_are_told_again() {
    let (mut story, told) = lighthouse(&mut Scripted { answers: answers(), ..Scripted::default() });
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut silent = Scripted::default();
    for (words, scene) in [("carry the match up!", 1), ("I sing to the lamp.", 2)] {
        let mut cues = Vec::new();
        let next = Next::Own { scene: 0, words: words.into() };
        assert_eq!(writer.write(&mut story, &next, false, &mut silent, &mut cues).unwrap(), scene);
        assert_eq!(cues, told[scene]);
    }
    let refused = |story: &mut Story, next: Next| {
        writer.write(story, &next, false, &mut Scripted::default(), &mut Vec::new()).unwrap_err().kind
    };
    assert_eq!(refused(&mut story, Next::Own { scene: 0, words: "-> END".into() }), Kind::BadRequest);
    assert_eq!(
        refused(&mut story, Next::Own { scene: 1, words: "I go on.".into() }),
        Kind::BadRequest,
        "it ends there"
    );
    assert_eq!(
        refused(&mut story, Next::Offered { scene: 0, option: 2 }),
        Kind::BadRequest,
        "something else"
    );
    assert_eq!(refused(&mut story, Next::Offered { scene: 9, option: 0 }), Kind::BadRequest);
    let choices = story.choices(0, writer.prompts()).unwrap();
    let options: Vec<(&str, Option<usize>)> =
        choices.iter().map(|choice| (choice.text.as_str(), choice.leads)).collect();
    assert_eq!(
        options,
        [
            ("Carry the match up.", Some(1)),
            ("Ask Fen what she saw.", None),
            ("Something else.", None),
            ("I sing to the lamp.", Some(2)),
        ]
    );
    assert_eq!((story.ahead(0), story.path(2), story.at(&[3])), (vec![1], vec![3], 2));
    assert_eq!(story.back_to(2, "back to the afraid lighthouse, please"), Some(0));
    assert_eq!(story.back_to(2, "zebra"), None);
}

#[test]
fn a_wish_that_says_nothing_or_in_no_language_there_is_is_refused() {
    let writer = Writer::new(Prompts::shipped().unwrap());
    for wish in [Wish::new("{}"), Wish { language: "tlh".into(), ..Wish::new("a ship") }] {
        let error = writer.plan(&wish, &mut Scripted::default(), &mut Vec::new()).unwrap_err();
        assert_eq!(error.kind, Kind::BadRequest, "{error}");
    }
}

#[test]
fn a_scene_that_is_cut_off_goes_on_where_it_was() {
    let mut cut = answers();
    let half = cut[1].len() / 3;
    let begun = cut[1].chars().take(half).collect::<String>();
    cut.insert(1, begun);
    let mut model = Scripted { answers: cut, ..Scripted::default() };
    let (story, _) = lighthouse(&mut model);
    assert_eq!(model.asked.len(), 5);
    let again = &model.asked[2].messages[1].text;
    assert!(again.contains("Already told in this scene:") && again.contains("afraid of the dark"), "{again}");
    let texts: Vec<&str> = story.scenes()[0].lines.iter().map(|line| line.text.as_str()).collect();
    let whole: Vec<String> =
        lighthouse(&mut Scripted { answers: answers(), ..Scripted::default() }).0.scenes()[0]
            .lines
            .iter()
            .map(|line| line.text.clone())
            .collect();
    assert_eq!(texts, whole, "the second answer said it all again, and nothing was told twice");
}
