//! Counting: what the records of many scenes say.

use vesper_speech::{RATE, Turn};

use super::counts::{Share, Spread};
use super::record::{Done, HeardPiece, Noted, Record, length_of};
use super::scene::Deed;
use super::tones::WORD;

const SECOND: u64 = RATE as u64;
/// Whoever is interrupted falls silent within two seconds (the yield window of τ-voice), and says nothing more of that
/// answer.
const YIELD: u64 = 2 * SECOND;
/// A silence in an answer from which on it is one: 100 ms; between two words there are 40.
const SILENCE: u64 = SECOND / 10;
/// The longest silence after which an answer may go on.
const RESUMED: u64 = SECOND / 2;
/// τ-voice looks at ticks of 200 ms, within a second of the sound.
const TICK: u64 = SECOND / 5;
/// How exactly the place of a cut is known in a word: a fade of 10 ms, and 2 ms of the detector.
const EXACT: u64 = SECOND * 12 / 1000;
/// How long an answer is waited for.
const PATIENCE: u64 = 6 * SECOND;

/// What many scenes say together.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// From the last sample of a whole sentence to the first of the answer, and how many were answered.
    pub gap: Spread,
    pub answered: Share,
    /// Hesitations in which Vesper was silent until the sentence was over.
    pub let_finish: Share,
    /// Whole sentences into which it spoke: recorded speakers pause where they like.
    pub sentences_cut: usize,
    /// Interruptions to which it yielded, and how long that took.
    pub yields: Share,
    pub stop: Spread,
    /// The same where a loudspeaker plays.
    pub stop_aloud: Spread,
    /// Sounds that are no business of Vesper's, through which it talked on: its answer went on, with no silence longer
    /// than half a second.
    pub backchannels: Share,
    pub coughs: Share,
    pub asides: Share,
    /// The same without any silence of a fifth of a second within a second of the sound.
    pub unmoved: Share,
    /// Silences after which an answer went on, and those within half a second that lost and repeated no word.
    pub silences: Spread,
    pub resumed: Share,
    /// Answers that were cut off or heard to the end, and words in which memory and loudspeaker differ.
    pub remembered: usize,
    pub wrong_words: usize,
    /// The same of answers into which the listener ended the conversation.
    pub wrong_at_end: usize,
    /// Samples of speech in scenes in which nobody speaks into it, and how often it stopped or held itself there.
    pub alone: u64,
    pub self_interruptions: usize,
    pub self_holds: usize,
    /// Devices that failed, and how long it took until sound went on.
    pub survived: Share,
    pub recovery: Spread,
    /// Answers that were prepared and dropped, and of which a click was heard all the same.
    pub leaks: usize,
    /// Acts that had no answer to happen in.
    pub skipped: usize,
}

impl Score {
    /// Counts what happened in one scene.
    #[must_use]
    pub fn of(record: &Record) -> Score {
        let (heard, leaks) = without_leaks(record.heard(), &answers(record));
        let mut score = Score { leaks, skipped: record.skipped, ..Score::default() };
        for (n, done) in record.done.iter().enumerate() {
            let next = record.done.get(n + 1).map_or(u64::MAX, |next| next.samples.start);
            match done.deed {
                Deed::Turn => score.sentence(done, next, &heard),
                Deed::Hesitation => score.hesitation(done, next, &heard),
                Deed::Interruption => score.interruption(done, record, &heard),
                Deed::Backchannel | Deed::Cough | Deed::Aside => score.passing(done, next, record, &heard),
                Deed::Listen => {}
            }
        }
        score.remember(record, &heard);
        score.devices(record);
        if record.done.iter().all(|done| matches!(done.deed, Deed::Turn | Deed::Listen)) {
            score.spoken_alone(record, &heard);
        }
        score
    }

