//! `vesper models assign`: which chat model does which work.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;
use vesper::works::{Engine, assign, assigned, named, servers, usual};
use vesper::{Home, Kept};
use vesper_library::Mode;

use super::{Words, offline};

/// What may do a work behind all that was assigned.
const SHIPPED: &str = "authored";

#[derive(Args)]
#[command(after_help = "Examples:
  vesper models assign                                  what does which work now
  vesper models assign talk qwen3-4b-q4_k_m             one model on this machine
  vesper models assign story box,qwen3-4b-q4_k_m        a server first, and a model here where it fails
  vesper models assign meditation authored              only what ships
  vesper models assign talk --clear                     the best that is here")]
pub(crate) struct Assign {
    /// The work; without one, the table is shown.
    #[arg(value_parser = work)]
    work: Option<Mode>,
    /// Models, servers (see `vesper models servers`) or `authored`, in the order in which they are asked.
    #[arg(value_delimiter = ',', value_name = "MODEL", conflicts_with = "clear")]
    models: Vec<String>,
    /// Leave the choice to Vesper again.
    #[arg(long, requires = "work")]
    clear: bool,
}

pub(super) fn run(home: &Home, asked: &Assign, words: Words) -> Result<ExitCode> {
    let kept = words.opened(Kept::open(home)?);
    if let Some(work) = asked.work.filter(|_| asked.clear || !asked.models.is_empty()) {
        let models = offline(home)?;
        let added = servers(&kept)?;
        let engines = asked.models.iter().map(|name| named(name, models.catalog(), &added));
        let engines = engines.collect::<vesper_speech::Result<Vec<Engine>>>()?;
        assign(&kept, work, &engines)?;
        for engine in &engines {
            warn_absent(&models, engine);
        }
    }
    let of = |work: &Mode| asked.work.is_none_or(|asked| asked == *work);
    for work in Mode::ALL.into_iter().filter(of) {
        show(home, &kept, work, words)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn warn_absent(models: &vesper::models::Models, engine: &Engine) {
    if let Engine::Model(id) = engine
        && !matches!(models.state(id), Some(vesper::models::State::Whole { .. }))
    {
        eprintln!("vesper: {id} is not on this machine yet; `vesper models get {id}` fetches it.");
    }
}

fn show(home: &Home, kept: &Kept, work: Mode, words: Words) -> Result<()> {
    let engines = assigned(kept, work)?;
    let names: Vec<String> = engines.iter().map(Engine::to_string).collect();
    let usual = if engines.is_empty() { usual(home)? } else { None };
    if words.json {
        words.value(&json!({ "work": work.name(), "assigned": names, "usual": usual }));
        return Ok(());
    }
    let mut order = if engines.is_empty() {
        let best = usual.map(|id| format!("{id} (the best that is here)"));
        vec![best.unwrap_or_else(|| "no chat model is here".into())]
    } else {
        names
    };
    // Talk is never authored: there is nothing to answer with.
    if work != Mode::Talk && engines.last() != Some(&Engine::Authored) {
        order.push(SHIPPED.into());
    }
    words.line(&format!("{:<10}  {}", work.name(), order.join(", then ")));
    Ok(())
}

fn work(name: &str) -> Result<Mode> {
    let Some(work) = Mode::named(name) else {
        let all: Vec<&str> = Mode::ALL.into_iter().map(Mode::name).collect();
        bail!("'{name}' is no work; these are: {}", all.join(", "));
    };
    Ok(work)
}
