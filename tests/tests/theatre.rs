//! Conversations in the theatre: a tenth of what `cargo xtask bench talk` plays, held to what must never happen.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot be performed says so")]

use std::path::PathBuf;

use vesper_asr::Earshot;
use vesper_tests::theatre::{Score, Sounds, perform, repertoire, table};

const EVENTS: usize = 30;
const SEED: u64 = 7;

fn performed() -> Option<Score> {
    let data = std::env::var_os("VESPER_DATA").map(PathBuf::from);
    if let Err(missing) = Sounds::open(data.as_deref()) {
        eprintln!("SKIPPED: {missing}.");
        return None;
    }
    if data.is_none() {
        eprintln!(
            "SKIPPED: recorded speech and measured rooms; VESPER_DATA names no folder. espeak-ng speaks alone."
        );
    }
    let score = perform(&repertoire(EVENTS, SEED), data.as_deref(), 2, &|| Box::new(Earshot::new())).unwrap();
    eprintln!("{}", table(&score));
    Some(score)
}

#[test]
fn a_conversation_answers_yields_and_survives() {
    let Some(score) = performed() else { return };
    assert_eq!(score.answered.of(), Some(1.0), "a sentence without an answer");
    assert!(score.yields.of() > Some(0.9), "it talks over people");
    assert_eq!(score.self_interruptions, 0, "it takes its own echo for somebody");
    assert_eq!(score.survived.of(), Some(1.0), "a device failed for good");
    assert!(score.gap.at(0.5) < Some(800.0), "it is slow to answer");
}
