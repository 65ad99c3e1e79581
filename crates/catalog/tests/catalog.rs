//! The list of models: what it refuses, what it finds, and the one that ships.

#![allow(clippy::panic, reason = "helpers of tests may panic")]

use std::collections::BTreeSet;

use vesper_catalog::{Catalog, Role};
use vesper_speech::Kind;

const ONE: &str = r#"
[licence.mit]
name = "MIT"
link = "https://example.org/mit"
commercial = true

[[model]]
id = "ear"
name = "Ear"
role = "recogniser"
about = "Hears."
repository = "maker/ear"
revision = "0123456789abcdef0123456789abcdef01234567"
licence = "mit"
languages = ["en", "pt-BR"]
memory = 1_000
rank = 1
files = [{ name = "ear/ear.bin", size = 5 }]
"#;

fn refusal(text: &str) -> String {
    match Catalog::parse("list.toml", text) {
        Ok(_) => panic!("was taken:\n{text}"),
        Err(error) => {
            assert_eq!(error.kind, Kind::BadFile);
            assert_eq!(error.subject, "list.toml");
            error.to_string()
        }
    }
}

#[test]
fn a_sound_list_is_read() {
    let catalog = Catalog::parse("list.toml", ONE).unwrap();
    let ear = catalog.get("ear").unwrap();
    assert_eq!(ear.role, Role::Recogniser);
    assert_eq!(ear.files[0].name, "ear/ear.bin");
    assert_eq!(ear.files[0].size, Some(5));
    assert!(ear.files[0].sha256.is_none());
    assert!(ear.licence.commercial && !ear.licence.gated);
    assert_eq!(ear.languages, ["en", "pt-BR"]);
}

#[test]
fn every_hostile_change_is_refused_with_the_models_id() {
    let changes = [
        ("\"ear/ear.bin\"", "\"../ear.bin\"", "plain path"),
        ("\"ear/ear.bin\"", "\"/ear.bin\"", "plain path"),
        ("\"ear/ear.bin\"", "\"ear//ear.bin\"", "plain path"),
        ("\"ear/ear.bin\"", "\"ear/./ear.bin\"", "plain path"),
        ("\"ear/ear.bin\"", "\"ear/.hidden\"", "plain path"),
        ("\"ear/ear.bin\"", "\"C:ear.bin\"", "characters"),
        ("\"ear/ear.bin\"", "'ear\\ear.bin'", "characters"),
        ("\"ear/ear.bin\"", "\"ear\\u0000.bin\"", "characters"),
        ("\"ear/ear.bin\"", "\"ear\\u202e.bin\"", "characters"),
        ("\"ear/ear.bin\"", "\"ear/COM1.bin\"", "kept for something else"),
        ("\"ear/ear.bin\"", "\"Lock.toml\"", "kept for something else"),
        ("\"ear/ear.bin\"", "\"ear.bin.part\"", "kept for something else"),
        ("\"ear/ear.bin\"", "\"a/b/c/d/e/f/g/h/i\"", "folders"),
        ("size = 5 }", "size = 5 }, { name = \"EAR/ear.bin\" }", "same name"),
        ("size = 5 }", "size = 5 }, { name = \"ear\" }", "a file and a folder"),
        ("size = 5", "size = 9_000_000_000_000_000", "4 TiB"),
        ("size = 5", "size = 0", "1 byte"),
        ("size = 5", "size = -5", "invalid value"),
        ("size = 5", "sha256 = \"xyz\"", "SHA-256"),
        ("size = 5", "path = \"x\"", "unknown field"),
        ("files = [{ name = \"ear/ear.bin\", size = 5 }]", "files = []", "1 to 500 files"),
        ("memory = 1_000", "memory = 0", "memory"),
        ("rank = 1", "rank = 9999", "rank"),
        ("recogniser", "oracle", "no role"),
        ("licence = \"mit\"", "licence = \"gpl\"", "not in the list"),
        ("maker/ear", "maker/ear/more", "owner/name"),
        ("maker/ear", "../ear", "owner/name"),
        ("0123456789abcdef0123456789abcdef01234567", "main", "commit"),
        ("0123456789abcdef0123456789abcdef01234567", "0123456789ABCDEF0123456789ABCDEF01234567", "commit"),
        ("\"pt-BR\"", "\"pt_BR\"", "language"),
        ("rank = 1", "rank = 1\nneeds = [\"nose\"]", "not listed"),
        ("rank = 1", "rank = 1\nneeds = [\"ear\"]", "needs"),
        ("\"Hears.\"", "\"Hears\\u001b[2J\"", "control"),
    ];
    for (from, to, why) in changes {
        let refusal = refusal(&ONE.replace(from, to));
        assert!(refusal.contains(why), "{to}: {refusal}");
        assert!(refusal.contains("ear"), "{to}: {refusal}");
        assert!(!refusal.contains(['\u{1b}', '\0', '\u{202e}']), "{refusal:?}");
    }
    for id in ["", "Ear", "e r", "../ear", "ear.", "-ear", "nul", "aux.x", &"e".repeat(65)] {
        refusal(&ONE.replace("id = \"ear\"", &format!("id = \"{id}\"")));
    }
    for link in
        ["http://example.org/mit", "file:///etc/passwd", "https://example.org", "https://a/\\\" onclick"]
    {
        refusal(&ONE.replace("https://example.org/mit", link));
    }
    let twice = ONE.split_once("[[model]]").unwrap().1;
    assert!(refusal(&format!("{ONE}\n[[model]]{twice}")).contains("twice"));
    assert!(refusal(&format!("{ONE}#{}", "x".repeat(1 << 20))).contains("1 MB"));
    assert!(refusal(&"[".repeat(100_000)).contains("cannot be used"));
}

