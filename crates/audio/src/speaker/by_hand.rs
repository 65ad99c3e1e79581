use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use cpal::SampleFormat;
use vesper_speech::{Error, Kind, Result};

use super::callback::Callback;
use super::heard::Heard;
use super::{CAPACITY, Speaker};
use crate::devices::{Clock, Fault, Format, Time, Vitals};
use crate::echo::FarEnd;
use crate::mixer::mixer;

/// What a sound card does with a [`Speaker`], done by hand.
pub struct Puller {
    callback: Callback,
    vitals: Arc<Vitals>,
}

impl Speaker {
    /// A speaker that no sound card drives: whoever holds the [`Puller`] asks for sound, at `rate` samples per second
    /// and with `channels`, and it takes `time` for the time. For tests that must not wait: the callback is the
    /// same. (A host of cpal's own kind would have to make its buffers with `unsafe`.)
    ///
    /// # Errors
    /// `Kind::Engine` where sound cannot be brought to `rate`.
    pub fn by_hand(time: &Time, rate: u32, channels: u16) -> Result<(Speaker, Puller)> {
        Speaker::by_hand_for(time, rate, channels, None)
    }

    /// The same, with an ear that takes what it plays out of what it hears.
    ///
    /// # Errors
    /// As [`by_hand`](Speaker::by_hand).
    pub fn by_hand_heard(time: &Time, rate: u32, channels: u16, far: &FarEnd) -> Result<(Speaker, Puller)> {
        Speaker::by_hand_for(time, rate, channels, Some(far))
    }

    fn by_hand_for(time: &Time, rate: u32, channels: u16, far: Option<&FarEnd>) -> Result<(Speaker, Puller)> {
        let name = "a speaker by hand".to_owned();
        let (desk, mixer) = mixer(CAPACITY);
        let (heard, vitals) = (Arc::new(Heard::new()), Arc::new(Vitals::timed(Clock::from(time))));
        let format = Format { rate, channels, sample: SampleFormat::F32, period: rate / 100 };
        let callback = Callback::new(mixer, &format, heard.clone(), vitals.clone(), far.map(FarEnd::tap))
            .ok_or_else(|| {
                Error::new(Kind::Engine, &name, format!("{rate} samples per second cannot be made."), "")
            })?;
        let speaker = Speaker {
            desk,
            heard,
            vitals: vitals.clone(),
            watch: None,
            name,
            written: 0,
            base: 0,
            latest: Cell::new(0),
            glitches: 0,
            stream: None,
        };
        Ok((speaker, Puller { callback, vitals }))
    }
}

impl Puller {
    /// One callback: `samples` are filled, interleaved, and the first of them is heard after `delay`.
    pub fn pull(&mut self, samples: &mut [f32], delay: Duration) {
        self.callback.fill_samples(samples, delay);
    }

    /// The error callback.
    pub fn fail(&self, fault: Fault) {
        self.vitals.failed(&fault.into());
    }
}
