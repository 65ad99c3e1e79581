use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use vesper_catalog::{Catalog, Choice, Machine, Model, Presence, Progress, Store, choose, fit};
use vesper_speech::{Error, Kind, Result};

use super::card::{Card, State};
use super::out::{Wanted, Wish, Witness};
use super::{LANGUAGE, OpenHub};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Job {
    Get,
    Verify,
}

/// A job that a worker took, with what the listener wants of it from now on.
pub(super) struct Taken {
    pub(super) model: Model,
    pub(super) job: Job,
    pub(super) wish: Arc<Wish>,
}

/// What the threads of [`Models`](super::Models) share.
pub(super) struct Shared {
    pub(super) catalog: Catalog,
    pub(super) store: Store,
    pub(super) hub: OpenHub,
    pub(super) witness: Box<dyn Witness>,
    board: Mutex<Board>,
    /// A job waits, a card changed, or all is over.
    turned: Condvar,
    cards: watch::Sender<Arc<Vec<Card>>>,
}

struct Board {
    /// In the catalog's order.
    entries: Vec<Entry>,
    /// Entries that wait for a worker, each at most once.
    queue: VecDeque<(usize, Job)>,
    machine: Measured,
    changed: bool,
    over: bool,
}

struct Entry {
    state: State,
    /// Counts the changes of the state, so that a look at the disk that took longer changes nothing.
    turn: u64,
    /// There while it is worked on.
    wish: Option<Arc<Wish>>,
}

enum Measured {
    No,
    UnderWay,
    Yes(Box<Machine>),
}

