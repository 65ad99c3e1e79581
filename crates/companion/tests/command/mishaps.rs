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
    let mut lines = 0;
    while lines < 3 {
        let value = story.next().expect("the story goes on");
        assert!(value["event"] == "line" || value["event"] == "words", "{value}");
        lines += usize::from(value["event"] == "line");
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
    assert!(answer.out.starts_with("Nothing was performed"), "{answer:?}");
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

#[cfg(unix)]
#[test]
fn a_story_that_ctrl_c_ends_keeps_what_was_heard_of_its_line() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let line = "The heron waits and waits and does not move a feather until the sun is gone.";
    let tale = bench.file("one.ink", format!("# title: One\n# kind: story\n{line}\n-> END\n"));
    for (round, signal) in ["-INT", "-TERM", "-HUP"].into_iter().enumerate() {
        let mut story = bench.start(&["--json", "story", text(&tale), "--fresh"]);
        story.line();
        std::thread::sleep(std::time::Duration::from_millis(1200));
        story.signal(signal);
        let last = story.until("heard");
        assert_eq!(story.code(), Some(0), "{signal}");
        assert!(last["cut"].is_string(), "{signal}: {last}");
        let kept = said(&bench);
        assert!(kept[round][0].cut.is_some_and(|cut| cut < line.len()), "{signal}: {kept:?}");
    }
    let sessions = bench.library().sessions(ALL).expect("sessions");
    assert!(sessions.iter().all(|session| session.ended.is_some()), "{sessions:?}");
}

/// What cannot be read is not the same as what is empty: nothing is listed, forgotten, written or brought in.
#[cfg(unix)]
#[test]
fn a_library_that_cannot_be_opened_is_no_empty_one() {
    let bench = Bench::new();
    let archive = bench.path("kept.zip");
    bench.library();
    bench.run(&["library", "export", text(&archive)]).ok();
    let path = bench.home().join("library.db");
    std::fs::remove_file(&path).expect("the library");
    let pipe = || std::process::Command::new("mkfifo").arg(&path).status().is_ok_and(|made| made.success());
    let folder = || std::fs::create_dir(&path).is_ok();
    for make in [&folder as &dyn Fn() -> bool, &pipe] {
        assert!(make());
        for words in [
            &["library"][..],
            &["library", "sessions"],
            &["library", "search", "heron"],
            &["library", "export", "other.zip"],
            &["library", "import", "kept.zip"],
            &["library", "restore"],
            &["library", "forget", "--everything", "--yes"],
        ] {
            let answer = bench.run(words);
            answer.refused(&["library.db", "Move it away"]);
            assert_eq!(answer.out, "", "{words:?}");
        }
        assert!(!bench.path("other.zip").exists());
        std::fs::remove_dir(&path).or_else(|_| std::fs::remove_file(&path)).expect("it is gone again");
    }
}

#[test]
fn a_library_that_is_gone_is_missed_where_it_has_a_snapshot() {
    let bench = Bench::new();
    let mut library = bench.library();
    let settings = [("theme".to_owned(), Value::from("dark"))];
    library.set(&settings.into()).expect("a setting");
    library.snapshot().expect("a snapshot");
    drop(library);
    std::fs::remove_file(bench.home().join("library.db")).expect("the library");
    let answer = bench.run(&["library", "snapshots"]).ok();
    assert!(answer.err.contains("is gone") && answer.err.contains("vesper library restore"), "{answer:?}");
    assert!(answer.out.contains(" MB"), "{answer:?}");
    bench.run(&["library", "restore"]).ok();
    assert_eq!(bench.library().settings().expect("settings")["theme"], "dark");
}

/// `/dev/full` behaves as a disk without room.
#[cfg(target_os = "linux")]
#[test]
fn a_list_that_could_not_be_written_to_its_end_is_a_failure() {
    let bench = Bench::new();
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a full device");
    let output = bench.command(&["--json", "shelf"]).stdout(full).output().expect("the command runs");
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("standard output"), "{told}");
}

/// An export is a file of its own under that name: a device would be replaced by it.
#[cfg(unix)]
#[test]
fn an_archive_takes_the_place_of_no_pipe() {
    use std::os::unix::fs::FileTypeExt;
    let bench = Bench::new();
    bench.library();
    let pipe = bench.path("pipe.zip");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|made| made.success()), "a pipe");
    bench.run(&["library", "export", "pipe.zip"]).refused(&["pipe.zip", "not a file"]);
    assert!(std::fs::metadata(&pipe).expect("the pipe").file_type().is_fifo());
}
