//! What is kept of a performance when it is killed, the disk is full or gone, or the file damaged.

use serde_json::Value;

use crate::bench::{Bench, Running, has_voice, text};
use crate::library::{ALL, TALE, heard, long_tale, perform, said, texts};

#[test]
fn a_kill_loses_no_line_that_was_told_as_heard() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale = bench.file("many.ink", long_tale());
    for round in 0..3_usize {
        let mut story = bench.start(&["--json", "story", text(&tale), "--fresh"]);
        let told: Vec<String> = (0..2 + round).map(|_| heard(&mut story)).collect();
        story.child.kill().expect("a process to kill");
        story.code();
        let said = said(&bench);
        let kept = texts(&said[round]);
        assert!(kept.len() >= told.len(), "{kept:?} lacks some of {told:?}");
        assert_eq!(kept[..told.len()], told);
    }
    let sessions = bench.library().sessions(ALL).expect("sessions");
    assert!(sessions.iter().all(|session| session.ended.is_none()), "they were cut off");
}

/// Starts `words` with files limited to so many kilobytes: the nearest to a full disk that needs no rights.
#[cfg(target_os = "linux")]
fn start_limited(bench: &Bench, words: &[&str], kilobytes: u32) -> Option<Running> {
    let there = |program: &str| std::process::Command::new(program).arg("--version").output().is_ok();
    if !(there("bash") && there("prlimit")) {
        eprintln!("SKIPPED: bash and prlimit are needed to make a disk full");
        return None;
    }
    let limited = format!("trap '' XFSZ; ulimit -S -f {kilobytes}; exec \"$@\"");
    let mut command = bench.command(&[""; 0]);
    let program = command.get_program().to_owned();
    let envs: Vec<_> =
        command.get_envs().map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned))).collect();
    command = std::process::Command::new("bash");
    command.args(["-c", &limited, "vesper"]).arg(program).args(words).current_dir(bench.path("."));
    for (name, value) in envs {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    Some(Running::of(command))
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_stops_no_story_and_what_waits_is_kept_once_there_is_room() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    // The library is there already; what is added to it finds no room.
    bench.library();
    let tale = bench.file("many.ink", long_tale());
    let Some(mut story) = start_limited(&bench, &["--json", "story", text(&tale)], 40) else { return };
    let mut told = Vec::new();
    loop {
        let value = story.next().expect("the story goes on");
        match (value["event"].as_str(), value["code"].as_str()) {
            (Some("heard"), _) => told.push(value["text"].clone()),
            (Some("notice"), Some("not_kept")) => break,
            (Some("ended"), _) => panic!("the disk never became full"),
            _ => {}
        }
    }
    // The words go on, and nothing more is told as heard than what is on disk.
    for _ in 0..3 {
        assert_eq!(story.next().expect("the story goes on")["event"], "line");
    }
    let kept =
        |bench: &Bench| said(bench).concat().into_iter().map(|it| Value::from(it.text)).collect::<Vec<_>>();
    assert_eq!(kept(&bench), told);

    let freed = std::process::Command::new("prlimit")
        .args(["--fsize=unlimited:unlimited", "--pid", &story.child.id().to_string()])
        .status();
    assert!(freed.is_ok_and(|status| status.success()), "the limit could not be lifted");
    // What waited is told as heard, then what comes after it.
    let before = told.len();
    let mut again = 0;
    while again == 0 || told.len() < before + 8 {
        let value = story.next().unwrap_or_else(|| panic!("it ended with {} lines heard", told.len()));
        match (value["event"].as_str(), value["code"].as_str()) {
            (Some("heard"), _) => told.push(value["text"].clone()),
            (Some("notice"), Some("kept_again")) => again += 1,
            (Some("notice"), code) => panic!("{code:?} is told again"),
            _ => {}
        }
    }
    story.press("stop");
    story.code();
    assert_eq!(again, 1);
    let kept = kept(&bench);
    assert_eq!(kept[..told.len()], told);
    let numbered: Vec<String> = (1..=told.len()).map(|number| format!("Heron {number}.")).collect();
    assert_eq!(told, numbered, "no line is missing");
}

#[cfg(unix)]
#[test]
fn where_nothing_can_be_kept_the_story_is_told_and_so_is_that() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale = bench.file("heron.ink", TALE);
    let nowhere = bench.file("no-folder", "").join("home");
    let words = ["--json", "story", text(&tale), "--no-options", "--choose", "2"];
    let output = bench.command(&words).env("VESPER_HOME", nowhere).output().expect("the command runs");
    let out = String::from_utf8(output.stdout).expect("words in UTF-8");
    assert!(output.status.success(), "{out}");
    let values: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("a value")).collect();
    let notices: Vec<&Value> = values.iter().filter(|it| it["code"] == "not_kept").collect();
    assert_eq!(notices.len(), 1, "{out}");
    assert!(notices[0]["text"].as_str().is_some_and(|text| text.contains("no-folder")), "{out}");
    assert!(values.iter().any(|it| it["text"] == "You go home."));
}

#[test]
fn a_damaged_library_is_moved_aside_and_its_snapshot_comes_back_when_asked_for() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    perform(&bench);
    let snapshot = bench.library().snapshot().expect("a snapshot");
    let days = bench.run(&["--json", "library", "snapshots"]).ok().values();
    let day = days[0]["snapshot"].as_str().expect("a day").to_owned();
    assert_eq!((days.len(), days[0]["bytes"].as_u64()), (1, Some(snapshot.bytes)));

    let path = bench.home().join("library.db");
    std::fs::write(&path, vec![0x5a; 40_000]).expect("a file");
    let answer = bench.run(&["library", "sessions"]).ok();
    assert_eq!(answer.out, "");
    for words in ["library.db", "library-damaged-", &day, "vesper library restore"] {
        assert!(answer.err.contains(words), "{words} is not in {answer:?}");
    }
    let aside = bench.names("home").into_iter().find(|name| name.starts_with("library-damaged-"));
    let aside = bench.home().join(aside.expect("the damaged file"));
    assert_eq!(std::fs::read(aside).expect("its bytes"), vec![0x5a; 40_000]);

    bench.run(&["library", "restore", "1999-01-01"]).refused(&["1999-01-01", &day]);
    let answer = bench.run(&["library", "restore"]).ok();
    assert!(answer.out.contains(&day) && answer.out.contains("library-replaced-"), "{answer:?}");
    assert_eq!(texts(&said(&bench)[0]).len(), 6);
    assert_eq!(bench.run(&["library", "sessions"]).ok().err, "");
}
