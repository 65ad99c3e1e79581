//! Builds Vesper for NVIDIA's cards, on any Linux: no card, no toolkit and no installation needed.

mod stand_ins;
mod toolkit;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::Value;

use crate::tree::Tree;
use crate::{cargo, command};

/// Compute capability of the oldest card that it runs on: 80 is Ampere. Younger ones translate what they find when they first
/// run it.
const CARDS: &str = "80";

#[derive(Args)]
pub(crate) struct Cuda {
    /// The oldest cards that it is built for, by their compute capability.
    #[arg(long, default_value = CARDS)]
    cards: String,
    /// Build the bench of the voice instead of `vesper`.
    #[arg(long)]
    bench: bool,
}

/// What is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// The `vesper` command.
    Vesper,
    /// The bench of the voice.
    Bench,
}

/// Builds, and says where the program lies. It starts on every machine, with a card or without.
pub(crate) fn cuda(tree: &Tree, cuda: &Cuda) -> Result<()> {
    let program = if cuda.bench { Program::Bench } else { Program::Vesper };
    println!("{}", built(tree, program, &cuda.cards)?.display());
    Ok(())
}

/// Builds `program` for the usual cards, and gives its place.
pub(crate) fn build(tree: &Tree, program: Program) -> Result<PathBuf> {
    built(tree, program, CARDS)
}

fn built(tree: &Tree, program: Program, cards: &str) -> Result<PathBuf> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!("the stand-ins for NVIDIA's libraries are made for Linux on x86-64 only");
    }
    let toolkit = toolkit::folder(tree)?;
    let libraries = toolkit.join("lib");
    stand_ins::make(&cudarc(tree)?, &libraries)?;
    let mut cargo = cargo::command();
    cargo.current_dir(tree.root()).args(["build", "--release"]);
    let program = match program {
        Program::Vesper => {
            cargo.args(["-p", "vesper", "--features", "vesper/cuda"]);
            "vesper"
        }
        Program::Bench => {
            cargo.args(["-p", "vesper-tts", "--features", "vesper-tts/cuda", "--example", "voice"]);
            "examples/voice"
        }
    };
    // A folder of its own: the features change nearly all that is compiled.
    let target = tree.target().join("cuda");
    cargo
        .env("CARGO_TARGET_DIR", &target)
        .env("CUDA_HOME", &toolkit)
        .env("NVCC", toolkit::compiler(&toolkit))
        .env("CUDA_COMPUTE_CAP", cards)
        .env("CUDARC_CUDA_VERSION", "13000")
        .env("VESPER_CUDA_STAND_INS", &libraries);
    command::run(&mut cargo)?;
    Ok(target.join("release").join(program))
}

/// The sources of cudarc that this checkout is built with.
fn cudarc(tree: &Tree) -> Result<PathBuf> {
    let mut cargo = cargo::command();
    cargo.current_dir(tree.root()).args([
        "metadata",
        "--format-version",
        "1",
        "--features",
        "vesper-tts/cuda",
    ]);
    let answer = command::read(&mut cargo)?;
    let about: Value =
        serde_json::from_str(&answer).context("cargo metadata gave something else than JSON")?;
    let packages = about.get("packages").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let manifest = packages
        .iter()
        .find(|package| package.get("name").and_then(Value::as_str) == Some("cudarc"))
        .and_then(|package| package.get("manifest_path")?.as_str())
        .context("cudarc is not among the packages")?;
    PathBuf::from(manifest).parent().map(Into::into).context("cudarc has no folder")
}
