//! What is kept, printed.

use std::io::IsTerminal;
use std::ops::Range;

use anyhow::Result;
use serde_json::{Value, json};
use vesper::{Kept, counted, day, local};
use vesper_library::{Page, SaidLine, Session, SessionId, Speaker};
use vesper_speech::{Error, Kind, NARRATOR, seconds};

use crate::cli::words::capital;
use crate::cli::{Words, page};

pub(super) fn state(kept: &Kept, words: Words) -> Result<()> {
    let (state, path) = kept
        .with(|library| Ok((library.statistics()?, library.path().map(|path| path.display().to_string()))))?;
    if words.json {
        words.value(&json!({
            "path": path,
            "sessions": state.sessions,
            "lines": state.lines,
            "stories": state.stories,
            "bytes": state.bytes,
            "since": state.since,
        }));
        return Ok(());
    }
    let since = state.since.map_or(String::new(), |since| format!(" since {}", local(since)));
    let (lines, sessions) = (counted(state.lines, "line"), counted(state.sessions, "session"));
    words.line(&format!("{lines} of {sessions}{since}"));
    if let Some(path) = path {
        words.line(&format!("{:.1} MB in {path}", state.bytes as f64 / 1e6));
    }
    Ok(())
}

pub(super) fn sessions(kept: &Kept, limit: u32, words: Words) -> Result<()> {
    let sessions = kept.with(|library| library.sessions(Page { skip: 0, count: limit }))?;
    none(&sessions, "Nothing was performed yet.", words);
    for session in sessions {
        if words.json {
            words.value(&session_value(&session));
        } else {
            let lines = counted(session.lines, "line");
            words.line(&format!(
                "{:>6}  {}  {:<10}  {} ({lines})",
                session.id.0,
                local(session.began),
                session.mode.name(),
                plain(&session.title)
            ));
        }
    }
    Ok(())
}

/// An empty list is said to be one.
fn none<T>(list: &[T], said: &str, words: Words) {
    if list.is_empty() && !words.json {
        words.line(said);
    }
}

fn session_value(session: &Session) -> Value {
    json!({
        "session": session.id.0,
        "mode": session.mode.name(),
        "script": session.script,
        "title": session.title,
        "language": session.language,
        "began": session.began,
        "ended": session.ended,
        "lines": session.lines,
    })
}

pub(super) fn show(kept: &Kept, number: i64, words: Words) -> Result<()> {
    let id = SessionId(number);
    let (session, lines) = kept.with(|library| Ok((library.session(id)?, library.lines(id)?)))?;
    let Some(session) = session else { return Err(no_session(number).into()) };
    if words.json {
        words.value(&session_value(&session));
        lines.iter().for_each(|line| words.value(&line_value(line)));
        return Ok(());
    }
    words.line(&format!("{}, {}", plain(&session.title), local(session.began)));
    let mut chapter = None;
    for line in &lines {
        if line.said.chapter != chapter {
            chapter.clone_from(&line.said.chapter);
            words.line(&format!("\n— {} —\n", plain(chapter.as_deref().unwrap_or_default())));
        }
        let heard = match line.said.cut.and_then(|cut| line.said.text.get(..cut)) {
            Some(heard) => format!("{heard} … [cut off]"),
            None => line.said.text.clone(),
        };
        let at = seconds(line.said.heard.start) as u64;
        let who = who(&line.said.speaker);
        let text = format!("{:>6}  {:>3}:{:02}  {who}{}", line.id.0, at / 60, at % 60, plain(&heard));
        words.line(&page::hung(&text, 16));
    }
    Ok(())
}

pub(super) fn no_session(number: i64) -> Error {
    Error::new(
        Kind::BadRequest,
        format!("session {number}"),
        "is not kept.",
        "`vesper library sessions` lists those that are.",
    )
}

fn line_value(line: &SaidLine) -> Value {
    json!({
        "line": line.id.0,
        "session": line.session.0,
        "when": line.when,
        "voice": voice(&line.said.speaker),
        "text": line.said.text,
        "from": seconds(line.said.heard.start),
        "to": seconds(line.said.heard.end),
        "samples": [line.said.heard.start, line.said.heard.end],
        "cut": line.said.cut.and_then(|cut| line.said.text.get(..cut)),
        "chapter": line.said.chapter,
    })
}

