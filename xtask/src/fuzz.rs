//! The campaign against the readers of model files: workers on every core, each with a piece of the inputs at a time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::tree::Tree;
use crate::{cargo, command};

/// Inputs that a worker is given at a time: a few seconds of work.
const PIECE: u64 = 250_000;

#[derive(Args)]
pub(crate) struct Fuzz {
    /// How many inputs each parser reads.
    #[arg(long, default_value_t = 10_000_000)]
    inputs: u64,
    /// Another seed makes other inputs; the same makes the same.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Which parser; all of them where none is named.
    #[arg(long)]
    parser: Vec<Parser>,
    /// How many workers; as many as there are cores where it is not said.
    #[arg(long)]
    jobs: Option<usize>,
    /// Write the one input with this number (0x…) to a file, read it, and say how that ends. Needs --parser.
    #[arg(long, value_name = "NUMBER")]
    input: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Parser {
    Gguf,
    Safetensors,
    Whisper,
}

impl Parser {
    fn name(self) -> &'static str {
        match self {
            Parser::Gguf => "gguf",
            Parser::Safetensors => "safetensors",
            Parser::Whisper => "whisper",
        }
    }
}

/// Runs the campaign; the last line printed is its result as JSON.
pub(crate) fn fuzz(tree: &Tree, fuzz: &Fuzz) -> Result<ExitCode> {
    let program = build(tree)?;
    if let Some(input) = &fuzz.input {
        return one(tree, &program, fuzz, input);
    }
    let parsers = if fuzz.parser.is_empty() { Parser::value_variants() } else { &fuzz.parser };
    let jobs = fuzz.jobs.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    let mut results = serde_json::Map::new();
    let mut is_sound = true;
    for parser in parsers {
        let begun = Instant::now();
        let tally = campaign(&program, *parser, fuzz, jobs.max(1))?;
        let seconds = begun.elapsed().as_secs_f64();
        tally.show(parser.name(), seconds);
        is_sound &= tally.faults.is_empty();
        results.insert(parser.name().into(), tally.json(seconds));
    }
    println!("{}", json!({ "seed": fuzz.seed, "jobs": jobs, "sound": is_sound, "parsers": results }));
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Optimised, but a sum that overflows is a fault.
fn build(tree: &Tree) -> Result<PathBuf> {
    let mut cargo = cargo::command();
    cargo.current_dir(tree.root()).args(["build", "--release", "-p", "vesper-weights", "--example", "fuzz"]);
    cargo.args(["--config", "profile.release.overflow-checks=true"]);
    command::run(&mut cargo)?;
    Ok(tree.target().join("release/examples/fuzz").with_extension(std::env::consts::EXE_EXTENSION))
}

fn one(tree: &Tree, program: &Path, fuzz: &Fuzz, input: &str) -> Result<ExitCode> {
    let [parser] = fuzz.parser[..] else {
        bail!("--input needs one --parser: the number alone does not say which")
    };
    let file = tree.fresh("fuzz")?.join(format!("{}-{input}", parser.name()));
    command::run(Command::new(program).args(["one", parser.name(), input]).arg(&file))?;
    println!("The input lies in {}.", file.display());
    Ok(ExitCode::SUCCESS)
}

/// All workers together, until nothing is left to give out.
fn campaign(program: &Path, parser: Parser, fuzz: &Fuzz, jobs: usize) -> Result<Tally> {
    let left = Mutex::new((0..fuzz.inputs.div_ceil(PIECE)).map(|piece| piece * PIECE));
    let tally = Mutex::new(Tally::default());
    let work = || -> Result<()> {
        loop {
            let next = left.lock().map_err(|_| anyhow!("another worker failed"))?.next();
            let Some(first) = next else { return Ok(()) };
            let piece =
                Piece { program, parser, seed: fuzz.seed, first, count: PIECE.min(fuzz.inputs - first) };
            let done = piece.run_or_find()?;
            let mut tally = tally.lock().map_err(|_| anyhow!("another worker failed"))?;
            tally.add(done);
            println!("{}: {} of {} inputs", parser.name(), tally.inputs, fuzz.inputs);
        }
    };
    std::thread::scope(|scope| {
        let start =
            |index| std::thread::Builder::new().name(format!("fuzz-{index}")).spawn_scoped(scope, work);
        let workers =
            (0..jobs).map(start).collect::<std::io::Result<Vec<_>>>().context("cannot start a thread")?;
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().map_err(|_| anyhow!("a worker's thread failed"))?)
    })?;
    tally.into_inner().map_err(|_| anyhow!("a worker failed"))
}

