//! A room for tests: what a loudspeaker plays comes back to a microphone, with a voice beside it, in a time of its own.

use std::f32::consts::{PI, TAU};
use std::time::Duration;

use crate::{Ear, FarEnd, Hearing, Microphone, Puller, Pusher, Speaker, Time};
use vesper_speech::{AudioSink, AudioSource, FRAME, Frame, Result};

/// Samples per second of everything in the room.
pub(crate) const RATE: usize = 16_000;

/// Samples of a callback: 10 ms.
const PERIOD: usize = RATE / 100;

/// Pseudo-random numbers in -1..1, the same for the same seed (Marsaglia's xorshift, 2003).
pub(crate) struct Chance(u32);

impl Chance {
    pub(crate) fn new(seed: u32) -> Chance {
        Chance(seed.wrapping_mul(2_654_435_761) | 1)
    }

    pub(crate) fn draw(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as f32 / (u32::MAX as f32 / 2.0) - 1.0
    }
}

/// Something like a voice: syllables of a buzz or a hiss through two moving formants, with pauses, at about -20 dBFS.
/// `pitch` in Hz; another seed says something else.
pub(crate) fn voice(seconds: f32, pitch: f32, seed: u32) -> Vec<f32> {
    let mut chance = Chance::new(seed);
    let length = (seconds * RATE as f32) as usize;
    let mut said = Vec::with_capacity(length + RATE);
    let mut phase = 0.0_f32;
    while said.len() < length {
        let syllable = (RATE as f32 * (0.17 + 0.09 * chance.draw())) as usize;
        let hiss = chance.draw() > 0.6;
        let pitch = pitch * (1.0 + 0.25 * chance.draw());
        let (begin, end) = (formants(&mut chance), formants(&mut chance));
        let mut states = [[0.0_f32; 2]; 2];
        for n in 0..syllable {
            let t = n as f32 / syllable as f32;
            phase = (phase + pitch * (1.0 + 0.1 * t) / RATE as f32).fract();
            let buzz = 1.0 - 2.0 * phase;
            let source = if hiss { 0.5 * chance.draw() } else { 0.6 * buzz + 0.1 * chance.draw() };
            let mut out = 0.0;
            for (state, (from, to)) in states.iter_mut().zip(begin.iter().zip(end)) {
                out += resonance(state, source, from + (to - from) * t);
            }
            said.push(out * (PI * t).sin());
        }
        if chance.draw() > 0.5 {
            said.resize(said.len() + (RATE as f32 * (0.2 + 0.15 * chance.draw())) as usize, 0.0);
        }
    }
    said.truncate(length);
    let scale = 0.1 / rms(&said).max(1e-9);
    said.iter_mut().for_each(|sample| *sample = (*sample * scale).clamp(-0.9, 0.9));
    said
}

fn formants(chance: &mut Chance) -> [f32; 2] {
    [550.0 + 250.0 * chance.draw(), 2_000.0 + 900.0 * chance.draw()]
}

/// A resonator of 120 Hz width at `hertz`.
fn resonance(state: &mut [f32; 2], input: f32, hertz: f32) -> f32 {
    let radius = (-PI * 120.0 / RATE as f32).exp();
    let out = (1.0 - radius) * input + 2.0 * radius * (TAU * hertz / RATE as f32).cos() * state[0]
        - radius * radius * state[1];
    *state = [out, state[0]];
    out
}

/// The way from the loudspeaker to the microphone of a room whose sound falls by 60 dB in `seconds`: the direct sound
/// after 2 ms, then exponentially fading noise (Polack's model). Altogether the echo is `gain` times what is played.
pub(crate) fn echo_path(seconds: f32, gain: f32, seed: u32) -> Vec<f32> {
    let mut chance = Chance::new(seed);
    let length = (0.8 * seconds * RATE as f32) as usize;
    let mut path = vec![0.0; RATE / 500];
    path.push(1.0);
    path.extend((1..length).map(|n| {
        let fall = (-6.91 * n as f32 / (seconds * RATE as f32)).exp();
        0.25 * chance.draw() * fall
    }));
    scaled(path, gain)
}

/// `path` so that its energy is `gain` squared.
pub(crate) fn scaled(mut path: Vec<f32>, gain: f32) -> Vec<f32> {
    let energy = path.iter().map(|tap| tap * tap).sum::<f32>().sqrt().max(1e-9);
    path.iter_mut().for_each(|tap| *tap *= gain / energy);
    path
}

pub(crate) fn rms(samples: &[f32]) -> f32 {
    (samples.iter().map(|x| f64::from(x * x)).sum::<f64>() / samples.len().max(1) as f64).sqrt() as f32
}

pub(crate) fn decibels(ratio: f32) -> f32 {
    20.0 * ratio.max(1e-9).log10()
}

/// How alike two sounds are, 0..1, wherever one of them is scaled.
pub(crate) fn likeness(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum::<f64>();
    (dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(1e-12)) as f32
}

