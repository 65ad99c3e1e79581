//! The chat model beside llama.cpp: the same file, the same threads, by turns.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::tree::Tree;
use crate::{cargo, command};

#[derive(Args)]
pub(crate) struct Chat {
    /// The shape of the model, whose weights are drawn at random.
    #[arg(long, value_enum, default_value_t = Shape::Tiny, conflicts_with = "model")]
    random_weights: Shape,
    /// How they are packed.
    #[arg(long, value_enum, default_value_t = Quant::Four, conflicts_with = "model")]
    quant: Quant,
    /// A GGUF file to measure instead.
    #[arg(long)]
    model: Option<PathBuf>,
    /// How often each of the two is measured.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    pairs: u32,
    /// Threads that compute; without it, as many as there are cores.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: Option<u32>,
    /// A Python with llama-cpp-python 0.3.36; without it, only ours is measured.
    #[arg(long)]
    python: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shape {
    #[value(name = "qwen3-0.6b")]
    Tiny,
    #[value(name = "qwen3-4b")]
    Small,
    #[value(name = "qwen3-moe-small")]
    MoeSmall,
}

#[derive(Clone, Copy, ValueEnum)]
enum Quant {
    #[value(name = "q4_k_m")]
    Four,
    #[value(name = "q8_0")]
    Eight,
}

/// What the runs came to.
#[derive(Default)]
struct Runs(Vec<Value>);

impl Runs {
    fn all(&self, key: &str) -> Vec<f64> {
        self.0.iter().filter_map(|run| run.get(key)?.as_f64()).collect()
    }

    fn median(&self, key: &str) -> Option<f64> {
        median(self.all(key))
    }

    fn largest(&self, key: &str) -> Option<f64> {
        self.all(key).into_iter().max_by(f64::total_cmp)
    }

    /// The median of how often each run has the other's of its pair.
    fn ratio(&self, others: &Runs, key: &str) -> Option<f64> {
        let ratios = self.all(key).into_iter().zip(others.all(key)).map(|(ours, theirs)| ours / theirs);
        median(ratios.collect()).map(|ratio| (ratio * 100.0).round() / 100.0)
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

pub(crate) fn bench(tree: &Tree, chat: &Chat) -> Result<()> {
    let program = build(tree)?;
    let file = match &chat.model {
        Some(model) => model.clone(),
        None => made(tree, &program, chat)?,
    };
    let threads = chat.threads.map_or_else(cores, |threads| threads as usize).to_string();
    let (mut ours, mut theirs) = (Runs::default(), Runs::default());
    for pair in 1..=chat.pairs {
        ours.0.push(last_line(Command::new(&program).arg("measure").arg(&file).arg(&threads))?);
        if let Some(python) = &chat.python {
            let script = tree.root().join("crates/chat/fixtures/speed.py");
            theirs.0.push(last_line(Command::new(python).arg(script).arg(&file).arg(&threads))?);
        }
        println!("{pair}: {} {}", shown(ours.0.last()), shown(theirs.0.last()));
    }
    println!(
        "{}",
        json!({
            "prefill_tps": ours.median("prefill_tps"),
            "decode_tps": ours.median("decode_tps"),
            "prefill_ratio": ours.ratio(&theirs, "prefill_tps"),
            "decode_ratio": ours.ratio(&theirs, "decode_tps"),
            "resident_mb": ours.median("resident_mb"),
            "peak_mb": ours.median("peak_mb"),
            "memory_ratio": ours.ratio(&theirs, "resident_mb"),
            "stop_ms": ours.largest("stop_ms"),
            "file": file.file_name().map(|name| name.to_string_lossy()),
            "threads": threads,
            "pairs": chat.pairs,
            "load": load(),
        })
    );
    Ok(())
}

fn build(tree: &Tree) -> Result<PathBuf> {
    let mut cargo = cargo::command();
    cargo.current_dir(tree.root()).args(["build", "--release", "-p", "vesper-chat", "--example", "speed"]);
    command::run(&mut cargo)?;
    Ok(tree.target().join("release/examples/speed").with_extension(std::env::consts::EXE_EXTENSION))
}

/// The file with random weights, written where it is not there.
fn made(tree: &Tree, program: &Path, chat: &Chat) -> Result<PathBuf> {
    let name = |value: Option<clap::builder::PossibleValue>| {
        value.map(|value| value.get_name().to_owned()).context("a shape and a packing have names")
    };
    let (shape, quant) =
        (name(chat.random_weights.to_possible_value())?, name(chat.quant.to_possible_value())?);
    let folder = tree.target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{shape}-{quant}.gguf"));
    if !file.is_file() {
        let unfinished = file.with_extension("unfinished");
        command::run(Command::new(program).arg("make").arg(&unfinished).args([shape, quant]))?;
        std::fs::rename(&unfinished, &file)?;
    }
    Ok(file)
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// What it prints last, which is JSON.
fn last_line(program: &mut Command) -> Result<Value> {
    let printed = command::read(program)?;
    let last = printed.lines().last().unwrap_or_default();
    serde_json::from_str(last).with_context(|| format!("{} printed no result", command::words(program)))
}

fn shown(run: Option<&Value>) -> String {
    run.map(Value::to_string).unwrap_or_default()
}

/// What else the machine had to do in the last minute: programs that wanted a processor, these included.
fn load() -> Option<f64> {
    std::fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}
