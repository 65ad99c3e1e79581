use std::process::ExitCode;

use anyhow::Result;
use serde_json::{Value, json};
use vesper::Home;
use vesper::voices::{Voice, voices};
use vesper_speech::Person;

use crate::cli::{Words, page};

pub(super) fn run(home: &Home, words: Words) -> Result<ExitCode> {
    let (voices, faults) = voices(home);
    for fault in &faults {
        // Where nobody can speak at all, that is the answer.
        if voices.is_empty() {
            return Err(fault.clone().into());
        }
        words.trouble(fault);
    }
    if words.json {
        voices.iter().for_each(|voice| words.value(&value(voice)));
        return Ok(ExitCode::SUCCESS);
    }
    let width = voices.iter().map(|voice| voice.id.len()).max().unwrap_or(0);
    let mut group = None;
    for voice in &voices {
        if group != Some(&voice.model) {
            words.line(&format!("{}{}", if group.is_some() { "\n" } else { "" }, heading(voice)));
            group = Some(&voice.model);
        }
        let person = voice.person.map_or("", Person::name);
        let about = [voice.name.clone()].into_iter().chain(origin(voice)).collect::<Vec<_>>().join("; ");
        let line = format!("  {:<width$}  {:<8} {person:<9} {about}", voice.id, voice.language);
        words.line(&page::hung(&line, width + 22));
    }
    if voices.iter().all(|voice| voice.model.is_none()) {
        let hint = "No model that speaks is on this machine. `vesper models list --role voice` shows which there are.";
        words.line(&format!("\n{}", page::hung(hint, 0)));
    }
    Ok(ExitCode::SUCCESS)
}

fn heading(voice: &Voice) -> String {
    match &voice.model {
        Some((id, name)) => format!("{name} ({id})"),
        None => "The system voice".into(),
    }
}

/// Where it comes from, where that is worth saying.
fn origin(voice: &Voice) -> Option<String> {
    if let Some(consent) = &voice.consent {
        return Some(format!("cloned from {}, with consent given on {}", consent.speaker, consent.given));
    }
    let origin = voice.from.as_ref()?;
    let commercial = if origin.licence.commercial { "" } else { ", not for commercial use" };
    Some(format!("{}: {}{commercial}", origin.repository, origin.licence.name))
}

pub(super) fn value(voice: &Voice) -> Value {
    let licence = voice.from.as_ref().map(|origin| &origin.licence);
    json!({
        "id": voice.id,
        "name": voice.name,
        "language": voice.language,
        "person": voice.person.map(Person::name),
        "engine": if voice.model.is_some() { "neural" } else { "system" },
        "model": voice.model.as_ref().map(|(id, _)| id),
        "repository": voice.from.as_ref().map(|origin| &origin.repository),
        "licence": licence.map(|it| json!({ "name": it.name, "link": it.link, "commercial": it.commercial })),
        "cloned": voice.consent.as_ref().map(|consent| json!({
            "speaker": consent.speaker,
            "statement": consent.statement,
            "given": consent.given,
            "recording": consent.recording,
        })),
    })
}
