//! One answer on its way, within its limits of time and size.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use vesper_speech::{Ending, Error, Form, Kind, Out, Prompt, Result, Token};

use super::events::{Event, Events, LONGEST, TooLong};
use super::limits::Limits;
use super::piece::{Malformed, Piece, pieces};
use super::refusal::quoted;
use super::thoughts::Thoughts;
use super::wire::{Arrival, Head};
use super::witness::Answer;
use super::{Failure, Server, TICK};

/// Bytes of a whole answer with all that surrounds its words.
const MOST_BYTES: u64 = 64 << 20;
/// Bytes of what a server says when it refuses.
const MOST_REFUSAL: usize = 64 << 10;
/// Bytes of text that one token has at most: a server that says more does not keep to its limit.
const LONGEST_TOKEN: usize = 128;
/// How long the connection's own end may come after the answer's, so that it can be used again.
const LAST_WORDS: Duration = Duration::from_millis(200);

type Tried<T> = std::result::Result<T, Failure>;

pub(super) struct Stream<'a> {
    server: &'a Server,
    host: &'a str,
    limits: &'a Limits,
    arrivals: &'a Receiver<Arrival>,
    answer: &'a mut Answer,
    /// Without the time that passed elsewhere: whoever takes the words may be slow.
    waited: Duration,
    /// A part of the body came.
    alive: bool,
}

/// How bytes become events.
enum Reader {
    Events(Events),
    /// A server that does not stream: all of it is one.
    Whole(Vec<u8>),
}

impl<'a> Stream<'a> {
    pub(super) fn new(
        server: &'a Server,
        host: &'a str,
        limits: &'a Limits,
        arrivals: &'a Receiver<Arrival>,
        answer: &'a mut Answer,
    ) -> Self {
        Stream { server, host, limits, arrivals, answer, waited: Duration::ZERO, alive: false }
    }

    pub(super) fn head(&mut self, out: &dyn Out<Token>) -> Tried<Head> {
        match self.next(out)? {
            Some(Arrival::Head(head)) => {
                self.answer.status = Some(head.status);
                Ok(head)
            }
            _ => Err(self.passing("ended the connection before it answered.")),
        }
    }

    /// What the server says of its refusal, as far as it comes.
    pub(super) fn refusal(&mut self, out: &dyn Out<Token>) -> Result<Vec<u8>> {
        let mut said = Vec::new();
        while said.len() < MOST_REFUSAL {
            match self.next(out) {
                Ok(Some(Arrival::Bytes(bytes))) => said.extend_from_slice(&bytes),
                Err(Failure::Final(error)) if error.kind == Kind::Stopped => return Err(error),
                _ => break,
            }
        }
        said.truncate(MOST_REFUSAL);
        Ok(said)
    }

    /// Gives the words of the answer to `out` as they come, the last piece with the answer's ending. `begun` is set with
    /// the first one. Says whether the connection was left as the next request may find it.
    pub(super) fn pass_on(
        &mut self,
        head: &Head,
        prompt: &Prompt,
        out: &mut dyn Out<Token>,
        begun: &mut bool,
    ) -> Tried<bool> {
        let mut reader =
            if head.is_whole() { Reader::Whole(Vec::new()) } else { Reader::Events(Events::default()) };
        let mut words = Words::new(prompt);
        while let Some(events) = self.events(&mut reader, out)? {
            for event in events {
                for piece in pieces(&event).map_err(|Malformed| self.malformed())? {
                    let Some(token) = self.words(piece, &mut words)? else { continue };
                    *begun = true;
                    let is_last = token.end.is_some();
                    out.put(token)?;
                    if is_last {
                        return Ok(self.closes());
                    }
                }
            }
        }
        let when = if *begun { "in the middle of the answer" } else { "before it said anything" };
        Err(self.passing(&format!("ended the connection {when}.")))
    }

    fn words(&self, piece: Piece, words: &mut Words) -> Tried<Option<Token>> {
        let failed = |what: String| {
            let advice = "Try again, or use another model.";
            Failure::Passing { error: Error::new(Kind::Engine, self.host, what, advice), wait: None }
        };
        match piece {
            Piece::Failed(what) => {
                Err(failed(format!("failed at the answer: {}", quoted(self.server, &what))))
            }
            Piece::Withheld => Err(Failure::Final(Error::new(
                Kind::Engine,
                self.host,
                "withholds the rest of the answer by a rule of its own.",
                "Say it differently, or use another model.",
            ))),
            Piece::Text(text) => Ok(words.say(&text)),
            Piece::End(ending) => words.end(ending).map(Some).map_err(|what| failed(what.into())),
            Piece::Done => words.end(Ending::Said).map(Some).map_err(|what| failed(what.into())),
        }
    }

