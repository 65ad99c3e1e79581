//! A model on its way: all its files of one commit, one after the other.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use vesper_speech::{Error, Kind, Out, Result};

use super::digest::{self, Digest};
use super::failure::{Failure, Tried};
use super::hub::Hub;
use super::journal::{self, Journal};
use super::lease::Lease;
use super::listen::listen;
use super::meter::{self, Meter};
use super::part::Part;
use super::resolve::{self, Resolved};
use super::transfer::Transfer;
use super::wire::{Caller, Message, Wire};
use super::{finish, retry, stream};
use crate::lock::{Lock, Locked, Origin};
use crate::store::disk;
use crate::{Model, ModelFile, News, Progress, Step, Store};

/// Bytes that stay free on the disk.
const MARGIN: u64 = 32 << 20;
/// A file that changes on the hub while it is fetched is begun anew this often.
const MOST_CHANGES: u32 = 3;
/// Messages that wait for the thread that tells the news.
const QUEUE: usize = 64;
/// How long a stop waits for the journal; what is not in it by then is written down a little later, or comes again.
const LAST_WORDS: Duration = Duration::from_millis(30);

pub(super) struct Download<'a> {
    hub: &'a Hub,
    store: &'a Store,
    model: &'a Model,
    news: &'a mut dyn Out<News>,
    lease: Arc<Lease>,
    lock: Lock,
    wire: Arc<Wire>,
    /// Bytes of the model that are whole, and of the whole model once they are known.
    whole: u64,
    total: Option<u64>,
    meter: Meter,
    /// The hub said what a file is: it is worth waiting for.
    reached: bool,
}

impl<'a> Download<'a> {
    pub(super) fn new(
        hub: &'a Hub,
        store: &'a Store,
        model: &'a Model,
        lease: Arc<Lease>,
        news: &'a mut dyn Out<News>,
    ) -> Result<Self> {
        let wire = Arc::new(Wire::new(hub, format!("model {}", model.id))?);
        let lock = Lock::read_or_new(store, model);
        let total = model.files.iter().map(|file| file.size).sum();
        let meter = Meter::default();
        Ok(Download { hub, store, model, news, lease, lock, wire, whole: 0, total, meter, reached: false })
    }

    pub(super) fn run(mut self) -> Result<()> {
        self.lease.sweep();
        // What the catalog knows the hash of may be on this machine already: then nothing is asked.
        self.take_cached(&[])?;
        let missing = self.missing();
        let revision = self.revision(missing.len());
        let mut files = Vec::new();
        for file in &missing {
            files.push(self.resolve(file, &revision)?);
        }
        if self.take_cached(&known(&files))? {
            let missing = self.missing();
            files.retain(|file| missing.iter().any(|other| other.name == file.name));
        }
        if let Some(commit) = files.iter().find_map(|file| file.commit.clone()) {
            self.lock.commit = Some(commit);
        }
        self.total = Some(self.whole + files.iter().map(|file| file.size).sum::<u64>());
        self.check_room(&files)?;
        files.into_iter().try_for_each(|file| self.bring(file))
    }

    /// Takes what the hub's own tools have on this machine; whether that was anything.
    fn take_cached(&mut self, known: &[Locked]) -> Result<bool> {
        let taken = self.store.take_cached(self.model, known, self.news)?;
        if !taken.is_empty() {
            self.lock = Lock::read_or_new(self.store, self.model);
        }
        Ok(!taken.is_empty())
    }

    /// The files that are not whole; counts the bytes of those that are.
    fn missing(&mut self) -> Vec<ModelFile> {
        let missing: Vec<ModelFile> = self.store.missing(self.model).into_iter().cloned().collect();
        let whole = |file: &&ModelFile| !missing.iter().any(|other| other.name == file.name);
        self.whole = self.model.files.iter().filter(whole).filter_map(|file| self.length(file)).sum();
        missing
    }

    /// All files are of one commit: the catalog's, else that of the files which are here already, else the newest.
    fn revision(&self, missing: usize) -> String {
        let partly_here = missing < self.model.files.len();
        let here =
            self.lock.commit.clone().filter(|_| partly_here && self.lock.repository == self.model.repository);
        self.model.revision.clone().or(here).unwrap_or_else(|| "main".into())
    }

    fn length(&self, file: &ModelFile) -> Option<u64> {
        self.lock.file(&file.name).map(|locked| locked.size).or(file.size)
    }

