//! Markup within the lines of scripts: what it changes, and what ink keeps for itself.

use vesper_script::{Cue, End, Phase, Playhead, Script, Start};
use vesper_speech::{Line, ReadAs, Style};

const HEADER: &str =
    "# title: A test\n# kind: story\n# cast: fox = young woman\n# cast: old bear = old man\n";

fn parsed(body: &str) -> Result<Script, Vec<String>> {
    Script::parse("test.ink", &format!("{HEADER}{body}"), &|_| None).map_err(|faults| {
        let lines = HEADER.lines().count() as u32;
        let told = faults.0.into_iter().map(|fault| {
            let place = format!("{}:{}", fault.line.saturating_sub(lines), fault.column);
            format!("{place}: {} {}", fault.what, fault.advice)
        });
        told.collect()
    })
}

/// The cues up to the first choice, and its options.
fn performed(body: &str) -> (Vec<Cue>, Vec<String>) {
    let script = parsed(body).unwrap_or_else(|faults| panic!("{body:?}: {faults:#?}"));
    let mut playhead = Playhead::start(&script, &Start::default()).expect("a start");
    let passage = playhead.passage().unwrap_or_else(|fault| panic!("{fault}"));
    match passage.end {
        End::Ask(options) => (passage.cues, options),
        End::Finish => (passage.cues, Vec::new()),
    }
}

fn seen(body: &str) -> Vec<String> {
    let write = |cue: &Cue| match cue {
        Cue::Say(line) => said(line),
        Cue::Pause(length) => format!("{} ms", length.as_millis()),
        Cue::Bell => "bell".into(),
        Cue::Breath { phase: Phase::In, line: Some(line), .. } => format!("in: {}", said(line)),
        other => format!("{other:?}"),
    };
    let mut seen: Vec<String> = performed(&format!("{body}\n-> END\n")).0.iter().map(write).collect();
    // The silence in which a story ends.
    assert_eq!(
        seen.pop_if(|last| last == "4000 ms").is_some(),
        !body.ends_with(']') && !body.contains("breathe")
    );
    seen
}

fn said(line: &Line) -> String {
    let style = if line.style == Style::Plain { String::new() } else { format!(" {:?}", line.style) };
    format!("{}{style} x{}: {}", line.voice.name, line.pace, line.text)
}

/// The one fault of a script.
fn fault(body: &str) -> String {
    match parsed(body) {
        Ok(_) => panic!("{body:?} is sound"),
        Err(faults) => {
            assert_eq!(faults.len(), 1, "{body:?} gives {faults:#?}");
            faults[0].trim_end().to_owned()
        }
    }
}

#[test]
fn a_part_of_a_line_is_said_otherwise() {
    assert_eq!(
        seen("Come in. [pause 2s] [whisper] Close the door. [/whisper] Now. # voice: fox # pace: slow"),
        ["fox x0.85: Come in.", "2000 ms", "fox Whisper x0.85: Close the door.", "411 ms", "fox x0.85: Now.",]
    );
    assert_eq!(
        seen("It was <emphasis level=\"strong\">you</emphasis>!"),
        ["narrator x1: It was", "60 ms", "narrator x0.85: you!",]
    );
    assert_eq!(
        seen("<voice name=\"old bear\">Come in,</voice> said the bear. [slow] Slowly. # style: grave"),
        [
            "old bear Grave x1: Come in,",
            "160 ms",
            "narrator Grave x1: said the bear.",
            "350 ms",
            "narrator Grave x0.85: Slowly.",
        ]
    );
    // A direction ends with its line.
    assert_eq!(
        seen("[whisper] One.\nTwo. [bell] Three."),
        ["narrator Whisper x1: One.", "350 ms", "narrator x1: Two.", "350 ms", "bell", "narrator x1: Three.",]
    );
}

#[test]
fn words_are_read_otherwise_and_shown_as_they_are() {
    let (cues, _) = performed(
        "<sub alias=\"Doctor\">Dr</sub> Vale, room <say-as interpret-as=\"cardinal\">12</say-as>.\n-> END\n",
    );
    let line = cues.iter().find_map(Cue::line).expect("a line");
    assert_eq!(line.text, "Dr Vale, room 12.");
    let parts: Vec<(&str, &ReadAs)> =
        line.aloud.iter().map(|aloud| (&line.text[aloud.part.clone()], &aloud.how)).collect();
    assert_eq!(parts, [("Dr", &ReadAs::Words("Doctor".into())), ("12", &ReadAs::Cardinal)]);
}

