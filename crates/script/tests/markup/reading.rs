//! What is understood.

use vesper_script::{Cue, Form, marked, shown};
use vesper_speech::{Line, Style};

use crate::{cues, read, said, understood};

#[test]
fn silences_last_what_they_say() {
    for (text, millis) in [
        ("<break time=\"2s\"/>", 2000),
        ("<break time='250ms'/>", 250),
        ("<break time = \"1.5s\" ></break>", 1500),
        ("<break time=\"1m30s\"/>", 90_000),
        ("<break time=\"0s\"/>", 0),
        ("<break/>", 750),
        ("<break strength=\"none\"/>", 0),
        ("<break strength=\"x-weak\"/>", 250),
        ("<break strength=\"weak\"/>", 500),
        ("<break strength=\"medium\"/>", 750),
        ("<break strength=\"strong\"/>", 1000),
        ("<break strength=\"x-strong\"/>", 1250),
        ("[pause 4s]", 4000),
        ("[pause: 0.5s]", 500),
        ("[Pause 1m30s]", 90_000),
        ("[pause]", 1000),
    ] {
        understood(&format!("One. {text} Two."), &["One.", &format!("{millis} ms"), "Two."]);
    }
    understood("One. [pause 1s][pause 2s] [bell] Two.", &["One.", "1000 ms", "2000 ms", "bell", "Two."]);
    understood("[pause 2s]", &["2000 ms"]);
}

#[test]
fn silence_that_nobody_writes_is_between_lines_and_paragraphs() {
    understood("One.\nTwo.", &["One.", "350 ms", "Two."]);
    understood("One.\n\nTwo.\n", &["One.", "700 ms", "Two."]);
    understood("[slow] One.\nTwo.", &["One. {x0.85}", "411 ms", "Two."]);
    understood("One. <voice name=\"fox\">Two.</voice>", &["One.", "500 ms", "Two. {fox}"]);
    let document = "<speak><p>One.\n  Two.</p><p><s>Three</s><s>four</s></p></speak>";
    understood(document, &["One. Two.", "700 ms", "Three", "350 ms", "four"]);
    let long = "The rain went on over the roofs of the town. ".repeat(12);
    let seen = cues(&long);
    assert!(seen.len() > 3 && seen.iter().skip(1).step_by(2).all(|cue| cue == "350 ms"), "{seen:?}");
}

#[test]
fn prosody_and_emphasis_change_how_words_are_said() {
    for (tag, how) in [
        ("prosody rate=\"x-slow\"", "x0.70"),
        ("prosody rate=\"slow\"", "x0.85"),
        ("prosody rate=\"fast\"", "x1.15"),
        ("prosody rate=\"x-fast\"", "x1.35"),
        ("prosody rate=\"80%\"", "x0.80"),
        ("prosody rate=\"+20%\"", "x1.20"),
        ("prosody rate=\"-20%\"", "x0.80"),
        ("prosody rate=\"1.5\"", "x1.50"),
        ("prosody pitch=\"+2st\"", "+2.0st"),
        ("prosody pitch=\"-1.5st\"", "-1.5st"),
        ("prosody pitch=\"+10%\"", "+1.7st"),
        ("prosody pitch=\"x-low\"", "-4.0st"),
        ("prosody pitch=\"low\"", "-2.0st"),
        ("prosody pitch=\"high\"", "+2.0st"),
        ("prosody pitch=\"x-high\"", "+4.0st"),
        ("prosody volume=\"-6dB\"", "-6.0dB"),
        ("prosody volume=\"+3dB\"", "+3.0dB"),
        ("prosody volume=\"silent\"", "-40.0dB"),
        ("prosody volume=\"x-soft\"", "-12.0dB"),
        ("prosody volume=\"soft\"", "-6.0dB"),
        ("prosody volume=\"loud\"", "+3.0dB"),
        ("prosody volume=\"x-loud\"", "+6.0dB"),
        ("prosody rate=\"slow\" pitch=\"low\" volume=\"soft\"", "x0.85, -2.0st, -6.0dB"),
        ("emphasis", "x0.92, +1.5dB"),
        ("emphasis level=\"strong\"", "x0.85, +3.0dB"),
        ("emphasis level=\"moderate\"", "x0.92, +1.5dB"),
        ("emphasis level=\"reduced\"", "x1.08, -3.0dB"),
        ("mstts:express-as style=\"whispering\"", "whisper"),
        ("mstts:express-as style=\"gentle\"", "soft"),
        ("mstts:express-as style=\"cheerful\"", "bright"),
        ("mstts:express-as style=\"sad\"", "grave"),
        ("mstts:express-as style=\"shouting\"", "urgent"),
        ("voice name=\"fox\"", "fox"),
        ("voice name=\"old bear\"", "old bear"),
        ("voice gender=\"female\" age=\"70\"", "old woman"),
        ("voice gender=\"male\"", "man"),
        ("voice age=\"9\"", "child"),
        ("lang xml:lang=\"fr\"", "fr"),
    ] {
        let name = tag.split(' ').next().expect("a name");
        understood(
            &format!("<{tag}>One.</{name}> Two."),
            &[
                &format!("One. {{{how}}}"),
                if how.starts_with(['f', 'o', 'm', 'c']) && name == "voice" { "500 ms" } else { gap(how) },
                "Two.",
            ],
        );
    }
    for same in ["prosody rate=\"medium\"", "prosody pitch=\"default\"", "emphasis level=\"none\""] {
        let name = same.split(' ').next().expect("a name");
        understood(&format!("<{same}>One,</{name}> two."), &["One, two."]);
    }
}

