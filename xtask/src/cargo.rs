//! Building with cargo: always the whole workspace's features, so that checks, tests and programs share
//! what is compiled.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::command;
use crate::tree::Tree;

/// The window serves the built UI from inside the program.
const FEATURES: [&str; 2] = ["--features", "vesper-desktop/custom-protocol"];

/// The cargo that runs this chore.
pub(crate) fn command() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // The cargo that started this chore set them; a build script that watches them would run again.
    cargo.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_PKG_NAME");
    cargo
}

/// `cargo <verb>` over the workspace.
pub(crate) fn workspace(tree: &Tree, verb: &str) -> Command {
    let mut cargo = command();
    cargo.current_dir(tree.root()).args([verb, "--workspace"]).args(FEATURES);
    cargo
}

/// Builds programs of the workspace and gives their folder. The window needs the UI to be built before.
pub(crate) fn build(tree: &Tree, names: &[&str], release: bool) -> Result<PathBuf> {
    let mut cargo = workspace(tree, "build");
    cargo.args(names.iter().flat_map(|name| ["--bin", name]));
    if release {
        cargo.arg("--release");
    }
    command::run(&mut cargo)?;
    Ok(programs(tree, release))
}

/// Where built programs lie.
pub(crate) fn programs(tree: &Tree, release: bool) -> PathBuf {
    tree.target().join(if release { "release" } else { "debug" })
}
