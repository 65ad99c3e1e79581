//! Answers in JSON: gathered while they come, and mended where they were cut off.

use serde_json::Value;
use vesper_speech::{ChatModel, Out, Prompt, Result, Token};

/// Bytes of an answer; what a model writes beyond that is not taken in.
const LONGEST: usize = 64 * 1024;
/// Arrays and objects within each other.
const DEEPEST: usize = 32;

/// Who follows an answer while it comes.
pub(crate) trait Listener {
    /// All of the answer so far, with every token that comes.
    fn came(&mut self, answer: &str) -> Result<()>;
    /// Whether to go on, asked at least every 20 ms.
    fn check(&self) -> Result<()>;
}

/// What becomes of a string that was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// It ends where it was cut.
    Kept,
    /// It never was.
    Dropped,
}

/// Asks `model` and gathers its answer.
///
/// # Errors
/// What the model or the listener answers.
pub(crate) fn ask(model: &mut dyn ChatModel, prompt: &Prompt, listener: &mut dyn Listener) -> Result<String> {
    let mut gathered = Gathered { text: String::new(), listener };
    model.reply(prompt, &mut gathered)?;
    Ok(gathered.text)
}

struct Gathered<'a> {
    text: String,
    listener: &'a mut dyn Listener,
}

impl Out<Token> for Gathered<'_> {
    fn put(&mut self, token: Token) -> Result<()> {
        self.listener.check()?;
        if self.text.len() + token.text.len() > LONGEST {
            return Ok(());
        }
        self.text.push_str(&token.text);
        self.listener.came(&self.text)
    }

    fn check(&self) -> Result<()> {
        self.listener.check()
    }
}

/// The object in `text`, which may be cut off anywhere or stand between other words; none where there is none.
pub(crate) fn mended(text: &str, cut: Cut) -> Option<Value> {
    let text = &text[text.find('{')?..];
    let scan = Scan::of(text)?;
    let ways = match cut {
        Cut::Kept => [scan.with_open_string(text), Some(scan.up_to_last_value(text))],
        Cut::Dropped => [None, Some(scan.up_to_last_value(text))],
    };
    ways.into_iter().flatten().find_map(|text| serde_json::from_str(&text).ok())
}

/// How far an object has come that a text begins with.
pub(crate) enum Object {
    /// It has so many bytes.
    Whole(usize),
    Begun,
    /// It is none.
    Nonsense,
}

pub(crate) fn object(text: &str) -> Object {
    match Scan::of(text) {
        Some(scan) if scan.open.is_empty() && scan.safe > 0 => Object::Whole(scan.safe),
        Some(_) => Object::Begun,
        None => Object::Nonsense,
    }
}

/// How far a text is JSON, and what is open where it ends.
#[derive(Default)]
struct Scan {
    /// The closing marks of what is open.
    open: Vec<u8>,
    /// Bytes up to the last whole value, or to the beginning of what holds none yet.
    safe: usize,
    /// What was open there.
    open_there: Vec<u8>,
    /// The string that is open is a value: bytes up to its last whole character.
    string: Option<usize>,
}

