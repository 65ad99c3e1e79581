//! What is said without a script: the text, its markup, and the silences in it.

use std::io::Write;
use std::process::Stdio;

use vesper_audio::{Converted, read};
use vesper_speech::{Aloud, Line, ReadAs, Style, Synthesizer};

use crate::bench::{Bench, has_voice};
use crate::score::spoken;

/// Behind the last words.
const TAIL: usize = 9_600;
/// A quiet room is heard in silences; it never comes near a voice.
const ROOM: f32 = 0.008;

fn system() -> impl Synthesizer {
    Converted::new(Box::new(vesper_tts::System::open().expect("a voice"))).expect("a voice at 48 kHz")
}

fn line(text: &str) -> Line {
    Line { text: text.into(), ..Line::default() }
}

/// The file holds these lines and silences (in samples), each from its sample to its sample.
fn assert_holds(samples: &[f32], parts: &[(Line, usize)]) {
    let mut voice = system();
    let mut at = 0;
    for (line, silence) in parts {
        let wanted = spoken(&mut voice, line);
        assert!(wanted.len() > 4_800, "{:?} is hardly said", line.text);
        let heard = samples.get(at..at + wanted.len()).expect("the file is as long as its words");
        let off = heard.iter().zip(&wanted).map(|(heard, wanted)| (heard - wanted).abs()).fold(0.0, f32::max);
        assert!(off < ROOM, "{:?} is off by {off} at sample {at}", line.text);
        at += wanted.len();
        let quiet = samples.get(at..at + silence).expect("the file is as long as its silences");
        let loudest = quiet.iter().fold(0.0f32, |loudest, sample| loudest.max(sample.abs()));
        assert!(loudest < ROOM, "{loudest} in the silence behind {:?}", line.text);
        at += silence;
    }
    assert_eq!(samples.len(), at, "nothing follows");
}

#[test]
fn a_pause_lasts_to_the_sample() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    for (text, silence) in [
        ("<speak>One.<break time=\"1500ms\"/>Two.</speak>", 72_000),
        ("One. <break time='0.25s'/> Two.", 12_000),
        ("One. [pause 2s] Two.", 96_000),
        ("One.\nTwo.", 16_800),
    ] {
        bench.run(&["say", text, "-o", "s.flac"]).ok();
        let sound = read(bench.path("s.flac")).expect("a sound file");
        assert_eq!(sound.rate, 48_000);
        assert_holds(&sound.samples, &[(line("One."), silence), (line("Two."), TAIL)]);
    }
    bench.run(&["say", "One. [pause 3s]", "-o", "s.wav"]).ok();
    assert_holds(&read(bench.path("s.wav")).expect("a sound file").samples, &[(line("One."), 144_000)]);
}

#[test]
fn markup_reaches_the_voice() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let text = "[whisper] Come in. [/whisper] <prosody rate=\"-20%\" pitch=\"+2st\">This way.</prosody> \
                <sub alias=\"Doctor\">Dr</sub> Vale.";
    bench.run(&["say", text, "-o", "s.wav"]).ok();
    let sound = read(bench.path("s.wav")).expect("a sound file");
    let aloud = vec![Aloud { part: 0..2, how: ReadAs::Words("Doctor".into()) }];
    assert_holds(
        &sound.samples,
        &[
            (Line { style: Style::Whisper, ..line("Come in.") }, 16_800),
            // A third of a second, and longer for who speaks slowly.
            (Line { pace: 0.8, pitch: 2.0, ..line("This way.") }, 21_000),
            (Line { aloud, ..line("Dr Vale.") }, TAIL),
        ],
    );
}

#[test]
fn captions_are_the_text_without_its_markup() {
    let bench = Bench::new();
    let text = "<speak>It is <sub alias=\"Doctor\">Dr</sub> Vale &amp; son.<break time=\"100ms\"/></speak>";
    let values = bench.run(&["--json", "say", text]).ok().values();
    let told: Vec<&str> = values
        .iter()
        .filter(|value| value["event"] == "line")
        .filter_map(|value| value["text"].as_str())
        .collect();
    assert_eq!(told, ["It is Dr Vale & son."]);
}

#[test]
fn what_is_not_understood_is_told_and_spoken_by_nobody() {
    let bench = Bench::new();
    let text = "One <foo>two</foo>. [wisper] Three.";
    let answer = bench.run(&["say", text]).ok();
    assert!(answer.err.contains("vesper: text:1:5: There is no tag `foo`."), "{answer:?}");
    assert!(
        answer.err.contains("text:1:21: There is no direction `[wisper]`. Did you mean `[whisper]`?"),
        "{answer:?}"
    );
    assert!(answer.out.contains("One two. Three.") && !answer.out.contains("foo"), "{answer:?}");
    let values = bench.run(&["--json", "say", text]).ok().values();
    let notices: Vec<&str> = values
        .iter()
        .filter(|value| value["code"] == "markup")
        .filter_map(|value| value["text"].as_str())
        .collect();
    assert!(notices.len() == 2 && notices[0].starts_with("text:1:5: "), "{notices:?}");
    for nothing in ["<p></p>", "😀", "* * *"] {
        bench.run(&["say", nothing]).refused(&["nothing to say"]);
    }
    let answer = bench.run(&["say", "<voice name='nobody-at-all'>One.</voice>"]).ok();
    assert!(answer.err.contains("There is no voice `nobody-at-all` here."), "{answer:?}");
}

#[test]
fn a_document_from_a_pipe_is_read_as_one() {
    let bench = Bench::new();
    let said = |words: &[&str]| {
        let mut child = bench.command(words).stdin(Stdio::piped()).spawn().expect("it runs");
        let mut input = child.stdin.take().expect("its input");
        input.write_all(b"<p>One\ntwo.</p>").expect("it reads");
        drop(input);
        String::from_utf8(child.wait_with_output().expect("it ends").stdout).expect("words")
    };
    assert!(said(&["say", "--ssml", "-"]).contains("One two."));
    assert!(!said(&["say"]).contains("One two."));
}

#[test]
fn help_tells_what_a_text_can_hold() {
    let help = Bench::new().run(&["say", "--help"]).ok().out;
    for word in ["[pause 4s]", "[/whisper]", "<break time=\"1500ms\"/>", "-o two.flac", "say-as"] {
        assert!(help.contains(word), "{word} is not in {help}");
    }
}
