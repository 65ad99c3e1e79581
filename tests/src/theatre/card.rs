//! A virtual sound card: the callbacks of a real speaker and a real microphone, with a room between, in a time that
//! passes as fast as it can be computed.
//!
//! cpal's custom host would be the way in, but only `unsafe` code can make its buffers; so the card calls what cpal
//! would call ([`Speaker::by_hand_heard`], [`Microphone::by_hand`]).

use std::collections::VecDeque;
use std::time::Duration;

use vesper_audio::{Ear, FarEnd, Fault, Hearing as Ears, Microphone, Puller, Pusher, Speaker, Time};
use vesper_speech::{RATE, Result};

use super::Room;

/// How a device is driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    pub rate: u32,
    pub channels: u16,
    /// Frames of one callback.
    pub period: usize,
    /// From a callback to the moment at which its first frame is heard; of no account for a microphone.
    pub latency: Duration,
}

impl Format {
    /// 48 kHz, 10 ms at a time, 10 ms before they are heard.
    pub const SPEAKER: Format =
        Format { rate: 48_000, channels: 2, period: 480, latency: Duration::from_millis(10) };
    /// 48 kHz, 10 ms at a time.
    pub const MICROPHONE: Format = Format { rate: 48_000, channels: 1, period: 480, latency: Duration::ZERO };
}

struct Playing {
    puller: Puller,
    format: Format,
    /// Samples at [`RATE`] until the next callback, in fractions of a sample.
    due: f64,
    stalled: bool,
}

struct Hearing {
    pusher: Pusher,
    format: Format,
    /// Where in `waiting` the next frame lies.
    at: f64,
    stalled: bool,
}

pub struct Card {
    time: Time,
    /// From the speaker to the ear.
    far: FarEnd,
    /// Samples at [`RATE`] since the beginning.
    now: u64,
    room: Room,
    playing: Option<Playing>,
    hearing: Option<Hearing>,
    /// Rendered and not yet played, at [`RATE`].
    queue: VecDeque<f32>,
    /// Heard and not yet handed over, at [`RATE`].
    waiting: Vec<f32>,
    buffer: Vec<f32>,
    played: Vec<f32>,
}

impl Card {
    #[must_use]
    pub fn new(room: Room) -> Card {
        Card {
            time: Time::new(),
            far: FarEnd::new(),
            now: 0,
            room,
            playing: None,
            hearing: None,
            queue: VecDeque::new(),
            waiting: Vec::new(),
            buffer: Vec::new(),
            played: Vec::new(),
        }
    }

    /// Samples at [`RATE`] since the beginning.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.now
    }

    /// All that left the loudspeaker so far, mono at [`RATE`].
    #[must_use]
    pub fn played(&self) -> &[f32] {
        &self.played
    }

    #[must_use]
    pub fn into_played(self) -> Vec<f32> {
        self.played
    }

    /// Opens a speaker in place of the one there was.
    ///
    /// # Errors
    /// Those of [`Speaker::by_hand`].
    pub fn open_speaker(&mut self, format: Format) -> Result<Speaker> {
        let (speaker, puller) = Speaker::by_hand_heard(&self.time, format.rate, format.channels, &self.far)?;
        let latency = vesper_speech::samples(format.latency) as usize;
        self.queue = std::iter::repeat_n(0.0, latency).collect();
        self.playing = Some(Playing { puller, format, due: 0.0, stalled: false });
        Ok(speaker)
    }

    /// Opens a microphone in place of the one there was.
    ///
    /// # Errors
    /// Those of [`Microphone::by_hand`].
    pub fn open_microphone(&mut self, format: Format) -> Result<Microphone> {
        let (microphone, pusher) = Microphone::by_hand(&self.time, format.rate, format.channels)?;
        self.waiting.clear();
        self.hearing = Some(Hearing { pusher, format, at: 0.0, stalled: false });
        Ok(microphone)
    }

    /// The same, with the echo of the speaker taken out where there is one.
    ///
    /// # Errors
    /// Those of [`Ear::at`].
    pub fn open_ear(&mut self, format: Format, ears: Ears) -> Result<Ear> {
        let microphone = self.open_microphone(format)?;
        Ear::at(microphone, ears, &self.far)
    }

    pub fn close_microphone(&mut self) {
        self.hearing = None;
    }

    /// The speaker's device tells of `fault`, and gives no callback from then on, unless it only glitched.
    pub fn fail_speaker(&mut self, fault: Fault) {
        if let Some(playing) = &mut self.playing {
            playing.puller.fail(fault);
            playing.stalled |= fault != Fault::Glitch;
        }
    }

    pub fn fail_microphone(&mut self, fault: Fault) {
        if let Some(hearing) = &mut self.hearing {
            hearing.pusher.fail(fault);
            hearing.stalled |= fault != Fault::Glitch;
        }
    }

    /// The speaker's device asks for nothing any more and does not say why.
    pub fn stall_speaker(&mut self) {
        if let Some(playing) = &mut self.playing {
            playing.stalled = true;
        }
    }

    pub fn stall_microphone(&mut self) {
        if let Some(hearing) = &mut self.hearing {
            hearing.stalled = true;
        }
    }

    /// As much time passes as `near` is long: what sounds near the microphone, mono at [`RATE`].
    pub fn pass(&mut self, near: &[f32]) {
        for near in near {
            self.pull();
            let played = self.queue.pop_front().unwrap_or(0.0);
            self.played.push(played);
            let heard = (near + self.room.hear(played)).clamp(-1.0, 1.0);
            if self.hearing.as_ref().is_some_and(|hearing| !hearing.stalled) {
                self.waiting.push(heard);
            }
            self.now += 1;
        }
        self.time.reach(clock(self.now));
        self.push();
    }

    /// The speaker's callback, where it is due.
    fn pull(&mut self) {
        let Some(playing) = self.playing.as_mut().filter(|playing| !playing.stalled) else { return };
        if playing.due < 1.0 {
            self.time.reach(clock(self.now));
            let Format { rate, channels, period, latency } = playing.format;
            let channels = usize::from(channels.max(1));
            self.buffer.resize(period * channels, 0.0);
            playing.puller.pull(&mut self.buffer, latency);
            let mono: Vec<f32> = self
                .buffer
                .chunks_exact(channels)
                .map(|frame| frame.iter().take(2).sum::<f32>() / channels.min(2) as f32)
                .collect();
            let step = f64::from(rate) / f64::from(RATE);
            let length = (period as f64 / step) as usize;
            self.queue.extend((0..length).map(|n| between(&mono, n as f64 * step)));
            playing.due += period as f64 / step;
        }
        playing.due -= 1.0;
    }

    /// The microphone's callback, as often as it is due.
    fn push(&mut self) {
        let Some(hearing) = self.hearing.as_mut().filter(|hearing| !hearing.stalled) else { return };
        let Format { rate, channels, period, .. } = hearing.format;
        let step = f64::from(RATE) / f64::from(rate);
        while hearing.at + period as f64 * step + 1.0 < self.waiting.len() as f64 {
            self.buffer.clear();
            for n in 0..period {
                let sample = between(&self.waiting, hearing.at + n as f64 * step);
                self.buffer.extend(std::iter::repeat_n(sample, usize::from(channels)));
            }
            hearing.pusher.push(&self.buffer);
            hearing.at += period as f64 * step;
            let done = hearing.at as usize;
            self.waiting.drain(..done);
            hearing.at -= done as f64;
        }
    }
}

