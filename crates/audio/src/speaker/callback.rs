use std::sync::Arc;
use std::time::Duration;

use cpal::{Data, FromSample, I24, SampleFormat, SizedSample, U24};
use vesper_speech::RATE;

use super::heard::Heard;
use crate::convert::Converter;
use crate::devices::{Format, Vitals};
use crate::echo::Tap;
use crate::mixer::Mixer;

/// Frames that are rendered at a stretch: 10 ms at our own rate.
const BLOCK: usize = 480;

/// The greatest value that every whole-number format holds.
const FULL_SCALE: f32 = 1.0 - f32::EPSILON / 2.0;

/// What runs in the device's callback: neither locks, allocates nor asks the system for more than the
/// time.
pub(super) struct Callback {
    source: Source,
    channels: usize,
    /// One block, stereo, at the device's rate.
    stereo: Vec<f32>,
    vitals: Arc<Vitals>,
}

impl Callback {
    /// `None` where the device's rate cannot be made.
    pub(super) fn new(
        mixer: Mixer,
        format: &Format,
        heard: Arc<Heard>,
        vitals: Arc<Vitals>,
        tap: Option<Tap>,
    ) -> Option<Self> {
        let converter = match format.rate {
            RATE => None,
            rate => Some(Pending { converter: Converter::new(RATE, rate, 2)?, taken: usize::MAX }),
        };
        let source = Source {
            played: Played { mixer, heard, tap, delay: Duration::ZERO },
            converter,
            rate: format.rate,
        };
        let channels = usize::from(format.channels.max(1));
        Some(Callback { source, channels, stereo: vec![0.0; 2 * BLOCK], vitals })
    }

    /// Fills `data`, whose first frame will be heard after `delay`.
    pub(super) fn fill(&mut self, data: &mut Data, delay: Duration) {
        match data.sample_format() {
            SampleFormat::F32 => self.fill_some::<f32>(data, delay),
            SampleFormat::F64 => self.fill_some::<f64>(data, delay),
            SampleFormat::I8 => self.fill_some::<i8>(data, delay),
            SampleFormat::I16 => self.fill_some::<i16>(data, delay),
            SampleFormat::I24 => self.fill_some::<I24>(data, delay),
            SampleFormat::I32 => self.fill_some::<i32>(data, delay),
            SampleFormat::I64 => self.fill_some::<i64>(data, delay),
            SampleFormat::U8 => self.fill_some::<u8>(data, delay),
            SampleFormat::U16 => self.fill_some::<u16>(data, delay),
            SampleFormat::U24 => self.fill_some::<U24>(data, delay),
            SampleFormat::U32 => self.fill_some::<u32>(data, delay),
            SampleFormat::U64 => self.fill_some::<u64>(data, delay),
            // Others are never chosen; cpal hands the buffer over silent.
            _ => {}
        }
    }

    fn fill_some<T: SizedSample + FromSample<f32>>(&mut self, data: &mut Data, delay: Duration) {
        if let Some(samples) = data.as_slice_mut::<T>() {
            self.fill_samples(samples, delay);
        }
    }

    pub(super) fn fill_samples<T: SizedSample + FromSample<f32>>(
        &mut self,
        samples: &mut [T],
        delay: Duration,
    ) {
        let now = self.vitals.now();
        self.vitals.beat(now);
        let mut at = now + delay;
        self.source.played.delay = delay;
        for block in samples.chunks_mut(self.channels * BLOCK) {
            let frames = block.len() / self.channels;
            let Some(stereo) = self.stereo.get_mut(..2 * frames) else { return };
            self.source.render(stereo, at);
            spread(stereo, block, self.channels);
            at += span(frames, self.source.rate);
        }
    }
}

/// The mixer, at the device's rate.
struct Source {
    played: Played,
    converter: Option<Pending>,
    rate: u32,
}

/// The mixer, and who is told what of it is heard when.
struct Played {
    mixer: Mixer,
    heard: Arc<Heard>,
    /// To the ear, where there is one.
    tap: Option<Tap>,
    /// How long after its callback the block of now is heard, as the device says.
    delay: Duration,
}

/// A converter, and how many samples of its latest block were taken; all of them before the first.
struct Pending {
    converter: Converter,
    taken: usize,
}

impl Source {
    /// Renders `stereo`, whose first frame is heard at `at`.
    fn render(&mut self, stereo: &mut [f32], at: Duration) {
        let Some(pending) = &mut self.converter else {
            self.played.render(stereo, at);
            return;
        };
        let mut filled = 0;
        while filled < stereo.len() {
            if pending.taken >= pending.converter.output().len() {
                let lag = filled / 2 + pending.converter.delay();
                let block_at = at + span(lag, self.rate);
                self.played.render(pending.converter.input(), block_at);
                pending.converter.convert();
                pending.taken = 0;
            }
            let ready = pending.converter.output().get(pending.taken..).unwrap_or_default();
            let Some(open) = stereo.get_mut(filled..) else { return };
            let length = ready.len().min(open.len());
            for (out, sample) in open.iter_mut().zip(ready) {
                *out = *sample;
            }
            filled += length;
            pending.taken += length;
            if length == 0 {
                return;
            }
        }
    }
}

impl Played {
    /// Renders `stereo`, whose first frame is heard at `at`.
    fn render(&mut self, stereo: &mut [f32], at: Duration) {
        let from = self.mixer.position();
        self.mixer.render(stereo);
        self.heard.note(at, from, self.mixer.position());
        if let Some(tap) = &mut self.tap {
            // When it was asked for: what devices tell of their delay wanders too much to find an echo by it.
            tap.take(stereo, at.saturating_sub(self.delay));
        }
    }
}

/// How long `frames` take.
fn span(frames: usize, rate: u32) -> Duration {
    Duration::from_nanos(frames as u64 * 1_000_000_000 / u64::from(rate.max(1)))
}

/// Puts each stereo frame into the device's channels: both into one, or left and right into the first two.
fn spread<T: SizedSample + FromSample<f32>>(stereo: &[f32], out: &mut [T], channels: usize) {
    let (frames, _) = stereo.as_chunks::<2>();
    for (frame, out) in frames.iter().zip(out.chunks_exact_mut(channels)) {
        match out {
            [mono] => *mono = sample((frame[0] + frame[1]) / 2.0),
            [left, right, rest @ ..] => {
                *left = sample(frame[0]);
                *right = sample(frame[1]);
                rest.fill(T::EQUILIBRIUM);
            }
            [] => {}
        }
    }
}

fn sample<T: FromSample<f32>>(value: f32) -> T {
    T::from_sample_(value.clamp(-1.0, FULL_SCALE))
}

#[cfg(test)]
mod tests;
