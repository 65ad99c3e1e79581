//! One worker of the campaign against the readers of model files; `cargo xtask fuzz` starts as many as there are cores.
//!
//! `fuzz run PARSER SEED FIRST COUNT` reads inputs and prints what they came to as one line of JSON.
//! `fuzz one PARSER NUMBER FILE` writes the input with this number to a file, reads it and says how that ended.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a campaign that cannot be set up ends")]
#![allow(clippy::print_stdout, reason = "its only way to answer")]

#[path = "../tests/campaign/mod.rs"]
mod campaign;
#[path = "../tests/craft/mod.rs"]
mod craft;

use std::alloc::System;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use cap::Cap;
use serde_json::json;

use campaign::{Campaign, Memory, Parser, Tally};

/// Far more than an input may take: what asks for more than this is stopped before the machine is short of memory.
const LIMIT: usize = 1 << 30;

const PATIENCE: Duration = Duration::from_secs(20);

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, LIMIT);

fn memory() -> Memory {
    Memory { now: MEMORY.allocated(), peak: MEMORY.max_allocated() }
}

fn main() -> ExitCode {
    // A panic is counted, and said once at the end.
    std::panic::set_hook(Box::new(|_| {}));
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["run", parser, seed, first, count] => run(named(parser), number(seed), number(first), number(count)),
        ["one", parser, input, file] => one(named(parser), number(input), Path::new(file)),
        _ => return ExitCode::from(2),
    }
    ExitCode::SUCCESS
}

fn named(name: &str) -> Parser {
    Parser::ALL.into_iter().find(|parser| parser.name() == name).expect("a parser by name")
}

fn number(text: &str) -> u64 {
    match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).expect("a number"),
        None => text.parse().expect("a number"),
    }
}

fn run(parser: Parser, seed: u64, first: u64, count: u64) {
    let campaign = Campaign::new(parser);
    let mut tally = Tally::default();
    let done = Arc::new(AtomicU64::new(0));
    watch(Arc::clone(&done));
    for index in first..first.saturating_add(count) {
        campaign.one(Campaign::number(seed, index), memory, &mut tally);
        done.store(tally.inputs, Ordering::Relaxed);
    }
    println!("{}", told(&tally));
}

/// Ends this program where one input is read for longer than [`PATIENCE`]: it would never end.
fn watch(done: Arc<AtomicU64>) {
    let watch = move || {
        let mut seen = u64::MAX;
        loop {
            std::thread::sleep(PATIENCE);
            let now = done.load(Ordering::Relaxed);
            if now == seen {
                std::process::abort();
            }
            seen = now;
        }
    };
    std::thread::Builder::new().name("watch".into()).spawn(watch).expect("a thread");
}

fn one(parser: Parser, number: u64, file: &Path) {
    let campaign = Campaign::new(parser);
    let mut tally = Tally::default();
    campaign.input(number).write(file).expect("the input can be written");
    campaign.one(number, memory, &mut tally);
    println!("{}", told(&tally));
}

fn told(tally: &Tally) -> serde_json::Value {
    let hex = |number: u64| format!("{number:#018x}");
    let faults: Vec<_> =
        tally.faults.iter().map(|(input, what)| json!({ "input": hex(*input), "what": what })).collect();
    json!({
        "inputs": tally.inputs,
        "accepted": tally.accepted,
        "refused": tally.refused,
        "faults": faults,
        "slowest_us": tally.slowest.0.as_micros() as u64,
        "slowest": hex(tally.slowest.1),
        "most_memory": tally.most_memory.0,
        "hungriest": hex(tally.most_memory.1),
    })
}
