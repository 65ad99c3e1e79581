use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use vesper_script::Cue;
use vesper_speech::{Error, Kind, Result};

use super::bible::{self, Bible};
use super::cast::{self, Person};
use super::ink;
use super::scene::{Origin, Scene};
use super::sheets::Prompts;
use super::wish::Wish;
use crate::clean;
use crate::ledger::{Change, Entry, Ledger, Subject};

/// Scenes of a story over all its branches; a script with them stays within what a script may be.
pub(crate) const MOST: usize = 300;
/// Ways of their own that a listener can take from one scene.
pub(crate) const OWN: usize = 12;
/// Bytes of a story as it is kept.
const LONGEST: usize = 8 << 20;

/// A story as far as it is written, with all its branches. It can be kept in any form that serde knows; what comes back
/// is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Kept")]
pub struct Story {
    pub(crate) wish: Wish,
    pub(crate) bible: Bible,
    pub(crate) people: Vec<Person>,
    pub(crate) scenes: Vec<Scene>,
}

/// A story as it was kept, before it is checked.
#[derive(Deserialize)]
struct Kept {
    wish: Wish,
    bible: Bible,
    people: Vec<Person>,
    scenes: Vec<Scene>,
}

impl TryFrom<Kept> for Story {
    type Error = &'static str;

    fn try_from(kept: Kept) -> std::result::Result<Story, &'static str> {
        let Kept { wish, bible, people, scenes } = kept;
        let story = Story { wish, bible, people, scenes };
        story.sound()?;
        Ok(story)
    }
}

/// One option of a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub text: String,
    /// The scene that it leads to, where that is written.
    pub leads: Option<usize>,
}

impl Story {
    /// A story from the JSON that serde makes of it.
    ///
    /// # Errors
    /// `BadFile` where it is no story, or one that cannot be told.
    pub fn read(json: &str) -> Result<Story> {
        let bad = |what: String| {
            Error::new(Kind::BadFile, "story", what, "Open the ink that was made of it instead.")
        };
        if json.len() > LONGEST {
            return Err(bad(format!("is larger than {} MB.", LONGEST >> 20)));
        }
        serde_json::from_str(json).map_err(|error| bad(format!("cannot be read: {error}.")))
    }

