use std::time::Duration;

/// Samples per second of everything that is performed. Engines with another rate are converted once, where
/// they are opened, so that every position in the house is a count of the same samples.
pub const RATE: u32 = 48_000;

/// Samples per second of everything that is heard: what the voice detector and the recogniser take.
pub const HEARD_RATE: u32 = 16_000;

/// Samples in a [`Frame`]: 32 ms at [`HEARD_RATE`].
pub const FRAME: usize = 512;

/// 32 ms of the microphone: [`FRAME`] samples in -1..1 at [`HEARD_RATE`], mono.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame(pub [f32; FRAME]);

impl Default for Frame {
    fn default() -> Self {
        Frame([0.0; FRAME])
    }
}

/// Mono samples in -1..1 at `rate` samples per second.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pcm {
    pub rate: u32,
    pub samples: Vec<f32>,
}

impl Pcm {
    pub fn duration(&self) -> Duration {
        Duration::from_secs_f64(self.samples.len() as f64 / f64::from(self.rate.max(1)))
    }
}

/// `duration` as samples at [`RATE`], rounded to the nearest.
pub fn samples(duration: Duration) -> u64 {
    (duration.as_secs_f64() * f64::from(RATE)).round() as u64
}

/// `samples` at [`RATE`] as seconds.
pub fn seconds(samples: u64) -> f64 {
    samples as f64 / f64::from(RATE)
}
