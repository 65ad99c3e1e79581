//! Taking a model away.

use std::fs;
use std::io;
use std::path::Path;

use vesper_speech::{Error, Kind, Result};

use super::disk::{self, Found};
use super::{Store, refused};
use crate::Model;
use crate::catalog::names::check_id;

/// Folders inside each other that are looked at; the store makes far fewer.
const DEEPEST: usize = 32;

impl Store {
    /// Deletes the model's folder with its files, what is under way and the lock, and gives the bytes that this
    /// freed: none for files that lie in a Hugging Face cache too. Links are deleted, what they lead to is not.
    pub fn remove(&self, model: &Model) -> Result<u64> {
        check_id(&model.id).map_err(|what| refused(&model.id, &what))?;
        let folder = self.root.join(&model.id);
        if matches!(disk::look(&folder), Ok(Found::Nothing)) {
            let advice = "`vesper models list` shows which are.";
            return Err(Error::new(Kind::MissingModel, &model.id, "is not on this machine.", advice));
        }
        let freed = remove(&folder, 0).map_err(|error| undeletable(&folder, &error))?;
        disk::sync_folder(&self.root).map_err(|error| undeletable(&folder, &error))?;
        Ok(freed)
    }
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
