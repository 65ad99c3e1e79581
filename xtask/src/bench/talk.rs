//! Conversations in virtual time: how quickly Vesper answers, and what makes it stop.

use anyhow::Result;
use clap::Args;

use crate::tree::Tree;
use crate::{cargo, command};

#[derive(Args)]
pub(crate) struct Talk {
    /// How many events there are of each kind; interruptions are twice as many, half of them on headphones.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    events: u32,
    /// The same seed gives the same scenes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Prints a table, and as the last line the result as JSON. People in the scenes are said by espeak-ng; with
/// `VESPER_DATA`, recordings speak too, and some of the rooms are measured ones.
pub(crate) fn bench(tree: &Tree, talk: &Talk) -> Result<()> {
    let mut cargo = cargo::command();
    cargo.current_dir(tree.root()).args([
        "run",
        "--release",
        "--quiet",
        "-p",
        "vesper-tests",
        "--bin",
        "talk",
        "--",
    ]);
    cargo.args(["--events", &talk.events.to_string(), "--seed", &talk.seed.to_string()]);
    command::run(&mut cargo)
}
