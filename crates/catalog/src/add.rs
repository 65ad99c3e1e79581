//! Models that are on this machine already: in a folder, on a stick, in the hub's own cache.

mod bring;
mod recognise;
mod search;

use std::path::Path;
use std::time::Duration;

use vesper_speech::{Error, Kind, Out, Result};

use crate::catalog::names::LOCK;
use crate::fetch::Lease;
use crate::lock::{Lock, Locked, Origin};
use crate::store::hash::Pace;
use crate::{Model, ModelFile, News, Step, Store, cache};
use bring::{Expected, bring};
use search::{Likeness, Source, likeness, search};

/// How often somebody who waits looks whether it is his turn, and asks whether he is to stop.
const LOOK: Duration = Duration::from_millis(15);

impl Store {
    /// Takes the files of `model` from `from` (a file, a folder, a stick, a Hugging Face cache), once their hashes
    /// are checked; `from` is not changed. Where neither the catalog nor the hub ever said a hash, the header has to
    /// be sound, and the lock says that the hash is the file's own word ([`Origin::Computed`]).
    ///
    /// # Errors
    /// `MissingFile` where `from` lacks a file, `BadFile` where one is there and is not what it must be; what was
    /// right stays taken. `BadRequest` where several files could be meant.
    pub fn add(&self, model: &Model, from: &Path, news: &mut dyn Out<News>) -> Result<()> {
        // Before anything is made for a model whose names lead elsewhere.
        model.files.iter().try_for_each(|file| self.place(model, &file.name).map(drop))?;
        let sources = search(from, news)?;
        let _lease = wait_for_lease(self, model, news)?;
        let mut adding = Adding::new(self, model, sources);
        let mut fault = None;
        for file in self.missing(model) {
            match adding.any(file, news) {
                Ok(true) => {}
                Ok(false) => fault = fault.or_else(|| Some(absent(model, file, from))),
                Err(error) if error.kind == Kind::Stopped || error.kind == Kind::DiskFull => {
                    return Err(error);
                }
                Err(error) => fault = fault.or(Some(error)),
            }
        }
        fault.map_or(Ok(()), Err)
    }

    /// Takes from the hub's own cache on this machine what [`Store::take`] would.
    pub(crate) fn take_cached(
        &self,
        model: &Model,
        known: &[Locked],
        news: &mut dyn Out<News>,
    ) -> Result<Vec<String>> {
        match cache::cached(model) {
            Some(folder) => self.take(model, &folder, known, news),
            None => Ok(Vec::new()),
        }
    }

