use std::fs::File;
use std::io;

/// Frames that an encoder is given at most at one time.
pub(super) const FRAMES: usize = 4_096;

/// A place in the file that has a name.
pub(super) struct Chapter {
    /// Frames from the beginning.
    pub(super) at: u64,
    pub(super) title: String,
}

/// Turns stereo frames at [`RATE`](vesper_speech::RATE) into a file as they come.
pub(super) trait Encoder: Send {
    fn write(&mut self, frames: &[[f32; 2]]) -> io::Result<()>;

    /// Writes what was held back and what only now is known, and hands the file out.
    fn finish(&mut self, chapters: &[Chapter]) -> io::Result<File>;
}

/// A sample as 16 bits. Without dither: silence must stay silence, and a bed is its own noise.
pub(super) fn sixteen(sample: f32) -> i16 {
    (sample * 32_767.0).round() as i16
}
