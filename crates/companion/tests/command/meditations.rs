//! Meditations from a sentence.

use serde_json::Value;
use vesper_audio::read;

use crate::bench::{Bench, has_voice};
use crate::chat::server::Server;

const SENTENCE: &str = "three minutes, I can't sleep, my shoulders are tight";

fn understood(values: &[Value]) -> &Value {
    values.iter().find(|value| value["event"] == "understood").expect("what was understood")
}

fn lines(values: &[Value]) -> Vec<&str> {
    let lines = values.iter().filter(|value| value["event"] == "line");
    lines.filter_map(|value| value["text"].as_str()).collect()
}

#[test]
fn a_sentence_becomes_a_meditation_that_lands_on_its_length() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let values = bench.run(&["--json", "meditate", SENTENCE, "--out", "m.wav"]).ok().values();
    let sound = read(bench.path("m.wav")).expect("a sound file");
    assert_eq!((sound.rate, sound.samples.len()), (48_000, 180 * 48_000));
    let said = understood(&values);
    assert_eq!(
        (&said["intent"], &said["minutes"], &said["bed"]),
        (&"sleep".into(), &3.into(), &"rain".into())
    );
    assert_eq!((&said["places"][0], &said["words"]), (&"shoulders".into(), &"authored".into()));
    assert_eq!(said["techniques"], serde_json::json!(["relaxation"]));
    assert!(lines(&values).iter().any(|line| line.contains("shoulders")), "{values:?}");
}

#[test]
fn flags_change_what_was_understood_and_a_name_is_still_a_name() {
    let bench = Bench::new();
    let flags = ["--minutes", "12", "--intent", "courage", "--bed", "none", "--out", "m.ink"];
    let answer = bench.run(&[&["meditate", SENTENCE][..], &flags].concat()).ok();
    assert!(answer.out.contains("Courage · 12 minutes · Sitting · Silence · "), "{answer:?}");
    let ink = std::fs::read_to_string(bench.path("m.ink")).expect("a script");
    assert!(ink.contains("usually 12\n") && ink.contains("# bed: none\n"), "{ink}");
    let french = bench.run(&["meditate", "dix minutes pour m'endormir", "--out", "m.ink"]).ok();
    assert!(french.out.contains("10 minutes"), "{french:?}");
    let ink = std::fs::read_to_string(bench.path("m.ink")).expect("a script");
    assert!(ink.contains("# language: fr\n"), "{ink}");
    bench
        .run(&["meditate", "sleep", "--bed", "fire", "--out", "m.wav"])
        .refused(&["meditations/sleep", "--bed"]);
    bench.run(&["meditate", "sleepy", "--out", "m.wav"]).refused(&["sleepy", "meditations/sleep"]);
}

#[test]
fn what_cannot_be_is_refused_and_who_is_in_danger_is_told_where_help_is() {
    let bench = Bench::new();
    bench.run(&["care", "--country", "GB", "--limit", "violence=never"]).ok();
    let meditate = |words: &[&str]| bench.run(&[&["meditate"], words, &["--out", "m.ink"]].concat());
    meditate(&["I want to kill myself"]).refused(&["116 123"]);
    meditate(&["a murder in a bar"]).refused(&["the wish", "vesper care"]);
    meditate(&[SENTENCE, "--minutes", "90"]).refused(&["3 to 45 minutes"]);
    meditate(&[SENTENCE, "--language", "tlh"]).refused(&["tlh", "fr"]);
    assert_eq!(meditate(&[SENTENCE, "--bed", "lava"]).code, Some(2));
    assert!(!bench.path("m.ink").exists());
}

#[test]
fn a_model_writes_every_phase_of_a_file_and_where_it_gives_out_the_authored_words_stay() {
    let (bench, server) = (Bench::new(), Server::new());
    let written = |model: &str| {
        let words =
            ["--json", "meditate", SENTENCE, "--out", "m.ink", "--server", &server.address, "--model"];
        let values = bench.run(&[&words[..], &[model]].concat()).ok().values();
        (values, std::fs::read_to_string(bench.path("m.ink")).expect("a script"))
    };
    let (values, ink) = written("guides");
    let phases: Vec<_> = values.iter().filter(|value| value["event"] == "written").collect();
    assert_eq!(understood(&values)["words"], "model");
    assert_eq!(Some(phases.len() as u64), phases.last().and_then(|last| last["of"].as_u64()));
    assert_eq!(ink.matches("=== phase_").count(), phases.len());
    assert!(ink.contains("roof 1 of street 0") && server.asked()[0][1].contains("shoulders"), "{ink}");
    let (values, ink) = written("busy");
    assert!(values.iter().any(|value| value["event"] == "notice"), "{values:?}");
    assert!(!ink.contains("roof") && ink.contains("shoulders"), "{ink}");
}

#[test]
fn a_model_writes_ahead_of_who_listens() {
    if !has_voice() {
        return;
    }
    let (bench, server) = (Bench::new(), Server::new());
    let who = ["--server", &server.address, "--model", "guides"];
    let mut led = bench.start(&[&["--json", "meditate", SENTENCE][..], &who].concat());
    let written = led.until("written");
    assert_eq!(written["phase"], 2, "the phase that is heard is left as it is");
    led.press("skip");
    while !led.until("line")["text"].as_str().unwrap_or_default().contains("roof") {}
}
