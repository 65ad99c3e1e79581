use std::io::{ErrorKind, Write};
use std::sync::OnceLock;

use serde_json::{Value, json};
use vesper::{Kept, Opening};
use vesper_session::{Notice, NoticeKind, Report};

/// What went wrong first with standard output.
static UNWRITTEN: OnceLock<std::io::Error> = OnceLock::new();

/// Prints for people or as JSON lines.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub(crate) json: bool,
}

impl Words {
    /// One JSON line; flushed, because somebody may be waiting at the other end of a pipe.
    pub(crate) fn value(self, value: &Value) {
        self.line(&value.to_string());
    }

    pub(crate) fn line(self, text: &str) {
        let mut out = std::io::stdout().lock();
        if let Err(error) = writeln!(out, "{text}").and_then(|()| out.flush())
            // A reader that went away is no fault of ours.
            && error.kind() != ErrorKind::BrokenPipe
        {
            // Only the first is told.
            drop(UNWRITTEN.set(error));
        }
    }

    /// Fails where something could not be printed: a list in a file on a full disk lacks its end.
    pub(crate) fn printed(self) -> anyhow::Result<()> {
        match UNWRITTEN.get() {
            Some(error) => anyhow::bail!("standard output: could not be written: {error}."),
            None => Ok(()),
        }
    }

    /// What is kept, with what is to be said of how it was found.
    pub(crate) fn opened(self, opening: Opening) -> Kept {
        for notice in &opening.notices {
            if self.json {
                self.value(&notice_value(notice));
            } else {
                eprintln!("vesper: {}", notice.text);
            }
        }
        opening.kept
    }

    /// Something that does not stand in the way of the rest.
    pub(crate) fn trouble(self, error: &vesper_speech::Error) {
        if self.json {
            let (code, text) = (vesper::code(error.kind), error.to_string());
            self.value(&json!({ "event": "notice", "code": code, "text": text }));
        } else {
            eprintln!("vesper: {error}");
        }
    }

    pub(crate) fn error(self, error: &anyhow::Error) {
        // Where standard output takes nothing, the error has another way.
        if self.json && UNWRITTEN.get().is_none() {
            let code = error
                .downcast_ref::<vesper_speech::Error>()
                .map_or("failed", |error| vesper::code(error.kind));
            self.value(&json!({ "event": "error", "code": code, "text": format!("{error:#}") }));
        } else {
            eprintln!("vesper: {error:#}");
        }
    }
}

pub(crate) fn report_value(report: &Report) -> Value {
    match report {
        Report::Began(began) => json!({ "event": "began", "script": began.script, "title": began.title }),
        Report::Opened(device) => json!({ "event": "opened", "device": device }),
        Report::Chapter(title) => json!({ "event": "chapter", "title": title }),
        Report::Line(line) => json!({ "event": "line", "voice": line.voice, "text": line.text }),
        Report::Words { words, .. } => json!({
            "event": "words",
            "words": words.iter().map(word_value).collect::<Vec<_>>(),
        }),
        Report::Heard(line) => json!({
            "event": "heard",
            "voice": line.voice,
            "text": line.text,
            "from": vesper_speech::seconds(line.samples.start),
            "to": vesper_speech::seconds(line.samples.end),
            "cut": line.cut.and_then(|cut| line.text.get(..cut)),
        }),
        Report::Ask(options) => json!({ "event": "ask", "options": options }),
        Report::Chosen(choice) => json!({ "event": "chosen", "option": choice.option + 1 }),
        Report::Notice(notice) => notice_value(notice),
        Report::Ended(seconds) => json!({ "event": "ended", "seconds": seconds }),
        Report::Stopped => json!({ "event": "stopped" }),
        Report::Failed(error) => {
            json!({ "event": "error", "code": vesper::code(error.kind), "text": error.to_string() })
        }
    }
}

/// Bytes of the line that began last, and seconds from its beginning.
fn word_value(word: &vesper_speech::WordTime) -> Value {
    json!({
        "start": word.text.start,
        "end": word.text.end,
        "from": vesper_speech::seconds(word.samples.start),
        "to": vesper_speech::seconds(word.samples.end),
    })
}

/// A character's name as names are written.
pub(crate) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn notice_value(notice: &Notice) -> Value {
    let code = match notice.kind {
        NoticeKind::NoDevice => "no_device",
        NoticeKind::DeviceLost => "device_lost",
        NoticeKind::DeviceBack => "device_back",
        NoticeKind::NoVoice => "no_voice",
        NoticeKind::VoiceGaveOut => "voice_gave_out",
        NoticeKind::ScriptFault => "script_fault",
        NoticeKind::ScriptChanged => "script_changed",
        NoticeKind::TooShort => "too_short",
        NoticeKind::NotKept => "not_kept",
        NoticeKind::KeptAgain => "kept_again",
        NoticeKind::Damaged => "damaged",
        NoticeKind::Failed => "failed",
    };
    json!({ "event": "notice", "code": code, "text": notice.text })
}
