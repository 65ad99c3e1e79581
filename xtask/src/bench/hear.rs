//! Short utterances, recognised by ours and by whisper.cpp's own call: the same file, the same threads, by turns.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use clap::Args;

use crate::tree::Tree;
use crate::{cargo, command};

#[derive(Args)]
pub(crate) struct Hear {
    /// A whisper.cpp file to measure; without it, one of the size of "base" with random weights.
    #[arg(long)]
    model: Option<PathBuf>,
    /// How often each utterance is recognised.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
    /// Threads that compute; without it, as many as there are cores.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=32))]
    threads: Option<u32>,
}

pub(crate) fn bench(tree: &Tree, hear: &Hear) -> Result<()> {
    let program = build(tree)?;
    let file = match &hear.model {
        Some(model) if !model.is_file() => bail!("{}: there is no such file", model.display()),
        Some(model) => model.clone(),
        None => made(tree, &program)?,
    };
    let threads = hear.threads.map_or_else(cores, |threads| threads as usize);
    let mut measure = Command::new(program);
    measure.arg("measure").arg(file).args([threads.to_string(), hear.rounds.to_string()]);
    command::run(&mut measure)
}

fn build(tree: &Tree) -> Result<PathBuf> {
    let mut cargo = cargo::command();
    cargo.current_dir(tree.root()).args(["build", "--release", "-p", "vesper-asr", "--example", "hearing"]);
    command::run(&mut cargo)?;
    Ok(tree.target().join("release/examples/hearing").with_extension(std::env::consts::EXE_EXTENSION))
}

/// The file with random weights, written where it is not there.
fn made(tree: &Tree, program: &Path) -> Result<PathBuf> {
    let folder = tree.target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("whisper-base.bin");
    if !file.is_file() {
        let unfinished = file.with_extension("unfinished");
        command::run(Command::new(program).arg("make").arg(&unfinished))?;
        std::fs::rename(&unfinished, &file)?;
    }
    Ok(file)
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(32)
}
