//! The engine as the session uses it.

use std::cell::Cell;
use std::time::{Duration, Instant};

use vesper_speech::{Aloud, Error, Kind, Line, Out, ReadAs, Result, Spoken, Synthesizer, WordTime};

use super::folders::{Folder, line};
use crate::calm::Calm;

fn speak(calm: &mut Calm, lines: &[Line]) -> Vec<Vec<f32>> {
    told(calm, lines).into_iter().map(|(samples, _)| samples).collect()
}

/// The samples and the words of every row.
fn told(calm: &mut Calm, lines: &[Line]) -> Vec<(Vec<f32>, Vec<WordTime>)> {
    let mut heard: Vec<Spoken> = Vec::new();
    calm.synthesize(lines, &mut heard).unwrap();
    let mut rows = vec![(Vec::new(), Vec::new()); lines.len()];
    let mut ended = vec![0; lines.len()];
    for spoken in heard {
        assert_eq!(ended[spoken.row], 0, "row {} goes on after its end", spoken.row);
        rows[spoken.row].0.extend(spoken.samples);
        rows[spoken.row].1.extend(spoken.words);
        ended[spoken.row] += usize::from(spoken.last);
    }
    assert!(ended.iter().all(|times| *times == 1), "{ended:?}");
    assert!(rows.iter().flat_map(|(samples, _)| samples).all(|sample| sample.abs() <= 1.0));
    for (samples, words) in &rows {
        let mut end = 0;
        for word in words {
            assert!(word.samples.start >= end && word.samples.end >= word.samples.start, "{words:?}");
            end = word.samples.end;
        }
        assert!(end <= samples.len() as u64, "{words:?}");
    }
    rows
}

/// How far apart two rows are; those of different lengths are.
fn far(a: &[f32], b: &[f32]) -> f32 {
    match a.len() == b.len() {
        true => a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max),
        false => f32::INFINITY,
    }
}

fn shown<'a>(line: &'a Line, words: &[WordTime]) -> Vec<&'a str> {
    words.iter().map(|word| &line.text[word.text.clone()]).collect()
}

#[test]
fn each_word_is_told_once_with_its_samples() {
    let folder = Folder::new();
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    let lines = [
        line("The fox had $5 — “good”, he said.", "anna"),
        Line { pace: 0.6, pitch: 3.0, ..line(LONG, "paul") },
        line("…", "anna"),
        Line {
            aloud: vec![Aloud { part: 3..8, how: ReadAs::Words("half past nine".into()) }],
            ..line("At 09:30 or so. Yes.", "anna")
        },
        // One word of two takes.
        line(&"x".repeat(70), "anna"),
    ];
    let rows = told(&mut calm, &lines);
    assert_eq!(shown(&lines[0], &rows[0].1), ["The", "fox", "had", "$5", "good", "he", "said"]);
    let words: Vec<&str> = LONG.split(' ').map(|word| word.trim_matches(|c| ".,".contains(c))).collect();
    assert_eq!(shown(&lines[1], &rows[1].1), words);
    // The takes are laid beside each other: words are in all of the sound, not only at its beginning.
    let (samples, told) = &rows[1];
    assert!(
        told.last().unwrap().samples.end as usize > samples.len() * 8 / 10,
        "{told:?} of {}",
        samples.len()
    );
    assert!(rows[2].1.is_empty());
    assert_eq!(shown(&lines[3], &rows[3].1), ["At", "09:30", "or", "so", "Yes"]);
    assert_eq!(rows[4].1.len(), 1, "{:?}", rows[4].1);
}

#[test]
fn parts_are_read_as_they_are_meant() {
    let folder = Folder::new();
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    let year = line("It was 1984.", "anna");
    let number = Line { aloud: vec![Aloud { part: 7..11, how: ReadAs::Cardinal }], ..year.clone() };
    let nowhere = Line { aloud: vec![Aloud { part: 40..50, how: ReadAs::Cardinal }], ..year.clone() };
    let rows = speak(&mut calm, &[year, number, nowhere]);
    assert!(far(&rows[0], &rows[1]) > 0.01, "the number is said as the year");
    assert!(far(&rows[0], &rows[2]) < 1e-3);
}

