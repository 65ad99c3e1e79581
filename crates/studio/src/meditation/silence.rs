//! How long words and silences are likely to last: what a plan is made with. What they really last is measured when they
//! are performed.

use super::form::{After, Meditation, Step, words};
use super::ink::PACE;
use super::wish::Wish;

/// Seconds between two sentences of a meditation, at its pace.
pub(crate) const BETWEEN: f64 = 0.9 / PACE as f64;
/// Seconds that a silence lasts at least.
const LEAST: f64 = 1.0;
/// How much slower than it is likely to be a voice may be at the least length of a script.
const SLOWER: f64 = 1.25;

/// Seconds that a voice is likely to take for so many words.
pub(crate) fn spoken(wish: &Wish, words: usize) -> f64 {
    words as f64 * 60.0 / (f64::from(wish.pace.clamp(60, 300)) * f64::from(PACE))
}

/// Seconds that a step is likely to last, its planned silence included.
pub(crate) fn lasts(wish: &Wish, step: &Step) -> f64 {
    match step {
        Step::Bell => 0.0,
        Step::Pause(seconds) | Step::Quiet(seconds) | Step::Breath { seconds, .. } => f64::from(*seconds),
        Step::Say { text, after } => spoken(wish, words(text)) + silent(*after),
    }
}

pub(crate) fn silent(after: After) -> f64 {
    match after {
        After::Line => BETWEEN,
        After::Quiet(seconds) => f64::from(seconds),
    }
}

/// The shortest that it can be played, in minutes.
pub(crate) fn least_minutes(meditation: &Meditation) -> u32 {
    let steps = meditation.phases.iter().flat_map(|phase| &phase.steps);
    let least = |step: &Step| match step {
        Step::Quiet(_) => LEAST,
        Step::Say { text, after: After::Quiet(_) } => SLOWER * spoken(&meditation.wish, words(text)) + LEAST,
        Step::Say { text, after: After::Line } => SLOWER * spoken(&meditation.wish, words(text)) + BETWEEN,
        other => lasts(&meditation.wish, other),
    };
    let seconds: f64 = steps.map(least).sum();
    (seconds / 60.0).ceil().max(1.0) as u32
}
