//! A meditation that a model writes while it is performed: begun in an author's words, it takes each phase in when that is
//! written, ahead of its listener.

use std::path::Path;
use std::sync::Arc;

use vesper_script::{Cue, Playhead, Script, Start};
use vesper_session::{Command, Phase};

use crate::promises::Sitting;
use crate::theatre::plain;

/// Phases of it.
const PHASES: usize = 6;

/// The script as it is when so many phases are written; the studio keeps them for its own tests.
fn script(phases: usize) -> Arc<Script> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../studio/tests/meditations/golden/live");
    let text = std::fs::read_to_string(folder.join(format!("{phases}.ink"))).expect("a script");
    Arc::new(Script::parse("live.ink", &text, &|_| None).unwrap_or_else(|faults| panic!("{faults}")))
}

fn lines(script: &Script) -> Vec<String> {
    let start = Start { minutes: None, seed: 7 };
    let passage =
        Playhead::start(script, &start).and_then(|mut playhead| playhead.passage()).expect("a passage");
    passage.cues.iter().filter_map(Cue::line).map(|line| line.text.clone()).collect()
}

/// Performed for eight minutes by a model that takes so many seconds for a phase; the lines that were heard.
fn performed(seconds: f64) -> Vec<String> {
    let mut sitting = Sitting::begin(&script(0), 8, 150.0, plain());
    for phases in 1..=PHASES {
        sitting.hear(seconds);
        sitting.command(Command::Rewrite(script(phases)));
    }
    sitting.hear(600.0);
    assert_eq!(sitting.stage().phase, Phase::Ended);
    assert_eq!(sitting.heard, 8 * 60 * 48_000, "phases of {seconds} s");
    sitting.lines
}

#[test]
fn a_quick_model_writes_all_of_it_and_a_slow_one_what_it_can() {
    let [authored, written] = [0, PHASES].map(|phases| lines(&script(phases)));
    assert_ne!(authored, written);
    assert_eq!(performed(2.0), written, "every phase is there before its listener");
    assert_eq!(performed(400.0), authored, "nothing of it came in time");
}

#[test]
fn words_that_come_too_late_for_where_the_listener_is_are_not_taken() {
    let mut sitting = Sitting::begin(&script(0), 8, 150.0, plain());
    sitting.hear(200.0);
    let before = sitting.stage().place.expect("a place").digest;
    sitting.command(Command::Rewrite(script(1)));
    let place = sitting.stage().place.expect("a place");
    assert_eq!(place.digest, before, "whoever keeps it can tell by its place");
    sitting.hear(600.0);
    assert_eq!((sitting.heard, sitting.lines), (8 * 60 * 48_000, lines(&script(0))));
}
