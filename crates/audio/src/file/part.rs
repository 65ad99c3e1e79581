use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A file on its way: it lies beside its place until it is whole.
pub(super) struct Part {
    place: PathBuf,
    part: PathBuf,
    kept: bool,
}

impl Part {
    pub(super) fn create(place: &Path) -> io::Result<(Part, File)> {
        let part = place.with_added_extension("part");
        let file = File::options().read(true).write(true).create(true).truncate(true).open(&part)?;
        Ok((Part { place: place.to_path_buf(), part, kept: false }, file))
    }

    /// Waits until `file` is on the disk and gives it its name, in place of what bore it before.
    pub(super) fn keep(mut self, file: File) -> io::Result<()> {
        file.sync_all()?;
        drop(file);
        fs::rename(&self.part, &self.place)?;
        self.kept = true;
        self.sync_folder()
    }

    /// A name is on the disk when its folder is.
    #[cfg(unix)]
    fn sync_folder(&self) -> io::Result<()> {
        let folder = self.place.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }

    #[cfg(not(unix))]
    fn sync_folder(&self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.kept
            && let Err(error) = fs::remove_file(&self.part)
        {
            tracing::warn!(file = %self.part.display(), %error, "the unfinished file could not be removed");
        }
    }
}
