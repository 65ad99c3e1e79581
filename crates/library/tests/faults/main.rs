//! One session is kept while the n-th change to a file fails, for every n: the disk is full, or answers with an
//! error, once or until there is space again, or takes half of what it is given. Nothing that was acknowledged is
//! lost, every failure is told, and the same process goes on when the disk does.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test ends where it fails, and says what it skips"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use vesper_library::{Begin, Library, Mode, Notice, Said, SessionId, Speaker};
use vesper_speech::{Error, Kind};

const NAME: &str = "a_disk_that_fails_loses_nothing_that_was_acknowledged";
/// Set in the process whose disk fails: the folder of its library, and the file that makes the disk work again.
const HOME: &str = "VESPER_FAULTY_HOME";
const RELIEF: &str = "FAULT_RELIEF";

const ENOSPC: u32 = 28;
const EIO: u32 = 5;

/// How the disk fails.
#[derive(Clone, Copy, Debug)]
struct Fault {
    errno: u32,
    /// Not once, but from then on.
    on: bool,
    /// A write takes half of its bytes.
    short: bool,
}

const FAULTS: [Fault; 5] = [
    Fault { errno: ENOSPC, on: true, short: false },
    Fault { errno: EIO, on: false, short: false },
    Fault { errno: EIO, on: true, short: false },
    Fault { errno: ENOSPC, on: false, short: false },
    Fault { errno: ENOSPC, on: true, short: true },
];

#[test]
fn a_disk_that_fails_loses_nothing_that_was_acknowledged() {
    if let Some(home) = std::env::var_os(HOME) {
        return keep_a_session(Path::new(&home));
    }
    let work = scratch();
    let Some(interposer) = interposer(work.path()) else { return };
    let calls = count(&interposer);
    assert!(calls > 100, "the interposer saw {calls} calls only");
    // By default each call fails in one of the ways, with VESPER_FAULTS=all in each of them.
    let all = std::env::var("VESPER_FAULTS").is_ok_and(|which| which == "all");
    let (mut runs, mut told, mut slowest) = (0, BTreeMap::<String, u64>::new(), Duration::ZERO);
    // What happens in the background moves the count a little.
    for at in 1..=calls + 20 {
        for (number, fault) in FAULTS.iter().enumerate() {
            if all || at % FAULTS.len() as u64 == number as u64 {
                let (errors, opening) = run(&interposer, at, *fault);
                errors.into_iter().for_each(|error| *told.entry(error).or_default() += 1);
                slowest = slowest.max(opening);
                runs += 1;
            }
        }
    }
    println!("{runs} runs of {calls} calls; told: {told:?}; the slowest opening afterwards took {slowest:?}");
    assert!(told.contains_key("DiskFull") && told.contains_key("Unwritable"), "{told:?}");
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
}

/// The interposer as a library, or none where it cannot be made.
fn interposer(folder: &Path) -> Option<PathBuf> {
    if !cfg!(all(target_os = "linux", target_env = "gnu")) {
        eprintln!("SKIPPED: calls can be made to fail on Linux with glibc only");
        return None;
    }
    let library = folder.join("interposer.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/interposer.c");
    let made = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(source)
        .arg("-ldl")
        .status();
    match made {
        Ok(status) if status.success() => Some(library),
        Ok(status) => panic!("cc ended with {status}"),
        Err(error) => {
            eprintln!("SKIPPED: without a C compiler no call can be made to fail (cc: {error})");
            None
        }
    }
}

/// How many calls a session makes whose disk does not fail.
fn count(interposer: &Path) -> u64 {
    let folder = scratch();
    let counted = folder.path().join("count");
    let home = folder.path().join("home");
    let answer = child(interposer, &home)
        .env("FAULT_AT", "0")
        .env("FAULT_COUNT", &counted)
        .env(RELIEF, folder.path().join("relief"))
        .output()
        .unwrap();
    assert!(answer.status.success(), "{}", words(&answer));
    assert!(!words(&answer).contains("FAILED"), "{}", words(&answer));
    std::fs::read_to_string(counted).unwrap().trim().parse().unwrap()
}

