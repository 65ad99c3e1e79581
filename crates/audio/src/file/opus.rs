use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

use ogg::{PacketWriteEndInfo, PacketWriter};
use opus::{Application, Bitrate, Channels};
use vesper_speech::RATE;

use super::Tags;
use super::comments::{ROOM, comments};
use super::encoder::{Chapter, Encoder};

/// Bits a second, on average: speech and noise in stereo, beyond what one hears a difference to.
const BITRATE: i32 = 96_000;

/// Frames of a packet: 20 ms.
const PACKET: usize = 960;

/// Packets of a page: one second, the longest that RFC 7845 recommends.
const PAGE: u64 = 50;

/// Bytes that a packet of 20 ms takes at most.
const LARGEST: usize = 1_275;

/// The number of the one stream in the file.
const SERIAL: u32 = u32::from_le_bytes(*b"vspr");

/// Opus in Ogg (RFC 7845), encoded by libopus.
///
/// The encoder's delay is the pre-skip, and the last page ends at the last sample, so that a player gives
/// back as many samples as were written. The comments have a page of fixed length (RFC 7845, 5.2, allows
/// padding), which is written anew when the chapters are known.
pub(super) struct Opus {
    pages: Option<PacketWriter<'static, BufWriter<File>>>,
    tags: Tags,
    encoder: opus::Encoder,
    pre_skip: u16,
    /// Samples of the packet that is not full yet, interleaved.
    waiting: Vec<f32>,
    /// The packet before, kept until it is known whether it is the last.
    held: Option<Vec<u8>>,
    /// Frames that were written, and packets that were encoded.
    frames: u64,
    packets: u64,
}

impl Opus {
    pub(super) fn new(file: File, tags: Tags) -> io::Result<Self> {
        let mut encoder = opus::Encoder::new(RATE, Channels::Stereo, Application::Audio).map_err(failed)?;
        encoder.set_bitrate(Bitrate::Bits(BITRATE)).map_err(failed)?;
        encoder.set_vbr(true).map_err(failed)?;
        let pre_skip = u16::try_from(encoder.get_lookahead().map_err(failed)?).map_err(io::Error::other)?;
        let mut pages = PacketWriter::new(BufWriter::new(file));
        begin(&mut pages, pre_skip, &tags, &[])?;
        Ok(Opus {
            pages: Some(pages),
            tags,
            encoder,
            pre_skip,
            waiting: Vec::with_capacity(2 * PACKET),
            held: None,
            frames: 0,
            packets: 0,
        })
    }

    fn encode(&mut self) -> io::Result<()> {
        self.put_held(PacketWriteEndInfo::NormalPacket)?;
        self.held = Some(self.encoder.encode_vec_float(&self.waiting, LARGEST).map_err(failed)?);
        self.packets += 1;
        self.waiting.clear();
        Ok(())
    }

    /// Writes the packet that was held back; each position is that of the end of its packet.
    fn put_held(&mut self, end: PacketWriteEndInfo) -> io::Result<()> {
        let last = self.end();
        let (Some(pages), Some(packet)) = (&mut self.pages, self.held.take()) else { return Ok(()) };
        let position = self.packets * PACKET as u64;
        match end {
            PacketWriteEndInfo::EndStream => pages.write_packet(packet, SERIAL, end, last),
            _ if self.packets.is_multiple_of(PAGE) => {
                pages.write_packet(packet, SERIAL, PacketWriteEndInfo::EndPage, position)
            }
            _ => pages.write_packet(packet, SERIAL, end, position),
        }
    }

    /// The position of the last sample: what is encoded beyond it is cut off.
    fn end(&self) -> u64 {
        u64::from(self.pre_skip) + self.frames
    }
}

impl Encoder for Opus {
    fn write(&mut self, frames: &[[f32; 2]]) -> io::Result<()> {
        self.frames += frames.len() as u64;
        for frame in frames {
            self.waiting.extend(frame);
            if self.waiting.len() == 2 * PACKET {
                self.encode()?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, chapters: &[Chapter]) -> io::Result<File> {
        // The encoder gives each sample late: silence behind the last pushes it out.
        while self.packets * (PACKET as u64) < self.end() {
            self.waiting.resize(2 * PACKET, 0.0);
            self.encode()?;
        }
        self.put_held(PacketWriteEndInfo::EndStream)?;
        let mut file = self.pages.take().ok_or(io::ErrorKind::NotConnected)?.into_inner();
        file.seek(SeekFrom::Start(0))?;
        let mut pages = PacketWriter::new(file);
        begin(&mut pages, self.pre_skip, &self.tags, chapters)?;
        let mut file = pages.into_inner();
        file.flush()?;
        file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// Writes the two pages before the samples, always of the same length.
fn begin(
    pages: &mut PacketWriter<'static, BufWriter<File>>,
    pre_skip: u16,
    tags: &Tags,
    chapters: &[Chapter],
) -> io::Result<()> {
    let mut head = Vec::from(*b"OpusHead");
    head.extend([1, 2]); // the version, the channels
    head.extend(pre_skip.to_le_bytes());
    head.extend(RATE.to_le_bytes());
    head.extend([0; 3]); // no gain; left and right, in this order
    pages.write_packet(head, SERIAL, PacketWriteEndInfo::EndPage, 0)?;
    let mut comment = Vec::from(*b"OpusTags");
    comment.extend(comments(opus::version(), tags, chapters));
    comment.resize(8 + ROOM, 0);
    pages.write_packet(comment, SERIAL, PacketWriteEndInfo::EndPage, 0)
}

fn failed(error: opus::Error) -> io::Error {
    io::Error::other(format!("Opus encoder: {}", error.description()))
}
