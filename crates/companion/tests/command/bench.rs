//! A home of a test's own and the command in it.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::Builder;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use vesper_library::Library;

/// What has not happened after so long will not happen.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Says loudly that a test is skipped where there is no voice.
pub(crate) fn has_voice() -> bool {
    let there = Command::new("espeak-ng").arg("--version").output().is_ok();
    if !there {
        eprintln!("SKIPPED: espeak-ng is not installed, so nothing was spoken");
    }
    there
}

pub(crate) struct Bench {
    folder: TempDir,
}

/// What a command left behind.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Answer {
    /// The JSON lines; each line must be one.
    pub(crate) fn values(&self) -> Vec<Value> {
        let value = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        self.out.lines().map(value).collect()
    }

    pub(crate) fn ok(self) -> Answer {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// It failed as a command should: with code 1, with words and without a panic.
    pub(crate) fn refused(&self, words: &[&str]) {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert!(self.err.starts_with("vesper: ") && !self.err.contains("panicked"), "{self:?}");
        words.iter().for_each(|word| assert!(self.err.contains(word), "{word:?} is not in {self:?}"));
    }
}

impl Bench {
    pub(crate) fn new() -> Bench {
        let folder = tempfile::Builder::new().prefix("vesper-command").tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("home")).expect("a home");
        std::fs::write(folder.path().join("asound.conf"), "").expect("a file");
        Bench { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.path("home")
    }

    /// What is kept in the home, opened as the command opens it.
    pub(crate) fn library(&self) -> Library {
        Library::open(&self.home().join("library.db")).expect("a library").library
    }

    /// Writes a file and gives its path.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    /// The names in the folder, or in one within it.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let listing = std::fs::read_dir(self.path(folder)).expect("a folder");
        let mut names: Vec<String> = listing
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn command<S: AsRef<std::ffi::OsStr>>(&self, words: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vesper"));
        command
            .args(words)
            .current_dir(self.folder.path())
            .env("VESPER_HOME", self.home())
            .env("PULSE_SERVER", format!("unix:{}", self.path("no-server").display()))
            .env("ALSA_CONFIG_PATH", self.path("asound.conf"))
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .env_remove("VESPER_WHISPER_MODEL")
            .env_remove("VESPER_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(&self, words: &[S]) -> Answer {
        let output = self.command(words).output().expect("the command runs");
        Answer {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("words in UTF-8"),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Starts it with both ends of its pipes in hand.
    pub(crate) fn start<S: AsRef<std::ffi::OsStr>>(&self, words: &[S]) -> Running {
        Running::of(self.command(words))
    }
}

/// A command under way. Killed when it is dropped.
pub(crate) struct Running {
    pub(crate) child: Child,
    keys: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Running {
    pub(crate) fn of(mut command: Command) -> Running {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it runs");
        let keys = child.stdin.take();
        let out = BufReader::new(child.stdout.take().expect("its output"));
        let (told, lines) = sync_channel(1024);
        let read = move || {
            for line in out.lines().map_while(Result::ok) {
                if told.send(line).is_err() {
                    return;
                }
            }
        };
        Builder::new().name("output".into()).spawn(read).expect("a thread");
        Running { child, keys, lines }
    }

    /// The next JSON line; `None` at the end of its output.
    pub(crate) fn next(&mut self) -> Option<Value> {
        use std::sync::mpsc::RecvTimeoutError::{Disconnected, Timeout};
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => Some(serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line}: {error}"))),
            Err(Disconnected) => None,
            Err(Timeout) => panic!("it says nothing for {PATIENCE:?}"),
        }
    }

    /// Reads until the event named `event`.
    pub(crate) fn until(&mut self, event: &str) -> Value {
        loop {
            let value = self.next().unwrap_or_else(|| panic!("it ended before {event}"));
            if value["event"] == event {
                return value;
            }
        }
    }

    pub(crate) fn line(&mut self) -> String {
        self.until("line")["text"].as_str().expect("a text").to_owned()
    }

    pub(crate) fn press(&mut self, key: &str) {
        writeln!(self.keys.as_mut().expect("its input"), "{key}").expect("it reads");
    }

    /// Nobody will press anything any more.
    pub(crate) fn close(&mut self) {
        self.keys = None;
    }

    pub(crate) fn code(&mut self) -> Option<i32> {
        while self.next().is_some() {}
        self.child.wait().expect("it ends").code()
    }

    pub(crate) fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "no {signal} could be sent");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}
