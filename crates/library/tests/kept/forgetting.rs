use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rusqlite::Connection;
use serde_json::json;
use vesper_library::{Branch, Fact, Library, LineId, Outbound, Page, SessionId, Story};
use vesper_speech::Kind;

use crate::{Home, line, place, story, texts, told, written};

/// In no language, and spelled so that no index keeps its beginning for another word.
const SECRET: &str = "Qyzzwogglefrond";

/// Every file below `folder` that holds a good part of the secret, in whatever case.
fn traces(folder: &Path) -> Vec<String> {
    let part = SECRET[3..12].to_lowercase();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(traces(&entry.path()));
            continue;
        }
        let bytes = fs::read(entry.path()).unwrap().to_ascii_lowercase();
        if bytes.windows(part.len()).any(|window| window == part.as_bytes()) {
            found.push(entry.path().display().to_string());
        }
    }
    found
}

/// A library of many lines in which the secret was said now and then, in one of its sessions; with a snapshot.
struct Told {
    home: Home,
    library: Library,
    open: SessionId,
    secret: SessionId,
    secret_lines: Vec<LineId>,
}

fn told_often() -> Told {
    let home = Home::new();
    let mut library = home.open();
    let open = library.begin(&story("open")).unwrap();
    let secret = library.begin(&story(SECRET)).unwrap();
    let mut secret_lines = Vec::new();
    for number in 0..400 {
        let text = format!("word{number} of {} and the rest", number * 7919 % 1000);
        library.heard(open, &told(&text)).unwrap();
        if number % 10 == 0 {
            // Long enough for pages of its own, and with many words that begin alike.
            let text = format!("{} {SECRET} {SECRET}{number} is told", "long ".repeat(number * 5));
            secret_lines.push(library.heard(secret, &told(&text)).unwrap());
        }
    }
    library.snapshot().unwrap();
    assert!(!traces(home.folder.path()).is_empty());
    Told { home, library, open, secret, secret_lines }
}

impl Told {
    /// Nothing of the secret is on disk, now and after closing, and all the rest is there.
    fn assert_gone(self) {
        let folder = self.home.folder.path();
        assert_eq!(traces(folder), [""; 0]);
        assert_eq!(self.library.search(SECRET, 5).unwrap(), []);
        assert_eq!(texts(&self.library, self.open).len(), 400);
        assert_eq!(self.library.search("word77", 5).unwrap().len(), 1);
        assert_eq!(self.library.snapshots().len(), 1);
        assert_eq!(self.library.inspect().unwrap(), None);
        drop(self.library);
        assert_eq!(traces(folder), [""; 0]);
        let library = self.home.open();
        assert_eq!(texts(&library, self.open).len(), 400);
    }
}

#[test]
fn a_line_that_was_forgotten_is_in_no_file() {
    let home = Home::new();
    let mut library = home.open();
    let session = library.begin(&story("one")).unwrap();
    let before = library.heard(session, &told("before")).unwrap();
    let secret = library.heard(session, &told(&format!("my secret is {SECRET}"))).unwrap();
    library.heard(session, &told("after")).unwrap();
    library.snapshot().unwrap();
    library.forget_line(secret).unwrap();
    assert_eq!(traces(home.folder.path()), [""; 0]);
    assert_eq!(texts(&library, session), ["before", "after"]);
    assert_eq!(library.forget_line(secret).unwrap_err().kind, Kind::BadRequest);
    let last = library.heard(session, &told("later")).unwrap();
    assert!(before < secret && secret < last);
    assert_eq!(texts(&library, session), ["before", "after", "later"]);
}

#[test]
fn a_session_that_was_forgotten_is_in_no_file() {
    let mut told = told_often();
    let other =
        told.library.heard(told.secret, &line(vesper_library::Speaker::Voice(SECRET.into()), "x", 0..1));
    other.unwrap();
    told.library.forget_session(told.secret).unwrap();
    assert_eq!(told.library.session(told.secret).unwrap(), None);
    assert_eq!(told.library.lines(told.secret).unwrap(), []);
    told.assert_gone();
}

