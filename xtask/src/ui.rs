use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command;
use crate::tally::Tally;
use crate::tree::Tree;

/// Fetches the UI's packages where they are older than what the lock file says.
pub(crate) fn install(tree: &Tree) -> Result<()> {
    if !command::exists("npm") && !command::exists("npm.cmd") {
        bail!(
            "npm is missing. Install Node 20.19 or newer from https://nodejs.org or your system's packages"
        );
    }
    let changed =
        |path: &Path| path.metadata().and_then(|about| about.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let ui = tree.ui();
    // npm writes this file last.
    if changed(&ui.join("node_modules/.package-lock.json")) >= changed(&ui.join("package-lock.json")) {
        return Ok(());
    }
    println!("Fetching the packages that the UI is built with (ui/package-lock.json).");
    command::run(npm(tree).args(["ci", "--no-audit", "--no-fund"]))
}

/// Writes the UI into `ui/dist`, from where the window takes it up.
pub(crate) fn build(tree: &Tree) -> Result<()> {
    command::run(npm(tree).args(["run", "--silent", "build"]))
}

/// Checks the UI's types.
pub(crate) fn check(tree: &Tree) -> Result<()> {
    command::run(npm(tree).args(["run", "--silent", "check"]))
}

/// Runs the UI's tests.
pub(crate) fn test(tree: &Tree, tally: &mut Tally) -> Result<()> {
    let report = tree.fresh("ui-tests")?.join("report.json");
    let mut npm = npm(tree);
    npm.args(["test", "--silent", "--", "--reporter=default", "--reporter=json"]);
    npm.arg(format!("--outputFile.json={}", report.display()));
    let ran = command::run(&mut npm);
    let text = std::fs::read_to_string(&report).with_context(|| format!("no report in {}", report.display()));
    let counted = text.and_then(|text| {
        let report: Value = serde_json::from_str(&text).context("vitest's report is not JSON")?;
        tally.add_vitest(&report)
    });
    ran.and(counted)
}

fn npm(tree: &Tree) -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(tree.ui());
    npm
}
