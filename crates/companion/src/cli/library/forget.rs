use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::json;
use vesper::{Home, Kept, aside, counted, forget_aside, local};
use vesper_library::{LineId, SessionId};

use super::lists::{no_session, plain};
use super::{Forget, Which};
use crate::cli::Words;

pub(super) fn run(home: &Home, kept: &Kept, forget: &Forget, words: Words) -> Result<ExitCode> {
    let what = described(home, kept, &forget.which)?;
    let script = script(kept, &forget.which)?;
    if !forget.yes && !agreed(&what)? {
        words.line("Nothing was forgotten.");
        return Ok(ExitCode::FAILURE);
    }
    match &forget.which {
        Which { session: Some(session), .. } => {
            kept.with(|library| library.forget_session(SessionId(*session)))?;
        }
        Which { line: Some(line), .. } => kept.with(|library| library.forget_line(LineId(*line)))?,
        Which { story: Some(story), .. } => kept.with(|library| library.forget_story(story))?,
        Which { .. } => {
            kept.with(|library| library.forget_everything())?;
            forget_aside(home)?;
        }
    }
    tell(home, &what, words);
    match script {
        Some(script) if kept.with(|library| library.place(&script))?.is_some() && !words.json => {
            let advice = format!("`vesper library forget --story {}` forgets that too.", plain(&script));
            words.line(&format!("The place in it is kept, with the line it is at. {advice}"));
        }
        _ => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// What was performed in the session that is to be forgotten.
fn script(kept: &Kept, which: &Which) -> Result<Option<String>> {
    let Some(session) = which.session else { return Ok(None) };
    Ok(kept.with(|library| library.session(SessionId(session)))?.and_then(|session| session.script))
}

/// What is to be forgotten, in words that let the listener see whether it is that.
fn described(home: &Home, kept: &Kept, which: &Which) -> Result<String> {
    Ok(match which {
        Which { session: Some(number), .. } => {
            let session = kept.with(|library| library.session(SessionId(*number)))?;
            let Some(session) = session else { return Err(no_session(*number).into()) };
            let Some(title) = Some(plain(&session.title)).filter(|title| !title.is_empty()) else {
                return Ok(format!("session {number}"));
            };
            let lines = counted(session.lines, "line");
            format!("session {number} ({title}, {}, {lines})", local(session.began))
        }
        Which { line: Some(line), .. } => format!("line {line}"),
        Which { story: Some(story), .. } => format!("all of {}", plain(story)),
        Which { .. } => {
            let state = kept.with(|library| library.statistics())?;
            let (lines, sessions) = (counted(state.lines, "line"), counted(state.sessions, "session"));
            let beside = match aside(home).len() {
                0 => String::new(),
                files => format!(", and {} moved aside earlier", counted(files as u64, "file")),
            };
            format!("everything: {lines} of {sessions}, all places and settings{beside}")
        }
    })
}

fn agreed(what: &str) -> Result<bool> {
    if !std::io::stdin().is_terminal() {
        bail!("forgetting is asked for on a terminal; give --yes to do it without");
    }
    print!("Forget {what}? It cannot be brought back. [y/N] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// What was moved aside earlier is not searched: it may be damaged, and it may hold what was forgotten.
fn tell(home: &Home, what: &str, words: Words) {
    let left: Vec<String> = aside(home).iter().map(|path| path.display().to_string()).collect();
    if words.json {
        words.value(&json!({ "event": "forgotten", "what": what, "aside": left }));
        return;
    }
    words.line(&format!("Forgotten: {what}."));
    if !left.is_empty() {
        words.line("It may still stand in files that were moved aside earlier:");
        left.iter().for_each(|path| words.line(&format!("  {path}")));
    }
}
