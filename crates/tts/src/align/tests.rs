//! Word times against the truth: `fixtures/words.tsv` has when espeak-ng says each word.

use std::collections::BTreeMap;
use std::process::Command;

use super::*;
use crate::finish::Finish;
use crate::wav::WavStream;

const TABLE: &str = include_str!("../../fixtures/words.tsv");
const LEVEL: f32 = -20.0;

/// One sentence of the table.
struct Truth<'a> {
    voice: &'a str,
    speed: &'a str,
    language: &'a str,
    rate: u32,
    length: usize,
    /// Samples before the first word.
    lead: u64,
    /// Bytes of the text and samples.
    words: Vec<(usize, u64)>,
    text: &'a str,
}

fn table() -> Vec<Truth<'static>> {
    let row = |row: &'static str| {
        let cells: Vec<&str> = row.split('\t').collect();
        let word = |word: &str| {
            let (byte, sample) = word.split_once(':').unwrap();
            (byte.parse().unwrap(), sample.parse().unwrap())
        };
        Truth {
            voice: cells[0],
            speed: cells[1],
            language: cells[2],
            rate: cells[3].parse().unwrap(),
            length: cells[4].parse().unwrap(),
            lead: cells[5].parse().unwrap(),
            words: cells[6].split(' ').map(word).collect(),
            text: cells[7],
        }
    };
    TABLE.lines().map(row).collect()
}

/// What the program says; none where it is not installed.
fn spoken(truth: &Truth<'_>) -> Option<Vec<f32>> {
    let out = Command::new("espeak-ng")
        .args(["--stdout", "-a", "40", "-v", truth.voice, "-s", truth.speed, truth.text])
        .output();
    let Ok(out) = out else {
        eprintln!("SKIPPED: word times are measured with espeak-ng, which is not installed.");
        return None;
    };
    let (mut stream, mut samples) = (WavStream::default(), Vec::new());
    stream.push(&out.stdout, &mut samples).unwrap();
    // The program adds half a second of silence. Another release says the same words at other times.
    let alike =
        stream.rate() == Some(truth.rate) && samples.len().abs_diff(truth.length) < truth.rate as usize;
    if !alike {
        eprintln!("SKIPPED: this is not the espeak-ng that the table of word times was made with (1.51).");
        return None;
    }
    Some(samples)
}

fn words_of(text: &str) -> Vec<Expected> {
    let shown = words(text, &[]);
    let behind = shown.iter().skip(1).map(|next| next.start).chain([text.len()]);
    expected(
        shown
            .iter()
            .zip(behind)
            .map(|(word, next)| (word.clone(), &text[word.clone()], &text[word.end..next])),
    )
}

/// Feeds a finished row to an aligner in pieces of 80 ms; what is told, and how many words before the end.
fn aligned(rate: u32, tempo: f32, words: Vec<Expected>, samples: &[f32]) -> (Vec<WordTime>, usize) {
    let mut aligner = Aligner::new(rate, LEVEL, tempo, vec![words]);
    let pieces = samples.chunks(rate as usize * 8 / 100);
    let mut told: Vec<WordTime> = pieces.flat_map(|piece| aligner.hear(piece)).collect();
    let early = told.len();
    told.extend(aligner.end());
    (told, early)
}

/// In order, inside the row, without overlap.
#[track_caller]
fn sound(told: &[WordTime], length: u64) {
    let mut end = 0;
    for word in told {
        assert!(word.samples.start >= end && word.samples.end >= word.samples.start, "{told:?}");
        end = word.samples.end;
    }
    assert!(end <= length, "{end} of {length}");
}

#[test]
fn words_are_found_where_they_are_said() {
    let mut errors: BTreeMap<&str, Vec<f32>> = BTreeMap::new();
    let (mut early, mut all) = (0, 0);
    for truth in table() {
        let Some(samples) = spoken(&truth) else { return };
        let mut ready = Vec::new();
        let mut finish = Finish::new(truth.rate, LEVEL, 1.0);
        finish.push(samples, &mut ready);
        let skipped = finish.skipped();
        finish.end(&mut ready);
        // Nothing is known to be left out until the line is settled; then it is all that comes before the margin.
        let skipped =
            skipped.max(usize::try_from(truth.lead).unwrap().saturating_sub(truth.rate as usize / 100));
        let tempo = 125.0 / truth.speed.parse::<f32>().unwrap();
        let words = words_of(truth.text);
        let (told, before) = aligned(truth.rate, tempo, words.clone(), &ready);
        assert!(
            told.iter().map(|word| &word.text).eq(words.iter().map(|word| &word.shown)),
            "{}",
            truth.text
        );
        sound(&told, ready.len() as u64);
        early += before;
        all += told.len();
        for word in &told {
            let Some((_, said)) = truth.words.iter().find(|(byte, _)| *byte == word.text.start) else {
                continue;
            };
            let off = (word.samples.start + skipped as u64) as f32 - *said as f32;
            errors.entry(truth.language).or_default().push((off / truth.rate as f32 * 1000.0).abs());
        }
    }
    let together: Vec<f32> = errors.values().flatten().copied().collect();
    errors.insert("all", together);
    for (language, errors) in &mut errors {
        errors.sort_by(f32::total_cmp);
        let (half, most) = (errors[errors.len() / 2], errors[errors.len() * 9 / 10]);
        println!("{language}: {} words, half within {half:.0} ms, 9 of 10 within {most:.0} ms", errors.len());
        // Two sentences of a language are too few to say more of it than that nothing is amiss.
        let bounds = if errors.len() < 100 { (100.0, 350.0) } else { (60.0, 200.0) };
        assert!(half <= bounds.0 && most <= bounds.1, "{language}: {half} and {most} ms");
    }
    println!("{early} of {all} words were told before the end of their line");
    assert!(errors["en"].len() >= 200 && early * 3 > all);
}

