//! What performs the answers: lines become words with tones, and the speaker's own count says which were heard.

use std::collections::VecDeque;
use std::ops::Range;

use vesper_audio::Speaker;
use vesper_session::talk::Position;
use vesper_speech::{AudioSink, Line, Turn};

use super::record::Said;
use super::tones::{self, CODES, GAP, WORD};

/// Samples that lie in the speaker ahead of the listener at most: a second and a half.
const AHEAD: u64 = 72_000;
/// How much faster than it is heard a word is made.
const SPEED: u64 = 20;
/// Samples in which the speaker fades: 10 ms. Of a word that was only faded in and out again, nobody heard anything.
const FADE: u64 = 480;
/// What is left of a ducked voice: -18 dB.
const DUCKED: f32 = 0.126;

#[derive(Clone, Debug)]
struct Word {
    turn: Turn,
    line: usize,
    text: String,
    /// Bytes of its line.
    bytes: Range<usize>,
    /// The last of its line.
    last: bool,
    /// When it is made, in samples of the scene.
    due: u64,
}

/// A word in the speaker.
#[derive(Clone, Debug)]
struct Laid {
    word: Word,
    code: usize,
    /// Its first sample, in the speaker's count.
    from: u64,
    /// Samples of it that were heard from a speaker before this one.
    before: u64,
}

pub(super) struct Mouth {
    speaker: Speaker,
    pending: VecDeque<Word>,
    laid: Vec<Laid>,
    /// Samples given to the speaker since it was last cleared, and what it has not taken yet.
    written: u64,
    left: Vec<f32>,
    turn: Turn,
    lines: usize,
    /// When the voice has made all that it was given.
    made: u64,
    code: usize,
    held: bool,
    told: Option<(Turn, Position)>,
    /// What was in the speaker when it was stopped, until it says where that was.
    stopping: Option<Vec<Laid>>,
}

impl Mouth {
    pub(super) fn new(speaker: Speaker) -> Mouth {
        Mouth {
            speaker,
            pending: VecDeque::new(),
            laid: Vec::new(),
            written: 0,
            left: Vec::new(),
            turn: Turn::default(),
            lines: 0,
            made: 0,
            code: 0,
            held: false,
            told: None,
            stopping: None,
        }
    }

    pub(super) fn speaker(&mut self) -> &mut Speaker {
        &mut self.speaker
    }

    /// The voice is given `lines` at `now` and needs `first` samples of time for the first sound of each batch.
    pub(super) fn say(&mut self, turn: Turn, lines: &[Line], now: u64, first: u64) {
        if turn != self.turn {
            (self.turn, self.lines) = (turn, 0);
        }
        self.made = self.made.max(now) + if self.made > now { 0 } else { first };
        for line in lines {
            let mut at = 0;
            let count = line.text.split_whitespace().count();
            for (n, text) in line.text.split_whitespace().enumerate() {
                let from =
                    line.text.get(at..).and_then(|rest| rest.find(text)).map_or(at, |found| at + found);
                at = from + text.len();
                let (text, bytes) = (text.to_owned(), from..at);
                self.made += (WORD + GAP) as u64 / SPEED;
                let word = Word { turn, line: self.lines, text, bytes, last: n + 1 == count, due: self.made };
                self.pending.push_back(word);
            }
            self.lines += 1;
        }
    }

    /// Gives the speaker what is made by `now` and has room.
    pub(super) fn feed(&mut self, now: u64, said: &mut Vec<Said>) {
        loop {
            let taken = self.speaker.write(&self.left);
            self.left.drain(..taken);
            let full = self.written.saturating_sub(self.speaker.played()) > AHEAD;
            if !self.left.is_empty() || full || self.pending.front().is_none_or(|word| word.due > now) {
                return;
            }
            let Some(word) = self.pending.pop_front() else { return };
            said.push(Said { turn: word.turn, text: word.text.clone(), code: self.code });
            self.left = tones::word(self.code);
            self.laid.push(Laid { word, code: self.code, from: self.written, before: 0 });
            self.written += (WORD + GAP) as u64;
            self.code = (self.code + 1) % CODES;
        }
    }

    /// How far the listener is, where that is news.
    pub(super) fn heard(&mut self) -> Option<(Turn, Position)> {
        let now = position(&self.laid, self.speaker.played())?;
        (self.told.replace(now) != Some(now)).then_some(now)
    }

    /// How far the listener was when the speaker fell silent, once it is known.
    pub(super) fn stopped(&mut self) -> Option<(Turn, Position)> {
        let played = self.stopping.is_some().then(|| self.speaker.stopped())??;
        let last = position(&self.stopping.take()?, played)?;
        self.told = Some(last);
        Some(last)
    }

    /// Something that it was given was not heard yet.
    pub(super) fn has_more(&self) -> bool {
        !self.pending.is_empty() || self.written > self.speaker.played()
    }

    /// The answer that was heard last.
    pub(super) fn heard_last(&self) -> Option<Turn> {
        self.told.map(|(turn, _)| turn)
    }

    /// The words that were heard last.
    pub(super) fn saying(&self) -> String {
        let played = self.speaker.played();
        let heard = self.laid.iter().filter(|laid| laid.from < played);
        let words: Vec<&str> = heard.map(|laid| laid.word.text.as_str()).collect();
        words.get(words.len().saturating_sub(6)..).unwrap_or_default().join(" ")
    }

    pub(super) fn duck(&mut self) {
        self.speaker.duck(DUCKED);
    }

    pub(super) fn hold(&mut self) {
        self.held = true;
        self.speaker.pause();
    }

    pub(super) fn restore(&mut self) {
        self.held = false;
        self.speaker.restore(None);
        self.speaker.resume();
    }

    /// Drops what was not heard.
    pub(super) fn stop(&mut self) {
        self.speaker.stop();
        (self.written, self.made) = (0, 0);
        self.pending.clear();
        self.stopping = Some(std::mem::take(&mut self.laid));
        self.left.clear();
    }

    /// Goes on with another speaker at the sample that was heard last.
    pub(super) fn change(&mut self, speaker: Speaker) {
        let played = self.speaker.played();
        self.speaker = speaker;
        if self.held {
            self.speaker.pause();
        }
        self.laid.retain(|laid| laid.from + (WORD + GAP) as u64 > played + laid.before);
        self.left.clear();
        for laid in &mut self.laid {
            laid.before += played.saturating_sub(laid.from);
            laid.from = laid.from.saturating_sub(played);
            let before = usize::try_from(laid.before).unwrap_or(usize::MAX);
            self.left.extend(tones::word(laid.code).into_iter().skip(before));
        }
        self.written = self.left.len() as u64;
    }
}

/// How far a listener is who has heard `played` samples of these words.
fn position(laid: &[Laid], played: u64) -> Option<(Turn, Position)> {
    let begun = laid.iter().rposition(|laid| laid.from + FADE < played)?;
    let Laid { word, from, before, .. } = laid.get(begun)?;
    let over = played + before >= from + WORD as u64;
    let before = begun.checked_sub(1).and_then(|before| laid.get(before));
    let before = before.filter(|laid| laid.word.turn == word.turn && laid.word.line == word.line);
    let said = if over { word.bytes.end } else { before.map_or(0, |laid| laid.word.bytes.end) };
    Some((word.turn, Position { line: word.line, said, begun: word.bytes.end, over: over && word.last }))
}
