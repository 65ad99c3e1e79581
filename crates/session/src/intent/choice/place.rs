//! Choices by their number or their place: "two", "number two", "the second one", "the last".

use super::super::lexicon::{Term, alike};
use super::super::phrases::Phrases;

/// Words that say no more than this are chatter around a number.
const CHATTER: f32 = 0.2;

/// The options that a clause names by number or place; empty where it does anything else.
pub(super) fn named(said: &[Term], options: &[Vec<Term>], phrases: &Phrases) -> Vec<usize> {
    let mut places: Vec<Place> = Vec::new();
    let mut rest: Vec<&Term> = Vec::new();
    for (at, term) in said.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| said.get(before)).map(|term| term.plain.as_str());
        match place(&term.plain, before, phrases) {
            Some(place) => places.push(place),
            None if term.weight <= CHATTER || phrases.option.contains(&term.plain) => {}
            None => rest.push(term),
        }
    }
    // "The first one" is a place; its "one" is no number.
    if places.iter().any(|place| !matches!(place, Place::Number(_))) {
        places.retain(|place| *place != Place::Number(1));
    }
    let has = |option: &[Term], term: &Term| option.iter().any(|of| alike(term, of) > 0.9);
    let among: Vec<usize> = (0..options.len())
        .filter(|&at| rest.iter().all(|term| options.get(at).is_some_and(|option| has(option, term))))
        .collect();
    // What some of the options have in common may stand beside a place, never beside a bare number.
    if among.len() < options.len()
        && (among.len() < 2 || places.iter().any(|place| matches!(place, Place::Number(_))))
    {
        return Vec::new();
    }
    let mut named: Vec<usize> = Vec::new();
    for place in places {
        let Some(option) = place.of(&among) else { return Vec::new() };
        if !named.contains(&option) {
            named.push(option);
        }
    }
    named
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Number(usize),
    Ordinal(usize),
    Middle,
    Last,
}

impl Place {
    /// Which of `among` it is.
    fn of(self, among: &[usize]) -> Option<usize> {
        match self {
            Place::Number(number) | Place::Ordinal(number) => among.get(number.checked_sub(1)?).copied(),
            Place::Middle => (among.len() % 2 == 1).then(|| among.get(among.len() / 2).copied()).flatten(),
            Place::Last => among.last().copied(),
        }
    }
}

fn place(word: &str, before: Option<&str>, phrases: &Phrases) -> Option<Place> {
    let lexicon = &phrases.lexicon;
    if phrases.last.contains(word) {
        return Some(Place::Last);
    }
    if phrases.middle.contains(word) {
        return Some(Place::Middle);
    }
    if let Some(&ordinal) = lexicon.ordinals.get(word) {
        return Some(Place::Ordinal(ordinal));
    }
    let after_option = before.is_some_and(|before| phrases.option.contains(before));
    let number = lexicon.number(word).or_else(|| lexicon.sounding(word).filter(|_| after_option))?;
    let pointed = number == 1 && before.is_some_and(|before| phrases.pointing.contains(before));
    (!pointed).then_some(Place::Number(number))
}