    /// Asks again while the hub cannot be reached: often once it was, a few times before that. Whoever has no network
    /// is told soon.
    fn resolve(&mut self, file: &ModelFile, revision: &str) -> Result<Resolved> {
        let mut tries = 0;
        loop {
            self.tell(Step::Resolving, &file.name, 0)?;
            let wait = match self.ask(file, revision)? {
                Ok(resolved) => {
                    self.reached = true;
                    return Ok(resolved);
                }
                Err(Failure::Stopped) => return Err(Error::stopped()),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Changed(what)) => return Err(self.unreachable(file, &what)),
                Err(Failure::Passing { what, wait }) => {
                    tries += 1;
                    let limits = &self.hub.limits;
                    let most = if self.reached || wait.is_some() { limits.tries } else { limits.first_tries };
                    let wait = wait.unwrap_or_default().max(retry::wait(&self.hub.limits, tries));
                    if tries >= most || wait > self.hub.limits.longest_wait {
                        return Err(self.unreachable(file, &what));
                    }
                    wait
                }
            };
            self.tell(Step::Retrying, &file.name, 0)?;
            self.pause(wait)?;
        }
    }

    fn unreachable(&self, file: &ModelFile, what: &str) -> Error {
        let subject = resolve::subject(self.model, &file.name);
        Error::new(
            Kind::Network,
            subject,
            format!("could not be asked about: {what}."),
            "Check the network, then try again.",
        )
    }

    fn ask(&mut self, file: &ModelFile, revision: &str) -> Result<Tried<Resolved>> {
        let (tell, messages) = sync_channel(QUEUE);
        let caller = Caller::new(self.wire.clone(), tell);
        let (model, file, revision) = (self.model.clone(), file.clone(), revision.to_owned());
        let asking = spawn("resolve", move || resolve::resolve(&caller, &model, &file, &revision))?;
        self.attend(&messages, |_, _| Ok(()))?;
        asking.join().map_err(|_| broke_down())
    }

    /// Tells the news until the threads at the other end are done; stops them where the listener does.
    fn attend(
        &mut self,
        messages: &Receiver<Message>,
        mut each: impl FnMut(&mut Shown<'_>, &mut dyn Out<News>) -> Result<()>,
    ) -> Result<()> {
        let mut shown =
            Shown { whole: self.whole, total: self.total, meter: &mut self.meter, lease: &self.lease };
        let wire = &self.wire;
        listen(messages, self.news, |news| each(&mut shown, news)).inspect_err(|_| wire.stop())
    }

    /// Enough space for all that is missing, before any of it is fetched.
    fn check_room(&self, files: &[Resolved]) -> Result<()> {
        let mut needed = MARGIN;
        for file in files {
            let place = self.store.place(self.model, &file.name)?;
            needed += file.size.saturating_sub(journal::under_way(&place).unwrap_or_default());
        }
        let folder = self.store.folder(self.model)?;
        let free = fs4::available_space(&folder).map_err(|error| disk::unreadable(&folder, &error))?;
        if needed <= free {
            return Ok(());
        }
        let what = format!("has {} MB free, and {} needs {} MB.", free >> 20, self.model.id, needed >> 20);
        let advice = "Free some space on that disk, or keep models on another.";
        Err(Error::new(Kind::DiskFull, folder.display().to_string(), what, advice))
    }

    /// Brings one file, from where it is, under its final name.
    fn bring(&mut self, file: Resolved) -> Result<()> {
        let place = self.store.make_place(self.model, &file.name)?;
        if finish::adopt(self.store, self.model, &mut self.lock, &file, self.news)? {
            self.whole += file.size;
            return Ok(());
        }
        let mut file = file;
        for _ in 0..=MOST_CHANGES {
            let part = Part::open(&journal::part(&place))?;
            let journal = Journal::of(&file, &place);
            let arrived = journal.read(part.length()?);
            if arrived.total() == 0 {
                part.set_length(0)?;
            }
            let subject = resolve::subject(self.model, &file.name);
            let transfer = Arc::new(Transfer::new(file, subject, self.hub.limits, part, arrived));
            let digest = self.transfer(&transfer, journal)?;
            match (transfer.ended(), digest) {
                (None, Some(digest)) => {
                    finish::finish(self.store, self.model, &mut self.lock, &transfer, &digest)?;
                    self.whole += transfer.file.size;
                    return Ok(());
                }
                (Some(Failure::Changed(what)), _) => {
                    tracing::info!(file = %transfer.subject, %what, "fetched anew");
                    journal::drop_part(&place)?;
                    self.wire = Arc::new(self.wire.anew(&self.hub.limits));
                    file = self.resolve_again(&transfer.file)?;
                }
                (Some(Failure::Final(error)), _) => return Err(error),
                (Some(Failure::Passing { what, .. }), _) => {
                    return Err(self.gave_up(&transfer.subject, &what));
                }
                (Some(Failure::Stopped), _) => return Err(Error::stopped()),
                (None, None) => return Err(broke_down()),
            }
        }
        let subject = resolve::subject(self.model, &file.name);
        Err(self.gave_up(&subject, "it changes on the hub again and again"))
    }

    fn gave_up(&self, subject: &str, what: &str) -> Error {
        let advice = "Try again later, or use another hub with HF_ENDPOINT.";
        Error::new(Kind::Network, subject, format!("did not come: {what}."), advice)
    }

    fn resolve_again(&mut self, before: &Resolved) -> Result<Resolved> {
        let listed = self.model.files.iter().find(|file| file.name == before.name);
        let Some(listed) = listed else { return Ok(before.clone()) };
        let revision = before.commit.clone().or_else(|| self.model.revision.clone());
        let revision = revision.unwrap_or_else(|| "main".into());
        let file = self.resolve(listed, &revision)?;
        self.total = self.total.map(|total| (total + file.size).saturating_sub(before.size));
        Ok(file)
    }

    /// Fetches, hashes and writes down, each on threads of their own, until it is whole or ends.
    fn transfer(&mut self, transfer: &Arc<Transfer>, journal: Journal) -> Result<Option<Digest>> {
        let (tell, messages) = sync_channel(QUEUE);
        for number in 0..self.hub.limits.connections.max(1) {
            let caller = Caller::new(self.wire.clone(), tell.clone());
            let transfer = transfer.clone();
            spawn(&format!("fetch-{number}"), move || stream::work(&caller, &transfer))?;
        }
        let recording = {
            let (transfer, lease, alive) = (transfer.clone(), self.lease.clone(), tell.clone());
            spawn("journal", move || {
                journal.follow(&transfer);
                // While it is written, nobody else may begin with the same file; and the work is not over.
                drop((lease, alive));
            })?
        };
        let hashing = {
            let (transfer, alive) = (transfer.clone(), tell);
            spawn("hash", move || {
                let digest = digest::follow(&transfer);
                drop(alive);
                digest
            })?
        };
        let wire = self.wire.clone();
        let watched = self.attend(&messages, |shown, news| {
            // Where one connection is the end of it, the others need not wait for their servers.
            if transfer.ended().is_some() {
                wire.stop();
            }
            shown.tell(transfer, news)
        });
        if let Err(error) = watched {
            transfer.end(Failure::Stopped);
            transfer.part.close();
            let stopped = Instant::now();
            while !recording.is_finished() && stopped.elapsed() < LAST_WORDS {
                thread::sleep(Duration::from_millis(1));
            }
            return Err(error);
        }
        hashing.join().map_err(|_| broke_down())
    }

    fn tell(&mut self, step: Step, file: &str, arrived: u64) -> Result<()> {
        let done = self.whole + arrived;
        let file = file.to_owned();
        self.news.put(News::Progress(Progress {
            step,
            file,
            done,
            total: self.total,
            speed: None,
            left: None,
        }))
    }

    /// Waits, asking all the while whether to stop.
    fn pause(&mut self, wait: Duration) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < wait {
            self.news.check()?;
            thread::sleep(Duration::from_millis(10).min(wait));
        }
        Ok(())
    }
}

