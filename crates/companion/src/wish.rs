use std::collections::VecDeque;

use vesper_script::{Kind as ScriptKind, Start};
use vesper_session::{AtAsk, Place, Request};
use vesper_speech::{Error, Kind, Result};

use crate::shelf::{Entry, fault_error};

/// What to perform, and from where.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Length of a meditation; its usual one where none is given.
    pub minutes: Option<u32>,
    /// From the beginning, whatever place was kept.
    pub fresh: bool,
    pub seed: Option<u64>,
    pub choices: Vec<usize>,
}

/// What the session needs to perform `entry`.
pub fn request(entry: &Entry, wish: &Wish, place: Option<Place>) -> Result<Request> {
    let script = entry.script.clone().map_err(|faults| fault_error(&entry.id, &faults))?;
    let header = script.header();
    let minutes = match (header.kind, &header.minutes) {
        (ScriptKind::Meditation, Some(range)) => {
            let minutes = wish.minutes.unwrap_or(range.usual);
            if minutes < range.least || minutes > range.most {
                return Err(Error::new(
                    Kind::BadRequest,
                    entry.id.clone(),
                    format!("cannot last {minutes} minutes."),
                    format!("Choose {} to {} minutes.", range.least, range.most),
                ));
            }
            Some(minutes)
        }
        _ => None,
    };
    let fresh = wish.fresh
        || !wish.choices.is_empty()
        || wish
            .minutes
            .is_some_and(|wished| place.as_ref().is_some_and(|place| place.minutes != Some(wished)))
        || wish.seed.is_some_and(|seed| place.as_ref().is_some_and(|place| place.seed != seed));
    Ok(Request {
        id: entry.id.clone(),
        start: Start { minutes, seed: wish.seed.unwrap_or_else(seed) },
        place: place.filter(|_| !fresh),
        choices: wish.choices.iter().copied().collect::<VecDeque<usize>>(),
        at_ask: AtAsk::Wait,
        script,
    })
}

/// Another performance, another rain: the clock is random enough for that.
fn seed() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos() as u64)
}
