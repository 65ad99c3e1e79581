//! A conversation as it goes, on a terminal or as JSON lines.

use std::io::Write;

use serde_json::json;
use vesper_session::Report;
use vesper_session::talk::{State, Timing, Told};

use crate::cli::Words;
use crate::cli::chat::shown;
use crate::cli::words::report_value;

pub(super) struct Screen {
    words: Words,
    /// A line at the foot that is written over: what is being heard, or who is to speak.
    foot: bool,
    latency: bool,
    state: State,
    open: bool,
}

impl Screen {
    pub(super) fn new(words: Words, foot: bool, latency: bool) -> Screen {
        Screen { words, foot, latency, state: State::Listening, open: false }
    }

    pub(super) fn told(&mut self, told: &Told) {
        if self.words.json {
            if let Some(value) = value(told, self.latency) {
                self.words.value(&value);
            }
            return;
        }
        match told {
            Told::State(state) => {
                self.state = *state;
                self.show_foot("");
            }
            Told::Microphone(open) => {
                self.open = *open;
                self.show_foot("");
            }
            Told::Hearing { stable, rest } => self.show_foot(&format!("{stable} {rest}")),
            Told::Listener(text) => self.line(&format!("You     {}", shown(text))),
            Told::Answer { text, .. } => self.line(&format!("Vesper  {}", shown(text))),
            Told::Timing(timing) if self.latency => self.line(&format!("        {}", spelt(timing))),
            Told::Failed(error) => {
                self.clear_foot();
                eprintln!("vesper: {error}");
            }
            Told::Obeyed(_) | Told::Passed | Told::Timing(_) => {}
        }
    }

    /// What is told of the voice and the loudspeaker; the words are told as the conversation has them.
    pub(super) fn report(&mut self, report: &Report) {
        match report {
            Report::Notice(notice) if !self.words.json => {
                self.clear_foot();
                eprintln!("vesper: {}", notice.text);
            }
            Report::Failed(error) if !self.words.json => {
                self.clear_foot();
                eprintln!("vesper: {error}");
            }
            Report::Notice(_) | Report::Failed(_) | Report::Opened(_) if self.words.json => {
                self.words.value(&report_value(report));
            }
            _ => {}
        }
    }

    pub(super) fn close(&self) {
        self.clear_foot();
    }

    fn line(&self, text: &str) {
        self.clear_foot();
        self.words.line(text);
        self.show_foot("");
    }

    fn show_foot(&self, heard: &str) {
        if !self.foot {
            return;
        }
        let state = match self.state {
            State::Listening if self.open => "(listening)",
            State::Listening => "(the microphone is off)",
            State::Thinking => "(thinking)",
            State::Speaking => "(speaking)",
            State::Holding => "(waiting)",
        };
        let width = crossterm::terminal::size().map_or(80, |(columns, _)| usize::from(columns));
        let foot: String =
            format!("{state} {}", shown(heard).trim()).chars().take(width.max(20) - 1).collect();
        self.write(&format!("\r\x1b[2K{foot}"));
    }

    fn clear_foot(&self) {
        if self.foot {
            self.write("\r\x1b[2K");
        }
    }

    fn write(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        // Who cannot be shown the foot hears the answers all the same.
        drop(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
    }
}

fn value(told: &Told, latency: bool) -> Option<serde_json::Value> {
    Some(match told {
        Told::State(state) => json!({ "event": "state", "state": name(*state) }),
        Told::Microphone(open) => json!({ "event": "microphone", "open": open }),
        Told::Hearing { stable, rest } => json!({ "event": "hearing", "stable": stable, "rest": rest }),
        Told::Listener(text) => json!({ "event": "listener", "text": text }),
        Told::Answer { text, cut } => json!({ "event": "answer", "text": text, "cut": cut }),
        Told::Obeyed(command) => {
            json!({ "event": "obeyed", "command": format!("{command:?}").to_lowercase() })
        }
        Told::Passed => json!({ "event": "passed" }),
        Told::Timing(_) if !latency => return None,
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
    })
}

fn name(state: State) -> &'static str {
    match state {
        State::Listening => "listening",
        State::Thinking => "thinking",
        State::Speaking => "speaking",
        State::Holding => "holding",
    }
}

/// The stages of an answer since the listener's last sound.
fn spelt(timing: &Timing) -> String {
    format!(
        "asked after {} ms, decided {} ms, first words {} ms, to the voice {} ms, heard {} ms",
        timing.asked, timing.decided, timing.token, timing.clause, timing.heard
    )
}
