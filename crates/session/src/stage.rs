use vesper_script::Phase as BreathPhase;
use vesper_speech::WordTime;

use crate::{Notice, Place};

/// The whole truth about a performance at one moment: what a window needs to draw itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    pub phase: Phase,
    /// [`Request::id`](crate::Request::id).
    pub script: Option<String>,
    pub title: String,
    pub kind: Option<vesper_script::Kind>,
    /// BCP 47 tag of all that the script says, its title included.
    pub language: Option<String>,
    pub chapter: Option<usize>,
    pub chapters: Vec<ChapterView>,
    /// At most three, oldest first.
    pub before: Vec<Caption>,
    pub current: Option<Caption>,
    /// At most three.
    pub after: Vec<Caption>,
    /// While [`Phase::Asking`].
    pub options: Vec<String>,
    /// The option that is being read aloud.
    pub reading: Option<usize>,
    /// The words that sound now: of the option that is being read aloud, or of the current caption.
    pub saying: Option<Saying>,
    /// Lines heard of this passage, the present one included.
    pub line: usize,
    pub lines: usize,
    /// Seconds heard.
    pub position: f64,
    /// Seconds of the whole, where they are known before the end.
    pub length: Option<f64>,
    /// Seconds left of a silence of more than two.
    pub silence: Option<f64>,
    pub breath: Option<Breath>,
    /// `None`: nobody hears it.
    pub device: Option<String>,
    pub notice: Option<Notice>,
    pub place: Option<Place>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Idle,
    /// Asked to perform, nothing heard yet.
    Preparing,
    Speaking,
    Paused,
    Asking,
    Ended,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// Which cue of the passage it is.
    pub index: usize,
    pub voice: String,
    pub text: String,
}

/// A line being said, word by word, as far as the voice tells its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// In order and within the line's text; times in samples from the line's beginning.
    pub words: Vec<WordTime>,
    /// Samples of the line that were heard.
    pub at: u64,
    /// Which of `words` is being heard; none before the first.
    pub word: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChapterView {
    pub title: String,
    /// [`Command::Jump`](crate::Command::Jump) leads there.
    pub reached: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breath {
    pub phase: BreathPhase,
    /// Seconds of the whole beat.
    pub length: f64,
    /// Seconds into it.
    pub at: f64,
}
