use std::fs;

use rusqlite::Connection;
use vesper_library::{Damage, Library, Notice};
use vesper_speech::Kind;

use crate::{Home, story, texts, told};

#[cfg(unix)]
#[test]
fn folder_and_file_are_made_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let folder = home.folder.path().join("not/there/yet");
    let path = folder.join("library.db");
    let mut library = Library::open(&path).unwrap().library;
    library.begin(&story("one")).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for entry in fs::read_dir(&folder).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        let name = entry.file_name().into_string().unwrap();
        if name.contains(".db") && !name.ends_with("-lock") {
            assert_eq!(mode(&entry.path()), 0o600, "{name}");
        }
    }
}

#[test]
fn a_library_that_a_newer_vesper_wrote_is_refused_and_not_touched() {
    let home = Home::new();
    drop(home.open());
    Connection::open(home.path()).unwrap().pragma_update(None, "user_version", 1000).unwrap();
    let before = fs::read(home.path()).unwrap();
    let error = Library::open(&home.path()).err().unwrap();
    assert_eq!(error.kind, Kind::BadFile);
    assert!(error.to_string().contains("newer Vesper") && error.advice.contains("Update"), "{error}");
    assert!(fs::read(home.path()).unwrap() == before);
}

#[test]
fn what_is_no_library_is_moved_aside_and_a_new_one_begins() {
    let foreign = |home: &Home| {
        Connection::open(home.path()).unwrap().execute_batch("CREATE TABLE recipe (name TEXT)").unwrap();
    };
    let text = |home: &Home| fs::write(home.path(), "Dear diary,\n".repeat(1000)).unwrap();
    let empty = |home: &Home| fs::write(home.path(), "").unwrap();
    let cases: [&dyn Fn(&Home); 3] = [&foreign, &text, &empty];
    for make in cases {
        let home = Home::new();
        make(&home);
        let before = fs::read(home.path()).unwrap();
        let opened = Library::open(&home.path()).unwrap();
        let Some(Notice::Damaged(Damage { what, aside: Some(aside), snapshot: None })) = opened.notice else {
            panic!("{:?}", opened.notice);
        };
        assert!(what.ends_with('.'), "{what}");
        assert!(fs::read(aside).unwrap() == before);
        let mut library = opened.library;
        let session = library.begin(&story("anew")).unwrap();
        library.heard(session, &told("The conversation goes on.")).unwrap();
        assert_eq!(texts(&library, session), ["The conversation goes on."]);
    }
}

#[test]
fn tables_that_somebody_changed_are_noticed() {
    let changes = [
        "CREATE TRIGGER spy AFTER INSERT ON line BEGIN UPDATE line SET text = '' WHERE id = new.id; END",
        "CREATE VIEW spy AS SELECT text FROM line",
        "DROP TRIGGER line_kept",
        "DROP TABLE place",
        "ALTER TABLE session ADD COLUMN more TEXT",
        "DROP INDEX session_began",
    ];
    for change in changes {
        let home = Home::new();
        drop(home.open());
        Connection::open(home.path()).unwrap().execute_batch(change).unwrap();
        let notice = Library::open(&home.path()).unwrap().notice;
        assert!(matches!(notice, Some(Notice::Damaged(_))), "{change}: {notice:?}");
    }
    let home = Home::new();
    drop(home.open());
    Connection::open(home.path()).unwrap().execute_batch("CREATE INDEX mine ON line (said)").unwrap();
    home.open();
}

