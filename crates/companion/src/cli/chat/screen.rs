//! An answer as it comes, on a terminal or as JSON lines.

use std::io::{ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use vesper_speech::{Ending, Error, Kind, Out, Result, Token};

use crate::cli::Words;

/// What the listener's presses of Ctrl-C mean.
#[derive(Default)]
pub(super) struct Flags {
    answering: AtomicBool,
    stop: AtomicBool,
}

impl Flags {
    /// Stops the answer that is being said; `false` where none is, or it is being stopped already.
    pub(super) fn press(&self) -> bool {
        self.answering.load(Ordering::Acquire) && !self.stop.swap(true, Ordering::AcqRel)
    }
}

/// Shows an answer, and remembers it.
pub(super) struct Screen<'a> {
    words: Words,
    flags: &'a Flags,
    answer: String,
    ending: Option<Ending>,
    /// Nobody reads any more.
    gone: bool,
}

impl<'a> Screen<'a> {
    pub(super) fn new(words: Words, flags: &'a Flags) -> Screen<'a> {
        Screen { words, flags, answer: String::new(), ending: None, gone: false }
    }

    pub(super) fn begin(&mut self) {
        self.flags.stop.store(false, Ordering::Release);
        self.flags.answering.store(true, Ordering::Release);
    }

    /// The answer is over, whole or by `error`. Gives what was said of it.
    pub(super) fn end(&mut self, error: Option<&Error>) -> String {
        self.flags.answering.store(false, Ordering::Release);
        let answer = std::mem::take(&mut self.answer);
        if self.words.json {
            let end = match (error, self.ending) {
                (Some(error), _) => vesper::code(error.kind),
                (None, Some(Ending::Limit)) => "limit",
                (None, _) => "said",
            };
            self.words.value(&json!({ "event": "answer", "text": answer, "end": end }));
        } else if !answer.is_empty() {
            let why = match (error, self.ending) {
                (Some(error), _) if error.kind == Kind::Stopped => " [stopped]",
                (None, Some(Ending::Limit)) => " [cut off: it reached its limit]",
                _ => "",
            };
            self.words.line(why);
        }
        answer
    }
}

impl Out<Token> for Screen<'_> {
    fn put(&mut self, token: Token) -> Result<()> {
        self.check()?;
        self.ending = token.end;
        self.answer.push_str(&token.text);
        if self.words.json {
            if !token.text.is_empty() {
                self.words.value(&json!({ "event": "token", "text": token.text }));
            }
            return Ok(());
        }
        let mut out = std::io::stdout().lock();
        match out.write_all(shown(&token.text).as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.gone = true;
                Err(Error::stopped())
            }
            Err(error) => Err(Error::new(
                Kind::Unwritable,
                "standard output",
                format!("could not be written: {error}."),
                "",
            )),
        }
    }

    fn check(&self) -> Result<()> {
        if self.gone || self.flags.stop.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) }
    }
}

/// `text` without what moves a terminal's cursor or turns text around: a model says anything.
pub(crate) fn shown(text: &str) -> String {
    let is_shown = |letter: &char| {
        matches!(letter, '\n' | '\t')
            || !(letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    };
    text.chars().filter(is_shown).collect()
}

/// Something that is said beside the conversation.
pub(super) fn notice(words: Words, text: &str) {
    if words.json {
        words.value(&json!({ "event": "notice", "code": "chat", "text": text }));
    } else {
        eprintln!("vesper: {}", shown(text));
    }
}

pub(super) fn prompt() {
    let mut out = std::io::stdout().lock();
    // Who cannot be shown a prompt can answer all the same.
    drop(out.write_all(b"> ").and_then(|()| out.flush()));
}
