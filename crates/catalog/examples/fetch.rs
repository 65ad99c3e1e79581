//! Fetches one file of one repository the way Vesper does, and says what that took: for `cargo xtask bench download`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::process::ExitCode;
use std::time::Instant;

use vesper_catalog::{Hub, Licence, Model, ModelFile, News, Role, Store, get};
use vesper_speech::{Error, Kind, Result};

const USAGE: &str = "fetch FOLDER ENDPOINT OWNER/NAME FILE";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, endpoint, repository, file] = words.as_slice() else {
        return Err(Error::new(Kind::BadRequest, "fetch", "needs four words.", USAGE));
    };
    let model = model(repository, file);
    let store = Store::at(folder);
    let mut news: Vec<News> = Vec::new();
    let begun = Instant::now();
    get(&Hub::new(endpoint, None), &store, &model, &mut news)?;
    let seconds = begun.elapsed().as_secs_f64();
    let bytes: u64 =
        news.iter().map(|news| if let News::Answer(answer) = news { answer.bytes } else { 0 }).sum();
    println!("{{\"seconds\": {seconds:.3}, \"bytes\": {bytes}, \"peak_kb\": {}}}", peak_kb());
    Ok(())
}

fn model(repository: &str, file: &str) -> Model {
    Model {
        id: "measured".into(),
        name: file.into(),
        role: Role::Chat,
        about: String::new(),
        repository: repository.into(),
        revision: None,
        files: vec![ModelFile { name: file.into(), size: None, sha256: None }],
        licence: Licence { name: String::new(), link: String::new(), commercial: true, gated: false },
        languages: Vec::new(),
        memory: 0,
        active: None,
        rank: 0,
        needs: Vec::new(),
    }
}

/// The most memory that this process ever held, in KiB; 0 where the system does not say.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or_default()
}
