//! Voices made from recordings: the consent, the voice, and the mark in everything it speaks into.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;
use vesper_audio::{AudioFile, Tags};
use vesper_speech::AudioSink;

use super::shop::{Files, Shop};
use super::{notices, samples};
use crate::bench::has_voice;

const STATEMENT: &str = "Ada Lovelace has agreed to this imitation of their voice.";
const MARK: &str = "Contains a synthetic imitation of Ada Lovelace's voice, made with consent given on ";

/// Writes `seconds` of something like a voice.
fn recording(shop: &Shop, name: &str, seconds: usize, loud: f32) {
    let mut file = AudioFile::create(shop.bench.path(name), Tags::default()).expect("a file");
    let hum = |n: usize| loud * (n as f32 * 0.02).sin() * (n as f32 * 0.000_3).sin();
    let samples: Vec<f32> = (0..seconds * 48_000).map(hum).collect();
    assert_eq!(file.write(&samples), samples.len());
    file.finish().expect("a file");
}

fn add<'a>(name: &'a str, recording: &'a str, consent: &'a str) -> Vec<&'a str> {
    vec!["--json", "voices", "add", name, recording, "--speaker", "Ada Lovelace", "--consent", consent]
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn without_the_gated_weights_it_is_said_what_is_missing_and_how_to_get_it() {
    for files in [Files::None, Files::Whole] {
        let shop = Shop::with(files);
        recording(&shop, "ada.wav", 3, 0.5);
        let words = ["voices", "add", "ada", "ada.wav", "--speaker", "Ada", "--consent", "x"];
        shop.run(&words).refused(&[
            "Pocket TTS, English, with voice cloning",
            "is not on this machine",
            "Kyutai asks for consent on its page first",
            "https://huggingface.co/kyutai/pocket-tts",
            "HF_TOKEN",
            "vesper models get pocket-english-cloning",
        ]);
        assert!(!shop.bench.home().join("voices").exists());
    }
}

#[test]
fn nothing_is_made_without_the_exact_statement_or_from_a_recording_that_is_none() {
    let shop = Shop::with(Files::Cloning);
    recording(&shop, "ada.wav", 3, 0.5);
    recording(&shop, "long.flac", 61, 0.5);
    recording(&shop, "short.wav", 1, 0.5);
    recording(&shop, "silent.wav", 3, 0.000_1);
    shop.bench.file("text.wav", "no sound at all");
    let refused = |words: &[&str], told: &[&str]| {
        let answer = shop.run(words);
        assert_eq!(answer.code, Some(1), "{answer:?}");
        let error = answer.values().pop().expect("an error");
        told.iter()
            .for_each(|word| assert!(error["text"].as_str().is_some_and(|it| it.contains(word)), "{error}"));
    };
    for consent in ["", "yes", "Bo has agreed to this imitation of their voice."] {
        refused(&add("ada", "ada.wav", consent), &["the consent", STATEMENT]);
    }
    refused(&add("ada", "none.wav", STATEMENT), &["none.wav", "is not there"]);
    refused(&add("ada", "text.wav", STATEMENT), &["text.wav"]);
    refused(&add("ada", "long.flac", STATEMENT), &["long.flac", "60 seconds"]);
    refused(&add("ada", "short.wav", STATEMENT), &["1.0 seconds", "2 to 60 seconds"]);
    refused(&add("ada", "silent.wav", STATEMENT), &["silent.wav", "nothing is heard"]);
    for name in ["../ada", "Ada", "anna", "a/b"] {
        refused(&add(name, "ada.wav", STATEMENT), &[if name == "anna" { "is there already" } else { "a-z" }]);
    }
    refused(&["--json", "voices", "add", "ada", "ada.wav"], &["--speaker", "--consent"]);
    assert!(!shop.bench.home().join("voices").exists());
}

