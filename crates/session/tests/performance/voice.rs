//! A voice whose every sample is known from the text.

use std::collections::VecDeque;

use vesper_session::Event;
use vesper_speech::{Error, Kind, Line};

/// Speaks each line in as many samples as it has letters, times its speed, at the line's pace.
pub(crate) struct Voice {
    pub(crate) per_letter: u64,
    /// Samples that it makes in one beat of time; pieces of half that length.
    pub(crate) per_beat: usize,
    /// Fails when it comes to a line with these words, so many times.
    pub(crate) stumbles: Option<(String, usize)>,
    /// Every line that it was asked for, in order.
    pub(crate) asked: Vec<Line>,
    /// The same with the request's number and the cue.
    pub(crate) casts: Vec<(u64, usize)>,
    job: Option<Job>,
    floor: u64,
}

struct Job {
    cast: u64,
    rows: VecDeque<(usize, Vec<f32>, Line)>,
}

impl Default for Voice {
    fn default() -> Self {
        Voice {
            per_letter: 1_000,
            per_beat: 48_000,
            stumbles: None,
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

impl Voice {
    pub(crate) fn length(&self, text: &str, pace: f32) -> u64 {
        ((letters(text) * self.per_letter) as f64 / f64::from(pace)).round() as u64
    }

    pub(crate) fn speak(&mut self, cast: u64, rows: Vec<(usize, Line)>) {
        assert!(self.job.is_none(), "the voice was asked twice at once");
        assert!(!rows.is_empty() && rows.len() <= 4);
        self.asked.extend(rows.iter().map(|(_, line)| line.clone()));
        self.casts.extend(rows.iter().map(|(row, _)| (cast, *row)));
        let spoken = rows.into_iter().map(|(row, line)| {
            let samples = signal(&line.text, self.length(&line.text, line.pace));
            (row, samples, line)
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
            let Some((row, samples, line)) = job.rows.front_mut() else {
                events.push_back(Event::VoiceDone { cast, failed: None });
                return;
            };
            if self.stumbles.as_ref().is_some_and(|(words, times)| *times > 0 && line.text.contains(words)) {
                let half = samples.len() / 2;
                let samples = samples[..half].to_vec();
                events.push_back(Event::Spoken { cast, row: *row, samples, words: Vec::new(), last: false });
                let failed = Some(Error::new(Kind::Engine, "fake voice", "lost its voice.", ""));
                events.push_back(Event::VoiceDone { cast, failed });
                if let Some((_, times)) = &mut self.stumbles {
                    *times -= 1;
                }
                return;
            }
            let piece: Vec<f32> = samples.drain(..samples.len().min(self.per_beat.div_ceil(2))).collect();
            left = left.saturating_sub(piece.len().max(1));
            let (row, last) = (*row, samples.is_empty());
            events.push_back(Event::Spoken { cast, row, samples: piece, words: Vec::new(), last });
            if last {
                job.rows.pop_front();
            }
        }
        self.job = Some(job);
    }
}
