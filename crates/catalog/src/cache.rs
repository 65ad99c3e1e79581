//! The cache that the hub's own tools keep: `models--owner--name/{blobs,refs,snapshots}` in one folder for all.
//!
//! A blob is named by its SHA-256 (or git's SHA-1, for small files) and never written again once it is whole; a
//! snapshot has links to blobs under the names that the files have in the repository.

use std::env;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use crate::Model;

const BLOBS: &str = "blobs";
const SNAPSHOTS: &str = "snapshots";

/// The folder of `model`'s repository in the hub's cache on this machine, if it is there. [`Store::add`] takes the
/// model from it.
///
/// [`Store::add`]: crate::Store::add
pub fn cached(model: &Model) -> Option<PathBuf> {
    cached_in(&folder(|name| env::var_os(name))?, model)
}

pub(crate) fn cached_in(cache: &Path, model: &Model) -> Option<PathBuf> {
    let folder = cache.join(repository_folder(model));
    folder.join(SNAPSHOTS).is_dir().then_some(folder)
}

/// Where the cache is, as `huggingface_hub` finds it: `HF_HUB_CACHE`, else `hub` in `HF_HOME`, else in
/// `$XDG_CACHE_HOME/huggingface` or `~/.cache/huggingface`.
fn folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || set("HOME").or_else(|| set("USERPROFILE"));
    set("HF_HUB_CACHE").or_else(|| Some(set("HF_HOME")?.join("hub"))).or_else(|| {
        let caches = set("XDG_CACHE_HOME").or_else(|| Some(home()?.join(".cache")))?;
        Some(caches.join("huggingface").join("hub"))
    })
}

fn repository_folder(model: &Model) -> String {
    format!("models--{}", model.repository.replace('/', "--"))
}

/// Whether `path` lies in a cache's folder of another repository than the model's: a name there means another file.
pub(crate) fn is_of_another(path: &Path, model: &Model) -> bool {
    let own = repository_folder(model);
    let mut folders = parts(path).filter(|part| part.starts_with("models--"));
    folders.next_back().is_some_and(|folder| folder != own)
}

/// The commit of the snapshot that `path` lies in.
pub(crate) fn commit(path: &Path) -> Option<&str> {
    let mut parts = parts(path);
    parts.find(|part| *part == SNAPSHOTS)?;
    parts.next().filter(|commit| crate::catalog::names::check_commit(commit).is_ok())
}

/// Whether `path`, with its links followed, is a blob: a file that nobody writes to again.
pub(crate) fn is_blob(path: &Path) -> bool {
    let mut parts = parts(path).rev();
    parts.next().is_some()
        && parts.next() == Some(BLOBS)
        && parts.next().is_some_and(|part| part.starts_with("models--"))
}

fn parts(path: &Path) -> impl DoubleEndedIterator<Item = &str> {
    path.components().filter_map(|part| match part {
        Component::Normal(part) => part.to_str(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(set: &[(&str, &str)]) -> Option<PathBuf> {
        folder(|name| set.iter().find(|(other, _)| *other == name).map(|(_, value)| value.into()))
    }

    #[test]
    fn the_cache_is_where_the_hubs_own_tools_keep_it() {
        let home = ("HOME", "/ada");
        assert_eq!(with(&[home]), Some("/ada/.cache/huggingface/hub".into()));
        assert_eq!(with(&[home, ("XDG_CACHE_HOME", "/c")]), Some("/c/huggingface/hub".into()));
        assert_eq!(with(&[home, ("HF_HOME", "/hf")]), Some("/hf/hub".into()));
        assert_eq!(with(&[home, ("HF_HOME", "/hf"), ("HF_HUB_CACHE", "/hub")]), Some("/hub".into()));
        assert_eq!(with(&[home, ("HF_HOME", "")]), Some("/ada/.cache/huggingface/hub".into()));
        assert_eq!(with(&[]), None);
    }
}
