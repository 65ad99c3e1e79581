//! Which files under a folder, or a stick, may be those of a model.

use std::fs;
use std::path::{Path, PathBuf};

use vesper_speech::{Error, Kind, Out, Result};

use crate::{Model, ModelFile, News, Sha256, cache};

/// Folders inside each other that are searched.
const DEEPEST: usize = 8;
/// Files and folders that are looked at.
const MOST: usize = 100_000;

/// A file that was found.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) size: u64,
}

/// Everything under `from`, which may itself be a file. Links to files are followed, links to folders are not; what may
/// not be read is left out.
pub(crate) fn search(from: &Path, news: &dyn Out<News>) -> Result<Vec<Source>> {
    let missing = |error: std::io::Error| {
        let kind = match error.kind() {
            std::io::ErrorKind::PermissionDenied => Kind::Denied,
            _ => Kind::MissingFile,
        };
        Error::new(kind, from.display().to_string(), format!("cannot be read: {error}."), "Check the path.")
    };
    let metadata = fs::metadata(from).map_err(missing)?;
    if metadata.is_file() {
        return Ok(vec![Source { path: from.to_path_buf(), size: metadata.len() }]);
    }
    if !metadata.is_dir() {
        let what = "is neither a file nor a folder.";
        return Err(Error::new(
            Kind::BadFile,
            from.display().to_string(),
            what,
            "Point to a file or a folder.",
        ));
    }
    let mut found = Vec::new();
    let mut looked = 0;
    let mut folders = vec![(from.to_path_buf(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            news.check()?;
            looked += 1;
            if looked > MOST {
                let what = format!("has more than {MOST} files and folders.");
                let advice = "Point to the folder that the model lies in.";
                return Err(Error::new(Kind::BadRequest, from.display().to_string(), what, advice));
            }
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth < DEEPEST => folders.push((path, depth + 1)),
                Ok(kind) if kind.is_file() || kind.is_symlink() => {
                    if let Ok(metadata) = fs::metadata(&path)
                        && metadata.is_file()
                    {
                        found.push(Source { path, size: metadata.len() });
                    }
                }
                _ => {}
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// How well a source answers to a file of the catalog, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// The whole path in the repository, in the snapshot of the commit that is asked for.
    Commit,
    /// A cache names it by the very hash.
    Hash,
    /// The whole path in the repository.
    Path,
    /// The name alone.
    Name,
    /// The length alone.
    Length,
}

/// How `source` may be `file` of `model`, if it may. `size` and `sha256` are what it must be, where that is known.
pub(crate) fn likeness(
    source: &Source,
    model: &Model,
    file: &ModelFile,
    size: Option<u64>,
    sha256: Option<Sha256>,
) -> Option<Likeness> {
    let name = source.path.file_name()?.to_str()?;
    let of_another = cache::is_of_another(&source.path, model);
    let whole_path = !of_another && source.path.ends_with(&file.name);
    let commit = cache::commit(&source.path);
    if whole_path && commit.is_some() && commit == model.revision.as_deref() {
        return Some(Likeness::Commit);
    }
    if sha256.is_some_and(|sha256| sha256.to_string() == name) {
        return Some(Likeness::Hash);
    }
    if whole_path {
        return Some(Likeness::Path);
    }
    if !of_another && file.name.rsplit('/').next() == Some(name) {
        return Some(Likeness::Name);
    }
    // Blobs of a cache are found through their hash or their snapshot; their length says nothing more.
    let sized = sha256.is_some() && size == Some(source.size) && !cache::is_blob(&source.path);
    sized.then_some(Likeness::Length)
}
