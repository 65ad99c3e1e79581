use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use vesper_speech::{Error, Kind, Result};

use crate::cast::Delivery;

/// Looked up on the `PATH`.
pub(crate) const NAME: &str = "espeak-ng";

#[cfg(target_os = "linux")]
pub(crate) const INSTALL: &str = "Install it: `sudo apt install espeak-ng` on Debian and Ubuntu, \
     `sudo dnf install espeak-ng` on Fedora, `sudo pacman -S espeak-ng` on Arch.";
#[cfg(target_os = "macos")]
pub(crate) const INSTALL: &str =
    "Install it with `brew install espeak-ng`; the voices of macOS itself are not built in yet.";
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(crate) const INSTALL: &str = "Install it with `winget install eSpeak-NG.eSpeak-NG`; the voices of Windows itself are not built in yet.";

/// How long espeak-ng may be silent while it is waited for. It needs 10 ms; a machine that swaps needs more.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
/// How often a waiting caller is asked whether it still wants the sound.
const CHECK: Duration = Duration::from_millis(10);
/// Of 100, espeak-ng's usual volume, at which several variants clip. Levelling makes up for it.
const AMPLITUDE: &str = "40";
const PIECE: usize = 16 * 1024;
/// Pieces that may wait between espeak-ng and the reader of its sound: with the pipe, about four seconds.
const QUEUE: usize = 8;
/// How much of its complaints is kept.
const COMPLAINT: u64 = 2_000;
/// The tables of voices are 10 KB.
const LONGEST_LIST: u64 = 1 << 20;

/// One espeak-ng at work on one text. Dropping it ends the process and waits for it.
pub(crate) struct Utterance {
    child: Child,
    news: Receiver<News>,
    name: String,
    patience: Duration,
    /// Something came out of it.
    answered: bool,
}

enum News {
    Bytes(Vec<u8>),
    /// The stream is over; what was written to standard error.
    End(String),
    Broken(String),
}

impl Utterance {
    /// Starts espeak-ng on `text`.
    pub(crate) fn start(program: &Path, delivery: &Delivery, text: &str, patience: Duration) -> Result<Self> {
        let mut command = Command::new(program);
        command.args(["--stdin", "--stdout", "-b", "1", "-a", AMPLITUDE]);
        command.args([
            "-v",
            &delivery.voice,
            "-p",
            &delivery.pitch.to_string(),
            "-s",
            &delivery.speed.to_string(),
        ]);
        if delivery.gap > 0 {
            command.args(["-g", &delivery.gap.to_string()]);
        }
        // The range of the melody has no option, only espeak-ng's embedded command.
        let text = format!("\u{1}{}R {text}\n", delivery.range);
        Utterance::run(command, program, text, patience)
    }

    fn run(mut command: Command, program: &Path, text: String, patience: Duration) -> Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let name = program.display().to_string();
        let mut child = command.spawn().map_err(|error| not_started(&name, &error))?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (sender, news) = sync_channel(QUEUE);
        // From here on the drop of the utterance ends the child, whatever fails.
        let utterance = Utterance { child, news, name, patience, answered: false };
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(utterance.failed("it was started without its pipes."));
        };
        // Not joined: it ends when the pipes do, and those could be held open by a process of the child's own.
        thread::Builder::new()
            .name("espeak-ng".into())
            .spawn(move || converse(stdin, stdout, stderr, &text, &sender))
            .map_err(|error| utterance.failed(&format!("no thread could be started for it ({error}).")))?;
        Ok(utterance)
    }

    /// More of what espeak-ng wrote; `None` when it is done and did not complain. Blocks, calling `check` at
    /// least every 10 ms; an error of `check` is passed on at once.
    pub(crate) fn next(&mut self, check: &dyn Fn() -> Result<()>) -> Result<Option<Vec<u8>>> {
        let since = Instant::now();
        loop {
            check()?;
            match self.news.recv_timeout(CHECK) {
                Ok(News::Bytes(bytes)) => {
                    self.answered = true;
                    return Ok(Some(bytes));
                }
                Ok(News::End(complaint)) => return self.finish(&complaint, since, check).map(|()| None),
                Ok(News::Broken(why)) => {
                    return Err(self.failed(&format!("its sound could not be read ({why}).")));
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(self.failed("its sound ended without a reason."));
                }
                Err(RecvTimeoutError::Timeout) => self.still_patient(since)?,
            }
        }
    }

    fn finish(&mut self, complaint: &str, since: Instant, check: &dyn Fn() -> Result<()>) -> Result<()> {
        let status = loop {
            match self.child.try_wait() {
                Ok(Some(status)) => break status,
                Ok(None) => {
                    check()?;
                    self.still_patient(since)?;
                    thread::sleep(Duration::from_millis(1));
                }
                Err(error) => return Err(self.failed(&format!("its end could not be awaited ({error})."))),
            }
        };
        if status.success() && (self.answered || complaint.is_empty()) {
            if !complaint.is_empty() {
                // The dynamic linker and the locale also complain here; sound that was made is worth more.
                tracing::warn!(program = self.name, complaint, "espeak-ng complained");
            }
            return Ok(());
        }
        Err(self.failed(&verdict(status, complaint)))
    }

    fn still_patient(&self, since: Instant) -> Result<()> {
        if since.elapsed() < self.patience {
            return Ok(());
        }
        Err(self.failed(&format!("it did not answer for {} s and was ended.", self.patience.as_secs_f32())))
    }

    fn failed(&self, what: &str) -> Error {
        Error::new(Kind::Engine, &*self.name, what, "Try again; if it stays so, reinstall espeak-ng.")
    }
}

