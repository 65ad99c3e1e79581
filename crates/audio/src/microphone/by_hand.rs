use std::sync::Arc;
use std::time::Duration;

use vesper_speech::Result;

use super::Microphone;
use super::intake::Intake;
use crate::devices::{Clock, Fault, Time, Vitals};

/// What a sound card does with a [`Microphone`], done by hand.
pub struct Pusher {
    intake: Intake,
    vitals: Arc<Vitals>,
    rate: u32,
    channels: u16,
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
        let pusher = Pusher { intake, vitals: microphone.vitals.clone(), rate, channels: channels.max(1) };
        Ok((microphone, pusher))
    }
}

impl Pusher {
    /// One callback: `samples` were heard, interleaved, the last of them just now.
    pub fn push(&mut self, samples: &[f32]) {
        self.push_aged(samples, Duration::ZERO);
    }

    /// The same, the last of them so long ago.
    pub fn push_aged(&mut self, samples: &[f32], age: Duration) {
        let frames = samples.len() / usize::from(self.channels);
        let length = Duration::from_secs_f64(frames as f64 / f64::from(self.rate.max(1)));
        self.intake.take_samples(samples, age + length);
    }

    /// The error callback.
    pub fn fail(&self, fault: Fault) {
        self.vitals.failed(&fault.into());
    }
}
