use super::{CargoTests, OwnTests, Tally};

fn cargo(output: &str) -> Tally {
    let mut tests = CargoTests::default();
    output.lines().for_each(|line| tests.line(line));
    tests.finish()
}

#[test]
fn results_are_summed_over_the_programs() {
    let tally = cargo(
        "     Running unittests src/lib.rs (target/debug/deps/a-1)

running 3 tests
test one ... ok
test two ... FAILED
test three ... ignored, needs a moon

failures:

---- two stdout ----
thread 'two' panicked at src/lib.rs:1:1:
no

failures:
    two

test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

     Running tests/b.rs (target/debug/deps/b-1)

running 2 tests
test four ... ok
test five ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

   Doc-tests a

running 0 tests

test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
    );
    assert_eq!((tally.passed, tally.failed), (3, 1));
    assert_eq!(tally.skipped, ["three (unittests src/lib.rs): marked #[ignore]"]);
}

#[test]
fn a_test_that_says_it_was_skipped_did_not_pass() {
    let tally = cargo(
        "     Running tests/speech.rs (target/debug/deps/speech-1)

running 2 tests
test hears ... ok
test speaks ... ok

successes:

---- hears stdout ----
SKIPPED: there is no VESPER_DATA
SKIPPED: and nothing else either

successes:
    hears
    speaks

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
    );
    assert_eq!((tally.passed, tally.failed), (1, 0));
    assert_eq!(tally.skipped, ["hears (tests/speech.rs): there is no VESPER_DATA"]);
}

#[test]
fn what_a_test_prints_of_another_run_is_not_a_result() {
    let tally = cargo(
        "     Running tests/devices.rs (target/debug/deps/devices-1)

running 8 tests
test plays ... ok

successes:

---- plays stdout ----

running 1 test
test plays ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.00s

successes:
    plays

test result: ok. 8 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
    );
    assert_eq!((tally.passed, tally.failed), (8, 0));
    assert_eq!(tally.skipped.len(), 0);
}

#[test]
fn vitest_names_what_it_left_out() {
    let report = serde_json::json!({
        "numPassedTests": 2,
        "numFailedTests": 1,
        "testResults": [{ "assertionResults": [
            { "status": "passed", "fullName": "search finds" },
            { "status": "skipped", "fullName": "search sorts" },
        ] }],
    });
    let mut tally = Tally::default();
    tally.add_vitest(&report).unwrap();
    assert_eq!((tally.passed, tally.failed), (2, 1));
    assert_eq!(tally.skipped, ["search sorts: marked so in its file"]);
    assert!(tally.add_vitest(&serde_json::json!({})).is_err());
}

#[test]
fn a_program_of_ours_says_it_line_by_line() {
    let mut tests = OwnTests::default();
    ["ok - the shelf shows", "not ok - it plays", "  at window.mjs:3", "SKIPPED: no sound"]
        .iter()
        .for_each(|line| tests.line(line));
    let tally = tests.finish();
    assert_eq!((tally.passed, tally.failed), (1, 1));
    assert_eq!(tally.skipped, ["no sound"]);
}
