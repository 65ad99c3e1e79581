//! What is kept, as plain records. Times are seconds since 1970, positions samples at [`vesper_speech::RATE`].

use std::ops::Range;

/// What the listener did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    Story,
    Meditation,
    Daily,
    Talk,
}

impl Mode {
    pub const ALL: [Mode; 4] = [Mode::Story, Mode::Meditation, Mode::Daily, Mode::Talk];

    pub fn name(self) -> &'static str {
        match self {
            Mode::Story => "story",
            Mode::Meditation => "meditation",
            Mode::Daily => "daily",
            Mode::Talk => "talk",
        }
    }

    pub fn named(name: &str) -> Option<Mode> {
        Mode::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// Never used again once its session is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub i64);

/// A session about to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    pub mode: Mode,
    /// The shelf's id of what is performed; none for talk.
    pub script: Option<String>,
    pub title: String,
    /// BCP 47 tag.
    pub language: String,
}

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub mode: Mode,
    pub script: Option<String>,
    pub title: String,
    pub language: String,
    pub began: u64,
    /// None: it is under way, or was cut off.
    pub ended: Option<u64>,
    pub lines: u64,
}

/// Never used again once its line is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId(pub i64);

/// Something that was said in a session, by the listener or to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub speaker: Speaker,
    pub text: String,
    /// When, counted from the session's beginning; for what was said to the listener: what of it left the loudspeaker.
    pub heard: Range<u64>,
    /// How many bytes of `text` were heard, where it was cut off; always between two characters.
    pub cut: Option<usize>,
    pub chapter: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    Listener,
    /// A voice by its name in the script: `narrator`, `fox`.
    Voice(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidLine {
    pub id: LineId,
    pub session: SessionId,
    pub when: u64,
    pub said: Said,
}

/// A line that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub line: SaidLine,
    pub title: String,
    pub mode: Mode,
    /// An excerpt of the text; `…` stands where it was shortened.
    pub excerpt: String,
    /// The byte ranges of the excerpt that matched: ascending, apart from each other, between characters.
    pub matches: Vec<Range<usize>>,
}

/// Where the listener is in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Digest of the script as it was.
    pub digest: u64,
    pub seed: u64,
    pub minutes: Option<u32>,
    /// The options taken at each choice, counted from zero.
    pub path: Vec<usize>,
    pub cue: usize,
    pub offset: u64,
    pub position: u64,
    pub excerpt: String,
    pub chapter: Option<String>,
    pub when: u64,
}

/// A story or meditation that was written for the listener, or that they began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The shelf's id.
    pub id: String,
    pub mode: Mode,
    pub title: String,
    /// The wish it was made from; none for one that was authored.
    pub wish: Option<String>,
    /// Its ink, where Vesper wrote it.
    pub ink: Option<String>,
    /// What it is made of, as JSON, where Vesper writes it: it can be written on with that.
    pub tale: Option<String>,
    pub when: u64,
}

/// A way that was taken through a story, up to one choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The options taken before, counted from zero.
    pub path: Vec<usize>,
    /// The options that were there.
    pub options: Vec<String>,
    /// Those that were ever taken from here.
    pub taken: Vec<usize>,
}

/// A fact that a story remembers: who is where, what was promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub name: String,
    pub value: String,
    /// The branch on which it became true.
    pub path: Vec<usize>,
}

/// One request that left this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbound {
    pub when: u64,
    pub purpose: String,
    pub method: String,
    pub host: String,
    pub path: String,
    /// None: no answer (yet).
    pub status: Option<u16>,
    pub bytes: u64,
}

/// A request in the log, to add its answer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub i64);

/// A piece of a long list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many to leave out at the beginning.
    pub skip: u64,
    /// How many at most.
    pub count: u32,
}

/// How much is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statistics {
    pub sessions: u64,
    pub lines: u64,
    pub stories: u64,
    /// On disk, the journal included; 0 in memory.
    pub bytes: u64,
    /// When the oldest session began.
    pub since: Option<u64>,
}

/// Which model does which work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// `recogniser`, `voice`, or the chat model's `story`, `meditation`, `daily`, `talk`.
    pub work: String,
    /// A catalog id, `server:` and the name of a server among the settings, or `authored`: what ships, and no model.
    pub model: String,
    /// Tried in this order, beginning at 0.
    pub order: u32,
}
