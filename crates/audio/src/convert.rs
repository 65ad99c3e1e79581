use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Resampler};

/// Frames that are converted at a time, at the rate that comes in: about 10 ms.
const STRETCH: usize = 100;

/// From one rate to another, block after block, with all its memory made beforehand.
///
/// Each block is filtered in the frequency domain (rubato's `Fft`, Blackman-Harris squared); what comes
/// out lags behind what goes in by [`delay`](Converter::delay).
pub(crate) struct Converter {
    fft: Fft<f32>,
    channels: usize,
    input: Vec<f32>,
    output: Vec<f32>,
}

impl Converter {
    /// `None` where the rates cannot be converted: one of them is zero.
    pub(crate) fn new(from: u32, to: u32, channels: usize) -> Option<Converter> {
        let stretch = (from as usize / STRETCH).max(1);
        let fft = Fft::new(from as usize, to as usize, stretch, channels, FixedSync::Both).ok()?;
        let input = vec![0.0; fft.input_frames_max() * channels];
        let output = vec![0.0; fft.output_frames_max() * channels];
        Some(Converter { fft, channels, input, output })
    }

    /// Frames by which the output lags, at the rate that goes out.
    pub(crate) fn delay(&self) -> usize {
        self.fft.output_delay()
    }

    /// Where the next block goes in, interleaved; fill all of it.
    pub(crate) fn input(&mut self) -> &mut [f32] {
        &mut self.input
    }

    /// Converts the block that was put in. Neither locks nor allocates.
    pub(crate) fn convert(&mut self) -> &[f32] {
        let (frames_in, frames_out) = (self.input.len() / self.channels, self.output.len() / self.channels);
        let input = InterleavedSlice::new(&self.input, self.channels, frames_in);
        let output = InterleavedSlice::new_mut(&mut self.output, self.channels, frames_out);
        let done = match (input, output) {
            (Ok(input), Ok(mut output)) => self.fft.process_into_buffer(&input, &mut output, None).is_ok(),
            _ => false,
        };
        if !done {
            // Only a block of the wrong size is refused, and both were made to fit.
            self.output.fill(0.0);
        }
        &self.output
    }

    /// The block that was converted last.
    pub(crate) fn output(&self) -> &[f32] {
        &self.output
    }
}
