//! What a story must not forget: who is there, what is true, what was promised, what is open, where things are.
//!
//! A ledger belongs to one point of a story. Whoever goes another way from there takes a copy along.

use serde::{Deserialize, Serialize};

use crate::clean;

mod choose;

pub use choose::Around;
pub(crate) use choose::line;

/// Entries of a ledger; beyond that the least important and oldest are forgotten.
pub const MOST: usize = 240;
/// Characters of the name of an entry.
pub const NAME: usize = 48;
/// Characters of what an entry says, with what it said before.
pub const TEXT: usize = 240;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    Person,
    Place,
    Fact,
    /// Something that somebody will have to keep.
    Promise,
    /// A question that the story has to answer.
    Thread,
}

impl Subject {
    pub const ALL: [Subject; 5] =
        [Subject::Person, Subject::Place, Subject::Fact, Subject::Promise, Subject::Thread];

    pub fn name(self) -> &'static str {
        match self {
            Subject::Person => "person",
            Subject::Place => "place",
            Subject::Fact => "fact",
            Subject::Promise => "promise",
            Subject::Thread => "thread",
        }
    }

    pub fn named(name: &str) -> Option<Subject> {
        Subject::ALL.into_iter().find(|subject| subject.name() == name)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub subject: Subject,
    /// By which it is known: `the brass key`.
    pub name: String,
    /// One sentence.
    pub text: String,
    /// How much hangs on it, 1 to 3.
    pub weight: u8,
    /// The promise was kept, the question answered.
    #[serde(default)]
    pub settled: bool,
    /// The listener wrote it: never forgotten, and told before anything else.
    #[serde(default)]
    pub own: bool,
    /// The scene in which it was last spoken of, counted from the beginning of its way.
    #[serde(default)]
    pub scene: usize,
}

impl Entry {
    /// An entry that holds words only; none where it has no name or says nothing.
    pub fn new(subject: Subject, name: &str, text: &str, weight: u8) -> Option<Entry> {
        Some(Entry {
            subject,
            name: clean::words(name, NAME)?,
            text: clean::words(text, TEXT)?,
            weight: weight.clamp(1, 3),
            settled: false,
            own: false,
            scene: 0,
        })
    }

    fn is(&self, subject: Subject, name: &str) -> bool {
        self.subject == subject && clean::same(&self.name, name)
    }
}

/// What a scene changes in a ledger, or a listener by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Something was learned, or became otherwise.
    Learn(Entry),
    /// What has this name is done with.
    Settle(String),
    /// The listener says how it is; what it said before is gone.
    Write(Entry),
    /// The listener takes it out.
    Strike { subject: Subject, name: String },
}

/// All entries of one point of a story, in the order in which they were first spoken of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    entries: Vec<Entry>,
}

impl Ledger {
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Takes in what happened in scene number `scene` of the way.
    pub fn change(&mut self, change: &Change, scene: usize) {
        match change {
            Change::Learn(entry) => self.learn(entry, scene),
            Change::Settle(name) => {
                for entry in self.entries.iter_mut().filter(|entry| clean::same(&entry.name, name)) {
                    entry.settled = true;
                    entry.scene = scene;
                }
            }
            Change::Write(entry) => {
                let entry = Entry { own: true, weight: 3, scene, ..entry.clone() };
                match self.entries.iter_mut().find(|known| known.is(entry.subject, &entry.name)) {
                    Some(known) => *known = entry,
                    None => self.add(entry),
                }
            }
            Change::Strike { subject, name } => self.entries.retain(|entry| !entry.is(*subject, name)),
        }
    }

    fn learn(&mut self, entry: &Entry, scene: usize) {
        let known = self.entries.iter_mut().find(|known| known.is(entry.subject, &entry.name));
        match known {
            Some(known) => {
                known.weight = known.weight.max(entry.weight);
                known.settled = false;
                known.scene = scene;
                if !known.text.contains(&entry.text) {
                    known.text = grown(&known.text, &entry.text);
                }
            }
            None => self.add(Entry { scene, own: false, ..entry.clone() }),
        }
    }

    fn add(&mut self, entry: Entry) {
        self.entries.push(entry);
        if self.entries.len() > MOST {
            let worth = |entry: &Entry| (entry.own, !entry.settled, entry.weight, entry.scene);
            let least =
                self.entries.iter().enumerate().min_by_key(|(_, entry)| worth(entry)).map(|(at, _)| at);
            least.map(|at| self.entries.remove(at));
        }
    }
}

/// What was known and what is new, the new last. Where both are too long the oldest goes.
fn grown(known: &str, new: &str) -> String {
    let mut parts: Vec<&str> = known.split(" / ").collect();
    parts.push(new);
    while parts.len() > 1 && parts.iter().map(|part| part.chars().count() + 3).sum::<usize>() > TEXT {
        parts.remove(0);
    }
    parts.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learn(ledger: &mut Ledger, name: &str, text: &str, scene: usize) {
        let entry = Entry::new(Subject::Fact, name, text, 2).expect("words");
        ledger.change(&Change::Learn(entry), scene);
    }

    #[test]
    fn what_becomes_otherwise_keeps_what_it_was() {
        let mut ledger = Ledger::default();
        learn(&mut ledger, "The Door", "It is locked.", 1);
        learn(&mut ledger, "the door", "It stands open.", 4);
        learn(&mut ledger, "the door", "It stands open.", 5);
        let [door] = ledger.entries() else { panic!("one door") };
        assert_eq!((door.text.as_str(), door.scene), ("It is locked. / It stands open.", 5));
    }

    #[test]
    fn what_the_listener_writes_stays_and_what_is_least_is_forgotten() {
        let mut ledger = Ledger::default();
        learn(&mut ledger, "the door", "It is locked.", 1);
        let own = Entry::new(Subject::Fact, "the door", "It is red.", 1).expect("words");
        ledger.change(&Change::Write(own), 1);
        for number in 0..2 * MOST {
            learn(&mut ledger, &format!("stone {number}"), "It is grey.", number);
        }
        assert_eq!(ledger.entries().len(), MOST);
        assert_eq!(ledger.entries()[0].text, "It is red.");
        ledger.change(&Change::Strike { subject: Subject::Fact, name: "The door.".into() }, 9);
        assert!(ledger.entries().iter().all(|entry| entry.name != "the door"));
    }
}
