//! Performances as files.

use std::collections::BTreeMap;
use std::path::Path;

use vesper_audio::read;
use vesper_script::Start;

use crate::bench::{Bench, has_voice, text};
use crate::score::{Score, loudness, script};

/// A bell rings on for ten seconds under what follows.
const BELL: usize = 10 * 48_000;

fn rings(score: &Score, at: usize) -> bool {
    score.bells.iter().any(|bell| (*bell..bell + BELL).contains(&at))
}

/// The tone of the room stays below this, about -60 dBFS.
const ROOM: f32 = 0.006;
/// It comes and goes in 10 ms.
const FADE: usize = 480;

/// How far a line is off, and how far where it stands beside a silence: the room's tone fades there.
fn off(heard: &[f32], wanted: &[f32]) -> (f32, f32) {
    let (mut in_line, mut in_room, mut open) = (0.0_f32, 0.0_f32, FADE);
    for (heard, wanted) in heard.iter().zip(wanted) {
        open = if wanted.abs() < 1.6e-5 { (open + 1).min(FADE) } else { open.saturating_sub(1) };
        let worst = if open < FADE / 20 { &mut in_line } else { &mut in_room };
        *worst = worst.max((heard - wanted).abs());
    }
    (in_line, in_room)
}

/// The file has `score` in it, sample for sample, but for its bells.
fn assert_sounds_like(samples: &[f32], score: &Score, exactly: bool) {
    assert_eq!(samples.len(), score.samples.len(), "the file is as long as the script");
    for (text, range) in &score.lines {
        let (heard, wanted) = (&samples[range.clone()], &score.samples[range.clone()]);
        assert!(loudness(heard) > 0.01, "nothing is heard of {text:?}");
        let (in_line, in_room) = off(heard, wanted);
        let free = !rings(score, range.start) && !rings(score, range.end);
        let same = in_line < 2e-4 && in_room < ROOM;
        assert!(!(exactly && free) || same, "{text:?} is off by {in_line}, {in_room} beside silence");
    }
    for silence in score.silences.iter().filter(|_| exactly) {
        let loud = silence.clone().find(|at| samples[*at].abs() > ROOM && !rings(score, *at));
        assert_eq!(loud, None, "a sample of the silence {silence:?} is louder than a room");
        let within = (silence.start + FADE).min(silence.end)..silence.end;
        if within.len() > 4_800 && !rings(score, within.start) && !rings(score, within.end) {
            let level = 20.0 * loudness(&samples[within]).log10();
            assert!((-62.0..-58.0).contains(&level), "{level} dBFS in the silence {silence:?}");
        }
    }
}

#[test]
fn a_meditation_lands_on_its_length_and_is_silent_where_it_says_so() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let answer =
        bench.run(&["--json", "meditate", "sleep", "--minutes", "8", "--no-beds", "--out", "m.wav"]).ok();
    let sound = read(bench.path("m.wav")).expect("a sound file");
    assert_eq!((sound.rate, sound.samples.len()), (48_000, 480 * 48_000));

    let score = Score::of(&script("meditations/sleep.ink"), &Start { minutes: Some(8), seed: 0 }, &[]);
    assert_sounds_like(&sound.samples, &score, true);
    assert!(score.silences.iter().map(|silence| silence.len()).sum::<usize>() > 120 * 48_000);

    let values = answer.values();
    let told: Vec<&str> = values
        .iter()
        .filter(|value| value["event"] == "line")
        .filter_map(|value| value["text"].as_str())
        .collect();
    let written: Vec<&str> = score.lines.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(told, written);
    assert_eq!(values.last().map(|value| value["seconds"].as_f64()), Some(Some(480.0)));
}