impl Drop for Utterance {
    fn drop(&mut self) {
        // Both fail only when the child is gone already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Gives espeak-ng its text and passes on what it says until it ends or nobody listens.
fn converse(
    mut stdin: ChildStdin,
    mut stdout: ChildStdout,
    stderr: ChildStderr,
    text: &str,
    news: &SyncSender<News>,
) {
    // A child that ends before it has read everything says why through its status.
    stdin.write_all(text.as_bytes()).ok();
    drop(stdin);
    loop {
        let mut piece = vec![0; PIECE];
        match stdout.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => {
                piece.truncate(count);
                if news.send(News::Bytes(piece)).is_err() {
                    return;
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                news.send(News::Broken(error.to_string())).ok();
                return;
            }
        }
    }
    let mut complaint = Vec::new();
    stderr.take(COMPLAINT).read_to_end(&mut complaint).ok();
    news.send(News::End(readable(&complaint))).ok();
}

/// What `program` prints when asked with `option`.
pub(crate) fn list(program: &Path, option: &str) -> Result<String> {
    let name = program.display().to_string();
    let mut command = Command::new(program);
    command.arg(option);
    let mut utterance = Utterance::run(command, program, String::new(), PATIENCE)?;
    let mut bytes = Vec::new();
    while let Some(piece) = utterance.next(&|| Ok(()))? {
        if bytes.len() as u64 + piece.len() as u64 > LONGEST_LIST {
            return Err(Error::new(Kind::Engine, name, "its list of voices has no end.", INSTALL));
        }
        bytes.extend(piece);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn not_started(name: &str, error: &std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound => {
            Error::new(Kind::MissingProgram, name, "the program is not installed.", INSTALL)
        }
        ErrorKind::PermissionDenied => {
            Error::new(Kind::Denied, name, "the system does not allow to start it.", "Check its permissions.")
        }
        _ => Error::new(Kind::Engine, name, format!("it could not be started ({error})."), "Try again."),
    }
}

fn verdict(status: ExitStatus, complaint: &str) -> String {
    match (status.success(), complaint) {
        (true, complaint) => format!("it said: {complaint}"),
        (false, "") => format!("it failed ({status}) without saying why."),
        (false, complaint) => format!("it failed ({status}): {complaint}"),
    }
}

/// Somebody else's words, fit for one line of a message.
fn readable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let words: Vec<&str> =
        text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// A program that behaves as `script` says.
    fn shell(script: &str, patience: Duration) -> Utterance {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Utterance::run(command, Path::new("espeak-ng"), "text".into(), patience).unwrap()
    }

    fn drain(utterance: &mut Utterance) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        while let Some(bytes) = utterance.next(&|| Ok(()))? {
            all.extend(bytes);
        }
        Ok(all)
    }

    #[test]
    fn the_text_goes_in_and_the_answer_comes_out() {
        assert_eq!(drain(&mut shell("cat", PATIENCE)).unwrap(), b"text");
    }

    #[test]
    fn a_program_that_hangs_is_ended_and_reported() {
        for script in ["exec sleep 60", "cat; exec sleep 60", "exec >&-; exec sleep 60"] {
            let mut hanging = shell(script, Duration::from_millis(200));
            let error = drain(&mut hanging).unwrap_err();
            assert_eq!(error.kind, Kind::Engine);
            assert!(error.what.contains("did not answer for 0.2 s"), "{script}: {error}");
        }
    }

    #[test]
    fn its_failure_is_told_in_its_own_words() {
        let error = drain(&mut shell("echo 'no such\nvoice' >&2; exit 3", PATIENCE)).unwrap_err();
        assert!(error.what.contains("3") && error.what.contains("no such"), "{error}");
        let error = drain(&mut shell("echo complaint >&2", PATIENCE)).unwrap_err();
        assert!(error.what.contains("it said: complaint"), "{error}");
        let error = drain(&mut shell("kill -9 $$", PATIENCE)).unwrap_err();
        assert_eq!(error.kind, Kind::Engine);
        assert_eq!(drain(&mut shell("printf sound; echo warning >&2", PATIENCE)).unwrap(), b"sound");
    }

    #[test]
    fn a_stop_is_passed_on_while_it_says_nothing() {
        let mut hanging = shell("exec sleep 60", PATIENCE);
        let asked = std::cell::Cell::new(0);
        let check = || {
            asked.set(asked.get() + 1);
            if asked.get() > 3 { Err(Error::stopped()) } else { Ok(()) }
        };
        assert_eq!(hanging.next(&check).unwrap_err().kind, Kind::Stopped);
        assert_eq!(asked.get(), 4, "it is asked once per wait");
    }

    #[test]
    fn dropping_it_ends_the_process() {
        let utterance = shell("exec sleep 60", PATIENCE);
        let id = utterance.child.id();
        drop(utterance);
        assert!(!Path::new(&format!("/proc/{id}/stat")).exists(), "process {id} lives on");
    }

    #[test]
    fn a_missing_program_says_how_to_get_it() {
        let error = list(Path::new("no-such-espeak"), "--voices").unwrap_err();
        assert_eq!(error.kind, Kind::MissingProgram);
        assert!(error.advice.contains("install espeak-ng") || cfg!(windows), "{error}");
    }
}