    /// Adds what other scenes say.
    pub fn join(&mut self, other: Score) {
        let shares = [
            (&mut self.answered, other.answered),
            (&mut self.let_finish, other.let_finish),
            (&mut self.yields, other.yields),
            (&mut self.backchannels, other.backchannels),
            (&mut self.coughs, other.coughs),
            (&mut self.asides, other.asides),
            (&mut self.unmoved, other.unmoved),
            (&mut self.resumed, other.resumed),
            (&mut self.survived, other.survived),
        ];
        for (mine, share) in shares {
            mine.join(share);
        }
        self.gap.join(other.gap);
        self.stop.join(other.stop);
        self.stop_aloud.join(other.stop_aloud);
        self.silences.join(other.silences);
        self.recovery.join(other.recovery);
        self.remembered += other.remembered;
        self.wrong_words += other.wrong_words;
        self.wrong_at_end += other.wrong_at_end;
        self.alone += other.alone;
        self.self_interruptions += other.self_interruptions;
        self.self_holds += other.self_holds;
        self.sentences_cut += other.sentences_cut;
        self.leaks += other.leaks;
        self.skipped += other.skipped;
    }

    fn gap_after(&mut self, done: &Done, next: u64, heard: &[HeardPiece]) {
        let end = done.samples.end;
        let first =
            heard.iter().map(|piece| piece.samples.start).find(|start| *start >= end && *start < next);
        let gap = first.map(|first| first - end).filter(|gap| *gap < PATIENCE);
        self.answered.add(gap.is_some());
        if let Some(gap) = gap {
            self.gap.add(gap);
        }
    }

    fn hesitation(&mut self, done: &Done, next: u64, heard: &[HeardPiece]) {
        let cut_off = heard.iter().any(|piece| done.samples.contains(&piece.samples.start));
        self.let_finish.add(!cut_off);
        if !cut_off {
            self.gap_after(done, next, heard);
        }
    }

    fn interruption(&mut self, done: &Done, record: &Record, heard: &[HeardPiece]) {
        let Some(turn) = done.over else { return };
        let onset = done.samples.start;
        let end = end_of(heard, turn).unwrap_or(onset);
        let stopped = record.noted.iter().any(|(at, noted)| *noted == Noted::Stop(turn) && *at >= onset);
        if !stopped && end < onset + YIELD {
            // It came to its end by itself.
            return;
        }
        let yielded = stopped && end <= onset + YIELD;
        self.yields.add(yielded);
        if yielded {
            let took = silent_from(heard, turn, onset).unwrap_or(end).saturating_sub(onset);
            if record.loudspeaker { self.stop_aloud.add(took) } else { self.stop.add(took) }
        }
    }

    fn passing(&mut self, done: &Done, next: u64, record: &Record, heard: &[HeardPiece]) {
        let Some(turn) = done.over else { return };
        // What somebody does next is judged by itself, and so is how a conversation is ended.
        let over = if record.ended > 0 { next.min(record.ended) } else { next };
        let (onset, until) = (done.samples.start, over.min(done.samples.end + 3 * SECOND));
        let stop = |(at, noted): &(u64, Noted)| *noted == Noted::Stop(turn) && (onset..until).contains(at);
        let stopped = record.noted.iter().any(stop);
        let silences = silences(heard, turn, onset, until);
        let longest = silences.iter().map(|(_, length)| *length).max().unwrap_or(0);
        let talked_on = !stopped && longest <= RESUMED;
        match done.deed {
            Deed::Backchannel => self.backchannels.add(talked_on),
            Deed::Cough => self.coughs.add(talked_on),
            _ => self.asides.add(talked_on),
        }
        let moved = silences.iter().any(|(from, length)| *from < onset + SECOND && *length >= TICK);
        self.unmoved.add(!stopped && !moved);
        if !stopped {
            for (from, length) in &silences {
                self.silences.add(*length);
                self.resumed.add(*length <= RESUMED && whole_around(heard, turn, *from));
            }
        }
    }

    fn sentence(&mut self, done: &Done, next: u64, heard: &[HeardPiece]) {
        if heard.iter().any(|piece| done.samples.contains(&piece.samples.start)) {
            self.sentences_cut += 1;
        } else {
            self.gap_after(done, next, heard);
        }
    }

