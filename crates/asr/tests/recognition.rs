//! The whole path of recognition, with a model of random weights: it hears nonsense, but hears it for real.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;
use vesper_asr::Whisper;
use vesper_asr::fixture::{Fixture, write};
use vesper_speech::{Error, HEARD_RATE, Kind, Out, Pcm, Recognizer, Result, Segment};

fn model(multilingual: bool) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("random.bin");
    write(&path, Fixture { multilingual, seed: 7 }).unwrap();
    (folder, path)
}

/// Something with the rhythm of speech: a buzz that comes and goes.
fn buzz(seconds: f32) -> Pcm {
    let count = (seconds * HEARD_RATE as f32) as usize;
    let samples = (0..count)
        .map(|n| {
            let t = n as f32 / HEARD_RATE as f32;
            0.3 * (t * 120.0).fract() * (t * 3.0 * std::f32::consts::PI).sin().max(0.0)
        })
        .collect();
    Pcm { rate: HEARD_RATE, samples }
}

fn recognize(whisper: &mut Whisper, heard: &Pcm) -> Vec<Segment> {
    let mut segments = Vec::new();
    whisper.recognize(heard, &mut segments).unwrap();
    segments
}

#[test]
fn segments_lie_inside_the_audio_and_repeat_exactly() {
    let (_folder, path) = model(false);
    let mut whisper = Whisper::open(&path, 1).unwrap();
    let heard = buzz(2.0);
    let first = recognize(&mut whisper, &heard);
    assert!(!first.is_empty(), "a model with weights says something");
    let mut last = Duration::ZERO;
    for segment in &first {
        assert!(segment.from <= segment.to && segment.to <= heard.duration(), "{segment:?}");
        assert!(segment.from >= last, "segments follow each other: {segment:?}");
        assert!(segment.text.chars().any(char::is_alphanumeric), "{segment:?}");
        assert!((0.0..=1.0).contains(&segment.confidence), "{segment:?}");
        last = segment.from;
    }
    assert_eq!(recognize(&mut whisper, &heard), first);
    assert_eq!(recognize(&mut Whisper::open(&path, 2).unwrap(), &heard)[0].text, first[0].text);
}

#[test]
fn a_glance_is_one_short_look_and_a_doubtful_whole_utterance_gets_a_second_long_one() {
    let (_folder, path) = model(false);
    let mut whisper = Whisper::open(&path, 1).unwrap();
    let heard = buzz(3.0);
    whisper.glance(&heard, &mut Vec::new()).unwrap();
    let glance = whisper.work();
    assert_eq!((glance.looks, glance.positions), (1, 320));
    // Random weights are never sure of anything.
    recognize(&mut whisper, &heard);
    let whole = whisper.work();
    assert_eq!((whole.looks, whole.positions), (2, 320 + 1500));
    assert!(whole.tokens >= glance.tokens && glance.tokens <= 16 + 3 * 12);
}

#[test]
fn a_long_recording_is_heard_alike_whatever_was_heard_before() {
    let (_folder, path) = model(true);
    let heard = buzz(16.0);
    let first = recognize(&mut Whisper::open(&path, 1).unwrap(), &heard);
    let mut whisper = Whisper::open(&path, 1).unwrap();
    whisper.expect_phrases(&["take the lamp".into()]);
    whisper.glance(&buzz(1.0), &mut Vec::new()).unwrap();
    whisper.expect_phrases(&[]);
    assert_eq!(recognize(&mut whisper, &heard), first);
    for segment in &first {
        assert!(segment.from <= segment.to && segment.to <= heard.duration(), "{segment:?}");
    }
}

#[test]
fn where_nobody_speaks_nothing_is_heard() {
    let (_folder, path) = model(false);
    let mut whisper = Whisper::open(&path, 1).unwrap();
    let mut seed = 1_u32;
    let mut hiss = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        0.02 * ((seed >> 8) as f32 / (1 << 23) as f32 - 1.0)
    };
    let noisy: Vec<f32> = (0..2 * HEARD_RATE).map(|_| hiss()).collect();
    for samples in [vec![0.0; 2 * HEARD_RATE as usize], noisy] {
        let heard = Pcm { rate: HEARD_RATE, samples };
        let mut glanced: Vec<Segment> = Vec::new();
        whisper.glance(&heard, &mut glanced).unwrap();
        assert!(glanced.is_empty() && recognize(&mut whisper, &heard).is_empty());
        assert_eq!(whisper.work().looks, 1, "silence is not looked at twice");
    }
}