fn clock(now: u64) -> Duration {
    Duration::from_nanos((u128::from(now) * 1_000_000_000 / u128::from(RATE)) as u64)
}

/// `samples` at a place between two of them.
fn between(samples: &[f32], at: f64) -> f32 {
    let (n, part) = (at as usize, at.fract() as f32);
    let last = samples.last().copied().unwrap_or(0.0);
    let sample = |n: usize| samples.get(n).copied().unwrap_or(last);
    sample(n) + part * (sample(n + 1) - sample(n))
}

#[cfg(test)]
mod tests {
    use vesper_speech::{AudioSink, FRAME, Frame, Health, Kind};

    use super::super::tones;
    use super::*;

    const SILENCE: [f32; 480] = [0.0; 480];

    #[test]
    fn what_is_written_leaves_the_loudspeaker_word_by_word_at_every_rate() {
        for rate in [48_000, 44_100, 16_000] {
            let mut card = Card::new(Room::headphones());
            let format = Format { rate, period: rate as usize / 100, ..Format::SPEAKER };
            let mut speaker = card.open_speaker(format).unwrap();
            let voice: Vec<f32> = (3..7).flat_map(tones::word).collect();
            assert_eq!(speaker.write(&voice), voice.len());
            for _ in 0..150 {
                card.pass(&SILENCE);
            }
            let heard: Vec<_> = tones::listen(card.played()).into_iter().map(|piece| piece.code).collect();
            assert_eq!(heard, [Some(3), Some(4), Some(5), Some(6)], "{rate}");
            assert_eq!(speaker.played(), voice.len() as u64);
        }
    }

    #[test]
    fn what_is_said_in_the_room_reaches_the_microphone_and_so_does_the_loudspeaker() {
        let mut card = Card::new(Room::reverberant(
            0.3,
            0.5,
            Duration::from_millis(20),
            &mut super::super::Chance::new(1),
        ));
        let mut microphone = card
            .open_microphone(Format { rate: 44_100, channels: 2, period: 441, ..Format::MICROPHONE })
            .unwrap();
        let mut speaker = card.open_speaker(Format::SPEAKER).unwrap();
        let mut frame = Frame::default();
        let mut loudest = |card: &mut Card, near: f32| {
            let mut loudest: f32 = 0.0;
            for _ in 0..30 {
                card.pass(&[near; 480]);
                while microphone.take(&mut frame).unwrap() {
                    loudest = loudest.max(frame.0.iter().map(|s| s.abs()).sum::<f32>() / FRAME as f32);
                }
            }
            loudest
        };
        assert!(loudest(&mut card, 0.0) < 0.01);
        assert!(loudest(&mut card, 0.25) > 0.2);
        loudest(&mut card, 0.0);
        speaker.write(&tones::word(5));
        assert!(loudest(&mut card, 0.0) > 0.02);
    }

    #[test]
    fn devices_that_go_or_stall_are_noticed_in_virtual_time() {
        let mut card = Card::new(Room::headphones());
        let mut speaker = card.open_speaker(Format::SPEAKER).unwrap();
        let mut microphone = card.open_microphone(Format::MICROPHONE).unwrap();
        let mut frame = Frame::default();
        // Until streams run steadily, they are given time.
        for _ in 0..310 {
            card.pass(&SILENCE);
        }
        assert_eq!(speaker.health(), Health::Fine);
        card.fail_speaker(Fault::Gone);
        assert!(matches!(speaker.health(), Health::Lost(_)));
        card.stall_microphone();
        for _ in 0..101 {
            card.pass(&SILENCE);
        }
        let lost = std::iter::repeat_with(|| microphone.take(&mut frame)).take(400).find_map(Result::err);
        assert_eq!(lost.map(|error| error.kind), Some(Kind::LostDevice));
    }
}
