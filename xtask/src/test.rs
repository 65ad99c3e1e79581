use std::process::ExitCode;

use anyhow::{Result, ensure};
use clap::Args;

use crate::packages::{self, Need};
use crate::steps::Steps;
use crate::tally::{CargoTests, Tally};
use crate::tree::Tree;
use crate::{cargo, check, command, end_to_end, install, ui};

#[derive(Args)]
pub(crate) struct Test {
    /// Install nothing; tests that need what is missing are skipped and say so.
    #[arg(long)]
    no_install: bool,
}

/// The checks, then every test there is; closes with the count of tests.
pub(crate) fn test(tree: &Tree, test: &Test) -> Result<ExitCode> {
    let mut steps = Steps::default();
    let needs: Vec<&Need> =
        [packages::ALWAYS, packages::WINDOW, packages::TESTS].into_iter().flatten().collect();
    let mut tally = Tally::default();
    if test.no_install || steps.step("system packages", || install::ensure(&needs)) {
        check::steps(tree, &mut steps, false);
        tests(tree, &mut steps, &mut tally);
    } else {
        println!("`cargo xtask test --no-install` leaves out what needs them.");
    }
    steps.summary();
    close(&steps, &tally);
    Ok(steps.code())
}

/// Builds everything once, and runs every test on that.
fn tests(tree: &Tree, steps: &mut Steps, tally: &mut Tally) {
    let built = steps.step("build", || command::run(cargo::workspace(tree, "build").arg("--all-targets")));
    steps.step("Rust tests", || rust(tree, tally));
    steps.step("UI tests", || ui::test(tree, tally));
    steps.step("end to end, in the real window", || {
        // What an earlier build left must not be taken for this one.
        ensure!(built, "there is no window of this build");
        end_to_end::test(tree, tally)
    });
}

fn rust(tree: &Tree, tally: &mut Tally) -> Result<()> {
    let mut cargo = cargo::workspace(tree, "test");
    match tree.data() {
        Some(data) => cargo.env("VESPER_DATA", data),
        None => cargo.env_remove("VESPER_DATA"),
    };
    cargo.args(["--no-fail-fast", "--", "--show-output"]);
    let mut tests = CargoTests::default();
    let ended = command::watch(&mut cargo, |line| tests.line(line));
    tally.add(tests.finish());
    command::succeeded(&cargo, ended?)
}

fn close(steps: &Steps, tally: &Tally) {
    if !tally.skipped.is_empty() {
        println!("\nSkipped:");
        tally.skipped.iter().for_each(|test| println!("  {test}"));
    }
    // A program that breaks off has failed, though it counted nothing.
    let failed = if steps.failed() { tally.failed.max(1) } else { tally.failed };
    println!("\n{} passed, {failed} failed, {} skipped", tally.passed, tally.skipped.len());
}
