use vesper_library::{Begin, LineId, Mode, Page, Said, SessionId, Speaker};
use vesper_speech::Kind;

use crate::{Home, line, story, texts, told};

const ALL: Page = Page { skip: 0, count: 100 };

#[test]
fn a_session_is_there_line_by_line_after_closing() {
    let home = Home::new();
    let said = [
        told("The lighthouse was afraid of the dark."),
        line(Speaker::Listener, "Ask it why — “why?”", 48_000..96_000),
        Said {
            speaker: Speaker::Voice("fox".into()),
            text: "Weil es nachts größer wird. 夜は長い。".into(),
            heard: 96_000..u64::from(u32::MAX) * 48_000,
            cut: Some("Weil es nachts grö".len()),
            chapter: Some("Die Nacht".into()),
        },
    ];
    let mut library = home.open();
    let session = library.begin(&story("The lighthouse")).unwrap();
    for said in &said {
        library.heard(session, said).unwrap();
    }
    library.end(session).unwrap();
    drop(library);

    let library = home.open();
    let kept = library.lines(session).unwrap();
    assert_eq!(kept.iter().map(|line| line.said.clone()).collect::<Vec<_>>(), said);
    assert!(kept.iter().all(|line| line.session == session && line.when > 1_700_000_000));
    let session = library.session(session).unwrap().unwrap();
    assert_eq!((session.title.as_str(), session.lines), ("The lighthouse", 3));
    assert!(session.ended.is_some_and(|ended| ended >= session.began));
}

#[test]
fn sessions_come_newest_first_and_page_by_page() {
    let home = Home::new();
    let mut library = home.open();
    for number in 0..7 {
        library.begin(&story(&format!("session {number}"))).unwrap();
    }
    let titles = |page| -> Vec<String> {
        library.sessions(page).unwrap().into_iter().map(|session| session.title).collect()
    };
    assert_eq!(titles(Page { skip: 0, count: 3 }), ["session 6", "session 5", "session 4"]);
    assert_eq!(titles(Page { skip: 5, count: 3 }), ["session 1", "session 0"]);
    assert_eq!(titles(Page { skip: 7, count: 3 }), [""; 0]);
}

#[test]
fn a_session_that_was_cut_off_goes_on() {
    let home = Home::new();
    let mut library = home.open();
    let session = library.begin(&Begin { mode: Mode::Talk, script: None, ..story("talk") }).unwrap();
    library.heard(session, &told("before")).unwrap();
    drop(library);

    let mut library = home.open();
    assert_eq!(library.session(session).unwrap().unwrap().ended, None);
    library.heard(session, &told("after")).unwrap();
    assert_eq!(texts(&library, session), ["before", "after"]);
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_is_kept_of_it() {
    let home = Home::new();
    let mut library = home.open();
    let session = library.begin(&story("grö")).unwrap();
    let wrong = [
        Said { cut: Some("gr".len() + 1), ..told("größer") },
        Said { cut: Some(100), ..told("short") },
        Said { heard: std::ops::Range { start: 5, end: 4 }, ..told("backwards") },
        Said { heard: 0..u64::MAX, ..told("beyond what can be kept") },
        told(&"long ".repeat(300_000)),
    ];
    for said in &wrong {
        assert_eq!(library.heard(session, said).unwrap_err().kind, Kind::BadRequest);
    }
    for result in [
        library.heard(SessionId(99), &told("nowhere")).map(drop),
        library.end(SessionId(99)),
        library.forget_session(SessionId(99)),
        library.forget_line(LineId(99)),
    ] {
        let error = result.unwrap_err();
        assert_eq!(error.kind, Kind::BadRequest);
        assert!(error.subject.ends_with("library.db"), "{error}");
    }
    assert_eq!(texts(&library, session), [""; 0]);
    assert_eq!(library.sessions(ALL).unwrap().len(), 1);
    assert_eq!(library.statistics().unwrap().lines, 0);
}

#[test]
fn statistics_count_what_is_there() {
    let home = Home::new();
    let mut library = home.open();
    assert_eq!(library.statistics().unwrap().since, None);
    let session = library.begin(&story("one")).unwrap();
    library.heard(session, &told("a line")).unwrap();
    let counted = library.statistics().unwrap();
    assert_eq!((counted.sessions, counted.lines, counted.stories), (1, 1, 0));
    assert_eq!(counted.since, Some(library.session(session).unwrap().unwrap().began));
    assert!(counted.bytes > 4096);
}
