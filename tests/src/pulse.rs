//! A PulseAudio of a test's own: a sink `spk` that nobody hears, and a source `mic` that hears what is
//! played into it. Nothing of the machine's own sound is touched.
//!
//! A process finds its sound service through the environment, which must be set before its first look at
//! a device. So a test starts the server, and runs what plays and records in a second process that is
//! given [`Pulse::env`]; there, [`Pulse::inherited`] is the same server again.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a broken test bench ends the test, and a skipped one says so"
)]

use std::ffi::OsString;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const FOLDER: &str = "VESPER_TEST_PULSE";

/// How long the server and its tools may take on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server that its test forgot ends by itself after so many seconds without a client.
const IDLE: &str = "--exit-idle-time=120";

/// Rate of everything that is recorded.
pub const RATE: u32 = 48_000;

/// A private server, or the place where one will be.
pub struct Pulse {
    folder: PathBuf,
    /// Ends with the test that made it; an inherited one belongs to another process.
    _owned: Option<TempDir>,
    server: Option<Child>,
}

impl Pulse {
    /// Starts a server with the sink `spk` and the source `mic` as defaults. Says loudly that the test is
    /// skipped, and gives `None`, where PulseAudio is not installed.
    ///
    /// # Panics
    /// When the server is installed and does not come up.
    #[must_use]
    pub fn start() -> Option<Pulse> {
        let mut pulse = Pulse::prepare()?;
        pulse.launch();
        Some(pulse)
    }

    /// A place for a server that does not run yet; [`launch`](Pulse::launch) starts it.
    #[must_use]
    pub fn prepare() -> Option<Pulse> {
        for program in ["pulseaudio", "pactl", "parec", "paplay"] {
            if Command::new(program).arg("--version").output().is_err() {
                eprintln!("SKIPPED: {program} is not installed, so no sound was played or recorded");
                return None;
            }
        }
        let owned = tempfile::Builder::new().prefix("vesper-pulse").tempdir().expect("a temporary folder");
        let folder = owned.path().to_path_buf();
        // Without devices of its own, ALSA cannot fall back on a card of this machine.
        std::fs::write(folder.join("asound.conf"), "").expect("a file in the temporary folder");
        // The client needs a cookie file even where the server asks for none; its length is fixed.
        std::fs::write(folder.join("cookie"), [0_u8; 256]).expect("a file in the temporary folder");
        Some(Pulse { folder, _owned: Some(owned), server: None })
    }

    /// The server that this process was started with, if it was.
    #[must_use]
    pub fn inherited() -> Option<Pulse> {
        let folder = PathBuf::from(std::env::var_os(FOLDER)?);
        Some(Pulse { folder, _owned: None, server: None })
    }

    /// What a process needs in its environment to play and record here.
    #[must_use]
    pub fn env(&self) -> Vec<(String, String)> {
        let path = |name: &str| self.folder.join(name).to_string_lossy().into_owned();
        vec![
            (FOLDER.into(), self.folder.to_string_lossy().into_owned()),
            ("PULSE_SERVER".into(), format!("unix:{}", path("native"))),
            ("PULSE_COOKIE".into(), path("cookie")),
            ("PULSE_RUNTIME_PATH".into(), path("runtime")),
            ("XDG_RUNTIME_DIR".into(), path("runtime")),
            ("ALSA_CONFIG_PATH".into(), path("asound.conf")),
        ]
    }

    /// Starts the server of a place that was prepared, and waits until it answers.
    ///
    /// # Panics
    /// When it does not come up.
    pub fn launch(&mut self) {
        let socket = self.folder.join("native");
        let load = |module: String| [OsString::from("-L"), module.into()];
        let modules = [
            format!("module-native-protocol-unix auth-anonymous=1 socket={}", socket.display()),
            sink("spk", 2),
            sink("micfeed", 1),
            "module-remap-source source_name=mic master=micfeed.monitor".into(),
        ];
        let log = std::fs::File::create(self.folder.join("server.log")).expect("a log file");
        let server = Command::new("pulseaudio")
            .args(["-n", "--daemonize=no", "--use-pid-file=no", "--disallow-exit", IDLE])
            .args(["--realtime=no", "--high-priority=no", "--log-target=stderr"])
            .args(modules.into_iter().flat_map(load))
            .envs(self.env())
            .env("HOME", &self.folder)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        self.server = Some(server.expect("pulseaudio is installed"));
        self.await_server();
        self.set_default("spk");
        self.pactl(&["set-default-source", "mic"]);
    }

