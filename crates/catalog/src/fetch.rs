//! Fetching models from the hub, whole or not at all.
//!
//! [`get`] asks the hub which files a model has at one commit, fetches each in several ranges at once into
//! `<file>.part`, hashes it as it comes, keeps a journal of what the disk has, and gives the file its own name once it
//! is whole, checked and synced. Any moment may be the last: the next `get` goes on from there.

mod address;
mod digest;
mod download;
mod failure;
mod finish;
mod hub;
mod journal;
mod lease;
mod listen;
mod meter;
mod part;
mod proxies;
mod resolve;
mod retry;
mod spans;
mod stream;
mod transfer;
mod wire;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use vesper_speech::{Error, Kind, Out, Result};

pub use hub::{Hub, Limits, Token};
pub(crate) use journal::under_way;
pub(crate) use lease::Lease;

use crate::catalog::names::LOCK;
use crate::{Model, News, Progress, Step, Store};

/// How often somebody who waits looks whether it is his turn, and how often he asks whether he is to stop.
const LOOK: Duration = Duration::from_millis(100);
const TICK: Duration = Duration::from_millis(10);
/// How long [`discard`] waits for a work that was stopped a moment ago.
const SETTLED: Duration = Duration::from_secs(5);

/// Brings every file of `model` that is not whole into the store. Goes on where an earlier try was cut; what an
/// answer of `news` stops stays for the next try. Only ever called because the listener asked.
///
/// Where somebody else fetches the same model, in this process or another, this waits, shows their progress, and takes
/// over should they end before it is whole. Models that this one needs are not fetched.
///
/// # Errors
///
/// [`Kind::Stopped`] within 50 ms of the answer that stopped it; [`Kind::Denied`] where the hub wants a token or a
/// consent; [`Kind::Network`] where it could not be reached, or did not keep to what it had said; [`Kind::BadFile`]
/// where what it has is not what the catalog lists; [`Kind::DiskFull`] and [`Kind::Unwritable`].
pub fn get(hub: &Hub, store: &Store, model: &Model, news: &mut dyn Out<News>) -> Result<()> {
    news.check()?;
    if store.missing(model).is_empty() {
        return Ok(());
    }
    let folder = folder(store, model)?;
    let lease = wait_for_lease(&folder, news)?;
    // Whoever had it before may have brought everything.
    if store.missing(model).is_empty() {
        return Ok(());
    }
    download::Download::new(hub, store, model, lease, news)?.run()
}

/// Deletes what has come of the files of `model` that are not whole. Those that are stay.
///
/// # Errors
///
/// [`Kind::Denied`] while somebody fetches it.
pub fn discard(store: &Store, model: &Model) -> Result<()> {
    let folder = store.folder(model)?;
    if !folder.exists() {
        return Ok(());
    }
    let begun = Instant::now();
    let _lease = loop {
        match Lease::take(&folder)? {
            Some(lease) => break lease,
            None if begun.elapsed() < SETTLED => std::thread::sleep(TICK),
            None => {
                let what = "is being fetched by another Vesper at this moment.";
                return Err(Error::new(Kind::Denied, &model.id, what, "Stop it there first."));
            }
        }
    };
    model.files.iter().try_for_each(|file| journal::drop_part(&store.place(model, &file.name)?))
}

fn folder(store: &Store, model: &Model) -> Result<PathBuf> {
    let lock = store.make_place(model, LOCK)?;
    Ok(lock.parent().unwrap_or(store.root()).to_owned())
}

fn wait_for_lease(folder: &Path, news: &mut dyn Out<News>) -> Result<std::sync::Arc<Lease>> {
    let mut shown: Option<Progress> = None;
    loop {
        if let Some(lease) = Lease::take(folder)? {
            return Ok(std::sync::Arc::new(lease));
        }
        let waiting = Lease::told(folder).unwrap_or_else(|| shown.clone().unwrap_or_else(unknown));
        if shown.as_ref() != Some(&waiting) {
            news.put(News::Progress(waiting.clone()))?;
            shown = Some(waiting);
        }
        let looked = Instant::now();
        while looked.elapsed() < LOOK {
            news.check()?;
            std::thread::sleep(TICK);
        }
    }
}

fn unknown() -> Progress {
    Progress { step: Step::Waiting, file: String::new(), done: 0, total: None, speed: None, left: None }
}
