//! Small files that are whole or not there: written beside, synced, renamed.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use vesper_speech::{Error, Kind, Result};

/// No file of ours grows larger; one that does is not ours.
const LARGEST: u64 = 4 << 20;

/// The value in `path`, or `None` where there is no such file.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(bad(path, &error.to_string())),
    };
    let mut text = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut text).map_err(|error| bad(path, &error.to_string()))?;
    if text.len() as u64 > LARGEST {
        return Err(bad(path, "it is larger than 4 MB"));
    }
    serde_json::from_slice(&text).map(Some).map_err(|error| bad(path, &error.to_string()))
}

fn bad(path: &Path, why: &str) -> Error {
    Error::new(
        Kind::BadFile,
        path.display().to_string(),
        format!("cannot be read: {why}."),
        "It is left as it is; move it away and Vesper writes a new one.",
    )
}

pub(crate) fn write<T: Serialize>(path: &Path, value: &T) -> Result<()> {
    let text =
        serde_json::to_vec_pretty(value).map_err(|error| unwritable(path, &std::io::Error::other(error)))?;
    let beside = path.with_extension(format!("json.{}", std::process::id()));
    let whole = || -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = File::create(&beside)?;
        file.write_all(&text)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, path)?;
        sync_folder(folder)
    };
    whole().map_err(|error| {
        // It may be gone already, or never have been made.
        drop(fs::remove_file(&beside));
        unwritable(path, &error)
    })
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    let kind = if error.kind() == ErrorKind::StorageFull { Kind::DiskFull } else { Kind::Unwritable };
    let advice = match kind {
        Kind::DiskFull => "Free some space; until then nothing is kept.",
        _ => "Check that the folder may be written, or set VESPER_HOME to another.",
    };
    Error::new(kind, path.display().to_string(), format!("could not be written: {error}."), advice)
}
