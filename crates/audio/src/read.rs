//! Audio files as samples. Every file is a stranger's: what it says of itself is checked before it is
//! believed, and it ends after four hours whatever it says.

mod decode;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::time::Duration;

use vesper_speech::{AudioSource, Error, FRAME, Frame, HEARD_RATE, Kind, Pcm, Result};

use crate::resample::Resample;
use decode::Decode;

/// Samples that [`read()`] holds at most: 1 GiB, an hour and a half at 48 kHz. Silence packs so well that a
/// small file may say that it is far more.
const HELD: usize = 1 << 28;

/// Reads a whole file: WAV, FLAC, MP3, Ogg Vorbis, Opus or M4A, its channels averaged to one, at its own rate.
///
/// Fails with [`Kind::MissingFile`] where there is none and with [`Kind::BadFile`] for everything else: no
/// sound in it, damaged, longer than four hours or 1 GiB of samples, more than eight channels, a rate
/// beyond 4 to 384 kHz.
pub fn read(path: impl AsRef<Path>) -> Result<Pcm> {
    let mut file = Decode::open(path.as_ref())?;
    let mut samples = Vec::new();
    while let Some(more) = file.next()? {
        if samples.len() + more.len() > HELD {
            let advice = "Cut it into shorter files.";
            return Err(Error::new(Kind::BadFile, file.name(), "is too long to be read at once.", advice));
        }
        samples.extend_from_slice(more);
    }
    Ok(Pcm { rate: file.rate(), samples })
}

/// The same, converted to `rate` samples per second, of a file that has at most `longest`.
///
/// Fails as [`read()`] does, with [`Kind::BadFile`] where it is longer, and with [`Kind::BadRequest`] for a rate outside
/// of 4 to 384 kHz. Of a longer file no more than that is held.
pub fn read_at(path: impl AsRef<Path>, rate: u32, longest: Duration) -> Result<Pcm> {
    let mut file = Decode::open(path.as_ref())?;
    let mut resample = Resample::new(file.rate(), rate)?;
    let most = longest.as_secs_f64() * f64::from(rate);
    let mut samples = Vec::new();
    while let Some(more) = file.next()? {
        resample.push(more, &mut samples)?;
        if samples.len() as f64 > most {
            let what = format!("is longer than {} seconds.", longest.as_secs());
            return Err(Error::new(Kind::BadFile, file.name(), what, "Cut it, or choose another one."));
        }
    }
    resample.finish(&mut samples)?;
    Ok(Pcm { rate, samples })
}

/// A file that stands in for a microphone, as fast as it is read.
///
/// Takes what [`read()`] takes and fails as it does. The last frame is filled up with silence; every read
/// after it answers with [`Kind::Stopped`].
pub struct FileSource {
    file: Decode,
    resample: Resample,
    /// Samples at [`HEARD_RATE`] from `given` on.
    ready: Vec<f32>,
    given: usize,
    ended: bool,
}

impl FileSource {
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let file = Decode::open(path.as_ref())?;
        let resample = Resample::new(file.rate(), HEARD_RATE)?;
        Ok(FileSource { file, resample, ready: Vec::new(), given: 0, ended: false })
    }

    /// Reads until a whole frame is ready or the file ends.
    fn fill(&mut self) -> Result<()> {
        self.ready.drain(..self.given);
        self.given = 0;
        while self.ready.len() < FRAME && !self.ended {
            match self.file.next()? {
                Some(samples) => self.resample.push(samples, &mut self.ready)?,
                None => {
                    self.ended = true;
                    self.resample.finish(&mut self.ready)?;
                }
            }
        }
        Ok(())
    }
}

impl AudioSource for FileSource {
    fn read(&mut self, frame: &mut Frame) -> Result<()> {
        if self.ready.len() - self.given < FRAME {
            self.fill()?;
        }
        let rest = self.ready.get(self.given..).unwrap_or_default();
        if rest.is_empty() {
            return Err(Error::new(Kind::Stopped, self.file.name(), "is at its end.", ""));
        }
        let length = rest.len().min(FRAME);
        frame.0.fill(0.0);
        for (to, from) in frame.0.iter_mut().zip(rest) {
            *to = *from;
        }
        self.given += length;
        Ok(())
    }
}