impl Shared {
    pub(super) fn new(catalog: Catalog, store: Store, hub: OpenHub, witness: Box<dyn Witness>) -> Shared {
        let entry = |model: &Model| Entry { state: store.presence(model).into(), turn: 0, wish: None };
        let board = Board {
            entries: catalog.models().iter().map(entry).collect(),
            queue: VecDeque::new(),
            machine: Measured::No,
            changed: false,
            over: false,
        };
        let cards = watch::Sender::new(Arc::new(board.cards(&catalog)));
        Shared { catalog, store, hub, witness, board: Mutex::new(board), turned: Condvar::new(), cards }
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn index(&self, id: &str) -> Result<usize> {
        let found = self.catalog.models().iter().position(|model| model.id == id);
        found.ok_or_else(|| {
            Error::new(
                Kind::BadRequest,
                id,
                "is not a model in the catalog.",
                "`vesper models list` shows them.",
            )
        })
    }

    /// Looks at the disk again; what is under way is left alone.
    pub(super) fn look(&self) {
        let turns: Vec<u64> = self.board().entries.iter().map(|entry| entry.turn).collect();
        let found: Vec<State> =
            self.catalog.models().iter().map(|model| self.store.presence(model).into()).collect();
        let mut board = self.board();
        for ((entry, turn), found) in board.entries.iter_mut().zip(turns).zip(found) {
            let is_still_so = entry.turn == turn && entry.wish.is_none() && !entry.state.is_under_way();
            let says_more = matches!(
                (&entry.state, &found),
                (State::Paused { .. } | State::Failed { .. }, State::Absent | State::Partial { .. })
            );
            if is_still_so && !says_more {
                entry.set(found);
            }
        }
        if let Measured::Yes(machine) = &mut board.machine {
            machine.look_again(self.store.root());
        }
        self.tell(board);
    }

    fn tell(&self, mut board: MutexGuard<'_, Board>) {
        board.changed = true;
        drop(board);
        self.turned.notify_all();
    }

    pub(super) fn cards(&self) -> watch::Receiver<Arc<Vec<Card>>> {
        let cards = self.board().cards(&self.catalog);
        self.cards.send_replace(Arc::new(cards));
        self.cards.subscribe()
    }

    pub(super) fn card(&self, id: &str) -> Option<Card> {
        self.board().cards(&self.catalog).into_iter().find(|card| card.model.id == id)
    }

    pub(super) fn machine(&self) -> Option<Machine> {
        self.board().machine().cloned()
    }

    pub(super) fn choices(&self) -> Vec<Choice> {
        self.board().choices(&self.catalog)
    }

    /// Says whether the measuring is the caller's to do.
    pub(super) fn begin_measuring(&self) -> bool {
        let mut board = self.board();
        let is_first = matches!(board.machine, Measured::No);
        if is_first {
            board.machine = Measured::UnderWay;
        }
        is_first
    }

    pub(super) fn measured(&self, machine: Option<Machine>) {
        let mut board = self.board();
        board.machine = machine.map_or(Measured::No, |machine| Measured::Yes(Box::new(machine)));
        self.tell(board);
    }

    /// Puts a job into the queue unless the model is whole or one for it is under way; says whether it did.
    pub(super) fn queue(&self, id: &str, job: Job) -> Result<bool> {
        let index = self.index(id)?;
        let is_whole = matches!(self.store.presence(&self.catalog.models()[index]), Presence::Whole { .. });
        let mut board = self.board();
        let entry = &mut board.entries[index];
        if entry.state.is_under_way() || (job == Job::Get && is_whole) {
            return Ok(false);
        }
        entry.set(State::Queued);
        board.queue.push_back((index, job));
        self.tell(board);
        Ok(true)
    }

    /// Waits for the next job; none when all is over.
    pub(super) fn next(&self) -> Option<Taken> {
        let mut board = self.board();
        while !board.over {
            if let Some((index, job)) = board.queue.pop_front() {
                let wish = Arc::new(Wish::default());
                board.entries[index].wish = Some(wish.clone());
                return Some(Taken { model: self.catalog.models()[index].clone(), job, wish });
            }
            board = self.turned.wait(board).unwrap_or_else(PoisonError::into_inner);
        }
        None
    }

    pub(super) fn progress(&self, id: &str, progress: Progress) {
        let Ok(index) = self.index(id) else { return };
        let mut board = self.board();
        board.entries[index].set(State::Working(progress));
        self.tell(board);
    }

    /// The work on `id` is over, as `state` says.
    pub(super) fn finished(&self, id: &str, state: State) {
        let Ok(index) = self.index(id) else { return };
        let mut board = self.board();
        let entry = &mut board.entries[index];
        entry.wish = None;
        entry.set(state);
        if let Measured::Yes(machine) = &mut board.machine {
            machine.look_again(self.store.root());
        }
        self.tell(board);
    }

    pub(super) fn pause(&self, id: &str) {
        self.stop(id, Wanted::Pause);
    }

    /// What a worker has in hand it drops itself.
    pub(super) fn cancel(&self, id: &str) -> Result<()> {
        let index = self.index(id)?;
        if self.stop(id, Wanted::Cancel) {
            return Ok(());
        }
        let model = &self.catalog.models()[index];
        self.drop_part(model)?;
        let mut board = self.board();
        board.entries[index].set(self.store.presence(model).into());
        self.tell(board);
        Ok(())
    }

    /// Deletes what came of a download that was not finished.
    pub(super) fn drop_part(&self, model: &Model) -> Result<()> {
        match self.store.presence(model) {
            Presence::Partial { .. } => self.store.remove(model).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// Says whether somebody has the work in hand and will end it.
    fn stop(&self, id: &str, wanted: Wanted) -> bool {
        let Ok(index) = self.index(id) else { return false };
        let mut board = self.board();
        board.queue.retain(|(waiting, _)| *waiting != index);
        let entry = &mut board.entries[index];
        if let Some(wish) = &entry.wish {
            wish.want(wanted);
            return true;
        }
        if entry.state == State::Queued {
            entry.set(self.left(&self.catalog.models()[index]));
        }
        self.tell(board);
        false
    }

    /// How a model is once the listener stopped its work.
    pub(super) fn left(&self, model: &Model) -> State {
        match self.store.presence(model) {
            Presence::Partial { done, total } => State::Paused { done, total },
            presence => presence.into(),
        }
    }

    pub(super) fn remove(&self, model: &Model) -> Result<u64> {
        let index = self.index(&model.id)?;
        let mut board = self.board();
        if board.entries[index].state.is_under_way() {
            return Err(busy(model));
        }
        let freed = self.store.remove(model)?;
        board.entries[index].set(self.store.presence(model).into());
        self.tell(board);
        Ok(freed)
    }

    /// Takes `model` in hand for the caller's own thread.
    pub(super) fn take(&self, model: &Model) -> Result<Arc<Wish>> {
        let index = self.index(&model.id)?;
        let mut board = self.board();
        let entry = &mut board.entries[index];
        if entry.state.is_under_way() {
            return Err(busy(model));
        }
        let wish = Arc::new(Wish::default());
        entry.wish = Some(wish.clone());
        entry.set(State::Queued);
        self.tell(board);
        Ok(wish)
    }

    /// Waits until a card changed and publishes them; `false` when all is over.
    pub(super) fn publish(&self) -> bool {
        let mut board = self.board();
        while !board.changed && !board.over {
            board = self.turned.wait(board).unwrap_or_else(PoisonError::into_inner);
        }
        board.changed = false;
        let (cards, over) = (Arc::new(board.cards(&self.catalog)), board.over);
        drop(board);
        self.cards.send_if_modified(|shown| {
            let is_news = **shown != *cards;
            *shown = cards;
            is_news
        });
        !over
    }

    /// Lets `time` pass, less when all is over.
    pub(super) fn rest(&self, time: Duration) {
        let board = self.board();
        drop(self.turned.wait_timeout_while(board, time, |board| !board.over));
    }

    pub(super) fn is_over(&self) -> bool {
        self.board().over
    }

    /// All work stops; what came so far is kept.
    pub(super) fn end(&self) {
        let mut board = self.board();
        board.over = true;
        board.queue.clear();
        for wish in board.entries.iter().filter_map(|entry| entry.wish.as_ref()) {
            wish.want(Wanted::Pause);
        }
        drop(board);
        self.turned.notify_all();
    }

    /// The model that lies at `path`.
    pub(super) fn recognise(&self, path: &Path) -> Result<&Model> {
        let _ = path;
        Err(Error::new(Kind::BadRequest, path.display().to_string(), "is no model of the catalog.", ""))
    }
}

impl Board {
    fn machine(&self) -> Option<&Machine> {
        match &self.machine {
            Measured::Yes(machine) => Some(machine),
            Measured::No | Measured::UnderWay => None,
        }
    }

    fn there(&self, catalog: &Catalog, model: &Model) -> u64 {
        let index = catalog.models().iter().position(|other| other.id == model.id);
        index.and_then(|index| self.entries.get(index)).map_or(0, |entry| entry.state.there())
    }

    fn choices(&self, catalog: &Catalog) -> Vec<Choice> {
        let there = |model: &Model| self.there(catalog, model);
        self.machine().map_or_else(Vec::new, |machine| choose(machine, catalog, LANGUAGE, &there))
    }

    fn cards(&self, catalog: &Catalog) -> Vec<Card> {
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
    fn set(&mut self, state: State) {
        self.state = state;
        self.turn += 1;
    }
}

fn busy(model: &Model) -> Error {
    Error::new(
        Kind::BadRequest,
        model.id.clone(),
        "is being worked on at this moment.",
        "Wait until that is over, or cancel it first.",
    )
}
