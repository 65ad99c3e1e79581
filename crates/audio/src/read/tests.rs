use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use vesper_speech::{AudioSink, AudioSource, FRAME, Frame, HEARD_RATE, Kind};

use super::{FileSource, read, read_at};
use crate::{AudioFile, Tags};

fn tone(pitch: f64, rate: u32, length: usize) -> Vec<f32> {
    let turn = std::f64::consts::TAU * pitch / f64::from(rate);
    (0..length).map(|i| (0.5 * (turn * i as f64).sin()) as f32).collect()
}

fn write(path: &Path, samples: &[f32]) {
    let mut file = AudioFile::create(path, Tags::default()).unwrap();
    file.write(samples);
    file.finish().unwrap();
}

/// How loud a pitch is in `samples`: the amplitude of its sine.
fn amplitude(samples: &[f32], pitch: f64, rate: u32) -> f64 {
    let turn = std::f64::consts::TAU * pitch / f64::from(rate);
    let (mut re, mut im) = (0.0, 0.0);
    for (i, &x) in samples.iter().enumerate() {
        re += f64::from(x) * (turn * i as f64).cos();
        im += f64::from(x) * (turn * i as f64).sin();
    }
    2.0 * re.hypot(im) / samples.len() as f64
}

#[test]
fn a_file_is_heard_in_frames_of_sixteen_kilohertz_and_then_stops() {
    let folder = tempfile::tempdir().unwrap();
    for ending in ["wav", "flac", "opus"] {
        let path = folder.path().join("tone").with_extension(ending);
        write(&path, &tone(440.0, 48_000, 60_000));
        let mut source = FileSource::open(&path).unwrap();
        let (mut frame, mut heard) = (Frame::default(), Vec::new());
        let end = loop {
            match source.read(&mut frame) {
                Ok(()) => heard.extend(frame.0),
                Err(error) => break error,
            }
        };
        assert_eq!(end.kind, Kind::Stopped);
        assert_eq!(source.read(&mut frame).err().unwrap().kind, Kind::Stopped);
        assert_eq!(heard.len(), 20_000_usize.div_ceil(FRAME) * FRAME, "{ending}");
        assert!(heard[20_000..].iter().all(|&x| x == 0.0), "the last frame is filled up with silence");
        let loud = amplitude(&heard[1_000..19_000], 440.0, HEARD_RATE);
        assert!((loud - 0.5).abs() < 0.02, "{ending}: {loud}");
    }
}

#[test]
fn a_file_is_read_at_the_rate_that_is_asked_for_and_no_further_than_it_may_be_long() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tone.flac");
    write(&path, &tone(440.0, 48_000, 3 * 48_000));
    let read = read_at(&path, 24_000, Duration::from_secs(3)).unwrap();
    assert_eq!((read.rate, read.samples.len()), (24_000, 3 * 24_000));
    let loud = amplitude(&read.samples[1_000..71_000], 440.0, 24_000);
    assert!((loud - 0.5).abs() < 0.01, "{loud}");
    let error = read_at(&path, 24_000, Duration::from_secs(2)).unwrap_err();
    assert_eq!(error.kind, Kind::BadFile);
    assert!(error.subject.contains("tone.flac") && error.what.contains("2 seconds"), "{error}");
}

#[test]
fn files_of_other_programs_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("tone.wav");
    write(&source, &tone(440.0, 48_000, 96_000));
    for (name, arguments) in [
        ("mono8.wav", vec!["-r", "8000", "-c", "1", "-b", "8"]),
        ("float.wav", vec!["-e", "floating-point", "-b", "32"]),
        ("cd.flac", vec!["-r", "44100", "-b", "24"]),
        ("six.wav", vec!["-c", "6"]),
        ("vorbis.ogg", vec!["-C", "6"]),
        ("tone.mp3", vec!["-C", "128"]),
    ] {
        let path = folder.path().join(name);
        let made = Command::new("sox").arg("-R").arg(&source).args(&arguments).arg(&path).output();
        if !made.is_ok_and(|output| output.status.success()) {
            eprintln!("SKIPPED: sox cannot write {name} here; reading it was not tried");
            continue;
        }
        let pcm = read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let seconds = pcm.samples.len() as f64 / f64::from(pcm.rate);
        assert!((seconds - 2.0).abs() < 0.06, "{name}: {seconds} s");
        let middle = &pcm.samples[pcm.samples.len() / 4..pcm.samples.len() * 3 / 4];
        let loud = amplitude(middle, 440.0, pcm.rate);
        assert!((loud - 0.5).abs() < 0.03, "{name}: {loud}");
    }
}

