use std::sync::Arc;

use vesper_speech::Result;

use super::Microphone;
use super::intake::Intake;
use crate::devices::{Clock, Fault, Time, Vitals};

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
        let (microphone, intake) =
            Microphone::unheard("a microphone by hand", rate, channels, Vitals::timed(Clock::from(time)))?;
        let pusher = Pusher { intake, vitals: microphone.vitals.clone() };
        Ok((microphone, pusher))
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
