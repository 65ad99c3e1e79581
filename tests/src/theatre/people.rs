//! The people of a scene: they act when it is time, and know whether Vesper speaks by listening.

use std::collections::VecDeque;
use std::ops::Range;

use vesper_speech::{RATE, Turn, samples};

use super::record::Done;
use super::scene::{Act, Deed};
use super::{Chance, Sound};

const SECOND: u64 = RATE as u64;
/// What is quieter is silence: -50 dBFS.
const SILENT: f32 = 0.003_16;
/// Silence between two words and between two lines is no end: 80 ms.
const BETWEEN: u64 = SECOND * 8 / 100;
/// How long an answer is waited for.
const PATIENCE: u64 = 6 * SECOND;
/// Vesper may fall silent for a moment and go on; after so long it has said all.
const SILENCE: u64 = 3 * SECOND;
/// After somebody spoke into an answer, nobody else does for so long: what comes of it is to be seen.
const SEEN: u64 = 2 * SECOND;
/// How long a scene goes on after its last act.
const TAIL: u64 = 5 * SECOND / 2;

/// What somebody is in the middle of.
struct Doing {
    act: Act,
    begun: u64,
    /// The answer that sounded then.
    over: Option<Turn>,
    at: usize,
    /// Where the silence of a hesitation is.
    pause: Option<Range<u64>>,
}

pub(super) struct People {
    acts: VecDeque<Act>,
    doing: Option<Doing>,
    done: Vec<Done>,
    skipped: usize,
    /// Each word with the sample at which it is over.
    words: Vec<(u64, String)>,
    /// When there was a sound of theirs.
    sounds: Vec<Range<u64>>,
    /// When the last act was over, when Vesper was heard first after it, and when last.
    ended: u64,
    heard_first: Option<u64>,
    heard_last: u64,
    turn: Option<Turn>,
    now: u64,
    /// How loud the noise of the place is, and its latest sample.
    noise: f32,
    hiss: f32,
}

impl People {
    /// `noise` in -dBFS.
    pub(super) fn new(acts: Vec<Act>, noise: Option<f32>) -> People {
        People {
            acts: acts.into(),
            doing: None,
            done: Vec::new(),
            skipped: 0,
            words: Vec::new(),
            sounds: Vec::new(),
            ended: 0,
            heard_first: None,
            heard_last: 0,
            turn: None,
            now: 0,
            noise: noise.map_or(0.0, |level| 10_f32.powf(-level / 20.0)),
            hiss: 0.0,
        }
    }

    /// What sounds near the microphone from `now` on.
    pub(super) fn act(&mut self, now: u64, near: &mut [f32], chance: &mut Chance) {
        if self.noise > 0.0 {
            for sample in near.iter_mut() {
                // A hiss that falls towards high tones as the noise of rooms does; 3.4 brings it back to its level.
                self.hiss += 0.2 * (chance.noise() - self.hiss);
                *sample += self.noise * 1.7 * 3.4 * self.hiss;
            }
        }
        if self.doing.is_none() {
            self.begin(now);
        }
        self.sound(now, near);
    }

    /// What came from the loudspeaker, up to `now`.
    pub(super) fn listen(&mut self, now: u64, latest: &[f32], turn: Option<Turn>) {
        self.now = now;
        self.turn = turn;
        let energy = latest.iter().map(|s| s * s).sum::<f32>() / latest.len().max(1) as f32;
        if energy.sqrt() > SILENT {
            self.heard_last = now;
            self.heard_first.get_or_insert(now);
        }
    }

    /// Whether Vesper is speaking.
    pub(super) fn hears_vesper(&self) -> bool {
        self.heard_last > 0 && self.now < self.heard_last + BETWEEN
    }

