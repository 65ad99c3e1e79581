use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use vesper_catalog::{Catalog, Choice, Machine, Model, Presence, Progress, Store};
use vesper_speech::{Error, Kind, Result};

use super::OpenHub;
use super::board::{Board, Entry, Job, Measured};
use super::card::{Card, State};
use super::wish::Wish;
use super::witness::Witness;

/// A job that a worker took, with what the listener wants of it from now on.
pub(super) struct Taken {
    pub(super) model: Model,
    pub(super) job: Job,
    pub(super) wish: Arc<Wish>,
}

/// What the threads of [`Models`](super::Models) share. The board's lock is never held while a file is looked at.
pub(super) struct Shared {
    pub(super) catalog: Catalog,
    pub(super) store: Store,
    pub(super) hub: OpenHub,
    pub(super) witness: Box<dyn Witness>,
    board: Mutex<Board>,
    /// A job waits, a card changed, the machine was measured, or all is over.
    turned: Condvar,
    cards: watch::Sender<Arc<Vec<Card>>>,
}

impl Shared {
    pub(super) fn new(catalog: Catalog, store: Store, hub: OpenHub, witness: Box<dyn Witness>) -> Shared {
        let entry = |model: &Model| Entry::new(store.presence(model).into());
        let board = Board { entries: catalog.models().iter().map(entry).collect(), ..Board::default() };
        let cards = watch::Sender::new(Arc::new(board.cards(&catalog)));
        Shared { catalog, store, hub, witness, board: Mutex::new(board), turned: Condvar::new(), cards }
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, mut board: MutexGuard<'_, Board>) {
        board.changed = true;
        drop(board);
        self.turned.notify_all();
    }

