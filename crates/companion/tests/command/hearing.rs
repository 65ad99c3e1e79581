//! Recognition from a file.

use vesper_asr::fixture::{Fixture, write};

use crate::bench::{Bench, has_voice};

#[test]
fn without_a_model_it_is_told_which_to_get() {
    let bench = Bench::new();
    bench.file("a.wav", "not looked at");
    bench.run(&["hear", "a.wav"]).refused(&["no recogniser", "vesper models get", "--model"]);
    bench.run(&["hear", "a.wav", "--model", "no.bin"]).refused(&["no.bin", "vesper models get"]);
}

#[test]
fn a_model_that_is_none_is_refused_with_the_reason() {
    let bench = Bench::new();
    bench.file("a.wav", "not looked at");
    bench.file("garbage.bin", vec![0x5a; 10_000]);
    bench.file("empty.bin", "");
    for model in ["garbage.bin", "empty.bin"] {
        bench.run(&["hear", "a.wav", "--model", model]).refused(&[model]);
    }
    // One that breaks off in the middle.
    let whole = bench.path("model.bin");
    write(&whole, Fixture { multilingual: false, seed: 1 }).expect("a model");
    let bytes = std::fs::read(&whole).expect("a model");
    bench.file("half.bin", &bytes[..bytes.len() / 2]);
    bench.run(&["hear", "a.wav", "--model", "half.bin"]).refused(&["half.bin"]);
    bench.run(&["hear", "a.wav", "--model", "model.bin"]).refused(&["a.wav"]);
    bench.run(&["hear", "no.wav", "--model", "model.bin"]).refused(&["no.wav"]);
}

#[test]
fn what_is_heard_lies_within_the_file() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    write(&bench.path("model.bin"), Fixture { multilingual: false, seed: 1 }).expect("a model");
    bench.run(&["say", "Good evening to you all. The lamp is burning.", "--out", "said.flac"]).ok();
    let seconds = vesper_audio::read(bench.path("said.flac")).expect("a sound file").duration().as_secs_f64();
    let answer = bench.run(&["--json", "hear", "said.flac", "--model", "model.bin"]).ok();
    for value in answer.values() {
        assert_eq!(value["event"], "segment");
        let (from, to) = (value["from"].as_f64().expect("a time"), value["to"].as_f64().expect("a time"));
        assert!(0.0 <= from && from <= to && to <= seconds + 0.1, "{value} in {seconds} s");
        assert!(value["text"].is_string());
        assert!((0.0..=1.0).contains(&value["confidence"].as_f64().expect("a number")));
    }
}
