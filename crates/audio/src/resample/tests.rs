use std::f64::consts::TAU;

use vesper_speech::{Line, Out, RATE, Result, Spoken, Style, Synthesizer, Voice};

use super::Resample;
use crate::Converted;

fn tone(pitch: f64, rate: u32, length: usize) -> Vec<f32> {
    (0..length).map(|i| (0.5 * (TAU * pitch * i as f64 / f64::from(rate)).sin()) as f32).collect()
}

/// Pushes in uneven pieces, as a device would.
fn convert(samples: &[f32], from: u32, to: u32) -> Vec<f32> {
    let mut resample = Resample::new(from, to).unwrap();
    let mut out = Vec::new();
    for piece in samples.chunks(317) {
        resample.push(piece, &mut out).unwrap();
    }
    resample.finish(&mut out).unwrap();
    out
}

fn decibels(power: f64) -> f64 {
    10.0 * power.max(1e-20).log10()
}

fn power(samples: &[f32]) -> f64 {
    samples.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>() / samples.len() as f64
}

#[test]
fn a_tone_keeps_its_level_its_pitch_and_its_place() {
    for (from, to) in
        [(24_000, 48_000), (22_050, 48_000), (44_100, 48_000), (48_000, 16_000), (44_100, 16_000)]
    {
        let out = convert(&tone(1_000.0, from, from as usize), from, to);
        assert_eq!(out.len(), to as usize, "{from} to {to}: one second stays one second");
        let wanted = tone(1_000.0, to, to as usize);
        let inside = 2_000..out.len() - 2_000;
        let error: Vec<f32> = inside.clone().map(|i| out[i] - wanted[i]).collect();
        let noise = decibels(power(&error) / power(&wanted[inside]));
        assert!(noise < -80.0, "{from} to {to}: what differs is {noise:.1} dB");
    }
}

#[test]
fn what_the_lower_rate_cannot_hold_is_gone() {
    for pitch in [8_600.0, 9_500.0, 12_000.0, 15_900.0, 20_000.0] {
        let out = convert(&tone(pitch, 48_000, 48_000), 48_000, 16_000);
        let left = decibels(power(&out[1_000..15_000]) / 0.125);
        assert!(left < -80.0, "{pitch} Hz folds back at {left:.1} dB");
    }
}

#[test]
fn every_length_is_exact() {
    for length in [0, 1, 2, 146, 147, 148, 5_003] {
        for from in [8_000, 16_000, 22_050, 24_000, 44_100, 47_999, 48_000] {
            let exact = (length as f64 * 48_000.0 / f64::from(from)).round() as usize;
            assert_eq!(
                convert(&vec![0.1; length], from, 48_000).len(),
                exact,
                "{length} samples of {from} Hz"
            );
        }
    }
}

#[test]
fn a_second_stream_hears_nothing_of_the_first() {
    let mut resample = Resample::new(24_000, 48_000).unwrap();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    resample.push(&tone(440.0, 24_000, 5_000), &mut first).unwrap();
    resample.finish(&mut first).unwrap();
    resample.push(&[0.0; 5_000], &mut second).unwrap();
    resample.finish(&mut second).unwrap();
    assert_eq!(second, vec![0.0; 10_000]);
}

#[test]
fn rates_that_no_device_has_are_refused_by_name() {
    let error = Resample::new(0, 48_000).err().unwrap();
    assert!(error.to_string().contains("0 Hz"), "{error}");
    assert!(Resample::new(48_000, u32::MAX).is_err());
}

/// Speaks each row as a tone of its own, the rows in turn.
struct Tones;

impl Synthesizer for Tones {
    fn rate(&self) -> u32 {
        22_050
    }

    fn synthesize(&mut self, lines: &[Line], out: &mut dyn Out<Spoken>) -> Result<()> {
        for piece in 0..3 {
            for row in 0..lines.len() {
                let samples =
                    tone(300.0 * (row + 1) as f64, self.rate(), 6_000)[piece * 2_000..][..2_000].to_vec();
                out.put(Spoken { row, samples, last: piece == 2, ..Spoken::default() })?;
            }
        }
        Ok(())
    }
}

#[test]
fn rows_that_come_by_turns_are_converted_each_by_itself() {
    let line = Line {
        text: "x".into(),
        voice: Voice::narrator(),
        style: Style::Plain,
        pace: 1.0,
        language: "en".into(),
        ..Line::default()
    };
    let mut voice = Converted::new(Box::new(Tones)).unwrap();
    assert_eq!(voice.rate(), RATE);
    for _ in 0..2 {
        let mut out = Vec::new();
        voice.synthesize(&[line.clone(), line.clone()], &mut out).unwrap();
        for row in 0..2 {
            let heard: Vec<f32> = out
                .iter()
                .filter(|spoken| spoken.row == row)
                .flat_map(|spoken| spoken.samples.clone())
                .collect();
            let wanted = tone(300.0 * (row + 1) as f64, RATE, 13_061);
            assert_eq!(heard.len(), wanted.len());
            let worst = (1_000..12_000).map(|i| (heard[i] - wanted[i]).abs()).fold(0.0, f32::max);
            assert!(worst < 1e-3, "row {row} is off by {worst}");
        }
        assert_eq!(out.iter().filter(|spoken| spoken.last).count(), 2);
    }
}
