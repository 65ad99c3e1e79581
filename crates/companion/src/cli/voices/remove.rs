use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::json;
use vesper::voices::{Voice, find, voices};
use vesper::{Home, Kept};

use crate::cli::Words;

pub(super) fn run(home: &Home, name: &str, yes: bool, words: Words) -> Result<ExitCode> {
    let voice = named(home, name)?;
    if voice.consent.is_some() && !yes && !is_agreed(&voice, words)? {
        words.line("Nothing was deleted.");
        return Ok(ExitCode::FAILURE);
    }
    let opening = Kept::look(home)?;
    if let Some(error) = opening.unkept {
        return Err(error.into());
    }
    let kept = words.opened(opening);
    vesper::voices::remove(home, &kept, &voice.id)?;
    if words.json {
        words.value(&json!({ "event": "removed", "id": voice.id }));
    } else {
        words.line(&format!("{}: deleted, and with it what was kept of its speaker's consent.", voice.id));
    }
    Ok(ExitCode::SUCCESS)
}

/// The voice with this id, or the cloned one of this name.
fn named(home: &Home, name: &str) -> Result<Voice> {
    let cloned = voices(home).0.into_iter().filter(|voice| voice.consent.is_some());
    let mut named = cloned.filter(|voice| voice.id.rsplit('/').next() == Some(name));
    match (named.next(), named.next()) {
        (Some(voice), None) => Ok(voice),
        (Some(one), Some(other)) => bail!("\"{name}\" is {} or {}. Say which", one.id, other.id),
        (None, _) => Ok(find(home, name)?),
    }
}

fn is_agreed(voice: &Voice, words: Words) -> Result<bool> {
    if words.json || !std::io::stdin().is_terminal() {
        bail!("nobody is there to be asked. Give --yes to delete {}", voice.id);
    }
    words.line(&format!("Delete {}? It cannot be brought back but from its recording. [y/N]", voice.id));
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
