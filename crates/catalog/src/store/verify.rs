//! Reading a model's files and comparing them with what they must be.

use std::path::Path;
use std::time::SystemTime;

use vesper_speech::{Error, Kind, Out, Result};

use super::hash::{self, Pace};
use super::{Store, disk};
use crate::lock::{Lock, Locked, Origin};
use crate::{Model, ModelFile, News, Sha256, Step};

impl Store {
    /// Reads every file and compares it with the catalog and the lock; the headers are checked too. What does not
    /// match is marked as damaged, and fetched again by the next `get`. A file that nothing speaks for but the
    /// catalog, and that matches it, is taken into the lock.
    ///
    /// # Errors
    /// The first fault: `MissingFile`, `BadFile` or `Denied` with the file, `MissingModel` where nothing says what a
    /// file must be. `Stopped` marks nothing.
    pub fn verify(&self, model: &Model, news: &mut dyn Out<News>) -> Result<()> {
        let before = Lock::read(self, model);
        let unbelievable = before.as_ref().err().cloned();
        let before = before.ok().flatten().unwrap_or_else(|| Lock::of(model));
        let mut pace = Pace::new(Step::Verifying, self.bytes(model));
        let mut found = Vec::new();
        for file in &model.files {
            match self.verify_file(model, file, before.file(&file.name), &mut pace, news) {
                Err(error) if error.kind == Kind::Stopped => return Err(error),
                verdict => found.push((file.name.as_str(), verdict)),
            }
        }
        let written = self.write_verdicts(model, &found);
        let fault = found.into_iter().find_map(|(_, verdict)| verdict.err());
        match (fault, unbelievable) {
            (None, _) => written,
            // Without the catalog's word nothing is left to compare with: the lock is the fault to tell.
            (Some(fault), Some(lock)) if fault.kind == Kind::MissingModel => Err(lock),
            (Some(fault), _) => Err(fault),
        }
    }

    /// Reading took a while: files that came meanwhile stay in the lock.
    fn write_verdicts(&self, model: &Model, found: &[(&str, Result<Locked>)]) -> Result<()> {
        let mut lock = Lock::read_or_new(self, model);
        for (name, verdict) in found {
            match verdict {
                Ok(whole) => lock.put(whole.clone()),
                Err(fault) => mark(&mut lock, name, fault),
            }
        }
        if lock.files.is_empty() {
            return Ok(());
        }
        lock.checked = Some(SystemTime::now());
        lock.write(self, model)
    }

    fn verify_file(
        &self,
        model: &Model,
        file: &ModelFile,
        locked: Option<&Locked>,
        pace: &mut Pace,
        news: &mut dyn Out<News>,
    ) -> Result<Locked> {
        let place = self.place(model, &file.name)?;
        let (mut opened, before) = disk::open(&place).map_err(|error| disk::unreadable(&place, &error))?;
        let expected = expected(model, file, locked)?;
        let again = || format!("Get it again with `vesper models get {}`.", model.id);
        let bad = |what: String| Error::new(Kind::BadFile, place.display().to_string(), what, again());
        if before.len() != expected.size.unwrap_or(before.len()) {
            let size = expected.size.unwrap_or_default();
            return Err(bad(format!("has {} bytes instead of {size}.", before.len())));
        }
        let (sha256, length) = hash::stream((&place, &mut opened), None, &file.name, pace, news)?;
        let after = disk::open(&place).map_err(|error| disk::unreadable(&place, &error))?.1;
        if length != before.len() || !disk::same(&before, &after) {
            return Err(bad("changed while it was read.".into()));
        }
        if sha256 != expected.sha256 {
            return Err(bad("is not what it was made to be: its SHA-256 differs.".into()));
        }
        check_header(&place, &file.name)?;
        Ok(match locked {
            Some(locked) if locked.sha256 == sha256 => {
                Locked { damage: None, size: length, ..locked.clone() }
            }
            _ => Locked::new(&file.name, length, sha256, Origin::Catalog),
        })
    }

    /// Bytes of all files as they lie there.
    fn bytes(&self, model: &Model) -> Option<u64> {
        let length = |file: &ModelFile| match disk::look(&self.place(model, &file.name).ok()?) {
            Ok(disk::Found::File(metadata)) => Some(metadata.len()),
            _ => Some(0),
        };
        model.files.iter().map(length).sum()
    }
}

/// What a file must be.
struct Expected {
    sha256: Sha256,
    size: Option<u64>,
}

fn expected(model: &Model, file: &ModelFile, locked: Option<&Locked>) -> Result<Expected> {
    match (file.sha256, locked) {
        (Some(sha256), _) => Ok(Expected { sha256, size: file.size }),
        (None, Some(locked)) => Ok(Expected { sha256: locked.sha256, size: Some(locked.size) }),
        (None, None) => Err(Error::new(
            Kind::MissingModel,
            &file.name,
            "lies there, and nothing says what it must be.",
            format!("`vesper models get {}` asks the hub and keeps it where it is whole.", model.id),
        )),
    }
}

/// Checks the header of the file at `path`, whose name in its repository is `name`, if a library will read it: files of
/// other kinds (texts, tables) have none.
pub(crate) fn check_header(path: &Path, name: &str) -> Result<()> {
    let name = name.to_ascii_lowercase();
    let has_header = [".gguf", ".safetensors", ".bin"].iter().any(|ending| name.ends_with(ending));
    if has_header { vesper_weights::check(path).map(drop) } else { Ok(()) }
}

fn mark(lock: &mut Lock, name: &str, fault: &Error) {
    if let Some(locked) = lock.files.iter_mut().find(|locked| locked.name == name) {
        locked.damage = Some(fault.what.trim_end_matches('.').to_string());
    }
}
