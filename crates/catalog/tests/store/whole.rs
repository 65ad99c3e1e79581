//! Whole, partial, damaged: by names and lengths, and by reading.

use std::fs;
use std::io::Write;

use vesper_catalog::{Lock, Origin, Presence};
use vesper_speech::Kind;

use crate::desk::{After, Desk, bytes, model, progress};

#[test]
fn what_was_added_is_whole_and_its_files_can_be_found() {
    let desk = Desk::new();
    let (one, two) = (bytes(1, 700_000), bytes(2, 3));
    let model = desk.whole(&[("a/one.dat", &one), ("two.dat", &two)]);
    assert_eq!(desk.store.presence(&model), Presence::Whole { bytes: 700_003 });
    assert_eq!(fs::read(desk.store.file(&model, "a/one.dat").unwrap()).unwrap(), one);
    assert_eq!(desk.store.file(&model, "three.dat").unwrap_err().kind, Kind::BadRequest);

    let mut news = Vec::new();
    desk.store.verify(&model, &mut news).unwrap();
    let lock = Lock::read(&desk.store, &model).unwrap().unwrap();
    assert!(lock.checked.is_some());
    assert!(lock.files.iter().all(|file| file.origin == Origin::Catalog && file.damage.is_none()));
    assert!(progress(&news).iter().all(|told| told.total == Some(700_003) && told.done <= 700_003));
}

#[test]
fn what_is_not_there_says_how_to_get_it() {
    let desk = Desk::new();
    let model = model(&[("one.dat", &[1, 2, 3])]);
    assert_eq!(desk.store.presence(&model), Presence::Absent);
    let error = desk.store.file(&model, "one.dat").unwrap_err();
    assert_eq!(error.kind, Kind::MissingModel);
    assert!(error.advice.contains("vesper models get ear-1"), "{error}");
    assert_eq!(desk.store.verify(&model, &mut Vec::new()).unwrap_err().kind, Kind::MissingFile);
    assert_eq!(desk.store.presence(&model), Presence::Absent, "looking left nothing behind");
    assert_eq!(desk.store.remove(&model).unwrap_err().kind, Kind::MissingModel);
}

/// Every bit of every byte counts, wherever it is.
#[test]
fn one_changed_byte_is_found_marked_and_mended() {
    let desk = Desk::new();
    let one = bytes(3, 600_000);
    let model = desk.whole(&[("one.dat", &one)]);
    for at in [0, 262_143, 262_144, 599_999] {
        let mut changed = one.clone();
        changed[at] ^= 1;
        fs::write(desk.place("one.dat"), &changed).unwrap();
        assert_eq!(desk.store.presence(&model), Presence::Whole { bytes: 600_000 }, "not read yet");

        let error = desk.store.verify(&model, &mut Vec::new()).unwrap_err();
        assert_eq!(error.kind, Kind::BadFile);
        assert!(error.to_string().contains("SHA-256"), "{error}");
        assert!(matches!(desk.store.presence(&model), Presence::Damaged { .. }), "it is marked");
        assert_eq!(desk.store.file(&model, "one.dat").unwrap_err().kind, Kind::BadFile);
        assert_eq!(desk.store.missing(&model).len(), 1, "the next get brings it");

        desk.store.add(&model, &desk.at("source"), &mut Vec::new()).unwrap();
        assert_eq!(desk.store.presence(&model), Presence::Whole { bytes: 600_000 }, "it is mended");
        assert_eq!(fs::read(desk.place("one.dat")).unwrap(), one);
    }
}

#[test]
fn a_cut_a_longer_and_a_missing_file_are_noticed_without_reading() {
    let desk = Desk::new();
    let one = bytes(4, 1000);
    let model = desk.whole(&[("one.dat", &one), ("two.dat", &[1])]);
    let damaged = |why: &str| match desk.store.presence(&model) {
        Presence::Damaged { what } => assert!(what.contains("one.dat") && what.contains(why), "{what}"),
        other => panic!("{other:?}"),
    };
    fs::write(desk.place("one.dat"), &one[..999]).unwrap();
    damaged("999 bytes instead of 1000");
    assert!(desk.store.verify(&model, &mut Vec::new()).unwrap_err().what.contains("999"));
    fs::write(desk.place("one.dat"), &one).unwrap();
    desk.store.verify(&model, &mut Vec::new()).unwrap();

    fs::OpenOptions::new().append(true).open(desk.place("one.dat")).unwrap().write_all(&[0]).unwrap();
    damaged("1001 bytes instead of 1000");
    fs::remove_file(desk.place("one.dat")).unwrap();
    damaged("missing");
}

/// The catalog of a newer Vesper may list another version.
#[test]
fn another_version_than_the_catalogs_is_not_whole() {
    let desk = Desk::new();
    desk.whole(&[("one.dat", &[1, 2, 3])]);
    let newer = model(&[("one.dat", &[1, 2, 4])]);
    match desk.store.presence(&newer) {
        Presence::Damaged { what } => assert!(what.contains("another version"), "{what}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(desk.store.missing(&newer).len(), 1);
}

#[test]
fn a_file_that_is_swapped_while_it_is_read_is_not_called_whole() {
    let desk = Desk::new();
    let one = bytes(5, 2 << 20);
    let model = desk.whole(&[("one.dat", &one)]);
    let twin = desk.write("twin.dat", &one);
    let place = desk.place("one.dat");
    let mut swap = After::checks(2, false, || fs::rename(&twin, &place).unwrap());
    let error = desk.store.verify(&model, &mut swap).unwrap_err();
    assert!(error.what.contains("changed while it was read"), "{error}");
}

#[test]
fn stopping_a_check_marks_nothing() {
    let desk = Desk::new();
    let one = bytes(6, 2 << 20);
    let model = desk.whole(&[("one.dat", &one)]);
    fs::write(desk.place("one.dat"), bytes(7, 2 << 20)).unwrap();
    let before = fs::read(desk.place("lock.toml")).unwrap();
    let error = desk.store.verify(&model, &mut After::checks(2, true, || {})).unwrap_err();
    assert_eq!(error.kind, Kind::Stopped);
    assert_eq!(fs::read(desk.place("lock.toml")).unwrap(), before);
}

#[test]
fn removing_frees_the_files_what_is_under_way_and_what_a_kill_left() {
    let desk = Desk::new();
    let one = bytes(8, 100_000);
    let model = desk.whole(&[("a/one.dat", &one)]);
    fs::write(desk.place("a/two.dat.part"), bytes(9, 50_000)).unwrap();
    fs::write(desk.place("a/three.dat.coming.tmp"), bytes(9, 50_000)).unwrap();
    let beside = desk.write("models/another/file.dat", &[1]);
    let freed = desk.store.remove(&model).unwrap();
    assert!((200_000..300_000).contains(&freed), "{freed}");
    assert!(!desk.store.root().join("ear-1").exists());
    assert!(beside.exists());
    assert_eq!(desk.store.presence(&model), Presence::Absent);
}

#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let one = desk.write("source/one.dat", &[1, 2, 3]);
    fs::create_dir_all(desk.store.root()).unwrap();
    fs::set_permissions(desk.store.root(), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::create_dir(desk.store.root().join("probe")).is_ok() {
        eprintln!("SKIPPED: this user may write into folders that forbid it");
        return;
    }
    let error = desk.store.add(&model(&[("one.dat", &[1, 2, 3])]), &one, &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::Unwritable);
    assert!(error.to_string().contains("models"), "{error}");
}
