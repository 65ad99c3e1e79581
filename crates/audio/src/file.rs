//! A performance as an audio file.
//!
//! A file is a sink like the speaker: the same mixer renders it, sample for sample, as it is written. So
//! what is exported is what would have been heard, and memory never holds more than a block of it.

mod comments;
mod encoder;
mod flac;
mod opus;
mod part;
mod tags;
#[cfg(test)]
mod tests;
mod wav;

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use vesper_speech::{AudioSink, Error, Health, Kind, Level, Mark, RATE, Result};

use crate::mixer::{Desk, Mixer, mixer};
use encoder::{Chapter, Encoder, FRAMES};
use part::Part;
pub use tags::{Remarks, Tags};

/// Chapters that one file may have: the comments count them with three digits.
const CHAPTERS: usize = 999;

/// Frames in which a file fades at its end, 20 ms: a bed or a bell that still sounds there would click.
const FADE: usize = RATE as usize / 50;

/// A file that is performed into: 48 kHz stereo, by the ending of its name as `.wav` (16 bit), `.flac`
/// (16 bit) or `.opus` and `.ogg` (Opus, 96 kbit/s). [`Mark::Chapter`] becomes a chapter of the file.
///
/// It grows beside its place as `NAME.part`; [`finish`](AudioSink::finish) completes it, waits until it is
/// on the disk and gives it its name. Dropped before that, nothing is left. Its length is the number of
/// voice samples that were written, exactly; whatever still sounds in its last 20 ms fades.
///
/// When the disk fails, [`write`](AudioSink::write) takes nothing more, [`health`](AudioSink::health) says
/// what happened, and `finish` answers with the error.
pub struct AudioFile {
    path: PathBuf,
    part: Option<Part>,
    encoder: Option<Box<dyn Encoder>>,
    desk: Desk,
    mixer: Mixer,
    /// Frames of the block that is rendered.
    block: Vec<f32>,
    /// Frames that were rendered and may be the last ones.
    last: VecDeque<[f32; 2]>,
    /// By position in the file.
    chapters: Vec<Chapter>,
    /// Samples written in all, and how many of them before the last clear.
    written: u64,
    base: u64,
    paused: bool,
    failed: Option<Error>,
}

impl AudioFile {
    /// Begins a file at `path`. Fails with [`Kind::BadRequest`] for a name of another ending or one that a device or
    /// a folder has, and with [`Kind::Unwritable`] or [`Kind::DiskFull`] where nothing can be written.
    pub fn create(path: impl AsRef<Path>, tags: Tags) -> Result<Self> {
        let path = path.as_ref().to_path_buf();
        let begin: fn(std::fs::File, Tags) -> io::Result<Box<dyn Encoder>> = match ending(&path).as_str() {
            "wav" => |file, tags| Ok(Box::new(wav::Wav::new(file, tags)?)),
            "flac" => |file, tags| Ok(Box::new(flac::Flac::new(file, tags)?)),
            "opus" | "ogg" => |file, tags| Ok(Box::new(opus::Opus::new(file, tags)?)),
            _ => {
                return Err(Error::new(
                    Kind::BadRequest,
                    path.display().to_string(),
                    "does not end like an audio file that can be written.",
                    "Choose a name that ends in .wav, .flac or .opus.",
                ));
            }
        };
        // Whole files are renamed into place, and that would put one where the device was.
        if std::fs::metadata(&path).is_ok_and(|there| !there.is_file()) {
            return Err(Error::new(
                Kind::BadRequest,
                path.display().to_string(),
                "is there already, and is no file.",
                "Choose the name of a new file, or of one to be replaced.",
            ));
        }
        let failed = |error| unwritable(&path, &error);
        let (part, file) = Part::create(&path).map_err(failed)?;
        let encoder = begin(file, tags).map_err(failed)?;
        let (desk, mixer) = mixer(FRAMES);
        Ok(AudioFile {
            part: Some(part),
            encoder: Some(encoder),
            desk,
            mixer,
            block: vec![0.0; 2 * FRAMES],
            last: VecDeque::with_capacity(FADE + FRAMES),
            chapters: Vec::new(),
            written: 0,
            base: 0,
            paused: false,
            failed: None,
            path,
        })
    }