fn steps(samples: &[f32]) -> Vec<f32> {
    samples.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// The room and its devices.
#[derive(Clone)]
pub(crate) struct Room {
    pub(crate) path: Vec<f32>,
    /// The loudspeaker bends what is louder than this; 1.0 and more bends nothing.
    pub(crate) bends_at: f32,
    /// How long after its callback the loudspeaker sounds, and how long before its callback the microphone heard.
    pub(crate) speaker_delay: Duration,
    pub(crate) microphone_delay: Duration,
    /// What the speaker's card says of its delay, more than is true, in milliseconds.
    pub(crate) untold: i64,
    /// By how much the microphone's card is fast, in parts per million.
    pub(crate) drift: f64,
    /// At this second the speaker's delay grows by that many milliseconds, and its card says so where `told`.
    pub(crate) jump: Option<(f32, u64, bool)>,
    /// Level of steady noise in the room, as a share of full scale.
    pub(crate) noise: f32,
    /// Callbacks come late by up to this.
    pub(crate) tremble: Duration,
}

impl Default for Room {
    fn default() -> Self {
        Room {
            path: echo_path(0.3, 0.5, 1),
            bends_at: 1.0,
            speaker_delay: Duration::from_millis(40),
            microphone_delay: Duration::from_millis(10),
            untold: 0,
            drift: 0.0,
            jump: None,
            noise: 0.0005,
            tremble: Duration::ZERO,
        }
    }
}

/// What was in the room, sample by sample at the microphone, and what the ear made of it.
pub(crate) struct Recorded {
    /// The echo alone, the voice alone, and everything.
    pub(crate) echo: Vec<f32>,
    pub(crate) near: Vec<f32>,
    pub(crate) heard: Vec<f32>,
    /// What the ear gave, brought back by its delay.
    pub(crate) ear: Vec<f32>,
    /// The same before an echo was suppressed; empty for headphones.
    pub(crate) unsuppressed: Vec<f32>,
    pub(crate) faults: crate::EarFaults,
    pub(crate) aec: crate::Echo,
}

impl Recorded {
    /// How much of the echo was taken out between two seconds, in dB.
    pub(crate) fn enhancement(&self, from: f32, to: f32) -> f32 {
        decibels(rms(part(&self.echo, from, to)) / rms(part(&self.ear, from, to)))
    }

    /// The loudest tenth of a second that the ear gave between two seconds, in dB of full scale.
    pub(crate) fn loudest(&self, from: f32, to: f32) -> f32 {
        let tenths = part(&self.ear, from, to).chunks(RATE / 10);
        decibels(tenths.map(rms).fold(0.0, f32::max))
    }

    /// How much louder the ear's voice is than the voice itself between two seconds, in dB, and how alike they are: by
    /// their steps from sample to sample, in which what a high-pass does to the lowest tones counts little.
    pub(crate) fn survival(&self, from: f32, to: f32) -> (f32, f32) {
        let (near, ear) = (part(&self.near, from, to), part(&self.ear, from, to));
        (decibels(rms(ear) / rms(near)), likeness(&steps(near), &steps(ear)))
    }
}

pub(crate) fn part(samples: &[f32], from: f32, to: f32) -> &[f32] {
    let end = ((to * RATE as f32) as usize).min(samples.len());
    samples.get((from * RATE as f32) as usize..end).unwrap_or_default()
}

/// What sounds in the room by its own time, `RATE` samples per second.
#[derive(Default)]
struct Air(Vec<f32>);

impl Air {
    fn add(&mut self, at: usize, played: &[f32], path: &[f32]) {
        self.0.resize(self.0.len().max(at + played.len() + path.len()), 0.0);
        for (n, &sample) in played.iter().enumerate() {
            if sample != 0.0 {
                let here = self.0.iter_mut().skip(at + n);
                here.zip(path).for_each(|(air, tap)| *air += sample * tap);
            }
        }
    }

    /// The pressure between the samples, by a windowed sinc of 32 taps.
    fn at(&self, time: f64) -> f32 {
        let whole = time.floor();
        let t = (time - whole) as f32;
        if t < 1e-6 {
            return self.0.get(whole as usize).copied().unwrap_or(0.0);
        }
        (-15_i64..=16)
            .map(|k| {
                let x = k as f32 - t;
                let window = (PI * x / 34.0).cos().powi(2);
                let index = usize::try_from(whole as i64 + k).ok();
                let sinc = if x.abs() < 1e-6 { 1.0 } else { (PI * x).sin() / (PI * x) };
                index.and_then(|i| self.0.get(i)).map_or(0.0, |air| air * window * sinc)
            })
            .sum()
    }
}

/// Plays `far` (16 kHz) through a real speaker's callback into `room`, says `near` there, and listens with a real ear.
/// Both callbacks are those of the devices; only the card is done by hand.
pub(crate) fn perform(
    room: &Room,
    hearing: Hearing,
    far: &[f32],
    near: &[f32],
    seconds: f32,
) -> Result<Recorded> {
    let time = Time::new();
    let far_end = FarEnd::new();
    let (mut speaker, mut puller) = Speaker::by_hand_heard(&time, RATE as u32, 1, &far_end)?;
    let (microphone, mut pusher) = Microphone::by_hand(&time, RATE as u32, 1)?;
    let mut ear = Ear::at(microphone, hearing, &far_end)?;
    let far = upsampled(far);
    let mut stage =
        Stage { room, air: Air::default(), chance: Chance::new(77), near, written: 0, pulled: 0, pushed: 0 };
    let mut recorded = Recorded {
        echo: Vec::new(),
        near: Vec::new(),
        heard: Vec::new(),
        ear: Vec::new(),
        unsuppressed: Vec::new(),
        faults: crate::EarFaults::default(),
        aec: crate::Echo::default(),
    };
    let mut frame = Frame::default();
    while stage.pushed < (seconds * RATE as f32) as usize {
        stage.written += speaker.write(far.get(stage.written..).unwrap_or_default());
        stage.tick(&time, &mut puller, &mut pusher, &mut recorded);
        while ear.take(&mut frame)? {
            recorded.ear.extend_from_slice(&frame.0);
            recorded.unsuppressed.extend(ear.unsuppressed().into_iter().flat_map(|frame| frame.0));
        }
    }
    recorded.faults = ear.faults();
    recorded.aec = ear.echo();
    // It lags by 2 ms alone.
    recorded.unsuppressed.drain(..(RATE / 500).min(recorded.unsuppressed.len()));
    recorded.ear.drain(..ear.delay().min(recorded.ear.len()));
    recorded.ear.resize(recorded.heard.len().max(FRAME), 0.0);
    Ok(recorded)
}

struct Stage<'a> {
    room: &'a Room,
    air: Air,
    chance: Chance,
    near: &'a [f32],
    written: usize,
    /// Samples that the speaker's card took and the microphone's gave, each by its own clock.
    pulled: usize,
    pushed: usize,
}

