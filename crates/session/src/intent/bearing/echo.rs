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
        .max_by_key(|run| (run.alike, run.length));
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

/// How far `heard` and `said` go together from their beginnings. A word in three or so may be misheard, left out or heard
/// twice, never two together.
fn run(heard: &[Word], said: &[Word]) -> Run {
    let mut run = Run { length: 0, alike: 0 };
    let (mut at, mut of, mut missed) = (0, 0, 0);
    while let Some((past, skipped)) = ahead(heard.get(at..), said.get(of..)) {
        missed += past.max(skipped);
        if missed > 1 + run.alike / 3 {
            break;
        }
        (at, of) = (at + past + 1, of + skipped + 1);
        run = Run { length: at, alike: run.alike + 1 };
    }
    run
}

/// The words to pass over on either side until two agree, the fewest that do; none where it takes more than one or two.
fn ahead(heard: Option<&[Word]>, said: Option<&[Word]>) -> Option<(usize, usize)> {
    const STEPS: [(usize, usize); 6] = [(0, 0), (1, 1), (1, 0), (0, 1), (2, 1), (1, 2)];
    let agree = |&(past, skipped): &(usize, usize)| {
        let (heard, said) = (heard?.get(past)?, said?.get(skipped)?);
        close(&heard.plain, &said.plain).then_some((past, skipped))
    };
    STEPS.iter().find_map(agree)
}

fn newest(heard: &[Word], said: &[Word]) -> bool {
    let first = heard.first().map(|word| word.plain.as_str());
    said.iter().rev().take(NEWEST).any(|word| Some(word.plain.as_str()) == first)
}

/// The same word, or one that begins alike and was cut or misheard at its end.
fn close(heard: &str, said: &str) -> bool {
    if heard == said {
        return true;
    }
    let common = heard.chars().zip(said.chars()).take_while(|(a, b)| a == b).count();
    common >= 4 && common * 4 >= said.chars().count().max(heard.chars().count()) * 3
}