    /// Renders `samples`, which are at most [`FRAMES`], and says how many became part of the file.
    fn append(&mut self, samples: &[f32]) -> io::Result<usize> {
        let Some(encoder) = &mut self.encoder else { return Ok(0) };
        let taken = self.desk.write(samples);
        let Some(block) = self.block.get_mut(..2 * taken) else { return Ok(0) };
        self.mixer.render(block);
        self.last.extend(block.as_chunks::<2>().0);
        let certain = self.last.len().saturating_sub(FADE);
        if let Some(frames) = self.last.make_contiguous().get(..certain) {
            encoder.write(frames)?;
        }
        self.last.drain(..certain);
        self.written += taken as u64;
        Ok(taken)
    }

    fn complete(&mut self, part: Part, mut encoder: Box<dyn Encoder>) -> io::Result<()> {
        self.chapters.retain(|chapter| chapter.at < self.written.max(1));
        self.chapters.sort_by_key(|chapter| chapter.at);
        for (left, frame) in self.last.iter_mut().rev().enumerate() {
            *frame = frame.map(|sample| sample * left as f32 / FADE as f32);
        }
        encoder.write(self.last.make_contiguous())?;
        part.keep(encoder.finish(&self.chapters)?)
    }
}

impl AudioSink for AudioFile {
    fn device(&self) -> Option<String> {
        Some(self.path.display().to_string())
    }

    fn write(&mut self, samples: &[f32]) -> usize {
        let mut taken = 0;
        for block in samples.chunks(FRAMES) {
            if self.paused || self.failed.is_some() {
                break;
            }
            match self.append(block) {
                Ok(0) => break,
                Ok(more) => taken += more,
                Err(error) => self.failed = Some(unwritable(&self.path, &error)),
            }
        }
        taken
    }

    fn mark(&mut self, at: u64, mark: &Mark) -> bool {
        if let Mark::Chapter(title) = mark {
            if self.chapters.len() < CHAPTERS {
                self.chapters.push(Chapter { at: self.base.saturating_add(at), title: title.clone() });
            } else {
                tracing::warn!(file = %self.path.display(), "more than {CHAPTERS} chapters; the rest is left out");
            }
            return true;
        }
        self.desk.mark(at, mark)
    }

    fn played(&self) -> u64 {
        self.written - self.base
    }

    /// A file stands still at once: there is nobody to whom it must fade.
    fn pause(&mut self) {
        self.paused = true;
    }

    fn resume(&mut self) {
        self.paused = false;
    }

    /// What was written is in the file and stays; the marks after it are dropped.
    fn clear(&mut self) {
        self.desk.clear();
        self.chapters.retain(|chapter| chapter.at < self.written);
        self.base = self.written;
    }

    fn volume(&mut self, voice: f32, bed: f32) {
        self.desk.volume(voice, bed);
    }

    fn level(&self) -> Level {
        self.desk.level()
    }

    fn health(&mut self) -> Health {
        self.failed.as_ref().map_or(Health::Fine, |error| Health::Lost(error.to_string()))
    }

    fn finish(&mut self) -> Result<()> {
        let begun = (self.part.take(), self.encoder.take());
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let (Some(part), Some(encoder)) = begun else { return Ok(()) };
        self.complete(part, encoder).map_err(|error| {
            let error = unwritable(&self.path, &error);
            self.failed = Some(error.clone());
            error
        })
    }
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    let subject = path.display().to_string();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::new(
            Kind::DiskFull,
            subject,
            "could not be written: the disk is full.",
            "Make room or choose another place, and export again.",
        ),
        io::ErrorKind::NotFound => Error::new(
            Kind::Unwritable,
            subject,
            "could not be written: its folder is not there.",
            "Make the folder or choose another place.",
        ),
        io::ErrorKind::FileTooLarge => Error::new(
            Kind::Unwritable,
            subject,
            format!("could not be written: {error}."),
            "Export it as .flac or .opus.",
        ),
        _ => Error::new(
            Kind::Unwritable,
            subject,
            format!("could not be written: {error}."),
            "Choose another place for it.",
        ),
    }
}
