//! The project's chores, run as `cargo xtask …`. They need nothing but cargo, Node and git; `run` and
//! `test` install the rest where they can, and say beforehand what that is.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "whoever runs a chore reads in the terminal what it does"
)]

mod bench;
mod bindings;
mod cargo;
mod check;
mod command;
mod cuda;
mod deny;
mod end_to_end;
mod fixtures;
mod fuzz;
mod install;
mod packages;
mod run;
mod steps;
mod tally;
mod test;
mod tidy;
mod tree;
mod ui;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use tree::Tree;

/// Vesper's chores: run it, test it, check it, measure it.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", max_term_width = 100)]
enum Chore {
    /// Build Vesper and open it: the window, or the terminal companion where there is no display.
    Run(run::Run),
    /// Check everything, then run every test there is, up to the real window.
    Test(test::Test),
    /// Look at the code without running it: form, lints, floors, licences, types, bindings.
    Check(check::Check),
    /// Measure what a listener waits for, and print it as one line of JSON.
    Bench(bench::Bench),
    /// Have what tests are held to made anew: by the reference implementations of the voices and chat models, and by training.
    Fixtures(fixtures::Fixtures),
    /// Build Vesper for NVIDIA's cards; what comes out starts without one too.
    Cuda(cuda::Cuda),
    /// Let the readers of model files read millions of mutated files.
    Fuzz(fuzz::Fuzz),
    /// Write the types of the window's commands for the UI.
    Bindings,
}

fn main() -> ExitCode {
    match Tree::find().and_then(|tree| chore(Chore::parse(), &tree)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\ncargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn chore(chore: Chore, tree: &Tree) -> Result<ExitCode> {
    match chore {
        Chore::Run(run) => run::run(tree, &run),
        Chore::Test(test) => test::test(tree, &test),
        Chore::Check(check) => check::check(tree, &check),
        Chore::Bench(bench) => bench::bench(tree, &bench).map(|()| ExitCode::SUCCESS),
        Chore::Fixtures(fixtures) => fixtures::fixtures(tree, &fixtures).map(|()| ExitCode::SUCCESS),
        Chore::Cuda(cuda) => cuda::cuda(tree, &cuda).map(|()| ExitCode::SUCCESS),
        Chore::Fuzz(fuzz) => fuzz::fuzz(tree, &fuzz),
        Chore::Bindings => bindings::write(tree).map(|()| ExitCode::SUCCESS),
    }
}
