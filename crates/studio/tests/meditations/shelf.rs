//! Which of the shipped meditations is performed where no model writes one.

use std::path::Path;

use vesper_script::{Header, Script};
use vesper_studio::meditation::{Prompts, shipped, understand};

use crate::performed::WRITER;

/// The headers of what ships, with their files' names.
fn shelf() -> Vec<(String, Header)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/meditations");
    let mut shelf: Vec<(String, Header)> = std::fs::read_dir(folder)
        .expect("what ships")
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let script = Script::parse(&name, &text, &|_| None).unwrap_or_else(|faults| panic!("{faults}"));
            (name, script.header().clone())
        })
        .collect();
    shelf.sort_by(|a, b| a.0.cmp(&b.0));
    shelf
}

#[test]
fn the_nearest_one_is_found_by_what_it_is_for_its_technique_and_its_words() {
    let shelf = shelf();
    let headers: Vec<&Header> = shelf.iter().map(|(_, header)| header).collect();
    let prompts = Prompts::shipped().unwrap();
    for (text, name, minutes) in [
        ("eight minutes, I can't sleep, my shoulders are tight", "sleep", 8),
        ("a body scan, twenty minutes", "body-scan", 20),
        ("box breathing before I start", "box-breathing", 8),
        ("I want to be kinder, loving-kindness, ten minutes", "loving-kindness", 10),
        ("I have to face a hard conversation with my boss", "hard-conversation", 6),
        ("while I walk, fifteen minutes", "walking", 15),
        ("my thoughts are racing, let me watch my thoughts", "noticing-thoughts", 8),
        ("a short pause in the middle of the day, three minutes", "breathing-space", 3),
        ("an hour of sleep", "sleep", 30),
    ] {
        let understood = understand(text, None, &prompts).unwrap();
        let found = shipped(&understood, &headers, &prompts).unwrap().unwrap();
        assert_eq!((shelf[found.script].0.as_str(), found.minutes), (name, minutes), "{text:?}");
    }
}

#[test]
fn none_is_found_in_a_language_in_which_none_ships_and_authored_words_are_there() {
    let shelf = shelf();
    let headers: Vec<&Header> = shelf.iter().map(|(_, header)| header).collect();
    let prompts = Prompts::shipped().unwrap();
    let french = understand("je voudrais dormir", None, &prompts).unwrap();
    assert_eq!(shipped(&french, &headers, &prompts).unwrap(), None);
    assert_eq!(shipped(&understand("sleep", None, &prompts).unwrap(), &[], &prompts).unwrap(), None);
    assert!(WRITER.author(&french.wish).unwrap().ink(&prompts).unwrap().contains("Bonne nuit."));
}