/// Keeps a session whose call number `at` fails. The kinds of what was told, and how long the library took to open
/// afterwards.
fn run(interposer: &Path, at: u64, fault: Fault) -> (Vec<String>, Duration) {
    let folder = scratch();
    let home = folder.path().join("home");
    let answer = child(interposer, &home)
        .env("FAULT_AT", at.to_string())
        .env("FAULT_ON", u32::from(fault.on).to_string())
        .env("FAULT_SHORT", u32::from(fault.short).to_string())
        .env("FAULT_ERRNO", fault.errno.to_string())
        .env(RELIEF, folder.path().join("relief"))
        .output()
        .unwrap();
    let said = words(&answer);
    assert!(answer.status.success(), "call {at}, {fault:?}: {said}");
    let started = Instant::now();
    let opened = Library::open(&home.join("library.db")).unwrap();
    let opening = started.elapsed();
    assert!(
        matches!(opened.notice, None | Some(Notice::CutOff)),
        "call {at}, {fault:?}: {:?} after {said}",
        opened.notice
    );
    compare(&opened.library, &said, &format!("call {at}, {fault:?}"));
    let told =
        said.lines().filter_map(|line| line.strip_prefix("FAILED ")?.split(' ').next().map(str::to_owned));
    (told.collect(), opening)
}

/// What was acknowledged is there, all of it and nothing else.
fn compare(library: &Library, said: &str, which: &str) {
    let acknowledged: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("KEPT ")).collect();
    let session: i64 = said.lines().find_map(|line| line.strip_prefix("SESSION ")).unwrap().parse().unwrap();
    let there = library.lines(SessionId(session)).unwrap();
    let there: Vec<&str> = there.iter().map(|line| line.said.text.as_str()).collect();
    assert_eq!(there, acknowledged, "{which}: {said}");
    assert_eq!(there.len(), LINES - 1, "{which}: {said}");
    assert_eq!(library.setting("volume").unwrap(), Some(7.into()), "{which}");
    assert!(library.session(SessionId(session)).unwrap().unwrap().ended.is_some(), "{which}");
    assert_eq!(library.search("forgotten", 10).unwrap(), [], "{which}");
    assert_eq!(library.inspect().unwrap(), None, "{which}");
}

fn child(interposer: &Path, home: &Path) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", NAME, "--nocapture"])
        .env(HOME, home)
        .env("FAULT_FOLDER", home)
        .env("LD_PRELOAD", interposer);
    child
}

fn words(answer: &Output) -> String {
    [&answer.stdout, &answer.stderr].map(|said| String::from_utf8_lossy(said).into_owned()).concat()
}

/// Lines that are said; one is forgotten again.
const LINES: usize = 10;

/// The process whose disk fails: it tells each failure, waits for space and tries again.
fn keep_a_session(home: &Path) {
    println!();
    let path = home.join("library.db");
    let mut library = insist("open", || Library::open(&path)).library;
    let begin = Begin { mode: Mode::Talk, script: None, title: "A talk".into(), language: "en".into() };
    let session = insist("begin", || library.begin(&begin));
    println!("SESSION {}", session.0);
    let mut last = None;
    for number in 1..=LINES {
        let forgotten = number == LINES;
        let text = if forgotten { "to be forgotten".into() } else { format!("line {number} of the talk") };
        let said = Said {
            speaker: Speaker::Voice("fox".into()),
            text: text.clone(),
            heard: 0..48_000,
            cut: None,
            chapter: None,
        };
        last = Some(insist("heard", || library.heard(session, &said)));
        if !forgotten {
            println!("KEPT {text}");
        }
    }
    insist("end", || library.end(session));
    insist("set", || library.set(&BTreeMap::from([("volume".into(), 7.into())])));
    insist("snapshot", || library.snapshot());
    insist("export", || library.export(&home.join("all.zip"), &mut Vec::new()));
    forget(&mut library, last.unwrap());
}

/// Forgetting is done when the line is gone; its traces may have to wait for space.
fn forget(library: &mut Library, line: vesper_library::LineId) {
    if let Err(error) = library.forget_line(line) {
        tell("forget", &error);
        relieve();
        match library.forget_line(line) {
            Ok(()) => {}
            Err(error) => assert_eq!(error.kind, Kind::BadRequest, "{error}"),
        }
    }
}

/// Does `work`. Where it fails, it says so, makes space, and does it again, which must succeed.
fn insist<T>(name: &str, mut work: impl FnMut() -> Result<T, Error>) -> T {
    match work() {
        Ok(done) => done,
        Err(error) => {
            tell(name, &error);
            relieve();
            work().unwrap_or_else(|error| panic!("{name} failed although there was space again: {error}"))
        }
    }
}

fn tell(name: &str, error: &Error) {
    println!("FAILED {:?} {name}: {error}", error.kind);
    assert!(matches!(error.kind, Kind::DiskFull | Kind::Unwritable), "{name}: {:?} {error}", error.kind);
    assert!(!error.what.is_empty() && !error.advice.is_empty(), "{error:?}");
}

fn relieve() {
    std::fs::write(std::env::var_os(RELIEF).unwrap(), "").unwrap();
}

/// A folder in memory where there is one: what is tried here is the order of what happens, and no disk is needed for
/// that, while waiting for one takes most of the time.
fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}
