use super::Words;

const OPEN: &str = "<think>";
const CLOSE: &str = "</think>";

/// An answer on its way from tokens to text: whole characters, without hidden reasoning.
///
/// Reasoning stands between `<think>` and `</think>`, as tokens of their own or spelled out, and may have been opened by the
/// prompt already. What could yet become such a mark, or a spelled-out end of the answer, is held back until it is clear.
pub(crate) struct Flow {
    /// The beginning of a character whose end has not come.
    bytes: Vec<u8>,
    held: String,
    /// Spelled-out ends of the answer.
    stops: Vec<String>,
    formed: bool,
    thinking: bool,
    started: bool,
    ended: bool,
    /// White space is left out until something else comes.
    trims: bool,
}

impl Flow {
    /// For the answer to `prompt`. One that is `formed` may reason only before its first character: later, what looks
    /// like reasoning or an end belongs to the form.
    pub(crate) fn new(words: &Words, prompt: &[u32], formed: bool) -> Flow {
        let tail = prompt.get(prompt.len().saturating_sub(2 * OPEN.len())..).unwrap_or_default();
        let tail: Vec<u8> = tail.iter().flat_map(|token| words.bytes(*token)).copied().collect();
        Flow {
            bytes: Vec::new(),
            held: String::new(),
            stops: words.spelled_endings(),
            formed,
            thinking: tail.trim_ascii_end().ends_with(OPEN.as_bytes()),
            started: false,
            ended: false,
            trims: !formed,
        }
    }

    /// What is certain to be heard once `token` was said; often nothing yet.
    pub(crate) fn take(&mut self, words: &Words, token: u32) -> String {
        self.hear(words.bytes(token))
    }

    /// Whether the model is reasoning now.
    pub(crate) fn thinking(&self) -> bool {
        self.thinking
    }

    /// Whether the model spelled out that it is done.
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// What was held back in case more of it would come.
    pub(crate) fn rest(&mut self) -> String {
        if !std::mem::take(&mut self.bytes).is_empty() {
            self.held.push(char::REPLACEMENT_CHARACTER);
        }
        let held = std::mem::take(&mut self.held);
        if self.thinking || self.ended { String::new() } else { self.told(&held) }
    }

    fn hear(&mut self, bytes: &[u8]) -> String {
        self.bytes.extend_from_slice(bytes);
        self.held.push_str(&whole(&mut self.bytes));
        let mut told = String::new();
        while !self.ended && self.step(&mut told) {}
        told
    }

    /// Goes on to the next mark; false where none is whole.
    fn step(&mut self, told: &mut String) -> bool {
        if self.thinking {
            return self.step_thinking();
        }
        if self.formed && self.begun() {
            let held = std::mem::take(&mut self.held);
            told.push_str(&self.told(&held));
            return false;
        }
        let marks = [OPEN, CLOSE].into_iter().chain(self.stops.iter().map(String::as_str));
        let found =
            marks.filter_map(|mark| Some((self.held.find(mark)?, mark.len(), mark == OPEN, mark == CLOSE)));
        if let Some((at, length, opens, closes)) =
            found.min_by_key(|(at, length, ..)| (*at, usize::MAX - length))
        {
            let rest = self.held.split_off(at + length);
            let mut before = std::mem::replace(&mut self.held, rest);
            before.truncate(at);
            told.push_str(&self.told(&before));
            self.thinking = opens;
            self.ended = !opens && !closes;
            self.trims |= closes;
            return true;
        }
        let marks = [OPEN, CLOSE].into_iter().chain(self.stops.iter().map(String::as_str));
        let kept = marks.map(|mark| overlap(&self.held, mark)).max().unwrap_or(0);
        let ready: String = self.held.drain(..self.held.len() - kept).collect();
        told.push_str(&self.told(&ready));
        false
    }

    fn step_thinking(&mut self) -> bool {
        let closed = self.held.find(CLOSE).map(|at| at + CLOSE.len());
        self.thinking = closed.is_none();
        self.trims |= !self.formed;
        let forgotten = closed.unwrap_or_else(|| self.held.len() - overlap(&self.held, CLOSE));
        self.held.drain(..forgotten);
        !self.thinking
    }

    /// Whether a formed answer has begun, which it has with the first character that cannot open reasoning.
    fn begun(&mut self) -> bool {
        let held = self.held.trim_start();
        self.started |= !held.is_empty() && !held.starts_with(OPEN) && !OPEN.starts_with(held);
        self.started
    }

    fn told(&mut self, text: &str) -> String {
        let text = if self.trims { text.trim_start() } else { text };
        self.trims &= text.is_empty();
        text.to_owned()
    }
}

/// Takes the whole characters off the front of `bytes`, with U+FFFD for what cannot become one.
fn whole(bytes: &mut Vec<u8>) -> String {
    let mut text = String::new();
    let mut done = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        done += chunk.valid().len();
        let invalid = chunk.invalid();
        let unfinished = std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none());
        if invalid.is_empty() || (unfinished && done + invalid.len() == bytes.len()) {
            break;
        }
        text.push(char::REPLACEMENT_CHARACTER);
        done += invalid.len();
    }
    bytes.drain(..done);
    text
}

/// How many bytes at the end of `text` may be the beginning of `mark`.
fn overlap(text: &str, mark: &str) -> usize {
    let fits = |length: &usize| mark.is_char_boundary(*length) && text.ends_with(&mark[..*length]);
    (1..mark.len().min(text.len() + 1)).rev().find(fits).unwrap_or(0)
}
