//! Which of a device's formats is opened.

use std::time::Duration;

use cpal::{
    BufferSize, ChannelCount, SampleFormat, SampleRate, StreamConfig, SupportedBufferSize,
    SupportedStreamConfigRange,
};

/// Ours first, then those that lose nothing, then the rest; all convert with short filters.
const RATES: [SampleRate; 12] =
    [48_000, 96_000, 44_100, 192_000, 88_200, 176_400, 32_000, 24_000, 16_000, 22_050, 12_000, 8_000];

/// The finest first.
const SAMPLES: [SampleFormat; 12] = [
    SampleFormat::F32,
    SampleFormat::F64,
    SampleFormat::I32,
    SampleFormat::I24,
    SampleFormat::I16,
    SampleFormat::I64,
    SampleFormat::U32,
    SampleFormat::U24,
    SampleFormat::U16,
    SampleFormat::U64,
    SampleFormat::I8,
    SampleFormat::U8,
];

/// What a stream is opened with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Format {
    pub(crate) rate: SampleRate,
    pub(crate) channels: ChannelCount,
    pub(crate) sample: SampleFormat,
    /// Frames of one callback that we ask for: what was wished, or what the device has nearest to it.
    pub(crate) period: u32,
}

impl Format {
    /// For cpal. Without a period the driver's own is taken, which PulseAudio makes two seconds long.
    pub(crate) fn config(&self, with_period: bool) -> StreamConfig {
        let buffer_size = if with_period { BufferSize::Fixed(self.period) } else { BufferSize::Default };
        StreamConfig { channels: self.channels, sample_rate: self.rate, buffer_size }
    }
}

/// The best format to play in: 48 kHz before others, stereo before more channels before mono.
pub(crate) fn of_speaker(
    ranges: impl IntoIterator<Item = SupportedStreamConfigRange>,
    wished: Duration,
) -> Option<Format> {
    best(ranges, wished, |channels| match channels {
        2 => 0,
        1 => u32::from(ChannelCount::MAX) + 1,
        more => u32::from(more),
    })
}

/// The best format to record in: 48 kHz before others, as few channels as there are.
pub(crate) fn of_microphone(
    ranges: impl IntoIterator<Item = SupportedStreamConfigRange>,
    wished: Duration,
) -> Option<Format> {
    best(ranges, wished, u32::from)
}

fn best(
    ranges: impl IntoIterator<Item = SupportedStreamConfigRange>,
    wished: Duration,
    channel_rank: impl Fn(ChannelCount) -> u32,
) -> Option<Format> {
    ranges
        .into_iter()
        .filter(|range| range.channels() > 0)
        .filter_map(|range| {
            let rate_rank = RATES.iter().position(|rate| range.contains_rate(*rate))?;
            let sample_rank = SAMPLES.iter().position(|sample| *sample == range.sample_format())?;
            let rate = *RATES.get(rate_rank)?;
            let format = Format {
                rate,
                channels: range.channels(),
                sample: range.sample_format(),
                period: period(rate, wished, range.buffer_size()),
            };
            Some(((rate_rank, channel_rank(range.channels()), sample_rank), format))
        })
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, format)| format)
}

fn period(rate: SampleRate, wished: Duration, offered: &SupportedBufferSize) -> u32 {
    let frames = (f64::from(rate) * wished.as_secs_f64()).round() as u32;
    match offered {
        // Some drivers report nonsense such as 0..0; asking for what we want then costs nothing.
        SupportedBufferSize::Range { min, max } if min <= max && *max > 0 => frames.clamp(*min, *max),
        _ => frames,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN_MS: Duration = Duration::from_millis(10);

    fn range(channels: u16, rates: (u32, u32), sample: SampleFormat) -> SupportedStreamConfigRange {
        let size = SupportedBufferSize::Range { min: 64, max: 4096 };
        SupportedStreamConfigRange::new(channels, rates.0, rates.1, size, sample)
    }

    #[test]
    fn a_usual_card_plays_48_khz_stereo_floats_in_periods_of_10_ms() {
        let card = [
            range(1, (8_000, 192_000), SampleFormat::F32),
            range(2, (8_000, 192_000), SampleFormat::I16),
            range(2, (8_000, 192_000), SampleFormat::F32),
            range(6, (8_000, 192_000), SampleFormat::F32),
        ];
        let format = of_speaker(card, TEN_MS).unwrap();
        assert_eq!(format, Format { rate: 48_000, channels: 2, sample: SampleFormat::F32, period: 480 });
    }

    #[test]
    fn the_rate_counts_more_than_the_channels_and_those_more_than_the_samples() {
        let odd = [
            range(2, (44_100, 44_100), SampleFormat::F32),
            range(8, (48_000, 48_000), SampleFormat::I16),
            range(1, (48_000, 48_000), SampleFormat::F32),
        ];
        let format = of_speaker(odd, TEN_MS).unwrap();
        assert_eq!((format.rate, format.channels, format.sample), (48_000, 8, SampleFormat::I16));
    }

    #[test]
    fn a_card_of_44_1_khz_is_taken_as_it_is() {
        let format = of_speaker([range(2, (44_100, 44_100), SampleFormat::I16)], TEN_MS).unwrap();
        assert_eq!((format.rate, format.period), (44_100, 441));
    }

    #[test]
    fn a_microphone_is_opened_with_one_channel() {
        let card =
            [range(2, (48_000, 48_000), SampleFormat::F32), range(1, (48_000, 48_000), SampleFormat::I16)];
        assert_eq!(of_microphone(card, TEN_MS).unwrap().channels, 1);
    }

    #[test]
    fn nothing_is_chosen_from_rates_and_samples_that_nobody_can_convert() {
        let strange =
            [range(2, (1, 7), SampleFormat::F32), range(2, (352_800, 352_800), SampleFormat::DsdU32)];
        assert_eq!(of_speaker(strange, TEN_MS), None);
    }
}
