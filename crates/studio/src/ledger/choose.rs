//! Which entries a scene needs, in as much room as its prompt has.

use std::collections::{HashMap, HashSet};

use super::{Entry, Ledger, Subject};
use crate::clean;

/// Letters by which a word is known: enough to find `lanterns` by `lantern`.
const STEM: usize = 6;

/// Where in the story the question is asked.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// What the listener does next.
    pub choice: &'a str,
    /// What was told last.
    pub last: &'a str,
    /// The number of the scene that will be written, counted along its way.
    pub scene: usize,
}

impl Ledger {
    /// The entries that matter `around` a point of the story, at most `room` characters of them when written one a line,
    /// in the order of the ledger.
    ///
    /// First what the listener wrote, then what is named in the choice or in the last words, then by the words that it
    /// shares with them (rare words count more, as the inverse document frequency of Spärck Jones 1972), by weight and by
    /// how lately it was spoken of. What is settled comes last.
    pub fn told(&self, around: &Around<'_>, room: usize) -> Vec<&Entry> {
        let rarity = rarity(&self.entries);
        let place = Place::of(around);
        let mut ranked: Vec<(f32, usize, &Entry)> = self
            .entries
            .iter()
            .enumerate()
            .map(|(at, entry)| (place.matters(entry, &rarity), at, entry))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        let mut left = room;
        let mut told: Vec<(usize, &Entry)> = Vec::new();
        for (_, at, entry) in ranked {
            let length = line(entry).chars().count() + 1;
            if length <= left {
                left -= length;
                told.push((at, entry));
            }
        }
        told.sort_by_key(|(at, _)| *at);
        told.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// An entry as a prompt has it.
pub(crate) fn line(entry: &Entry) -> String {
    let settled = if entry.settled { " (settled)" } else { "" };
    format!("- {}, {}{settled}: {}", entry.subject.name(), entry.name, entry.text)
}

/// The words of a place, and how they stand there.
struct Place {
    choice: HashSet<String>,
    last: HashSet<String>,
    scene: usize,
}

impl Place {
    fn of(around: &Around<'_>) -> Place {
        Place { choice: stems(around.choice), last: stems(around.last), scene: around.scene }
    }

    fn matters(&self, entry: &Entry, rarity: &HashMap<String, f32>) -> f32 {
        let name = stems(&entry.name);
        let words = stems(&entry.text);
        let weigh = |word: &String| rarity.get(word).copied().unwrap_or_default();
        let shared = |here: &HashSet<String>| {
            let named: f32 = name.intersection(here).map(weigh).sum();
            let said: f32 = words.intersection(here).map(weigh).sum();
            (2.0 * named, said)
        };
        let (named, said) = shared(&self.choice);
        let (named_last, said_last) = shared(&self.last);
        let age = self.scene.saturating_sub(entry.scene) as f32;
        let open = match entry.subject {
            Subject::Promise | Subject::Thread if !entry.settled => 1.5,
            _ => 0.0,
        };
        let own = if entry.own { 1_000.0 } else { 0.0 };
        let settled = if entry.settled { 3.0 } else { 0.0 };
        own + 4.0 * (named + 0.5 * said)
            + 2.0 * (named_last + 0.5 * said_last)
            + f32::from(entry.weight)
            + open
            + 2.0 / (1.0 + age / 4.0)
            - settled
    }
}

/// How much it says that two texts share a word: the logarithm of how many entries there are for each that has it.
fn rarity(entries: &[Entry]) -> HashMap<String, f32> {
    let mut with: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let words: HashSet<String> = stems(&entry.name).union(&stems(&entry.text)).cloned().collect();
        for word in words {
            *with.entry(word).or_default() += 1;
        }
    }
    let all = entries.len() as f32;
    with.into_iter().map(|(word, count)| (word, (1.0 + all / count as f32).ln())).collect()
}

fn stems(text: &str) -> HashSet<String> {
    clean::folded(text)
        .split(' ')
        .filter(|word| word.chars().count() > 2)
        .map(|word| word.chars().take(STEM).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Change;

    #[test]
    fn what_is_named_is_told_before_what_is_new() {
        let mut ledger = Ledger::default();
        let mut learn = |name: &str, text: &str, scene| {
            let entry = Entry::new(Subject::Fact, name, text, 1).expect("words");
            ledger.change(&Change::Learn(entry), scene);
        };
        learn("the brass key", "Marn hid it under the third step.", 1);
        for scene in 2..60 {
            learn(&format!("stone {scene}"), "It is grey, like all the stones of the tower.", scene);
        }
        let around = Around { choice: "Look for Marn's keys.", last: "The rain goes on.", scene: 60 };
        let told = ledger.told(&around, 400);
        assert!(told.iter().any(|entry| entry.name == "the brass key"), "{told:?}");
        assert!(told.iter().any(|entry| entry.name == "stone 59"), "the latest have what room is left");
        assert!(told.iter().map(|entry| line(entry).chars().count() + 1).sum::<usize>() <= 400);
    }
}
