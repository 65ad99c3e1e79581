//! The real window, driven through WebDriver on a screen that nobody sees, with sound nobody hears.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::tally::{OwnTests, Tally};
use crate::tree::Tree;
use crate::{cargo, command};

/// The program that gives another one sound devices of its own.
pub(crate) const SOUND: &str = "private-sound";
const SCREEN: &str = "-screen 0 1280x800x24";

/// Runs the tests of the window that was built before. What they photograph stays in the target folder.
pub(crate) fn test(tree: &Tree, tally: &mut Tally) -> Result<()> {
    if let Some(missing) = missing() {
        let reason = format!("end to end: {missing} is not installed, so no window was opened");
        println!("SKIPPED: {reason}");
        tally.skipped.push(reason);
        return Ok(());
    }
    let pictures = tree.fresh("e2e")?;
    let mut node =
        on_stage(tree, &cargo::programs(tree, false), Path::new("tests/e2e/window.mjs"), &pictures)?;
    let mut tests = OwnTests::default();
    let ended = command::watch(&mut node, |line| tests.line(line));
    tally.add(tests.finish());
    println!("Pictures of the window: {}", pictures.display());
    command::succeeded(&node, ended?)
}

/// What is not there of what it takes to open a window on a screen that nobody sees.
pub(crate) fn missing() -> Option<&'static str> {
    ["node", "xvfb-run", "WebKitWebDriver"].into_iter().find(|program| !command::exists(program))
}

/// A Node script that drives the window among `programs`; it starts with nothing kept from before.
pub(crate) fn on_stage(tree: &Tree, programs: &Path, script: &Path, out: &Path) -> Result<Command> {
    let mut stage = Command::new(programs.join(SOUND));
    stage.current_dir(tree.root()).args(["xvfb-run", "-a", "-s", SCREEN, "node"]).arg(script);
    stage.env("APP", programs.join("vesper-desktop")).env("OUT", out);
    stage.env("VESPER_HOME", tree.fresh("e2e-home")?);
    // Without its compositor, WebKitGTK 2.50 stands still for a minute once nothing moves in the window.
    stage.env_remove("WEBKIT_DISABLE_COMPOSITING_MODE");
    Ok(stage)
}