#[test]
fn a_bed_lies_under_the_silences_and_is_gone_at_the_end() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    bench.run(&["meditate", "sleep", "--minutes", "3", "--seed", "5", "--out", "m.wav"]).ok();
    let sound = read(bench.path("m.wav")).expect("a sound file");
    assert_eq!(sound.samples.len(), 180 * 48_000);
    let score = Score::of(&script("meditations/sleep.ink"), &Start { minutes: Some(3), seed: 5 }, &[]);
    // Long silences, the bell's ring and the last fade left out.
    let open = |silence: &&std::ops::Range<usize>| {
        silence.len() > 48_000 && silence.start > BELL && silence.end < 168 * 48_000
    };
    let mut seen = 0;
    for silence in score.silences.iter().filter(open) {
        let level = loudness(&sound.samples[silence.clone()]);
        assert!((0.003..0.3).contains(&level), "{level} in {silence:?}");
        seen += 1;
    }
    assert!(seen >= 3, "{seen} silences were long enough");
    let end = sound.samples.len();
    let last = loudness(&sound.samples[end - 2_400..]);
    assert!(last < 0.0015, "{last} in the last 50 ms: nothing but the room");
    assert!(sound.samples[end - 1].abs() < ROOM);
    // The same seed is the same performance, another is not.
    bench.run(&["meditate", "sleep", "--minutes", "3", "--seed", "5", "--out", "again.wav"]).ok();
    bench.run(&["meditate", "sleep", "--minutes", "3", "--seed", "6", "--out", "other.wav"]).ok();
    let bytes = |name: &str| std::fs::read(bench.path(name)).expect("a file");
    assert!(bytes("m.wav") == bytes("again.wav") && bytes("m.wav") != bytes("other.wav"));
}

/// A short tale, so that every kind of file is written in a moment.
pub(crate) const TALE: &str = "\
# title: The well
# kind: story
# by: Ada Quill
# cast: frog = young creature, quick
# chapter: Above
There is a well behind the house. # pause: 0.4s
It is older than the house.
* [Look in.]
    # chapter: Within
    Somebody looks back.
    Good evening. # voice: frog
    * * [Answer.]
        # chapter: An answer
        You say good evening too.
    * * [Run.]
        # chapter: A run
        You do not stop before the gate.
* [Go home.]
    # chapter: Home
    You never knew what was in it.
- -> END
";

#[test]
fn a_story_has_the_branch_that_was_chosen_in_every_kind_of_file() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale = bench.file("tale.ink", TALE);
    let tale_script = vesper_script::Script::parse("tale.ink", TALE, &|_| None).expect("a sound tale");
    let score = Score::of(&tale_script.into(), &Start::default(), &[0, 1]);
    for name in ["t.wav", "t.flac", "t.opus", "t.ogg"] {
        let answer = bench.run(&["story", text(&tale), "--choose", "1,2", "--no-beds", "--out", name]).ok();
        assert!(answer.out.contains(name), "{answer:?}");
        let sound = read(bench.path(name)).expect("a sound file");
        assert_eq!(sound.rate, 48_000);
        assert_sounds_like(&sound.samples, &score, name != "t.opus" && name != "t.ogg");
        let told: Vec<&str> = score.lines.iter().map(|(text, _)| text.as_str()).collect();
        assert!(told.contains(&"You do not stop before the gate.") && told.len() == 5);
        if name != "t.wav" {
            assert_eq!(chapters(&bench.path(name)), wanted(&score), "{name}");
        }
    }
    assert_eq!(
        cue_points(&std::fs::read(bench.path("t.wav")).expect("a file")),
        [0, 1, 2].map(|n| score.chapters[n].1)
    );
    assert!(bench.names(".").iter().all(|name| !name.ends_with(".part")));
}

fn wanted(score: &Score) -> Vec<(String, String)> {
    let clock = |at: usize| {
        let millis = at * 1_000 / 48_000;
        format!(
            "{:02}:{:02}:{:02}.{:03}",
            millis / 3_600_000,
            millis / 60_000 % 60,
            millis / 1_000 % 60,
            millis % 1_000
        )
    };
    score.chapters.iter().map(|(title, at)| (title.clone(), clock(*at))).collect()
}

/// The chapters of a FLAC or Opus file: title and time, out of its Vorbis comments, wherever these lie. Each
/// comment follows its length in four bytes.
fn chapters(path: &Path) -> Vec<(String, String)> {
    let bytes = std::fs::read(path).expect("a file");
    let mut found: BTreeMap<String, (String, String)> = BTreeMap::new();
    for at in (4..bytes.len().min(64 << 10)).filter(|at| bytes[*at..].starts_with(b"CHAPTER")) {
        let length = u32::from_le_bytes(bytes[at - 4..at].try_into().expect("four bytes")) as usize;
        let comment = String::from_utf8_lossy(&bytes[at..at + length]).into_owned();
        let (key, value) = comment.split_once('=').expect("a name and a value");
        let entry = found.entry(key.trim_end_matches("NAME").to_owned()).or_default();
        if key.ends_with("NAME") {
            entry.0 = value.to_owned();
        } else {
            entry.1 = value.to_owned();
        }
    }
    found.into_values().collect()
}

