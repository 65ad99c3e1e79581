//! Where a listener was, from one run of the command to the next.

use crate::bench::{Bench, has_voice, text};

/// Every line takes more than a second.
const TALE: &str = "\
# title: The ferry
# kind: story
The ferry leaves at six in the morning, and not a minute later.
The ferryman has never been seen to sleep, nor to hurry.
Nobody knows what he does with all the coins that he is given.
* [Ask him what he does with them.]
    He looks at the water for a long time before he answers you.
    They are down there, he says, and they are doing very well.
* [Pay and say nothing.]
    You pay, and the coin is colder than it was a moment ago.
- -> END
";

/// The words of every place that is kept.
fn excerpts(bench: &Bench) -> Vec<String> {
    let library = bench.library();
    let places = library.places().expect("places");
    places.into_values().map(|place| place.excerpt).collect()
}

#[test]
fn a_story_goes_on_at_the_line_where_it_was_stopped() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale = bench.file("ferry.ink", TALE);
    let mut first = bench.start(&["--json", "story", text(&tale)]);
    first.line();
    let second_line = first.line();
    first.press("stop");
    first.until("stopped");
    assert_eq!(first.code(), Some(0));
    assert_eq!(excerpts(&bench), std::slice::from_ref(&second_line));

    let mut second = bench.start(&["--json", "story", text(&tale)]);
    assert_eq!(second.line(), second_line);
    second.press("q");
    assert_eq!(second.code(), Some(0));

    let mut fresh = bench.start(&["--json", "story", text(&tale), "--fresh"]);
    assert!(fresh.line().starts_with("The ferry leaves"));
    fresh.press("stop");
    fresh.code();
}

#[test]
fn what_was_heard_is_kept_when_the_machine_goes_down() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale = bench.file("ferry.ink", TALE);
    let mut first = bench.start(&["--json", "story", text(&tale)]);
    let lines = [first.line(), first.line()];
    first.child.kill().expect("a process to kill");
    first.code();
    // The line that had just begun may be there already or not; the one before it must.
    let kept = excerpts(&bench);
    assert!(kept.len() == 1 && lines.contains(&kept[0]), "{kept:?} of {lines:?}");
    let mut second = bench.start(&["--json", "story", text(&tale)]);
    let line = second.line();
    assert!(lines.contains(&line) || line.starts_with("Nobody knows"), "{line}");
}

#[test]
fn a_place_is_forgotten_when_the_story_is_over() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale = bench
        .file("short.ink", "# title: Short\n# kind: story\nIt ends.\n* [Yes.]\n    So soon.\n- -> END\n");
    let mut first = bench.start(&["--json", "story", text(&tale), "--no-options"]);
    let options = first.until("ask")["options"].clone();
    assert_eq!(options, serde_json::json!(["Yes."]));
    assert_eq!(excerpts(&bench).len(), 1);
    first.press("1");
    assert_eq!(first.until("chosen")["option"], 1);
    first.until("ended");
    assert_eq!(first.code(), Some(0));
    assert_eq!(excerpts(&bench), [""; 0]);
}

#[test]
fn a_story_at_whose_choice_nobody_is_there_stops_and_keeps_its_place() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale = bench
        .file("short.ink", "# title: Short\n# kind: story\nGo on?\n* [Yes.]\n    So.\n    On.\n- -> END\n");
    let answer = bench.run(&["story", text(&tale), "--no-options"]).ok();
    assert!(answer.out.contains("1. Yes.") && answer.out.contains("--choose"), "{answer:?}");
    assert_eq!(excerpts(&bench), ["Go on?"]);
    let answer = bench.run(&["story", text(&tale), "--no-options", "--choose", "1"]).ok();
    assert!(answer.out.contains("On."), "{answer:?}");
    assert_eq!(excerpts(&bench), [""; 0], "it went on to its end");
}

#[test]
fn keys_that_end_at_a_choice_stop_the_story_unless_it_was_made() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale =
        bench.file("short.ink", "# title: Short\n# kind: story\nGo on?\n* [Yes.]\n    So.\n- -> END\n");
    let words = ["--json", "story", text(&tale), "--no-options", "--fresh"];
    let mut left = bench.start(&words);
    left.until("ask");
    left.press("2");
    left.close();
    left.until("stopped");
    assert_eq!(left.code(), Some(0));

    let mut answered = bench.start(&words);
    answered.until("ask");
    answered.press("1");
    answered.close();
    answered.until("ended");
    assert_eq!(answered.code(), Some(0));
}

#[test]
fn a_place_kept_beside_an_open_story_outlives_it() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tales = [bench.file("ferry.ink", TALE), bench.file("other.ink", TALE)];
    let [mut open, mut beside] = tales.map(|tale| bench.start(&["--json", "story", text(&tale)]));
    for story in [&mut beside, &mut open] {
        // With the second line, something was heard.
        story.line();
        story.line();
    }
    open.press("pause");
    for story in [&mut beside, &mut open] {
        story.press("stop");
        assert_eq!(story.code(), Some(0));
    }
    assert_eq!(excerpts(&bench).len(), 2);
}

#[test]
fn another_seed_is_another_performance() {
    if !has_voice() {
        return;
    }
    let bench = Bench::new();
    let tale = bench.file("ferry.ink", TALE);
    let mut first = bench.start(&["--json", "story", text(&tale), "--seed", "1"]);
    let lines = [first.line(), first.line()];
    first.press("stop");
    first.code();
    for (seed, line) in [("1", &lines[1]), ("2", &lines[0])] {
        let mut again = bench.start(&["--json", "story", text(&tale), "--seed", seed]);
        assert_eq!(again.line(), *line, "with seed {seed}");
        again.press("stop");
        again.code();
    }
}