/// A third of a second at the pace of a line that is said so.
fn gap(how: &str) -> &'static str {
    match how.split(',').next() {
        Some("x0.70") => "500 ms",
        Some("x0.80") => "437 ms",
        Some("x0.85") => "411 ms",
        Some("x0.92") => "380 ms",
        Some("x1.08") => "324 ms",
        Some("x1.15") => "304 ms",
        Some("x1.20") => "291 ms",
        Some("x1.35") => "259 ms",
        Some("x1.50") => "233 ms",
        _ => "350 ms",
    }
}

#[test]
fn a_sentence_that_changes_its_manner_keeps_its_words_and_marks() {
    understood(
        "Come <emphasis level=\"strong\">here</emphasis>, fox!",
        &["Come", "60 ms", "here, {x0.85, +3.0dB}", "160 ms", "fox!"],
    );
    understood(
        "un<emphasis level=\"reduced\">believ</emphasis>able",
        &["un", "0 ms", "believ {x1.08, -3.0dB}", "0 ms", "able"],
    );
    // Marks alone are never a line.
    understood(
        "“<voice name=\"fox\">Come in</voice>”, said the fox.",
        &["“Come in”, {fox}", "160 ms", "said the fox."],
    );
    understood("Wait<break time=\"1s\"/>.", &["Wait.", "1000 ms"]);
    understood("(<break time=\"1s\"/>Wait.)", &["1000 ms", "(Wait.)"]);
    understood("…\nYes.", &["…", "350 ms", "Yes."]);
}

#[test]
fn changes_lie_within_each_other() {
    understood(
        "<prosody rate=\"80%\" pitch=\"+2st\">One <prosody rate=\"-50%\" pitch=\"+3st\">two</prosody> three.</prosody>",
        &["One {x0.80, +2.0st}", "60 ms", "two {x0.50, +5.0st}", "60 ms", "three. {x0.80, +2.0st}"],
    );
    understood(
        "<voice name=\"fox\">[whisper] One. [/whisper] Two.</voice> Three.",
        &["One. {fox, whisper}", "350 ms", "Two. {fox}", "500 ms", "Three."],
    );
    // What an element holds goes on in the next paragraph, what a direction holds does not.
    understood(
        "<prosody pitch=\"high\">[whisper] One.\nTwo.</prosody>",
        &["One. {whisper, +2.0st}", "350 ms", "Two. {+2.0st}"],
    );
}

#[test]
fn directions_hold_to_their_end_or_to_that_of_the_paragraph() {
    understood("[whisper] One. Two.\nThree.", &["One. Two. {whisper}", "350 ms", "Three."]);
    for (word, how) in [
        ("whisper", "whisper"),
        ("soft", "soft"),
        ("bright", "bright"),
        ("grave", "grave"),
        ("urgent", "urgent"),
        ("slow", "x0.85"),
        ("slower", "x0.70"),
        ("quick", "x1.15"),
    ] {
        let seen = cues(&format!("One. [{word}] Two. [/{word}] Three."));
        assert_eq!(
            seen.iter().step_by(2).collect::<Vec<_>>(),
            ["One.", &format!("Two. {{{how}}}"), "Three."]
        );
    }
    understood("[slow] One [normal] two.", &["One {x0.85}", "60 ms", "two."]);
    understood("[whisper] One [plain] two.", &["One {whisper}", "60 ms", "two."]);
    understood(
        "[whisper] One, [soft] two, [/soft] three.",
        &["One, {whisper}", "160 ms", "two, {soft}", "160 ms", "three. {whisper}"],
    );
    understood(
        "[whisper] One, [slow] two, [/whisper] three.",
        &["One, {whisper}", "160 ms", "two, {whisper, x0.85}", "160 ms", "three. {x0.85}"],
    );
}