/// Files may come from strangers, and SQLite keeps what it is given.
#[test]
fn values_that_vesper_cannot_have_written_are_errors_and_no_panics() {
    let changes = [
        ("UPDATE line SET cut = 3", "a cut inside a character"),
        ("UPDATE line SET cut = 1000", "a cut behind the end"),
        ("UPDATE place SET path = '1.-2'", "a path"),
        ("UPDATE place SET path = '1..2'", "a path"),
        ("UPDATE place SET minutes = 99999999999", "a number"),
        ("UPDATE branch SET taken = '[7]'", "an option"),
        ("UPDATE branch SET options = '{}'", "options"),
        ("UPDATE branch SET path = '18446744073709551616'", "a path"),
        ("UPDATE setting SET value = CAST(x'ff' AS TEXT)", "text that is not UTF-8"),
        ("UPDATE line SET text = CAST(x'c328' AS TEXT)", "text that is not UTF-8"),
        ("UPDATE story SET title = CAST(zeroblob(70000000) AS TEXT)", "more than is read"),
    ];
    for (change, what) in changes {
        let home = Home::new();
        let mut library = home.open();
        let session = library.begin(&story("one")).unwrap();
        library.heard(session, &told("grö")).unwrap();
        library.keep_place("fox", &crate::place("here")).unwrap();
        library.set(&std::collections::BTreeMap::from([("pace".into(), 1.into())])).unwrap();
        library.keep_story(&crate::written("fox")).unwrap();
        library.branch("fox", &[1], &["Ask".into()], Some(0)).unwrap();
        let stranger = Connection::open(home.path()).unwrap();
        stranger.execute_batch(&format!("PRAGMA ignore_check_constraints = ON; {change}")).unwrap();
        let errors: Vec<_> = [
            library.lines(session).err(),
            library.search("grö", 5).err(),
            library.places().err(),
            library.branches("fox").err(),
            library.settings().err(),
            library.stories().err(),
        ]
        .into_iter()
        .flatten()
        .collect();
        assert!(!errors.is_empty(), "{what} was taken as it is");
        for error in errors {
            assert!(error.subject.ends_with("library.db") && error.what.ends_with('.'), "{error}");
        }
    }
}

#[test]
fn where_nothing_can_be_made_opening_says_so() {
    let home = Home::new();
    let file = home.folder.path().join("a file");
    fs::write(&file, "not a folder").unwrap();
    let inside = file.join("library.db");
    let error = Library::open(&inside).err().unwrap();
    assert_eq!(error.kind, Kind::Unwritable);
    assert!(error.subject.contains("a file") && !error.advice.is_empty(), "{error}");

    let folder = home.folder.path().join("library.db");
    fs::create_dir(&folder).unwrap();
    assert!(Library::open(&folder).is_err());
    assert!(folder.is_dir());
}

#[cfg(unix)]
#[test]
fn a_library_that_may_only_be_read_is_refused_and_stays() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    drop(home.open());
    let before = fs::read(home.path()).unwrap();
    let allow = |mode| fs::set_permissions(home.folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    allow(0o500);
    let written = fs::write(home.folder.path().join("probe"), "");
    if written.is_ok() {
        eprintln!("SKIPPED: a folder that may only be read (this user may write everywhere)");
        allow(0o700);
        return;
    }
    let error = Library::open(&home.path()).err();
    allow(0o700);
    assert_eq!(error.map(|error| error.kind), Some(Kind::Unwritable));
    assert!(fs::read(home.path()).unwrap() == before);
}

#[test]
fn a_library_in_memory_does_all_the_same() {
    let mut library = Library::in_memory().unwrap();
    let session = library.begin(&story("one")).unwrap();
    library.heard(session, &told("a word and another")).unwrap();
    let line = library.search("another", 1).unwrap().remove(0).line;
    library.forget_line(line.id).unwrap();
    assert_eq!(texts(&library, session), [""; 0]);
    assert_eq!((library.path(), library.snapshots().len()), (None, 0));
}

#[test]
fn a_library_can_be_given_to_another_thread() {
    fn sent<T: Send>(_: &T) {}
    sent(&Library::in_memory().unwrap());
}

/// SQLite follows a link and keeps the log beside the file it leads to: damage there is seen all the same.
#[cfg(unix)]
#[test]
fn a_link_to_a_library_is_looked_at_where_it_leads() {
    let home = Home::new();
    let far = home.folder.path().join("far");
    fs::create_dir(&far).unwrap();
    let mut library = home.open();
    let session = library.begin(&story("one")).unwrap();
    for number in 0..20 {
        library.heard(session, &told(&format!("Line {number}."))).unwrap();
    }
    let beside = |path: &std::path::Path, end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        std::path::PathBuf::from(name)
    };
    for end in ["", "-wal", "-shm"] {
        fs::copy(beside(&home.path(), end), beside(&far.join("real.db"), end)).unwrap();
    }
    let log = fs::OpenOptions::new().write(true).open(far.join("real.db-wal")).unwrap();
    log.set_len(log.metadata().unwrap().len() / 2).unwrap();
    let link = home.folder.path().join("link.db");
    std::os::unix::fs::symlink(far.join("real.db"), &link).unwrap();

    let opened = Library::open(&link).unwrap();
    let Some(Notice::Damaged(Damage { aside: Some(aside), .. })) = opened.notice else {
        panic!("{:?}", opened.notice)
    };
    assert_eq!(aside.parent(), far.canonicalize().ok().as_deref());
    drop(opened.library);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(Library::open(&link).unwrap().notice, None);
}
