use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use vesper_speech::{AudioSink, Bed, Health, Kind, Mark, RATE};

use super::{AudioFile, FADE, Tags};
use crate::mixer::mixer;
use crate::read;

const ENDINGS: [&str; 3] = ["wav", "flac", "opus"];

fn tags() -> Tags {
    Tags { title: "The Lighthouse".into(), artist: "Vesper".into(), ..Tags::default() }
}

fn voice(length: usize) -> Vec<f32> {
    (0..length).map(|i| 0.4 * (i as f32 * 0.05).sin() * (i as f32 * 0.000_3).sin()).collect()
}

fn rain() -> Mark {
    Mark::Bed { bed: Some(Bed::Rain), seed: 3, fade: Duration::from_millis(200) }
}

/// Performs two and a bit seconds with a bed, a bell and three chapters.
fn perform(path: &Path) -> Vec<f32> {
    let voice = voice(2 * RATE as usize + 12_345);
    let mut file = AudioFile::create(path, tags()).unwrap();
    let chapter = |title: &str| Mark::Chapter(title.into());
    for (at, mark) in [
        (0, rain()),
        (0, chapter("The shore")),
        (72_000, chapter("Ünder the stairs\nand down")),
        (80_000, Mark::Bell),
        (u64::MAX, chapter("Never reached")),
    ] {
        assert!(file.mark(at, &mark));
    }
    for piece in voice.chunks(777) {
        assert_eq!(file.write(piece), piece.len());
    }
    assert_eq!(file.played(), voice.len() as u64);
    assert_eq!(file.health(), Health::Fine);
    file.finish().unwrap();
    file.finish().unwrap();
    voice
}

/// What the speaker would have played of the same performance, averaged to one channel.
fn heard(voice: &[f32]) -> Vec<f32> {
    let (mut desk, mut mixer) = mixer(voice.len());
    desk.mark(0, &rain());
    desk.mark(80_000, &Mark::Bell);
    desk.write(voice);
    let mut out = vec![0.0; 2 * voice.len()];
    mixer.render(&mut out);
    let end = voice.len() as f32;
    let faded = |(at, frame): (usize, &[f32])| {
        (frame[0] + frame[1]) / 2.0 * ((end - 1.0 - at as f32) / FADE as f32).min(1.0)
    };
    out.chunks(2).enumerate().map(faded).collect()
}

/// Runs a checker that may not be installed, and gives its words.
fn check(program: &str, arguments: &[&str], path: &Path) -> Option<String> {
    let Ok(output) = Command::new(program).args(arguments).arg(path).output() else {
        eprintln!("SKIPPED: {program} is not installed; {} was not checked with it", path.display());
        return None;
    };
    let words = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {words}");
    Some(words)
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_file_is_what_the_speaker_would_have_played() {
    let folder = tempfile::tempdir().unwrap();
    for ending in ENDINGS {
        let path = folder.path().join("story").with_extension(ending);
        let voice = perform(&path);
        let (written, wanted) = (read(&path).unwrap(), heard(&voice));
        assert_eq!(written.rate, RATE);
        assert_eq!(written.samples.len(), voice.len(), "{ending}: to the sample");
        let error = |shift: usize| {
            let pairs = written.samples[shift..].iter().zip(&wanted);
            pairs.map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>()
        };
        let power: f64 = wanted.iter().map(|&x| f64::from(x).powi(2)).sum();
        let noise = 10.0 * (error(0) / power).log10();
        // Opus keeps how it sounds; the two others keep the samples to 16 bits.
        let most = if ending == "opus" { -13.0 } else { -65.0 };
        assert!(noise < most, "{ending}: {noise:.1} dB of what was read is not what was written");
        assert!(error(0) < error(1), "{ending}: in its place");
        assert_eq!(
            fs::read_dir(folder.path())
                .unwrap()
                .filter(|entry| entry.as_ref().unwrap().path().extension().unwrap() == "part")
                .count(),
            0
        );
    }
}

#[test]
fn others_read_the_files_with_tags_and_chapters() {
    let folder = tempfile::tempdir().unwrap();
    let of = |ending| folder.path().join("story").with_extension(ending);
    for ending in ENDINGS {
        perform(&of(ending));
    }
    for ending in ["flac", "opus"] {
        let bytes = fs::read(of(ending)).unwrap();
        for comment in [
            "TITLE=The Lighthouse",
            "ARTIST=Vesper",
            "CHAPTER001=00:00:00.000",
            "CHAPTER001NAME=The shore",
            "CHAPTER002=00:00:01.500",
            "CHAPTER002NAME=Ünder the stairs and down",
        ] {
            assert!(holds(&bytes, comment), "{ending}: {comment}");
        }
        assert!(!holds(&bytes, "Never reached"), "{ending}");
    }
    check("flac", &["-t", "-s"], &of("flac"));
    if let Some(words) = check("metaflac", &["--export-tags-to=-"], &of("flac")) {
        assert!(words.contains("CHAPTER002NAME=Ünder the stairs and down"), "{words}");
    }
    if let Some(words) = check("opusinfo", &[], &of("opus")) {
        assert!(words.contains("CHAPTER002=00:00:01.500") && words.contains("0m:02.257s"), "{words}");
        assert!(!words.to_lowercase().contains("warning"), "{words}");
    }
    if let Some(words) = check("sox", &["--i", "-s"], &of("wav")) {
        assert_eq!(words.trim(), "108345");
    }
}

#[test]
fn what_is_remarked_while_a_file_is_written_stands_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let remark = format!("Contains a synthetic imitation of {}'s voice.", "Ada ".repeat(60).trim_end());
    for ending in ENDINGS {
        let path = folder.path().join("marked").with_extension(ending);
        let tags = Tags { comment: "For the night.".into(), ..tags() };
        let remarks = tags.remarks.clone();
        let mut file = AudioFile::create(&path, tags).unwrap();
        file.write(&voice(30_000));
        for _ in 0..3 {
            remarks.add(&remark);
        }
        remarks.add("It is late.");
        file.write(&voice(30_000));
        file.finish().unwrap();
        let bytes = fs::read(&path).unwrap();
        let whole = format!("For the night. {remark} It is late.");
        assert!(holds(&bytes, &whole), "{ending}: no word is cut off, none is said twice");
        assert_eq!(read(&path).unwrap().samples.len(), 60_000, "{ending}");
    }
    check("flac", &["-t", "-s"], &folder.path().join("marked.flac"));
    if let Some(words) = check("metaflac", &["--export-tags-to=-"], &folder.path().join("marked.flac")) {
        assert!(words.contains(&remark), "{words}");
    }
}

