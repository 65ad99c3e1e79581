use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;

use crate::steps::Steps;
use crate::tree::Tree;
use crate::{bindings, cargo, command, deny, tidy, ui};

#[derive(Args)]
pub(crate) struct Check {
    /// Also ask whether a dependency has a known hole. This fetches the list of them from the network.
    #[arg(long)]
    online: bool,
}

pub(crate) fn check(tree: &Tree, check: &Check) -> Result<ExitCode> {
    let mut steps = Steps::default();
    self::steps(tree, &mut steps, check.online);
    steps.summary();
    Ok(steps.code())
}

/// All checks, the quick ones first.
pub(crate) fn steps(tree: &Tree, steps: &mut Steps, online: bool) {
    steps.step("formatting", || {
        command::run(cargo::command().current_dir(tree.root()).args(["fmt", "--all", "--check"]))
    });
    steps.step("tidiness", || tidiness(tree));
    steps.step("the UI's types", || ui::install(tree).and_then(|()| ui::check(tree)));
    // The window takes up what was built, and does not compile without it.
    steps.step("the UI's build", || ui::build(tree));
    steps.step("lints", || {
        command::run(cargo::workspace(tree, "clippy").args([
            "--all-targets",
            "--keep-going",
            "--",
            "-D",
            "warnings",
        ]))
    });
    steps.step("dependencies", || deny::check(tree, online));
    steps.step("floors", || command::run(cargo::workspace(tree, "test").args(["--test", "floors"])));
    steps.step("bindings", || bindings::check(tree));
}

fn tidiness(tree: &Tree) -> Result<()> {
    let faults = tidy::faults(tree)?;
    faults.iter().for_each(|fault| println!("{fault}"));
    match faults.len() {
        0 => Ok(()),
        1 => bail!("1 line above to mend"),
        many => bail!("{many} lines above to mend"),
    }
}