    /// Compares each answer that is remembered with what was heard of it.
    fn remember(&mut self, record: &Record, heard: &[HeardPiece]) {
        let answers = answers(record);
        self.remembered += answers.len();
        let last = record.noted.iter().rev().find_map(|(at, noted)| match noted {
            Noted::Answer { turn, .. } if *at >= record.ended && record.ended > 0 => Some(*turn),
            _ => None,
        });
        for (turn, answer) in &answers {
            let wrong = wrong_words(record, heard, *turn, answer);
            if last == Some(*turn) { self.wrong_at_end += wrong } else { self.wrong_words += wrong }
        }
        let forgotten = heard.iter().filter(|piece| answers.iter().all(|(turn, _)| *turn != piece.turn));
        self.wrong_words += forgotten.count();
    }

    fn devices(&mut self, record: &Record) {
        for trouble in &record.troubles {
            self.survived.add(trouble.to.is_some());
            if let Some(to) = trouble.to {
                self.recovery.add(to - trouble.from);
            }
        }
    }

    fn spoken_alone(&mut self, record: &Record, heard: &[HeardPiece]) {
        self.alone += heard.iter().map(|piece| piece.samples.end - piece.samples.start).sum::<u64>();
        let speaks = |at: u64| {
            let quiet =
                record.done.iter().all(|done| at < done.samples.start || at > done.samples.end + SECOND);
            quiet && heard.iter().any(|piece| piece.samples.start < at && at < piece.samples.end + SILENCE)
        };
        for (at, noted) in record.noted.iter().filter(|(at, _)| *at < record.ended) {
            let sounding =
                |turn: &Turn| heard.iter().any(|piece| piece.turn == *turn && piece.samples.start < *at);
            match noted {
                Noted::Stop(turn) if sounding(turn) && speaks(*at) => self.self_interruptions += 1,
                Noted::Hold if speaks(*at) => self.self_holds += 1,
                _ => {}
            }
        }
    }
}

/// The answers that are remembered.
fn answers(record: &Record) -> Vec<(Turn, &str)> {
    let answers = record.noted.iter().filter_map(|(_, noted)| match noted {
        Noted::Answer { turn, text } => Some((*turn, text.as_str())),
        _ => None,
    });
    answers.collect()
}

/// What was heard, without the answers that nobody was to hear and of which no more was heard than a fade, and how many
/// these are.
fn without_leaks(mut heard: Vec<HeardPiece>, answers: &[(Turn, &str)]) -> (Vec<HeardPiece>, usize) {
    let length = |turn: Turn, heard: &[HeardPiece]| -> u64 {
        heard
            .iter()
            .filter(|piece| piece.turn == turn)
            .map(|piece| piece.samples.end - piece.samples.start)
            .sum()
    };
    let mut turns: Vec<Turn> = heard.iter().map(|piece| piece.turn).collect();
    turns.dedup();
    turns.retain(|turn| answers.iter().all(|(answer, _)| answer != turn) && length(*turn, &heard) <= EXACT);
    heard.retain(|piece| !turns.contains(&piece.turn));
    (heard, turns.len())
}

/// Where the last of `turn` was heard.
fn end_of(heard: &[HeardPiece], turn: Turn) -> Option<u64> {
    heard.iter().rev().find(|piece| piece.turn == turn).map(|piece| piece.samples.end)
}

/// The silences in `turn` that begin in `from..to`, with their lengths.
fn silences(heard: &[HeardPiece], turn: Turn, from: u64, to: u64) -> Vec<(u64, u64)> {
    heard
        .windows(2)
        .filter_map(|pair| match pair {
            [before, after] if before.turn == turn && after.turn == turn => {
                Some((before.samples.end, after.samples.start - before.samples.end))
            }
            _ => None,
        })
        .filter(|(at, length)| *at >= from && *at < to && *length >= SILENCE)
        .collect()
}

/// Where `turn` falls silent first after `onset`.
fn silent_from(heard: &[HeardPiece], turn: Turn, onset: u64) -> Option<u64> {
    let silence = silences(heard, turn, onset, u64::MAX).first().map(|(at, _)| *at);
    silence.or_else(|| end_of(heard, turn)).map(|at| at.max(onset))
}

