//! Taking a model away.

use std::fs;
use std::io;
use std::path::Path;

use vesper_speech::{Error, Kind, Result};

use super::disk::{self, Found};
use super::{Store, refused};
use crate::Model;
use crate::catalog::names::check_id;
use crate::fetch::Lease;

/// Folders inside each other that are looked at; the store makes far fewer.
const DEEPEST: usize = 32;

impl Store {
    /// Deletes the model's folder with its files, what is under way and the lock, and gives the bytes that this
    /// freed: none for files that lie in a Hugging Face cache too. Links are deleted, what they lead to is not.
    ///
    /// # Errors
    /// `MissingModel` where there is none, `Denied` while it is being fetched or where the system forbids it.
    pub fn remove(&self, model: &Model) -> Result<u64> {
        check_id(&model.id).map_err(|what| refused(&model.id, &what))?;
        let folder = self.root.join(&model.id);
        match disk::look(&folder) {
            Ok(Found::Nothing) => {
                let advice = "`vesper models list` shows which are.";
                return Err(Error::new(Kind::MissingModel, &model.id, "is not on this machine.", advice));
            }
            // Let go of at once: on some systems a folder does not go while a file in it is open.
            Ok(Found::Folder) => drop(lease(model, &folder)?),
            _ => {}
        }
        let freed = remove(&folder, 0).map_err(|error| undeletable(&folder, &error))?;
        disk::sync_folder(&self.root).map_err(|error| undeletable(&folder, &error))?;
        Ok(freed)
    }
}

/// The right to write into `folder`, which a fetch or an adding elsewhere may have.
fn lease(model: &Model, folder: &Path) -> Result<Lease> {
    Lease::take(folder)?.ok_or_else(|| {
        let what = "is being fetched or added by another Vesper at this moment.";
        Error::new(Kind::Denied, &model.id, what, "Stop it there first.")
    })
}

/// Deletes what lies at `path` and gives the bytes that this freed.
fn remove(path: &Path, depth: usize) -> io::Result<u64> {
    if depth > DEEPEST {
        return Err(io::Error::other("its folders lie too deep"));
    }
    match disk::look(path)? {
        Found::Nothing => Ok(0),
        Found::Folder => {
            let mut freed = 0;
            for entry in fs::read_dir(path)? {
                freed += remove(&entry?.path(), depth + 1)?;
            }
            fs::remove_dir(path)?;
            Ok(freed)
        }
        Found::File(metadata) => {
            fs::remove_file(path)?;
            Ok(disk::freed(&metadata))
        }
        Found::Other(_) => {
            fs::remove_file(path)?;
            Ok(0)
        }
    }
}

fn undeletable(path: &Path, error: &io::Error) -> Error {
    let kind = if error.kind() == io::ErrorKind::PermissionDenied { Kind::Denied } else { Kind::Unwritable };
    let advice = "End programs that use it and check that the folder may be written, then remove it again.";
    Error::new(kind, path.display().to_string(), format!("could not be deleted: {error}."), advice)
}
