//! How fast a chat model is here, as one line of JSON.
//!
//!     speed make FILE qwen3-0.6b|qwen3-4b|qwen3-moe-small q4_k_m|q8_0
//!     speed measure FILE [THREADS]
#![allow(clippy::print_stdout, reason = "whoever measures reads the terminal")]

use std::path::Path;
use std::time::{Duration, Instant};

use vesper_chat::random::{Packing, Shape};
use vesper_chat::{Local, Options, random};
use vesper_speech::{Cores, Error, Kind, Result};

/// Tokens that are read, and written after them.
const PREFILL: usize = 512;
const DECODE: usize = 48;
/// When work is told to stop, after it began: the first ones while it reads, the others while it writes.
const STOPS: [Duration; 6] = [
    Duration::from_millis(60),
    Duration::from_millis(110),
    Duration::from_millis(170),
    Duration::from_millis(230),
    Duration::from_millis(290),
    Duration::from_millis(350),
];

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", file, shape, packing] => make(Path::new(file), shape, packing),
        ["measure", file] => measure(Path::new(file), None),
        ["measure", file, threads] => measure(Path::new(file), Some(number(threads)?)),
        _ => Err(wrong("say `make FILE SHAPE PACKING` or `measure FILE [THREADS]`.")),
    }
}

fn make(file: &Path, shape: &str, packing: &str) -> Result<()> {
    let shape = Shape::named(shape).ok_or_else(|| wrong("there is no such shape."))?;
    let packing = Packing::named(packing).ok_or_else(|| wrong("there is no such packing."))?;
    random::write(file, shape, packing, 1, &|| Ok(()))
}

fn measure(file: &Path, threads: Option<usize>) -> Result<()> {
    let cores = threads.map(Cores::from);
    let mut model = Local::open(file, &Options { context: Some(1024), cores, ..Options::default() })?;
    model.speed(PREFILL / 4, 2, &|| Ok(()))?;
    let speed = model.speed(PREFILL, DECODE, &|| Ok(()))?;
    let (resident, peak) = (memory("VmRSS:"), memory("VmHWM:"));
    let mut slowest = Duration::ZERO;
    for (index, after) in STOPS.into_iter().enumerate() {
        let (prefill, decode) = if index < STOPS.len() / 2 { (PREFILL, 1) } else { (1, PREFILL) };
        let told = Instant::now() + after;
        let check = || if Instant::now() < told { Ok(()) } else { Err(Error::stopped()) };
        if model.speed(prefill, decode, &check).is_err() {
            slowest = slowest.max(told.elapsed());
        }
    }
    println!(
        "{}",
        serde_json::json!({
            "prefill_tps": (speed.prefill * 10.0).round() / 10.0,
            "decode_tps": (speed.decode * 10.0).round() / 10.0,
            "resident_mb": resident,
            "peak_mb": peak,
            "stop_ms": slowest.as_millis() as u64,
        })
    );
    Ok(())
}

/// What the system says of this program, in megabytes; none where it says nothing.
fn memory(key: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(key))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1000)
}

fn number(word: &str) -> Result<usize> {
    word.parse().map_err(|_| wrong("threads are a number."))
}

fn wrong(what: &str) -> Error {
    Error::new(Kind::BadRequest, "speed", what, "")
}
