//! What stands in the way of a conversation by voice is told before a microphone opens.

use vesper_asr::fixture::{Fixture, write};

use crate::bench::Bench;

#[test]
fn without_a_recogniser_it_is_told_which_to_get() {
    let bench = Bench::new();
    bench.run(&["talk"]).refused(&["no recogniser", "vesper models get"]);
    bench.run(&["talk", "--recogniser", "no.bin"]).refused(&["no.bin", "vesper models get"]);
}

#[test]
fn without_somebody_to_answer_it_is_told_how_to_find_one() {
    let bench = Bench::new();
    write(&bench.path("model.bin"), Fixture { multilingual: false, seed: 1 }).expect("a model");
    let talk = |more: &[&str]| bench.run(&[&["talk", "--recogniser", "model.bin"], more].concat());
    talk(&["--model", "no.gguf"]).refused(&["no.gguf"]);
    talk(&["--server", "nowhere"]).refused(&["nowhere", "vesper models servers"]);
    talk(&["--voice", "nobody"]).refused(&["nobody"]);
}
