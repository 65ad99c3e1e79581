//! A conversation as it goes, on a terminal or as JSON lines.

use std::io::Write;

use vesper_session::Report;
use vesper_session::intent::Spoken;
use vesper_session::talk::{State, Timing, Told};

use crate::cli::Words;
use crate::cli::chat::shown;
use crate::cli::told::{commands, told_value};
use crate::cli::words::report_value;

pub(super) struct Screen {
    words: Words,
    /// A line at the foot that is written over: what is being heard, or who is to speak.
    foot: bool,
    latency: bool,
    /// BCP 47 tag of what is said.
    language: String,
    state: State,
    open: bool,
}

impl Screen {
    pub(super) fn new(words: Words, foot: bool, latency: bool, language: &str) -> Screen {
        Screen { words, foot, latency, language: language.to_owned(), state: State::Listening, open: false }
    }

    pub(super) fn told(&mut self, told: &Told) {
        if self.words.json {
            if self.latency || !matches!(told, Told::Timing(_)) {
                self.words.value(&told_value(told));
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
            Told::Obeyed(Spoken::Help) => self.help(),
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

    fn help(&self) {
        let commands = commands(&self.language);
        self.line(&format!("        Say anything, also over an answer. These are done at once: {commands}."));
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

/// The stages of an answer since the listener's last sound.
fn spelt(timing: &Timing) -> String {
    format!(
        "asked after {} ms, decided {} ms, first words {} ms, to the voice {} ms, heard {} ms",
        timing.asked, timing.decided, timing.token, timing.clause, timing.heard
    )
}
