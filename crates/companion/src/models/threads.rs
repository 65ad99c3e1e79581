//! The threads behind [`Models`](super::Models): two that work, one that shows the cards, one that measures.

use std::path::Path;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use vesper_catalog::{Machine, Model, Presence};
use vesper_speech::{Error, Kind, Result};

use super::board::Job;
use super::card::State;
use super::out::Reporter;
use super::shared::{Shared, Taken};
use super::wish::{Wanted, Wish};

/// Cards change at most this often.
const BETWEEN: Duration = Duration::from_millis(250);

fn thread(name: String, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    let failed = |error: std::io::Error| Error::new(Kind::Engine, &name, format!("{error}."), "");
    Builder::new().name(name.clone()).spawn(work).map_err(failed)
}

pub(super) fn publisher(shared: Arc<Shared>) -> Result<JoinHandle<()>> {
    thread("cards".into(), move || {
        while shared.publish() {
            shared.rest(BETWEEN);
        }
    })
}

pub(super) fn worker(shared: Arc<Shared>, number: usize) -> Result<JoinHandle<()>> {
    thread(format!("model {number}"), move || {
        while let Some(taken) = shared.next() {
            let state = work(&shared, &taken);
            shared.finished(&taken.model, state);
        }
    })
}

/// Does the job, and says how the model is then.
fn work(shared: &Arc<Shared>, taken: &Taken) -> State {
    let Taken { model, job, wish } = taken;
    let mut out = Reporter::new(shared.clone(), Some(model.id.clone()), wish.clone());
    let done = match job {
        Job::Get => (shared.hub)().and_then(|hub| vesper_catalog::get(&hub, &shared.store, model, &mut out)),
        Job::Verify => shared.store.verify(model, &mut out),
    };
    match done {
        Ok(()) => shared.store.presence(model).into(),
        Err(error) if error.kind == Kind::Stopped => {
            if wish.wanted() == Wanted::Cancel
                && let Err(error) = shared.drop_part(model)
            {
                return failed(shared, taken, error);
            }
            shared.left(model)
        }
        Err(error) => failed(shared, taken, error),
    }
}

fn failed(shared: &Shared, taken: &Taken, error: Error) -> State {
    match shared.store.presence(&taken.model) {
        Presence::Damaged { what } if taken.job == Job::Verify => State::Damaged { what },
        Presence::Partial { done, .. } => State::Failed { error, done },
        _ => State::Failed { error, done: 0 },
    }
}

/// Takes the model at `path` on the caller's thread.
pub(super) fn add(shared: &Arc<Shared>, path: &Path) -> Result<String> {
    let wish = shared.begin_looking();
    let added = look_and_take(shared, path, &wish);
    shared.end_looking(&wish);
    added
}

fn look_and_take(shared: &Arc<Shared>, path: &Path, wish: &Arc<Wish>) -> Result<String> {
    let mut out = Reporter::new(shared.clone(), None, wish.clone());
    let model = shared.catalog.recognise(path, &mut out)?;
    shared.take(model, wish.clone())?;
    let mut out = Reporter::new(shared.clone(), Some(model.id.clone()), wish.clone());
    let added = shared.store.add(model, path, &mut out);
    shared.finished(model, shared.left(model));
    added.map(|()| model.id.clone())
}

/// Deletes `model` on the caller's thread.
pub(super) fn remove(shared: &Shared, model: &Model) -> Result<u64> {
    shared.take(model, Arc::default())?;
    let removed = shared.store.remove(model);
    shared.finished(model, shared.store.presence(model).into());
    removed
}

/// Stops the work on `model` and drops what came of it.
pub(super) fn cancel(shared: &Shared, model: &Model) -> Result<()> {
    if shared.stop(model, Wish::cancel)? {
        // Who has it in hand drops it.
        return Ok(());
    }
    shared.take(model, Arc::default())?;
    let dropped = shared.drop_part(model);
    shared.finished(model, shared.store.presence(model).into());
    dropped
}

/// Measures the machine unless that was done or is under way.
pub(super) fn measure(shared: &Arc<Shared>) -> Result<()> {
    if !shared.begin_measuring() {
        return Ok(());
    }
    let measured = shared.clone();
    let begun = thread("machine".into(), move || {
        let over = || measured.is_over();
        measured.measured(Machine::measure_unless(measured.store.root(), &over));
    });
    if begun.is_err() {
        shared.measured(None);
    }
    begun.map(drop)
}
