use std::io::Write;

use serde_json::{Value, json};
use vesper::{Kept, Opening};
use vesper_session::{Notice, NoticeKind, Report};

/// Prints for people or as JSON lines.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub(crate) json: bool,
}

impl Words {
    /// One JSON line; flushed, because somebody may be waiting at the other end of a pipe.
    pub(crate) fn value(self, value: &Value) {
        let mut out = std::io::stdout().lock();
        // A reader that went away is no fault of ours.
        drop(writeln!(out, "{value}").and_then(|()| out.flush()));
    }

    pub(crate) fn line(self, text: &str) {
        let mut out = std::io::stdout().lock();
        drop(writeln!(out, "{text}").and_then(|()| out.flush()));
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

    pub(crate) fn error(self, error: &anyhow::Error) {
        if self.json {
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
        Report::Heard(line) => json!({
            "event": "heard",
            "voice": line.voice,
            "text": line.text,
            "from": vesper_speech::seconds(line.samples.start),
            "to": vesper_speech::seconds(line.samples.end),
            "cut": line.cut.map(|cut| &line.text[..cut]),
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

fn notice_value(notice: &Notice) -> Value {
    let code = match notice.kind {
        NoticeKind::NoDevice => "no_device",
        NoticeKind::DeviceLost => "device_lost",
        NoticeKind::DeviceBack => "device_back",
        NoticeKind::NoVoice => "no_voice",
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