    /// Takes from `from` those missing files of `model` whose hash the catalog says, or `known`, and that match it.
    /// Gives their names. The caller holds the right to write into the model's folder.
    pub(crate) fn take(
        &self,
        model: &Model,
        from: &Path,
        known: &[Locked],
        news: &mut dyn Out<News>,
    ) -> Result<Vec<String>> {
        let sources = search(from, news)?;
        let mut adding = Adding::new(self, model, sources);
        let mut taken = Vec::new();
        for file in self.missing(model) {
            let known = known.iter().find(|known| known.name == file.name);
            match adding.known(file, known, news) {
                Ok(true) => taken.push(file.name.clone()),
                Ok(false) => {}
                Err(error) if error.kind == Kind::BadFile => {
                    tracing::info!(file = file.name, %error, "a file on this machine is not the one that is sought");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(taken)
    }
}

/// Waits while somebody else brings files of the same model: what they bring need not be brought again.
fn wait_for_lease(store: &Store, model: &Model, news: &mut dyn Out<News>) -> Result<Lease> {
    let lock = store.make_place(model, LOCK)?;
    let folder = lock.parent().unwrap_or(store.root());
    loop {
        if let Some(lease) = Lease::take(folder)? {
            return Ok(lease);
        }
        news.check()?;
        std::thread::sleep(LOOK);
    }
}

/// Files of one model on their way into the store.
struct Adding<'a> {
    store: &'a Store,
    model: &'a Model,
    sources: Vec<Source>,
    lock: Lock,
    pace: Pace,
}

impl<'a> Adding<'a> {
    fn new(store: &'a Store, model: &'a Model, sources: Vec<Source>) -> Adding<'a> {
        let lock = Lock::read_or_new(store, model);
        let mut pace = Pace::new(Step::Copying, model.files.iter().map(|file| file.size).sum());
        let missing = store.missing(model);
        let here = |file: &&ModelFile| !missing.iter().any(|other| other.name == file.name);
        let length = |file: &ModelFile| lock.file(&file.name).map(|locked| locked.size);
        pace.skip(model.files.iter().filter(here).filter_map(length).sum());
        Adding { store, model, sources, lock, pace }
    }

    /// Takes `file` where a source is it, whether or not anybody says its hash.
    fn any(&mut self, file: &ModelFile, news: &mut dyn Out<News>) -> Result<bool> {
        if file.sha256.is_some() || self.hub_said(file).is_some() {
            return self.known(file, None, news);
        }
        let expected = Expected { size: file.size, sha256: None };
        let Some(source) = only(self.alike(file, expected), file)? else { return Ok(false) };
        self.bring(&source, file, expected, Origin::Computed, news).map(|()| true)
    }

    /// Takes `file` where a source has the hash that the catalog, `known` or the hub said.
    fn known(&mut self, file: &ModelFile, known: Option<&Locked>, news: &mut dyn Out<News>) -> Result<bool> {
        let said = known.cloned().or_else(|| self.hub_said(file));
        let (expected, origin) = match (file.sha256, &said) {
            (Some(sha256), _) => (Expected { size: file.size, sha256: Some(sha256) }, Origin::Catalog),
            (None, Some(said)) => {
                (Expected { size: Some(said.size), sha256: Some(said.sha256) }, said.origin)
            }
            (None, None) => return Ok(false),
        };
        let mut fault = None;
        for (likeness, source) in self.alike(file, expected) {
            let before = self.pace.done();
            match self.bring(&source, file, expected, origin, news) {
                Ok(()) => return Ok(true),
                // That a file of the same length is another is no fault of it.
                Err(error) if error.kind == Kind::BadFile && likeness == Likeness::Length => {}
                Err(error) if error.kind == Kind::BadFile => fault = fault.or(Some(error)),
                Err(error) => return Err(error),
            }
            self.pace.back_to(before);
        }
        fault.map_or(Ok(false), Err)
    }

    /// What the hub said of `file` when it was fetched before: it may be damaged now.
    fn hub_said(&self, file: &ModelFile) -> Option<Locked> {
        self.lock.file(&file.name).filter(|locked| locked.origin == Origin::Hub).cloned()
    }

    /// The sources that may be `file`, the likeliest first.
    fn alike(&self, file: &ModelFile, expected: Expected) -> Vec<(Likeness, Source)> {
        let alike = |source: &Source| {
            let likeness = likeness(source, self.model, file, expected.size, expected.sha256)?;
            Some((likeness, source.clone()))
        };
        let mut found: Vec<(Likeness, Source)> = self.sources.iter().filter_map(alike).collect();
        found.sort_by_key(|(likeness, _)| *likeness);
        found
    }

    fn bring(
        &mut self,
        source: &Source,
        file: &ModelFile,
        expected: Expected,
        origin: Origin,
        news: &mut dyn Out<News>,
    ) -> Result<()> {
        let place = self.store.make_place(self.model, &file.name)?;
        let (sha256, size) = bring(source, file, expected, &place, &mut self.pace, news)?;
        self.pace.send(&file.name, news)?;
        self.lock.put(Locked::new(&file.name, size, sha256, origin));
        if let Some(commit) = cache::commit(&source.path) {
            self.lock.commit = Some(commit.to_string());
        }
        self.lock.write(self.store, self.model)
    }
}

/// The likeliest source, where it is likelier than every other: nobody says a hash that could tell them apart.
fn only(mut alike: Vec<(Likeness, Source)>, file: &ModelFile) -> Result<Option<Source>> {
    alike.retain(|(likeness, _)| *likeness != Likeness::Length);
    let Some((best, _)) = alike.first() else { return Ok(None) };
    let best = *best;
    let mut paths: Vec<_> = alike
        .iter()
        .filter(|(likeness, _)| *likeness == best)
        .map(|(_, source)| std::fs::canonicalize(&source.path).unwrap_or_else(|_| source.path.clone()))
        .collect();
    paths.sort();
    paths.dedup();
    match paths.as_slice() {
        [first, second, ..] => {
            let what = format!("could be `{}` or `{}`.", first.display(), second.display());
            let advice = "Point to the folder that has just one of them.";
            Err(Error::new(Kind::BadRequest, &file.name, what, advice))
        }
        _ => Ok(alike.into_iter().next().map(|(_, source)| source)),
    }
}

fn absent(model: &Model, file: &ModelFile, from: &Path) -> Error {
    let what = format!("does not have `{}` of {}.", file.name, model.id);
    let advice = format!("Point to the folder that has it, or get it with `vesper models get {}`.", model.id);
    Error::new(Kind::MissingFile, from.display().to_string(), what, advice)
}
