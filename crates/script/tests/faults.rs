//! What an author is told: the file, the line, what is wrong and what to do.

#![allow(clippy::expect_used, clippy::panic)]

use vesper_script::{Playhead, Script, Start};

const HEADER: &str = "# title: A test\n# kind: story\n# cast: fox = young woman\n# cast: bear = old man\n";
const CALM: &str = "# title: A calm\n# kind: meditation\n# minutes: 3-30 usually 8\n";

fn faults(text: &str) -> Vec<String> {
    match Script::parse("test.ink", text, &|_| None) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.0.iter().map(ToString::to_string).collect(),
    }
}

/// The one fault of `body` below the header, with lines counted from the first of `body`.
fn fault(body: &str) -> String {
    let faults = faults(&format!("{HEADER}{body}"));
    assert_eq!(faults.len(), 1, "{body:?} gives {faults:#?}");
    let rest = faults[0].strip_prefix("test.ink").expect("the file's name");
    let Some((line, what)) = rest.strip_prefix(':').and_then(|rest| rest.split_once(": ")) else {
        return rest.trim_start_matches(": ").to_owned();
    };
    format!("{}: {what}", line.parse::<usize>().expect("a line") - HEADER.lines().count())
}

#[test]
fn tags_that_mean_nothing_are_found_where_they_are() {
    for (body, expected) in [
        ("One.\nTwo. # pase: slow\n-> END\n", "2: There is no tag `pase`. Did you mean `pace`?"),
        ("One. # bed: rian\n-> END\n", "1: There is no bed `rian`. Did you mean `rain`?"),
        ("One. # voice: box\n-> END\n", "1: There is no voice `box` in the cast. Did you mean `fox`?"),
        (
            "One. # voice: crocodile\n-> END\n",
            "1: There is no voice `crocodile` in the cast. Declare it at the top of the file: `# cast: crocodile = …`.",
        ),
        (
            "One. # pause: 11m\n-> END\n",
            "1: A pause of `11m` is out of range. It may last from 0.1s to 600s.",
        ),
        (
            "One. # pause: soon\n-> END\n",
            "1: `soon` is no length of time. Write it like `8s`, `0.5s`, `2m` or `1m30s`.",
        ),
        ("One. # pause\n-> END\n", "1: The tag `pause` has no value. Write `# pause: …`."),
        ("One.\n{1 > 0: # bel}\n-> END\n", "2: There is no tag `bel`. Did you mean `bell`?"),
        (
            "One. # pace: 3\n-> END\n",
            "1: A pace of `3` cannot be spoken. Use a factor from 0.5 to 2, or `slow`, `slower`, `quick`, `normal`.",
        ),
        (
            "One.\n# kind: story\n-> END\n",
            "2: The tag `kind` belongs at the top of the script. Move it there, before anything else.",
        ),
        (
            "One. -> a # bell\n=== a\nTwo. -> END\n",
            "1: A tag after a divert is never reached. Put it before the `->`.",
        ),
        (
            "-> a\n=== a # bell\nTwo. -> END\n",
            "2: A tag cannot stand on the line that names a knot or stitch. Put it on the next line.",
        ),
        ("* [Go. # voise: fox] -> END\n", "1: There is no tag `voise`. Did you mean `voice`?"),
        (
            "EXTERNAL beep()\nOne. -> END\n",
            "1: Nothing outside the script can be called. Write the function in ink: `=== function name()`.",
        ),
    ] {
        assert_eq!(fault(body), expected);
    }
}

#[test]
fn every_fault_is_reported_at_once() {
    let found = faults(&format!("{HEADER}One. # a: 1 # b: 2\nTwo. # pause: x\n-> END\n"));
    assert_eq!(found.len(), 3, "{found:#?}");
    let many = faults(&format!("{HEADER}{}-> END\n", "One. # a\n".repeat(1000)));
    assert!((50..=60).contains(&many.len()), "{} faults", many.len());
}

#[test]
fn ink_that_does_not_hold_together_is_found_where_it_is() {
    let missing = fault("One.\nTwo. -> nowhere\n");
    assert!(
        missing.starts_with("2: Ink does not understand this: ") && missing.contains("nowhere"),
        "{missing}"
    );
    let open = fault("One.\n{ 1 > 0:\n Two.\n");
    assert!(open.starts_with("2: Ink does not understand this: unterminated"), "{open}");
    assert_eq!(
        fault("-> a\n=== a\nTwo ends here.\n"),
        "3: The script ends in the middle: after this line nothing says where it goes on. Write `-> END` there, or a divert to the next knot."
    );
    assert_eq!(
        fault("-> a\n=== a\nRound.\n-> a\n"),
        "3: More than 5000 steps are performed without a choice or an end. Let the loop end, or ask something in it."
    );
    assert_eq!(
        fault("{ 1 > 0: One.\n    Two.\n}\n-> END\n"),
        "1: What stands behind this `:` is not performed. Put it on the next line, or close the `}` on this one."
    );
    assert_eq!(fault("/* One.\n-> END\n"), "1: A comment begins here and never ends. Close it with `*/`.");
}

