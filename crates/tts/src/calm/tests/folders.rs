//! A model in a folder, as the catalog's store leaves it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use candle_core::Tensor;
use tempfile::TempDir;
use vesper_speech::{Line, Voice};

use super::fixture::Fixture;
use crate::calm::fixture;

pub(super) struct Folder {
    folder: TempDir,
}

impl Folder {
    /// With voices `anna` and `paul`.
    pub(super) fn new() -> Folder {
        let folder = Folder { folder: TempDir::new().unwrap() };
        fixture::write(folder.path()).unwrap();
        folder
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn at(&self, name: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    }

    pub(super) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.at(name), bytes).unwrap();
    }

    pub(super) fn save(&self, name: &str, tensors: &HashMap<String, Tensor>) {
        candle_core::safetensors::save(tensors, self.at(name)).unwrap();
    }
}

/// The first `length` positions of the fixture's voice as the reference exports it.
pub(super) fn voice(fixture: &Fixture, length: usize) -> HashMap<String, Tensor> {
    fixture::voice(fixture.all(), length).unwrap()
}

pub(super) fn line(text: &str, voice: &str) -> Line {
    let voice = Voice { chosen: Some(voice.into()), ..Voice::narrator() };
    Line { text: text.into(), voice, ..Line::default() }
}