#[test]
fn a_voice_is_made_chosen_marked_in_every_format_and_removed() {
    let shop = Shop::with(Files::Cloning);
    recording(&shop, "ada.flac", 4, 0.5);
    let made = shop.run(&add("ada", "ada.flac", STATEMENT)).ok().values();
    let steps: Vec<&Value> = made.iter().filter(|it| it["event"] == "step").map(|it| &it["step"]).collect();
    assert_eq!(steps, ["reading", "opening", "listening", "keeping"]);
    let voice = made.last().expect("a voice");
    assert_eq!((&voice["event"], &voice["id"]), (&"voice".into(), &"pocket-english/ada".into()));
    assert_eq!(voice["cloned"]["speaker"], "Ada Lovelace");
    assert_eq!(voice["cloned"]["statement"], STATEMENT);
    assert!(voice["cloned"]["recording"].as_str().is_some_and(|sum| sum.len() == 64), "{voice}");
    // The consent stands in the voice's own file, and in the library.
    let file = shop.bench.home().join("voices/pocket-english/ada.safetensors");
    let consent = vesper_tts::voice_origin(&file).expect("a voice").expect("a consent");
    assert_eq!((consent.speaker.as_str(), consent.statement.as_str()), ("Ada Lovelace", STATEMENT));
    let kept =
        shop.bench.library().setting("consent/pocket-english/ada").expect("a library").expect("a record");
    assert_eq!(kept["recording"], consent.recording.as_str());
    let list = shop.run(&["voices"]).ok().out;
    assert!(list.contains("cloned from Ada Lovelace, with consent given on"), "{list}");
    shop.run(&["voices", "add", "ada", "ada.flac", "--speaker", "Ada Lovelace", "--consent", STATEMENT])
        .refused(&["is there already", "vesper voices remove"]);

    for ending in ["wav", "flac", "opus", "ogg"] {
        let (cloned, plain) = (format!("cloned.{ending}"), format!("plain.{ending}"));
        let say =
            |voice: &str, out: &str| shop.run(&["say", "Good night.", "--voice", voice, "--out", out]).ok();
        say("pocket-english/ada", &cloned);
        say("pocket-english/anna", &plain);
        let bytes = |name: &str| std::fs::read(shop.bench.path(name)).expect("a file");
        assert!(holds(&bytes(&cloned), &format!("{MARK}{}.", consent.given)), "{ending}");
        assert!(!holds(&bytes(&plain), "synthetic imitation"), "{ending}: anna was nobody's imitation");
        assert!(samples(&shop.bench.path(&cloned)) != samples(&shop.bench.path(&plain)));
    }
    // Nobody is cast with somebody's voice unasked.
    shop.run(&["say", "Good night.", "--out", "unasked.wav"]).ok();
    assert!(!holds(&std::fs::read(shop.bench.path("unasked.wav")).expect("a file"), "synthetic imitation"));

    shop.run(&["voices", "remove", "ada"]).refused(&["--yes"]);
    shop.run(&["voices", "remove", "anna", "--yes"]).refused(&["anna"]);
    shop.run(&["voices", "remove", "pocket-english/anna", "--yes"]).refused(&["none that was made here"]);
    shop.run(&["voices", "remove", "ada", "--yes"]).ok();
    assert!(!file.exists());
    assert_eq!(shop.bench.library().setting("consent/pocket-english/ada").expect("a library"), None);
}

/// Where the model gives out, nobody is imitated, and the file does not say so.
#[test]
fn a_file_is_not_marked_with_a_voice_that_did_not_speak() {
    if !has_voice() {
        return;
    }
    let shop = Shop::with(Files::Cloning);
    recording(&shop, "ada.wav", 3, 0.5);
    shop.run(&add("ada", "ada.wav", STATEMENT)).ok();
    let weights = shop.models().join("pocket-english/model.safetensors");
    std::fs::write(weights, "no weights").expect("a file");
    let words = ["--json", "say", "Good night.", "--voice", "pocket-english/ada", "--out", "s.wav"];
    let values = shop.run(&words).ok().values();
    assert_eq!(notices(&values).len(), 1, "{values:?}");
    assert!(!holds(&std::fs::read(shop.bench.path("s.wav")).expect("a file"), "synthetic imitation"));
}

#[test]
fn who_is_asked_for_consent_on_a_pipe_is_told_how_to_give_it() {
    let shop = Shop::with(Files::Cloning);
    recording(&shop, "ada.wav", 3, 0.5);
    let mut child =
        shop.command(&["voices", "add", "ada", "ada.wav"]).stdin(Stdio::piped()).spawn().expect("it runs");
    // It may have ended before it reads.
    child.stdin.take().map(|mut keys| writeln!(keys, "Ada Lovelace\n{STATEMENT}")).expect("its input").ok();
    let answer = child.wait_with_output().expect("it ends");
    assert_eq!(answer.status.code(), Some(1));
    let told = String::from_utf8_lossy(&answer.stderr).into_owned();
    assert!(told.contains("--consent \"NAME has agreed to this imitation of their voice.\""), "{told}");
    assert!(!shop.bench.home().join("voices").exists());
}
