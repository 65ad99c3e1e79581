use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rtrb::RingBuffer;
use vesper_speech::{HEARD_RATE, Result};

use super::Microphone;
use super::intake::Intake;
use crate::devices::{Clock, Fault, Time, Vitals};
use crate::meter::Meter;
use crate::resample::Resample;

/// What a sound card does with a [`Microphone`], done by hand.
pub struct Pusher {
    intake: Intake,
    vitals: Arc<Vitals>,
}

impl Microphone {
    /// A microphone that no sound card drives: whoever holds the [`Pusher`] says what is heard, at `rate` samples per
    /// second and with `channels`, and it takes `time` for the time. For tests that must not wait: the callback is
    /// the same. Use [`take`](Microphone::take); a read would wait for a time that does not pass by itself.
    ///
    /// # Errors
    /// `Kind::Engine` where `rate` cannot be brought to ours.
    pub fn by_hand(time: &Time, rate: u32, channels: u16) -> Result<(Microphone, Pusher)> {
        let resample = Resample::new(rate, HEARD_RATE)?;
        let (into_ring, ring) = RingBuffer::new(rate as usize);
        let (dropped, vitals) = (Arc::new(AtomicU64::new(0)), Arc::new(Vitals::timed(Clock::from(time))));
        let intake = Intake::new(into_ring, channels, dropped.clone(), vitals.clone());
        let microphone = Microphone {
            name: "a microphone by hand".to_owned(),
            ring,
            resample,
            ready: Vec::new(),
            dropped,
            vitals: vitals.clone(),
            meter: Meter::new(HEARD_RATE),
            stream: None,
        };
        Ok((microphone, Pusher { intake, vitals }))
    }
}

impl Pusher {
    /// One callback: `samples` were heard, interleaved.
    pub fn push(&mut self, samples: &[f32]) {
        self.intake.take_samples(samples);
    }

    /// The error callback.
    pub fn fail(&self, fault: Fault) {
        self.vitals.failed(&fault.into());
    }
}
