//! The types of the window's commands, which a test of the window's own writes and compares.

use std::process::Command;

use anyhow::Result;

use crate::tree::Tree;
use crate::{cargo, command, ui};

/// Fails where the committed types are not those of the code.
pub(crate) fn check(tree: &Tree) -> Result<()> {
    command::run(&mut the_test(tree))
}

/// Writes `ui/src/lib/backend/bindings.ts`.
pub(crate) fn write(tree: &Tree) -> Result<()> {
    ui::install(tree)?;
    ui::build(tree)?;
    command::run(the_test(tree).env("VESPER_WRITE_BINDINGS", "1"))
}

fn the_test(tree: &Tree) -> Command {
    let mut cargo = cargo::workspace(tree, "test");
    cargo.args(["--test", "bindings"]);
    cargo
}