#[test]
fn lines_forgotten_one_by_one_leave_nothing() {
    let mut told = told_often();
    told.library.forget_line(told.secret_lines[0]).unwrap();
    for line in told.secret_lines.split_off(20) {
        told.library.forget_line(line).unwrap();
    }
    // The title of the session is still to go.
    assert!(!traces(told.home.folder.path()).is_empty());
    told.library.forget_session(told.secret).unwrap();
    told.assert_gone();
}

#[test]
fn a_story_goes_with_all_that_was_made_of_it() {
    let mut told = told_often();
    told.library.forget_session(told.secret).unwrap();
    let kept = Story { title: SECRET.into(), ink: Some(SECRET.repeat(2000)), ..written("secret") };
    let library = &mut told.library;
    library.keep_story(&kept).unwrap();
    library.branch("secret", &[], &[SECRET.into()], Some(0)).unwrap();
    library.fact("secret", &Fact { name: "who".into(), value: SECRET.into(), path: vec![0] }).unwrap();
    library.keep_place("secret", &place(SECRET)).unwrap();
    let begin = vesper_library::Begin { script: Some("secret".into()), ..story("performed") };
    let session = library.begin(&begin).unwrap();
    library.heard(session, &crate::told(SECRET)).unwrap();
    library.snapshot().unwrap();
    library.forget_story("secret").unwrap();
    assert_eq!(library.branches("secret").unwrap(), [] as [Branch; 0]);
    assert_eq!(library.facts("secret", &[0]).unwrap(), []);
    assert_eq!(library.place("secret").unwrap(), None);
    assert_eq!(library.session(session).unwrap(), None);
    assert_eq!(library.forget_story("secret").unwrap_err().kind, Kind::BadRequest);
    told.assert_gone();
}

#[test]
fn everything_goes_files_that_were_moved_aside_too() {
    let Told { home, mut library, .. } = told_often();
    library.set(&BTreeMap::from([("name".into(), json!(SECRET))])).unwrap();
    library.keep_place("fox", &place(SECRET)).unwrap();
    library.assign("talk", &[SECRET.into()]).unwrap();
    let request = Outbound {
        when: 0,
        purpose: SECRET.into(),
        method: "GET".into(),
        host: "host".into(),
        path: "/".into(),
        status: None,
        bytes: 0,
    };
    library.ask(&request).unwrap();
    let snapshot = library.snapshots().remove(0);
    let aside = library.restore(&snapshot).unwrap();
    assert!(traces(home.folder.path()).contains(&aside.display().to_string()));

    library.forget_everything().unwrap();
    assert_eq!(traces(home.folder.path()), [""; 0]);
    assert_eq!(library.sessions(Page { skip: 0, count: 9 }).unwrap(), []);
    assert!(library.settings().unwrap().is_empty() && library.places().unwrap().is_empty());
    assert!(library.assignments().unwrap().is_empty());
    assert_eq!(library.requests(Page { skip: 0, count: 9 }).unwrap(), []);
    library.forget_everything().unwrap();
    drop(library);
    assert_eq!(traces(home.folder.path()), [""; 0]);
}

#[test]
fn a_deletion_that_was_cut_off_is_finished_at_the_next_start() {
    let told = told_often();
    drop(told.library);
    // As it is when the power fails after the rows went: the rest is noted and not done.
    Connection::open(told.home.path())
        .unwrap()
        .execute_batch(
            "BEGIN; DELETE FROM session WHERE title <> 'open'; INSERT INTO trace (forgotten) VALUES (1); COMMIT",
        )
        .unwrap();
    assert!(!traces(told.home.folder.path()).is_empty());
    let library = told.home.open();
    Told { library, ..told }.assert_gone();
}

#[test]
fn where_another_reads_the_traces_go_at_the_next_start() {
    let mut told = told_often();
    let reader = Connection::open(told.home.path()).unwrap();
    reader.execute_batch("BEGIN").unwrap();
    let count = |sql: &str| reader.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM session"), 2);
    let error = told.library.forget_session(told.secret).unwrap_err();
    assert_eq!(error.kind, Kind::Unwritable);
    assert!(error.what.contains("traces") && !error.advice.is_empty(), "{error}");
    assert_eq!(told.library.session(told.secret).unwrap(), None, "forgotten all the same");
    drop(reader);
    let Told { library, home, .. } = told;
    drop(library);
    let library = home.open();
    Told { library, home, ..told }.assert_gone();
}
