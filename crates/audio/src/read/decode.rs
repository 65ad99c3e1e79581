use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::common::Limit;
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;
use vesper_speech::{Error, Kind, RATE, Result};

/// The longest file in hours.
const HOURS: u64 = 4;

/// Rates and channels that a file may have.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;
const CHANNELS: std::ops::RangeInclusive<usize> = 1..=8;

/// Packets that may be damaged in a file beyond as many as are whole.
const DAMAGED: u64 = 16;

/// Bytes of the largest tag and picture that a file may have; neither is used.
const TAG: usize = 1 << 20;
const PICTURE: usize = 16 << 20;

/// Frames in the longest Opus packet: 120 ms.
const OPUS_FRAMES: usize = 5_760;

/// A file on its way to samples, packet by packet.
pub(super) struct Decode {
    name: String,
    format: Box<dyn FormatReader>,
    track: u32,
    codec: Codec,
    rate: u32,
    /// Frames that were decoded, packets that were whole, packets that were not.
    frames: u64,
    whole: u64,
    damaged: u64,
    /// One packet, all channels by turns, and averaged to one.
    packet: Vec<f32>,
    mono: Vec<f32>,
}

enum Codec {
    Symphonia(Box<dyn AudioDecoder>),
    /// Symphonia opens Ogg but does not decode Opus; libopus does. Frames of the encoder's delay are still to
    /// be dropped.
    Opus {
        decoder: opus::Decoder,
        channels: usize,
        delay: u64,
    },
}

impl Decode {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let file = open_file(path, &name)?;
        let stream = MediaSourceStream::new(Box::new(file), Default::default());
        let mut hint = Hint::new();
        if let Some(ending) = path.extension().and_then(|ending| ending.to_str()) {
            hint.with_extension(ending);
        }
        let limits = MetadataOptions::default()
            .limit_tag_bytes(Limit::Maximum(TAG))
            .limit_visual_bytes(Limit::Maximum(PICTURE));
        let probe = symphonia::default::get_probe();
        let format = guarded(|| probe.probe(&hint, stream, FormatOptions::default(), limits))
            .map_err(|fault| bad(&name, unreadable(&fault)))?;
        let track =
            format.default_track(TrackType::Audio).ok_or_else(|| bad(&name, "has no sound in it."))?;
        let (codec, rate) = codec(track, &name)?;
        let track = track.id;
        let (packet, mono) = (Vec::new(), Vec::new());
        if !RATES.contains(&rate) {
            return Err(bad(&name, &format!("has a rate of {rate} Hz; 4000 to 384000 can be read.")));
        }
        Ok(Decode { name, format, track, codec, rate, frames: 0, whole: 0, damaged: 0, packet, mono })
    }

    /// Samples a second.
    pub(super) fn rate(&self) -> u32 {
        self.rate
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The samples that come next, each in -1..1; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<&[f32]>> {
        loop {
            let packet = match guarded(|| self.format.next_packet()) {
                Ok(Some(packet)) => packet,
                Ok(None) => return self.end(),
                // A recording that was cut off ends where it was cut.
                Err(Fault::IoError(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    return self.end();
                }
                Err(fault) => return Err(self.bad(unreadable(&fault))),
            };
            if packet.track_id == self.track && self.decode(&packet)? {
                break;
            }
        }
        Ok(Some(&self.mono))
    }

    fn end(&self) -> Result<Option<&[f32]>> {
        if self.whole == 0 { Err(self.bad("has no sound in it.")) } else { Ok(None) }
    }

    /// Makes `mono` of a packet; `false` where there is nothing in it to be heard.
    fn decode(&mut self, packet: &Packet) -> Result<bool> {
        let decoded = guarded(|| match &mut self.codec {
            Codec::Symphonia(decoder) => decode_packet(decoder.as_mut(), packet, &mut self.packet),
            Codec::Opus { decoder, channels, delay } => {
                decode_opus(decoder, *channels, delay, packet, &mut self.packet)
            }
        });
        match decoded {
            Ok((channels, rate)) => self.average(channels, rate),
            Err(Fault::DecodeError(_)) => {
                self.damaged += 1;
                if self.damaged > self.whole + DAMAGED {
                    return Err(self.bad("is damaged."));
                }
                Ok(false)
            }
            Err(fault) => Err(self.bad(unreadable(&fault))),
        }
    }

    fn average(&mut self, channels: usize, rate: u32) -> Result<bool> {
        if !CHANNELS.contains(&channels) {
            return Err(self.bad(&format!("has {channels} channels; at most eight can be read.")));
        }
        if rate != self.rate {
            return Err(self.bad(&format!("changes its rate from {} to {rate} Hz on the way.", self.rate)));
        }
        self.whole += 1;
        self.mono.clear();
        self.mono.extend(self.packet.chunks_exact(channels).map(|frame| {
            let sum: f32 = frame.iter().map(|&x| if x.is_nan() { 0.0 } else { x.clamp(-1.0, 1.0) }).sum();
            sum / channels as f32
        }));
        self.frames += self.mono.len() as u64;
        if self.frames > HOURS * 3_600 * u64::from(self.rate) {
            return Err(self.bad("is longer than four hours."));
        }
        Ok(!self.mono.is_empty())
    }

    fn bad(&self, what: &str) -> Error {
        bad(&self.name, what)
    }
}

fn open_file(path: &Path, name: &str) -> Result<File> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => {
            Error::new(Kind::MissingFile, name, "is not there.", "Check the name of the file.")
        }
        io::ErrorKind::PermissionDenied => {
            Error::new(Kind::Denied, name, "may not be read.", "Change the file's permissions.")
        }
        _ => bad(name, &format!("cannot be read: {error}.")),
    };
    // Before it is opened: opening a pipe waits for somebody to write.
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(bad(name, "is not a file."));
    }
    File::open(path).map_err(failed)
}