#[test]
fn whatever_is_expected_is_bounded_and_takes_effect() {
    let (_folder, path) = model(false);
    let mut whisper = Whisper::open(&path, 1).unwrap();
    let heard = buzz(1.0);
    let mut glance = |phrases: &[String]| {
        whisper.expect_phrases(phrases);
        let mut segments: Vec<Segment> = Vec::new();
        whisper.glance(&heard, &mut segments).unwrap();
        segments
    };
    let plain = glance(&[]);
    assert_ne!(glance(&["take the lamp".into(), "go up the stairs".into()]), plain);
    // More than there is room for, and what is no text.
    let many: Vec<String> = (0..10_000).map(|number| format!("the door number {number}")).collect();
    glance(&many);
    glance(&[
        "\0\u{7}\n".into(),
        String::new(),
        "x".repeat(1 << 20),
        "\u{202e}\u{fffd}\u{1f600}".repeat(500),
    ]);
    assert_eq!(glance(&[]), plain);
}

#[test]
fn short_and_empty_and_broken_audio_are_taken() {
    let (_folder, path) = model(false);
    let mut whisper = Whisper::open(&path, 1).unwrap();
    assert!(recognize(&mut whisper, &Pcm { rate: HEARD_RATE, samples: Vec::new() }).is_empty());
    for seconds in [0.001, 0.05, 0.5] {
        let heard = buzz(seconds);
        for segment in recognize(&mut whisper, &heard) {
            assert!(segment.to <= heard.duration(), "{segment:?}");
        }
    }
    let mut broken = buzz(1.0);
    broken.samples[100] = f32::NAN;
    broken.samples[200] = f32::INFINITY;
    broken.samples[300] = -1e30;
    recognize(&mut whisper, &broken);
}

#[test]
fn another_rate_is_refused() {
    let (_folder, path) = model(false);
    let mut whisper = Whisper::open(&path, 1).unwrap();
    let heard = Pcm { rate: 48_000, samples: vec![0.0; 48_000] };
    let error = whisper.recognize(&heard, &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::BadRequest);
    assert!(error.to_string().contains("48000"), "{error}");
}

#[test]
fn a_multilingual_model_detects_or_is_told_the_language() {
    let (_folder, path) = model(true);
    let mut whisper = Whisper::open(&path, 1).unwrap();
    let heard = buzz(2.0);
    recognize(&mut whisper, &heard);
    whisper.expect(Some("de-AT")).unwrap();
    let german = recognize(&mut whisper, &heard);
    assert_eq!(recognize(&mut whisper, &heard), german);
    whisper.expect(None).unwrap();
    for unknown in ["tlh", "", "\0", "english"] {
        assert_eq!(whisper.expect(Some(unknown)).unwrap_err().kind, Kind::BadRequest, "{unknown:?}");
    }
}

#[test]
fn an_english_model_says_that_it_knows_english_only() {
    let (_folder, path) = model(false);
    let mut whisper = Whisper::open(&path, 1).unwrap();
    whisper.expect(Some("en-GB")).unwrap();
    let error = whisper.expect(Some("fr")).unwrap_err();
    assert_eq!(error.kind, Kind::BadRequest);
    assert!(error.to_string().contains("\"fr\""), "{error}");
}

#[test]
fn a_stopped_listener_ends_the_work() {
    struct Stopped;
    impl Out<Segment> for Stopped {
        fn put(&mut self, _: Segment) -> Result<()> {
            Err(Error::stopped())
        }
        fn check(&self) -> Result<()> {
            Err(Error::stopped())
        }
    }
    let (_folder, path) = model(false);
    let mut whisper = Whisper::open(&path, 1).unwrap();
    assert_eq!(whisper.recognize(&buzz(1.0), &mut Stopped).unwrap_err().kind, Kind::Stopped);
}