#[test]
fn the_pitch_of_a_line_leaves_its_length() {
    let folder = Folder::new();
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    let pitched = |pitch: f32, pace: f32| Line { pitch, pace, ..line(LONG, "anna") };
    let lines = [(0.0, 1.0), (6.0, 1.0), (-6.0, 1.0), (6.0, 0.5), (f32::NAN, 1.0), (99.0, 1.0)];
    let rows = speak(&mut calm, &lines.map(|(pitch, pace)| pitched(pitch, pace)));
    let share = |row: usize| rows[row].len() as f32 / rows[0].len() as f32;
    for (row, wanted) in [(1, 1.0), (2, 1.0), (3, 2.0)] {
        assert!((share(row) / wanted - 1.0).abs() < 0.05, "{:?}: {}", lines[row], share(row));
    }
    assert!(far(&rows[0], &rows[1]) > 0.01);
    assert!(far(&rows[0], &rows[4]) < 1e-3 && far(&rows[1], &rows[5]) < 1e-3);
}

#[test]
fn the_volume_of_a_line_is_exact() {
    let folder = Folder::new();
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    let at = |volume: f32| Line { volume, ..line(LONG, "anna") };
    let decibels = [0.0, -40.0, -12.0, -3.0, f32::NEG_INFINITY, f32::NAN];
    let rows = speak(&mut calm, &decibels.map(at));
    let level =
        |row: &[f32]| 20.0 * (row.iter().map(|s| s * s).sum::<f32>() / row.len() as f32).sqrt().log10();
    for (row, wanted) in rows.iter().zip([0.0, -40.0, -12.0, -3.0, -40.0, 0.0]) {
        let off: f32 = level(row) - level(&rows[0]) - wanted;
        assert!(off.abs() < 0.1 && row.len() == rows[0].len(), "{wanted} dB is off by {off}");
    }
}

const FOX: &str = "The fox sat down by the door.";
const OWL: &str = "Who?";
/// More than fifty letters, which are as many tokens here: several takes.
const LONG: &str =
    "He had walked all night long, over the hills and through the wood, and now he was home. He slept.";

#[test]
fn a_line_is_the_same_alone_and_beside_others_today_and_tomorrow() {
    let folder = Folder::new();
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    let lines =
        [line(FOX, "anna"), line(OWL, "paul"), line(LONG, "paul"), line(FOX, "paul"), line(LONG, "anna")];
    let together = speak(&mut calm, &lines);
    assert!(
        together.iter().all(|row| row.len() > 2_400),
        "{:?}",
        together.iter().map(Vec::len).collect::<Vec<_>>()
    );
    let mut other = Calm::open(folder.path(), &[]).unwrap();
    for (line, row) in lines.iter().zip(&together).rev() {
        let alone = speak(&mut other, std::slice::from_ref(line)).remove(0);
        assert_eq!(alone.len(), row.len(), "{}", line.text);
        let far = alone.iter().zip(row).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(far < 1e-4, "{} is off by {far:e}", line.text);
    }
    assert_ne!(together[0], together[3], "two voices sound alike");
}

#[test]
fn what_cannot_be_said_is_silent_and_keeps_its_place() {
    let folder = Folder::new();
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    let rows =
        speak(&mut calm, &[line("…", "anna"), line(FOX, "anna"), line("", "paul"), line("🙂", "paul")]);
    assert!(rows[0].is_empty() && !rows[1].is_empty() && rows[2].is_empty() && rows[3].is_empty());
    assert!(speak(&mut calm, &[]).is_empty());
    let error = calm.synthesize(&[line(FOX, "nobody\n")], &mut Vec::new()).unwrap_err();
    assert_eq!((error.kind, error.what.as_str()), (Kind::BadRequest, "there is no voice \"nobody\"."));
}