    /// What keeps it from being told, if anything does.
    fn sound(&self) -> std::result::Result<(), &'static str> {
        if self.scenes.len() > MOST || self.people.len() > cast::MOST {
            return Err("it has more scenes or people than a story can have");
        }
        for (at, person) in self.people.iter().enumerate() {
            let before = self.people.get(..at).unwrap_or_default();
            if cast::cast(before, &person.name, &person.voice, &person.wants).as_ref() != Some(person) {
                return Err("it has somebody whose name or voice cannot be, or is another's");
            }
        }
        if !clean::is_words(&self.bible.title, bible::TITLE)
            || !clean::is_words(&self.bible.promise, bible::PROMISE)
        {
            return Err("its title or its promise cannot be spoken");
        }
        let mut taken = HashSet::new();
        for (at, scene) in self.scenes.iter().enumerate() {
            if scene.ways.len() > 3 || scene.own.len() > OWN || scene.lines.len() > 100 {
                return Err("it has a scene that is too long");
            }
            if !scene.is_words() {
                return Err("it holds what cannot be spoken");
            }
            let Some(from) = scene.from else {
                if at > 0 {
                    return Err("it has two beginnings");
                }
                continue;
            };
            let before = self.scenes.get(from.scene).filter(|_| from.scene < at);
            let options = before.map_or(0, |before| before.ways.len() + 1 + before.own.len());
            if from.option >= options || !taken.insert(from) {
                return Err("it has a scene that nothing leads to");
            }
        }
        Ok(())
    }

    pub fn wish(&self) -> &Wish {
        &self.wish
    }

    /// For a listener who wants more of it, or less, or another pace.
    pub fn wish_mut(&mut self) -> &mut Wish {
        &mut self.wish
    }

    pub fn bible(&self) -> &Bible {
        &self.bible
    }

    /// Who speaks, in the order in which they came.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// In the order in which they were written; the first is the beginning.
    pub fn scenes(&self) -> &[Scene] {
        &self.scenes
    }

    /// What a listener can do at the end of a scene, in the order of the script: what is offered, something else, and what
    /// the listener did there in their own words. Nothing where the story ends.
    ///
    /// # Errors
    /// `BadRequest`: there is no such scene, or no prompts in the story's language.
    pub fn choices(&self, scene: usize, prompts: &Prompts) -> Result<Vec<Choice>> {
        let words = &prompts.of(&self.wish.language)?.words;
        let at = self.scene(scene)?;
        if at.is_last() {
            return Ok(Vec::new());
        }
        let texts = at.ways.iter().map(|way| way.text.as_str());
        let texts = texts.chain([words.section("else")]).chain(at.own.iter().map(String::as_str));
        Ok(texts
            .enumerate()
            .map(|(option, text)| Choice { text: text.to_owned(), leads: self.leads(scene, option) })
            .collect())
    }

    /// The scene that `option` of `scene` leads to, where that is written.
    pub fn leads(&self, scene: usize, option: usize) -> Option<usize> {
        let from = Some(Origin { scene, option });
        self.scenes.iter().position(|scene| scene.from == from)
    }

    /// The offered ways of a scene that are not written yet, the likeliest first: what to write ahead.
    pub fn ahead(&self, scene: usize) -> Vec<usize> {
        let ways = self.scenes.get(scene).map_or(0, |scene| scene.ways.len());
        (0..ways).filter(|option| self.leads(scene, *option).is_none()).collect()
    }

    /// The scenes from the beginning to `scene`.
    pub fn way(&self, scene: usize) -> Vec<usize> {
        let mut way = Vec::new();
        let mut next = Some(scene).filter(|scene| *scene < self.scenes.len());
        while let Some(at) = next {
            way.push(at);
            // A scene comes after the one that leads to it, so this ends.
            let from = self.scenes.get(at).and_then(|scene| scene.from);
            next = from.map(|from| from.scene).filter(|before| *before < at);
        }
        way.reverse();
        way
    }

    /// The options that lead from the beginning to `scene`, as a script's playhead takes them.
    pub fn path(&self, scene: usize) -> Vec<usize> {
        let froms = self.way(scene).into_iter().filter_map(|at| self.scenes.get(at)?.from);
        froms.map(|from| from.option).collect()
    }

    /// The scene that the options of `path` lead to. At one that nobody wrote yet the script asks again, so it leads
    /// nowhere else.
    pub fn at(&self, path: &[usize]) -> usize {
        path.iter().fold(0, |scene, option| self.leads(scene, *option).unwrap_or(scene))
    }

    /// The scene before `from` on its way that `words` speak of, as in "back to the bridge"; the latest of several. None where
    /// no scene has any of the words in its name or its summary.
    pub fn back_to(&self, from: usize, words: &str) -> Option<usize> {
        let wanted = clean::folded(words);
        let wanted: HashSet<&str> = wanted.split(' ').filter(|word| word.chars().count() > 3).collect();
        let shared = |at: usize| {
            let scene = self.scenes.get(at)?;
            let shared = |text: &str| {
                let text = clean::folded(text);
                text.split(' ').collect::<HashSet<_>>().intersection(&wanted).count()
            };
            let lines: usize = scene.lines.iter().map(|line| shared(&line.text)).sum();
            let count = 100 * shared(&scene.chapter) + 10 * shared(&scene.summary) + lines.min(9);
            (count > 0).then_some((count, at))
        };
        self.way(from).into_iter().filter(|at| *at != from).filter_map(shared).max().map(|(_, at)| at)
    }

    /// What the story remembers where `scene` ends.
    pub fn ledger(&self, scene: usize) -> Ledger {
        let mut ledger = self.first_ledger();
        for (number, at) in self.way(scene).into_iter().enumerate() {
            let changes = self.scenes.get(at).map(|scene| scene.changes.as_slice());
            changes.unwrap_or_default().iter().for_each(|change| ledger.change(change, number + 1));
        }
        ledger
    }

    /// What it remembers before its first scene.
    pub(crate) fn first_ledger(&self) -> Ledger {
        let mut ledger = Ledger::default();
        for person in &self.people {
            let first = !self.scenes.iter().any(|scene| scene.joined.contains(&person.name));
            if first && let Some(entry) = Entry::new(Subject::Person, &person.name, &person.wants, 2) {
                ledger.change(&Change::Learn(entry), 0);
            }
        }
        ledger
    }

    /// The listener changes what the story remembers from the end of `scene` on.
    ///
    /// # Errors
    /// `BadRequest`: there is no such scene.
    pub fn change(&mut self, scene: usize, change: Change) -> Result<()> {
        let missing = no_scene(scene);
        self.scenes.get_mut(scene).ok_or(missing)?.changes.push(change);
        Ok(())
    }

    /// What is performed of a scene: its chapter, its bed, its lines, without the silences that nobody writes.
    ///
    /// # Errors
    /// `BadRequest`: there is no such scene.
    pub fn cues(&self, scene: usize) -> Result<Vec<Cue>> {
        let scene = self.scene(scene)?;
        let lines = scene.lines.iter().map(|line| line.cue(&self.people, self.wish.tag()));
        Ok([Cue::Chapter(scene.chapter.clone()), Cue::Bed(scene.bed)].into_iter().chain(lines).collect())
    }

    /// The story as an ink script that can be performed without a model. Ways that nobody wrote yet say so and ask again.
    ///
    /// # Errors
    /// `BadRequest`: nothing is written yet, or there are no prompts in the story's language.
    pub fn ink(&self, prompts: &Prompts) -> Result<String> {
        if self.scenes.is_empty() {
            return Err(Error::new(Kind::BadRequest, "story", "has no scene yet.", "Write its first one."));
        }
        Ok(ink::write(self, &prompts.of(&self.wish.language)?.words))
    }

    pub(crate) fn scene(&self, scene: usize) -> Result<&Scene> {
        self.scenes.get(scene).ok_or_else(|| no_scene(scene))
    }

    /// Those who can speak behind `scene`: the bible's people and who joined on the way.
    pub(crate) fn speakers(&self, scene: Option<usize>) -> Vec<&Person> {
        let way = scene.map(|scene| self.way(scene)).unwrap_or_default();
        let elsewhere = |person: &&Person| {
            let joined =
                |at: usize| self.scenes.get(at).is_some_and(|scene| scene.joined.contains(&person.name));
            (0..self.scenes.len()).any(joined) && !way.iter().any(|at| joined(*at))
        };
        self.people.iter().filter(|person| !elsewhere(person)).collect()
    }
}

fn no_scene(scene: usize) -> Error {
    Error::new(Kind::BadRequest, "story", format!("has no scene number {}.", scene.saturating_add(1)), "")
}
