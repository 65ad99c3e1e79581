//! The folder of models: what is there, whether it is whole, and taking it away.

pub(crate) mod disk;
pub(crate) mod hash;
mod remove;
pub(crate) mod verify;

use std::path::{Path, PathBuf};

use vesper_speech::{Error, Kind, Result};

use crate::catalog::names::{LOCK, check_file, check_id};
use crate::lock::{Lock, Locked};
use crate::store::disk::Found;
use crate::{Model, ModelFile};

/// The folder where models are kept: `<root>/<model id>/<file>`, with a `lock.toml` beside the files that says what
/// they are.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

/// How much of a model is on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    Absent,
    /// Bytes that are there of a download that was cut or paused.
    Partial {
        done: u64,
        total: Option<u64>,
    },
    Whole {
        bytes: u64,
    },
    /// A file is missing, has another length, or did not match its hash when it was checked last.
    Damaged {
        what: String,
    },
}

/// How one file of a model stands.
enum FileState {
    /// Bytes.
    Whole(u64),
    /// Bytes that are there of it.
    Partial(u64),
    Absent,
    Damaged(String),
}

impl Store {
    pub fn at(root: impl Into<PathBuf>) -> Store {
        Store { root: root.into() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Looks at names and lengths only; [`Store::verify`] reads the files.
    pub fn presence(&self, model: &Model) -> Presence {
        let lock = match Lock::read(self, model) {
            Ok(lock) => lock,
            Err(error) => return Presence::Damaged { what: error.to_string() },
        };
        let mut whole = 0;
        let mut done = 0;
        let mut missing = None;
        for file in &model.files {
            match self.state(model, file, lock.as_ref()) {
                FileState::Whole(bytes) => whole += bytes,
                FileState::Partial(bytes) => done += bytes,
                FileState::Absent => missing = Some(&file.name),
                FileState::Damaged(what) => {
                    return Presence::Damaged { what: format!("{}: {what}", file.name) };
                }
            }
        }
        match (missing, whole + done) {
            (Some(_), 0) => Presence::Absent,
            (None, _) if done == 0 => Presence::Whole { bytes: whole },
            (_, done) => Presence::Partial { done, total: total(model) },
        }
    }

    /// The files of `model` that are not whole, as far as names, lengths and the last check tell: what `get` has to
    /// bring.
    pub fn missing<'a>(&self, model: &'a Model) -> Vec<&'a ModelFile> {
        let lock = Lock::read(self, model).ok().flatten();
        let whole =
            |file: &&ModelFile| !matches!(self.state(model, file, lock.as_ref()), FileState::Whole(_));
        model.files.iter().filter(whole).collect()
    }

    /// Where the file of a whole model lies; an error that says what to do where it is not whole.
    pub fn file(&self, model: &Model, name: &str) -> Result<PathBuf> {
        if !model.files.iter().any(|file| file.name == name) {
            let what = format!("has no file `{}`.", crate::catalog::names::clipped(name));
            return Err(Error::new(Kind::BadRequest, &model.id, what, ""));
        }
        let get = format!("Get it with `vesper models get {}`.", model.id);
        match self.presence(model) {
            Presence::Whole { .. } => self.place(model, name),
            Presence::Absent => {
                Err(Error::new(Kind::MissingModel, &model.id, "is not on this machine.", get))
            }
            Presence::Partial { .. } => {
                let go_on = format!("Go on with `vesper models get {}`.", model.id);
                Err(Error::new(Kind::MissingModel, &model.id, "is not on this machine in full.", go_on))
            }
            Presence::Damaged { what } => {
                let what = format!("is damaged: {}.", what.trim_end_matches('.'));
                let again = format!("Get it again with `vesper models get {}`.", model.id);
                Err(Error::new(Kind::BadFile, &model.id, what, again))
            }
        }
    }

    /// The model's folder, which need not be there.
    pub(crate) fn folder(&self, model: &Model) -> Result<PathBuf> {
        check_id(&model.id).map_err(|what| refused(&model.id, &what))?;
        Ok(self.root.join(&model.id))
    }

    /// Where `name` of `model` lies or will lie. Refuses names that lead elsewhere and folders that are links.
    pub(crate) fn place(&self, model: &Model, name: &str) -> Result<PathBuf> {
        let folder = self.folder(model)?;
        if name != LOCK {
            check_file(name).map_err(|what| refused(&model.id, &what))?;
        }
        let inside = Path::new(&model.id).join(name);
        disk::below(&self.root, &inside).map_err(|error| disk::unreadable(&folder, &error))
    }

    /// The same, with the folders on the way made.
    pub(crate) fn make_place(&self, model: &Model, name: &str) -> Result<PathBuf> {
        let place = self.place(model, name)?;
        let folder = place.parent().unwrap_or(&self.root);
        std::fs::create_dir_all(folder).map_err(|error| disk::unwritable(folder, &error))?;
        // Once more: the folders may have been made by somebody else meanwhile.
        self.place(model, name)
    }

    fn state(&self, model: &Model, file: &ModelFile, lock: Option<&Lock>) -> FileState {
        let locked = lock.and_then(|lock| lock.file(&file.name));
        let place = match self.place(model, &file.name) {
            Ok(place) => place,
            Err(error) => return FileState::Damaged(error.to_string()),
        };
        if let Some(what) = locked.and_then(|locked| locked.damage.clone()) {
            // A new copy may be on its way.
            return match part(&place) {
                0 => FileState::Damaged(what),
                bytes => FileState::Partial(bytes),
            };
        }
        match (disk::look(&place), locked) {
            (Ok(Found::File(metadata)), Some(locked)) => compare(metadata.len(), file, locked),
            (Ok(Found::File(metadata)), None) => FileState::Partial(metadata.len()),
            (Ok(Found::Nothing), Some(_)) if part(&place) == 0 => FileState::Damaged("it is missing".into()),
            (Ok(Found::Nothing), _) => match part(&place) {
                0 => FileState::Absent,
                bytes => FileState::Partial(bytes),
            },
            (Ok(Found::Folder), _) => FileState::Damaged("a folder lies where the file should".into()),
            (Ok(Found::Other(what)), _) => FileState::Damaged(format!("it {what}")),
            (Err(error), _) => FileState::Damaged(format!("it cannot be looked at: {error}")),
        }
    }
}

/// Bytes that have come of the file that is to lie at `place`.
fn part(place: &Path) -> u64 {
    crate::fetch::under_way(place).unwrap_or(0)
}

/// A file of `length` bytes against what is known of it without reading it. The catalog's word counts more than the
/// lock's: that one lies in a folder where anybody may write.
fn compare(length: u64, file: &ModelFile, locked: &Locked) -> FileState {
    if file.sha256.is_some_and(|sha256| sha256 != locked.sha256) {
        return FileState::Damaged("it is another version than the catalog lists".into());
    }
    let size = file.size.unwrap_or(locked.size);
    if length == size && locked.size == size {
        FileState::Whole(length)
    } else {
        FileState::Damaged(format!("it has {length} bytes instead of {size}"))
    }
}

/// Bytes of all files, where the catalog knows each.
fn total(model: &Model) -> Option<u64> {
    model.files.iter().map(|file| file.size).sum()
}

fn refused(id: &str, what: &str) -> Error {
    let subject = format!("model `{}`", crate::catalog::names::clipped(id));
    Error::new(Kind::BadRequest, subject, format!("cannot be kept: {what}."), "")
}
