//! Fetching beside curl: the same file, the same server, the same disk, by turns.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::packages::{Need, Seen};
use crate::tree::Tree;
use crate::{cargo, command, install};

const NEEDS: [&Need; 2] = [
    &of_bench("serving the file that is fetched", "nginx-light", "nginx"),
    &of_bench("fetching it the way everybody does", "curl", "curl"),
];

const fn of_bench(why: &'static str, debian: &'static str, program: &'static str) -> Need {
    Need { why, debian, fedora: program, arch: program, brew: program, seen: Seen::Program(program) }
}

/// How long the server may take until it answers.
const READY: Duration = Duration::from_secs(10);
const REPOSITORY: &str = "maker/model";
const FILE: &str = "weights.dat";

#[derive(Args)]
pub(crate) struct Download {
    /// How large the file is.
    #[arg(long, default_value_t = 2048, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    megabytes: u64,
    /// How often each of the two fetches it.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    pairs: u32,
}

/// What the runs of one kind came to, in megabytes a second.
#[derive(Default)]
struct Speeds(Vec<f64>);

pub(crate) fn bench(tree: &Tree, download: &Download) -> Result<()> {
    install::ensure(&NEEDS)?;
    let program = build(tree)?;
    let folder = tree.fresh("download")?;
    let served = folder.join("served").join(REPOSITORY).join("resolve/main");
    fs::create_dir_all(&served)?;
    println!("Writing {} MB.", download.megabytes);
    fill(&served.join(FILE), download.megabytes)?;
    let server = Server::start(&folder)?;
    let runs =
        Runs { program, folder: folder.clone(), endpoint: server.endpoint(), megabytes: download.megabytes };
    runs.curl()?;

    let (mut ours, mut curl, mut checked, mut peak) = <(Speeds, Speeds, Speeds, u64)>::default();
    for pair in 0..download.pairs {
        let mut fetch = || -> Result<()> {
            let (speed, peak_kb) = runs.ours()?;
            ours.0.push(speed);
            peak = peak.max(peak_kb);
            Ok(())
        };
        if pair % 2 == 0 {
            fetch()?;
        }
        let (bare, whole) = runs.curl()?;
        curl.0.push(bare);
        checked.0.push(whole);
        if pair % 2 == 1 {
            fetch()?;
        }
        let last = |speeds: &Speeds| speeds.0.last().copied().unwrap_or_default();
        println!(
            "{}: ours {:.0} MB/s; curl {:.0} MB/s, {:.0} with sync and sha256sum",
            pair + 1,
            last(&ours),
            last(&curl),
            last(&checked)
        );
    }
    drop(server);
    fs::remove_dir_all(&folder)?;
    let (ours, curl, checked) = (ours.median(), curl.median(), checked.median());
    println!(
        "{}",
        json!({
            "throughput_ratio": rounded(ours / curl, 3),
            "ours_mb_s": rounded(ours, 1),
            "curl_mb_s": rounded(curl, 1),
            "peak_mb": rounded(peak as f64 / 1024.0, 1),
            "checked_ratio": rounded(ours / checked, 3),
            "curl_checked_mb_s": rounded(checked, 1),
            "megabytes": download.megabytes,
            "pairs": download.pairs,
        })
    );
    Ok(())
}

/// The program that fetches as Vesper does, optimised.
fn build(tree: &Tree) -> Result<PathBuf> {
    let mut cargo = cargo::command();
    cargo.current_dir(tree.root()).args(["build", "--release", "-p", "vesper-catalog", "--example", "fetch"]);
    command::run(&mut cargo)?;
    Ok(tree.target().join("release/examples/fetch").with_extension(std::env::consts::EXE_EXTENSION))
}

/// Bytes that no file system stores smaller than they are.
fn fill(path: &Path, megabytes: u64) -> Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    // Marsaglia's xorshift.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..megabytes << 17 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        file.write_all(&state.to_le_bytes())?;
    }
    file.into_inner()?.sync_all()?;
    Ok(())
}

/// Fetching the file once, one way or the other, and taking it away again.
struct Runs {
    program: PathBuf,
    folder: PathBuf,
    endpoint: String,
    megabytes: u64,
}

