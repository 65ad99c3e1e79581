//! The engine as the session uses it.

use std::cell::Cell;
use std::time::{Duration, Instant};

use vesper_speech::{Error, Kind, Line, Out, Result, Spoken, Synthesizer};

use super::folders::{Folder, line};
use crate::calm::Calm;

fn speak(calm: &mut Calm, lines: &[Line]) -> Vec<Vec<f32>> {
    let mut heard: Vec<Spoken> = Vec::new();
    calm.synthesize(lines, &mut heard).unwrap();
    let mut rows = vec![Vec::new(); lines.len()];
    let mut ended = vec![0; lines.len()];
    for spoken in heard {
        assert_eq!(ended[spoken.row], 0, "row {} goes on after its end", spoken.row);
        rows[spoken.row].extend(spoken.samples);
        ended[spoken.row] += usize::from(spoken.last);
    }
    assert!(ended.iter().all(|times| *times == 1), "{ended:?}");
    assert!(rows.iter().flatten().all(|sample| sample.abs() <= 1.0));
    rows
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
