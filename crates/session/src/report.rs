use vesper_speech::{Error, WordTime};

use crate::{Caption, HeardLine};

/// What happened, once each and in order: for a terminal, a log, a progress bar, the library.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// Another performance has begun; the one before, if any, is over.
    Began(Began),
    /// There is something to be heard through: the device's name, or none.
    Opened(Option<String>),
    Chapter(String),
    /// A line begins.
    Line(Caption),
    /// Where the words of a line that has begun are heard, in samples from its beginning: once for each line whose
    /// voice tells them, as soon as all are known.
    Words {
        /// [`Caption::index`] of the line.
        index: usize,
        words: Vec<WordTime>,
    },
    /// A line is over, heard to its end or cut off. Also the options that were read aloud, and what the listener
    /// chose.
    Heard(HeardLine),
    Ask(Vec<String>),
    Chosen(Choice),
    Notice(Notice),
    /// Performed to the end (or to a choice that ends it), after so many seconds; a file is complete.
    Ended(f64),
    Stopped,
    Failed(Error),
}

/// What is performed from here on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Began {
    /// [`Request::id`](crate::Request::id); none for lines without a script.
    pub script: Option<String>,
    pub title: String,
    pub kind: Option<vesper_script::Kind>,
    /// BCP 47 tag.
    pub language: String,
}

/// An option that was taken, by the listener or in advance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which of `options`, counted from zero.
    pub option: usize,
    pub options: Vec<String>,
    /// The options taken before this one.
    pub path: Vec<usize>,
}

/// Something the listener should know, as a sentence with what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    NoDevice,
    DeviceLost,
    DeviceBack,
    /// No voice can be opened; the words are shown.
    NoVoice,
    /// A voice could not be opened or broke down, and another speaks in its place.
    VoiceGaveOut,
    ScriptFault,
    ScriptChanged,
    TooShort,
    /// What is heard cannot be written down now.
    NotKept,
    /// It can again, and what waited was written.
    KeptAgain,
    /// What was kept before could not be read.
    Damaged,
    Failed,
}
