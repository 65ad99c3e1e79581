//! What a listener hears of a script: the cues, in their order.

#![allow(clippy::expect_used, clippy::panic)]

use std::time::Duration;

use vesper_script::{Cue, End, Faults, Playhead, Script, Start};
use vesper_speech::{Age, Bed, Line, Person, Style};

const HEADER: &str =
    "# title: A test\n# kind: story\n# cast: fox = young woman, quick\n# cast: bear = old man\n";
const CALM: &str = "# title: A calm\n# kind: meditation\n# minutes: 3-30 usually 8\n";

fn script(text: &str) -> Script {
    including(text, &|_| None)
}

fn including(text: &str, include: &dyn Fn(&str) -> Option<String>) -> Script {
    let parsed: Result<Script, Faults> = Script::parse("test.ink", text, include);
    parsed.unwrap_or_else(|faults| panic!("{faults}"))
}

/// Performs `text` with these choices, and writes every cue down in one line.
fn performed(text: &str, choices: &[usize]) -> Vec<String> {
    let mut playhead = Playhead::start(&script(text), &Start::default()).expect("a start");
    let mut seen = written(&mut playhead);
    for choice in choices {
        playhead.choose(*choice).expect("a choice");
        seen.extend(written(&mut playhead));
    }
    seen
}

fn written(playhead: &mut Playhead) -> Vec<String> {
    let passage = playhead.passage().unwrap_or_else(|fault| panic!("{fault}"));
    let mut seen: Vec<String> = passage.cues.iter().map(write).collect();
    match passage.end {
        End::Ask(options) => seen.push(format!("ask {}", options.join(" / "))),
        End::Finish => seen.push("finish".into()),
    }
    seen
}

fn write(cue: &Cue) -> String {
    match cue {
        Cue::Chapter(name) => format!("chapter {name}"),
        Cue::Say(line) => format!("{}: {}", line.voice.name, line.text),
        Cue::Pause(length) => format!("{} ms", length.as_millis()),
        Cue::Stretch { weight, least } => format!("stretch {weight} least {} ms", least.as_millis()),
        Cue::Breath { phase, length, line } => {
            let words = line.as_ref().map_or("", |line| line.text.as_str());
            format!("{phase:?} {} ms {words}", length.as_millis()).trim_end().to_owned()
        }
        Cue::Bed(bed) => format!("bed {}", bed.map_or("none", Bed::name)),
        Cue::Bell => "bell".into(),
    }
}

fn lines(text: &str) -> Vec<Line> {
    let mut playhead = Playhead::start(&script(text), &Start::default()).expect("a start");
    let passage = playhead.passage().unwrap_or_else(|fault| panic!("{fault}"));
    passage.cues.iter().filter_map(Cue::line).cloned().collect()
}

#[test]
fn tags_stand_where_they_are_in_time() {
    let seen = performed(
        &format!(
            "{HEADER}# chapter: One\n# bed: rain\n# pause: 2s\nThe rain came. # pause: 1.5s # bell\n# bell\n# pause: 1m30s\n\
             So it stayed. # bed: none # chapter: Two\n# bell\n-> END\n"
        ),
        &[],
    );
    assert_eq!(
        seen,
        [
            "chapter One",
            "bed rain",
            "2000 ms",
            "narrator: The rain came.",
            "1500 ms",
            "bell",
            "bell",
            "90000 ms",
            "bed none",
            "chapter Two",
            "narrator: So it stayed.",
            "350 ms",
            "bell",
            "finish"
        ]
    );
}

#[test]
fn a_tag_alone_stands_in_time_in_branches_gathers_and_choices_too() {
    let text = format!(
        "{HEADER}VAR deep = true\nWell. # pause: 1s\n{{ deep:\n    # pause: 2s\n- else:\n    # pause: 3s\n}}\n\
         {{deep: # pause: 4s}}\n{{not deep: # pause: 5s|# bell}}\nNow?\n* [Go.] # pause: 6s\n* [Stay.]\n    # bell\n- # pause: 7s\nSo. -> END\n"
    );
    let begin = [
        "narrator: Well.",
        "1000 ms",
        "2000 ms",
        "4000 ms",
        "bell",
        "narrator: Now?",
        "350 ms",
        "ask Go. / Stay.",
    ];
    let end = ["7000 ms", "narrator: So.", "4000 ms", "finish"];
    assert_eq!(performed(&text, &[0]), [&begin[..], &["6000 ms"], &end].concat());
    assert_eq!(performed(&text, &[1]), [&begin[..], &["bell"], &end].concat());
}

