//! A voice whose every sample is known from the text.

use std::collections::VecDeque;

use vesper_session::{Event, GaveOut};
use vesper_speech::{Error, Kind, Line, WordTime};

/// Speaks each line in as many samples as it has letters, times its speed, at the line's pace.
pub(crate) struct Voice {
    pub(crate) per_letter: u64,
    /// Samples that it makes in one beat of time; pieces of half that length.
    pub(crate) per_beat: usize,
    /// Fails when it comes to a line with these words, so many times.
    pub(crate) stumbles: Option<(String, usize)>,
    /// Tells where its words are heard, each with the piece in which it begins.
    pub(crate) tells_words: bool,
    /// Gives out half-way through a line with these words, and another voice takes its place.
    pub(crate) gives_out: Option<String>,
    /// Every line that it was asked for, in order.
    pub(crate) asked: Vec<Line>,
    /// The same with the request's number and the cue.
    pub(crate) casts: Vec<(u64, usize)>,
    job: Option<Job>,
    floor: u64,
}

struct Job {
    cast: u64,
    rows: VecDeque<Row>,
}

struct Row {
    cue: usize,
    line: Line,
    samples: Vec<f32>,
    /// Samples of it that were given.
    given: u64,
    words: VecDeque<WordTime>,
}

impl Default for Voice {
    fn default() -> Self {
        Voice {
            per_letter: 1_000,
            per_beat: 48_000,
            stumbles: None,
            tells_words: false,
            gives_out: None,
            asked: Vec::new(),
            casts: Vec::new(),
            job: None,
            floor: 0,
        }
    }
}

/// The samples of a line: a noise that is the text's own, so that no piece of one line fits into another or
/// elsewhere in its own. Never silent.
pub(crate) fn signal(text: &str, count: u64) -> Vec<f32> {
    let seed = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (0..count)
        .map(|n| {
            let mixed = (seed ^ n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            0.05 + (mixed >> 48) as f32 / 65_536.0 * 0.5
        })
        .collect()
}

pub(crate) fn letters(text: &str) -> u64 {
    text.chars().count() as u64
}

/// A voice that gave out, and what it could say of that.
pub(crate) fn gave_out() -> GaveOut {
    let error = Error::new(Kind::BadFile, "model.safetensors", "is cut short.", "Get the model again.");
    GaveOut { voice: "the first voice".into(), error }
}

impl Voice {
    /// Where the words of `text` are heard: every letter takes as long as every other.
    pub(crate) fn words(&self, text: &str, pace: f32) -> Vec<WordTime> {
        let at = |byte: usize| self.length(&text[..byte], pace);
        let is_word = |part: &&str| part.chars().any(char::is_alphanumeric);
        let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'').filter(is_word);
        words
            .map(|word| {
                let begin = word.as_ptr() as usize - text.as_ptr() as usize;
                let part = begin..begin + word.len();
                WordTime { samples: at(part.start)..at(part.end), text: part }
            })
            .collect()
    }

    pub(crate) fn length(&self, text: &str, pace: f32) -> u64 {
        ((letters(text) * self.per_letter) as f64 / f64::from(pace)).round() as u64
    }

    pub(crate) fn speak(&mut self, cast: u64, rows: Vec<(usize, Line)>) {
        assert!(self.job.is_none(), "the voice was asked twice at once");
        assert!(!rows.is_empty() && rows.len() <= 4);
        self.asked.extend(rows.iter().map(|(_, line)| line.clone()));
        self.casts.extend(rows.iter().map(|(row, _)| (cast, *row)));
        let spoken = rows.into_iter().map(|(cue, line)| {
            let samples = signal(&line.text, self.length(&line.text, line.pace));
            let words =
                if self.tells_words { self.words(&line.text, line.pace).into() } else { VecDeque::new() };
            Row { cue, line, samples, given: 0, words }
        });
        self.job = Some(Job { cast, rows: spoken.collect() });
    }

    pub(crate) fn hush(&mut self, cast: u64) {
        self.floor = cast;
    }

    pub(crate) fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    /// Forgets what it was to say.
    pub(crate) fn drop_job(&mut self) {
        self.job = None;
    }

    /// Makes what it can in one beat.
    pub(crate) fn work(&mut self, events: &mut VecDeque<Event>) {
        let Some(mut job) = self.job.take() else { return };
        let cast = job.cast;
        if cast < self.floor {
            events.push_back(Event::VoiceDone { cast, failed: Some(Error::stopped()) });
            return;
        }
        let mut left = self.per_beat.max(2);
        while left > 0 {
            let Some(row) = job.rows.front_mut() else {
                events.push_back(Event::VoiceDone { cast, failed: None });
                return;
            };
            let stumbles =
                self.stumbles.as_mut().filter(|(part, left)| *left > 0 && row.line.text.contains(part));
            let gives_out = self.gives_out.take_if(|part| row.line.text.contains(&**part)).is_some();
            if stumbles.is_some() || gives_out {
                events.push_back(row.next(cast, row.samples.len() / 2, false));
            }
            if gives_out {
                let (voice, gave_out) = ("the second voice".into(), vec![gave_out()]);
                events.push_back(Event::VoiceOpened { voice, gave_out });
                events.push_back(Event::VoiceDone { cast, failed: Some(Error::stopped()) });
                return;
            }
            if let Some((_, left)) = stumbles {
                *left -= 1;
                let failed = Some(Error::new(Kind::Engine, "fake voice", "lost its voice.", ""));
                events.push_back(Event::VoiceDone { cast, failed });
                return;
            }
            let count = row.samples.len().min(self.per_beat.div_ceil(2));
            let last = count == row.samples.len();
            left = left.saturating_sub(count.max(1));
            events.push_back(row.next(cast, count, last));
            if last {
                job.rows.pop_front();
            }
        }
        self.job = Some(job);
    }
}

impl Row {
    /// The next `count` samples, and the words that begin among them.
    fn next(&mut self, cast: u64, count: usize, last: bool) -> Event {
        let samples: Vec<f32> = self.samples.drain(..count).collect();
        self.given += count as u64;
        let mut words = Vec::new();
        while let Some(word) = self.words.pop_front_if(|word| last || word.samples.start < self.given) {
            words.push(word);
        }
        Event::Spoken { cast, row: self.cue, samples, words, last }
    }
}
