//! How many tests passed, failed and were left out, summed over the programs that run tests.

use anyhow::{Context, Result};
use serde_json::Value;

/// What a test prints, followed by the reason, when it cannot do its work here.
const MARK: &str = "SKIPPED:";

#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// Which tests were left out, and why.
    pub(crate) skipped: Vec<String>,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped.extend(other.skipped);
    }

    /// Adds what vitest wrote with its JSON reporter.
    pub(crate) fn add_vitest(&mut self, report: &Value) -> Result<()> {
        let count = |name: &str| {
            report.get(name).and_then(Value::as_u64).with_context(|| format!("vitest's report has no {name}"))
        };
        self.passed += count("numPassedTests")?;
        self.failed += count("numFailedTests")?;
        let files = report.get("testResults").and_then(Value::as_array).into_iter().flatten();
        let tests = files.filter_map(|file| file.get("assertionResults")?.as_array()).flatten();
        let text =
            |test: &Value, name: &str| test.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let left_out = tests.filter(|test| !matches!(text(test, "status").as_str(), "passed" | "failed"));
        self.skipped
            .extend(left_out.map(|test| format!("{}: marked so in its file", text(test, "fullName"))));
        Ok(())
    }
}

/// Reads what `cargo test -- --show-output` prints, both outputs in one.
///
/// A test may run its own program again and print what that printed, results and all. So a program's
/// result is the last one before the next program's begin.
#[derive(Default)]
pub(crate) struct CargoTests {
    done: Tally,
    program: Program,
}

#[derive(Default)]
struct Program {
    name: String,
    /// Passed and failed tests, as last reported.
    result: (u64, u64),
    /// The test whose output is being printed.
    test: Option<String>,
    /// Tests that cargo counts as passed, and that say themselves that they were skipped.
    skipped: Vec<(String, String)>,
    ignored: Vec<String>,
}

impl CargoTests {
    pub(crate) fn line(&mut self, line: &str) {
        let started =
            ["Running ", "Doc-tests "].iter().find_map(|begin| line.trim_start().strip_prefix(begin));
        if let Some(name) = started.filter(|_| line.starts_with("   ")) {
            self.next(name.split(" (").next().unwrap_or(name));
        } else {
            self.program.line(line);
        }
    }

    pub(crate) fn finish(mut self) -> Tally {
        self.next("");
        self.done
    }

    fn next(&mut self, name: &str) {
        let before =
            std::mem::replace(&mut self.program, Program { name: name.to_owned(), ..Program::default() });
        self.done.add(before.tally());
    }
}

impl Program {
    fn line(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.result = (number_before(result, " passed"), number_before(result, " failed"));
        } else if let Some(test) =
            line.strip_prefix("---- ").and_then(|rest| rest.strip_suffix(" stdout ----"))
        {
            self.test = Some(test.to_owned());
        } else if line == "successes:" || line == "failures:" {
            self.test = None;
        } else if let Some((_, reason)) = line.split_once(MARK) {
            self.skip(reason.trim());
        } else if let Some((test, _)) =
            line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... ignored"))
        {
            self.ignored.push(test.to_owned());
        }
    }

    fn skip(&mut self, reason: &str) {
        let Some(test) = &self.test else { return };
        if !self.skipped.iter().any(|(known, _)| known == test) {
            self.skipped.push((test.clone(), reason.to_owned()));
        }
    }

    fn tally(self) -> Tally {
        let (passed, failed) = self.result;
        let left_out =
            self.skipped.iter().map(|(test, reason)| format!("{} ({}): {reason}", test, self.name));
        let ignored = self.ignored.iter().map(|test| format!("{} ({}): marked #[ignore]", test, self.name));
        Tally {
            passed: passed.saturating_sub(self.skipped.len() as u64),
            failed,
            skipped: left_out.chain(ignored).collect(),
        }
    }
}

/// Reads a test program of ours: each line that begins with `ok`, `not ok` or the mark is one test.
#[derive(Default)]
pub(crate) struct OwnTests(Tally);

impl OwnTests {
    pub(crate) fn line(&mut self, line: &str) {
        let tally = &mut self.0;
        if line.starts_with("ok ") {
            tally.passed += 1;
        } else if line.starts_with("not ok ") {
            tally.failed += 1;
        } else if let Some(reason) = line.trim_start().strip_prefix(MARK) {
            tally.skipped.push(reason.trim().to_owned());
        }
    }

    pub(crate) fn finish(self) -> Tally {
        self.0
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let number = text.split(word).next().and_then(|before| before.rsplit(' ').next());
    number.and_then(|number| number.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
