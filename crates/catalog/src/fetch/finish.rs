//! From a file that has come to one that counts: checked, synced, named, written into the lock.

use std::path::Path;

use vesper_speech::{Error, Kind, Out, Result};

use super::digest::Digest;
use super::journal;
use super::resolve::Resolved;
use super::transfer::Transfer;
use crate::lock::{Locked, Origin};
use crate::store::disk::{self, Found};
use crate::store::hash::{self, Pace};
use crate::store::verify;
use crate::{Lock, Model, News, Sha256, Step, Store};

/// Gives the file of `transfer`, every byte of which has come, its own name; one that is not what it should be is
/// thrown away.
pub(super) fn finish(
    store: &Store,
    model: &Model,
    lock: &mut Lock,
    transfer: &Transfer,
    digest: &Digest,
) -> Result<()> {
    let file = &transfer.file;
    let place = store.place(model, &file.name)?;
    let part = &transfer.part;
    part.close();
    // A part that began as a longer file has more.
    if part.length()? != file.size {
        part.set_length(file.size)?;
    }
    if let Err(error) = sound(transfer, digest) {
        journal::drop_part(&place)?;
        return Err(error);
    }
    part.sync_all()?;
    disk::put(part.path(), &place).map_err(|error| disk::unwritable(&place, &error))?;
    journal::drop_part(&place)?;
    write_down(store, model, lock, file, digest.sha256)
}

/// Whether these are the bytes that were meant, and no library will stumble over their header.
fn sound(transfer: &Transfer, digest: &Digest) -> Result<()> {
    if !digest.is_of(&transfer.file) {
        return Err(differs(&transfer.subject));
    }
    verify::check_header(transfer.part.path(), &transfer.file.name)
        .map_err(|error| Error { subject: transfer.subject.clone(), ..error })
}

fn differs(subject: &str) -> Error {
    Error::new(
        Kind::BadFile,
        subject,
        "is not what the hub said it would be: its hash differs. It was thrown away.",
        "Get the model again; if that happens twice, something on the way changes what is sent.",
    )
}

fn write_down(store: &Store, model: &Model, lock: &mut Lock, file: &Resolved, sha256: Sha256) -> Result<()> {
    let origin = match (file.sha256, file.from_hub) {
        (Some(_), false) => Origin::Catalog,
        (Some(_), true) => Origin::Hub,
        (None, _) if file.git.is_some() => Origin::Hub,
        (None, _) => Origin::Computed,
    };
    lock.put(Locked::new(&file.name, file.size, sha256, origin));
    lock.write(store, model)
}

/// Takes a file that lies under its own name, unknown to the lock, if it is the one that would be fetched: an earlier
/// work ended before it could write that down.
pub(super) fn adopt(
    store: &Store,
    model: &Model,
    lock: &mut Lock,
    file: &Resolved,
    news: &mut dyn Out<News>,
) -> Result<bool> {
    let place = store.place(model, &file.name)?;
    let Some(sha256) = file.sha256 else { return Ok(false) };
    if !lies_there(&place, file.size) {
        return Ok(false);
    }
    let (mut opened, _) = disk::open(&place).map_err(|error| disk::unreadable(&place, &error))?;
    let mut pace = Pace::new(Step::Verifying, Some(file.size));
    pace.send(&file.name, news)?;
    let (found, length) = hash::stream((&place, &mut opened), None, &file.name, &mut pace, news)?;
    if found != sha256 || length != file.size {
        return Ok(false);
    }
    opened.sync_all().map_err(|error| disk::unwritable(&place, &error))?;
    journal::drop_part(&place)?;
    write_down(store, model, lock, file, found).map(|()| true)
}

fn lies_there(place: &Path, size: u64) -> bool {
    matches!(disk::look(place), Ok(Found::File(metadata)) if metadata.len() == size)
}
