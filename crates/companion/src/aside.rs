//! Files beside the library in which words of the listener still stand.

use std::fs;
use std::path::PathBuf;

use vesper_speech::{Error, Kind, Result};

use crate::home::Home;

/// How the names of such files begin: libraries that were moved aside, and what earlier versions kept.
const ASIDE: [&str; 4] =
    ["library-damaged-", "library-replaced-", "places.json.imported", "settings.json.imported"];

/// The damaged and replaced libraries, and the files of earlier versions, that lie in `home`.
pub fn aside(home: &Home) -> Vec<PathBuf> {
    let Ok(listing) = fs::read_dir(home.root()) else { return Vec::new() };
    let mut found: Vec<PathBuf> = listing
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            name.to_str().is_some_and(|name| ASIDE.iter().any(|begin| name.starts_with(begin)))
        })
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}

/// Deletes them all.
pub fn forget_aside(home: &Home) -> Result<()> {
    for path in aside(home) {
        fs::remove_file(&path).map_err(|error| {
            let what = format!("could not be deleted: {error}.");
            Error::new(Kind::Unwritable, path.display().to_string(), what, "Delete it yourself.")
        })?;
    }
    Ok(())
}
