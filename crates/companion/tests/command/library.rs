//! What is kept of a performance, and what can be done with it.

use std::path::Path;

use serde_json::Value;
use vesper_library::{Page, Said, SessionId, Speaker};

use crate::bench::{Bench, Running, has_voice, text};

/// Short lines, so that many are heard in a few seconds.
pub(crate) const TALE: &str = "\
# title: The heron
# kind: story
# chapter: Reeds
A heron waits.
It is early.
Nothing moves.
* [Throw a pebble.]
    # chapter: Ripples
    The heron blinks.
    It stays.
* [Leave.]
    You go home.
- -> END
";

/// As many lines as a slow test wants, each of them once.
pub(crate) fn long_tale() -> String {
    let lines: Vec<String> = (1..=60).map(|number| format!("Heron {number}.")).collect();
    format!("# title: Many herons\n# kind: story\n{}\n-> END\n", lines.join("\n"))
}

pub(crate) const ALL: Page = Page { skip: 0, count: 1000 };

/// What was said in every session, the oldest first.
pub(crate) fn said(bench: &Bench) -> Vec<Vec<Said>> {
    let library = bench.library();
    let mut sessions = library.sessions(ALL).expect("sessions");
    sessions.reverse();
    let lines = |id: SessionId| library.lines(id).expect("lines");
    sessions.iter().map(|it| lines(it.id).into_iter().map(|line| line.said).collect()).collect()
}

pub(crate) fn texts(said: &[Said]) -> Vec<&str> {
    said.iter().map(|said| said.text.as_str()).collect()
}

pub(crate) fn heard(running: &mut Running) -> String {
    running.until("heard")["text"].as_str().expect("a text").to_owned()
}

/// Writes `TALE` and lets it be performed to its end.
pub(crate) fn perform(bench: &Bench) {
    let tale = bench.file("heron.ink", TALE);
    bench.run(&["story", text(&tale), "--no-options", "--choose", "1"]).ok();
}

#[test]
fn a_story_that_was_heard_is_found_again_with_what_was_chosen() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    perform(&bench);
    let sessions = bench.run(&["--json", "library", "sessions"]).ok().values();
    assert_eq!(sessions.len(), 1);
    assert_eq!((&sessions[0]["title"], &sessions[0]["lines"]), (&"The heron".into(), &6.into()));
    assert!(sessions[0]["ended"].as_u64() >= sessions[0]["began"].as_u64());

    let shown = bench.run(&["--json", "library", "show", "1"]).ok().values();
    let lines = &shown[1..];
    let spoken: Vec<_> = lines
        .iter()
        .map(|it| (it["voice"].as_str().unwrap_or("listener"), it["text"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(
        spoken,
        [
            ("narrator", "A heron waits."),
            ("narrator", "It is early."),
            ("narrator", "Nothing moves."),
            ("listener", "Throw a pebble."),
            ("narrator", "The heron blinks."),
            ("narrator", "It stays."),
        ]
    );
    let chapters: Vec<_> = lines.iter().filter_map(|it| it["chapter"].as_str()).collect();
    assert_eq!(chapters, ["Reeds", "Reeds", "Reeds", "Reeds", "Ripples", "Ripples"]);
    let spans: Vec<(u64, u64)> = lines
        .iter()
        .map(|it| (it["samples"][0].as_u64().unwrap_or(0), it["samples"][1].as_u64().unwrap_or(0)))
        .collect();
    assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{spans:?}");
    assert!(spans[0] == (0, spans[0].1) && spans[0].1 > 12_000, "{spans:?}");

    let found = bench.run(&["--json", "library", "search", "HERON", "blink"]).ok().values();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["text"], "The heron blinks.");
    let excerpt = found[0]["excerpt"].as_str().expect("an excerpt");
    let range = |at: usize| found[0]["matches"][0][at].as_u64().expect("a number") as usize;
    assert_eq!(&excerpt[range(0)..range(1)], "heron");
    assert!(bench.run(&["library", "search", "pebble"]).ok().out.contains("> Throw a pebble."));
    assert!(bench.run(&["library", "search", "\"stays it\""]).ok().out.contains("Nothing"));

    let branches = bench.library().branches(text(&bench.path("heron.ink").canonicalize().expect("a path")));
    let branches = branches.expect("branches");
    assert_eq!(branches.len(), 1);
    assert_eq!((branches[0].options.len(), branches[0].taken.as_slice()), (2, [0].as_slice()));
    let doctor = bench.run(&["doctor"]).ok().out;
    assert!(doctor.contains("6 lines of 1 session"), "{doctor}");
}

#[test]
fn a_line_that_was_stopped_is_kept_as_far_as_it_was_heard() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale = bench.file(
        "owl.ink",
        "# title: The owl\n# kind: story\nThe owl is old.\nIt has seen every winter since the first snow fell here.\n-> END\n",
    );
    let mut story = bench.start(&["--json", "story", text(&tale)]);
    heard(&mut story);
    story.line();
    std::thread::sleep(std::time::Duration::from_millis(900));
    story.press("stop");
    assert!(story.until("heard")["cut"].is_string());
    assert_eq!(story.code(), Some(0));
    let said = said(&bench);
    let [whole, part] = said[0].as_slice() else { panic!("{said:?}") };
    assert_eq!(whole.cut, None);
    let cut = part.cut.expect("a cut");
    assert!(part.text[cut..].starts_with(' ') || cut == 0, "{:?} ends within a word", &part.text[..cut]);
    assert!(cut < part.text.len());
    let shown = bench.run(&["library", "show", "1"]).ok().out;
    assert!(shown.contains("… [cut off]"), "{shown}");
}

