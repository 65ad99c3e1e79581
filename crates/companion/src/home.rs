use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use vesper_speech::{Error, Kind, Result};

/// Where the listener's own things lie: settings, places, scripts.
#[derive(Clone, Debug)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    /// The folder named by `VESPER_HOME`, else the system's place for an application's data.
    pub fn find() -> Result<Home> {
        if let Some(root) = std::env::var_os("VESPER_HOME").filter(|root| !root.is_empty()) {
            return Ok(Home::at(PathBuf::from(root)));
        }
        ProjectDirs::from("", "", "vesper").map(|dirs| Home::at(dirs.data_dir().to_owned())).ok_or_else(
            || {
                Error::new(
                    Kind::MissingFile,
                    "home folder",
                    "this user has none.",
                    "Set VESPER_HOME to a folder where Vesper may keep its things.",
                )
            },
        )
    }

    pub fn at(root: impl Into<PathBuf>) -> Home {
        Home { root: root.into() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The listener's own scripts: every `.ink` file in it is on the shelf.
    pub fn scripts(&self) -> PathBuf {
        self.root.join("scripts")
    }

    /// The listener's own prompts, in a folder for each kind: `story/scene.en.md`.
    pub fn prompts(&self) -> PathBuf {
        self.root.join("prompts")
    }

    /// The voices that the listener had taken from recordings: a folder for each model that they speak with.
    pub fn voices(&self) -> PathBuf {
        self.root.join("voices")
    }

    /// Where models are kept: the folder that `VESPER_MODELS` names, for a disk with more room, else one in here.
    pub fn models(&self) -> PathBuf {
        match std::env::var_os("VESPER_MODELS").filter(|folder| !folder.is_empty()) {
            Some(folder) => PathBuf::from(folder),
            None => self.root.join("models"),
        }
    }

    /// The file in which everything is kept.
    pub fn library(&self) -> PathBuf {
        self.root.join("library.db")
    }

    /// What is said here is nobody else's business. The folder stays as it is where it was there before: it may be
    /// one that others share.
    pub(crate) fn close_to_others(&self) {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            for path in [self.library(), self.places(), self.settings()] {
                // Where the file belongs to somebody else, it is theirs.
                drop(std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)));
            }
        }
    }

    /// The library's snapshots.
    pub(crate) fn snapshots(&self) -> PathBuf {
        self.root.join("snapshots")
    }

    /// Where earlier versions kept the settings.
    pub(crate) fn settings(&self) -> PathBuf {
        self.root.join("settings.json")
    }

    /// Where earlier versions kept the places.
    pub(crate) fn places(&self) -> PathBuf {
        self.root.join("places.json")
    }
}
