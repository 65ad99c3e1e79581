//! Texts with markup, as a listener hears them and as their author is told of them.

#![allow(clippy::expect_used, clippy::panic)]

mod faults;
mod hostile;
mod reading;
mod scripts;

use vesper_script::{Cue, Form, Marked, marked};
use vesper_speech::{Line, ReadAs, Traits, Voice};

fn read(text: &str, form: Form) -> Marked {
    let known =
        |name: &str| Voice { name: name.into(), traits: Traits::default(), chosen: Some(name.into()) };
    let voices = [Voice::narrator(), known("fox"), known("old bear")];
    marked("text", text, form, &Line::default(), &voices)
}

/// Every cue written down: who says what and, in braces, how; silences in milliseconds.
fn cues(text: &str) -> Vec<String> {
    read(text, Form::of(text)).cues.iter().map(write).collect()
}

fn write(cue: &Cue) -> String {
    match cue {
        Cue::Say(line) => said(line),
        Cue::Pause(length) => format!("{} ms", length.as_millis()),
        Cue::Bell => "bell".into(),
        other => panic!("no markup asks for {other:?}"),
    }
}

fn said(line: &Line) -> String {
    let usual = Line::default();
    let mut how: Vec<String> = Vec::new();
    if line.voice != usual.voice {
        how.push(line.voice.name.clone());
    }
    if line.style != usual.style {
        how.push(format!("{:?}", line.style).to_lowercase());
    }
    if line.pace != 1.0 {
        how.push(format!("x{:.2}", line.pace));
    }
    if line.pitch != 0.0 {
        how.push(format!("{:+.1}st", line.pitch));
    }
    if line.volume != 0.0 {
        how.push(format!("{:+.1}dB", line.volume));
    }
    if line.language != usual.language {
        how.push(line.language.clone());
    }
    for aloud in &line.aloud {
        let part = line.text.get(aloud.part.clone()).expect("a part of the text");
        how.push(match &aloud.how {
            ReadAs::Words(words) => format!("{part} = {words}"),
            kind => format!("{part} as {kind:?}").to_lowercase(),
        });
    }
    if how.is_empty() { line.text.clone() } else { format!("{} {{{}}}", line.text, how.join(", ")) }
}

/// What the author is told, without the name of the text.
fn faults(text: &str) -> Vec<String> {
    let faults = read(text, Form::of(text)).faults;
    faults.iter().map(|fault| fault.to_string().trim_start_matches("text:").to_owned()).collect()
}

fn understood(text: &str, expected: &[&str]) {
    assert_eq!(cues(text), expected, "{text:?}");
    assert_eq!(faults(text), [""; 0], "{text:?}");
}
