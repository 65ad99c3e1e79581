//! The sounds that lie under the voice, computed sample by sample: no recording, no loop.
//!
//! Each is a [`Synth`] that is given a seed and gives stereo frames at [`RATE`]; the same seed gives the
//! same frames. Nothing in them is periodic but tones: every slow movement is a [`drift::Drift`], which
//! chooses its next goal and the time to get there by chance. All are about as loud as one another
//! (-30 LUFS, ITU-R BS.1770), which is well under speech.

mod bell;
mod brown;
mod drift;
mod drone;
mod filter;
mod fire;
mod noise;
mod rain;
#[cfg(test)]
mod tests;
mod waves;
mod wind;

use std::num::NonZero;
use std::time::Duration;

use rodio::{ChannelCount, Sample, SampleRate, Source};
use vesper_speech::{Bed, RATE};

/// A sound whose make does not matter: interleaved stereo at [`RATE`].
pub(crate) type Sound = Box<dyn Source + Send>;

/// One stroke of the bell; ends when it has rung out.
pub(crate) type Bell = Stereo<bell::Bowl>;

/// Begins `bed`; it never ends.
pub(crate) fn sound(bed: Bed, seed: u64) -> Sound {
    match bed {
        Bed::Rain => Box::new(Stereo::new(rain::Rain::new(seed))),
        Bed::Waves => Box::new(Stereo::new(waves::Waves::new(seed))),
        Bed::Fire => Box::new(Stereo::new(fire::Fire::new(seed))),
        Bed::Wind => Box::new(Stereo::new(wind::Wind::new(seed))),
        Bed::Drone => Box::new(Stereo::new(drone::Drone::new(seed))),
        Bed::Brown => Box::new(Stereo::new(brown::Brown::new(seed))),
    }
}

/// Strikes the bell. Takes no memory but its own, so the audio callback may do it.
pub(crate) fn bell() -> Bell {
    Stereo::new(bell::Bowl::new())
}

/// Something that computes its next stereo frame, or has ended.
pub(crate) trait Synth {
    fn frame(&mut self) -> Option<[f32; 2]>;
}

/// A synth as a rodio source: its frames, interleaved.
pub(crate) struct Stereo<S> {
    synth: S,
    right: Option<f32>,
}

impl<S: Synth> Stereo<S> {
    fn new(synth: S) -> Self {
        Stereo { synth, right: None }
    }
}

impl<S: Synth> Iterator for Stereo<S> {
    type Item = Sample;

    fn next(&mut self) -> Option<Sample> {
        if let Some(right) = self.right.take() {
            return Some(right);
        }
        let [left, right] = self.synth.frame()?;
        self.right = Some(right);
        Some(left)
    }
}

impl<S: Synth> Source for Stereo<S> {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> ChannelCount {
        const { NonZero::new(2).unwrap() }
    }

    fn sample_rate(&self) -> SampleRate {
        const { NonZero::new(RATE).unwrap() }
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}