#[test]
fn a_model_is_found_by_the_beginning_of_its_name_and_near_misses_are_named() {
    let catalog = Catalog::shipped().unwrap();
    assert_eq!(catalog.find("phonon-31m-en").unwrap().id, "phonon-31m-en");
    assert_eq!(catalog.find(" Whisper-Base-Q5_1 ").unwrap().id, "whisper-base-q5_1");
    assert_eq!(catalog.find("phonon-3").unwrap().id, "phonon-31m-en");

    let several = catalog.find("whisper-base").unwrap_err();
    assert_eq!(several.kind, Kind::BadRequest);
    assert!(several.advice.contains("whisper-base-q5_1"), "{several}");
    let mistyped = catalog.find("wisper-base-q5_1").unwrap_err();
    assert!(mistyped.advice.contains("whisper-base-q5_1"), "{mistyped}");
    let part = catalog.find("30b").unwrap_err();
    assert!(part.advice.contains("qwen3-30b-a3b-instruct-2507-q4_k_m"), "{part}");
    for nonsense in ["", "zzzzzzzzzzzz", &"x".repeat(100_000), "\u{1b}[31m"] {
        let error = catalog.find(nonsense).unwrap_err().to_string();
        assert!(error.len() < 400 && !error.contains('\u{1b}'), "{error}");
    }
}

#[test]
fn the_shipped_list_keeps_its_own_rules() {
    let catalog = Catalog::shipped().unwrap();
    let said: u64 = catalog.models().iter().flat_map(|model| &model.files).filter_map(|file| file.size).sum();
    assert!(said > 40_000_000_000, "few sizes are known: {said}");
    for model in catalog.models() {
        let id = &model.id;
        assert!(model.about.ends_with('.'), "{id}: `about` is a sentence");
        assert!(model.licence.link.starts_with("https://"), "{id}");
        assert!(model.revision.is_some(), "{id}: every repository here has a source that pins it");
        assert_eq!(
            model.files.len(),
            model.files.iter().map(|file| &file.name).collect::<BTreeSet<_>>().len()
        );
        let size: u64 = model.files.iter().filter_map(|file| file.size).sum();
        assert!(model.memory >= size, "{id} takes less memory than its files have bytes");
        assert!(model.active.is_none_or(|active| active < size), "{id}: active is a part of the file");
        if model.role == Role::Voice {
            assert!(!model.needs.is_empty() && model.languages.len() == 1, "{id}");
        }
    }
    for role in [Role::Recogniser, Role::Voice, Role::VoicePrompt, Role::Chat] {
        let best = catalog.of(role).max_by_key(|model| model.rank).unwrap();
        assert!(best.licence.commercial && !best.licence.gated, "{} is proposed first", best.id);
        let common = catalog.of(role).filter(|model| model.licence.commercial && !model.licence.gated);
        let least = common.map(|model| model.rank).min().unwrap();
        for model in catalog.of(role).filter(|model| !model.licence.commercial || model.licence.gated) {
            assert!(model.rank < least, "{} ranks above a model for everybody", model.id);
        }
    }
    assert!(catalog.models().iter().any(|model| !model.licence.commercial), "none is marked");
}

/// What a list for a voice companion cannot do without.
#[test]
fn the_shipped_list_has_what_people_ask_for() {
    let catalog = Catalog::shipped().unwrap();
    let mut ids =
        vec!["phonon-31m-en", "phonon-voices", "pocket-english-cloning", "whisper-large-v3-turbo-q5_0"];
    ids.extend([
        "whisper-tiny-q5_1",
        "whisper-base-q8_0",
        "whisper-small.en-q5_1",
        "qwen3-0.6b-q8_0",
        "qwen3-1.7b-q4_k_m",
    ]);
    ids.extend(["qwen3-4b-instruct-2507-q4_k_m", "qwen3-8b-q4_k_m", "qwen3-30b-a3b-instruct-2507-q4_k_m"]);
    ids.extend(["gemma-3-4b-it-q4_k_m", "gemma-3-12b-it-q4_k_m", "llama-3.2-3b-instruct-q4_k_m"]);
    for id in ids {
        assert!(catalog.get(id).is_some(), "{id}");
    }
    for language in ["english", "french", "german", "italian", "spanish", "portuguese", "dutch"] {
        for layers in ["", "-24l"] {
            let voice = catalog.get(&format!("pocket-{language}{layers}")).unwrap();
            let prompts = catalog.get(&voice.needs[0]).unwrap();
            assert!(prompts.files.len() > 10, "{}", prompts.id);
            let unfree = |name: &str| name.contains("/jean.") || name.contains("/cosette.");
            assert!(!prompts.files.iter().any(|file| unfree(&file.name)), "{}", prompts.id);
        }
    }
    let mixture = catalog.get("qwen3-30b-a3b-instruct-2507-q4_k_m").unwrap();
    assert!(mixture.active.unwrap() * 8 < mixture.files[0].size.unwrap());
}
