//! The commands that answer a question.

use crate::bench::{Bench, has_voice};

#[test]
fn the_shelf_lists_what_ships_and_what_is_the_listeners_own() {
    let bench = Bench::new();
    std::fs::create_dir(bench.home().join("scripts")).expect("a folder");
    std::fs::write(bench.home().join("scripts/mine.ink"), crate::files::TALE).expect("a file");
    std::fs::write(bench.home().join("scripts/broken.ink"), "no header").expect("a file");
    let values = bench.run(&["--json", "shelf"]).ok().values();
    let ids: Vec<&str> = values.iter().filter_map(|value| value["id"].as_str()).collect();
    for id in ["stories/salt-lamp", "meditations/sleep", "own/mine", "own/broken"] {
        assert!(ids.contains(&id), "{id} is not among {ids:?}");
    }
    let broken = values.iter().find(|value| value["id"] == "own/broken").expect("an entry");
    assert!(broken["fault"].as_str().is_some_and(|fault| fault.contains("broken.ink")), "{broken}");
    let meditations = bench.run(&["--json", "meditate"]).ok().values();
    assert!(meditations.len() >= 8 && meditations.iter().all(|it| it["kind"] != "story"));
    // Without a command and without a terminal, the shelf is what there is to say.
    assert!(bench.run::<&str>(&[]).ok().out.contains("stories/salt-lamp"));
}

#[test]
fn voices_are_listed_with_what_they_are() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let values = bench.run(&["--json", "voices"]).ok().values();
    assert!(values.len() > 10);
    assert!(values.iter().all(|it| it["id"].is_string() && it["language"].is_string()));
    assert!(values.iter().any(|it| it["language"].as_str().is_some_and(|tag| tag.starts_with("en"))));
    let list = bench.run(&["voices"]).ok().out;
    assert_eq!(list.lines().filter(|line| line.starts_with("  ")).count(), values.len(), "{list}");
    assert!(list.contains("vesper models list --role voice"), "who has no model learns of them");
}

#[test]
fn without_a_sound_service_there_are_no_devices_and_the_doctor_says_so() {
    let bench = Bench::new();
    let devices = bench.run(&["--json", "devices"]).ok();
    assert_eq!(devices.values().len(), 0, "{devices:?}");
    let checks = bench.run(&["--json", "doctor"]).ok().values();
    let check =
        |name: &str| checks.iter().find(|it| it["name"] == name).unwrap_or_else(|| panic!("no {name}"));
    for name in ["loudspeaker", "microphone"] {
        assert_eq!(check(name)["ok"], false);
        assert!(check(name)["advice"].as_str().is_some_and(|advice| !advice.is_empty()), "{name}");
    }
    assert_eq!(check("scripts")["ok"], true);
    assert_eq!(check("keeping")["ok"], true);
    assert_eq!(check("library")["ok"], true);
    assert_eq!(check("library")["detail"], "nothing is kept yet");
    assert_eq!(check("graphics card")["ok"], true);
    assert!(
        check("recogniser")["advice"].as_str().is_some_and(|advice| advice.contains("vesper models get"))
    );
    assert_eq!(bench.names("home"), [""; 0], "the doctor leaves nothing behind");
}

#[test]
fn shells_are_given_completions_and_a_manual() {
    let bench = Bench::new();
    for shell in ["bash", "zsh", "fish"] {
        let answer = bench.run(&["completions", shell]).ok();
        for word in ["meditate", "story", "doctor", "choose"] {
            assert!(answer.out.contains(word), "{word} is not completed in {shell}");
        }
    }
    let page = bench.run(&["man"]).ok().out;
    assert!(page.starts_with(".ie") || page.contains(".TH vesper"), "{page}");
    bench.run(&["man", "pages"]).ok();
    let pages = bench.names("pages");
    for page in ["vesper.1", "vesper-story.1", "vesper-meditate.1", "vesper-hear.1"] {
        assert!(pages.contains(&page.to_owned()), "{page} is not among {pages:?}");
    }
    let version = bench.run(&["--version"]).ok().out;
    assert!(version.starts_with("vesper 0."), "{version}");
}

#[test]
fn a_text_is_shown_as_it_is_said_even_where_nobody_hears_it() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let values = bench.run(&["--json", "say", "Good evening."]).ok().values();
    let events: Vec<&str> = values.iter().filter_map(|value| value["event"].as_str()).collect();
    assert_eq!(events, ["began", "opened", "notice", "line", "words", "heard", "ended"]);
    assert_eq!(values[2]["code"], "no_device");
    assert_eq!(values[3]["text"], "Good evening.");
    assert!(bench.run(&["say", "Good evening."]).ok().out.contains("Good evening."));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let bench = Bench::new();
    for words in [&["completions", "bash"][..], &["man"], &["--json", "shelf"]] {
        let mut child = bench.command(words).spawn().expect("the command runs");
        drop(child.stdout.take());
        let answer = child.wait_with_output().expect("it ends");
        assert!(answer.status.success() && answer.stderr.is_empty(), "{words:?}: {answer:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_home_that_cannot_be_written_is_told_by_the_doctor() {
    let bench = Bench::new();
    let file = bench.file("no-folder", "");
    let output = bench.command(&["--json", "doctor"]).env("VESPER_HOME", file.join("home")).output();
    let out = String::from_utf8(output.expect("the command runs").stdout).expect("words in UTF-8");
    let checks: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("a value")).collect();
    let keeping = checks.iter().find(|it| it["name"] == "keeping").expect("a check");
    assert_eq!(keeping["ok"], false, "{keeping}");
    assert!(keeping["advice"].as_str().is_some_and(|advice| advice.contains("VESPER_HOME")), "{keeping}");
}