    fn begin(&mut self, now: u64) {
        let Some(act) = self.acts.front() else { return };
        let after = samples(act.after);
        let answered = self.heard_first.is_some();
        let awaited = self.done.last().is_some_and(|done| done.wants_answer) && !answered;
        let due = match act.deed {
            Deed::Listen => answered && now > self.heard_last + SILENCE || now > self.ended + 2 * PATIENCE,
            deed if deed.is_over_speech() => {
                let from = self.heard_first.map(|first| first.max(self.ended + SEEN) + after);
                let late = now > self.heard_last.max(self.ended) + PATIENCE;
                if late {
                    self.skipped += 1;
                    self.acts.pop_front();
                    return;
                }
                self.hears_vesper() && from.is_some_and(|from| now >= from)
            }
            _ if awaited => now > self.ended + PATIENCE,
            _ => now >= self.ended.max(self.heard_last) + after,
        };
        if let Some(act) = due.then(|| self.acts.pop_front()).flatten() {
            let over = self.turn.filter(|_| self.hears_vesper());
            self.say(&act.sound, now);
            self.doing = Some(Doing { act, begun: now, over, at: 0, pause: None });
        }
    }

    fn say(&mut self, sound: &Sound, now: u64) {
        self.words.extend(sound.words.iter().map(|(word, at)| (now + *at as u64, word.clone())));
        self.sounds.push(now..now + sound.samples.len() as u64);
    }

    fn sound(&mut self, now: u64, near: &mut [f32]) {
        let Some(mut doing) = self.doing.take() else { return };
        let begins_again =
            doing.pause.as_ref().is_some_and(|pause| now >= pause.end && doing.act.rest.is_some());
        if begins_again && let Some((_, rest)) = doing.act.rest.take() {
            self.say(&rest, now);
            (doing.act.sound, doing.at) = (rest, 0);
            if let Some(pause) = &mut doing.pause {
                pause.end = now;
            }
        }
        for sample in near.iter_mut() {
            *sample += doing.act.sound.samples.get(doing.at).copied().unwrap_or(0.0);
            doing.at += 1;
        }
        let end = now + near.len() as u64;
        let over = doing.at >= doing.act.sound.samples.len();
        match &doing.act.rest {
            Some((pause, _)) if over && doing.pause.is_none() => {
                doing.pause = Some(end..end + samples(*pause));
            }
            None if over => {
                let last = end - (doing.at - doing.act.sound.samples.len()) as u64;
                return self.finish(doing, last);
            }
            _ => {}
        }
        self.doing = Some(doing);
    }

    fn finish(&mut self, doing: Doing, end: u64) {
        let Act { deed, ends, .. } = doing.act;
        let wants_answer =
            matches!(deed, Deed::Turn | Deed::Hesitation) || deed == Deed::Interruption && !ends;
        let samples = doing.begun..end.max(doing.begun);
        self.done.push(Done { deed, samples, pause: doing.pause, over: doing.over, wants_answer });
        self.ended = end;
        self.heard_first = None;
    }

    /// How many words the next answer should have, so that everything that is to be said into it can be.
    pub(super) fn wish(&self) -> usize {
        if self.acts.front().is_some_and(|act| act.deed == Deed::Listen) {
            return 60;
        }
        let mut into = 0;
        for act in self.acts.iter().take_while(|act| act.deed.is_over_speech()) {
            into += 1;
            if act.deed == Deed::Interruption {
                break;
            }
        }
        if into == 0 { 8 } else { 10 + 28 * into }
    }

    pub(super) fn are_done(&self) -> bool {
        let awaited = self.done.last().is_some_and(|done| done.wants_answer) && self.heard_first.is_none();
        let tail = if awaited { PATIENCE } else { TAIL };
        self.acts.is_empty() && self.doing.is_none() && self.now > self.ended + tail
    }

    pub(super) fn done(&mut self) -> Vec<Done> {
        std::mem::take(&mut self.done)
    }

    pub(super) fn skipped(&self) -> usize {
        self.skipped
    }

    /// The words that were over in `range`: those over by `stable`, and the rest.
    pub(super) fn said(&self, range: Range<u64>, stable: u64) -> (String, String) {
        let words = self.words.iter().filter(|(over, _)| range.contains(over));
        let (stable, rest): (Vec<_>, Vec<_>) = words.partition(|(over, _)| *over <= stable);
        let joined = |words: Vec<&(u64, String)>| {
            words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
        };
        (joined(stable), joined(rest))
    }

    /// Whether they made a sound in `range`.
    pub(super) fn sounded(&self, range: Range<u64>) -> bool {
        self.sounds.iter().any(|sound| sound.start < range.end && range.start < sound.end)
    }
}
