use std::sync::atomic::{AtomicU32, Ordering};

use vesper_speech::Level;

/// Seconds in which the shown peak falls to a third.
const PEAK_FALL: f32 = 0.3;

/// Seconds over which the power is averaged.
const POWER_SPAN: f32 = 0.15;

/// How loud something was lately: measured by one thread, read by any, without waiting.
pub(crate) struct Meter {
    /// Samples per second of all channels together.
    rate: f32,
    /// Both as the bits of an f32.
    peak: AtomicU32,
    power: AtomicU32,
}

impl Meter {
    /// A meter of `rate` samples per second, all channels together.
    pub(crate) fn new(rate: u32) -> Self {
        Meter { rate: rate.max(1) as f32, peak: AtomicU32::new(0), power: AtomicU32::new(0) }
    }

    /// Takes in the samples that came next. Only one thread may call this.
    pub(crate) fn measure(&self, samples: &[f32]) {
        if samples.is_empty() {
            return;
        }
        let seconds = samples.len() as f32 / self.rate;
        let (top, sum) =
            samples.iter().fold((0.0_f32, 0.0_f32), |(top, sum), x| (top.max(x.abs()), sum + x * x));
        let peak = f32::from_bits(self.peak.load(Ordering::Relaxed)) * (-seconds / PEAK_FALL).exp();
        let keep = (-seconds / POWER_SPAN).exp();
        let power = f32::from_bits(self.power.load(Ordering::Relaxed));
        let power = keep * power + (1.0 - keep) * sum / samples.len() as f32;
        self.peak.store(peak.max(top).to_bits(), Ordering::Relaxed);
        self.power.store(power.to_bits(), Ordering::Relaxed);
    }

    pub(crate) fn level(&self) -> Level {
        Level {
            peak: f32::from_bits(self.peak.load(Ordering::Relaxed)).min(1.0),
            rms: f32::from_bits(self.power.load(Ordering::Relaxed)).sqrt().min(1.0),
        }
    }
}
