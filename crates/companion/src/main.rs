//! The `vesper` command.
#![allow(clippy::print_stdout, clippy::print_stderr)] // a command speaks through them

mod cli;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use cli::{Cli, Words};

/// Standard error has what goes wrong inside; the words of the sound client and of the decoders only for those
/// who ask: the one reports every connection that ends, the others what our own errors say better.
fn log(verbose: bool) {
    let usual = if verbose { "debug" } else { "error,pulseaudio=off,symphonia=off" };
    let filter = tracing_subscriber::EnvFilter::try_from_env("VESPER_LOG").unwrap_or_else(|_| usual.into());
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).init();
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    log(cli.verbose);
    vesper::quiet_ink();
    let words = Words { json: cli.json };
    match cli::run(cli).and_then(|code| words.printed().map(|()| code)) {
        Ok(code) => code,
        Err(error) => {
            words.error(&error);
            ExitCode::FAILURE
        }
    }
}
