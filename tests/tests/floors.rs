//! The house has floors: an arrow between two crates goes down, and what is foreign stays in its room.
#![allow(clippy::unwrap_used, reason = "a checkout that cannot be read ends the test")]

use std::path::Path;

use cargo_metadata::{Metadata, MetadataCommand};

const SPEECH: u8 = 0;
const SCRIPT: u8 = 1;
const ENGINES: u8 = 2;
const PERFORMANCE: u8 = 3;
const COMPANION: u8 = 4;
const SHELLS: u8 = 5;

/// Every member of the workspace and the floor it stands on.
const FLOORS: [(&str, u8); 16] = [
    ("vesper-speech", SPEECH),
    ("vesper-script", SCRIPT),
    ("vesper-weights", SCRIPT),
    ("vesper-card", SCRIPT),
    ("vesper-audio", ENGINES),
    ("vesper-asr", ENGINES),
    ("vesper-tts", ENGINES),
    ("vesper-chat", ENGINES),
    ("vesper-catalog", ENGINES),
    ("vesper-library", ENGINES),
    ("vesper-session", PERFORMANCE),
    ("vesper-studio", PERFORMANCE),
    ("vesper", COMPANION),
    ("vesper-desktop", SHELLS),
    ("vesper-tests", SHELLS),
    ("xtask", SHELLS),
];

/// Crates that only some rooms may name, so that each can be exchanged in one place.
const KEPT: [(&[&str], &[&str]); 12] = [
    (&["tauri", "tauri-build", "tauri-specta", "specta", "specta-typescript"], &["vesper-desktop"]),
    (&["tokio"], &["vesper-session", "vesper", "vesper-desktop"]),
    (
        &["cpal", "rodio", "rubato", "symphonia", "flacenc", "ogg", "opus", "sonora-aec3", "sonora-ns"],
        &["vesper-audio"],
    ),
    (&["whisper-rs", "earshot"], &["vesper-asr"]),
    (&["bladeink", "bladeink-compiler"], &["vesper-script"]),
    (&["candle-core"], &["vesper-tts", "vesper-chat", "vesper-card"]),
    (&["candle-nn", "candle-transformers", "tokenizers"], &["vesper-tts", "vesper-chat"]),
    (&["llguidance", "minijinja"], &["vesper-chat"]),
    (&["rusqlite"], &["vesper-library"]),
    (
        &[
            "feed-rs",
            "dom_smoothie",
            "dom_query",
            "quick-xml",
            "icalendar",
            "rrule",
            "encoding_rs",
            "flate2",
            "url",
        ],
        &["vesper-studio"],
    ),
    // Nothing leaves this machine unasked, and what was asked for leaves in three places: a download, a chat model on a
    // server that the listener named, and the feeds that they chose.
    (&["ureq"], &["vesper-catalog", "vesper-chat", "vesper-studio"]),
    (&["reqwest", "hyper", "axum", "isahc", "curl", "attohttpc", "hf-hub"], &[]),
];

/// `from` names `to` among its dependencies, whether to build, to run or to test.
struct Arrow {
    from: String,
    to: String,
}

fn metadata() -> Metadata {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
    MetadataCommand::new().manifest_path(manifest).no_deps().exec().unwrap()
}

fn arrows(metadata: &Metadata) -> Vec<Arrow> {
    let of = |package: &cargo_metadata::Package| {
        let from = package.name.to_string();
        let to = package.dependencies.iter().map(|dependency| dependency.name.clone());
        // A crate may name itself, to give its own tests what it gives nobody else.
        to.filter(|to| *to != from).map(|to| Arrow { from: from.clone(), to }).collect::<Vec<_>>()
    };
    metadata.packages.iter().flat_map(of).collect()
}

fn floor(name: &str) -> Option<u8> {
    FLOORS.iter().find(|(member, _)| *member == name).map(|(_, floor)| *floor)
}

/// What is wrong with an arrow, if anything is.
fn fault(arrow: &Arrow) -> Option<String> {
    let Arrow { from, to } = arrow;
    let fault = match (floor(from)?, floor(to)) {
        (_, None) => {
            let (_, rooms) = KEPT.iter().find(|(names, _)| names.contains(&to.as_str()))?;
            if rooms.contains(&from.as_str()) {
                return None;
            }
            format!("only {rooms:?} may name it")
        }
        (from, Some(to)) if to >= from => "that is not a floor below".to_owned(),
        (ENGINES, Some(_)) if to == "vesper-script" => "an engine knows nothing of scripts".to_owned(),
        _ => return None,
    };
    Some(format!("{from} -> {to}: {fault}"))
}

#[test]
fn every_arrow_goes_down_and_what_is_kept_stays_in_its_room() {
    let faults: Vec<String> = arrows(&metadata()).iter().filter_map(fault).collect();
    assert_eq!(faults, [""; 0]);
}

#[test]
fn an_arrow_that_goes_elsewhere_is_seen() {
    let faulty = |from: &str, to: &str| fault(&Arrow { from: from.into(), to: to.into() }).is_some();
    assert!(faulty("vesper-speech", "vesper-script"), "up");
    assert!(faulty("vesper-tts", "vesper-audio"), "sideways");
    assert!(faulty("vesper-audio", "vesper-script"), "an engine to scripts");
    assert!(faulty("vesper", "tauri"), "what only the window may name");
    assert!(faulty("vesper-desktop", "reqwest"), "what nobody may name");
    assert!(!faulty("vesper-session", "vesper-script"), "down");
    assert!(!faulty("vesper-desktop", "tauri"), "in its room");
}

#[test]
fn every_member_stands_on_a_floor_and_says_what_it_is_for() {
    let metadata = metadata();
    let members: Vec<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let homeless: Vec<&&str> = members.iter().filter(|name| floor(name).is_none()).collect();
    assert!(homeless.is_empty(), "give them a floor in tests/tests/floors.rs: {homeless:?}");
    let gone: Vec<&str> =
        FLOORS.iter().map(|(name, _)| *name).filter(|name| !members.contains(name)).collect();
    assert!(gone.is_empty(), "they are no members any more: {gone:?}");

    let one_line = |text: &str| !text.trim().is_empty() && text.lines().count() == 1;
    let silent: Vec<&str> = metadata
        .packages
        .iter()
        .filter(|package| !package.description.as_deref().is_some_and(one_line))
        .map(|package| package.name.as_str())
        .collect();
    assert!(silent.is_empty(), "give them one line in `description`: {silent:?}");
}
