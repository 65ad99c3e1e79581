//! From a file, a folder, a stick.

use std::fs;

use vesper_catalog::{Lock, Origin, Presence, Step};
use vesper_speech::Kind;

use crate::desk::{After, Desk, bytes, listed, model, progress, safetensors, unknown};

#[test]
fn a_file_is_found_deep_in_a_folder_by_its_name_and_copied() {
    let desk = Desk::new();
    let one = bytes(1, 900_000);
    let source = desk.write("stick/one/two/three/ear.dat", &one);
    desk.write("stick/film.mkv", &bytes(2, 900_000));
    let before = fs::metadata(&source).unwrap().modified().unwrap();
    let model = model(&[("q/ear.dat", &one)]);
    let mut news = Vec::new();
    desk.store.add(&model, &desk.at("stick"), &mut news).unwrap();
    assert_eq!(fs::read(desk.place("q/ear.dat")).unwrap(), one);
    assert_eq!(desk.names(), ["q/ear.dat"]);
    assert_eq!(fs::read(&source).unwrap(), one, "the source stays as it was");
    assert_eq!(fs::metadata(&source).unwrap().modified().unwrap(), before);
    let told = progress(&news);
    assert!(told.iter().all(|told| told.step == Step::Copying && told.file == "q/ear.dat"));
    assert_eq!(told.last().map(|told| (told.done, told.total)), Some((900_000, Some(900_000))));

    // The copy is its own: what happens to the source later does not matter.
    fs::write(&source, "overwritten").unwrap();
    desk.store.verify(&model, &mut Vec::new()).unwrap();
}

#[test]
fn a_renamed_file_is_found_by_length_and_hash_among_others() {
    let desk = Desk::new();
    let one = bytes(1, 5000);
    for decoy in 2..30 {
        desk.write(&format!("folder/{decoy}"), &bytes(decoy, 5000));
    }
    desk.write("folder/zzz", &one);
    let model = model(&[("ear.dat", &one)]);
    desk.store.add(&model, &desk.at("folder"), &mut Vec::new()).unwrap();
    assert_eq!(fs::read(desk.place("ear.dat")).unwrap(), one);
    assert_eq!(desk.names(), ["ear.dat"]);
}

#[test]
fn the_right_one_of_several_files_with_the_same_name_is_taken() {
    let desk = Desk::new();
    let (english, french) = (bytes(1, 4000), bytes(2, 4000));
    desk.write("all/languages/english/model.dat", &english);
    desk.write("all/languages/french/model.dat", &french);
    let model = model(&[("languages/french/model.dat", &french)]);
    desk.store.add(&model, &desk.at("all"), &mut Vec::new()).unwrap();
    assert_eq!(fs::read(desk.place("languages/french/model.dat")).unwrap(), french);

    // Where nothing but the path tells them apart, it does.
    let blind = Desk::new();
    let model = unknown(&[("languages/english/model.dat", &english)]);
    blind.store.add(&model, &desk.at("all"), &mut Vec::new()).unwrap();
    assert_eq!(fs::read(blind.place("languages/english/model.dat")).unwrap(), english);

    // And where nothing does, nothing is taken.
    let blind = Desk::new();
    let model = unknown(&[("model.dat", &english)]);
    let error = blind.store.add(&model, &desk.at("all"), &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::BadRequest);
    assert!(error.what.contains("english") && error.what.contains("french"), "{error}");
    assert!(blind.names().is_empty());
}

#[test]
fn a_file_that_is_not_the_one_is_refused_and_leaves_nothing() {
    let desk = Desk::new();
    let one = bytes(1, 5000);
    let model = model(&[("ear.dat", &one)]);
    let mut changed = one.clone();
    changed[4999] ^= 128;
    let source = desk.write("ear.dat", &changed);
    let error = desk.store.add(&model, &source, &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::BadFile);
    assert!(error.subject.ends_with("ear.dat") && error.what.contains("SHA-256"), "{error}");
    let source = desk.write("ear.dat", &one[..4000]);
    let error = desk.store.add(&model, &source, &mut Vec::new()).unwrap_err();
    assert!(error.what.contains("4000 bytes instead of 5000"), "{error}");
    assert!(desk.names().is_empty());
    assert_eq!(desk.store.presence(&model), Presence::Absent);

    let error = desk.store.add(&model, &desk.at("nowhere"), &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::MissingFile);
    fs::create_dir(desk.at("empty")).unwrap();
    let error = desk.store.add(&model, &desk.at("empty"), &mut Vec::new()).unwrap_err();
    assert!(error.what.contains("does not have `ear.dat`"), "{error}");
}

