use std::process::ExitCode;

use anyhow::Result;
use serde_json::json;
use vesper::models::{Card, Models, State};
use vesper_catalog::{Model, size_in_words};
use vesper_speech::Error;

use super::follow::follow;
use super::{Words, found, licence, measured};
use crate::cli::{interrupt, page};

/// What would suit this machine and is not here; nothing is fetched.
pub(super) fn recommended(models: &Models, words: Words) -> Result<ExitCode> {
    measured(models)?;
    let cards = models.cards()?.borrow().clone();
    let is_missing = |card: &&Card| card.recommended && !matches!(card.state, State::Whole { .. });
    let missing: Vec<&Card> = cards.iter().filter(is_missing).collect();
    if words.json {
        for card in missing {
            words.value(&json!({ "event": "recommended", "id": card.model.id, "size": card.size }));
        }
        return Ok(ExitCode::SUCCESS);
    }
    if missing.is_empty() {
        words.line("All that is recommended for this machine is here.");
        return Ok(ExitCode::SUCCESS);
    }
    words.line("Recommended for this machine:");
    for card in &missing {
        let size = card.size.map_or_else(|| "size not known".into(), size_in_words);
        let text = format!("  {}: {size}, {}. {}", card.model.id, licence(&card.model), card.model.about);
        words.line(&page::hung(&text, 4));
    }
    let comes_along = |id: &String| missing.iter().any(|card| card.model.needs.contains(id));
    let ids = missing.iter().map(|card| &card.model.id).filter(|id| !comes_along(id));
    let ids: Vec<&str> = ids.map(String::as_str).collect();
    words.line(&format!("Nothing was fetched. This fetches them:\n  vesper models get {}", ids.join(" ")));
    Ok(ExitCode::SUCCESS)
}

/// Fetches what was named and what that needs. The command is the consent; what it costs is said before the first
/// byte.
pub(super) fn run(models: &Models, names: &[String], words: Words) -> Result<ExitCode> {
    let interrupted = interrupt::watch()?;
    let asked: Vec<Model> = found(models, names)?.into_iter().cloned().collect();
    let wanted = with_needs(models, &asked);
    tell_costs(models, &wanted, words)?;
    for model in &asked {
        models.get(&model.id)?;
    }
    let is_over = || models.states().iter().all(|(_, state)| !state.is_under_way());
    follow(models, &interrupted, words, is_over);
    let mut all_well = true;
    for model in &wanted {
        all_well &= tell_end(models, model, words);
    }
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Each once, in order.
fn with_needs(models: &Models, asked: &[Model]) -> Vec<Model> {
    let mut wanted: Vec<Model> = Vec::new();
    for model in asked {
        let needs = model.needs.iter().filter_map(|id| models.catalog().get(id));
        for model in std::iter::once(model).chain(needs) {
            if wanted.iter().all(|other| other.id != model.id) {
                wanted.push(model.clone());
            }
        }
    }
    wanted
}

fn tell_costs(models: &Models, wanted: &[Model], words: Words) -> Result<()> {
    let host = models.host()?;
    for model in wanted.iter().filter(|model| !is_here(models, model)) {
        let (size, licence) = (model.size(), licence(model));
        if words.json {
            words.value(&json!({
                "event": "begin", "id": model.id, "size": size, "host": host,
                "repository": model.repository, "licence": model.licence.name, "link": model.licence.link,
            }));
        } else {
            let size = size.map_or_else(|| "size not known yet".into(), size_in_words);
            words.line(&format!(
                "{}: {size}, {licence} ({}), from {host}/{}",
                model.id, model.licence.link, model.repository
            ));
        }
    }
    Ok(())
}

fn is_here(models: &Models, model: &Model) -> bool {
    matches!(models.state(&model.id), Some(State::Whole { .. }))
}

/// Says what became of `model`; `false` where it is not whole.
fn tell_end(models: &Models, model: &Model, words: Words) -> bool {
    let id = &model.id;
    match models.state(id) {
        Some(State::Whole { bytes }) => {
            if words.json {
                words.value(&json!({ "event": "whole", "id": id, "bytes": bytes }));
            } else {
                words.line(&format!("{id}: whole, {}.", size_in_words(bytes)));
            }
            true
        }
        Some(State::Failed { error, done }) => {
            if words.json {
                let (code, text) = (vesper::code(error.kind), error.to_string());
                words.value(&json!({ "event": "error", "id": id, "code": code, "text": text, "done": done }));
            } else {
                eprintln!("vesper: {}", told(id, &error));
            }
            false
        }
        state => {
            let done = state.map_or(0, |state| state.there());
            if words.json {
                words.value(&json!({ "event": "paused", "id": id, "done": done }));
            } else {
                words.line(&match done {
                    0 => format!("{id}: stopped before anything of it came."),
                    _ => format!(
                        "{id}: paused with {} here. `vesper models get {id}` goes on from there.",
                        size_in_words(done)
                    ),
                });
            }
            false
        }
    }
}

/// Names the model where the error does not.
fn told(id: &str, error: &Error) -> String {
    if error.subject.contains(id) { error.to_string() } else { format!("{id}: {error}") }
}
