//! `--listen`: choices and commands by voice, beside keys.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use vesper::models::RECOGNISER;
use vesper::{Companion, Listening};

/// Whether the listener is heard, and how.
#[derive(Args)]
pub(super) struct Listen {
    /// Hear what you say: a choice by its number or in your words, and "pause", "go on", "again", "slower", "go back",
    /// "stop". "Help" says what else.
    #[arg(long, conflicts_with = "out")]
    listen: bool,
    /// You wear headphones: nothing of the voice reaches the microphone.
    #[arg(long, requires = "listen")]
    headphones: bool,
    /// Listen only between two presses of Enter.
    #[arg(long, requires = "listen")]
    push: bool,
    /// The microphone, an id or name from `vesper devices`.
    #[arg(long, value_name = "DEVICE", requires = "listen")]
    microphone: Option<String>,
    /// The recogniser's model file; without one, the best that `vesper models get` brought here.
    #[arg(long, value_name = "FILE", env = RECOGNISER)]
    recogniser: Option<PathBuf>,
}

impl Listen {
    /// Has `companion` listen, if that is wanted: as the listener keeps it, with this on top for this run.
    pub(super) fn begin(&self, companion: &Companion) -> Result<()> {
        if !self.listen {
            return Ok(());
        }
        let kept = companion.listening();
        Ok(companion.listen_now(Listening {
            on: true,
            pushed: kept.pushed || self.push,
            headphones: kept.headphones || self.headphones,
            microphone: self.microphone.clone().or(kept.microphone),
            recogniser: self.recogniser.clone(),
        })?)
    }
}
