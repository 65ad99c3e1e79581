//! What is told of who is heard, in words and as JSON.

use serde_json::{Value, json};
use vesper_session::intent;
use vesper_session::talk::{State, Told};

pub(crate) fn told_value(told: &Told) -> Value {
    match told {
        Told::State(state) => json!({ "event": "state", "state": name(*state) }),
        Told::Microphone(open) => json!({ "event": "microphone", "open": open }),
        Told::Hearing { stable, rest } => json!({ "event": "hearing", "stable": stable, "rest": rest }),
        Told::Listener(text) => json!({ "event": "listener", "text": text }),
        Told::Answer { text, cut } => json!({ "event": "answer", "text": text, "cut": cut }),
        Told::Obeyed(command) => {
            json!({ "event": "obeyed", "command": format!("{command:?}").to_lowercase() })
        }
        Told::Passed => json!({ "event": "passed" }),
        Told::Timing(timing) => json!({
            "event": "timing",
            "asked_ms": timing.asked,
            "decided_ms": timing.decided,
            "token_ms": timing.token,
            "clause_ms": timing.clause,
            "heard_ms": timing.heard,
        }),
        Told::Failed(error) => {
            json!({ "event": "error", "code": vesper::code(error.kind), "text": error.to_string() })
        }
    }
}

fn name(state: State) -> &'static str {
    match state {
        State::Listening => "listening",
        State::Thinking => "thinking",
        State::Speaking => "speaking",
        State::Holding => "holding",
    }
}

/// The commands of a language, each in its plainest words.
pub(crate) fn commands(language: &str) -> String {
    let sayings: Vec<&str> = intent::sayings(language).iter().map(|(_, saying)| saying.as_str()).collect();
    sayings.join(", ")
}
