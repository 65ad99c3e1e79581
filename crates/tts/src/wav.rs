/// Enough for every header espeak-ng writes (44 bytes) and for extra chunks that another build might add.
const LONGEST_HEADER: usize = 4096;

/// Reads a WAV file as it arrives: mono, 16 bits, PCM.
///
/// A program that writes to a pipe cannot know the length beforehand (espeak-ng writes 2 GiB less a little), so
/// the data chunk goes on until the stream ends, whatever its header says.
#[derive(Default)]
pub(crate) struct WavStream {
    header: Vec<u8>,
    rate: Option<u32>,
    /// The first half of a sample that was cut in two.
    half: Option<u8>,
}

impl WavStream {
    /// Samples per second, once the header has arrived.
    pub(crate) fn rate(&self) -> Option<u32> {
        self.rate
    }

    /// Decodes `bytes` and appends the samples, -1..1, to `samples`. The error is a sentence that says what is
    /// wrong with the stream.
    pub(crate) fn push(&mut self, bytes: &[u8], samples: &mut Vec<f32>) -> Result<(), String> {
        if self.rate.is_some() {
            self.decode(bytes, samples);
            return Ok(());
        }
        self.header.extend_from_slice(bytes);
        if let Some((rate, data)) = parse(&self.header)? {
            self.rate = Some(rate);
            let rest = std::mem::take(&mut self.header);
            self.decode(rest.get(data..).unwrap_or_default(), samples);
        } else if self.header.len() > LONGEST_HEADER {
            return Err("it sent a WAV header without an end.".into());
        }
        Ok(())
    }

    fn decode(&mut self, bytes: &[u8], samples: &mut Vec<f32>) {
        let mut bytes = bytes.iter().copied();
        if let Some(low) = self.half.take() {
            match bytes.next() {
                Some(high) => samples.push(sample(low, high)),
                None => self.half = Some(low),
            }
        }
        while let Some(low) = bytes.next() {
            match bytes.next() {
                Some(high) => samples.push(sample(low, high)),
                None => self.half = Some(low),
            }
        }
    }
}

fn sample(low: u8, high: u8) -> f32 {
    f32::from(i16::from_le_bytes([low, high])) / 32768.0
}

/// The sample rate and where the samples begin; `None` while the header is incomplete.
fn parse(bytes: &[u8]) -> Result<Option<(u32, usize)>, String> {
    let (Some(riff), Some(wave)) = (bytes.get(0..4), bytes.get(8..12)) else { return Ok(None) };
    if riff != b"RIFF" || wave != b"WAVE" {
        return Err("it sent something that is not a WAV stream.".into());
    }
    let mut rate = None;
    let mut at = 12_usize;
    loop {
        let (Some(name), Some(length)) = (bytes.get(at..at + 4), word32(bytes, at + 4)) else {
            return Ok(None);
        };
        let body = at + 8;
        match name {
            b"data" => {
                let rate = rate.ok_or("it sent samples without saying their format.")?;
                return Ok(Some((rate, body)));
            }
            b"fmt " => match format(bytes, body)? {
                Some(found) => rate = Some(found),
                None => return Ok(None),
            },
            _ => {}
        }
        if length as usize > LONGEST_HEADER {
            return Err("it sent a WAV header with an oversized chunk.".into());
        }
        at = body + length as usize + length as usize % 2;
    }
}

fn format(bytes: &[u8], at: usize) -> Result<Option<u32>, String> {
    let (Some(kind), Some(channels), Some(rate), Some(bits)) =
        (word16(bytes, at), word16(bytes, at + 2), word32(bytes, at + 4), word16(bytes, at + 14))
    else {
        return Ok(None);
    };
    if kind != 1 || channels != 1 || bits != 16 || !(8_000..=48_000).contains(&rate) {
        return Err(format!(
            "it sent {bits}-bit sound of format {kind} with {channels} channels at {rate} Hz; expected mono 16-bit PCM."
        ));
    }
    Ok(Some(rate))
}

fn word16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn word32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wav(rate: u32, channels: u16, samples: &[i16]) -> Vec<u8> {
        let mut bytes = b"RIFF\x24\xf0\xff\x7fWAVEfmt \x10\0\0\0\x01\0".to_vec();
        bytes.extend(channels.to_le_bytes());
        bytes.extend(rate.to_le_bytes());
        bytes.extend((rate * 2).to_le_bytes());
        bytes.extend([2, 0, 16, 0]);
        bytes.extend(b"data\0\xf0\xff\x7f");
        bytes.extend(samples.iter().flat_map(|s| s.to_le_bytes()));
        bytes
    }

    #[test]
    fn any_cut_gives_the_same_samples() {
        let bytes = wav(22_050, 1, &[0, 16384, -32768, 32767, -1]);
        for piece in 1..=bytes.len() {
            let mut stream = WavStream::default();
            let mut samples = Vec::new();
            for part in bytes.chunks(piece) {
                stream.push(part, &mut samples).unwrap();
            }
            assert_eq!(stream.rate(), Some(22_050));
            assert_eq!(samples, [0.0, 0.5, -1.0, 32767.0 / 32768.0, -1.0 / 32768.0], "pieces of {piece}");
        }
    }

    #[test]
    fn other_streams_are_refused_with_a_reason() {
        let refused = |bytes: &[u8]| WavStream::default().push(bytes, &mut Vec::new()).unwrap_err();
        assert!(refused(b"OggS and so on, more than twelve").contains("not a WAV"));
        assert!(refused(&wav(22_050, 2, &[])).contains("2 channels"));
        assert!(refused(&wav(1, 1, &[])).contains("1 Hz"));
        let mut oversized = b"RIFF\0\0\0\0WAVELIST".to_vec();
        oversized.extend(u32::MAX.to_le_bytes());
        assert!(refused(&oversized).contains("oversized"));
    }
}