/// Inputs that one process reads.
#[derive(Clone, Copy)]
struct Piece<'p> {
    program: &'p Path,
    parser: Parser,
    seed: u64,
    first: u64,
    count: u64,
}

impl Piece<'_> {
    /// Where the process dies (no memory, no stack) or never ends, halves the piece until the input is found.
    fn run_or_find(self) -> Result<Tally> {
        if let Some(tally) = self.run()? {
            return Ok(tally);
        }
        if self.count == 1 {
            let what = "ended the process that read it, or never ended";
            let fault = format!("input {} of seed {}: {what}", self.first, self.seed);
            return Ok(Tally { inputs: 1, faults: vec![fault], ..Tally::default() });
        }
        let half = self.count / 2;
        let mut tally = Piece { count: half, ..self }.run_or_find()?;
        tally.add(Piece { first: self.first + half, count: self.count - half, ..self }.run_or_find()?);
        Ok(tally)
    }

    /// None where the process did not end well.
    fn run(self) -> Result<Option<Tally>> {
        let numbers = [self.seed, self.first, self.count].map(|number| number.to_string());
        let mut worker = Command::new(self.program);
        worker.args(["run", self.parser.name()]).args(numbers);
        let output = worker.stderr(Stdio::inherit()).output().context("cannot start a worker")?;
        if !output.status.success() {
            return Ok(None);
        }
        let told =
            serde_json::from_slice(&output.stdout).context("a worker printed something else than JSON")?;
        Ok(Some(Tally::told(&told)))
    }
}

#[derive(Default)]
struct Tally {
    inputs: u64,
    accepted: u64,
    refused: BTreeMap<String, u64>,
    faults: Vec<String>,
    /// The most of it, and the number of that input.
    slowest_us: (u64, String),
    most_memory: (u64, String),
}

impl Tally {
    fn told(told: &Value) -> Tally {
        let number = |name: &str| told.get(name).and_then(Value::as_u64).unwrap_or_default();
        let text = |value: &Value, name: &str| {
            value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let refused = told.get("refused").and_then(Value::as_object).into_iter().flatten();
        let faults = told.get("faults").and_then(Value::as_array).into_iter().flatten();
        Tally {
            inputs: number("inputs"),
            accepted: number("accepted"),
            refused: refused
                .map(|(kind, count)| (kind.clone(), count.as_u64().unwrap_or_default()))
                .collect(),
            faults: faults
                .map(|fault| format!("{}: {}", text(fault, "input"), text(fault, "what")))
                .collect(),
            slowest_us: (number("slowest_us"), text(told, "slowest")),
            most_memory: (number("most_memory"), text(told, "hungriest")),
        }
    }

    fn add(&mut self, other: Tally) {
        self.inputs += other.inputs;
        self.accepted += other.accepted;
        for (kind, count) in other.refused {
            *self.refused.entry(kind).or_default() += count;
        }
        self.faults.extend(other.faults);
        self.slowest_us = std::mem::take(&mut self.slowest_us).max(other.slowest_us);
        self.most_memory = std::mem::take(&mut self.most_memory).max(other.most_memory);
    }

    fn show(&self, parser: &str, seconds: f64) {
        println!("\n== {parser}: {} inputs in {seconds:.0} s", self.inputs);
        println!("{:>10}  accepted", self.accepted);
        let mut refused: Vec<_> = self.refused.iter().collect();
        refused.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        refused.iter().for_each(|(kind, count)| println!("{count:>10}  {kind}"));
        self.faults.iter().for_each(|fault| println!("FAULT {fault}"));
    }

    fn json(&self, seconds: f64) -> Value {
        json!({
            "inputs": self.inputs,
            "seconds": seconds.round(),
            "inputs_per_second": (self.inputs as f64 / seconds.max(0.001)).round(),
            "accepted": self.accepted,
            "kinds_of_refusal": self.refused.len(),
            "faults": self.faults,
            "slowest_ms": self.slowest_us.0 as f64 / 1000.0,
            "slowest": self.slowest_us.1,
            "most_memory": self.most_memory.0,
            "hungriest": self.most_memory.1,
        })
    }
}