    /// The next events, none where the bytes that came completed none; `None` behind the last.
    fn events(&mut self, reader: &mut Reader, out: &dyn Out<Token>) -> Tried<Option<Vec<Event>>> {
        match (self.next(out)?, reader) {
            (Some(Arrival::Bytes(bytes)), Reader::Events(events)) => {
                events.take(&bytes).map(Some).map_err(|TooLong| self.too_long())
            }
            (Some(Arrival::Bytes(bytes)), Reader::Whole(whole)) => {
                whole.extend_from_slice(&bytes);
                if whole.len() > LONGEST { Err(self.too_long()) } else { Ok(Some(Vec::new())) }
            }
            (Some(_), _) => Ok(Some(Vec::new())),
            (None, Reader::Events(events)) => Ok(events.end().map(|event| vec![event])),
            (None, Reader::Whole(whole)) if whole.is_empty() => Ok(None),
            (None, Reader::Whole(whole)) => Ok(Some(vec![std::mem::take(whole)])),
        }
    }

    /// What arrives next; `None` where nothing does any more.
    fn next(&mut self, out: &dyn Out<Token>) -> Tried<Option<Arrival>> {
        let since = Instant::now();
        let arrived = loop {
            out.check()?;
            let waited = self.waited + since.elapsed();
            let (limit, of) =
                if self.alive { (self.limits.idle, since.elapsed()) } else { (self.limits.first, waited) };
            if of >= limit {
                return Err(self.passing(&format!("sent nothing for {} s.", limit.as_secs_f32())));
            }
            if waited >= self.limits.whole {
                let what = format!("did not finish its answer within {} s.", self.limits.whole.as_secs_f32());
                return Err(self.too_much(what));
            }
            match self.arrivals.recv_timeout(TICK) {
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break None,
                Ok(arrival) => break Some(arrival),
            }
        };
        self.waited += since.elapsed();
        match arrived {
            Some(Arrival::Broken(broken)) => {
                let error = Error::new(
                    Kind::Network,
                    self.host,
                    format!("{}.", quoted(self.server, &broken.what)),
                    "Check that the server runs and that its address is right.",
                );
                Err(if broken.passing {
                    Failure::Passing { error, wait: None }
                } else {
                    Failure::Final(error)
                })
            }
            Some(Arrival::Bytes(bytes)) => {
                self.alive = true;
                self.answer.bytes += bytes.len() as u64;
                if self.answer.bytes > MOST_BYTES {
                    Err(self.too_long())
                } else {
                    Ok(Some(Arrival::Bytes(bytes)))
                }
            }
            head => Ok(head),
        }
    }

    /// Whether the connection ends as soon as the answer has.
    fn closes(&self) -> bool {
        let until = Instant::now() + LAST_WORDS;
        loop {
            match self.arrivals.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Arrival::Bytes(_)) if Instant::now() < until => {}
                Err(RecvTimeoutError::Disconnected) => return true,
                _ => return false,
            }
        }
    }

    fn passing(&self, what: &str) -> Failure {
        let advice = "Check that the server runs, and try again.";
        Failure::Passing { error: Error::new(Kind::Network, self.host, what, advice), wait: None }
    }

    fn malformed(&self) -> Failure {
        let advice = "Check that its address is that of a chat server.";
        let what = "sent something that is no part of an answer.";
        Failure::Passing { error: Error::new(Kind::Network, self.host, what, advice), wait: None }
    }

    fn too_long(&self) -> Failure {
        self.too_much("sent more than an answer has.".into())
    }

    fn too_much(&self, what: String) -> Failure {
        Failure::Final(Error::new(Kind::Network, self.host, what, "Use another model, or try again later."))
    }
}

/// What is said of an answer so far.
struct Words {
    thoughts: Thoughts,
    /// Bytes of text that may come at most, and that did.
    most: usize,
    said: usize,
    /// The whole answer, where it has a form to be held to.
    form: Option<String>,
}

impl Words {
    fn new(prompt: &Prompt) -> Words {
        let form = matches!(prompt.form, Some(Form::Schema(_))).then(String::new);
        let most = prompt.limit.max(1).saturating_mul(LONGEST_TOKEN);
        Words { thoughts: Thoughts::default(), most, said: 0, form }
    }

    /// What of `text` can be given out, if anything; the end where the server does not end by itself.
    fn say(&mut self, text: &str) -> Option<Token> {
        let said = self.thoughts.take(text);
        Some(self.token(said, None)).filter(|token| !token.text.is_empty() || token.end.is_some())
    }

    /// Fails where an answer that is whole does not have its form.
    fn end(&mut self, ending: Ending) -> std::result::Result<Token, &'static str> {
        let rest = self.thoughts.end();
        let token = self.token(rest, Some(ending));
        let is_json = |text: &String| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        if token.end == Some(Ending::Said) && !self.form.as_ref().is_none_or(is_json) {
            return Err("did not keep to the form that was asked of it.");
        }
        Ok(token)
    }

    fn token(&mut self, mut text: String, end: Option<Ending>) -> Token {
        let room = self.most - self.said;
        let end = if text.len() > room { Some(Ending::Limit) } else { end };
        text.truncate(text.floor_char_boundary(room));
        self.said += text.len();
        if let Some(form) = &mut self.form {
            form.push_str(&text);
        }
        Token { text, end }
    }
}
