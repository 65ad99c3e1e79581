use std::process::ExitCode;

use anyhow::Result;
use serde_json::{Value, json};
use vesper::models::{Card, Models, State};
use vesper_catalog::{Fit, Role, Verdict, size_in_words};

use super::{Words, licence, measured};
use crate::cli::page;

pub(super) fn run(models: &Models, role: Option<Role>, words: Words) -> Result<ExitCode> {
    measured(models)?;
    let cards = models.cards()?.borrow().clone();
    for of in Role::ALL.into_iter().filter(|of| role.is_none_or(|role| role == *of)) {
        let cards: Vec<&Card> = cards.iter().filter(|card| card.model.role == of).collect();
        if words.json {
            cards.iter().for_each(|card| words.value(&value(card)));
        } else if !cards.is_empty() {
            words.line(&format!("\n{}", heading(of)));
            let width = cards.iter().map(|card| card.model.id.len()).max().unwrap_or(0);
            cards.iter().for_each(|card| print(card, width, words));
        }
    }
    if !words.json {
        let footer = "* the best for this machine; ? not known before the hub is asked. `vesper models get ID` \
                      fetches a model; nothing is fetched unasked.";
        words.line(&format!("\n{}", page::hung(footer, 2)));
    }
    Ok(ExitCode::SUCCESS)
}

fn heading(role: Role) -> &'static str {
    match role {
        Role::Recogniser => "Recognisers: what you say becomes words",
        Role::Voice => "Voices: what is told becomes speech",
        Role::VoicePrompt => "Voice prompts: whom a voice sounds like; they come with their voice",
        Role::Chat => "Chat models: what answers and writes",
        Role::VoiceActivity => "Voice activity: whether somebody speaks",
    }
}

fn print(card: &Card, width: usize, words: Words) {
    let mark = if card.recommended { "*" } else { " " };
    let size = card.size.map_or_else(|| "?".into(), size_in_words);
    let here = here(&card.state).map_or_else(String::new, |here| format!("  [{here}]"));
    let model = &card.model;
    words.line(&format!("{mark} {:<width$}  {size:>7}  {}{here}", model.id, licence(model)));
    words.line(&page::hung(&format!("    {}", model.about), 4));
    if let Some(fit) = &card.fit {
        words.line(&page::hung(&format!("    {}: {}", in_words(fit.verdict), fit.reason), 4));
    }
}

fn in_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Well => "runs well",
        Verdict::Tight => "tight",
        Verdict::No => "does not run here",
    }
}

/// How much of it is here; none where nothing is.
fn here(state: &State) -> Option<String> {
    match state {
        State::Absent => None,
        State::Whole { .. } => Some("here".into()),
        State::Damaged { .. } => Some("damaged".into()),
        State::Partial { done, total } | State::Paused { done, total } => Some(match total {
            Some(total) if *total > 0 => {
                format!("{:.0} % here", (*done as f64 / *total as f64 * 100.0).min(99.0))
            }
            _ => format!("{} here", size_in_words(*done)),
        }),
        State::Queued | State::Working(_) => Some("under way".into()),
        State::Failed { .. } => Some("failed".into()),
    }
}

fn value(card: &Card) -> Value {
    let model = &card.model;
    json!({
        "id": model.id,
        "name": model.name,
        "role": model.role.name(),
        "about": model.about,
        "size": card.size,
        "memory": model.memory,
        "languages": model.languages,
        "needs": model.needs,
        "licence": {
            "name": model.licence.name,
            "link": model.licence.link,
            "commercial": model.licence.commercial,
            "gated": model.licence.gated,
        },
        "fit": card.fit.as_ref().map(fit_value),
        "state": state_value(&card.state),
        "recommended": card.recommended,
    })
}

fn fit_value(fit: &Fit) -> Value {
    let verdict = match fit.verdict {
        Verdict::Well => "well",
        Verdict::Tight => "tight",
        Verdict::No => "no",
    };
    json!({ "verdict": verdict, "reason": fit.reason, "speed": fit.speed })
}

fn state_value(state: &State) -> Value {
    match state {
        State::Absent => json!({ "is": "absent" }),
        State::Partial { done, total } => json!({ "is": "partial", "done": done, "total": total }),
        State::Paused { done, total } => json!({ "is": "paused", "done": done, "total": total }),
        State::Queued => json!({ "is": "queued" }),
        State::Working(progress) => {
            json!({ "is": "working", "done": progress.done, "total": progress.total })
        }
        State::Whole { bytes } => json!({ "is": "whole", "bytes": bytes }),
        State::Damaged { what } => json!({ "is": "damaged", "what": what }),
        State::Failed { error, done } => {
            json!({ "is": "failed", "code": vesper::code(error.kind), "text": error.to_string(), "done": done })
        }
    }
}
