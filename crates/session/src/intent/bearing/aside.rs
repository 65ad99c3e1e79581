//! Speech to somebody else in the room, or on the telephone.

use super::super::phrases::Phrases;
use super::super::text::{Word, words};
use super::Heard;

/// The name that one may always call us by.
const OURS: &str = "vesper";

/// How likely these words are for somebody else; none where nothing says so.
pub(super) fn confidence(said: &[Word], heard: &Heard<'_>, phrases: &Phrases) -> Option<f32> {
    let plain: Vec<&str> = said.iter().map(|word| word.plain.as_str()).collect();
    if phrases.elsewhere.has(&plain) {
        return Some(0.75);
    }
    if !phrases.elsewhere.heads(&plain).is_empty() {
        return Some(0.6);
    }
    let begin = phrases.before.beginnings(&plain).into_iter().max().unwrap_or(0);
    let called = [0, begin].into_iter().find_map(|at| called(said, at, heard, phrases));
    let last = said.last().is_some_and(|word| phrases.address.contains(&word.plain)) && said.len() > 1;
    called.or(last.then_some(0.6))
}

/// How surely the word at `at` calls somebody who is not here.
fn called(said: &[Word], at: usize, heard: &Heard<'_>, phrases: &Phrases) -> Option<f32> {
    let name = said.get(at)?;
    let after: Vec<&str> = said.get(at + 1..)?.iter().map(|word| word.plain.as_str()).collect();
    let asks = !phrases.requests.heads(&after).is_empty();
    if phrases.address.contains(&name.plain) {
        return Some(if asks { 0.8 } else { 0.65 });
    }
    let parted = name.mark == Some(',') || name.mark == Some('?') || name.mark == Some('!');
    let foreign = name.capital && !here(&name.plain, heard, phrases) && !phrases.common(&name.plain);
    (foreign && parted && (asks || after.is_empty() || at > 0)).then_some(if asks { 0.7 } else { 0.55 })
}

/// We go by this name, or somebody in the story does, or the mouth has just said it.
fn here(name: &str, heard: &Heard<'_>, phrases: &Phrases) -> bool {
    let among = |text: &str| words(text, &phrases.elided).iter().any(|word| word.plain == name);
    name == OURS
        || heard.present.iter().take(64).any(|present| among(super::head(present, 100)))
        || among(super::head(heard.saying, 1_000))
}