#[test]
fn lines_are_cut_to_their_sound_and_do_not_click() {
    let folder = Folder::new();
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    for row in speak(&mut calm, &[line(FOX, "anna"), line(LONG, "paul")]) {
        let margin = calm.rate() as usize / 20;
        assert!(row[0].abs() < 1e-3 && row[row.len() - 1].abs() < 1e-3);
        assert!(row[..margin].iter().any(|sample| sample.abs() > 0.003));
        assert!(row[row.len() - margin..].iter().any(|sample| sample.abs() > 0.003));
    }
}

#[test]
fn voices_are_equally_loud() {
    let folder = Folder::new();
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    let rows = speak(&mut calm, &[line(LONG, "anna"), line(LONG, "paul")]);
    let level = |row: &[f32]| 20.0 * crate::finish::weighted_loudness(row, 24_000).log10();
    let levels: Vec<f32> = rows.iter().map(|row| level(row)).collect();
    assert!((levels[0] - levels[1]).abs() < 3.0, "{levels:?}");
    assert!(levels.iter().all(|level| (level + 20.0).abs() < 4.0), "{levels:?}");
}

/// Says no from a certain piece on, and notes when.
struct Stopping {
    after: usize,
    pieces: usize,
    said: Cell<Option<Instant>>,
}

impl Stopping {
    fn answer(&self) -> Result<()> {
        if self.pieces < self.after {
            return Ok(());
        }
        self.said.set(self.said.get().or_else(|| Some(Instant::now())));
        Err(Error::stopped())
    }
}

impl Out<Spoken> for Stopping {
    fn put(&mut self, _: Spoken) -> Result<()> {
        self.pieces += 1;
        self.answer()
    }

    fn check(&self) -> Result<()> {
        self.answer()
    }
}

/// How long stopping takes depends on the machine; that it does not take as long as speaking does not.
#[test]
fn it_stops_when_it_is_told_to() {
    let folder = Folder::new();
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    let lines: Vec<Line> = (0..40).map(|n| line(&format!("{LONG} {n}"), "anna")).collect();
    speak(&mut calm, &lines[..1]);
    for after in [0, 1, 5] {
        let mut out = Stopping { after, pieces: 0, said: Cell::new(None) };
        let error = calm.synthesize(&lines, &mut out).unwrap_err();
        assert_eq!(error.kind, Kind::Stopped);
        assert_eq!(out.pieces, after);
        let late = out.said.get().unwrap().elapsed();
        assert!(late < Duration::from_secs(1), "after {after}: {late:?}");
    }
    assert_eq!(speak(&mut calm, &lines[..1]).len(), 1, "it speaks again afterwards");
}

#[test]
fn the_pace_of_a_line_is_kept() {
    let folder = Folder::new();
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    let paced = |pace: f32| Line { pace, ..line(LONG, "anna") };
    let rows = speak(&mut calm, &[paced(1.0), paced(0.5), paced(1.6)]);
    let share = |row: usize| rows[row].len() as f32 / rows[0].len() as f32;
    assert!((share(1) - 2.0).abs() < 0.1 && (share(2) - 1.0 / 1.6).abs() < 0.05, "{} {}", share(1), share(2));
}

#[test]
fn voices_may_lie_elsewhere() {
    let folder = Folder::new();
    let elsewhere = tempfile::TempDir::new().unwrap();
    let inside = elsewhere.path().join("languages/english/embeddings");
    std::fs::create_dir_all(&inside).unwrap();
    std::fs::rename(folder.at("embeddings/paul.safetensors"), inside.join("vera.safetensors")).unwrap();
    let mut calm = Calm::open(folder.path(), &[elsewhere.path().to_owned()]).unwrap();
    assert_eq!(calm.voices().collect::<Vec<_>>(), ["anna", "vera"]);
    assert!(!speak(&mut calm, &[line(FOX, "vera")])[0].is_empty());
}
