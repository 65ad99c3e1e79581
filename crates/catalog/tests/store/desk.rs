//! What the tests work on: small models, a store in a folder of its own, and ears for the news.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};

use sha2::Digest;
use tempfile::TempDir;
use vesper_catalog::{Licence, Model, ModelFile, News, Progress, Role, Sha256, Store};
use vesper_speech::{Error, Out, Result};

pub(crate) const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

pub(crate) fn sha256(bytes: &[u8]) -> Sha256 {
    Sha256(sha2::Sha256::digest(bytes).into())
}

/// A model whose files the catalog knows by length and hash.
pub(crate) fn model(files: &[(&str, &[u8])]) -> Model {
    let file = |(name, bytes): &(&str, &[u8])| ModelFile {
        name: name.to_string(),
        size: Some(bytes.len() as u64),
        sha256: Some(sha256(bytes)),
    };
    Model {
        id: "ear-1".into(),
        name: "Ear".into(),
        role: Role::Recogniser,
        about: "Hears.".into(),
        repository: "maker/ear".into(),
        revision: Some(COMMIT.into()),
        files: files.iter().map(file).collect(),
        licence: Licence {
            name: "MIT".into(),
            link: "https://example.org/mit".into(),
            commercial: true,
            gated: false,
        },
        languages: Vec::new(),
        memory: 1,
        active: None,
        rank: 1,
        needs: Vec::new(),
    }
}

/// The same, with nothing known of its files but their names.
pub(crate) fn unknown(files: &[(&str, &[u8])]) -> Model {
    let mut model = model(files);
    for file in &mut model.files {
        (file.size, file.sha256) = (None, None);
    }
    model
}

/// Bytes that no two seeds share.
pub(crate) fn bytes(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2) + 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..length).map(|_| next()).collect()
}

/// A sound safetensors file with two numbers.
pub(crate) fn safetensors() -> Vec<u8> {
    let header = r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#;
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend(header.bytes());
    file.extend([0; 8]);
    file
}

pub(crate) struct Desk {
    folder: TempDir,
    pub(crate) store: Store,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        let folder = TempDir::new().unwrap();
        let store = Store::at(folder.path().join("models"));
        Desk { folder, store }
    }

    /// A path beside the store.
    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where a file of the model lies in the store.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.store.root().join("ear-1").join(name)
    }

    /// Writes a file beside the store, with the folders it lies in.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.at(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The model with its files in the store, whole.
    pub(crate) fn whole(&self, files: &[(&str, &[u8])]) -> Model {
        let model = model(files);
        for (name, bytes) in files {
            self.write(&format!("source/{name}"), bytes);
        }
        self.store.add(&model, &self.at("source"), &mut Vec::new()).unwrap();
        model
    }

    /// Names of everything in the model's folder, without the lock and the lease.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names = listed(&self.store.root().join("ear-1"));
        names.retain(|name| name != "lock.toml" && name != ".get.lock");
        names
    }
}

/// Paths of everything below `folder`, links not followed.
pub(crate) fn listed(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

pub(crate) fn progress(news: &[News]) -> Vec<&Progress> {
    news.iter()
        .filter_map(|news| match news {
            News::Progress(progress) => Some(progress),
            _ => None,
        })
        .collect()
}

/// Does something when it is asked for the n-th time whether to go on, and stops from then on where `stop` is set.
pub(crate) struct After<F: FnOnce()> {
    left: Cell<u32>,
    act: RefCell<Option<F>>,
    stop: bool,
}

impl<F: FnOnce()> After<F> {
    pub(crate) fn checks(checks: u32, stop: bool, act: F) -> After<F> {
        After { left: Cell::new(checks), act: RefCell::new(Some(act)), stop }
    }
}

impl<F: FnOnce()> Out<News> for After<F> {
    fn put(&mut self, _: News) -> Result<()> {
        Ok(())
    }

    fn check(&self) -> Result<()> {
        if self.left.get() > 0 {
            self.left.set(self.left.get() - 1);
            return Ok(());
        }
        if let Some(act) = self.act.borrow_mut().take() {
            act();
        }
        if self.stop { Err(Error::stopped()) } else { Ok(()) }
    }
}
