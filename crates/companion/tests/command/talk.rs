//! Being heard: in a conversation by voice, and in stories.

use vesper_asr::fixture::{Fixture, write};

use crate::bench::{Bench, has_voice};

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

#[test]
fn a_story_that_cannot_be_listened_to_is_not_begun() {
    let bench = Bench::new();
    for (more, word) in [(&[][..], "no recogniser"), (&["--recogniser", "no.bin"][..], "no.bin")] {
        let answer = bench.run(&[&["story", "salt-lamp", "--listen"], more].concat());
        assert_eq!(answer.code, Some(1), "{answer:?}");
        // Where there is no sound service, the system's sound library may have a word of its own before ours.
        assert!(answer.err.contains("vesper: ") && answer.err.contains(word), "{answer:?}");
        assert!(answer.err.contains("vesper models get") && !answer.out.contains("Salt Lamp"), "{answer:?}");
    }
    // How to listen is nothing without listening, and a file hears nobody.
    for alone in [&["story", "salt-lamp", "--push"][..], &["story", "salt-lamp", "--headphones"]] {
        assert_eq!(bench.run(alone).code, Some(2), "{alone:?}");
    }
    assert_eq!(bench.run(&["story", "salt-lamp", "--listen", "--out", "a.wav"]).code, Some(2));
}

#[test]
fn who_asks_for_help_in_a_story_is_told_what_can_be_said() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let mut told = bench.start(&["--json", "story", "salt-lamp"]);
    told.line();
    told.press("help");
    assert_eq!(told.until("obeyed")["command"], "help");
}

#[test]
fn without_a_microphone_the_story_is_told_all_the_same_and_says_why_nobody_is_heard() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    write(&bench.path("model.bin"), Fixture { multilingual: false, seed: 1 }).expect("a model");
    let mut told = bench.start(&["--json", "story", "salt-lamp", "--listen", "--recogniser", "model.bin"]);
    let (mut lines, mut failed) = (0, false);
    while let Some(value) = told.next() {
        lines += usize::from(value["event"] == "line");
        failed |= value["event"] == "error";
        if lines > 1 && failed {
            return;
        }
    }
    panic!("it ended after {lines} lines; told of the microphone: {failed}");
}
