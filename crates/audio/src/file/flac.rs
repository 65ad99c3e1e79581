use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

use flacenc::bitsink::ByteSink;
use flacenc::component::{BitRepr, StreamInfo};
use flacenc::config;
use flacenc::error::{Verified, Verify};
use flacenc::source::{Context, Fill, FrameBuf};
use vesper_speech::RATE;

use super::Tags;
use super::comments::{ROOM, comments};
use super::encoder::{Chapter, Encoder, sixteen};

/// Frames of a block; the last may be shorter.
const BLOCK: usize = 4_096;

/// The kinds of metadata block that are written.
const STREAM_INFO: u8 = 0;
const PADDING: u8 = 1;
const COMMENTS: u8 = 4;
/// The bit of the last one.
const LAST: u8 = 0x80;

/// FLAC, 16 bit (RFC 9639), its blocks made by flacenc. Before the samples lies room for the comments, which
/// are written when the chapters are known; what they do not take is a padding block.
pub(super) struct Flac {
    file: Option<BufWriter<File>>,
    tags: Tags,
    config: Verified<config::Encoder>,
    info: StreamInfo,
    /// Counts and sums what was encoded.
    sum: Context,
    buffer: FrameBuf,
    /// Samples of the block that is not full yet, interleaved.
    waiting: Vec<i32>,
    blocks: usize,
    /// Bytes of the smallest and the largest block so far.
    sizes: Option<(usize, usize)>,
}

impl Flac {
    pub(super) fn new(file: File, tags: Tags) -> io::Result<Self> {
        let config = config::Encoder::default().into_verified().map_err(|(_, error)| failed(error))?;
        let info = StreamInfo::new(RATE as usize, 2, 16).map_err(failed)?;
        let mut flac = Flac {
            file: Some(BufWriter::new(file)),
            tags,
            config,
            info,
            sum: Context::new(16, 2),
            buffer: FrameBuf::with_size(2, BLOCK).map_err(failed)?,
            waiting: Vec::with_capacity(2 * BLOCK),
            blocks: 0,
            sizes: None,
        };
        let head = flac.head(&[])?;
        flac.put(&head)?;
        Ok(flac)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), |file| file.write_all(bytes))
    }

    fn block(&mut self) -> io::Result<()> {
        self.buffer.fill_interleaved(&self.waiting).map_err(failed)?;
        self.sum.fill_interleaved(&self.waiting).map_err(failed)?;
        let block = flacenc::encode_fixed_size_frame(&self.config, &self.buffer, self.blocks, &self.info)
            .map_err(failed)?;
        let mut bytes = ByteSink::new();
        block.write(&mut bytes).map_err(failed)?;
        let size = bytes.as_slice().len();
        self.sizes = Some(self.sizes.map_or((size, size), |(least, most)| (least.min(size), most.max(size))));
        self.blocks += 1;
        self.waiting.clear();
        self.put(bytes.as_slice())
    }

    /// Everything before the samples, always of the same length.
    fn head(&mut self, chapters: &[Chapter]) -> io::Result<Vec<u8>> {
        let (least, most) = self.sizes.unwrap_or_default();
        self.info.set_block_sizes(BLOCK, BLOCK).map_err(failed)?;
        self.info.set_frame_sizes(least, most).map_err(failed)?;
        self.info.set_total_samples(self.sum.total_samples());
        self.info.set_md5_digest(&self.sum.md5_digest());
        let mut info = ByteSink::new();
        self.info.write(&mut info).map_err(failed)?;
        let comments = comments(concat!("vesper ", env!("CARGO_PKG_VERSION")), &self.tags, chapters);
        let mut head = Vec::from(*b"fLaC");
        metadata(&mut head, STREAM_INFO, info.as_slice());
        metadata(&mut head, COMMENTS, &comments);
        metadata(&mut head, PADDING | LAST, &vec![0; ROOM - comments.len()]);
        Ok(head)
    }
}

impl Encoder for Flac {
    fn write(&mut self, frames: &[[f32; 2]]) -> io::Result<()> {
        for frame in frames {
            self.waiting.extend(frame.map(|sample| i32::from(sixteen(sample))));
            if self.waiting.len() == 2 * BLOCK {
                self.block()?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, chapters: &[Chapter]) -> io::Result<File> {
        if !self.waiting.is_empty() {
            self.block()?;
        }
        let head = self.head(chapters)?;
        let mut file = self.file.take().ok_or(io::ErrorKind::NotConnected)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&head)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// Appends a metadata block: its kind, its length in 24 bits, its content.
fn metadata(head: &mut Vec<u8>, kind: u8, content: &[u8]) {
    let [_, length @ ..] = (content.len() as u32).to_be_bytes();
    head.push(kind);
    head.extend(length);
    head.extend(content);
}

fn failed(error: impl std::fmt::Debug) -> io::Error {
    io::Error::other(format!("FLAC encoder: {error:?}"))
}
