//! Several programs at the same model at once.

use std::env;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use vesper_catalog::{Lock, Presence, Store};

use crate::desk::{Desk, bytes, model};

const STORE: &str = "VESPER_TEST_STORE";
const FROM: &str = "VESPER_TEST_FROM";

fn files() -> Vec<(String, Vec<u8>)> {
    (0..6).map(|seed| (format!("voices/{seed}.dat"), bytes(seed, 400_000))).collect()
}

fn with_files<T>(run: impl FnOnce(&[(&str, &[u8])]) -> T) -> T {
    let files = files();
    let borrowed: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    run(&borrowed)
}

/// What the other processes of the next test do; on its own it does nothing.
#[test]
fn another_program_adds() {
    let (Some(root), Some(from)) = (env::var_os(STORE), env::var_os(FROM)) else { return };
    let store = Store::at(PathBuf::from(root));
    with_files(|files| store.add(&model(files), &PathBuf::from(from), &mut Vec::new()).unwrap());
}

#[test]
fn programs_that_add_the_same_model_at_once_all_end_with_it_whole() {
    let desk = Desk::new();
    let model = with_files(|files| {
        for (name, bytes) in files {
            desk.write(&format!("source/{name}"), bytes);
        }
        model(files)
    });
    let begin = || -> Child {
        Command::new(env::current_exe().unwrap())
            .args(["--exact", "together::another_program_adds", "--nocapture"])
            .env(STORE, desk.store.root())
            .env(FROM, desk.at("source"))
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    for round in 0..3 {
        let children: Vec<Child> = (0..4).map(|_| begin()).collect();
        // One is killed on the way: what it leaves does not stand in the others' way.
        let mut victim = begin();
        std::thread::sleep(std::time::Duration::from_millis(round * 7));
        victim.kill().unwrap();
        victim.wait().unwrap();
        for mut child in children {
            assert!(child.wait().unwrap().success());
        }
        assert_eq!(desk.store.presence(&model), Presence::Whole { bytes: 6 * 400_000 });
        desk.store.verify(&model, &mut Vec::new()).unwrap();
        assert_eq!(Lock::read(&desk.store, &model).unwrap().unwrap().files.len(), 6);
        assert_eq!(desk.names().len(), 6, "{:?}", desk.names());
        desk.store.remove(&model).unwrap();
    }
}
