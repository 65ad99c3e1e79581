mod chat;
mod download;
mod hear;
mod library;
mod talk;
mod together;
mod voice;

use std::path::Path;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use crate::tree::Tree;
use crate::{cargo, command, end_to_end, ui};

#[derive(Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// How long until the window can be used, and from there, from pressing play until a story sounds.
    ///
    /// Both are medians over fresh starts of the optimised window on a screen and with sound devices of
    /// its own. The last line printed is the result as JSON.
    Start {
        /// How often to start.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
        runs: u32,
    },
    /// How fast a large file is fetched and checked, beside curl, from a server on this machine.
    Download(download::Download),
    /// How fast a neural voice speaks, beside the maker's own program where that is there.
    Voice(voice::Voice),
    /// How fast a chat model reads and writes, beside llama.cpp.
    Chat(chat::Chat),
    /// How fast short utterances are recognised, beside whisper.cpp's own call.
    ///
    /// Neither looks twice, and both write as many words, so that what random weights say does not count.
    /// Recordings are used where VESPER_DATA names a folder with some. The last line printed is the result as JSON.
    Hear(hear::Hear),
    /// How a chat model and a neural voice fare at the same time, on the cores that they share.
    Together(together::Together),
    /// How fast a library of 100,000 lines is opened and searched.
    Library(library::Library),
    /// How a conversation goes in virtual time: when Vesper answers, and what stops it.
    Talk(talk::Talk),
}

pub(crate) fn bench(tree: &Tree, bench: &Bench) -> Result<()> {
    match &bench.what {
        What::Start { runs } => start(tree, *runs),
        What::Download(download) => download::bench(tree, download),
        What::Voice(voice) => voice::bench(tree, voice),
        What::Chat(chat) => chat::bench(tree, chat),
        What::Hear(hear) => hear::bench(tree, hear),
        What::Together(together) => together::bench(tree, together),
        What::Library(library) => library::bench(tree, library),
        What::Talk(talk) => talk::bench(tree, talk),
    }
}

fn start(tree: &Tree, runs: u32) -> Result<()> {
    let missing =
        end_to_end::missing().or_else(|| Some("pulseaudio").filter(|program| !command::exists(program)));
    if let Some(missing) = missing {
        bail!("{missing} is missing, and without it nothing can be measured. `cargo xtask test` installs it");
    }
    ui::install(tree)?;
    ui::build(tree)?;
    let programs = cargo::build(tree, &["vesper-desktop", end_to_end::SOUND], true)?;
    let out = tree.fresh("bench")?;
    let mut node = end_to_end::on_stage(tree, &programs, Path::new("tests/e2e/start.mjs"), &out)?;
    command::run(node.env("RUNS", runs.to_string()))
}
