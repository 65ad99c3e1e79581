//! What people say, and whether it is taken for what it means.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test ends where it fails, and prints what it measured"
)]

mod told;

use vesper_studio::care::{Crisis, During, alarm};

const ENGLISH: &str = include_str!("en.txt");
const FRENCH: &str = include_str!("fr.txt");

/// A sentence, and what is meant by it; none is harmless.
struct Said {
    meant: Option<Crisis>,
    text: &'static str,
}

fn corpus(text: &'static str) -> Vec<Said> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let said = |line: &'static str| {
        let (label, text) = line.split_once(": ").expect("a label");
        let meant = Crisis::ALL.into_iter().find(|crisis| crisis.name() == label);
        assert!(meant.is_some() || label == "harmless", "{line}");
        Said { meant, text }
    };
    lines.map(said).collect()
}

/// Recall of what is explicit and false alarms on what is harmless, printed and held to what was promised.
fn measure(language: &str, text: &'static str) {
    let corpus = corpus(text);
    let (explicit, harmless): (Vec<&Said>, Vec<&Said>) = corpus.iter().partition(|said| said.meant.is_some());
    let heard = |said: &&Said| alarm(said.text, During::Talk).is_some();
    let missed: Vec<&str> = explicit.iter().filter(|said| !heard(said)).map(|said| said.text).collect();
    let false_alarms: Vec<&str> = harmless.iter().filter(|said| heard(said)).map(|said| said.text).collect();
    let right_kind = explicit
        .iter()
        .filter(|said| alarm(said.text, During::Talk).map(|alarm| alarm.crisis) == said.meant)
        .count();
    let found = explicit.len() - missed.len();
    println!(
        "{language}: {} explicit, recall {:.3}, of the right kind {:.3}; {} harmless, false alarms {:.3}; precision {:.3}",
        explicit.len(),
        found as f64 / explicit.len() as f64,
        right_kind as f64 / explicit.len() as f64,
        harmless.len(),
        false_alarms.len() as f64 / harmless.len() as f64,
        found as f64 / (found + false_alarms.len()) as f64,
    );
    for text in &false_alarms {
        println!("  false alarm: {text}");
    }
    assert!(explicit.len() >= 200 && harmless.len() >= 200, "a corpus that says something");
    assert!(missed.is_empty(), "{language}: not heard: {missed:#?}");
    assert!(false_alarms.len() * 50 <= harmless.len(), "{language}: false alarms: {false_alarms:#?}");
    assert!(right_kind * 20 >= explicit.len() * 19, "{language}: the wrong kind too often");
}

#[test]
fn what_is_said_outright_in_english_is_heard_and_what_only_sounds_like_it_is_not() {
    measure("English", ENGLISH);
}

#[test]
fn what_is_said_outright_in_french_is_heard_and_what_only_sounds_like_it_is_not() {
    measure("French", FRENCH);
}

#[test]
fn a_recogniser_writes_without_marks_or_capitals_and_with_them_and_it_makes_no_difference() {
    for said in corpus(ENGLISH).iter().chain(&corpus(FRENCH)).filter(|said| said.meant.is_some()) {
        let bare: String =
            said.text.to_lowercase().replace(['’', '\''], "'").replace(['.', ',', '?', '!'], "");
        let shouted = format!("{}!!!", said.text.to_uppercase());
        let among = format!("Hello. {}. Thank you.", said.text.trim_end_matches(['.', '?']));
        for text in [bare, shouted, among] {
            assert!(alarm(&text, During::Talk).is_some(), "{text}");
        }
    }
}

#[test]
fn in_a_story_the_listener_may_be_wounded_but_not_want_to_die() {
    for text in
        ["I jump off the bridge", "Call an ambulance", "I am bleeding badly", "The knight is not breathing"]
    {
        assert_eq!(alarm(text, During::Story), None, "{text}");
    }
    for text in ["Stop. I want to kill myself", "my dad hits me every night", "je veux mourir"] {
        assert!(alarm(text, During::Story).is_some(), "{text}");
    }
}

#[test]
fn what_nobody_wrote_for_people_ends_in_time() {
    let endless = "i want to i want to my dad said he ".repeat(20_000);
    let odd = "\u{200b}\u{300}'\"«“".repeat(10_000);
    for text in [endless.as_str(), odd.as_str(), "", "\0", "i", "'"] {
        assert_eq!(alarm(text, During::Talk), None);
    }
    let hidden = "I w\u{200b}ant to ki\u{ad}ll mys\u{2060}elf";
    assert!(alarm(hidden, During::Talk).is_some());
}