#[test]
fn two_at_once_lose_nothing_of_each_other() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tales = [bench.file("one.ink", TALE), bench.file("two.ink", long_tale())];
    let [mut one, mut two] =
        tales.map(|tale| bench.start(&["--json", "story", text(&tale), "--no-options", "--choose", "2"]));
    let told: Vec<String> = (0..6).map(|_| heard(&mut two)).collect();
    one.until("ended");
    two.press("stop");
    assert_eq!((one.code(), two.code()), (Some(0), Some(0)));
    let said = said(&bench);
    assert_eq!(said.len(), 2);
    let of =
        |begin: &str| said.iter().map(|it| texts(it)).find(|it| it[0].starts_with(begin)).expect("a session");
    assert_eq!(of("A heron").len(), 5);
    assert_eq!(of("Heron 1.")[..6], told);
}

#[test]
fn the_files_of_earlier_versions_are_taken_in_once() {
    let bench = Bench::new();
    let places = r#"{"stories/salt-lamp":{"digest":"00000000000000ff","seed":9,"minutes":null,"path":[1,0],"cue":3,
        "offset":0,"position":480000,"excerpt":"The lamp was lit.","chapter":"The stairs","when":1700000000}}"#;
    std::fs::write(bench.home().join("places.json"), places).expect("a file");
    std::fs::write(bench.home().join("settings.json"), r#"{"pace":1.2,"theme":"dark"}"#).expect("a file");
    let shelf = bench.run(&["--json", "shelf"]).ok();
    assert_eq!(shelf.err, "");
    let lamp = shelf.values().into_iter().find(|it| it["id"] == "stories/salt-lamp").expect("an entry");
    assert_eq!(lamp["place"], "The lamp was lit.");
    let names = bench.names("home");
    for name in ["places.json.imported", "settings.json.imported"] {
        assert!(names.contains(&name.to_owned()), "{name} is not among {names:?}");
    }
    assert!(!names.contains(&"places.json".to_owned()) && !names.contains(&"settings.json".to_owned()));
    let library = bench.library();
    let place = library.place("stories/salt-lamp").expect("a place").expect("a place");
    assert_eq!((place.digest, place.seed, place.path.as_slice()), (255, 9, [1, 0].as_slice()));
    assert_eq!((place.position, place.when), (480_000, 1_700_000_000));
    assert_eq!(library.setting("pace").expect("a setting"), Some(Value::from(1.2)));
    assert_eq!(library.setting("theme").expect("a setting"), Some(Value::from("dark")));
}

#[test]
fn files_of_earlier_versions_that_cannot_be_read_are_told_and_left_alone() {
    let bench = Bench::new();
    for damaged in ["{\"own/x\": {\"digest\"", "[]", "\u{0}", "{\"x\": {\"cue\": -1}}"] {
        for name in ["places.json", "settings.json"] {
            let path = bench.home().join(name);
            std::fs::write(&path, damaged).expect("a file");
            let answer = bench.run(&["shelf"]).ok();
            // An unknown setting is a newer version's and no fault.
            let sound = name == "settings.json" && damaged.starts_with("{\"x\"");
            assert_eq!(answer.err.contains(name), !sound, "{damaged:?}: {answer:?}");
            assert!(answer.out.contains("stories/salt-lamp"), "the shelf is there all the same");
            if !sound {
                assert_eq!(std::fs::read_to_string(&path).expect("the file"), damaged);
                std::fs::remove_file(path).expect("a file to remove");
            }
        }
    }
}

#[test]
fn an_archive_carries_everything_to_another_home() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    perform(&bench);
    let answer = bench.run(&["--json", "library", "export", "all.zip"]).ok().values();
    assert_eq!(answer.last().expect("an answer")["event"], "exported");
    let other = Bench::new();
    std::fs::copy(bench.path("all.zip"), other.path("all.zip")).expect("a copy");
    let first = other.run(&["--json", "library", "import", "all.zip"]).ok().values();
    assert!(first.last().expect("an answer")["added"].as_u64() >= Some(7), "{first:?}");
    let again = other.run(&["--json", "library", "import", "all.zip"]).ok().values();
    assert_eq!(again.last().expect("an answer")["added"], 0);
    assert_eq!(said(&other), said(&bench));
    other.file("none.zip", "no archive");
    other.run(&["library", "import", "none.zip"]).refused(&["none.zip"]);
    other.run(&["library", "import", "absent.zip"]).refused(&["absent.zip"]);
    other.run(&["library", "export", "no/such/folder/all.zip"]).refused(&["all.zip"]);
}