    fn await_server(&self) {
        let begun = Instant::now();
        while !self.tool("pactl").arg("info").output().is_ok_and(|answer| answer.status.success()) {
            assert!(
                begun.elapsed() < PATIENCE,
                "pulseaudio did not come up: {}",
                std::fs::read_to_string(self.folder.join("server.log")).unwrap_or_default()
            );
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Adds a stereo sink that nobody hears.
    pub fn add_sink(&self, name: &str) {
        let loaded = sink(name, 2);
        let mut words = vec!["load-module"];
        words.extend(loaded.split(' '));
        self.pactl(&words);
    }

    /// Takes a sink away, as when a card is unplugged.
    ///
    /// # Panics
    /// When there is no such sink.
    pub fn remove_sink(&self, name: &str) {
        let modules = self.pactl(&["list", "short", "modules"]);
        let wanted = format!("sink_name={name}");
        let module = modules
            .lines()
            .filter(|line| line.split_whitespace().any(|word| word == wanted))
            .find_map(|line| line.split_whitespace().next())
            .unwrap_or_else(|| panic!("no sink {name} among\n{modules}"));
        self.pactl(&["unload-module", module]);
    }

    /// Makes a sink the default.
    pub fn set_default(&self, sink: &str) {
        self.pactl(&["set-default-sink", sink]);
    }

    /// Connections to the server, without the one that asks.
    #[must_use]
    pub fn clients(&self) -> usize {
        self.pactl(&["list", "short", "clients"]).lines().count().saturating_sub(1)
    }

    /// Records what is played into `sink`, from now on.
    ///
    /// # Panics
    /// When nothing arrives at all.
    #[must_use]
    pub fn record(&self, sink: &str) -> Recording {
        let mut parec = self
            .tool("parec")
            .args(["--raw", "--format=float32le", "--channels=2", "--latency-msec=20"])
            .arg(format!("--rate={RATE}"))
            .arg(format!("--device={sink}.monitor"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("parec is installed");
        let samples = parec.stdout.take().expect("its output is a pipe");
        Recording::of(parec, samples)
    }

    /// Plays a sound file into the microphone `mic`, to its end.
    pub fn play_into_mic(&self, wav: &Path) {
        let played = self.tool("paplay").arg("--device=micfeed").arg(wav).status();
        assert!(played.is_ok_and(|status| status.success()), "paplay could not play {}", wav.display());
    }

    fn pactl(&self, words: &[&str]) -> String {
        let answer = self.tool("pactl").args(words).output().expect("pactl is installed");
        assert!(
            answer.status.success(),
            "pactl {}: {}",
            words.join(" "),
            String::from_utf8_lossy(&answer.stderr)
        );
        String::from_utf8_lossy(&answer.stdout).into_owned()
    }

    fn tool(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.env());
        command
    }
}

impl Drop for Pulse {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            end(server);
        }
    }
}

/// Floats and 48 kHz, so that what is played comes out exactly as it went in.
fn sink(name: &str, channels: u32) -> String {
    format!(
        "module-null-sink sink_name={name} format=float32le rate={RATE} channels={channels} \
         sink_properties=device.description={name}"
    )
}

fn end(process: &mut Child) {
    process.kill().ok();
    process.wait().ok();
}

/// What is being recorded.
pub struct Recording {
    parec: Child,
    samples: Arc<Mutex<Vec<f32>>>,
    frames: Arc<AtomicUsize>,
    reader: Option<JoinHandle<()>>,
}

impl Recording {
    fn of(parec: Child, pipe: ChildStdout) -> Recording {
        let (samples, frames) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
        let (kept, counted) = (samples.clone(), frames.clone());
        let reader = thread::Builder::new()
            .name("recording".into())
            .spawn(move || {
                let mut pipe = BufReader::new(pipe);
                let mut bytes = [0_u8; 8];
                while pipe.read_exact(&mut bytes).is_ok() {
                    let [a, b, c, d, e, f, g, h] = bytes;
                    let frame = [f32::from_le_bytes([a, b, c, d]), f32::from_le_bytes([e, f, g, h])];
                    kept.lock().unwrap_or_else(PoisonError::into_inner).extend(frame);
                    counted.fetch_add(1, Ordering::Relaxed);
                }
            })
            .expect("a thread");
        let recording = Recording { parec, samples, frames, reader: Some(reader) };
        recording.await_frames(1);
        recording
    }

    /// Waits until `frames` more were recorded: time as the sink counts it.
    ///
    /// # Panics
    /// When the sink has stopped.
    pub fn await_frames(&self, frames: usize) {
        let goal = self.frames.load(Ordering::Relaxed) + frames;
        let (mut last, mut since) = (0, Instant::now());
        loop {
            let now = self.frames.load(Ordering::Relaxed);
            if now >= goal {
                return;
            }
            if now != last {
                (last, since) = (now, Instant::now());
            }
            assert!(since.elapsed() < PATIENCE, "nothing more was recorded after {now} frames");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends the recording: both channels, at [`RATE`].
    #[must_use]
    pub fn finish(mut self) -> [Vec<f32>; 2] {
        // What the sink has played is on its way here for a while.
        self.await_frames(RATE as usize / 5);
        self.stop();
        let samples = std::mem::take(&mut *self.samples.lock().unwrap_or_else(PoisonError::into_inner));
        let side = |side: usize| samples.iter().skip(side).step_by(2).copied().collect();
        [side(0), side(1)]
    }

    fn stop(&mut self) {
        end(&mut self.parec);
        if let Some(reader) = self.reader.take() {
            reader.join().ok();
        }
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        self.stop();
    }
}
