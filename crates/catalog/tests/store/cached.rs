//! The cache that the hub's own tools keep.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;

use vesper_catalog::{Lock, Model, Origin, Presence};
use vesper_speech::Kind;

use crate::desk::{COMMIT, Desk, bytes, model, sha256, unknown};

const OLDER: &str = "ffffffffffffffffffffffffffffffffffffffff";

/// Puts a file into a cache as `huggingface_hub` does: a blob named by its hash, and a link under its own name.
fn keep(desk: &Desk, repository: &str, commit: &str, name: &str, bytes: &[u8]) {
    let folder = format!("hub/models--{}", repository.replace('/', "--"));
    let blob = desk.write(&format!("{folder}/blobs/{}", sha256(bytes)), bytes);
    desk.write(&format!("{folder}/refs/main"), commit.as_bytes());
    let link = desk.at(&format!("{folder}/snapshots/{commit}/{name}"));
    fs::create_dir_all(link.parent().unwrap()).unwrap();
    symlink(blob, link).unwrap();
}

fn inode(path: &Path) -> u64 {
    fs::metadata(path).unwrap().ino()
}

#[test]
fn a_model_in_the_cache_is_linked_not_copied() {
    let desk = Desk::new();
    let one = bytes(1, 300_000);
    keep(&desk, "other/thing", COMMIT, "q/ear.dat", &bytes(2, 300_000));
    keep(&desk, "maker/ear", COMMIT, "q/ear.dat", &one);
    let model = model(&[("q/ear.dat", &one)]);
    desk.store.add(&model, &desk.at("hub"), &mut Vec::new()).unwrap();
    let blob = desk.at(&format!("hub/models--maker--ear/blobs/{}", sha256(&one)));
    assert_eq!(inode(&desk.place("q/ear.dat")), inode(&blob), "one file with two names");
    let lock = Lock::read(&desk.store, &model).unwrap().unwrap();
    assert_eq!(lock.commit.as_deref(), Some(COMMIT));
    assert_eq!(lock.files[0].origin, Origin::Catalog);

    // Adding again, where the final name is that same file already, leaves no third name behind.
    let mut lock = lock;
    lock.files.clear();
    lock.write(&desk.store, &model).unwrap();
    desk.store.add(&model, &desk.at("hub/models--maker--ear"), &mut Vec::new()).unwrap();
    assert_eq!(desk.names(), ["q/ear.dat"]);
    assert_eq!(desk.store.remove(&model).unwrap() / 4096, 0, "the cache keeps the bytes");
    assert!(blob.exists());
}

#[test]
fn a_blob_that_rotted_is_not_taken() {
    let desk = Desk::new();
    let one = bytes(1, 300_000);
    keep(&desk, "maker/ear", COMMIT, "ear.dat", &one);
    let mut rotten = one.clone();
    rotten[150_000] ^= 4;
    let blob = desk.at(&format!("hub/models--maker--ear/blobs/{}", sha256(&one)));
    fs::write(&blob, &rotten).unwrap();
    let model = model(&[("ear.dat", &one)]);
    let error = desk.store.add(&model, &desk.at("hub"), &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::BadFile);
    assert!(desk.names().is_empty());
    assert_eq!(desk.store.presence(&model), Presence::Absent);
    assert_eq!(fs::read(&blob).unwrap(), rotten, "the cache is not ours to mend");
}

/// Without a hash only the repository and the commit tell files apart.
#[test]
fn of_several_commits_the_catalogs_is_taken_and_other_repositories_are_not() {
    let desk = Desk::new();
    let (new, old, foreign) = (bytes(1, 50), bytes(2, 50), bytes(3, 50));
    keep(&desk, "other/thing", COMMIT, "tokenizer.json", &foreign);
    keep(&desk, "maker/ear", OLDER, "tokenizer.json", &old);
    let model = unknown(&[("tokenizer.json", &new)]);

    let mut pinned_elsewhere: Model = model.clone();
    pinned_elsewhere.repository = "nobody/else".into();
    let error = desk.store.add(&pinned_elsewhere, &desk.at("hub"), &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::MissingFile, "{error}");

    keep(&desk, "maker/ear", COMMIT, "tokenizer.json", &new);
    desk.store.add(&model, &desk.at("hub"), &mut Vec::new()).unwrap();
    assert_eq!(fs::read(desk.place("tokenizer.json")).unwrap(), new);
    let lock = Lock::read(&desk.store, &model).unwrap().unwrap();
    assert_eq!((lock.commit.as_deref(), lock.files[0].origin), (Some(COMMIT), Origin::Computed));
}
