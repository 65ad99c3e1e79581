//! What is being said, and what it is taken for so far.

use std::time::Duration;

use super::Words;
use super::activity::samples;

/// What lies behind the last voice before words are taken to be all: a recogniser guesses at a word that breaks off.
const BEHIND: u64 = samples(48);

/// Bytes of one utterance that are taken from a recogniser at most.
const LONGEST: usize = 4_000;

/// What an utterance is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The listener's turn.
    Turn,
    /// The first evidence of speech while an answer is under way: the voice is ducked.
    Ducked,
    /// Speech: the voice is silent until it is known what for.
    Held,
    /// It lasted longer than it may be undecided, so it has the floor, though no word of it is known: the answer waits.
    Yielded,
    /// Not for us, so far: the answer goes on.
    Passing,
}

#[derive(Clone, Debug)]
pub(crate) struct Utterance {
    pub(crate) number: u64,
    pub(crate) standing: Standing,
    /// The clock at its first evidence.
    pub(crate) since: Duration,
    /// The sample of its onset.
    pub(crate) onset: u64,
    /// The recogniser is at it.
    pub(crate) heard: bool,
    pub(crate) text: String,
    /// Up to which sample the text tells what was heard.
    pub(crate) known: u64,
    /// The voice after which the last glimpse was asked for.
    pub(crate) glimpsed: Option<u64>,
    /// Since when its final words are waited for.
    pub(crate) concluded: Option<Duration>,
    /// The last sample that belongs to it, once it is concluded.
    pub(crate) ended: u64,
    /// The final words are known.
    pub(crate) is_final: bool,
    /// It stopped an answer.
    pub(crate) halted: bool,
    /// Words of those before it that it goes on from.
    carried: String,
}

impl Utterance {
    pub(crate) fn new(number: u64, standing: Standing, since: Duration, onset: u64) -> Utterance {
        Utterance {
            number,
            standing,
            since,
            onset,
            heard: false,
            text: String::new(),
            known: 0,
            glimpsed: None,
            concluded: None,
            ended: 0,
            is_final: false,
            halted: false,
            carried: String::new(),
        }
    }

    /// Takes what the recogniser knows now; what it knew earlier and says later is nothing.
    pub(crate) fn understand(&mut self, words: &Words) -> bool {
        if words.until < self.known || self.is_final {
            return false;
        }
        (self.text, self.known) = (joined(&words.stable, &words.rest), words.until);
        true
    }

    /// Takes the words that are final.
    pub(crate) fn understand_last(&mut self, words: &Words) {
        if !self.is_final {
            (self.text, self.known) = (joined(&words.stable, &words.rest), words.until.max(self.known));
            self.is_final = true;
        }
    }

    /// It goes on from `before`, whose words are its own from here on.
    pub(crate) fn carry(&mut self, before: Option<Utterance>) {
        if let Some(before) = before {
            self.carried = before.all(None);
        }
    }

    /// All that was said, with `before`, from which it goes on.
    pub(crate) fn all(&self, before: Option<&Utterance>) -> String {
        let before = before.map(|before| before.all(None)).unwrap_or_default();
        joined(&before, &joined(&self.carried, &self.text))
    }

    /// The words tell of all the voice up to `spoke_until`.
    pub(crate) fn is_settled(&self, spoke_until: u64) -> bool {
        self.is_final || self.known >= spoke_until + BEHIND
    }

    /// Whether an answer is kept back for it.
    pub(crate) fn is_undecided(&self) -> bool {
        matches!(self.standing, Standing::Ducked | Standing::Held | Standing::Yielded)
    }
}

fn joined(one: &str, other: &str) -> String {
    let (one, other) = (one.trim(), other.trim());
    let space = if one.is_empty() || other.is_empty() { "" } else { " " };
    let mut text = format!("{one}{space}{other}");
    text.truncate(text.floor_char_boundary(LONGEST));
    text
}