#[test]
fn a_part_of_a_line_is_read_otherwise_and_shown_as_it_is() {
    understood(
        "<sub alias=\"Doctor\">Dr</sub> Mirren, room <say-as interpret-as=\"characters\">B7</say-as>.",
        &["Dr Mirren, room B7. {Dr = Doctor, b7 as letters}"],
    );
    for (kind, how) in [
        ("characters", "letters"),
        ("spell-out", "letters"),
        ("cardinal", "cardinal"),
        ("number", "cardinal"),
        ("ordinal", "ordinal"),
        ("date", "date"),
        ("time", "time"),
        ("telephone", "telephone"),
    ] {
        understood(
            &format!("It is <say-as interpret-as=\"{kind}\"> 12 </say-as> now."),
            &[&format!("It is 12 now. {{12 as {how}}}")],
        );
    }
    understood("<sub alias=\"this &amp;\n that\">&lt;&amp;&gt;</sub>", &["<&> {<&> = this & that}"]);
    understood(
        "<emphasis><sub alias=\"one\">1</sub></emphasis> two",
        &["1 {x0.92, +1.5dB, 1 = one}", "60 ms", "two"],
    );
    // Where a long text is told in pieces, each part stays where it was.
    let long = format!(
        "{}Room <sub alias=\"seven\">7</sub> is dark. {}",
        "The rain went on. ".repeat(11),
        "So it stayed. ".repeat(12)
    );
    let lines: Vec<Line> = read(&long, Form::Text).cues.iter().filter_map(Cue::line).cloned().collect();
    assert!(lines.len() > 1);
    let line = lines.iter().find(|line| !line.aloud.is_empty()).expect("a line that is read otherwise");
    assert_eq!(line.text.get(line.aloud[0].part.clone()), Some("7"));
}

#[test]
fn what_is_no_markup_stays_text() {
    for text in [
        "a < b and c > d",
        "I <3 you & me",
        "x<y and z>w",
        "2 << 3 <= 4 <",
        "R&D; AT&T & co &",
        "[sic] and [1], [the] lamp, [a longer remark on it]",
        "He gave [slower horses] a rest [well]",
        "the [flower] and the [right] hand, [brave] and [gave]",
        "It was [slow down] or [soft music] there",
        "[Pauline] came",
        "[] [ ] [/] [/2] [pause",
        "C:\\[x] \\ \\n \\\\",
        "<https://example.org> <ada@example.org>",
        "a <- b -> c <> d",
        "100% <50 >49",
        "*stars* _lines_ `code` #4",
    ] {
        understood(text, &[text]);
        assert_eq!(shown(text, Form::of(text)), text);
    }
    understood(r"\[pause 2s] \<break/> \&lt; it", &["[pause 2s] <break/> &lt; it"]);
    understood("&lt;break/&gt; &quot;&apos;&#233;&#xE9;", &["<break/> \"'éé"]);
    understood("One <!-- <break time=\"9s\"/> --> two <![CDATA[<b> & ]]>three.", &["One two <b> & three."]);
    understood(
        "<?xml version=\"1.0\"?><!DOCTYPE speak SYSTEM \"s.dtd\"><speak version=\"1.1\" xmlns=\"x\" xmlns:mstts=\"y\" xml:lang=\"en-GB\">One.</speak>",
        &["One. {en-GB}"],
    );
}

#[test]
fn what_is_shown_is_what_is_said_without_the_markup() {
    let text = "Say  <emphasis>this</emphasis>, [whisper] and [/whisper]\n<sub alias=\"x y\">that</sub> &amp; so<break/>.";
    assert_eq!(shown(text, Form::of(text)), "Say this, and that & so.");
    let lines: Vec<String> =
        read(text, Form::Ssml).cues.iter().filter_map(Cue::line).map(|line| line.text.clone()).collect();
    assert_eq!(lines.join(" "), "Say this, and that & so.");
}

#[test]
fn out_of_range_is_as_far_as_it_goes() {
    assert_eq!(cues("<prosody rate='500%'>One</prosody>"), ["One {x2.00}"]);
    assert_eq!(cues("<prosody rate='-100%'>One</prosody>"), ["One {x0.50}"]);
    assert_eq!(cues("<prosody pitch='-100%'>One</prosody>"), ["One {-6.0st}"]);
    assert_eq!(cues("<prosody volume='-99dB'>One</prosody>"), ["One {-40.0dB}"]);
    assert_eq!(cues("One<break time='99999999s'/>two"), ["One", "600000 ms", "two"]);
    assert_eq!(cues("One<break time='999999999999999999999999s'/>two"), ["Onetwo"]);
}

#[test]
fn a_document_is_known_by_its_beginning() {
    for text in ["<speak>", " \n<speak version='1.1'>", "\u{feff}<?xml version='1.0'?>", "<speak/>"] {
        assert_eq!(Form::of(text), Form::Ssml, "{text:?}");
    }
    for text in ["", "speak", "<speaker>", "<p>One", "One <speak>"] {
        assert_eq!(Form::of(text), Form::Text, "{text:?}");
    }
    // Elsewhere the end of a line ends a paragraph.
    assert_eq!(cues("<speak>[whisper] One\ntwo.</speak>"), ["One two. {whisper}"]);
    assert_eq!(cues("[whisper] One\ntwo."), ["One {whisper}", "350 ms", "two."]);
}

#[test]
fn the_manner_of_the_command_is_where_the_text_begins() {
    let how = Line { style: Style::Grave, pace: 0.8, pitch: 1.0, ..Line::default() };
    let text = "One, [whisper] two, <prosody rate='+25%' pitch='+1st'>three.</prosody>";
    let read = marked("text", text, Form::Text, &how, &[]);
    let seen: Vec<String> = read.cues.iter().filter_map(Cue::line).map(said).collect();
    assert_eq!(
        seen,
        ["One, {grave, x0.80, +1.0st}", "two, {whisper, x0.80, +1.0st}", "three. {whisper, +2.0st}"]
    );
}
