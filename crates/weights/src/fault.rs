use vesper_speech::{Error, Kind};

/// For a file that is cut off, damaged or crafted.
pub(crate) const AGAIN: &str =
    "Get the file again from where it came from; if it stays like this, do not use it: take another one.";
/// For a file that may be sound, and is beyond what is known here.
pub(crate) const OTHER: &str = "Take the model in another form.";

/// What is wrong with a file, before it is said which file.
#[derive(Debug)]
pub(crate) struct Fault {
    kind: Kind,
    /// A sentence about the file, which it calls "it".
    what: String,
    advice: &'static str,
}

pub(crate) type Checked<T> = std::result::Result<T, Fault>;

impl Fault {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Fault { kind: Kind::BadFile, what: what.into(), advice: AGAIN }
    }

    pub(crate) fn kind(self, kind: Kind) -> Self {
        Fault { kind, ..self }
    }

    pub(crate) fn advice(self, advice: &'static str) -> Self {
        Fault { advice, ..self }
    }

    /// The error, now that the name of the file is known.
    pub(crate) fn of(self, file: &str) -> Error {
        Error::new(self.kind, file, self.what, self.advice)
    }
}

impl From<String> for Fault {
    fn from(what: String) -> Self {
        Fault::new(what)
    }
}

/// The most letters of a name out of a file that a message shows.
const SHOWN: usize = 64;

/// A name out of a file, in quotes, for a message: shortened, and without anything that a terminal would obey.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", shortened(name, SHOWN).replace('"', "\\\""))
}

/// The first `most` letters of `text`, those escaped that cannot be seen.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for letter in text.chars().take(most) {
        match letter {
            '"' | '\'' => shown.push(letter),
            _ => shown.extend(letter.escape_debug()),
        }
    }
    if text.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}
