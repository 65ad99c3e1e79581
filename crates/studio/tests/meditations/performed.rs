//! What a script does with a meditation.

use std::path::PathBuf;
use std::sync::LazyLock;

use vesper_script::{Cue, End, Playhead, Script, Start};
use vesper_speech::{ChatModel, samples};
use vesper_studio::meditation::{Meditation, Prompts, Wish, Writer};

use crate::models::Chance;

pub(crate) static WRITER: LazyLock<Writer> = LazyLock::new(|| Writer::new(Prompts::shipped().unwrap()));

/// The meditation's ink, checked and compiled.
pub(crate) fn script(meditation: &Meditation) -> Script {
    let ink = meditation.ink(WRITER.prompts()).unwrap();
    Script::parse("meditation.ink", &ink, &|_| None).unwrap_or_else(|faults| panic!("{faults}\n{ink}"))
}

/// What a script performs at its usual length, or at `minutes`.
pub(crate) fn performed(script: &Script, minutes: Option<u32>) -> Vec<Cue> {
    let passage = Playhead::start(script, &Start { minutes, seed: 1 }).unwrap().passage().unwrap();
    assert_eq!(passage.end, End::Finish);
    passage.cues
}

/// Without the silences that nobody writes, and the pauses that somebody did.
pub(crate) fn without_pauses(cues: Vec<Cue>) -> Vec<Cue> {
    cues.into_iter().filter(|cue| !matches!(cue, Cue::Pause(_))).collect()
}

/// Every phase written by `model`, with all that was told.
pub(crate) fn written(wish: &Wish, model: &mut dyn ChatModel) -> (Meditation, Vec<Cue>) {
    let mut meditation = WRITER.author(wish).unwrap();
    let mut told = Vec::new();
    while let Some(phase) = meditation.next() {
        let mut cues: Vec<Cue> = Vec::new();
        WRITER.write(&mut meditation, phase, model, &mut cues).unwrap();
        assert_eq!(cues, meditation.cues(phase).unwrap(), "what was told is what is kept");
        told.extend(cues);
    }
    (meditation, told)
}

/// A voice of so many words a minute, which takes its time with some lines; in samples.
pub(crate) fn voice(cues: &[Cue], words_a_minute: f64, chance: &mut Chance) -> Vec<u64> {
    let spoken = |cue: &Cue| {
        let Some(line) = cue.line() else { return 0 };
        let words = line.text.split_whitespace().count() as f64;
        let seconds = words * 60.0 / (words_a_minute * f64::from(line.pace));
        let wavers = 0.85 + chance.below(300) as f64 / 1_000.0;
        samples(std::time::Duration::from_secs_f64(seconds * wavers))
    };
    cues.iter().map(spoken).collect()
}

pub(crate) fn golden(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/meditations/golden").join(name);
    if std::env::var_os("VESPER_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, kept, "{name} differs; VESPER_WRITE_GOLDEN=1 writes it anew");
}
