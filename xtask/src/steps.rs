use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

/// Work in named steps: each is timed, and one that fails does not keep the others from being tried.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<Step>,
}

struct Step {
    name: &'static str,
    took: Duration,
    fault: Option<String>,
}

impl Steps {
    /// Does one step, and says whether it succeeded.
    pub(crate) fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> bool {
        println!("\n== {name}");
        let begun = Instant::now();
        let fault = work().err().map(|error| format!("{error:#}"));
        let step = Step { name, took: begun.elapsed(), fault };
        println!("{step}");
        // What to do about it; the summary is short.
        step.fault.iter().flat_map(|fault| fault.lines().skip(1)).for_each(|line| println!("{line}"));
        let succeeded = step.fault.is_none();
        self.done.push(step);
        succeeded
    }

    pub(crate) fn failed(&self) -> bool {
        self.done.iter().any(|step| step.fault.is_some())
    }

    /// All steps once more, in short.
    pub(crate) fn summary(&self) {
        println!("\n== Summary");
        self.done.iter().for_each(|step| println!("{step}"));
        let all: Duration = self.done.iter().map(|step| step.took).sum();
        println!("{:>7.1} s  in all", all.as_secs_f32());
    }

    pub(crate) fn code(&self) -> ExitCode {
        if self.failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:>7.1} s  {}: ", self.took.as_secs_f32(), self.name)?;
        match &self.fault {
            None => f.write_str("ok"),
            Some(fault) => write!(f, "FAILED: {}", fault.lines().next().unwrap_or_default()),
        }
    }
}