/// `null` is the listener.
fn voice(speaker: &Speaker) -> Option<&str> {
    match speaker {
        Speaker::Listener => None,
        Speaker::Voice(name) => Some(name),
    }
}

fn who(speaker: &Speaker) -> String {
    match voice(speaker) {
        None => "> ".into(),
        Some(NARRATOR) => String::new(),
        Some(name) => format!("{}: ", capital(&plain(name))),
    }
}

pub(super) fn search(kept: &Kept, sought: &[String], limit: u32, words: Words) -> Result<()> {
    let query = query(sought);
    let colours = std::io::stdout().is_terminal();
    let hits = kept.with(|library| library.search(&query, limit))?;
    for hit in &hits {
        if words.json {
            let mut value = line_value(&hit.line);
            value["title"] = json!(hit.title);
            value["mode"] = json!(hit.mode.name());
            value["excerpt"] = json!(hit.excerpt);
            value["matches"] = hit.matches.iter().map(|range| json!([range.start, range.end])).collect();
            words.value(&value);
        } else {
            let excerpt = if colours { bold(&hit.excerpt, &hit.matches) } else { plain(&hit.excerpt) };
            let (session, when) = (hit.line.session.0, local(hit.line.when));
            words.line(&format!("{session:>6}  {when}  {}", plain(&hit.title)));
            words.line(&page::hung(&format!("        {}{excerpt}", who(&hit.line.said.speaker)), 8));
        }
    }
    none(&hits, "Nothing was found.", words);
    Ok(())
}

/// A word that the shell kept together with spaces is meant as it stands.
fn query(sought: &[String]) -> String {
    let quoted = |word: &String| match word.contains(char::is_whitespace) && !word.contains('"') {
        true if sought.len() > 1 => format!("\"{word}\""),
        _ => word.clone(),
    };
    sought.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

/// What matched stands out on a terminal.
fn bold(excerpt: &str, matches: &[Range<usize>]) -> String {
    let mut told = String::new();
    let mut from = 0;
    for range in matches {
        let (Some(before), Some(found)) = (excerpt.get(from..range.start), excerpt.get(range.clone())) else {
            continue;
        };
        told.push_str(&format!("{}\u{1b}[1m{}\u{1b}[0m", plain(before), plain(found)));
        from = range.end;
    }
    told + &plain(excerpt.get(from..).unwrap_or_default())
}

/// Without what a terminal would obey: an archive may come from anybody.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

pub(super) fn snapshots(kept: &Kept, words: Words) -> Result<()> {
    let snapshots = kept.with(|library| Ok(library.snapshots()))?;
    none(&snapshots, "There is no snapshot yet. The first is taken once there is something to keep.", words);
    for snapshot in snapshots {
        if words.json {
            words.value(&json!({
                "snapshot": day(snapshot.day),
                "path": snapshot.path.display().to_string(),
                "bytes": snapshot.bytes,
            }));
        } else {
            words.line(&format!("{}  {:>8.1} MB", day(snapshot.day), snapshot.bytes as f64 / 1e6));
        }
    }
    Ok(())
}

pub(super) fn requests(kept: &Kept, limit: u32, words: Words) -> Result<()> {
    let requests = kept.with(|library| library.requests(Page { skip: 0, count: limit }))?;
    none(&requests, "Nothing left this machine.", words);
    for request in requests {
        if words.json {
            words.value(&json!({
                "when": request.when,
                "purpose": request.purpose,
                "method": request.method,
                "host": request.host,
                "path": request.path,
                "status": request.status,
                "bytes": request.bytes,
            }));
        } else {
            let status = request.status.map_or("---".into(), |status| status.to_string());
            words.line(&format!(
                "{}  {status}  {:>12} bytes  {} {}{}  ({})",
                local(request.when),
                request.bytes,
                plain(&request.method),
                plain(&request.host),
                plain(&request.path),
                plain(&request.purpose)
            ));
        }
    }
    Ok(())
}
