use vesper_library::{Branch, Fact, Library, Mode, Story};
use vesper_speech::Kind;

use crate::{Home, written};

fn story(id: &str, when: u64) -> Story {
    Story { when, ..written(id) }
}

fn fact(path: &[usize], name: &str, value: &str) -> Fact {
    Fact { name: name.into(), value: value.into(), path: path.into() }
}

fn library_with(ids: &[&str]) -> Library {
    let mut library = Library::in_memory().unwrap();
    for (when, id) in ids.iter().enumerate() {
        library.keep_story(&story(id, when as u64)).unwrap();
    }
    library
}

fn options(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

#[test]
fn stories_and_meditations_are_kept_newest_first_and_changed_in_place() {
    let home = Home::new();
    let mut library = home.open();
    library.keep_story(&story("old", 5)).unwrap();
    let calm = Story { mode: Mode::Meditation, wish: None, ink: None, ..story("calm", 9) };
    library.keep_story(&calm).unwrap();
    library.branch("old", &[], &options(&["Ask"]), Some(0)).unwrap();
    let changed = Story { title: "Renamed".into(), ..story("old", 5) };
    library.keep_story(&changed).unwrap();
    drop(library);

    let library = home.open();
    assert_eq!(library.stories().unwrap(), [calm, changed.clone()]);
    assert_eq!(library.story("old").unwrap(), Some(changed));
    assert_eq!(library.story("none").unwrap(), None);
    assert_eq!(library.branches("old").unwrap().len(), 1, "a new title is no new story");
}

#[test]
fn every_way_that_was_taken_stays_known() {
    let mut library = library_with(&["fox", "other"]);
    let at_first = options(&["Ask “why?”", "Wait", "Leave"]);
    library.branch("fox", &[2, 10], &options(&["Jump"]), None).unwrap();
    library.branch("fox", &[], &at_first, None).unwrap();
    library.branch("fox", &[], &at_first, Some(2)).unwrap();
    library.branch("fox", &[], &at_first, Some(0)).unwrap();
    library.branch("fox", &[], &at_first, Some(2)).unwrap();
    library.branch("fox", &[2], &options(&["In", "Out"]), Some(1)).unwrap();
    let branch = |path: &[usize], options: Vec<String>, taken: &[usize]| Branch {
        path: path.into(),
        options,
        taken: taken.into(),
    };
    assert_eq!(
        library.branches("fox").unwrap(),
        [
            branch(&[], at_first, &[0, 2]),
            branch(&[2], options(&["In", "Out"]), &[1]),
            branch(&[2, 10], options(&["Jump"]), &[]),
        ]
    );
    assert_eq!(library.branches("other").unwrap(), []);
}

#[test]
fn facts_are_true_on_their_way_and_later_ones_win() {
    let mut library = library_with(&["fox"]);
    for fact in [
        fact(&[], "lamp", "unlit"),
        fact(&[1], "lamp", "lit"),
        fact(&[1, 0], "fox", "asleep"),
        fact(&[10], "lamp", "broken"),
        fact(&[1], "fox", "awake"),
        fact(&[1], "fox", "wide awake"),
    ] {
        library.fact("fox", &fact).unwrap();
    }
    let at = |path: &[usize]| library.facts("fox", path).unwrap();
    assert_eq!(at(&[]), [fact(&[], "lamp", "unlit")]);
    assert_eq!(at(&[0, 1]), [fact(&[], "lamp", "unlit")]);
    assert_eq!(at(&[1]), [fact(&[1], "fox", "wide awake"), fact(&[1], "lamp", "lit")]);
    assert_eq!(at(&[1, 0, 5]), [fact(&[1, 0], "fox", "asleep"), fact(&[1], "lamp", "lit")]);
    // 10 is another option than 1, then 0.
    assert_eq!(at(&[10]), [fact(&[10], "lamp", "broken")]);
}

#[test]
fn a_branch_or_fact_needs_a_story_and_an_option_that_is_there() {
    let mut library = library_with(&["fox"]);
    for error in [
        library.branch("none", &[], &options(&["Ask"]), Some(0)).unwrap_err(),
        library.branch("fox", &[], &options(&["Ask"]), Some(1)).unwrap_err(),
        library.fact("none", &fact(&[], "lamp", "lit")).unwrap_err(),
    ] {
        assert_eq!(error.kind, Kind::BadRequest);
    }
    assert_eq!(library.branches("fox").unwrap(), []);
}