#[test]
fn recorded_speech_reads_the_same_from_wav_and_flac() {
    let Some(data) = std::env::var_os("VESPER_DATA") else {
        eprintln!("SKIPPED: VESPER_DATA is not set; recorded speech was not read");
        return;
    };
    for name in ["jfk.wav", "jfk.flac"] {
        let path = Path::new(&data).join("speech").join(name);
        let pcm = read(&path).unwrap();
        assert!((10.9..11.1).contains(&pcm.duration().as_secs_f64()), "{name}: {:?}", pcm.duration());
        let mut source = FileSource::open(&path).unwrap();
        let mut frames = 0;
        while source.read(&mut Frame::default()).is_ok() {
            frames += 1;
        }
        assert_eq!(frames, 344, "{name}: eleven seconds");
    }
}

#[test]
fn what_cannot_be_read_is_said_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("empty.wav"), "").unwrap();
    fs::write(at("words.flac"), "Once upon a time there was a lighthouse. ".repeat(500)).unwrap();
    fs::write(at("head.wav"), b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff").unwrap();
    fs::create_dir(at("folder.wav")).unwrap();
    AudioFile::create(at("nothing.wav"), Tags::default()).unwrap().finish().unwrap();
    for name in ["empty.wav", "words.flac", "head.wav", "folder.wav", "nothing.wav"] {
        let error = read(at(name)).err().unwrap();
        assert_eq!(error.kind, Kind::BadFile, "{error}");
        assert!(error.to_string().contains(name), "{error}");
        println!("{error}");
    }
    let error = read(at("missing.wav")).err().unwrap();
    assert_eq!(error.kind, Kind::MissingFile);
}

/// A WAV head that says `rate` and `channels`, with some samples.
fn wav(rate: u32, channels: u16) -> Vec<u8> {
    let mut file = b"RIFF\x00\x10\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00".to_vec();
    file.extend(channels.to_le_bytes());
    file.extend(rate.to_le_bytes());
    file.extend((rate.wrapping_mul(2 * u32::from(channels))).to_le_bytes());
    file.extend((channels.wrapping_mul(2)).to_le_bytes());
    file.extend(b"\x10\x00data\xdc\x0f\x00\x00");
    file.resize(4_096, 1);
    file
}

#[test]
fn rates_and_channels_have_bounds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("strange.wav");
    for (rate, channels) in [(0, 1), (1, 2), (4_000_000_000, 1), (48_000, 0), (48_000, 9), (48_000, 65_535)] {
        fs::write(&path, wav(rate, channels)).unwrap();
        let error = read(&path).err().unwrap_or_else(|| panic!("{rate} Hz, {channels} channels"));
        assert_eq!(error.kind, Kind::BadFile, "{error}");
    }
    fs::write(&path, wav(48_000, 2)).unwrap();
    assert_eq!(read(&path).unwrap().samples.len(), (4_096 - 44) / 4);
}

#[test]
fn no_damage_to_a_file_does_harm() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = 88_172_645_463_325_252_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    for ending in ["wav", "flac", "opus"] {
        let path = folder.path().join("whole").with_extension(ending);
        write(&path, &tone(440.0, 48_000, 20_000));
        let whole = fs::read(&path).unwrap();
        for _ in 0..150 {
            let mut bytes = whole.clone();
            for _ in 0..1 + next(8) {
                // Half of the damage is done to the head, where it does most.
                let at = if next(2) == 0 { next(bytes.len().min(200)) } else { next(bytes.len()) };
                bytes[at] = next(256) as u8;
            }
            if next(3) == 0 {
                bytes.truncate(next(bytes.len()));
            }
            fs::write(&path, &bytes).unwrap();
            match read(&path) {
                Ok(pcm) => assert!(pcm.samples.iter().all(|x| x.abs() <= 1.0)),
                Err(error) => assert_eq!(error.kind, Kind::BadFile, "{error}"),
            }
        }
    }
}