    fn wait<'a>(&self, board: MutexGuard<'a, Board>) -> MutexGuard<'a, Board> {
        self.turned.wait(board).unwrap_or_else(PoisonError::into_inner)
    }

    fn index(&self, model: &Model) -> Result<usize> {
        let found = self.catalog.models().iter().position(|other| other.id == model.id);
        found.ok_or_else(|| {
            let advice = "`vesper models list` shows which there are.";
            Error::new(Kind::BadRequest, &model.id, "is not a model in the catalog.", advice)
        })
    }

    pub(super) fn states(&self) -> Vec<(String, State)> {
        let board = self.board();
        let ids = self.catalog.models().iter().map(|model| model.id.clone());
        ids.zip(board.entries.iter().map(|entry| entry.state.clone())).collect()
    }

    pub(super) fn machine(&self) -> Option<Machine> {
        self.board().machine().cloned()
    }

    pub(super) fn choices(&self) -> Vec<Choice> {
        self.board().choices(&self.catalog)
    }

    /// Looks at the disk again; what is under way is left alone.
    pub(super) fn look(&self) {
        let turns: Vec<u64> = self.board().entries.iter().map(|entry| entry.turn).collect();
        let found: Vec<State> =
            self.catalog.models().iter().map(|model| self.store.presence(model).into()).collect();
        let mut board = self.board();
        for ((entry, turn), found) in board.entries.iter_mut().zip(turns).zip(found) {
            let is_at_rest = entry.turn == turn && entry.wish.is_none() && !entry.state.is_under_way();
            let says_more = matches!(
                (&entry.state, &found),
                (State::Paused { .. } | State::Failed { .. }, State::Absent | State::Partial { .. })
            );
            if is_at_rest && !says_more {
                entry.set(found);
            }
        }
        self.tell(board);
        self.look_at_machine();
    }

    /// Free memory and free disk are others than a moment ago.
    fn look_at_machine(&self) {
        let Some(mut machine) = self.machine() else { return };
        machine.look_again(self.store.root());
        let mut board = self.board();
        board.machine = Measured::Yes(Box::new(machine));
        self.tell(board);
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

    /// Waits until the measuring that is under way is over.
    pub(super) fn wait_for_machine(&self) -> Option<Machine> {
        let mut board = self.board();
        while matches!(board.machine, Measured::UnderWay) && !board.over {
            board = self.wait(board);
        }
        board.machine().cloned()
    }

    /// Puts a job into the queue unless the model is whole or one for it is under way; says whether it did.
    pub(super) fn queue(&self, model: &Model, job: Job) -> Result<bool> {
        let index = self.index(model)?;
        let is_whole = matches!(self.store.presence(model), Presence::Whole { .. });
        let mut board = self.board();
        let entry = &mut board.entries[index];
        if entry.wish.is_some() || entry.state.is_under_way() || (job == Job::Get && is_whole) {
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
            board = self.wait(board);
        }
        None
    }

    /// Takes `model` in hand for the caller's own thread.
    pub(super) fn take(&self, model: &Model, wish: Arc<Wish>) -> Result<()> {
        let index = self.index(model)?;
        let mut board = self.board();
        let entry = &mut board.entries[index];
        if entry.wish.is_some() || entry.state.is_under_way() {
            let advice = "Wait until that is over, or cancel it first.";
            return Err(Error::new(
                Kind::BadRequest,
                &model.id,
                "is being worked on at this moment.",
                advice,
            ));
        }
        entry.wish = Some(wish);
        entry.set(State::Queued);
        self.tell(board);
        Ok(())
    }

    pub(super) fn progress(&self, id: &str, progress: Progress) {
        let Some(index) = self.catalog.models().iter().position(|model| model.id == id) else { return };
        let mut board = self.board();
        board.entries[index].set(State::Working(progress));
        self.tell(board);
    }

    /// The work on `model` is over, as `state` says.
    pub(super) fn finished(&self, model: &Model, state: State) {
        let Ok(index) = self.index(model) else { return };
        let mut board = self.board();
        let entry = &mut board.entries[index];
        entry.wish = None;
        entry.set(state);
        self.tell(board);
        self.look_at_machine();
    }

    /// Stops the work on `model` as `how` says, and takes it out of the queue. Says whether somebody has it in hand
    /// and will end it.
    pub(super) fn stop(&self, model: &Model, how: impl Fn(&Wish)) -> Result<bool> {
        let index = self.index(model)?;
        let left = self.left(model);
        let mut board = self.board();
        board.queue.retain(|(waiting, _)| *waiting != index);
        let entry = &mut board.entries[index];
        if let Some(wish) = &entry.wish {
            how(wish);
            return Ok(true);
        }
        if entry.state == State::Queued {
            entry.set(left);
        }
        self.tell(board);
        Ok(false)
    }

    /// How a model is once the listener stopped its work.
    pub(super) fn left(&self, model: &Model) -> State {
        match self.store.presence(model) {
            Presence::Partial { done, total } => State::Paused { done, total },
            presence => presence.into(),
        }
    }

    /// Deletes what came of a download that was not finished.
    pub(super) fn drop_part(&self, model: &Model) -> Result<()> {
        vesper_catalog::discard(&self.store, model)?;
        match self.store.presence(model) {
            // Some of its files are whole, and worth nothing without the others.
            Presence::Partial { .. } => self.store.remove(model).map(drop),
            _ => Ok(()),
        }
    }

    /// A look through files begins that [`Shared::pause_all`] and [`Shared::end`] stop.
    pub(super) fn begin_looking(&self) -> Arc<Wish> {
        let wish = Arc::new(Wish::default());
        let mut board = self.board();
        if board.over {
            wish.pause();
        }
        board.looking.push(wish.clone());
        wish
    }

    pub(super) fn end_looking(&self, wish: &Arc<Wish>) {
        self.board().looking.retain(|other| !Arc::ptr_eq(other, wish));
    }

    /// Everything that is under way or waits stops, and keeps what came.
    pub(super) fn pause_all(&self) {
        let waiting: Vec<usize> = self.board().queue.iter().map(|(index, _)| *index).collect();
        for index in waiting {
            // It is in the catalog, so it is found.
            drop(self.stop(&self.catalog.models()[index], Wish::pause));
        }
        self.board().pause_all();
    }

    /// All work stops; what came so far is kept.
    pub(super) fn end(&self) {
        let mut board = self.board();
        board.over = true;
        board.queue.clear();
        board.pause_all();
        drop(board);
        self.turned.notify_all();
    }

    pub(super) fn is_over(&self) -> bool {
        self.board().over
    }

    /// The cards as they are now, and as they will change.
    pub(super) fn cards(&self) -> watch::Receiver<Arc<Vec<Card>>> {
        let cards = self.board().cards(&self.catalog);
        self.cards.send_replace(Arc::new(cards));
        self.cards.subscribe()
    }

    /// Waits until a card changed and shows them; `false` when all is over.
    pub(super) fn publish(&self) -> bool {
        let mut board = self.board();
        while !board.changed && !board.over {
            board = self.wait(board);
        }
        board.changed = false;
        let over = board.over;
        // What nobody looks at is not drawn up.
        if self.cards.receiver_count() > 0 {
            let cards = Arc::new(board.cards(&self.catalog));
            drop(board);
            self.cards.send_if_modified(|shown| {
                let is_news = **shown != *cards;
                *shown = cards;
                is_news
            });
        }
        !over
    }

    /// Lets `time` pass, less when all is over.
    pub(super) fn rest(&self, time: Duration) {
        let board = self.board();
        drop(self.turned.wait_timeout_while(board, time, |board| !board.over));
    }
}

impl Board {
    fn pause_all(&self) {
        let working = self.entries.iter().filter_map(|entry| entry.wish.as_ref());
        working.chain(&self.looking).for_each(|wish| wish.pause());
    }
}
