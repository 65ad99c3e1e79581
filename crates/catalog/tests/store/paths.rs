//! Whatever a name says, nothing is written outside the model's folder.

use std::fs;

use crate::desk::{Desk, bytes, listed, model};

const PIECES: &[&str] = &[
    "..",
    ".",
    "/",
    "//",
    "\\",
    "..\\",
    "a",
    "b.dat",
    "C:",
    "c:\\",
    "~",
    "$HOME",
    "%2e%2e",
    "..%2f",
    "\0",
    "\n",
    "\u{1b}",
    "\u{202e}",
    "\u{ff0e}\u{ff0e}",
    "COM1",
    "nul.dat",
    "aux",
    "lock.toml",
    ".get.lock",
    "x.part",
    "x.tmp",
    " ",
    "a ",
    "a.",
    "\\\\server\\share",
    "file://",
    "-rf",
    "*",
    "?",
    "|",
    "'",
    "\"",
    "é",
    "💿",
    "....",
    "./..",
    "models",
    "ear-1",
];

/// 10,000 names and ids out of pieces that lead elsewhere on some system.
#[test]
fn ten_thousand_names_write_nothing_outside_the_models_folder() {
    let desk = Desk::new();
    let content = bytes(1, 10);
    desk.write("source/b.dat", &content);
    desk.write("sentinel", b"sentinel");
    let random = bytes(2, 200_000);
    let mut random = random.iter().map(|byte| *byte as usize);
    let mut next = |most: usize| random.next().unwrap() % most;
    let mut taken = 0;
    for round in 0..10_000 {
        let mut name = |most: usize| -> String {
            (0..=next(most)).map(|_| PIECES[next(PIECES.len())]).collect::<Vec<_>>().join(["", "/"][next(2)])
        };
        let mut model = model(&[("b.dat", &content)]);
        model.files[0].name = name(4);
        if round % 4 == 0 {
            model.id = name(1);
        }
        // By its length and hash the source answers to every name.
        let added = desk.store.add(&model, &desk.at("source"), &mut Vec::new()).is_ok();
        taken += u32::from(added);
        drop(desk.store.presence(&model));
        drop(desk.store.file(&model, &model.files[0].name));
        drop(desk.store.verify(&model, &mut Vec::new()));
        if added {
            desk.store.remove(&model).unwrap();
        }
        let mut outside = listed(desk.at("").as_path());
        outside.retain(|path| !path.starts_with("models/"));
        assert_eq!(outside, ["sentinel", "source/b.dat"], "{:?} of {:?}", model.files[0].name, model.id);
    }
    assert!(taken > 100, "only {taken} of the names were harmless: the test tries nothing");
    assert_eq!(fs::read(desk.at("sentinel")).unwrap(), b"sentinel");
    assert!(listed(desk.store.root()).is_empty());
}