impl Stage<'_> {
    /// The next callback of the speaker and, once it is due, of the microphone.
    fn tick(&mut self, time: &Time, puller: &mut Puller, pusher: &mut Pusher, recorded: &mut Recorded) {
        let pull_at = self.pulled as f64 / RATE as f64;
        let push_at = self.end_of_push() + self.room.microphone_delay.as_secs_f64();
        if pull_at <= push_at {
            self.pull(pull_at, time, puller);
        } else {
            self.push(push_at, time, pusher, recorded);
        }
    }

    /// When the microphone's next callback has its last sample.
    fn end_of_push(&self) -> f64 {
        self.heard_at(self.pushed + PERIOD)
    }

    fn heard_at(&self, sample: usize) -> f64 {
        sample as f64 / (RATE as f64 * (1.0 + self.room.drift * 1e-6))
    }

    fn late(&mut self) -> f64 {
        self.room.tremble.as_secs_f64() * f64::from((self.chance.draw() + 1.0) / 2.0)
    }

    fn pull(&mut self, at: f64, time: &Time, puller: &mut Puller) {
        let late = self.late();
        time.reach(Duration::from_secs_f64(at + late));
        let (jump, told) = match self.room.jump {
            Some((second, by, told)) if at >= f64::from(second) => (Duration::from_millis(by), told),
            _ => (Duration::ZERO, true),
        };
        let delay = self.room.speaker_delay + jump;
        let said = self.room.speaker_delay + if told { jump } else { Duration::ZERO };
        let said = said.as_secs_f64() + self.room.untold as f64 / 1e3 - late;
        let mut block = [0.0; PERIOD];
        puller.pull(&mut block, Duration::from_secs_f64(said.max(0.0)));
        for sample in &mut block {
            let limit = self.room.bends_at;
            *sample = if limit < 1.0 { limit * (*sample / limit).tanh() } else { *sample };
        }
        let begin = ((at + delay.as_secs_f64()) * RATE as f64).round() as usize;
        self.air.add(begin, &block, &self.room.path);
        self.pulled += PERIOD;
    }

    fn push(&mut self, at: f64, time: &Time, pusher: &mut Pusher, recorded: &mut Recorded) {
        let late = self.late();
        time.reach(Duration::from_secs_f64(at + late));
        let mut block = [0.0; PERIOD];
        for (n, out) in block.iter_mut().enumerate() {
            let sample = self.pushed + n;
            let echo = self.air.at(self.heard_at(sample) * RATE as f64);
            let near = self.near.get(sample).copied().unwrap_or(0.0);
            let noise = self.room.noise * self.chance.draw() * 1.73;
            *out = (echo + near + noise).clamp(-1.0, 1.0);
            recorded.echo.push(echo);
            recorded.near.push(near);
            recorded.heard.push(*out);
        }
        pusher.push(&block);
        self.pushed += PERIOD;
    }
}

/// To 48 kHz, which is what a speaker is given.
fn upsampled(samples: &[f32]) -> Vec<f32> {
    let air = Air(samples.to_vec());
    (0..3 * samples.len()).map(|n| air.at(n as f64 / 3.0)).collect()
}