fn codec(track: &Track, name: &str) -> Result<(Codec, u32)> {
    let Some(CodecParameters::Audio(parameters)) = &track.codec_params else {
        return Err(bad(name, "has no sound in it."));
    };
    if parameters.codec == CODEC_ID_OPUS {
        let channels = parameters.channels.as_ref().map_or(0, |channels| channels.count());
        let layout = match channels {
            1 => opus::Channels::Mono,
            2 => opus::Channels::Stereo,
            _ => return Err(bad(name, "is Opus with more than two channels, which cannot be read.")),
        };
        let decoder = opus::Decoder::new(RATE, layout).map_err(|error| {
            Error::new(Kind::Engine, "Opus decoder", format!("{}.", error.description()), "")
        })?;
        let delay = u64::from(track.delay.unwrap_or(0));
        return Ok((Codec::Opus { decoder, channels, delay }, RATE));
    }
    let codecs = symphonia::default::get_codecs();
    let decoder = guarded(|| codecs.make_audio_decoder(parameters, &AudioDecoderOptions::default()))
        .map_err(|fault| bad(name, unreadable(&fault)))?;
    let rate =
        parameters.sample_rate.ok_or_else(|| bad(name, "does not say at which rate it was recorded."))?;
    Ok((Codec::Symphonia(decoder), rate))
}

/// Decodes `packet` into `out` and says how many channels and which rate it has.
fn decode_packet(
    decoder: &mut dyn AudioDecoder,
    packet: &Packet,
    out: &mut Vec<f32>,
) -> std::result::Result<(usize, u32), Fault> {
    let decoded = decoder.decode(packet)?;
    decoded.copy_to_vec_interleaved(out);
    Ok((decoded.spec().channels().count(), decoded.spec().rate()))
}

fn decode_opus(
    decoder: &mut opus::Decoder,
    channels: usize,
    delay: &mut u64,
    packet: &Packet,
    out: &mut Vec<f32>,
) -> std::result::Result<(usize, u32), Fault> {
    out.resize(OPUS_FRAMES * channels, 0.0);
    let frames = decoder
        .decode_float(&packet.data, out, false)
        .map_err(|_| Fault::DecodeError("an Opus packet is damaged"))?;
    let start = (*delay).min(frames as u64) as usize;
    *delay -= start as u64;
    let end = frames.saturating_sub(usize::try_from(packet.trim_end.get()).unwrap_or(usize::MAX)).max(start);
    out.truncate(end * channels);
    out.drain(..start * channels);
    Ok((channels, RATE))
}

/// Runs a step of the library's, whose arithmetic on what a file says may overflow and panic: a hostile file
/// must not end the program. What it leaves behind is safe to touch, since the library has no unsafe code.
fn guarded<T>(step: impl FnOnce() -> std::result::Result<T, Fault>) -> std::result::Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(step)).unwrap_or(Err(Fault::Unsupported("the reader panicked")))
}

/// What a fault of the reader means to the listener.
fn unreadable(fault: &Fault) -> &'static str {
    match fault {
        Fault::IoError(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            "could not be read to its end."
        }
        Fault::Unsupported(_) => "is no audio file of a kind that can be read.",
        Fault::LimitError(_) => "contains something far too large.",
        Fault::ResetRequired => "contains several recordings in one; only the first can be read.",
        _ => "is damaged, or no audio file.",
    }
}

fn bad(name: &str, what: &str) -> Error {
    Error::new(Kind::BadFile, name, what, "Choose a WAV, FLAC, MP3, Ogg Vorbis, Opus or M4A file.")
}