#[test]
fn what_ink_computes_takes_part() {
    let body = "VAR n = 2\nVAR deep = true\nOne. <break time=\"{n}s\"/> {deep:[whisper] Two.|Three.} [pause {n}s] {n} left.";
    assert_eq!(
        seen(body),
        [
            "narrator x1: One.",
            "2000 ms",
            "narrator Whisper x1: Two.",
            "2000 ms",
            "narrator Whisper x1: 2 left.",
        ]
    );
    // What glue joins is one line.
    assert_eq!(
        seen("One <emphasis level=\"reduced\">two, <>\nthree</emphasis>, four."),
        ["narrator x1: One", "60 ms", "narrator x1.08: two, three,", "160 ms", "narrator x1: four.",]
    );
    let bad = "VAR n = 0\n-> a\n=== a\nOne. [pause {n}s] Two.\n-> END\n";
    assert!(fault(bad).contains("A pause of `0s` is out of range."), "{}", fault(bad));
}

#[test]
fn a_breath_is_one_line_in_one_manner() {
    assert_eq!(
        seen("<emphasis level=\"reduced\">Breathe in.</emphasis> # breathe: in 4s"),
        ["in: narrator x1.08: Breathe in."]
    );
    for body in ["Breathe [slow] in. # breathe: in 4s", "Breathe in. [pause 1s] # breathe: in 4s"] {
        let told = fault(&format!("{body}\n-> END\n"));
        assert!(told.contains("The words of a breath are one line"), "{told}");
    }
}

#[test]
fn options_are_words_without_markup() {
    let (_, options) = performed(
        "Go?\n* Say <emphasis>yes</emphasis>[.], and mean it.\n* [<sub alias=\"no\">No</sub> &amp; no.]\n- -> END\n",
    );
    assert_eq!(options, ["Say yes.", "No & no."]);
    let script =
        parsed("Go?\n* Say <emphasis level=\"strong\">yes</emphasis>[.], and [slow] mean it.\n- -> END\n")
            .expect("a script");
    let mut playhead = Playhead::start(&script, &Start::default()).expect("a start");
    playhead.passage().expect("a passage");
    playhead.choose(0).expect("an option");
    let cues = playhead.passage().expect("a passage").cues;
    let lines: Vec<String> = cues.iter().filter_map(Cue::line).map(said).collect();
    assert_eq!(
        lines,
        ["narrator x1: Say", "narrator x0.85: yes,", "narrator x1: and", "narrator x0.85: mean it."]
    );
}

#[test]
fn prose_and_ink_keep_their_own_signs() {
    for text in
        ["5 < 6 and 7 > 6.", "I <3 you.", "He said [sic] it.", "A note [1] here.", "AT&T and R&D; then."]
    {
        assert_eq!(seen(text), [format!("narrator x1: {text}")]);
    }
    assert_eq!(seen(r"Write \\[pause 2s] for a pause."), ["narrator x1: Write [pause 2s] for a pause."]);
    assert_eq!(seen("Write &lt;break/> too."), ["narrator x1: Write <break/> too."]);
}

#[test]
fn unknown_markup_is_a_fault_where_it_stands() {
    for (body, expected) in [
        (
            "One.\nTwo <foo>x</foo>.\n-> END\n",
            "2:5: There is no tag `foo`. Its words are spoken as if it were not there; delete it.",
        ),
        ("Two <break tme=\"2s\"/>.\n-> END\n", "1:5: `tme` changes nothing in `break`. Did you mean `time`?"),
        (
            "One. [wisper] Two. # voice: fox\n-> END\n",
            "1:6: There is no direction `[wisper]`. Did you mean `[whisper]`?",
        ),
        ("- [wisper] Two.\n-> END\n", "1:3: There is no direction `[wisper]`. Did you mean `[whisper]`?"),
        (
            "<voice name=\"fix\">Two.</voice>\n-> END\n",
            "1:1: There is no voice `fix` in the cast. Did you mean `fox`?",
        ),
        (
            "<voice name=\"crocodile\">Two.</voice>\n-> END\n",
            "1:1: There is no voice `crocodile` in the cast. Declare it at the top of the file: `# cast: crocodile = …`.",
        ),
        ("<emphasis>Two.\n-> END\n", "1:1: `emphasis` is never closed. Write `</emphasis>`."),
        (
            "Two. [slow]\n-> END\n",
            "1:6: No words follow `[slow]` in its paragraph. Put it before the words that it is for.",
        ),
        (
            "{1 > 0: <foo>Two.</foo>}\n-> END\n",
            "1:9: There is no tag `foo`. Its words are spoken as if it were not there; delete it.",
        ),
        (
            "* Wait [pause 2s] here.\n- -> END\n",
            "1:8: In a choice these brackets are ink's own, so this is no direction. Write `<break time=\"2s\"/>` or another tag, or put it on the next line.",
        ),
    ] {
        assert_eq!(fault(body), expected, "{body:?}");
    }
}

#[test]
fn the_outline_counts_words_and_not_markup() {
    let script = parsed("One <emphasis level=\"strong\">two</emphasis>. [pause 2s] <sub alias=\"a b c\">three</sub>.\n-> END\n").expect("a script");
    assert_eq!(script.outline().words, 3);
    assert_eq!(script.hearing(), 3);
}
