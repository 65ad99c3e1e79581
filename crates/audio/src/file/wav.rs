use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

use vesper_speech::RATE;

use super::Tags;
use super::comments::{LONGEST_COMMENT, line, shortened};
use super::encoder::{Chapter, Encoder, sixteen};

/// Bytes of a stereo frame of 16 bits.
const FRAME: u32 = 4;

/// Bytes before the first frame: the RIFF head, the format, the head of the data.
const HEAD: u32 = 12 + 24 + 8;

/// Bytes that the chapters may take at the end of a file, whose size has 32 bits.
const SPARE: u32 = 1 << 20;

/// RIFF WAVE, 16-bit PCM ("Multimedia Programming Interface and Data Specifications 1.0", IBM and Microsoft,
/// 1991). Chapters are cue points with labels, behind the samples.
pub(super) struct Wav {
    file: Option<BufWriter<File>>,
    tags: Tags,
    data: u32,
}

impl Wav {
    pub(super) fn new(file: File, tags: Tags) -> io::Result<Self> {
        let mut file = BufWriter::new(file);
        file.write_all(&head(0, HEAD - 8))?;
        Ok(Wav { file: Some(file), tags, data: 0 })
    }
}

impl Encoder for Wav {
    fn write(&mut self, frames: &[[f32; 2]]) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let length = u32::try_from(frames.len() * FRAME as usize).unwrap_or(u32::MAX);
        let data = self.data.checked_add(length).filter(|&data| data < u32::MAX - SPARE);
        self.data = data
            .ok_or_else(|| io::Error::new(io::ErrorKind::FileTooLarge, "a .wav file ends after six hours"))?;
        for sample in frames.as_flattened() {
            file.write_all(&sixteen(*sample).to_le_bytes())?;
        }
        Ok(())
    }

    fn finish(&mut self, chapters: &[Chapter]) -> io::Result<File> {
        let mut file = self.file.take().ok_or(io::ErrorKind::NotConnected)?;
        let mut end = info(&self.tags);
        if !chapters.is_empty() {
            end.extend(cues(chapters));
            end.extend(labels(chapters));
        }
        file.write_all(&end)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&head(self.data, HEAD - 8 + self.data + end.len() as u32))?;
        file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

fn head(data: u32, riff: u32) -> Vec<u8> {
    let mut format = Vec::new();
    format.extend(1_u16.to_le_bytes()); // PCM
    format.extend(2_u16.to_le_bytes());
    format.extend(RATE.to_le_bytes());
    format.extend((RATE * FRAME).to_le_bytes());
    format.extend((FRAME as u16).to_le_bytes());
    format.extend(16_u16.to_le_bytes());
    let mut head = Vec::from(*b"RIFF");
    head.extend(riff.to_le_bytes());
    head.extend(b"WAVE");
    head.extend(chunk(b"fmt ", &format));
    head.extend(b"data");
    head.extend(data.to_le_bytes());
    head
}

/// A chunk: its name, its length, its content, padded to an even length.
fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut chunk = Vec::from(*name);
    chunk.extend((content.len() as u32).to_le_bytes());
    chunk.extend(content);
    if content.len() % 2 == 1 {
        chunk.push(0);
    }
    chunk
}

fn text(text: &str) -> Vec<u8> {
    ended(shortened(text))
}

/// Text as RIFF has it: up to a zero.
fn ended(text: String) -> Vec<u8> {
    let mut bytes = text.into_bytes();
    bytes.push(0);
    bytes
}

fn info(tags: &Tags) -> Vec<u8> {
    let names = [
        (b"INAM", shortened(&tags.title)),
        (b"IART", shortened(&tags.artist)),
        (b"IPRD", shortened(&tags.album)),
        (b"ICMT", line(&tags.comments(), LONGEST_COMMENT)),
    ];
    let mut list = Vec::from(*b"INFO");
    for (name, value) in names {
        if !value.is_empty() {
            list.extend(chunk(name, &ended(value)));
        }
    }
    if list.len() == 4 { Vec::new() } else { chunk(b"LIST", &list) }
}

/// The places of the chapters, numbered from 1.
fn cues(chapters: &[Chapter]) -> Vec<u8> {
    let mut content = Vec::from((chapters.len() as u32).to_le_bytes());
    for (number, chapter) in (1_u32..).zip(chapters) {
        let at = u32::try_from(chapter.at).unwrap_or(u32::MAX);
        content.extend(number.to_le_bytes());
        content.extend(at.to_le_bytes());
        content.extend(b"data");
        content.extend([0; 8]);
        content.extend(at.to_le_bytes());
    }
    chunk(b"cue ", &content)
}

/// The names of the places.
fn labels(chapters: &[Chapter]) -> Vec<u8> {
    let mut list = Vec::from(*b"adtl");
    for (number, chapter) in (1_u32..).zip(chapters) {
        let mut label = Vec::from(number.to_le_bytes());
        label.extend(text(&chapter.title));
        list.extend(chunk(b"labl", &label));
    }
    chunk(b"LIST", &list)
}
