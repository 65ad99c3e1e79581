//! Links, and folders in the place of files: nothing leads out of the store.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};

use vesper_catalog::Presence;

use crate::desk::{Desk, bytes, listed, model};

const FILES: &[(&str, &[u8])] = &[("a/one.dat", b"one")];

fn refused(desk: &Desk, why: &str) {
    let model = model(FILES);
    match desk.store.presence(&model) {
        Presence::Damaged { what } => assert!(what.contains(why), "{what}"),
        other => panic!("{other:?}"),
    }
    assert!(desk.store.file(&model, "a/one.dat").is_err());
    assert!(desk.store.verify(&model, &mut Vec::new()).is_err());
}

#[test]
fn a_model_folder_that_leads_elsewhere_is_not_followed() {
    let desk = Desk::new();
    let outside = desk.write("outside/a/one.dat", b"one");
    desk.write("source/a/one.dat", b"one");
    fs::create_dir_all(desk.store.root()).unwrap();
    symlink(desk.at("outside"), desk.store.root().join("ear-1")).unwrap();
    refused(&desk, "link");
    assert!(desk.store.add(&model(FILES), &desk.at("source"), &mut Vec::new()).is_err());
    assert_eq!(listed(&desk.at("outside")), ["a/one.dat"]);

    assert_eq!(desk.store.remove(&model(FILES)).unwrap(), 0, "the link frees nothing");
    assert!(outside.exists() && !desk.store.root().join("ear-1").exists());
}

#[test]
fn a_file_and_an_inner_folder_that_lead_elsewhere_are_not_followed() {
    let desk = Desk::new();
    let model = desk.whole(FILES);
    let outside = desk.write("outside/one.dat", b"one");
    fs::remove_file(desk.place("a/one.dat")).unwrap();
    symlink(&outside, desk.place("a/one.dat")).unwrap();
    refused(&desk, "link");

    // Adding puts a file in the link's place, and leaves alone what it led to.
    fs::write(&outside, "other").unwrap();
    desk.store.add(&model, &desk.at("source"), &mut Vec::new()).unwrap();
    assert_eq!(fs::read(&outside).unwrap(), b"other");
    assert!(fs::symlink_metadata(desk.place("a/one.dat")).unwrap().is_file());

    fs::remove_dir_all(desk.place("a")).unwrap();
    symlink(desk.at("outside"), desk.place("a")).unwrap();
    refused(&desk, "link");
    assert!(desk.store.add(&model, &desk.at("source"), &mut Vec::new()).is_err());
    desk.store.remove(&model).unwrap();
    assert_eq!(listed(&desk.at("outside")), ["one.dat"]);
}

#[test]
fn a_trap_where_a_file_is_on_its_way_is_not_written_through() {
    let desk = Desk::new();
    desk.write("source/a/one.dat", b"one");
    let outside = desk.write("outside.dat", b"precious");
    fs::create_dir_all(desk.place("a")).unwrap();
    symlink(&outside, desk.place("a/one.dat.coming.tmp")).unwrap();
    desk.store.add(&model(FILES), &desk.at("source"), &mut Vec::new()).unwrap();
    assert_eq!(fs::read(&outside).unwrap(), b"precious");
    assert_eq!(fs::read(desk.place("a/one.dat")).unwrap(), b"one");
}

#[test]
fn a_lock_that_is_a_link_is_not_read_or_written_through() {
    let desk = Desk::new();
    let model = desk.whole(FILES);
    let outside = desk.at("lock.toml");
    fs::rename(desk.place("lock.toml"), &outside).unwrap();
    let before = fs::read(&outside).unwrap();
    symlink(&outside, desk.place("lock.toml")).unwrap();
    assert!(matches!(desk.store.presence(&model), Presence::Damaged { .. }));
    desk.store.verify(&model, &mut Vec::new()).unwrap();
    assert_eq!(fs::read(&outside).unwrap(), before);
    assert!(fs::symlink_metadata(desk.place("lock.toml")).unwrap().is_file());
    assert!(matches!(desk.store.presence(&model), Presence::Whole { .. }));
}

#[test]
fn a_folder_in_the_place_of_a_file_is_said() {
    let desk = Desk::new();
    let model = model(FILES);
    desk.write("source/a/one.dat", b"one");
    fs::create_dir_all(desk.place("a/one.dat")).unwrap();
    refused(&desk, "folder");
    let error = desk.store.add(&model, &desk.at("source"), &mut Vec::new()).unwrap_err();
    assert!(error.subject.contains("one.dat"), "{error}");
    desk.store.remove(&model).unwrap();

    // And a file where a folder should be.
    desk.write("models/ear-1/a", b"");
    let error = desk.store.add(&model, &desk.at("source"), &mut Vec::new()).unwrap_err();
    assert!(error.to_string().contains("ear-1"), "{error}");
}

/// A second name of the same bytes frees nothing when it goes.
#[test]
fn a_file_that_has_another_name_frees_nothing() {
    let desk = Desk::new();
    let one = bytes(1, 100_000);
    let model = desk.whole(&[("one.dat", &one)]);
    fs::hard_link(desk.place("one.dat"), desk.at("second.dat")).unwrap();
    let lock = fs::metadata(desk.place("lock.toml")).unwrap().len();
    assert!(desk.store.remove(&model).unwrap() <= lock);
    assert_eq!(fs::metadata(desk.at("second.dat")).unwrap().nlink(), 1);
}
