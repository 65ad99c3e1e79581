//! A performance whose lines come while it is heard: an answer in a conversation.

use std::time::Duration;

use vesper_script::Cue;
use vesper_speech::{Line, Turn, WordTime};

use crate::machine::{Effect, Machine};
use crate::sheet::Sheet;
use crate::talk::Position;
use crate::work::Work;
use crate::{AtAsk, heard, words};

/// The silence between two lines of an answer, and behind its first clause, which breaks off in a sentence.
const BETWEEN: Duration = Duration::from_millis(220);
const AMID: Duration = Duration::from_millis(60);
/// Samples in which a sink fades: 10 ms.
const FADE: u64 = vesper_speech::RATE as u64 / 100;

impl Machine {
    /// Begins an answer, silent where it is `held`.
    pub(crate) fn begin_reply(&mut self, lines: Vec<Line>, held: bool, out: &mut Vec<Effect>) {
        self.end_reply(out);
        self.work = Some(Work::new(None, Sheet::unwritten(), AtAsk::Wait));
        self.go_on_replying(lines);
        self.hush(out);
        self.new_turn(out);
        if held {
            self.pause(true, out);
        }
    }

    /// Adds lines behind those that it has. Every line but the first has a silence before it.
    pub(crate) fn go_on_replying(&mut self, lines: Vec<Line>) {
        let Some(work) = self.work.as_mut() else { return };
        for line in lines {
            if let Some(last) = work.sheet.cues.last() {
                let ended = matches!(last, Cue::Say(line) if line.text.ends_with(['.', '!', '?', '…', '"', '”', '»']));
                work.sheet.write(Cue::Pause(if ended { BETWEEN } else { AMID }));
            }
            work.sheet.write(Cue::Say(line));
        }
    }

    /// What was not heard of it is dropped. The sink stays open for the next one.
    pub(crate) fn end_reply(&mut self, out: &mut Vec<Effect>) {
        let Some(work) = self.work.take() else { return };
        self.hush(out);
        let was = self.turn;
        self.turn.0 += 1;
        let paused = work.paused;
        if self.sink.open {
            out.push(Effect::Stop(self.turn));
            self.ending = Some((was, work));
        }
        if paused {
            out.push(Effect::Resume);
        }
    }

    /// The last sample of an answer has left the sink.
    pub(crate) fn reply_stopped(&mut self, turn: Turn, played: u64) {
        let Some((_, mut work)) = self.ending.take_if(|(ending, _)| *ending == turn) else { return };
        work.run.played = played.clamp(work.run.played, work.run.written);
        work.sounded |= played > 0;
        self.ended = Some(position(&work));
    }

    /// A voice that failed, and that no other takes the place of, has said what it will of this answer.
    pub(crate) fn reply_failed(&self) -> bool {
        self.voice.failed
    }

    /// How far the answer is heard; none before its first sample.
    pub(crate) fn reply_position(&self) -> Option<Position> {
        position(self.work.as_ref()?)
    }
}

fn position(work: &Work) -> Option<Position> {
    let work = Some(work).filter(|work| work.sounded && work.sheet.open)?;
    let (cue, at) = work.heard();
    // Lines and silences alternate.
    let line = cue / 2;
    let text = &work.sheet.line(line * 2)?.text;
    let take = work.sheet.takes.get(line * 2)?;
    if cue % 2 == 1 || take.length.is_some_and(|length| at >= length) {
        return Some(Position { line, said: text.len(), begun: text.len(), over: true });
    }
    let (said, begun) = if take.words.is_empty() {
        let expected = take.length.unwrap_or_else(|| work.sheet.expected(cue)).max(1);
        let said = heard::said(text, at as f64 / expected as f64);
        (said, said + next_word(text.get(said..).unwrap_or_default()))
    } else {
        let said = words::said(&take.words, at).unwrap_or(0);
        (said, begun(&take.words, at).max(said))
    };
    Some(Position { line, said, begun, over: false })
}

/// The byte up to which words have begun in the first `heard` samples. Of a word that was only faded in and out again,
/// nobody heard anything.
fn begun(words: &[WordTime], heard: u64) -> usize {
    words.iter().take_while(|word| word.samples.start + FADE < heard).last().map_or(0, |word| word.text.end)
}

/// Bytes up to the end of the first word of `text`.
fn next_word(text: &str) -> usize {
    let word = text.trim_start();
    let before = text.len() - word.len();
    before + word.find(char::is_whitespace).unwrap_or(word.len())
}