/// A tone for each of `lengths`, with silences of `pauses` between, in seconds.
fn tones(rate: u32, lengths: &[f32], pauses: &[f32]) -> Vec<f32> {
    let count = |seconds: f32| (seconds * rate as f32) as usize;
    let mut samples = Vec::new();
    for (place, length) in lengths.iter().enumerate() {
        samples.extend((0..count(*length)).map(|n| 0.14 * (n as f32 * 0.06).sin()));
        samples.extend(vec![0.0; pauses.get(place).map_or(0, |pause| count(*pause))]);
    }
    samples
}

#[test]
fn a_pause_belongs_to_the_comma() {
    let words = words_of("Later that night, nobody came.");
    let samples = tones(24_000, &[1.2, 0.9], &[0.4]);
    let (told, _) = aligned(24_000, 1.0, words, &samples);
    let milliseconds = |at: u64| at as f32 / 24.0;
    assert!((milliseconds(told[2].samples.end) - 1_200.0).abs() <= 20.0, "{told:?}");
    assert!((milliseconds(told[3].samples.start) - 1_600.0).abs() <= 20.0, "{told:?}");
}

#[test]
fn the_words_of_a_take_stay_in_it() {
    let rate = 24_000;
    let first = words_of("The fox sat down by the door.");
    // Far slower than the first: without the border its words would reach back.
    let second = words_of("Who?");
    let samples = tones(rate, &[1.5, 3.0], &[]);
    let mut aligner = Aligner::new(rate, LEVEL, 1.0, vec![first.clone(), second]);
    let mut told = Vec::new();
    for piece in samples[..40_000].chunks(1_920) {
        told.extend(aligner.hear(piece));
    }
    aligner.border(36_000);
    told.extend(aligner.hear(&samples[40_000..]));
    assert_eq!(told.len(), first.len(), "the first take's words are told while the second sounds");
    told.extend(aligner.end());
    assert_eq!(told[first.len() - 1].samples.end, 36_000);
    assert_eq!(told[first.len()].samples, 36_000..samples.len() as u64);
}

#[test]
fn a_word_in_two_takes_is_told_once() {
    let half = |seconds| Expected { shown: 0..9, seconds, pause: Pause::Clause };
    let samples = tones(24_000, &[2.0], &[]);
    let mut aligner = Aligner::new(24_000, LEVEL, 1.0, vec![vec![half(1.0)], vec![half(1.0)]]);
    aligner.border(24_000);
    let mut told = aligner.hear(&samples);
    told.extend(aligner.end());
    assert_eq!(told, [WordTime { text: 0..9, samples: 0..48_000 }]);
}

/// Sound that is nothing like the words, and words that are none.
#[test]
fn every_word_is_told_whatever_is_heard() {
    let long = words_of(&"a".repeat(10_000));
    let many = words_of(&"word ".repeat(3_000));
    let few = words_of("Yes, no.");
    for words in [long, many, few, Vec::new()] {
        for samples in [
            vec![],
            vec![0.1; 10],
            vec![0.0; 5_000],
            tones(24_000, &[0.5; 60], &[0.3; 60]),
            vec![0.1; 24_000 * 40],
        ] {
            let (told, _) = aligned(24_000, 1.0, words.clone(), &samples);
            let wanted = if samples.is_empty() { 0 } else { words.len() };
            assert_eq!(told.len(), wanted, "{} words in {} samples", words.len(), samples.len());
            sound(&told, samples.len() as u64);
        }
    }
    for tempo in [0.0, f32::INFINITY, f32::NAN] {
        assert_eq!(aligned(24_000, tempo, words_of("Yes, no."), &tones(24_000, &[1.0], &[])).0.len(), 2);
    }
}

#[test]
fn words_are_what_stands_between_spaces() {
    let shown = |text: &'static str, whole: Option<Range<usize>>| {
        words(text, whole.as_slice()).into_iter().map(|word| &text[word]).collect::<Vec<_>>()
    };
    assert_eq!(shown("“Well,” she said — 3.14 €!", None), ["Well", "she", "said", "3.14"]);
    assert_eq!(shown("… ? —", None), Vec::<&str>::new());
    assert_eq!(shown("on July 4, 2026.", Some(3..15)), ["on", "July 4, 2026"]);
    assert_eq!(shown("I ♥ you", Some(2..5)), ["I", "♥", "you"]);
    assert_eq!(shown("B2B it", Some(1..2)), ["B2B", "it"]);
}