#[test]
fn what_is_there_is_taken_and_what_is_not_is_named() {
    let desk = Desk::new();
    let (one, two) = (bytes(1, 100), bytes(2, 100));
    let model = model(&[("one.dat", &one), ("two.dat", &two)]);
    desk.write("first/one.dat", &one);
    desk.write("second/two.dat", &two);
    let error = desk.store.add(&model, &desk.at("first"), &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::MissingFile);
    assert!(error.what.contains("two.dat"), "{error}");
    assert_eq!(desk.store.presence(&model), Presence::Partial { done: 100, total: Some(200) });
    desk.store.add(&model, &desk.at("second"), &mut Vec::new()).unwrap();
    assert_eq!(desk.store.presence(&model), Presence::Whole { bytes: 200 });
}

#[test]
fn a_file_that_nobody_vouches_for_needs_a_sound_header_and_is_recorded_as_such() {
    let desk = Desk::new();
    let sound = safetensors();
    let model = unknown(&[("ear.safetensors", &sound)]);
    let mut broken = sound.clone();
    broken[0..8].copy_from_slice(&u64::MAX.to_le_bytes());
    let source = desk.write("ear.safetensors", &broken);
    let error = desk.store.add(&model, &source, &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::BadFile);
    assert_eq!(error.subject, source.display().to_string(), "it is the listener's file that is at fault");
    assert!(desk.names().is_empty());

    fs::write(&source, &sound).unwrap();
    desk.store.add(&model, &source, &mut Vec::new()).unwrap();
    let lock = Lock::read(&desk.store, &model).unwrap().unwrap();
    assert_eq!(lock.unvouched().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["ear.safetensors"]);
    assert_eq!(lock.files[0].origin, Origin::Computed);
    desk.store.verify(&model, &mut Vec::new()).unwrap();
    fs::write(desk.place("ear.safetensors"), &broken).unwrap();
    assert!(desk.store.verify(&model, &mut Vec::new()).is_err(), "from then on the lock vouches");
}

/// A chat model that others made, small enough to lie among the test data.
#[test]
fn a_real_gguf_passes_and_a_cut_one_does_not() {
    let Some(data) = std::env::var_os("VESPER_DATA") else {
        eprintln!("SKIPPED: VESPER_DATA names no folder with real model files");
        return;
    };
    let source = std::path::Path::new(&data).join("lm/stories260K-f32.gguf");
    let Ok(whole) = fs::read(&source) else {
        eprintln!("SKIPPED: {} is not there", source.display());
        return;
    };
    let desk = Desk::new();
    let model = unknown(&[("stories260K-f32.gguf", &whole)]);
    let cut = desk.write("cut/stories260K-f32.gguf", &whole[..whole.len() - 1]);
    assert_eq!(desk.store.add(&model, &cut, &mut Vec::new()).unwrap_err().kind, Kind::BadFile);
    desk.store.add(&model, &source, &mut Vec::new()).unwrap();
    desk.store.verify(&model, &mut Vec::new()).unwrap();
    assert_eq!(desk.store.presence(&model), Presence::Whole { bytes: whole.len() as u64 });
}

#[test]
fn stopping_leaves_neither_the_file_nor_a_piece_of_it() {
    let desk = Desk::new();
    let one = bytes(1, 3 << 20);
    let source = desk.write("ear.dat", &one);
    let model = model(&[("ear.dat", &one)]);
    let mut stopped = 0;
    for checks in 0..40 {
        match desk.store.add(&model, &source, &mut After::checks(checks, true, || {})) {
            Err(error) => {
                assert_eq!(error.kind, Kind::Stopped);
                assert!(desk.names().is_empty(), "{:?}", desk.names());
                stopped += 1;
            }
            Ok(()) => break,
        }
    }
    assert!(stopped > 10, "stopped {stopped} times");
    assert_eq!(desk.store.presence(&model), Presence::Whole { bytes: 3 << 20 });
}

#[test]
#[cfg(unix)]
fn a_folder_that_contains_itself_is_searched_once() {
    let desk = Desk::new();
    let one = bytes(1, 100);
    desk.write("loop/inner/ear.dat", &one);
    std::os::unix::fs::symlink(desk.at("loop"), desk.at("loop/inner/again")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", desk.at("loop/endless")).unwrap();
    desk.store.add(&model(&[("ear.dat", &one)]), &desk.at("loop"), &mut Vec::new()).unwrap();
    assert_eq!(
        listed(&desk.store.root().join("ear-1")).iter().filter(|name| name.ends_with(".dat")).count(),
        1
    );
}
