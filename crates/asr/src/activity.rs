use std::time::Duration;

use vesper_speech::{FRAME, Frame, HEARD_RATE, Result, VoiceDetector};

use crate::Earshot;

/// From this probability on, somebody speaks in a frame.
const SPEECH: f32 = 0.5;
/// Less speech than this is no word: the shortest of recorded ones have more.
pub(crate) const LITTLE: Duration = Duration::from_millis(160);

/// Where in a piece of audio somebody speaks, as [`Earshot`] hears it.
#[derive(Default)]
pub(crate) struct Activity {
    detector: Earshot,
    /// For each frame of the latest audio.
    speech: Vec<bool>,
}

impl Activity {
    /// Listens to `samples`, at [`HEARD_RATE`]; what was heard before is forgotten.
    pub(crate) fn listen(&mut self, samples: &[f32]) -> Result<()> {
        self.detector.reset();
        self.speech.clear();
        for chunk in samples.chunks(FRAME) {
            let mut frame = Frame::default();
            frame.0.iter_mut().zip(chunk).for_each(|(place, sample)| *place = *sample);
            self.speech.push(self.detector.probability(&frame)? >= SPEECH);
        }
        Ok(())
    }

    /// Less speech than a word has, in all of it.
    pub(crate) fn is_quiet(&self) -> bool {
        at(self.speech.iter().filter(|speech| **speech).count()) < LITTLE
    }

    /// How long somebody speaks between `from` and `to`.
    pub(crate) fn voiced(&self, from: Duration, to: Duration) -> Duration {
        let (first, last) = (frames(from), frames(to) + 1);
        let within = self.speech.iter().take(last).skip(first);
        at(within.filter(|speech| **speech).count())
    }

    /// From the first frame in which somebody speaks to the end of the last.
    pub(crate) fn span(&self) -> Option<(Duration, Duration)> {
        let first = self.speech.iter().position(|speech| *speech)?;
        let last = self.speech.iter().rposition(|speech| *speech)?;
        Some((at(first), at(last + 1)))
    }
}

/// Whole frames in `time`.
fn frames(time: Duration) -> usize {
    (time.as_secs_f64() * f64::from(HEARD_RATE) / FRAME as f64) as usize
}

fn at(frames: usize) -> Duration {
    Duration::from_secs_f64((frames * FRAME) as f64 / f64::from(HEARD_RATE))
}
