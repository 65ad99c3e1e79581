use std::ffi::OsString;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use clap::Args;

use crate::packages::{self, Need};
use crate::tree::Tree;
use crate::{cargo, install, ui};

#[derive(Args)]
pub(crate) struct Run {
    /// Build it optimised, as it is shipped.
    #[arg(long)]
    release: bool,
    /// Handed to the program that is run.
    #[arg(last = true)]
    args: Vec<OsString>,
}

pub(crate) fn run(tree: &Tree, run: &Run) -> Result<ExitCode> {
    let window = has_display();
    if !window {
        println!(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): Vesper runs in this terminal."
        );
    }
    let needs: Vec<&Need> = if window {
        packages::ALWAYS.iter().chain(packages::WINDOW).collect()
    } else {
        packages::ALWAYS.iter().collect()
    };
    install::ensure(&needs)?;
    if window {
        ui::install(tree)?;
        ui::build(tree)?;
    }
    let name = if window { "vesper-desktop" } else { "vesper" };
    let program = cargo::build(tree, &[name], run.release)?.join(name);
    let mut command = Command::new(&program);
    let status =
        command.args(&run.args).status().with_context(|| format!("cannot start {}", program.display()))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
