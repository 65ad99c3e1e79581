//! The `vesper` command.
#![allow(clippy::print_stdout, clippy::print_stderr)] // a command speaks through them

mod cli;

use std::process::ExitCode;

use clap::Parser;
use cli::{Cli, Words};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let level = if cli.verbose { "debug" } else { "error" };
    let filter = tracing_subscriber::EnvFilter::try_from_env("VESPER_LOG").unwrap_or_else(|_| level.into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let words = Words { json: cli.json };
    match cli::run(cli) {
        Ok(code) => code,
        Err(error) => {
            words.error(&error);
            ExitCode::FAILURE
        }
    }
}
