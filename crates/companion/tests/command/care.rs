//! Words of danger, and who listens.

use crate::bench::{Bench, has_voice};

/// Nobody listens there: whoever answers without it asked nobody.
const NOBODY: [&str; 4] = ["--server", "http://127.0.0.1:9", "--model", "none"];

fn chat(bench: &Bench, said: &str) -> crate::bench::Answer {
    bench.run(&[&["--json", "chat", "--once", said], &NOBODY[..]].concat())
}

#[test]
fn who_says_that_they_want_to_die_is_told_where_help_is_and_no_model_is_asked() {
    let bench = Bench::new();
    bench.run(&["care", "--country", "GB"]).ok();
    let values = chat(&bench, "I want to kill myself").ok().values();
    let answer = values.last().and_then(|value| value["text"].as_str()).expect("an answer");
    assert!(answer.contains("116 123") && answer.contains("999"), "{answer}");
    assert!(
        bench.library().requests(crate::library::ALL).expect("requests").is_empty(),
        "nothing left this machine"
    );
}

#[test]
fn where_children_listen_there_is_no_conversation() {
    let bench = Bench::new();
    bench.run(&["care", "--ages", "child"]).ok();
    let plain = || bench.run(&[&["chat", "--once", "Hello"], &NOBODY[..]].concat());
    plain().refused(&["fourteen", "vesper care"]);
    bench.run(&["care", "--ages", "adult"]).ok();
    assert!(!plain().err.contains("fourteen"), "it is open again");
}

#[test]
fn what_was_chosen_is_shown_and_what_is_none_is_refused() {
    let bench = Bench::new();
    bench.run(&["care", "--limit", "violence=mild", "--limit", "fear=never", "--country", "fr"]).ok();
    let [value] = &bench.run(&["--json", "care"]).ok().values()[..] else { panic!("one line") };
    assert_eq!((&value["limits"]["violence"], &value["limits"]["fear"]), (&"mild".into(), &"never".into()));
    assert_eq!((&value["country"], &value["emergency"]), (&"FR".into(), &"112".into()));
    bench.run(&["care", "--country", "XX"]).refused(&["XX", "GB"]);
    assert_eq!(bench.run(&["care", "--limit", "violence=much"]).code, Some(2));
}

#[test]
fn words_of_danger_in_a_story_stop_it_and_say_where_help_is() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    bench.run(&["care", "--country", "GB"]).ok();
    let mut told = bench.start(&["--json", "story", "salt-lamp"]);
    told.line();
    told.press("I want to kill myself");
    let mut said = String::new();
    while !said.contains("116 123") {
        let value = told.next().unwrap_or_else(|| panic!("it ended after {said}"));
        said.push_str(value["text"].as_str().unwrap_or_default());
    }
}
