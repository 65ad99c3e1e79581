//! How fast a library of a lifetime is opened, searched and written to.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::tree::Tree;
use crate::{cargo, command};

/// What opening and the slowest kind of search may take, in milliseconds.
const OPEN_MS: f64 = 200.0;
const SEARCH_MS: f64 = 50.0;

#[derive(Args)]
pub(crate) struct Library {
    /// How many lines the library has.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1_000..=10_000_000))]
    lines: u64,
    /// How often it is opened, each time by a new process.
    #[arg(long, default_value_t = 11, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    opens: u32,
}

pub(crate) fn bench(tree: &Tree, library: &Library) -> Result<()> {
    let program = build(tree)?;
    let folder = tree.fresh("library")?;
    let path = folder.join("library.db");
    println!("Making a library of {} lines.", library.lines);
    let made = measure(&program, &["make"], &path, &[&library.lines.to_string()])?;
    let mut opens = Vec::new();
    for _ in 0..library.opens {
        let opened = measure(&program, &["open"], &path, &[])?;
        opens.push(number(&opened, "open_ms")?);
    }
    opens.sort_by(f64::total_cmp);
    let open = opens.get(opens.len() / 2).copied().unwrap_or_default();
    let used = measure(&program, &["use"], &path, &[])?;
    if let Some(search) = used["search"].as_object() {
        for (name, found) in search {
            println!("{name}: {} ms, {} found", found["ms"], found["hits"]);
        }
    }
    let search = number(&used, "search_ms")?;
    std::fs::remove_dir_all(&folder)?;
    println!(
        "{}",
        json!({
            "open_ms": open,
            "open_worst_ms": opens.last(),
            "search_ms": search,
            "search_worst_ms": used["search_worst_ms"],
            "append_ms": used["append_ms"],
            "append_worst_ms": used["append_worst_ms"],
            "snapshot_ms": used["snapshot_ms"],
            "export_ms": used["export_ms"],
            "import_ms": made["import_ms"],
            "check_ms": used["check_ms"],
            "bytes": used["bytes"],
            "lines": library.lines,
        })
    );
    if open >= OPEN_MS || search >= SEARCH_MS {
        bail!("opening may take {OPEN_MS} ms and a search {SEARCH_MS} ms");
    }
    Ok(())
}

/// The program that measures, optimised.
fn build(tree: &Tree) -> Result<PathBuf> {
    let mut cargo = cargo::command();
    cargo.current_dir(tree.root()).args([
        "build",
        "--release",
        "-p",
        "vesper-library",
        "--example",
        "measure",
    ]);
    command::run(&mut cargo)?;
    Ok(tree.target().join("release/examples/measure").with_extension(std::env::consts::EXE_EXTENSION))
}

fn measure(program: &Path, what: &[&str], path: &Path, rest: &[&str]) -> Result<Value> {
    let answer = command::read(Command::new(program).args(what).arg(path).args(rest))?;
    serde_json::from_str(&answer).context("measure answered with something else than JSON")
}

fn number(answer: &Value, name: &str) -> Result<f64> {
    answer[name].as_f64().with_context(|| format!("measure said nothing of {name}"))
}