impl Scan {
    /// None where it nests too deep or closes what is not open.
    fn of(text: &str) -> Option<Scan> {
        let bytes = text.as_bytes();
        let mut scan = Scan::default();
        // In an object, before a key's colon.
        let mut key = false;
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'{' | b'[' => {
                    key = *byte == b'{';
                    scan.open.push(if key { b'}' } else { b']' });
                    if scan.open.len() > DEEPEST {
                        return None;
                    }
                    at += 1;
                    scan.mark(at);
                }
                b'}' | b']' => {
                    if scan.open.pop() != Some(*byte) {
                        return None;
                    }
                    at += 1;
                    scan.mark(at);
                    if scan.open.is_empty() {
                        return Some(scan);
                    }
                }
                b'"' => {
                    let (end, whole) = string(bytes, at);
                    match whole {
                        true if !key => scan.mark(end),
                        false if !key => scan.string = Some(end),
                        _ => {}
                    }
                    at = if whole { end } else { bytes.len() };
                }
                b',' => {
                    key = scan.open.last() == Some(&b'}');
                    at += 1;
                }
                b':' => {
                    key = false;
                    at += 1;
                }
                byte if byte.is_ascii_whitespace() => at += 1,
                _ => {
                    let end =
                        bytes[at..].iter().position(|b| b",]} \n\t\r".contains(b)).map(|length| at + length);
                    if let Some(end) = end.filter(|_| !key) {
                        scan.mark(end);
                    }
                    at = end.unwrap_or(bytes.len());
                }
            }
        }
        Some(scan)
    }

    fn mark(&mut self, at: usize) {
        self.safe = at;
        self.open_there = self.open.clone();
    }

    fn up_to_last_value(&self, text: &str) -> String {
        closed(&text[..self.safe], "", &self.open_there)
    }

    fn with_open_string(&self, text: &str) -> Option<String> {
        Some(closed(text.get(..self.string?)?, "\"", &self.open))
    }
}

fn closed(text: &str, end: &str, open: &[u8]) -> String {
    let closing = open.iter().rev().map(|byte| char::from(*byte));
    text.chars().chain(end.chars()).chain(closing).collect()
}

/// Where the string that begins at `at` ends, behind its quote; where it does not, behind its last whole character.
fn string(bytes: &[u8], at: usize) -> (usize, bool) {
    let mut end = at + 1;
    loop {
        match bytes.get(end) {
            None => return (end, false),
            Some(b'"') => return (end + 1, true),
            Some(b'\\') => {
                let length = if bytes.get(end + 1) == Some(&b'u') { 6 } else { 2 };
                if end + length > bytes.len() {
                    return (end, false);
                }
                end += length;
            }
            Some(_) => end += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str =
        r#"{"lines": [{"who": "fox", "text": "Say \"yes\".é\n"}, {"who": "owl"}], "n": 12, "ways": ["go"]}"#;

    #[test]
    fn an_answer_that_is_cut_anywhere_keeps_what_was_whole() {
        let whole: Value = serde_json::from_str(WHOLE).expect("JSON");
        assert_eq!(mended(WHOLE, Cut::Dropped), Some(whole.clone()));
        for at in (1..WHOLE.len()).filter(|at| WHOLE.is_char_boundary(*at)) {
            for cut in [Cut::Kept, Cut::Dropped] {
                let value =
                    mended(&WHOLE[..at], cut).unwrap_or_else(|| panic!("nothing of {:?}", &WHOLE[..at]));
                let first = value.pointer("/lines/0/text").and_then(Value::as_str);
                if at > 60 {
                    assert_eq!(first, Some("Say \"yes\".é\n"));
                }
            }
        }
        let cut = WHOLE.find(r#"\"yes"#).expect("there");
        let begun = mended(&WHOLE[..cut + 1], Cut::Kept).expect("begun");
        assert_eq!(begun.pointer("/lines/0/text"), Some(&Value::from("Say ")));
        assert_eq!(mended(&WHOLE[..cut + 1], Cut::Dropped).expect("begun").pointer("/lines/0/text"), None);
    }

    #[test]
    fn what_stands_around_an_answer_is_left_out_and_nonsense_is_nothing() {
        let told = format!("Here you are:\n```json\n{WHOLE}\n``` I hope {{ it }} helps");
        assert_eq!(mended(&told, Cut::Dropped), serde_json::from_str(WHOLE).ok());
        for nonsense in ["", "no", "}", "{]", &"{\"a\":".repeat(4_000), "{\"a\" \"b\" ", "{,,", "{\"\\ud800"]
        {
            drop(mended(nonsense, Cut::Kept));
            drop(mended(nonsense, Cut::Dropped));
        }
        assert_eq!(mended(&"[".repeat(9), Cut::Kept), None);
    }
}
