//! When words are heard, how parts are read, pitch and volume.

use vesper_speech::{Aloud, Line, Person, ReadAs, Spoken, Synthesizer, WordTime};
use vesper_tts::System;

use crate::measure::{melody, peak};
use crate::{TEXT, character, line, person, say, system};

/// The words of one line, after checking that they are what was promised, and how many samples it has.
fn words(system: &mut System, line: &Line) -> (Vec<WordTime>, usize) {
    let mut pieces: Vec<Spoken> = Vec::new();
    system.synthesize(std::slice::from_ref(line), &mut pieces).unwrap();
    let length: usize = pieces.iter().map(|piece| piece.samples.len()).sum();
    let words: Vec<WordTime> = pieces.into_iter().flat_map(|piece| piece.words).collect();
    let mut end = 0;
    for word in &words {
        assert!(word.samples.start >= end && word.samples.end >= word.samples.start, "{words:?}");
        end = word.samples.end;
    }
    assert!(end <= length as u64);
    (words, length)
}

#[test]
fn every_word_has_its_samples() {
    let Some(mut system) = system() else { return };
    let quoted = line("“Well!” said 3 of them — on July 4, 2026 — and left…");
    let shown = |line: &Line, words: &[WordTime]| -> Vec<String> {
        words.iter().map(|word| line.text[word.text.clone()].to_owned()).collect()
    };
    let (told, _) = words(&mut system, &quoted);
    assert_eq!(shown(&quoted, &told).join(" "), "Well said 3 of them on July 4 2026 and left");
    let dated = Line { aloud: vec![Aloud { part: 34..46, how: ReadAs::Date }], ..quoted };
    assert_eq!(&dated.text[34..46], "July 4, 2026");
    let (told, _) = words(&mut system, &dated);
    assert_eq!(shown(&dated, &told).join("|"), "Well|said|3|of|them|on|July 4, 2026|and|left");
    for (pace, volume) in [(0.5, 0.0), (1.0, -30.0), (2.0, 6.0)] {
        let paced = Line { pace, volume, ..line("Not here; there, behind the old lighthouse.") };
        let (told, length) = words(&mut system, &paced);
        assert_eq!(told.len(), 7);
        let share = told[1].samples.end as f32 / length as f32;
        assert!((0.1..0.4).contains(&share), "here ends at {share} of the line at pace {pace}");
    }
    assert!(words(&mut system, &line("… 🙂")).0.is_empty());
}

#[test]
fn long_lines_tell_words_before_they_end() {
    let Some(mut system) = system() else { return };
    let text = "The lamp went out, and the sea came up to the door. ".repeat(20);
    let mut pieces: Vec<Spoken> = Vec::new();
    system.synthesize(&[line(&text)], &mut pieces).unwrap();
    let count = pieces.iter().map(|piece| piece.words.len()).sum::<usize>();
    assert_eq!(count, text.split_whitespace().count());
    // What is made ten times as quickly as it is heard may be told some seconds behind what was made.
    let (mut at, mut latest) = (0_u64, 0);
    for piece in &pieces {
        latest = piece
            .words
            .iter()
            .map(|word| at.saturating_sub(word.samples.start))
            .max()
            .unwrap_or(0)
            .max(latest);
        at += piece.samples.len() as u64;
    }
    let latest = latest as f32 / system.rate() as f32;
    println!("the latest word is told {latest:.1} s behind what was made");
    assert!(latest < 12.0 && latest < 0.3 * at as f32 / system.rate() as f32);
}

#[test]
fn parts_are_read_as_they_are_meant() {
    let Some(mut system) = system() else { return };
    let mut same = |text: &str, part: std::ops::Range<usize>, how: ReadAs, written: &str| {
        let aloud = Line { aloud: vec![Aloud { part, how: how.clone() }], ..line(text) };
        let written = say(&mut system, &line(written));
        assert!(say(&mut system, &aloud) == written, "{text} as {how:?}");
    };
    same("The FBI came.", 4..7, ReadAs::Letters, "The F, B, I came.");
    same("It was 1984.", 7..11, ReadAs::Cardinal, "It was one thousand nine hundred and eighty-four.");
    same("Call 555 01.", 5..11, ReadAs::Telephone, "Call five, five, five, zero, one.");
    same("Wroxeter fell.", 0..8, ReadAs::Words("Rooster".into()), "Rooster fell.");
    for part in [2..400, 500..600, 7..7] {
        same("Zoë, 5 owls.", part, ReadAs::Ordinal, "Zoë, 5 owls.");
    }
    same("Zoë, 5 owls.", 0..3, ReadAs::Ordinal, "Zoë, 5 owls.");
}

#[test]
fn pitch_is_counted_in_semitones() {
    let Some(mut system) = system() else { return };
    for speaker in [line(TEXT), character("Ada", person(Person::Woman))] {
        let mut pitch = |pitch: f32| {
            let samples = say(&mut system, &Line { pitch, ..speaker.clone() });
            (melody(&samples, system.rate()).pitch, samples.len() as f32)
        };
        let (plain, length) = pitch(0.0);
        let heard = [-6.0, -3.0, 3.0, 6.0_f32].map(|semitones| {
            let (raised, same) = pitch(semitones);
            assert!((same / length - 1.0).abs() < 0.05);
            (semitones, 12.0 * (raised / plain).log2())
        });
        println!("{}, {plain:.0} Hz: asked and heard {heard:.1?}", speaker.voice.name);
        assert!(heard.iter().all(|(asked, heard)| (heard - asked).abs() < 1.5), "{heard:?}");
        for none in [f32::NAN, f32::INFINITY] {
            assert!(pitch(none) == (plain, length));
        }
    }
}

#[test]
fn volume_is_exact() {
    let Some(mut system) = system() else { return };
    let rate = system.rate();
    let mut at = |volume: f32| {
        let samples = say(&mut system, &Line { volume, ..line(TEXT) });
        (20.0 * rms(&samples).log10(), samples)
    };
    let (plain, samples) = at(0.0);
    for decibels in [-40.0, -20.0, -6.0, 3.0, 6.0] {
        let (level, louder) = at(decibels);
        println!("{decibels} dB: {:.2}", level - plain);
        assert!((level - plain - decibels).abs() <= 0.5, "{decibels}: {}", level - plain);
        assert!(peak(&louder) <= 0.82);
        assert!(louder.len().abs_diff(samples.len()) < rate as usize / 50);
    }
    assert_eq!(at(f32::NAN).1, samples);
}

fn rms(samples: &[f32]) -> f32 {
    (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32).sqrt()
}