/// What is shown of a file on its way.
struct Shown<'a> {
    whole: u64,
    total: Option<u64>,
    meter: &'a mut Meter,
    lease: &'a Lease,
}

impl Shown<'_> {
    /// Tells progress, if it is time to.
    fn tell(&mut self, transfer: &Transfer, news: &mut dyn Out<News>) -> Result<()> {
        let now = Instant::now();
        if !self.meter.due(now) {
            return Ok(());
        }
        let standing = transfer.standing();
        let (step, arrived) = if standing.arrived >= transfer.file.size {
            (Step::Verifying, standing.hashed)
        } else if standing.quiet {
            (Step::Retrying, standing.arrived)
        } else {
            (Step::Fetching, standing.arrived)
        };
        let done = self.whole + arrived;
        let speed = self.meter.note(now, done);
        let rest = self.total.map(|total| total.saturating_sub(done));
        let left = rest.zip(speed).and_then(|(rest, speed)| meter::left(rest, speed));
        let progress =
            Progress { step, file: transfer.file.name.clone(), done, total: self.total, speed, left };
        self.lease.tell(&progress);
        news.put(News::Progress(progress))
    }
}

/// The files whose hash the hub said.
fn known(files: &[Resolved]) -> Vec<Locked> {
    let locked = |file: &Resolved| Some(Locked::new(&file.name, file.size, file.sha256?, Origin::Hub));
    files.iter().filter_map(locked).collect()
}

fn spawn<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> Result<JoinHandle<T>> {
    thread::Builder::new().name(name.into()).spawn(work).map_err(|error| {
        Error::new(
            Kind::Engine,
            "fetching",
            format!("could not begin: {error}."),
            "End other programs, then try again.",
        )
    })
}

fn broke_down() -> Error {
    Error::new(Kind::Engine, "fetching", "broke down.", "Get the model again: it goes on from where it is.")
}
