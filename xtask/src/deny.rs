use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::tree::Tree;
use crate::{cargo, command};

const VERSION: &str = "0.20.2";

/// Checks what we depend on against `deny.toml`: licences, unwanted crates, where they come from and,
/// `online`, known holes.
pub(crate) fn check(tree: &Tree, online: bool) -> Result<()> {
    let mut deny = Command::new(program(tree)?);
    deny.current_dir(tree.root()).args([
        "--all-features",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]);
    if online {
        deny.arg("advisories");
    } else {
        println!(
            "Known holes are looked up with `cargo xtask check --online` only: their list is a download."
        );
    }
    command::run(&mut deny)
}

/// cargo-deny of our version: the one on the path, else one that is built once into the target folder.
fn program(tree: &Tree) -> Result<PathBuf> {
    if version("cargo-deny").is_some_and(|version| version == VERSION) {
        return Ok("cargo-deny".into());
    }
    let tools = tree.target().join("tools");
    let program = tools.join(format!("bin/cargo-deny{}", std::env::consts::EXE_SUFFIX));
    let there = program.to_str().and_then(version);
    if there.is_none_or(|version| version != VERSION) {
        println!(
            "Installing cargo-deny {VERSION} into {} (about two minutes on two cores).",
            tools.display()
        );
        install(&tools)?;
    }
    Ok(program)
}

fn install(tools: &std::path::Path) -> Result<()> {
    let built = tools.join("build");
    let mut install = cargo::command();
    install.args(["install", "cargo-deny", "--locked", "--version", VERSION, "--force", "--quiet"]);
    // Unoptimised, it builds in a third of the time and is fast enough.
    install.args(["--no-default-features", "--debug", "--root"]).arg(tools);
    install.env("CARGO_TARGET_DIR", &built);
    command::run(&mut install)?;
    std::fs::remove_dir_all(&built).with_context(|| format!("cannot remove {}", built.display()))
}

fn version(program: &str) -> Option<String> {
    let answer = Command::new(program).arg("--version").output().ok()?;
    Some(String::from_utf8_lossy(&answer.stdout).split_whitespace().nth(1)?.to_owned())
}
