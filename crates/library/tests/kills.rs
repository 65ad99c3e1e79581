//! A process that keeps sessions as fast as it can is killed at random moments. What it had acknowledged is there
//! afterwards, in order, and the session goes on.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test ends where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use vesper_library::{Begin, Library, LineId, Mode, Notice, Said, SessionId, Speaker};

/// The whole campaign; the tests do a tenth of it. `VESPER_KILLS` sets another number.
const ALL: u64 = 1_000;
/// After so many kills a new library is begun, so that its making is met too.
const PER_LIBRARY: u64 = 20;

const HOME: &str = "VESPER_KILLED_HOME";
const SEED: &str = "VESPER_KILLED_SEED";

#[test]
fn what_was_acknowledged_survives_being_killed() {
    if let Some(home) = std::env::var_os(HOME) {
        let seed = std::env::var(SEED).unwrap().parse().unwrap();
        keep_for_ever(&PathBuf::from(home).join("library.db"), Dice(seed));
    }
    let kills = std::env::var("VESPER_KILLS").map_or(ALL / 10, |kills| kills.parse().unwrap());
    let (mut slowest, mut lines, mut cut_off) = (Duration::ZERO, 0, 0);
    let mut witness = Witness::default();
    let mut folder = scratch();
    for kill in 0..kills {
        if kill % PER_LIBRARY == 0 {
            folder = scratch();
            witness = Witness::default();
        }
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (kill + 1));
        lines += witness.watch(folder.path(), &mut dice);
        let started = Instant::now();
        let opened = Library::open(&folder.path().join("library.db")).unwrap();
        slowest = slowest.max(started.elapsed());
        match opened.notice {
            Some(Notice::CutOff) => cut_off += 1,
            None => {}
            other => panic!("kill {kill}: {other:?}"),
        }
        let mut library = opened.library;
        witness.compare(&library, kill);
        witness.go_on(&mut library);
        assert_eq!(library.inspect().unwrap(), None, "kill {kill}");
    }
    println!(
        "{kills} kills, {cut_off} while something was written: {lines} acknowledged lines are there; the slowest \
         opening took {slowest:?}"
    );
    assert!(lines > kills && cut_off > kills / 2, "the kills met nothing");
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
}

/// What the killed processes acknowledged.
#[derive(Default)]
struct Witness {
    sessions: BTreeMap<i64, Vec<(i64, String)>>,
    /// Lines that were about to be forgotten when the process was killed.
    doubtful: BTreeSet<i64>,
}

impl Witness {
    /// Starts a process, kills it, and takes down what it said. How many lines it acknowledged.
    fn watch(&mut self, folder: &Path, dice: &mut Dice) -> u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "what_was_acknowledged_survives_being_killed", "--nocapture"])
            .env(HOME, folder)
            .env(SEED, dice.roll(u64::MAX).to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = child.stdout.take().unwrap();
        sleep(Duration::from_micros(dice.roll(90_000)));
        child.kill().unwrap();
        let mut text = String::new();
        said.read_to_string(&mut text).unwrap();
        child.wait().unwrap();
        assert!(!text.contains("GAVE UP"), "{text}");
        // A last line without its end was not acknowledged.
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole.lines().filter(|line| self.take_down(line)).count() as u64
    }

    /// Whether `said` acknowledges a line.
    fn take_down(&mut self, said: &str) -> bool {
        let words: Vec<&str> = said.splitn(4, ' ').collect();
        let number = |word: &str| word.parse::<i64>().unwrap();
        match words[..] {
            ["KEPT", session, line, text] => {
                let lines = self.sessions.entry(number(session)).or_default();
                lines.push((number(line), text.to_owned()));
                return true;
            }
            ["FORGETTING", line] => drop(self.doubtful.insert(number(line))),
            ["FORGOT", line] => {
                self.doubtful.remove(&number(line));
                for lines in self.sessions.values_mut() {
                    lines.retain(|(id, _)| *id != number(line));
                }
            }
            _ => {}
        }
        false
    }

    /// Every acknowledged line is there in order. At most one more, the last, was kept and not yet acknowledged.
    fn compare(&mut self, library: &Library, kill: u64) {
        let mut surplus = 0;
        for (session, lines) in &mut self.sessions {
            let there: Vec<(i64, String)> = library
                .lines(SessionId(*session))
                .unwrap()
                .into_iter()
                .map(|line| (line.id.0, line.said.text))
                .collect();
            lines.retain(|line| !self.doubtful.contains(&line.0) || there.contains(line));
            assert!(there.starts_with(lines), "kill {kill}, session {session}: {lines:?} became {there:?}");
            surplus += there.len() - lines.len();
            *lines = there;
        }
        self.doubtful.clear();
        assert!(surplus <= 1, "kill {kill}: {surplus} lines were never acknowledged");
    }

    /// The session that was cut off goes on.
    fn go_on(&mut self, library: &mut Library) {
        let Some((session, lines)) = self.sessions.iter_mut().next_back() else { return };
        let text = "Where were we?".to_owned();
        let line = library.heard(SessionId(*session), &said(&text)).unwrap();
        lines.push((line.0, text));
    }
}

/// The process that is killed. It acknowledges a line after it was kept, and says what it is about to forget.
fn keep_for_ever(path: &Path, mut dice: Dice) -> ! {
    println!();
    let mut number = 0_u64;
    loop {
        let mut library = Library::open(path).unwrap_or_else(|error| give_up(&error)).library;
        let begin =
            Begin { mode: Mode::Talk, script: None, title: format!("Talk {number}"), language: "en".into() };
        let session = library.begin(&begin).unwrap_or_else(|error| give_up(&error));
        for _ in 0..40 + dice.roll(100) {
            number += 1;
            let text = format!("{number} {}", "and the lamp was lit again ".repeat(dice.roll(30) as usize));
            let text = text.trim_end();
            let line = library.heard(session, &said(text)).unwrap_or_else(|error| give_up(&error));
            acknowledge(&format!("KEPT {} {} {text}", session.0, line.0));
            match dice.roll(120) {
                0 => forget(&mut library, line),
                1 => drop(library.snapshot().unwrap_or_else(|error| give_up(&error))),
                _ => {}
            }
        }
        library.end(session).unwrap_or_else(|error| give_up(&error));
    }
}

fn forget(library: &mut Library, line: LineId) {
    acknowledge(&format!("FORGETTING {}", line.0));
    library.forget_line(line).unwrap_or_else(|error| give_up(&error));
    acknowledge(&format!("FORGOT {}", line.0));
}

fn acknowledge(what: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{what}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

fn give_up(error: &vesper_speech::Error) -> ! {
    acknowledge(&format!("GAVE UP {error}"));
    std::process::exit(1)
}

fn said(text: &str) -> Said {
    Said { speaker: Speaker::Listener, text: text.to_owned(), heard: 0..48_000, cut: None, chapter: None }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed, the same moments.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }
}

/// A folder in memory where there is one: what is tried here is the order of what happens, and no disk is needed for
/// that, while waiting for one takes most of the time.
fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}
