//! Plays conversations in the theatre and prints what is measured: `talk [--events N] [--seed N] [--threads N]`.
//! Real recordings and rooms are taken from the folder that `VESPER_DATA` names, where it names one.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its figures are for people and for programs")]

use std::path::PathBuf;
use std::process::ExitCode;

use vesper_asr::Earshot;
use vesper_tests::theatre::{line, perform, repertoire, table};

fn main() -> ExitCode {
    match figures() {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("talk: {what}.");
            ExitCode::FAILURE
        }
    }
}

fn figures() -> Result<(), String> {
    let (mut events, mut seed) = (300, 1);
    let mut threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().and_then(|value| value.parse::<u64>().ok());
        let value = value.ok_or_else(|| format!("{word} needs a number behind it"))?;
        match word.as_str() {
            "--events" => events = value.clamp(1, 100_000) as usize,
            "--seed" => seed = value,
            "--threads" => threads = value.clamp(1, 256) as usize,
            _ => return Err(format!("{word} is not known: --events, --seed and --threads are")),
        }
    }
    let data = std::env::var_os("VESPER_DATA").map(PathBuf::from);
    let score = perform(&repertoire(events, seed), data.as_deref(), threads, &|| Box::new(Earshot::new()))?;
    print!("{}", table(&score));
    println!("{}", line(&score));
    Ok(())
}
