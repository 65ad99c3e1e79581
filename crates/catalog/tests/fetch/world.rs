//! A model on a hub of our own, a store, and somebody who listens.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sha2::Digest;
use tempfile::TempDir;
use vesper_catalog::{
    Hub, Licence, Limits, Model, ModelFile, News, Presence, Progress, Request, Role, Sha256, Store, Token,
    get,
};
use vesper_speech::{Error, Out, Result};

use crate::server::{Asked, Reply};

pub(crate) const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
pub(crate) const TOKEN: &str = "hf_keepthisforyourself";
pub(crate) const FILE: &str = "weights.dat";

/// Bytes without a pattern, the same for the same `seed`.
pub(crate) fn bytes(length: usize, seed: u64) -> Arc<Vec<u8>> {
    let mut random = Random(seed);
    let mut bytes: Vec<u8> = (0..length.div_ceil(8)).flat_map(|_| random.next().to_le_bytes()).collect();
    bytes.truncate(length);
    Arc::new(bytes)
}

/// Steele's SplitMix64.
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> Sha256 {
    Sha256(sha2::Sha256::digest(bytes).into())
}

pub(crate) fn model(names: &[&str]) -> Model {
    let file = |name: &&str| ModelFile { name: name.to_string(), size: None, sha256: None };
    Model {
        id: "test-model".into(),
        name: "Test".into(),
        role: Role::Chat,
        about: "Nothing.".into(),
        repository: "maker/model".into(),
        revision: None,
        files: names.iter().map(file).collect(),
        licence: Licence {
            name: "MIT".into(),
            link: "https://example.com".into(),
            commercial: true,
            gated: false,
        },
        languages: Vec::new(),
        memory: 0,
        active: None,
        rank: 0,
        needs: Vec::new(),
    }
}

/// What the hub answers for a large file: its hash in a tag of its own, ranges on request.
pub(crate) fn large(asked: &Asked, content: &Arc<Vec<u8>>) -> Reply {
    let digest = sha256(content);
    let all = content.len();
    let reply = match asked.range(all as u64) {
        Some(range) if asked.method == "GET" => part(content, range.start as usize..range.end as usize),
        _ => Reply::of(200, content, 0..all),
    };
    reply
        .with("X-Repo-Commit", COMMIT)
        .with("X-Linked-Size", all)
        .with("X-Linked-ETag", format!("\"{digest}\""))
        .with("ETag", format!("\"{digest}\""))
        .with("Accept-Ranges", "bytes")
}

/// Some bytes of a file, as they were asked for.
pub(crate) fn part(content: &Arc<Vec<u8>>, range: std::ops::Range<usize>) -> Reply {
    let told = format!("bytes {}-{}/{}", range.start, range.end.saturating_sub(1), content.len());
    Reply::of(206, content, range).with("Content-Range", told)
}

/// Limits under which a test does not take minutes.
pub(crate) fn limits() -> Limits {
    Limits {
        piece: 256 << 10,
        block: 1 << 20,
        stall: Duration::from_millis(400),
        connect: Duration::from_secs(5),
        wait: Duration::from_millis(5),
        tries: 5,
        first_tries: 5,
        ..Limits::default()
    }
}

pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) store: Store,
    pub(crate) model: Model,
    pub(crate) hub: Hub,
}

impl World {
    pub(crate) fn new(endpoint: String, names: &[&str]) -> World {
        let folder = tempfile::tempdir().unwrap();
        let mut hub = Hub::new(endpoint, Token::new(TOKEN));
        hub.limits = limits();
        World { store: Store::at(folder.path()), folder, model: model(names), hub }
    }

    pub(crate) fn get(&self) -> (Result<()>, Listener) {
        let mut listener = Listener::default();
        let result = get(&self.hub, &self.store, &self.model, &mut listener);
        (result, listener)
    }

    /// Gets the model and fails with what was in the way.
    pub(crate) fn brings(&self) -> Listener {
        let (result, listener) = self.get();
        result.unwrap_or_else(|error| panic!("{error}"));
        listener
    }

    pub(crate) fn refuses(&self) -> Error {
        let (result, listener) = self.get();
        let error = result.expect_err("it was brought");
        for text in [error.to_string(), format!("{error:?}"), format!("{:?}", listener.news)] {
            assert!(!text.contains(TOKEN), "the token shows: {text}");
        }
        error
    }

    /// What is there once a work that was stopped has written down what it had: it does so behind the back of whoever
    /// stopped it, and keeps others out meanwhile.
    pub(crate) fn settled(&self) -> Presence {
        std::fs::File::open(self.path(".get.lock")).unwrap().lock().unwrap();
        self.store.presence(&self.model)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(&self.model.id).join(name)
    }

    /// The file is there, whole, and nothing of its way is left.
    pub(crate) fn has(&self, name: &str, content: &[u8]) {
        assert!(std::fs::read(self.path(name)).unwrap() == content, "{name} has other bytes");
        assert_eq!(self.store.file(&self.model, name).unwrap(), self.path(name));
        for ending in [".part", ".part.toml"] {
            assert!(!self.path(&format!("{name}{ending}")).exists(), "{ending} is left");
        }
    }

    /// Nothing lies under the file's own name.
    pub(crate) fn lacks(&self, name: &str) {
        assert!(!self.path(name).exists(), "{name} is there");
        assert!(self.store.file(&self.model, name).is_err());
    }
}

type Until = Box<dyn FnMut(&News) -> bool>;

/// Remembers what it is told, and stops the work when a piece of news makes it.
#[derive(Default)]
pub(crate) struct Listener {
    pub(crate) news: Vec<News>,
    until: Option<Until>,
    pub(crate) stopped: Option<std::time::Instant>,
}

impl Listener {
    pub(crate) fn until(until: impl FnMut(&News) -> bool + 'static) -> Listener {
        Listener { until: Some(Box::new(until)), ..Listener::default() }
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        let request = |news: &News| match news {
            News::Request(request) => Some(request.clone()),
            _ => None,
        };
        self.news.iter().filter_map(request).collect()
    }

    pub(crate) fn progress(&self) -> Vec<Progress> {
        let progress = |news: &News| match news {
            News::Progress(progress) => Some(progress.clone()),
            _ => None,
        };
        self.news.iter().filter_map(progress).collect()
    }

    /// Bytes of bodies that came.
    pub(crate) fn received(&self) -> u64 {
        let bytes = |news: &News| match news {
            News::Answer(answer) => answer.bytes,
            _ => 0,
        };
        self.news.iter().map(bytes).sum()
    }
}

impl Out<News> for Listener {
    fn put(&mut self, news: News) -> Result<()> {
        let stop = self.until.as_mut().is_some_and(|until| until(&news));
        self.news.push(news);
        if stop {
            self.stopped = Some(std::time::Instant::now());
        }
        self.check()
    }

    fn check(&self) -> Result<()> {
        if self.stopped.is_some() { Err(Error::stopped()) } else { Ok(()) }
    }
}