/// Which files in `folder`, and in folders in it, have `word` in them.
fn with_word(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            found.extend(with_word(&entry, word));
        } else {
            let bytes = std::fs::read(&entry).expect("a file").to_ascii_lowercase();
            if bytes.windows(word.len()).any(|few| few == word.as_bytes()) {
                found.push(entry.display().to_string());
            }
        }
    }
    found
}

#[test]
fn what_is_forgotten_stands_in_no_file() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    perform(&bench);
    bench.library().snapshot().expect("a snapshot");
    assert!(!with_word(&bench.home(), "pebble").is_empty());
    bench.run(&["library", "forget", "1"]).refused(&["--yes"]);
    bench.run(&["library", "forget", "7", "--yes"]).refused(&["session 7"]);
    let shown = bench.run(&["--json", "library", "show", "1"]).ok().values();
    let line = shown.iter().find(|it| it["text"] == "Nothing moves.").expect("a line")["line"].to_string();
    bench.run(&["library", "forget", "--line", &line, "--yes"]).ok();
    assert_eq!(with_word(&bench.home(), "nothing moves"), [""; 0]);
    assert_eq!(said(&bench)[0].len(), 5);
    let answer = bench.run(&["library", "forget", "1", "--yes"]).ok();
    assert!(answer.out.contains("The heron"), "{answer:?}");
    assert_eq!(with_word(&bench.home(), "blinks"), [""; 0]);
    assert_eq!(bench.run(&["library", "search", "heron"]).ok().out, "Nothing was found.\n");
}

#[test]
fn forgetting_everything_takes_what_was_moved_aside_along() {
    let bench = Bench::new();
    let word = "quillwort";
    let places = format!(
        r#"{{"own/x":{{"digest":"1","seed":1,"minutes":null,"path":[],"cue":0,"offset":0,"excerpt":"{word}","chapter":null,"when":1}}}}"#
    );
    std::fs::write(bench.home().join("places.json"), places).expect("a file");
    let mut library = bench.library();
    let session = library
        .begin(&vesper_library::Begin {
            mode: vesper_library::Mode::Talk,
            script: None,
            title: "Talk".into(),
            language: "en".into(),
        })
        .expect("a session");
    let said = Said { speaker: Speaker::Listener, text: word.into(), heard: 0..0, cut: None, chapter: None };
    library.heard(session, &said).expect("a line");
    drop(library);
    bench.run(&["shelf"]).ok();
    std::fs::write(bench.home().join("library-damaged-1.db"), word).expect("a file");
    std::fs::write(bench.home().join("mine.txt"), "not ours").expect("a file");
    assert!(with_word(&bench.home(), word).len() >= 3);
    bench.run(&["library", "forget", "--everything", "--yes"]).ok();
    assert_eq!(with_word(&bench.home(), word), [""; 0]);
    assert!(bench.home().join("mine.txt").exists());
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let path = bench.home().join("deep/in");
    let tale = bench.file("heron.ink", TALE);
    let mut child =
        bench.command(&["story", text(&tale)]).env("VESPER_HOME", &path).spawn().expect("it runs");
    let mode = |path: &Path| std::fs::metadata(path).ok().map(|file| file.permissions().mode() & 0o777);
    let begun = std::time::Instant::now();
    while mode(&path.join("library.db")).is_none() && begun.elapsed() < crate::bench::PATIENCE {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.wait().expect("it ends");
    assert_eq!(mode(&path), Some(0o700));
    assert_eq!(mode(&path.join("library.db")), Some(0o600));
}

/// `VESPER_HOME` may name a folder that others use too.
#[cfg(unix)]
#[test]
fn a_folder_that_was_there_before_stays_open_to_whom_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let folder = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(bench.home(), folder).expect("its mode");
    bench.file("home/places.json", "{}");
    bench.run(&["library"]).ok();
    let mode = |name: &str| {
        std::fs::metadata(bench.home().join(name)).expect("it is there").permissions().mode() & 0o777
    };
    assert_eq!(mode("."), 0o755);
    assert_eq!(mode("library.db"), 0o600);
    assert_eq!(mode("places.json.imported"), 0o600);
}

#[test]
fn looking_begins_no_library() {
    let bench = Bench::new();
    for words in
        [&["library"][..], &["library", "sessions"], &["library", "requests"], &["shelf"], &["doctor"]]
    {
        bench.run(words).ok();
    }
    assert_eq!(bench.names("home"), [""; 0]);
}
