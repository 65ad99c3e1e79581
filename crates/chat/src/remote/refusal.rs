//! Answers that bring no text: what each means, in words, and whether asking again may help.

use std::time::Duration;

use serde_json::Value;
use vesper_speech::{Error, Kind};

use super::piece::complaint;
use super::wire::Head;
use super::{Failure, Server};

/// Characters that are quoted of what a server says.
const MOST_QUOTED: usize = 300;

/// What `head` means, with what the server says in `body`.
pub(super) fn refused(server: &Server, host: &str, head: &Head, body: &[u8]) -> Failure {
    let status = head.status;
    let said = said(server, body);
    let told = |what: &str| {
        if said.is_empty() {
            format!("{what} (status {status}).")
        } else {
            format!("{what} (status {status}): {said}")
        }
    };
    let is_final = |kind, what: String, advice: &str| Failure::Final(Error::new(kind, host, what, advice));
    let passing = |kind, what: String| Failure::Passing {
        error: Error::new(kind, host, what, "Try again later, or use another model."),
        wait: head.asks_to_wait(),
    };
    match status {
        300..=399 => {
            let to = head.leads_to().map_or_else(|| "elsewhere".into(), |host| format!("to {host}"));
            let what = format!("leads {to} instead of answering (status {status}).");
            is_final(Kind::BadRequest, what, "Use the address that it leads to, if you trust it.")
        }
        401 | 403 => is_final(Kind::Denied, denied(server, status), "Check the key of this server."),
        404 | 405 | 410 => is_final(
            Kind::BadRequest,
            told(&format!("has no model `{}`, or its address is another", plain(&server.model))),
            "Check the model's name and the address, which ends with /v1 on most servers.",
        ),
        402 => is_final(Kind::Denied, told("wants to be paid first"), "Check your account there."),
        408 | 425 | 429 => passing(Kind::Network, told("asks for fewer requests")),
        500 | 501 => passing(Kind::Engine, told("failed at the answer")),
        502..=599 => passing(Kind::Network, told("cannot answer now")),
        400..=499 => is_final(Kind::BadRequest, told("does not take the request"), ""),
        _ => is_final(
            Kind::Network,
            told("did not answer as a chat server does"),
            "Check the address, and the network's own login page.",
        ),
    }
}

fn denied(server: &Server, status: u16) -> String {
    match server.key {
        Some(_) => format!("refused the key (status {status})."),
        None => format!("asks for a key (status {status})."),
    }
}

/// What a server says in the body of a refusal, made fit to be shown; empty where it says nothing in words.
pub(super) fn said(server: &Server, body: &[u8]) -> String {
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => complaint(&value).map_or_else(String::new, |what| quoted(server, &what)),
        // A page for people, most often of something on the way.
        Err(_) if body.trim_ascii_start().starts_with(b"<") => String::new(),
        Err(_) => quoted(server, &String::from_utf8_lossy(body)),
    }
}

/// `text` on one line, without what moves a terminal's cursor, without the key, and not too long.
pub(super) fn quoted(server: &Server, text: &str) -> String {
    let text = plain(text);
    let text = server.key.as_ref().map_or_else(|| text.clone(), |key| key.struck_from(&text));
    match text.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

fn plain(text: &str) -> String {
    let seen = text.chars().map(|letter| if letter.is_control() || is_unseen(letter) { ' ' } else { letter });
    seen.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that turn the direction of text around, or are not there to be seen.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The wait before try number `tried + 1`: what the server asked for, or twice the one before. `None` where the server
/// asks for more than the listener would wait.
pub(super) fn wait(limits: &super::Limits, tried: u32, asked: Option<Duration>) -> Option<Duration> {
    let usual = limits.wait.saturating_mul(1 << tried.saturating_sub(1).min(16)).min(limits.longest_wait);
    match asked {
        Some(asked) if asked > limits.longest_wait => None,
        Some(asked) => Some(asked.max(usual)),
        None => Some(usual),
    }
}
