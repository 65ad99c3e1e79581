//! Speech to somebody else in the room, or on the telephone.

use super::super::phrases::Phrases;
use super::super::text::{Word, words};
use super::Heard;

/// The name that one may always call us by.
const OURS: &str = "vesper";

/// Words that a saying has at least when more may follow it: "who is it" is for the door, "who is it for" for us.
const TELLING: usize = 4;

/// How likely these words are for somebody else; none where nothing says so. The first `follows` of them are signs of
/// following.
pub(super) fn confidence(said: &[Word], follows: usize, heard: &Heard<'_>, phrases: &Phrases) -> Option<f32> {
    let plain: Vec<&str> = said.iter().map(|word| word.plain.as_str()).collect();
    if phrases.elsewhere.has(&plain) {
        return Some(0.75);
    }
    let answers = said.first().is_some_and(|word| word.mark == Some('?'))
        && phrases.elsewhere.heads(&plain).contains(&1);
    if answers || phrases.elsewhere.heads(&plain).iter().any(|&length| length >= TELLING) {
        return Some(0.6);
    }
    if !phrases.telephone.heads(&plain).is_empty() {
        return Some(0.65);
    }
    let begin = phrases.before.beginnings(&plain).into_iter().max().unwrap_or(0);
    let waiting = phrases.stopping.heads(&plain).into_iter().max().unwrap_or(0);
    let names = [0, follows, begin, waiting].into_iter().filter(|&at| at == 0 || at >= follows);
    let called = names.filter_map(|at| called(said, at, heard, phrases)).reduce(f32::max);
    let last = said.last().is_some_and(|word| phrases.address.contains(&word.plain)) && said.len() > 1;
    called.or(last.then_some(0.6))
}

/// Words that begin with our name, or with that of somebody in the story.
pub(super) fn calls_us(said: &[Word], heard: &Heard<'_>, phrases: &Phrases) -> bool {
    let among = |text: &str, name: &str| words(text, &phrases.elided).iter().any(|word| word.plain == name);
    said.first().is_some_and(|Word { plain: name, .. }| {
        name == OURS || heard.present.iter().take(64).any(|present| among(super::head(present, 100), name))
    })
}

/// How surely the word at `at` calls somebody who is not here.
fn called(said: &[Word], at: usize, heard: &Heard<'_>, phrases: &Phrases) -> Option<f32> {
    let name = said.get(at)?;
    let after: Vec<&str> = said.get(at + 1..)?.iter().map(|word| word.plain.as_str()).collect();
    let asks = !phrases.requests.heads(&after).is_empty();
    if phrases.address.contains(&name.plain) {
        return Some(if asks { 0.8 } else { 0.65 });
    }
    let parted = matches!(name.mark, Some(',' | '?' | '!'));
    let absent = name.capital && !here(&name.plain, heard, phrases);
    if absent && parted && phrases.names.contains(&name.plain) {
        return Some(if asks { 0.75 } else { 0.6 });
    }
    let foreign = absent && !phrases.common(&name.plain);
    (foreign && parted && (asks || after.is_empty() || at > 0)).then_some(if asks { 0.7 } else { 0.55 })
}

/// We go by this name, or somebody in the story does, or the mouth has just said it.
fn here(name: &str, heard: &Heard<'_>, phrases: &Phrases) -> bool {
    let among = |text: &str| words(text, &phrases.elided).iter().any(|word| word.plain == name);
    name == OURS
        || heard.present.iter().take(64).any(|present| among(super::head(present, 100)))
        || among(super::head(heard.saying, 1_000))
}