#[test]
fn headers_say_what_they_lack() {
    let titled = |header: &str| faults(&format!("{header}One.\n-> END\n"));
    assert_eq!(
        titled("# kind: story\n"),
        [
            "test.ink: The script has no title. Write `# title: The salt bird` at the top of the file, before anything else."
        ]
    );
    assert_eq!(
        titled("# titel: A\n# kind: story\n"),
        ["test.ink:1: There is no tag `titel`. Did you mean `title`?"]
    );
    assert_eq!(
        titled("# title: A\n# kind: storey\n")[0],
        "test.ink:2: There is no kind `storey`. Did you mean `story`?"
    );
    let cast = |value: &str| titled(&format!("# title: A\n# kind: story\n# cast: {value}\n"))[0].clone();
    assert_eq!(cast("fox = yung woman"), "test.ink:3: There is no trait `yung`. Did you mean `young`?");
    assert_eq!(
        cast("fox = man woman"),
        "test.ink:3: `woman` contradicts or repeats another trait. Keep one of the two."
    );
    for minutes in ["0-3", "9", "30-3", "3-30 usually 40", "3-999", "many", "-3"] {
        let fits = titled(&format!("# title: A\n# kind: story\n# minutes: {minutes}\n"));
        assert_eq!(fits.is_empty(), minutes == "9", "{minutes}: {fits:?}");
    }
    assert!(titled("# title: A\n# kind: story\n# language: en-GB\n").is_empty());
    assert!(!titled("# title: A\n# kind: story\n# language: English, mostly\n").is_empty());
}

#[test]
fn a_meditation_is_linear_and_can_grow() {
    let calm = |body: &str| faults(&format!("{CALM}{body}"));
    assert!(calm("Sit. # stretch\n-> END\n").is_empty());
    assert_eq!(
        calm("Sit. # stretch\n* [Go.] -> END\n"),
        [
            "test.ink:5: A meditation asks nothing, and this is a choice. Take it out, or call the script a story."
        ]
    );
    assert!(calm("Sit.\n-> END\n")[0].contains("no silence that can grow"));
    let sometimes = calm("VAR minutes = 8\nSit.\n{ minutes > 20:\n    # stretch\n}\n-> END\n");
    assert_eq!(
        sometimes,
        [
            "test.ink: At 3 minutes no silence is performed that can grow. Let every length pass a `# stretch`."
        ]
    );
}

#[test]
fn includes_stay_in_their_folder() {
    for path in [
        "/etc/passwd",
        "../secret.ink",
        "a/../../b.ink",
        "..",
        "C:\\x.ink",
        "a\\b.ink",
        "",
        "./a.ink",
        "file:x",
    ] {
        let text = format!("{HEADER}INCLUDE {path} \nOne.\n-> END\n");
        let asked = std::cell::Cell::new(false);
        let read = |_: &str| {
            asked.set(true);
            Some("Two.\n".to_owned())
        };
        assert!(Script::parse("test.ink", &text, &read).is_err(), "{path} was taken");
        assert!(!asked.get(), "{path} was asked for");
    }
    assert_eq!(
        fault("INCLUDE gone.ink\n-> END\n"),
        "1: There is no readable file `gone.ink`. Paths begin at the folder of the script."
    );
    let round = |_: &str| Some("INCLUDE b.ink\nINCLUDE a.ink\n".to_owned());
    let faults =
        Script::parse("a.ink", &format!("{HEADER}INCLUDE b.ink\n-> END\n"), &round).expect_err("a circle");
    assert!(faults.to_string().contains("included a second time"), "{faults}");
}

#[test]
fn a_fault_in_an_included_file_names_that_file() {
    let den = |_: &str| Some("=== den\nDark.\nIn here. # bed: rian\n-> END\n".to_owned());
    let faults =
        Script::parse("test.ink", &format!("{HEADER}INCLUDE den.ink\n-> den\n"), &den).expect_err("a fault");
    assert_eq!(faults.to_string(), "den.ink:3: There is no bed `rian`. Did you mean `rain`?");
}

#[test]
fn what_only_shows_in_performance_still_names_its_line() {
    let text = format!(
        "{HEADER}VAR long = 3\n* [Go.]\n    ~ long = 900\n    Wait. # pause: {{long}}s\n    -> END\n"
    );
    let script = Script::parse("test.ink", &text, &|_| None).expect("nothing to see yet");
    let mut playhead = Playhead::start(&script, &Start::default()).expect("a start");
    playhead.passage().expect("a question");
    playhead.choose(0).expect("a choice");
    let fault = playhead.passage().expect_err("fifteen minutes are too long");
    assert_eq!(
        fault.to_string(),
        "test.ink:8: A pause of `900s` is out of range. It may last from 0.1s to 600s."
    );
    assert!(playhead.passage().is_err(), "it stays where it was");
}
