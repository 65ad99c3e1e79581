//! What people in a scene sound like: sentences that espeak-ng says or that were recorded, and coughs.

use std::collections::HashMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use vesper_speech::{Pcm, RATE};

use super::Chance;

/// How loud people are at the microphone: -26 dBFS, the mean over what is not silence.
const LEVEL: f32 = 0.05;
/// Below this share of the loudest there is silence at the ends of a recording.
const SILENT: f32 = 0.02;
/// Seconds of a recorded sentence.
const RECORDED: std::ops::Range<f32> = 2.0..5.0;
/// espeak-ng's voices for the people of the scenes, with their speed in words a minute.
const PEOPLE: [(&str, &str); 6] = [
    ("en-us", "165"),
    ("en-us+f3", "170"),
    ("en-gb+m3", "155"),
    ("en-gb+f2", "180"),
    ("en-us+m7", "150"),
    ("en-gb-scotland+f4", "165"),
];

/// A sound near the microphone, mono at [`RATE`], and when the words in it are over.
#[derive(Clone, Debug, Default)]
pub struct Sound {
    pub samples: Vec<f32>,
    /// Each word with the sample at which it is over.
    pub words: Vec<(String, usize)>,
}

/// A sentence that somebody recorded.
#[derive(Clone, Debug)]
struct Recorded {
    path: PathBuf,
    text: String,
}

/// Everything that can be heard from people. What was made once is kept.
pub struct Sounds {
    made: HashMap<(String, usize), Sound>,
    recorded: Vec<Recorded>,
}

impl Sounds {
    /// With espeak-ng, and with the recordings in `data` (a folder with `speech/utterances.tsv`) where it is given.
    ///
    /// # Errors
    /// A sentence about what is missing.
    pub fn open(data: Option<&Path>) -> Result<Sounds, String> {
        let answers = Command::new("espeak-ng").arg("--version").stdout(Stdio::null()).status();
        if !answers.is_ok_and(|status| status.success()) {
            return Err("espeak-ng is not installed, and without it nobody in a scene can speak".to_owned());
        }
        let recorded = data.map(recordings).unwrap_or_default();
        Ok(Sounds { made: HashMap::new(), recorded })
    }

    /// How many recorded sentences there are.
    #[must_use]
    pub fn recorded(&self) -> usize {
        self.recorded.len()
    }

    /// Somebody of [`PEOPLE`] says `text`.
    pub fn say(&mut self, text: &str, person: usize) -> Sound {
        let person = person % PEOPLE.len();
        let made = self.made.entry((text.to_owned(), person)).or_insert_with(|| {
            let Some(pcm) = espeak(text, PEOPLE[person]) else { return Sound::default() };
            sound(&pcm, text)
        });
        made.clone()
    }

    /// A whole sentence that was recorded, where there are any.
    pub fn recording(&mut self, chance: &mut Chance) -> Option<Sound> {
        if self.recorded.is_empty() {
            return None;
        }
        let Recorded { path, text } = self.recorded.get(chance.below(self.recorded.len()))?;
        let pcm = vesper_audio::read(path).ok()?;
        Some(sound(&pcm, text))
    }

    /// Two or three bursts of noise from a throat: each rises in 10 ms and falls off within 150.
    #[must_use]
    pub fn cough(&self, chance: &mut Chance) -> Sound {
        let mut samples = Vec::new();
        let (colour, resonance) = (chance.between(0.1, 0.3) as f32, chance.between(0.80, 0.93) as f32);
        for burst in 0..2 + chance.below(2) {
            let length = (chance.between(0.12, 0.22) * f64::from(RATE)) as usize;
            let loudness = if burst == 0 { 0.5 } else { 0.3 };
            let (mut low, mut ring) = (0.0_f32, [0.0_f32; 2]);
            for n in 0..length {
                let t = n as f32 / RATE as f32;
                let envelope = (t / 0.010).min(1.0) * (-t / 0.045).exp();
                low += colour * (chance.noise() - low);
                // A throat resonates at some 700 Hz.
                let next = low + 2.0 * resonance * 0.996 * ring[0] - resonance * resonance * ring[1];
                ring = [next, ring[0]];
                samples.push(loudness * envelope * next * (1.0 - resonance));
            }
            let pause = (chance.between(0.05, 0.15) * f64::from(RATE)) as usize;
            samples.extend(std::iter::repeat_n(0.0, pause));
        }
        levelled(&mut samples, 1.5 * LEVEL);
        Sound { samples, words: Vec::new() }
    }
}

/// The recorded sentences that are whole and neither short nor long.
fn recordings(data: &Path) -> Vec<Recorded> {
    let list = std::fs::read_to_string(data.join("speech/utterances.tsv")).unwrap_or_default();
    let whole = |line: &str| {
        let mut fields = line.split('\t');
        let (path, text) = (fields.next()?, fields.next()?.trim_matches('"'));
        let seconds: f32 = fields.nth(2)?.parse().ok()?;
        let sentence = text.starts_with(char::is_uppercase) && text.ends_with('.');
        let kept = sentence && RECORDED.contains(&seconds) && !text.contains('"');
        kept.then(|| Recorded { path: data.join(path), text: text.to_owned() })
    };
    list.lines().skip(1).filter_map(whole).collect()
}

fn espeak(text: &str, (voice, speed): (&str, &str)) -> Option<Pcm> {
    let said = Command::new("espeak-ng").args(["-v", voice, "-s", speed, "--stdout", text]).output().ok()?;
    // Its header does not know the length of what follows.
    let reader = hound::WavReader::new(Cursor::new(&said.stdout)).ok()?;
    let rate = reader.spec().sample_rate;
    let samples =
        reader.into_samples::<i16>().map_while(Result::ok).map(|s| f32::from(s) / 32_768.0).collect();
    Some(Pcm { rate, samples })
}

/// At our rate and level, without silence at its ends; the words take as long as they are written.
fn sound(pcm: &Pcm, text: &str) -> Sound {
    let step = f64::from(pcm.rate) / f64::from(RATE);
    let at = |n: usize| pcm.samples.get(n).copied().unwrap_or(0.0);
    let length = (pcm.samples.len() as f64 / step) as usize;
    let mut samples: Vec<f32> = (0..length)
        .map(|n| {
            let place = n as f64 * step;
            let (whole, part) = (place as usize, place.fract() as f32);
            at(whole) + part * (at(whole + 1) - at(whole))
        })
        .collect();
    let floor = SILENT * samples.iter().fold(0.0, |loudest: f32, s| loudest.max(s.abs()));
    let first = samples.iter().position(|s| s.abs() > floor).unwrap_or(0);
    let last = samples.iter().rposition(|s| s.abs() > floor).map_or(0, |last| last + 1);
    samples.truncate(last);
    samples.drain(..first.min(last));
    levelled(&mut samples, LEVEL);
    let all: usize = text.split_whitespace().map(|word| word.len() + 1).sum();
    let mut so_far = 0;
    let words = text.split_whitespace().map(|word| {
        so_far += word.len() + 1;
        (word.to_owned(), samples.len() * so_far / all.max(1))
    });
    let words = words.collect();
    Sound { samples, words }
}

/// Brings the mean loudness of what is not silence to `level`.
fn levelled(samples: &mut [f32], level: f32) {
    let loud = samples.iter().filter(|s| s.abs() > 1e-4);
    let (energy, count) = loud.fold((0.0, 0_usize), |(energy, count), s| (energy + s * s, count + 1));
    let gain = level / (energy / count.max(1) as f32).sqrt().max(1e-6);
    for sample in samples {
        *sample = (*sample * gain).clamp(-1.0, 1.0);
    }
}
