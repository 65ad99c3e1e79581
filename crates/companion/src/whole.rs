//! Files that are written whole or not at all.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use vesper_speech::{Error, Kind, Result};

/// Writes `bytes` to `path` for nobody else to read, and has them on disk: beside it first, then in its place.
///
/// # Errors
/// `DiskFull`, `Unwritable`; what was at `path` before is still there then.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error: std::io::Error| unwritable(path, &error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let part = path.with_extension("part");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&part, path)
    });
    written.map_err(|error| {
        drop(std::fs::remove_file(&part));
        failed(error)
    })
}

pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    let subject = path.display().to_string();
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Error::new(
            Kind::DiskFull,
            subject,
            "could not be written: the disk is full.",
            "Make room and try again.",
        ),
        _ => Error::new(
            Kind::Unwritable,
            subject,
            format!("could not be changed: {error}."),
            "Check that its folder may be written.",
        ),
    }
}