impl Runs {
    /// Megabytes a second with hash, header, journal and sync, and the most memory held, in KiB.
    fn ours(&self) -> Result<(f64, u64)> {
        let store = self.folder.join("store");
        let begun = Instant::now();
        let mut fetch = Command::new(&self.program);
        let answer = command::read(fetch.arg(&store).args([&self.endpoint, REPOSITORY, FILE]))?;
        let speed = self.speed(begun.elapsed());
        let answer: Value =
            serde_json::from_str(&answer).context("fetch answered with something else than JSON")?;
        let number = |name: &str| answer.get(name).and_then(Value::as_u64).unwrap_or_default();
        if number("bytes") != self.megabytes << 20 {
            bail!("{} bytes came instead of {} MB", number("bytes"), self.megabytes);
        }
        fs::remove_dir_all(store)?;
        Ok((speed, number("peak_kb")))
    }

    /// Megabytes a second of curl alone, and with what ours does besides: sync and hash.
    fn curl(&self) -> Result<(f64, f64)> {
        let file = self.folder.join("curled");
        let begun = Instant::now();
        let address = format!("{}/{REPOSITORY}/resolve/main/{FILE}", self.endpoint);
        let mut curl = Command::new("curl");
        command::read(
            curl.args(["--silent", "--show-error", "--fail", "--noproxy", "*", "--output"])
                .arg(&file)
                .arg(address),
        )?;
        let bare = self.speed(begun.elapsed());
        command::read(Command::new("sync").arg(&file))?;
        command::read(Command::new("sha256sum").arg(&file))?;
        let whole = self.speed(begun.elapsed());
        fs::remove_file(file)?;
        Ok((bare, whole))
    }

    fn speed(&self, time: Duration) -> f64 {
        (self.megabytes << 20) as f64 / 1e6 / time.as_secs_f64()
    }
}

impl Speeds {
    fn median(mut self) -> f64 {
        self.0.sort_by(f64::total_cmp);
        let middle = self.0.len() / 2;
        let at = |index: usize| self.0.get(index).copied().unwrap_or_default();
        if self.0.len().is_multiple_of(2) {
            (at(middle.saturating_sub(1)) + at(middle)) / 2.0
        } else {
            at(middle)
        }
    }
}

fn rounded(number: f64, digits: i32) -> f64 {
    let scale = 10_f64.powi(digits);
    (number * scale).round() / scale
}

/// nginx with nothing but one folder, on this machine alone.
struct Server {
    nginx: PathBuf,
    configuration: PathBuf,
    child: Child,
    port: u16,
}

impl Server {
    fn start(folder: &Path) -> Result<Server> {
        // Debian keeps it where only root looks.
        let nginx = if command::exists("nginx") { "nginx".into() } else { PathBuf::from("/usr/sbin/nginx") };
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let configuration = folder.join("nginx.conf");
        fs::write(&configuration, configured(folder, port)?)?;
        let mut command = Command::new(&nginx);
        command.arg("-c").arg(&configuration).arg("-p").arg(folder).stdin(Stdio::null());
        let child = command.spawn().context("cannot start nginx")?;
        let mut server = Server { nginx, configuration, child, port };
        server.wait()?;
        Ok(server)
    }

    fn wait(&mut self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < READY {
            if let Some(status) = self.child.try_wait()? {
                bail!("nginx ended with {status}; it says above why");
            }
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
        bail!("nginx does not answer");
    }

    fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Killed, it would leave its workers behind.
        let stopped =
            Command::new(&self.nginx).arg("-c").arg(&self.configuration).args(["-s", "stop"]).status();
        if !stopped.is_ok_and(|status| status.success()) && self.child.kill().is_err() {
            println!("nginx could not be stopped.");
        }
        if self.child.wait().is_err() {
            println!("nginx was not waited for.");
        }
    }
}

fn configured(folder: &Path, port: u16) -> Result<String> {
    let here = folder.display();
    // Started by root, its workers are somebody else, who may not read this folder.
    let root = command::read(Command::new("id").arg("-u"))?.trim() == "0";
    let user = if root { "user root;" } else { "" };
    let kept: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("    {name}_temp_path \"{here}/{name}\";\n"))
        .concat();
    Ok(format!(
        "daemon off;\n{user}\nworker_processes auto;\npid \"{here}/nginx.pid\";\nerror_log stderr error;\n\
         events {{ worker_connections 64; }}\n\
         http {{\n    access_log off;\n    sendfile on;\n    tcp_nopush on;\n{kept}\
             server {{ listen 127.0.0.1:{port}; root \"{here}/served\"; }}\n}}\n"
    ))
}