#[test]
fn a_tag_before_a_divert_is_performed() {
    let text = format!(
        "{HEADER}Hold on. # pause: 3s -> shore\n=== shore\n# pause: 4s -> end\n=== end\nHere. -> END\n"
    );
    assert_eq!(
        performed(&text, &[]),
        ["narrator: Hold on.", "3000 ms", "4000 ms", "narrator: Here.", "4000 ms", "finish"]
    );
}

#[test]
fn silence_between_lines_follows_voices_and_pace() {
    let text = format!(
        "{HEADER}One.\nTwo. # pace: 0.5\nThree. # voice: fox\nFour. # voice: fox\nFive.\n# bell\nSix. # pause: 3s\nSeven.\n-> END\n"
    );
    assert_eq!(
        performed(&text, &[]),
        [
            "narrator: One.",
            "350 ms",
            "narrator: Two.",
            "1000 ms",
            "fox: Three.",
            "350 ms",
            "fox: Four.",
            "500 ms",
            "narrator: Five.",
            "350 ms",
            "bell",
            "narrator: Six.",
            "3000 ms",
            "narrator: Seven.",
            "4000 ms",
            "finish"
        ]
    );
    let calm = performed(&format!("{CALM}Sit.\nBreathe. # stretch: 2 least 5s\nRest.\n-> END\n"), &[]);
    assert_eq!(
        calm,
        [
            "narrator: Sit.",
            "900 ms",
            "narrator: Breathe.",
            "stretch 2 least 5000 ms",
            "narrator: Rest.",
            "900 ms",
            "finish"
        ]
    );
}

#[test]
fn breath_holds_its_words_or_none() {
    let text = format!(
        "{CALM}Breathe in. # breathe: in 4s\n# breathe: hold 2.5s\n# breathe: out 6s\n# breathe: rest 1s\n# stretch\n-> END\n"
    );
    assert_eq!(
        performed(&text, &[]),
        [
            "In 4000 ms Breathe in.",
            "Hold 2500 ms",
            "Out 6000 ms",
            "Rest 1000 ms",
            "stretch 1 least 1000 ms",
            "finish"
        ]
    );
}

#[test]
fn manner_on_a_line_holds_for_that_line_and_alone_until_the_knot_ends() {
    let said = lines(&format!(
        "{HEADER}-> den\n=== den\n# voice: fox # style: whisper\n# pace: slow\nCome in.\nWho? # voice: bear # style: plain\nMe.\n\
         # voice: narrator\nShe went.\n-> out\n=== out\nDay.\n-> END\n"
    ));
    let seen: Vec<(&str, &str, Style, f32)> =
        said.iter().map(|l| (l.text.as_str(), l.voice.name.as_str(), l.style, l.pace)).collect();
    assert_eq!(
        seen,
        [
            ("Come in.", "fox", Style::Whisper, 0.85),
            ("Who?", "bear", Style::Plain, 0.85),
            ("Me.", "fox", Style::Whisper, 0.85),
            ("She went.", "narrator", Style::Whisper, 0.85),
            ("Day.", "narrator", Style::Plain, 1.0),
        ]
    );
    assert_eq!(said[0].voice.traits.person, Some(Person::Woman));
    assert_eq!(said[1].voice.traits.age, Some(Age::Old));
    assert!(said.iter().all(|line| line.voice.chosen.is_none() && line.language == "en"));
}

#[test]
fn sentences_that_run_on_are_not_broken() {
    let said = lines(&format!(
        "{HEADER}She said <>\n-> on\n=== on\nnothing at the caf\u{e9} <>\n, and <>\n-> stitch.a\n=== stitch\n= a\nleft\u{2026}\n-> END\n"
    ));
    let texts: Vec<&str> = said.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["She said nothing at the caf\u{e9} , and left\u{2026}"]);
}

