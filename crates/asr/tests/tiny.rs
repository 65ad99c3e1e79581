//! Real recognition of real speech: the small model of `fixtures/`, which knows commands, numbers and the choices of the
//! shipped stories, hears espeak-ng say them in voices that it did not learn from.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]
#![allow(clippy::print_stderr, reason = "what is not tested is said")]

use std::path::Path;
use std::process::{Command, Stdio};

use vesper_asr::Whisper;
use vesper_speech::{HEARD_RATE, Pcm, Recognizer, Segment};

/// espeak-ng's own rate.
const SPOKEN_RATE: f64 = 22_050.0;

/// Neither these variants of a voice nor these accents are in the model's lessons.
const VOICES: [&str; 3] = ["en-us-nyc+paul", "en-gb-x-gbcwmd+m5", "en-us-nyc+f4"];

const COMMANDS: [&str; 12] = [
    "Pause.",
    "Go on.",
    "Again.",
    "Slower.",
    "Louder.",
    "Quieter.",
    "Skip.",
    "Go back.",
    "Stop.",
    "Wait.",
    "Number three.",
    "The last one.",
];

fn model() -> Whisper {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/commands.en.bin");
    Whisper::open(&path, 1).unwrap()
}

/// The choices at the first place of a story where there are some, read from its script.
fn choices(story: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/stories").join(story);
    let script = std::fs::read_to_string(path).unwrap();
    let shown = |line: &str| Some(line.strip_prefix("* [")?.split_once(']')?.0.to_owned());
    script.lines().filter_map(shown).take(4).collect()
}

/// What espeak-ng makes of `text`, at the rate of a recogniser; `None` where it is not installed.
fn said(text: &str, voice: &str) -> Option<Pcm> {
    let mut espeak = Command::new("espeak-ng");
    espeak.args(["--stdout", "-v", voice, "-s", "165", text]).stderr(Stdio::null());
    let output = match espeak.output() {
        Ok(output) => output,
        Err(error) => {
            eprintln!("SKIPPED: recognition of speech: espeak-ng says nothing here ({error})");
            return None;
        }
    };
    assert!(output.status.success(), "espeak-ng has no voice {voice}");
    // The header of a file in a pipe does not know its length; samples follow its 44 bytes.
    let (samples, _) = output.stdout.get(44..).unwrap().as_chunks::<2>();
    let spoken: Vec<f32> =
        samples.iter().map(|bytes| f32::from(i16::from_le_bytes(*bytes)) / 32768.0).collect();
    Some(Pcm { rate: HEARD_RATE, samples: resampled(&spoken) })
}

/// At [`HEARD_RATE`], by a windowed sinc of 24 samples to either side.
fn resampled(spoken: &[f32]) -> Vec<f32> {
    const REACH: f64 = 24.0;
    let step = SPOKEN_RATE / f64::from(HEARD_RATE);
    let sample = |at: f64| {
        let first = (at - REACH).max(0.0).ceil() as usize;
        let near = spoken.iter().enumerate().skip(first).take_while(|(index, _)| *index as f64 <= at + REACH);
        let weigh = |(index, value): (usize, &f32)| {
            let distance = index as f64 - at;
            let phase = std::f64::consts::PI * distance / step;
            let sinc = if phase.abs() < 1e-9 { 1.0 } else { phase.sin() / phase };
            f64::from(*value) * sinc * (0.5 + 0.5 * (std::f64::consts::PI * distance / REACH).cos())
        };
        (near.map(weigh).sum::<f64>() / step) as f32
    };
    (0..(spoken.len() as f64 / step) as usize).map(|index| sample(index as f64 * step)).collect()
}

fn heard(whisper: &mut Whisper, pcm: &Pcm) -> String {
    let mut segments: Vec<Segment> = Vec::new();
    whisper.recognize(pcm, &mut segments).unwrap();
    segments.iter().map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Says every phrase once, in one of the voices after the other, and gives those that were not understood.
fn misheard(phrases: &[String]) -> Option<Vec<String>> {
    let mut whisper = model();
    let mut faults = Vec::new();
    for (phrase, voice) in phrases.iter().zip(VOICES.iter().cycle()) {
        let text = heard(&mut whisper, &said(phrase, voice)?);
        if text != *phrase {
            faults.push(format!("{voice} said {phrase:?}, and {text:?} was heard"));
        }
    }
    Some(faults)
}

#[test]
fn commands_are_heard() {
    let phrases = COMMANDS.map(String::from);
    let Some(faults) = misheard(&phrases) else { return };
    assert!(faults.len() <= 1, "{faults:#?}");
}

#[test]
fn choices_of_shipped_stories_are_heard() {
    let phrases = [choices("deep-station.ink"), choices("salt-lamp.ink")].concat();
    assert_eq!(phrases.len(), 8, "the stories have choices");
    let Some(faults) = misheard(&phrases) else { return };
    // It is not right every time (fixtures/README.md).
    assert!(faults.len() <= 2, "{faults:#?}");
}

#[test]
fn what_is_likely_to_be_said_may_be_told_beforehand() {
    let mut whisper = model();
    let phrases = choices("night-train.ink");
    whisper.expect_phrases(&phrases);
    let mut right = 0;
    for phrase in &phrases {
        let Some(pcm) = said(phrase, VOICES[0]) else { return };
        let text = heard(&mut whisper, &pcm);
        assert!(
            text.is_empty() || phrases.contains(&text),
            "{voice} said {phrase:?}, {text:?} was heard",
            voice = VOICES[0]
        );
        right += usize::from(text == *phrase);
    }
    assert!(right >= 3, "{right} of {} were heard", phrases.len());
}

#[test]
fn an_utterance_that_lies_in_silence_is_heard() {
    let Some(pcm) = said("Take the battery.", VOICES[1]) else { return };
    let second = vec![0.0; HEARD_RATE as usize];
    let samples = [&second[..], &pcm.samples, &second].concat();
    assert_eq!(heard(&mut model(), &Pcm { rate: HEARD_RATE, samples }), "Take the battery.");
}

#[test]
fn silence_and_noise_say_nothing() {
    let mut whisper = model();
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(state >> 8) / f64::from(1 << 24) - 0.5) as f32
    };
    for level in [0.0, 0.001, 0.1] {
        let samples = (0..3 * HEARD_RATE).map(|_| level * noise()).collect();
        let text = heard(&mut whisper, &Pcm { rate: HEARD_RATE, samples });
        assert_eq!(text, "", "noise of {level}");
    }
}
