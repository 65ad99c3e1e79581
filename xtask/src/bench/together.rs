//! Chat model and voice at the same time, on the cores that they share.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};

use crate::tree::Tree;
use crate::{cargo, command};

#[derive(Args)]
pub(crate) struct Together {
    /// How long each is measured alone, and both at once.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(5..=600))]
    seconds: u16,
    /// How often.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    runs: u32,
    /// The cores that they share; without it, those of this machine.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    cores: Option<u16>,
    /// The chat model yields to nobody, for comparison.
    #[arg(long)]
    greedy: bool,
}

pub(crate) fn bench(tree: &Tree, together: &Together) -> Result<()> {
    let program = build(tree)?;
    let file = made(tree, &program)?;
    let mut runs = Vec::new();
    for run in 1..=together.runs {
        let result = last_line(&mut measure(&program, &file, together))?;
        println!("{run}: {result}");
        runs.push(result);
    }
    let middle = |key: &str| numbers(&runs, key).get(runs.len() / 2).copied();
    let worst = |key: &str| numbers(&runs, key).last().copied();
    println!(
        "{}",
        json!({
            "decode_alone": middle("decode_alone"),
            "decode_together": middle("decode_together"),
            "ratio": middle("ratio"),
            "ratio_hurried": middle("ratio_hurried"),
            "voice_rtf_alone": middle("voice_rtf_alone"),
            "voice_rtf": middle("voice_rtf"),
            "first_audio_ms_alone": middle("first_audio_ms_alone"),
            "first_audio_ms": middle("first_audio_ms"),
            "underruns_alone": worst("underruns_alone"),
            "underruns": worst("underruns"),
            "least_ahead_ms": numbers(&runs, "least_ahead_ms").first(),
            "cores": worst("cores"),
            "greedy": together.greedy,
            "runs": together.runs,
        })
    );
    Ok(())
}

fn build(tree: &Tree) -> Result<PathBuf> {
    let mut cargo = cargo::command();
    cargo.current_dir(tree.root()).args(["build", "--release", "-p", "vesper", "--example", "together"]);
    command::run(&mut cargo)?;
    Ok(tree.target().join("release/examples/together").with_extension(std::env::consts::EXE_EXTENSION))
}

/// The chat model's file, which `bench chat` uses too; written where it is not there.
fn made(tree: &Tree, program: &Path) -> Result<PathBuf> {
    let folder = tree.target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("qwen3-0.6b-q4_k_m.gguf");
    if !file.is_file() {
        let unfinished = file.with_extension("unfinished");
        command::run(Command::new(program).arg("make").arg(&unfinished))?;
        std::fs::rename(&unfinished, &file)?;
    }
    Ok(file)
}

fn measure(program: &Path, file: &Path, together: &Together) -> Command {
    let mut command = Command::new(program);
    command.arg("measure").arg(file).args(["--seconds", &together.seconds.to_string()]);
    if let Some(cores) = together.cores {
        command.args(["--cores", &cores.to_string()]);
    }
    if together.greedy {
        command.arg("--greedy");
    }
    command
}

/// What it prints last, which is JSON.
fn last_line(program: &mut Command) -> Result<Value> {
    let printed = command::read(program)?;
    let last = printed.lines().last().unwrap_or_default();
    serde_json::from_str(last).with_context(|| format!("{} printed no result", command::words(program)))
}

/// What the runs say of `key`, from the smallest on.
fn numbers(runs: &[Value], key: &str) -> Vec<f64> {
    let mut numbers: Vec<f64> = runs.iter().filter_map(|run| run.get(key)?.as_f64()).collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}
