//! Runs a program where the sound devices are those of a private PulseAudio, so that nothing is heard and
//! all can be recorded: `private-sound PROGRAM [ARGUMENT…]`. Without PulseAudio it says so and runs it still.
#![allow(clippy::print_stderr, reason = "a bench says what it cannot do")]

use std::process::{Command, ExitCode};

use vesper_tests::pulse::Pulse;

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    let Some(program) = words.next() else {
        eprintln!("private-sound: which program? Give it and its arguments.");
        return ExitCode::FAILURE;
    };
    let pulse = Pulse::start();
    let mut command = Command::new(&program);
    command.args(words).envs(pulse.iter().flat_map(Pulse::env));
    match command.status() {
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            code.map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            eprintln!("private-sound: {} cannot be started: {error}", program.display());
            ExitCode::FAILURE
        }
    }
}
