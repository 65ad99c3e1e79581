//! The lock is read like a stranger's file, and written whole.

use std::fs;
use std::time::{Duration, UNIX_EPOCH};

use vesper_catalog::{Lock, Locked, Origin, Presence};
use vesper_speech::Kind;

use crate::desk::{COMMIT, Desk, listed, model, sha256};

#[test]
fn a_lock_reads_back_as_it_was_written() {
    let desk = Desk::new();
    let model = model(&[("a/one.dat", b"one")]);
    let mut lock = Lock::of(&model);
    lock.commit = Some(COMMIT.into());
    lock.checked = Some(UNIX_EPOCH + Duration::from_secs(1_795_410_000));
    for (name, origin) in [("a/one.dat", Origin::Catalog), ("b", Origin::Hub), ("c", Origin::Computed)] {
        let arrived = UNIX_EPOCH + Duration::from_secs(1_795_400_000);
        let damage = (origin == Origin::Hub).then(|| "it has \"quotes\" and\n lines".to_string());
        lock.put(Locked { arrived, damage, ..Locked::new(name, 3, sha256(name.as_bytes()), origin) });
    }
    lock.write(&desk.store, &model).unwrap();
    let mut read = Lock::read(&desk.store, &model).unwrap().unwrap();
    assert_eq!(read.files[1].damage.take().as_deref(), Some("it has \"quotes\" and lines"));
    lock.files[1].damage = None;
    assert_eq!(read, lock);
    assert_eq!(listed(&desk.store.root().join("ear-1")), ["lock.toml"], "nothing is left beside it");
}

#[test]
fn a_lock_that_somebody_edited_is_not_believed_and_hides_nothing() {
    let desk = Desk::new();
    let model = desk.whole(&[("one.dat", b"one")]);
    let path = desk.place("lock.toml");
    let good = fs::read_to_string(&path).unwrap();
    let edits: Vec<String> = vec![
        "nonsense".into(),
        String::new(),
        "\u{0}\u{1}".into(),
        good.replace("\"one.dat\"", "\"../../one.dat\""),
        good.replace("\"one.dat\"", "\"/etc/passwd\""),
        good.replace("size = 3", "size = -3"),
        good.replace("ear-1", "ear-2"),
        good.replace("maker/ear", "maker/../ear"),
        good.replace("origin = \"catalog\"", "origin = \"heaven\""),
        good.replace("sha256 = \"", "sha256 = \"zz"),
        format!("{good}surprise = 1\n"),
        format!("{good}{}", good.split_once("[[file]]").map(|(_, file)| format!("[[file]]{file}")).unwrap()),
        format!("{good}# {}", "x".repeat(2 << 20)),
    ];
    for edit in &edits {
        fs::write(&path, edit).unwrap();
        let error = Lock::read(&desk.store, &model).unwrap_err();
        assert_eq!(error.kind, Kind::BadFile, "{edit:.60}");
        assert!(error.subject.ends_with("lock.toml") && !error.advice.is_empty());
        assert!(matches!(desk.store.presence(&model), Presence::Damaged { .. }), "{edit:.60}");
        assert!(desk.store.file(&model, "one.dat").is_err());
        // The catalog knows the hash: the file can be checked all the same, and the lock is written anew.
        desk.store.verify(&model, &mut Vec::new()).unwrap();
        assert_eq!(desk.store.presence(&model), Presence::Whole { bytes: 3 });
    }
}

/// Who can write the lock can write the file too: the catalog's word counts more.
#[test]
fn a_lock_that_vouches_for_another_file_does_not_win_over_the_catalog() {
    let desk = Desk::new();
    let model = desk.whole(&[("one.dat", b"one")]);
    let path = desk.place("lock.toml");
    let lock = fs::read_to_string(&path).unwrap();
    fs::write(&path, lock.replace(&sha256(b"one").to_string(), &sha256(b"two").to_string())).unwrap();
    fs::write(desk.place("one.dat"), "two").unwrap();
    assert!(matches!(desk.store.presence(&model), Presence::Damaged { .. }));
    assert_eq!(desk.store.verify(&model, &mut Vec::new()).unwrap_err().kind, Kind::BadFile);
}