/// The sample of each cue point of a WAV file.
fn cue_points(bytes: &[u8]) -> Vec<usize> {
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
    let mut at = 12;
    while &bytes[at..at + 4] != b"cue " {
        at += 8 + number(at + 4).next_multiple_of(2);
    }
    (0..number(at + 8)).map(|point| number(at + 12 + 24 * point + 20)).collect()
}

#[test]
fn a_story_that_ships_is_told_along_the_choices_that_were_given() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let answer =
        bench.run(&["--json", "story", "salt-lamp", "--choose", "1,2,1", "--no-beds", "--out", "s.wav"]).ok();
    let sound = read(bench.path("s.wav")).expect("a sound file");
    let score = Score::of(&script("stories/salt-lamp.ink"), &Start::default(), &[0, 1, 0]);
    assert_sounds_like(&sound.samples, &score, true);
    let values = answer.values();
    let chosen: Vec<u64> = values.iter().filter_map(|value| value["option"].as_u64()).collect();
    assert_eq!(chosen, [1, 2, 1]);
    let events: Vec<&str> = values.iter().filter_map(|value| value["event"].as_str()).collect();
    assert_eq!(events[events.len() - 2..], ["ask", "ended"], "it ends at the choice that nobody answered");
}

#[test]
fn too_few_choices_end_at_the_choice_and_say_so() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale = bench.file("tale.ink", TALE);
    let answer = bench.run(&["story", text(&tale), "--choose", "1", "--out", "t.wav"]).ok();
    assert!(answer.err.contains("--choose") && answer.err.contains("1. Answer.  2. Run."), "{answer:?}");
}

#[test]
fn a_choice_that_is_not_offered_is_refused_and_leaves_no_file() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale = bench.file("tale.ink", TALE);
    let answer = bench.run(&["story", text(&tale), "--choose", "1,3", "--out", "t.wav"]);
    answer.refused(&["3", "1. Answer.", "2. Run."]);
    bench.run(&["story", text(&tale), "--choose", "9", "--out", "t.wav"]).refused(&["9", "Look in."]);
    assert_eq!(bench.names("."), ["asound.conf", "home", "tale.ink"]);
}

#[test]
fn a_text_is_said_into_a_file() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    bench
        .run(&["say", "Good", "evening.", "--as", "old man, rough", "--style", "whisper", "--out", "s.flac"])
        .ok();
    let sound = read(bench.path("s.flac")).expect("a sound file");
    let seconds = sound.samples.len() as f64 / 48_000.0;
    assert!((0.5..4.0).contains(&seconds) && loudness(&sound.samples) > 0.005, "{seconds} s");
    // Slower takes longer, and the text may come through a pipe.
    let length = |pace: &str| {
        let mut child = bench
            .command(&["say", "--pace", pace, "--out", "p.wav", "-"])
            .stdin(std::process::Stdio::piped())
            .spawn()
            .expect("it runs");
        std::io::Write::write_all(
            &mut child.stdin.take().expect("its input"),
            "Good evening to all of you.".as_bytes(),
        )
        .expect("it reads");
        assert!(child.wait().expect("it ends").success());
        read(bench.path("p.wav")).expect("a sound file").samples.len()
    };
    assert!(length("0.6") > length("1.6") * 3 / 2);
}

#[test]
fn a_file_is_replaced_when_the_new_one_is_complete_and_not_before() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let old = bench.file("m.wav", "an old file");
    let mut running = bench.start(&["--json", "meditate", "body-scan", "--minutes", "30", "--out", "m.wav"]);
    running.line();
    assert_eq!(std::fs::read_to_string(&old).expect("the old file"), "an old file");
    assert!(bench.names(".").contains(&"m.wav.part".to_owned()));
    running.signal("-INT");
    let code = running.code();
    assert_eq!(code, Some(1), "an export that was broken off did not succeed");
    assert_eq!(std::fs::read_to_string(&old).expect("the old file"), "an old file");
    assert_eq!(bench.names("."), ["asound.conf", "home", "m.wav"], "nothing half-written stays");
    bench.run(&["say", "Good evening.", "--out", "m.wav"]).ok();
    assert!(read(&old).is_ok());
}