/// Whether the words before and after a silence at `at` were heard whole, once, and none is missing between them.
fn whole_around(heard: &[HeardPiece], turn: Turn, at: u64) -> bool {
    let Some(after) = heard.iter().position(|piece| piece.turn == turn && piece.samples.start > at) else {
        return false;
    };
    let Some(before) = after.checked_sub(1).and_then(|before| heard.get(before)) else { return false };
    let Some(after) = heard.get(after) else { return false };
    let word = WORD as u64;
    // A word that is parted fades out and in again, each within 10 ms.
    let whole = |n: usize| length_of(heard, n).abs_diff(word) <= 2 * EXACT;
    let next = after.word == before.word || after.word == before.word + 1;
    next && whole(before.word) && (whole(after.word) || end_of(heard, turn) == Some(after.samples.end))
}

/// Words of `answer`, as it is remembered, that differ from what was heard of `turn`.
fn wrong_words(record: &Record, heard: &[HeardPiece], turn: Turn, answer: &str) -> usize {
    let said = record.said.iter().enumerate().filter(|(_, said)| said.turn == turn);
    let heard: Vec<(&str, u64)> = said
        .map(|(n, said)| (said.text.as_str(), length_of(heard, n)))
        .filter(|(_, length)| *length > 0)
        .collect();
    // A word, and whether it is said to have been cut off.
    let remembered: Vec<(&str, bool)> = answer
        .split_whitespace()
        .map(|word| word.strip_suffix('…').map_or((word, false), |cut| (cut, true)))
        .filter(|(word, _)| !word.is_empty())
        .collect();
    let same = |((text, length), (word, cut)): (&(&str, u64), &(&str, bool))| {
        let short = WORD as u64 - length.min(&(WORD as u64));
        // At the very end of a word it is both.
        text == word && (*cut && short > 0 || !*cut && short <= 2 * EXACT)
    };
    let wrong = heard.iter().zip(&remembered).filter(|pair| !same(*pair)).count();
    let (least, most) = (heard.len().min(remembered.len()), heard.len().max(remembered.len()));
    // A word of which next to nothing was heard may be missing.
    let barely = heard.len() == least + 1 && heard.last().is_some_and(|(_, length)| *length <= EXACT);
    wrong + most - least - usize::from(barely)
}

#[cfg(test)]
mod tests {
    use super::super::record::Said;
    use super::super::tones;
    use super::*;

    /// A scene in which of an answer of five words `played` samples were heard.
    fn record(played: usize, answer: &str) -> Record {
        let words = ["One", "two", "three", "four", "five."];
        let said = words.iter().zip(0..);
        let said = said.map(|(text, code)| Said { turn: Turn(1), text: (*text).to_owned(), code }).collect();
        let mut sound: Vec<f32> = (0..5).flat_map(tones::word).collect();
        sound.truncate(played);
        sound.extend([0.0; 9_600]);
        let noted = vec![(0, Noted::Answer { turn: Turn(1), text: answer.to_owned() })];
        Record { played: sound, said, noted, ..Record::default() }
    }

    #[test]
    fn memory_is_held_against_what_left_the_loudspeaker_to_the_word() {
        let word = tones::WORD + tones::GAP;
        let wrong = |played: usize, answer: &str| Score::of(&record(played, answer)).wrong_words;
        assert_eq!(wrong(5 * word, "One two three four five."), 0);
        assert_eq!(wrong(2 * word + 4_800, "One two three…"), 0);
        assert_eq!(wrong(2 * word - 900, "One two …"), 0);
        assert_eq!(wrong(2 * word + 4_800, "One two three …"), 1, "a word that was not heard whole");
        assert_eq!(wrong(2 * word + 4_800, "One two three four…"), 2, "a word that was not heard at all");
        assert_eq!(wrong(2 * word + 4_800, "One …"), 2, "a word forgotten");
    }
}
