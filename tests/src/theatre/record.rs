//! What happened in a scene: everything that is measured is read off this.

use std::ops::Range;

use vesper_speech::Turn;

use super::mishap::Mishap;
use super::scene::Deed;

use super::tones::{self, WORD};

/// What was stopped has left every loudspeaker by then: 100 ms.
const OUT: u64 = 4_800;

/// Something that somebody did. All times are samples at 48 kHz since the scene began.
#[derive(Clone, Debug)]
pub struct Done {
    pub deed: Deed,
    /// From its first sample to its last.
    pub samples: Range<u64>,
    /// The silence in a hesitation.
    pub pause: Option<Range<u64>>,
    /// The answer that sounded when it began.
    pub over: Option<Turn>,
    /// An answer is due to it.
    pub wants_answer: bool,
}

/// A word that was given to the speaker.
#[derive(Clone, Debug)]
pub struct Said {
    pub turn: Turn,
    pub text: String,
    pub code: usize,
}

/// What the conversation did and told.
#[derive(Clone, Debug, PartialEq)]
pub enum Noted {
    Duck,
    Hold,
    Restore,
    Stop(Turn),
    /// What it remembers of an answer.
    Answer {
        turn: Turn,
        text: String,
    },
    /// What it took the listener to have said.
    Listener(String),
}

/// A device failed at `from` and sound went on at `to`, if it did.
#[derive(Clone, Debug)]
pub struct Trouble {
    pub mishap: Mishap,
    pub from: u64,
    pub to: Option<u64>,
}

#[derive(Clone, Debug, Default)]
pub struct Record {
    /// A loudspeaker played it, and the microphone heard that.
    pub loudspeaker: bool,
    pub played: Vec<f32>,
    pub said: Vec<Said>,
    pub done: Vec<Done>,
    pub noted: Vec<(u64, Noted)>,
    pub troubles: Vec<Trouble>,
    /// When the listener ended the conversation.
    pub ended: u64,
    /// Acts that had no answer to happen in.
    pub skipped: usize,
}

/// A piece of a word that was heard.
#[derive(Clone, Debug)]
pub struct HeardPiece {
    /// Which of the words that were given to the speaker.
    pub word: usize,
    pub turn: Turn,
    pub samples: Range<u64>,
}

impl Record {
    /// What was heard, in order, read off the loudspeaker's samples alone.
    #[must_use]
    pub fn heard(&self) -> Vec<HeardPiece> {
        let mut heard: Vec<HeardPiece> = Vec::new();
        for piece in tones::listen(&self.played) {
            let last = heard.last().map(|last| (last.word, last.samples.end));
            let from = last.map_or(0, |(word, _)| word);
            let word = match piece.code {
                Some(code) => (from..self.said.len()).take(tones::CODES).find(|n| self.said[*n].code == code),
                // Too short to be told: the beginning of the next word, or what a pause left of the same.
                None => {
                    let next = last.map_or(0, |(word, _)| {
                        let sounded: u64 = length_of(&heard, word);
                        if sounded + 480 >= WORD as u64 { word + 1 } else { word }
                    });
                    Some(self.sounding_from(next, piece.samples.start as u64))
                }
            };
            let Some((word, said)) = word.and_then(|word| Some((word, self.said.get(word)?))) else {
                continue;
            };
            let samples = piece.samples.start as u64..piece.samples.end as u64;
            heard.push(HeardPiece { word, turn: said.turn, samples });
        }
        heard
    }

    /// The first word from `word` on that can be heard at `at`: of an answer that was stopped, none can any more.
    fn sounding_from(&self, word: usize, at: u64) -> usize {
        let stopped = |turn: Turn| {
            self.noted.iter().any(|(when, noted)| *noted == Noted::Stop(turn) && when + OUT < at)
        };
        let rest = self.said.iter().skip(word).take_while(|said| stopped(said.turn)).count();
        word + rest
    }
}

/// Samples of `word` that were heard.
#[must_use]
pub(super) fn length_of(heard: &[HeardPiece], word: usize) -> u64 {
    let pieces = heard.iter().rev().filter(|piece| piece.word == word);
    pieces.map(|piece| piece.samples.end - piece.samples.start).sum()
}
