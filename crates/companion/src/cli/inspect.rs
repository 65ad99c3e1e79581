use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use serde_json::json;
use vesper::{Home, Kept, Shelf};
use vesper_script::Kind;

use super::Words;

pub(crate) fn shelf(home: &Home, words: Words, kind: Option<Kind>) -> Result<ExitCode> {
    let kept = words.opened(Kept::look(home)?);
    for entry in Shelf::load(home).entries() {
        let script = match &entry.script {
            Ok(script) => script,
            Err(faults) if words.json => {
                words.value(&json!({ "id": entry.id, "fault": faults.to_string() }));
                continue;
            }
            Err(faults) => {
                words.line(&format!("{:<32} cannot be performed:\n{faults}", entry.id));
                continue;
            }
        };
        let header = script.header();
        if kind.is_some_and(|kind| kind != header.kind) {
            continue;
        }
        if words.json {
            words.value(&json!({
                "id": entry.id,
                "kind": match header.kind { Kind::Story => "story", Kind::Meditation => "meditation" },
                "title": header.title,
                "about": header.about,
                "language": header.language,
                "words": script.outline().words,
                "hearing": script.hearing(),
                "choices": script.outline().choices,
                "minutes": header.minutes.as_ref().map(|minutes| [minutes.least, minutes.usual, minutes.most]),
                "place": kept.place(&entry.id)?.map(|(place, _)| place.excerpt),
            }));
        } else {
            words.line(&format!("{:<32} {}\n{:<32} {}", entry.id, header.title, "", header.about));
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn devices(words: Words) -> Result<ExitCode> {
    for device in vesper_audio::devices()? {
        let direction = match device.direction {
            vesper_audio::Direction::Input => "input",
            vesper_audio::Direction::Output => "output",
        };
        if words.json {
            let value = json!({ "id": device.id, "name": device.name, "direction": direction, "default": device.is_default });
            words.value(&value);
        } else {
            let default = if device.is_default { " (default)" } else { "" };
            words.line(&format!("{direction:<7} {}{default}\n        {}", device.name, device.id));
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn doctor(home: &Home, model: Option<&Path>, words: Words) -> Result<ExitCode> {
    for check in vesper::doctor(home, None, model) {
        if words.json {
            words.value(&json!({
                "name": check.name, "ok": check.ok, "detail": check.detail, "advice": check.advice,
            }));
        } else {
            let mark = if check.ok { "ok  " } else { "miss" };
            words.line(&format!("{mark}  {:<12} {}", check.name, check.detail));
            if !check.advice.is_empty() {
                words.line(&format!("      {:<12} {}", "", check.advice));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
