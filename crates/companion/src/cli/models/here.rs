//! What is done with models on this machine: adding, checking, deleting.

use std::io::{BufRead, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::thread::{Builder, scope};

use anyhow::{Result, anyhow, bail};
use serde_json::json;
use vesper::models::{Models, State};
use vesper_catalog::{Model, size_in_words};
use vesper_speech::Kind;

use super::follow::follow;
use super::{Words, found};
use crate::cli::interrupt;

pub(super) fn add(models: &Models, path: &Path, words: Words) -> Result<ExitCode> {
    let interrupted = interrupt::watch()?;
    let stopped = || anyhow!("{}: stopped, and nothing of it was added", path.display());
    let added = scope(|scope| -> Result<String> {
        let adding = Builder::new().name("add".into()).spawn_scoped(scope, || models.add(path))?;
        follow(models, &interrupted, words, || adding.is_finished());
        match adding.join().map_err(|_| anyhow!("{}: could not be added", path.display()))? {
            Err(error) if error.kind == Kind::Stopped => Err(stopped()),
            added => Ok(added?),
        }
    })?;
    let bytes = models.state(&added).map_or(0, |state| state.there());
    if words.json {
        words.value(&json!({ "event": "whole", "id": added, "bytes": bytes }));
    } else {
        words.line(&format!("{added}: added, {}.", size_in_words(bytes)));
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn verify(models: &Models, names: &[String], words: Words) -> Result<ExitCode> {
    let interrupted = interrupt::watch()?;
    let asked = if names.is_empty() { here(models) } else { found(models, names)? };
    if asked.is_empty() {
        words.line("No model is here, so there is nothing to check.");
    }
    for model in &asked {
        models.verify(&model.id)?;
    }
    let is_over = || models.states().iter().all(|(_, state)| !state.is_under_way());
    follow(models, &interrupted, words, is_over);
    if interrupted.load(std::sync::atomic::Ordering::Acquire) {
        bail!("stopped before everything was checked");
    }
    let mut all_whole = true;
    for model in asked {
        all_whole &= tell(models, model, words);
    }
    Ok(if all_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The models of which everything is here, be it whole or not.
fn here(models: &Models) -> Vec<&Model> {
    let is_here =
        |model: &&Model| matches!(models.state(&model.id), Some(State::Whole { .. } | State::Damaged { .. }));
    models.catalog().models().iter().filter(is_here).collect()
}

/// Says how a model was found to be; `false` where it is not whole.
fn tell(models: &Models, model: &Model, words: Words) -> bool {
    let id = &model.id;
    let what = match models.state(id) {
        Some(State::Whole { bytes }) => {
            if words.json {
                words.value(&json!({ "event": "whole", "id": id, "bytes": bytes }));
            } else {
                words.line(&format!("{id}: whole, {}.", size_in_words(bytes)));
            }
            return true;
        }
        Some(State::Damaged { what }) => what,
        Some(State::Failed { error, .. }) => error.to_string(),
        _ => "it is no longer here.".into(),
    };
    if words.json {
        words.value(&json!({ "event": "damaged", "id": id, "what": what }));
    } else {
        let what = what.trim_end_matches('.');
        words.line(&format!("{id}: damaged: {what}. `vesper models get {id}` fetches what is wrong anew."));
    }
    false
}

pub(super) fn remove(models: &Models, names: &[String], yes: bool, words: Words) -> Result<ExitCode> {
    let asked = found(models, names)?;
    let ids: Vec<&str> = asked.iter().map(|model| model.id.as_str()).collect();
    if !yes && !is_agreed(models, &ids, words)? {
        words.line("Nothing was deleted.");
        return Ok(ExitCode::FAILURE);
    }
    for id in ids {
        let bytes = models.remove(id)?;
        if words.json {
            words.value(&json!({ "event": "removed", "id": id, "bytes": bytes }));
        } else if bytes == 0 {
            words.line(&format!("{id}: deleted; its files still lie where they were taken from."));
        } else {
            words.line(&format!("{id}: deleted, {} are free again.", size_in_words(bytes)));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn is_agreed(models: &Models, ids: &[&str], words: Words) -> Result<bool> {
    if words.json || !std::io::stdin().is_terminal() {
        bail!("nobody is there to be asked. Give --yes to delete {}", ids.join(", "));
    }
    let bytes = ids.iter().filter_map(|id| models.state(id)).map(|state| state.there()).sum();
    words.line(&format!("Delete {} ({})? [y/N]", ids.join(", "), size_in_words(bytes)));
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