#[test]
fn a_knot_that_only_holds_stitches_still_enters_the_first() {
    let seen = performed(
        &format!("{HEADER}-> house\n=== house\n= hall\nThe hall.\n-> END\n= loft\nThe loft.\n-> END\n"),
        &[],
    );
    assert_eq!(seen, ["narrator: The hall.", "4000 ms", "finish"]);
}

#[test]
fn what_is_shown_is_what_is_spoken() {
    let seen = performed(
        &format!("{HEADER}*Really*, she said _once_ \\# twice.\n* \"I'm **lost**[.\"]\" I said. # voice: fox\n    And so it was.\n- -> END\n").replace("*Really*", "So *really*"),
        &[0],
    );
    assert_eq!(seen[0], "narrator: So *really*, she said _once_ # twice.");
    assert_eq!(seen[2], "ask \"I'm **lost**.\"");
    assert_eq!(seen[3], "fox: \"I'm **lost**\" I said.");
}

#[test]
fn memory_lasts_from_passage_to_passage() {
    let text = format!(
        "{HEADER}VAR keys = 0\n-> hall\n=== hall\nYou hold {{keys}} keys{{hall > 1: again}}.\n* [Take one.]\n    ~ keys += 1\n    -> hall\n\
         + [Look round.]\n    -> look -> hall\n* -> hall_end\n=== look\n{{Dust.|More dust.|Nothing.}}\n->->\n=== hall_end\nOut. -> END\n"
    );
    let seen = performed(&text, &[1, 0, 0, 0]);
    let said: Vec<&str> = seen.iter().filter_map(|cue| cue.strip_prefix("narrator: ")).collect();
    assert_eq!(
        said,
        [
            "You hold 0 keys.",
            "Dust.",
            "You hold 0 keys again.",
            "You hold 1 keys again.",
            "More dust.",
            "You hold 1 keys again.",
            "Nothing.",
            "You hold 1 keys again."
        ]
    );
    let asked: Vec<&String> = seen.iter().filter(|cue| cue.starts_with("ask")).collect();
    assert_eq!(asked[0], "ask Take one. / Look round.");
    assert_eq!(asked[2], "ask Look round.", "a choice that was taken is gone");
}

#[test]
fn a_playhead_repeats_itself_and_its_clones_part() {
    let text = format!(
        "{HEADER}LIST birds = (wren), (crow), (owl), (tern), (rook)\n-> roll\n=== roll\n\
         A {{RANDOM(1, 1000)}} and {{~a|b|c|d|e|f}} and {{LIST_RANDOM(birds)}}.\n+ [More.] -> roll\n+ [End.] -> END\n"
    );
    let script = script(&text);
    let run = |seed: u64| {
        let mut playhead = Playhead::start(&script, &Start { minutes: None, seed }).expect("a start");
        let mut seen = written(&mut playhead);
        for _ in 0..8 {
            playhead.choose(0).expect("a choice");
            seen.extend(written(&mut playhead));
        }
        seen
    };
    assert_eq!(run(5), run(5));
    let different: std::collections::HashSet<Vec<String>> = [0, 1, 2, 3, u64::MAX, 1 << 40].map(run).into();
    assert!(different.len() >= 5, "seeds hardly matter: {}", different.len());

    let mut one = Playhead::start(&script, &Start::default()).expect("a start");
    assert!(matches!(one.passage().expect("words").end, End::Ask(_)));
    let mut other = one.clone();
    one.choose(0).expect("a choice");
    other.choose(1).expect("a choice");
    assert!(!one.passage().expect("words").cues.is_empty());
    assert_eq!(other.passage().expect("an end").end, End::Finish);
}

