//! The mouth's own words, come back through the microphone.

use std::collections::HashSet;

use super::super::text::{Word, tail, words};

/// Bytes of what the mouth said that an echo may come from.
const SAID: usize = 400;

/// Words that the mouth said last, among which one alone may be an echo.
const NEWEST: usize = 4;

/// How much of what was heard is the mouth's own.
pub(super) struct Own {
    /// Where what is not the mouth's begins; zero where nothing is its own.
    pub(super) rest: usize,
    pub(super) confidence: f32,
}

/// The longest beginning of `heard` that runs through `saying`, a misheard word or two included.
pub(super) fn own(heard: &[Word], saying: &str, elided: &HashSet<String>) -> Own {
    let said = words(tail(saying, SAID), elided);
    let run = (0..said.len())
        .filter_map(|from| said.get(from..))
        .map(|said| run(heard, said))
        .max_by_key(|run| run.length);
    match run {
        Some(run) if run.length >= 3 => {
            Own { rest: run.length, confidence: (0.6 + 0.06 * run.alike as f32).min(0.95) }
        }
        Some(run) if run.length == 2 && run.alike == 2 && heard.len() == 2 => {
            Own { rest: 2, confidence: 0.65 }
        }
        Some(run) if run.alike == 1 && heard.len() == 1 && newest(heard, &said) => {
            Own { rest: 1, confidence: 0.5 }
        }
        _ => Own { rest: 0, confidence: 0.0 },
    }
}

struct Run {
    /// Words of what was heard, up to the last that agrees.
    length: usize,
    /// How many of them agree.
    alike: usize,
}

/// How far `heard` and `said` go together from their beginnings; one in four may be misheard.
fn run(heard: &[Word], said: &[Word]) -> Run {
    let mut run = Run { length: 0, alike: 0 };
    for (at, (heard, said)) in heard.iter().zip(said).enumerate() {
        if close(&heard.plain, &said.plain) {
            run = Run { length: at + 1, alike: run.alike + 1 };
        } else if at + 1 > run.alike + 1 + at / 4 {
            break;
        }
    }
    run
}

fn newest(heard: &[Word], said: &[Word]) -> bool {
    let first = heard.first().map(|word| word.plain.as_str());
    said.iter().rev().take(NEWEST).any(|word| Some(word.plain.as_str()) == first)
}

/// The same word, or one that begins alike and was cut or misheard at its end.
fn close(heard: &str, said: &str) -> bool {
    let common = heard.chars().zip(said.chars()).take_while(|(a, b)| a == b).count();
    heard == said || common >= 4 && common * 4 >= said.chars().count().max(heard.chars().count()) * 3
}
