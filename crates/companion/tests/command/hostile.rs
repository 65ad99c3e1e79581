//! Wrong arguments, wrong files, wrong disks: one sentence each that says which and what to do.

use crate::bench::{Bench, has_voice, text};
use crate::files::TALE;

#[test]
fn scripts_that_are_none_are_refused_by_name() {
    let bench = Bench::new();
    let garbage: Vec<u8> = (0..4_096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let files = [
        (bench.file("garbage.ink", garbage), "UTF-8"),
        (bench.file("large.ink", vec![b'a'; 3 << 20]), "2 MB"),
        (bench.file("empty.ink", ""), "kind: story"),
        (bench.file("nul.ink", "\0\0\0\0"), "nul.ink"),
        (bench.file("faulty.ink", TALE.replace("-> END", "-> nowhere")), "nowhere"),
        (bench.file("zero.ink", TALE.replace("There is", "VAR zero = 0\n{7 / zero}\nThere is")), "zero.ink"),
        (bench.path("missing.ink"), "is not there"),
    ];
    for (path, why) in &files {
        let name = path.file_name().and_then(std::ffi::OsStr::to_str).expect("a name");
        bench.run(&["story", text(path), "--out", "t.wav"]).refused(&[name, why]);
        bench.run(&["story", text(path)]).refused(&[name, why]);
    }
    std::fs::create_dir(bench.path("folder.ink")).expect("a folder");
    bench.run(&["story", "folder.ink"]).refused(&["folder.ink", "directory"]);
    bench.run(&["story", "no-such-thing"]).refused(&["no-such-thing", "stories/salt-lamp"]);
    bench.run(&["meditate", "salt-lamp"]).refused(&["salt-lamp", "meditations/sleep"]);
    assert!(!bench.names(".").iter().any(|name| name.contains("t.wav")), "nothing was written");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_to_is_no_script() {
    let bench = Bench::new();
    std::fs::create_dir(bench.home().join("scripts")).expect("a folder");
    let pipe = bench.home().join("scripts/pipe.ink");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()), "no pipe could be made");
    bench.run(&["story", text(&pipe)]).refused(&["pipe.ink", "not a file"]);
    assert!(bench.run(&["shelf"]).ok().out.contains("own/pipe"));
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    let bench = Bench::new();
    for words in [
        &["meditate", "sleep", "--minutes", "0"][..],
        &["meditate", "sleep", "--minutes", "1000"],
        &["meditate", "sleep", "--minutes", "eight"],
        &["story", "salt-lamp", "--choose", "0"],
        &["story", "salt-lamp", "--choose", "one"],
        &["say", "x", "--style", "loud"],
        &["say", "x", "--pace", "fast"],
        &["completions", "tcsh"],
        &["hear", "mic", "--seconds", "0"],
        &["hear", "mic", "--seconds", "1e300"],
        &["hear", "mic", "--seconds", "NaN"],
        &["sing"],
    ] {
        let answer = bench.run(words);
        assert_eq!(answer.code, Some(2), "{answer:?}");
        assert!(answer.err.contains("error:") && answer.err.contains(words[words.len() - 1]), "{answer:?}");
    }
    bench
        .run(&["meditate", "sleep", "--minutes", "100", "--out", "m.wav"])
        .refused(&["100 minutes", "3 to 30"]);
    bench.run(&["say", "x", "--as", "old zebra"]).refused(&["zebra"]);
    bench.run(&["say", " "]).refused(&["nothing to say"]);
}

#[test]
fn a_pace_beyond_bounds_is_refused_and_not_silently_another() {
    let bench = Bench::new();
    for pace in ["0", "-1", "NaN", "inf", "30"] {
        let answer = bench.run(&["say", "x", &format!("--pace={pace}"), "--out", "s.wav"]);
        assert_eq!(answer.code, Some(2), "{pace}: {answer:?}");
        assert!(answer.err.contains("0.6"), "{pace}: {answer:?}");
    }
    assert!(!bench.path("s.wav").exists());
}

#[test]
fn a_voice_that_is_not_there_is_told_by_name() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let answer = bench.run(&["say", "x", "--voice", "nobody-at-all", "--out", "s.wav"]);
    answer.refused(&["nobody-at-all"]);
    assert!(!bench.path("s.wav").exists() && !bench.path("s.wav.part").exists());
}

#[test]
fn places_for_a_file_that_cannot_be_written_are_told() {
    let bench = Bench::new();
    bench.run(&["say", "x", "--out", "s.mp3"]).refused(&["s.mp3", ".flac"]);
    bench.run(&["say", "x", "--out", "s"]).refused(&["s", ".flac"]);
    bench.run(&["say", "x", "--out", "nowhere/s.wav"]).refused(&["nowhere/s.wav", "folder is not there"]);
    bench.run(&["say", "x", "--out", "/proc/s.wav"]).refused(&["/proc/s.wav", "choose another place"]);
    std::fs::create_dir(bench.path("d.wav")).expect("a folder");
    if has_voice() {
        bench.run(&["say", "x", "--out", "d.wav"]).refused(&["d.wav"]);
        assert_eq!(bench.names("."), ["asound.conf", "d.wav", "home"]);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_as_such() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    for name in ["f.wav", "f.flac", "f.opus"] {
        std::os::unix::fs::symlink("/dev/full", bench.path(&format!("{name}.part"))).expect("a link");
        let answer = bench.run(&["meditate", "sleep", "--minutes", "3", "--out", name]);
        answer.refused(&[name, "disk is full", "Make room"]);
        assert!(!bench.path(name).exists());
    }
}

#[test]
fn a_home_that_cannot_be_used_is_told_and_ends_nothing() {
    let bench = Bench::new();
    let file = bench.file("a-file", "not a folder");
    let run = |words: &[&str]| {
        let output = bench.command(words).env("VESPER_HOME", &file).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned(), output.stdout)
    };
    let (code, err, out) = run(&["shelf"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(String::from_utf8_lossy(&out).contains("stories/salt-lamp"), "what ships is there all the same");
    let (code, _, out) = run(&["--json", "doctor"]);
    assert_eq!(code, Some(0));
    let keeping =
        String::from_utf8_lossy(&out).lines().find(|line| line.contains("keeping")).map(str::to_owned);
    let keeping = keeping.expect("a line on keeping");
    assert!(keeping.contains("\"ok\":false") && keeping.contains("VESPER_HOME"), "{keeping}");
}

/// A folder in which nobody can make one.
#[test]
#[cfg(target_os = "linux")]
fn that_nothing_can_be_kept_is_told_once_and_the_story_goes_on() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let short = "# title: Short\n# kind: story\nOne.\nTwo.\nThree.\n-> END\n";
    let tale = bench.file("short.ink", short);
    let output = bench.command(&["story", text(&tale)]).env("VESPER_HOME", "/proc/vesper").output();
    let output = output.expect("it runs");
    assert!(output.status.success());
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(out.contains("Three."), "{out}");
    assert_eq!(out.matches("Nothing can be kept").count(), 1, "{out}");
    assert!(out.contains("VESPER_HOME"), "{out}");
}