#[test]
fn a_playhead_that_is_asked_again_stays_where_it_is() {
    let mut playhead =
        Playhead::start(&script(&format!("{HEADER}Now?\n* [Go.] -> END\n")), &Start::default())
            .expect("a start");
    assert!(playhead.choose(0).is_err(), "nothing was asked yet");
    let end = playhead.passage().expect("words").end;
    let again = playhead.passage().expect("the same question");
    assert_eq!((again.cues.len(), again.end), (0, end));
    let fault = playhead.choose(1).expect_err("there is one choice");
    assert_eq!(fault.to_string(), "test.ink: There are 1 choices here, and number 2 was chosen.");
    playhead.choose(0).expect("a choice");
    assert_eq!(playhead.passage().expect("the end").end, End::Finish);
    assert_eq!(playhead.passage().expect("still the end").end, End::Finish);
}

#[test]
fn minutes_reach_the_script() {
    let text = format!(
        "{CALM}VAR minutes = 1\nThis lasts {{minutes}} minutes. # stretch\n{{ minutes > 10:\n    Longer. # stretch\n}}\n-> END\n"
    );
    let script = script(&text);
    let said = |minutes: Option<u32>| {
        let mut playhead = Playhead::start(&script, &Start { minutes, seed: 0 })?;
        let passage = playhead.passage()?;
        Ok::<_, vesper_script::Fault>(
            passage.cues.iter().filter_map(Cue::line).map(|l| l.text.clone()).collect::<Vec<_>>().join(" "),
        )
    };
    assert_eq!(said(None).expect("words"), "This lasts 8 minutes.");
    assert_eq!(said(Some(20)).expect("words"), "This lasts 20 minutes. Longer.");
    let fault = said(Some(45)).expect_err("too long").to_string();
    assert_eq!(
        fault,
        "test.ink: It lasts from 3 to 30 minutes, and 45 were asked for. Choose a length in between."
    );
}

#[test]
fn included_files_are_part_of_the_script() {
    let main = format!("{HEADER}INCLUDE more/den.ink\nOutside.\n-> den\n=== last\nLast.\n-> END\n");
    let den = |path: &str| {
        (path == "more/den.ink")
            .then(|| "VAR lamps = 2\n=== den\n{lamps} lamps. # voice: fox\n-> last\n".to_owned())
    };
    let one = including(&main, &den);
    let mut playhead = Playhead::start(&one, &Start::default()).expect("a start");
    assert_eq!(
        written(&mut playhead),
        ["narrator: Outside.", "500 ms", "fox: 2 lamps.", "500 ms", "narrator: Last.", "4000 ms", "finish"]
    );
    let changed = including(&main, &|path| den(path).map(|text| text.replace("= 2", "= 3")));
    assert_ne!(one.digest(), changed.digest());
    let moved = Script::parse("elsewhere.ink", &main, &den).expect("the same script");
    assert_eq!(one.digest(), moved.digest(), "a place is kept when the file is moved");
}

#[test]
fn long_lines_are_told_in_pieces_of_one_manner() {
    let long = "The lamp of Dr. Vale went out at 3.15 precisely. ".repeat(9);
    let said = lines(&format!("{HEADER}{long} # voice: fox # style: soft\n-> END\n"));
    assert!(said.len() >= 2 && said.iter().all(|line| line.voice.name == "fox" && line.style == Style::Soft));
    let joined: Vec<&str> = said.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(joined.join(" "), long.trim());
    let seen = performed(&format!("{HEADER}{long}\n-> END\n"), &[]);
    assert_eq!(seen[1], format!("{} ms", Duration::from_millis(350).as_millis()));
}

#[test]
fn the_outline_counts_what_there_is() {
    let text = format!(
        "{HEADER}# chapter: One\nOne two three.\n* [Four five.]\n    Six.\n    * * [Seven.]\n    * * [Eight.]\n    - - Nine.\n* [Ten.]\n- Eleven.\n\
         + [Twelve.]\n- # chapter: Two\n-> END\n"
    );
    let script = script(&text);
    assert_eq!(script.outline().words, 12);
    assert_eq!(script.outline().choices, 3);
    assert_eq!(script.outline().chapters, ["One", "Two"]);
}

#[test]
fn scripts_and_playheads_go_to_any_thread() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Script>();
    shared::<Playhead>();
}