#[test]
fn a_wav_file_has_its_chapters_as_cues() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.WAV");
    perform(&path);
    let bytes = fs::read(&path).unwrap();
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    assert_eq!(number(4) + 8, bytes.len(), "the RIFF head knows the length");
    let mut chunks = Vec::new();
    let mut at = 12;
    while at < bytes.len() {
        let length = number(at + 4);
        chunks.push((&bytes[at..at + 4], &bytes[at + 8..at + 8 + length]));
        at += 8 + length + length % 2;
    }
    assert_eq!(at, bytes.len(), "the chunks fill the file");
    let names: Vec<&[u8]> = chunks.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, [b"fmt ", b"data", b"LIST", b"cue ", b"LIST"]);
    let cues = chunks[3].1;
    assert_eq!(cues[0], 2);
    assert_eq!(cues[4 + 24 + 20..4 + 24 + 24], 72_000_u32.to_le_bytes());
    assert!(holds(chunks[4].1, "Ünder the stairs and down"));
}

#[test]
fn every_length_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    for ending in ENDINGS {
        for length in [1, 15, 16, 17, 63, 64, 647, 648, 649, 960, 4_095, 4_096, 4_097, 48_000, 48_312] {
            let path = folder.path().join("short").with_extension(ending);
            let mut file = AudioFile::create(&path, Tags::default()).unwrap();
            assert_eq!(file.write(&voice(length)), length);
            file.finish().unwrap();
            assert_eq!(read(&path).unwrap().samples.len(), length, "{ending}");
            if ending == "flac" {
                check("flac", &["-t", "-s"], &path);
            }
        }
        let path = folder.path().join("empty").with_extension(ending);
        AudioFile::create(&path, Tags::default()).unwrap().finish().unwrap();
        assert!(path.exists(), "{ending}");
    }
}

#[test]
fn more_chapters_than_fit_leave_a_good_file() {
    let folder = tempfile::tempdir().unwrap();
    for ending in ENDINGS {
        let path = folder.path().join("many").with_extension(ending);
        let mut file = AudioFile::create(&path, tags()).unwrap();
        for i in 0..2_000 {
            assert!(file.mark(i, &Mark::Chapter("chapter ".repeat(100))));
        }
        file.write(&voice(20_000));
        file.finish().unwrap();
        assert_eq!(read(&path).unwrap().samples.len(), 20_000, "{ending}");
    }
}

