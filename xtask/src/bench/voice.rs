//! The neural voice beside the maker's own program: the same sizes, the same sentences, by turns.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::tree::Tree;
use crate::{cargo, command, cuda, fixtures};

#[derive(Args)]
pub(crate) struct Voice {
    /// The sizes of the model, whose weights are drawn at random.
    #[arg(long, value_enum, default_value_t = Sizes::Pocket, conflicts_with = "model")]
    random_weights: Sizes,
    /// The folder of a model to measure instead.
    #[arg(long)]
    model: Option<PathBuf>,
    /// The folder of its voices.
    #[arg(long, requires = "model")]
    voices: Option<PathBuf>,
    /// What computes; a card with a program that is built for it first.
    #[arg(long, value_enum, default_value_t = Device::Processor)]
    device: Device,
    /// Sentences that are spoken at once: 4, on a card 12.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=64))]
    rows: Option<u32>,
    /// How often each of the two speaks.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    pairs: u32,
    /// A Python with the maker's program (crates/tts/fixtures/requirements.txt); without it, that of `cargo xtask
    /// fixtures` is taken, if there is one.
    #[arg(long)]
    python: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sizes {
    Pocket,
    Phonon,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Device {
    Processor,
    Card,
}

impl Device {
    fn name(self) -> &'static str {
        match self {
            Device::Processor => "processor",
            Device::Card => "card",
        }
    }

    /// As many sentences as it speaks at once.
    fn rows(self) -> u32 {
        match self {
            Device::Processor => 4,
            Device::Card => 12,
        }
    }
}

/// Medians of what the runs came to.
#[derive(Default)]
struct Runs(Vec<Value>);

impl Runs {
    fn median(&self, key: &str) -> Option<f64> {
        let mut values: Vec<f64> = self.0.iter().filter_map(|run| run.get(key)?.as_f64()).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    }
}

pub(crate) fn bench(tree: &Tree, voice: &Voice) -> Result<()> {
    let program = match voice.device {
        Device::Processor => build(tree)?,
        Device::Card => cuda::build(tree, cuda::Program::Bench)?,
    };
    let rows = voice.rows.unwrap_or(voice.device.rows());
    // Only one of the makers' programs speaks with random weights, and it has no other sizes.
    // It has no way to a card either.
    let comparable =
        voice.device == Device::Processor && voice.model.is_none() && voice.random_weights == Sizes::Pocket;
    let python = voice.python.clone().or_else(|| fixtures::made(tree)).filter(|_| comparable);
    let (mut ours, mut theirs) = (Runs::default(), Runs::default());
    for pair in 0..voice.pairs {
        ours.0.push(last_line(&mut own(&program, voice, rows))?);
        if let Some(python) = &python {
            let script = tree.root().join("crates/tts/fixtures/reference.py");
            theirs.0.push(last_line(Command::new(python).arg(script).arg(rows.to_string()))?);
        }
        println!("{}: {} {}", pair + 1, shown(ours.0.last()), shown(theirs.0.last()));
    }
    let (rtf, reference) = (ours.median("rtf"), theirs.median("rtf"));
    println!(
        "{}",
        json!({
            "device": voice.device.name(),
            "first_audio_ms": ours.median("first_audio_ms"),
            "rtf": rtf,
            "seconds_per_minute": rtf.map(|rtf| (rtf * 6_000.0).round() / 100.0),
            // Seconds of a processor for a second of speech: all, those of the language model, those of the decoder.
            "work": ours.median("work"),
            "latents": ours.median("latents"),
            "sound": ours.median("sound"),
            "stop_ms": ours.median("stop_ms"),
            "peak_mb": ours.median("peak_mb"),
            "rows": rows,
            "pairs": voice.pairs,
            "load": load(),
            "reference_rtf": reference,
            "reference_first_audio_ms": theirs.median("first_audio_ms"),
            "reference_ratio": reference.zip(rtf).map(|(theirs, ours)| (theirs / ours * 100.0).round() / 100.0),
        })
    );
    Ok(())
}

fn build(tree: &Tree) -> Result<PathBuf> {
    let mut cargo = cargo::command();
    cargo.current_dir(tree.root()).args(["build", "--release", "-p", "vesper-tts", "--example", "voice"]);
    command::run(&mut cargo)?;
    Ok(tree.target().join("release/examples/voice").with_extension(std::env::consts::EXE_EXTENSION))
}

fn own(program: &PathBuf, voice: &Voice, rows: u32) -> Command {
    let mut own = Command::new(program);
    match (&voice.model, voice.random_weights) {
        (Some(model), _) => own.arg("--model").arg(model),
        (None, Sizes::Pocket) => own.args(["--random-weights", "pocket"]),
        (None, Sizes::Phonon) => own.args(["--random-weights", "phonon"]),
    };
    if let Some(voices) = &voice.voices {
        own.arg("--voices").arg(voices);
    }
    own.args(["--runs", "1", "--device", voice.device.name(), "--rows", &rows.to_string()]);
    own
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
