//! How every model is at the moment, and what waits to be done.

use std::collections::VecDeque;
use std::sync::Arc;

use vesper_catalog::{Catalog, Choice, Machine, Model, choose, fit};

use super::card::{Card, State};
use super::wish::Wish;
use crate::companion::LANGUAGE;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Job {
    Get,
    Verify,
}

#[derive(Default)]
pub(super) struct Board {
    /// In the catalog's order.
    pub(super) entries: Vec<Entry>,
    /// Entries that wait for a worker, each at most once.
    pub(super) queue: VecDeque<(usize, Job)>,
    /// Of files that are looked through for models, on threads of the callers.
    pub(super) looking: Vec<Arc<Wish>>,
    pub(super) machine: Measured,
    /// The cards are to be shown anew.
    pub(super) changed: bool,
    pub(super) over: bool,
}

pub(super) struct Entry {
    pub(super) state: State,
    /// Counts the changes of the state, so that a look at the disk that took longer changes nothing.
    pub(super) turn: u64,
    /// There while somebody works on it.
    pub(super) wish: Option<Arc<Wish>>,
}

#[derive(Default)]
pub(super) enum Measured {
    #[default]
    No,
    UnderWay,
    Yes(Box<Machine>),
}

impl Board {
    pub(super) fn machine(&self) -> Option<&Machine> {
        match &self.machine {
            Measured::Yes(machine) => Some(machine),
            Measured::No | Measured::UnderWay => None,
        }
    }

    pub(super) fn choices(&self, catalog: &Catalog) -> Vec<Choice> {
        let there = |model: &Model| {
            let index = catalog.models().iter().position(|other| other.id == model.id);
            index.and_then(|index| self.entries.get(index)).map_or(0, |entry| entry.state.there())
        };
        self.machine().map_or_else(Vec::new, |machine| choose(machine, catalog, LANGUAGE, &there))
    }

    pub(super) fn cards(&self, catalog: &Catalog) -> Vec<Card> {
        let choices = self.choices(catalog);
        let chosen: Vec<&Model> =
            choices.iter().filter_map(|choice| catalog.get(choice.model.as_deref()?)).collect();
        let is_recommended =
            |id: &String| chosen.iter().any(|model| model.id == *id || model.needs.contains(id));
        let card = |(model, entry): (&Model, &Entry)| Card {
            fit: self.machine().map(|machine| fit(machine, model, entry.state.there())),
            state: entry.state.clone(),
            recommended: is_recommended(&model.id),
            size: model.size(),
            model: model.clone(),
        };
        catalog.models().iter().zip(&self.entries).map(card).collect()
    }
}

impl Entry {
    pub(super) fn new(state: State) -> Entry {
        Entry { state, turn: 0, wish: None }
    }

    pub(super) fn set(&mut self, state: State) {
        self.state = state;
        self.turn += 1;
    }
}