#[test]
fn a_bell_that_still_rings_at_the_end_fades_there() {
    let folder = tempfile::tempdir().unwrap();
    for length in [100, 48_000, 50_001] {
        let path = folder.path().join("bell.wav");
        let mut file = AudioFile::create(&path, tags()).unwrap();
        assert!(file.mark(0, &Mark::Bell));
        assert_eq!(file.write(&vec![0.0; length]), length);
        file.finish().unwrap();
        let samples = read(&path).unwrap().samples;
        assert_eq!(samples.len(), length);
        let loudest = |part: &[f32]| part.iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
        assert!(length < FADE || loudest(&samples[length - 2_400..length - FADE]) > 0.01, "it rings");
        assert!(loudest(&samples[length - 24..]) < 0.002, "{length}: it clicks at the end");
    }
}

#[test]
fn until_it_is_finished_there_is_only_a_part() {
    let folder = tempfile::tempdir().unwrap();
    for ending in ENDINGS {
        let path = folder.path().join("story").with_extension(ending);
        fs::write(&path, "what was there").unwrap();
        let mut file = AudioFile::create(&path, tags()).unwrap();
        file.write(&voice(10_000));
        let part = PathBuf::from(format!("{}.part", path.display()));
        assert!(part.exists());
        drop(file);
        assert!(!part.exists(), "nothing is left");
        assert_eq!(fs::read(&path).unwrap(), b"what was there");
    }
}

#[test]
fn a_clear_keeps_what_was_written_and_a_pause_takes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.wav");
    let mut file = AudioFile::create(&path, tags()).unwrap();
    file.write(&voice(5_000));
    file.mark(6_000, &Mark::Chapter("dropped".into()));
    file.clear();
    assert_eq!(file.played(), 0);
    file.mark(1_000, &Mark::Chapter("kept".into()));
    file.pause();
    assert_eq!(file.write(&voice(5_000)), 0);
    file.resume();
    assert_eq!(file.write(&voice(5_000)), 5_000);
    assert_eq!(file.played(), 5_000);
    file.finish().unwrap();
    assert_eq!(read(&path).unwrap().samples.len(), 10_000);
    let bytes = fs::read(&path).unwrap();
    assert!(holds(&bytes, "kept") && !holds(&bytes, "dropped"));
    assert!(bytes.windows(4).any(|window| window == 6_000_u32.to_le_bytes()));
}

#[test]
fn a_name_of_another_kind_is_refused_with_the_three_that_work() {
    for name in ["story.mp3", "story", "story.", ".wav"] {
        let error = AudioFile::create(name, tags()).err().unwrap();
        assert_eq!(error.kind, Kind::BadRequest);
        let words = error.to_string();
        assert!([".wav", ".flac", ".opus"].iter().all(|ending| words.contains(ending)), "{words}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_there_and_is_no_file_stays_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (inner, socket) = (folder.path().join("folder.wav"), folder.path().join("socket.wav"));
    fs::create_dir(&inner).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for path in [inner, socket] {
        let error = AudioFile::create(&path, tags()).err().unwrap();
        assert_eq!(error.kind, Kind::BadRequest, "{error}");
        assert!(!path.is_file());
    }
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = AudioFile::create(folder.path().join("nowhere/story.wav"), tags()).err().unwrap();
    assert_eq!(error.kind, Kind::Unwritable);
    assert!(error.to_string().contains("nowhere"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    if !Path::new("/dev/full").exists() {
        eprintln!("SKIPPED: no /dev/full here; what a full disk does was not tried");
        return;
    }
    for ending in ENDINGS {
        let path = folder.path().join("story").with_extension(ending);
        let part = PathBuf::from(format!("{}.part", path.display()));
        std::os::unix::fs::symlink("/dev/full", &part).unwrap();
        let mut file = match AudioFile::create(&path, tags()) {
            Ok(file) => file,
            Err(error) => {
                assert_eq!(error.kind, Kind::DiskFull, "{ending}");
                continue;
            }
        };
        let noise: Vec<f32> =
            (0..400_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 8) as f32 / 2e7 - 0.4).collect();
        assert!(file.write(&noise) < noise.len(), "{ending}");
        assert!(matches!(file.health(), Health::Lost(_)));
        assert_eq!(file.write(&noise), 0);
        let error = file.finish().err().unwrap();
        assert_eq!(error.kind, Kind::DiskFull, "{error}");
        assert!(file.finish().is_err(), "and stays so");
        assert!(!path.exists() && !part.exists(), "{ending}");
    }
}
