#[cfg(test)]
mod tests;

use rubato::audioadapter_buffers::direct::SequentialSlice;
use rubato::{Fft, FixedSync, Resampler as _};
use vesper_speech::{Error, Kind, Result};

/// Frames that are converted at a time: a filter of this length keeps what folds back below -80 dB, and
/// 10 ms of a microphone is not long to wait.
const CHUNK: usize = 480;

/// The rates that can be converted, in Hz: from telephones to studios.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;

/// Converts a stream of mono samples from one rate to another.
///
/// The filter's delay is taken out and the end is exact: from `n` samples come `n * to / from`, rounded to
/// the nearest, and each stands where it stood. Works by Fourier transform in blocks (rubato's `Fft`).
pub(crate) struct Resample {
    from: u32,
    to: u32,
    /// `None` where both rates are the same.
    filter: Option<Fft<f32>>,
    /// What waits for a block to be full, and room for a block that was converted.
    waiting: Vec<f32>,
    block: Vec<f32>,
    /// Samples of the filter's delay that are still to be dropped.
    delay: usize,
    taken: u64,
    given: u64,
}

impl Resample {
    /// From `from` to `to` samples per second; a rate outside of 4 to 384 kHz is a [`Kind::BadRequest`].
    pub(crate) fn new(from: u32, to: u32) -> Result<Self> {
        for rate in [from, to] {
            if !RATES.contains(&rate) {
                return Err(Error::new(
                    Kind::BadRequest,
                    format!("{rate} Hz"),
                    "is not a rate that sound can be converted from or to.",
                    "Use a rate from 4000 to 384000 Hz.",
                ));
            }
        }
        let filter = if from == to { None } else { Some(design(from, to)?) };
        let block = filter.as_ref().map_or(0, |filter| filter.output_frames_max());
        let delay = filter.as_ref().map_or(0, |filter| filter.output_delay());
        let (waiting, block) = (Vec::new(), vec![0.0; block]);
        Ok(Resample { from, to, filter, waiting, block, delay, taken: 0, given: 0 })
    }

    /// Takes `samples` and appends to `out` what is ready; the rest waits for more.
    pub(crate) fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) -> Result<()> {
        self.taken += samples.len() as u64;
        let Some(filter) = &self.filter else {
            self.given = self.taken;
            out.extend_from_slice(samples);
            return Ok(());
        };
        let chunk = filter.input_frames_next();
        let mut rest = samples;
        while self.waiting.len() + rest.len() >= chunk {
            let (now, later) = rest.split_at(chunk - self.waiting.len());
            self.waiting.extend_from_slice(now);
            self.convert(out)?;
            rest = later;
        }
        self.waiting.extend_from_slice(rest);
        Ok(())
    }

    /// Appends what is left, to the exact length, and is ready for another stream.
    pub(crate) fn finish(&mut self, out: &mut Vec<f32>) -> Result<()> {
        let (from, to) = (u128::from(self.from), u128::from(self.to));
        let total = ((u128::from(self.taken) * to + from / 2) / from) as u64;
        while self.given < total {
            let Some(filter) = &self.filter else { break };
            self.waiting.resize(filter.input_frames_next(), 0.0);
            self.convert(out)?;
        }
        out.truncate(out.len() - (self.given - total) as usize);
        self.restart();
        Ok(())
    }

    fn restart(&mut self) {
        self.waiting.clear();
        (self.taken, self.given) = (0, 0);
        if let Some(filter) = &mut self.filter {
            filter.reset();
            self.delay = filter.output_delay();
        }
    }

    /// Converts the block that waits.
    fn convert(&mut self, out: &mut Vec<f32>) -> Result<()> {
        let Some(filter) = &mut self.filter else { return Ok(()) };
        let frames = self.block.len();
        let input = SequentialSlice::new(&self.waiting, 1, self.waiting.len()).map_err(failed)?;
        let mut output = SequentialSlice::new_mut(&mut self.block, 1, frames).map_err(failed)?;
        let (_, made) = filter.process_into_buffer(&input, &mut output, None).map_err(failed)?;
        self.waiting.clear();
        let dropped = self.delay.min(made);
        self.delay -= dropped;
        self.given += (made - dropped) as u64;
        out.extend_from_slice(self.block.get(dropped..made).unwrap_or_default());
        Ok(())
    }
}

fn design(from: u32, to: u32) -> Result<Fft<f32>> {
    Fft::new(from as usize, to as usize, CHUNK, 1, FixedSync::Both).map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::new(Kind::Engine, "resampler", format!("failed: {error}."), "")
}
