//! When snapshots are taken, which are kept, and bringing one back.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use vesper_library::{Damage, Library, Notice};
use vesper_speech::Kind;

use crate::{files, said, scratch, talk, texts};

const DAY: u64 = 86_400;

fn snapshots(folder: &Path) -> Vec<PathBuf> {
    files(&folder.join("snapshots"), "library-")
}

/// Opens a new library that has its first snapshot, so that none is taken in the background any more.
fn settled(path: &Path) -> Library {
    let library = Library::open(path).unwrap().library;
    library.snapshot().unwrap();
    library
}

/// Gives the only snapshot the name of a day long ago.
fn age(folder: &Path, day: &str) {
    let newest = snapshots(folder).pop().unwrap();
    fs::rename(&newest, newest.with_file_name(format!("library-{day}.db"))).unwrap();
}

#[test]
fn a_snapshot_is_taken_at_opening_once_a_week_and_four_are_kept() {
    let folder = scratch();
    let path = folder.path().join("library.db");
    let mut library = Library::open(&path).unwrap().library;
    let session = library.begin(&talk()).unwrap();
    library.heard(session, &said("Kept.")).unwrap();
    drop(library);
    assert_eq!(snapshots(folder.path()).len(), 1);
    drop(Library::open(&path).unwrap());
    assert_eq!(snapshots(folder.path()).len(), 1, "two in one week");
    for day in ["2021-02-28", "2024-02-29", "2024-03-01", "2024-12-31", "2025-01-01"] {
        age(folder.path(), day);
        drop(Library::open(&path).unwrap());
    }
    let names: Vec<String> = snapshots(folder.path())
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap().into())
        .collect();
    assert_eq!(names[..3], ["library-2024-03-01.db", "library-2024-12-31.db", "library-2025-01-01.db"]);
    assert_eq!(names.len(), 4);
    let library = Library::open(&path).unwrap().library;
    let days: Vec<u64> = library.snapshots().iter().map(|snapshot| snapshot.day / DAY).collect();
    assert_eq!(days[1..], [20_089, 20_088, 19_783]);
}

#[test]
fn an_empty_library_has_no_snapshot_and_a_first_session_has_one_when_it_is_over() {
    let folder = scratch();
    let path = folder.path().join("library.db");
    drop(Library::open(&path).unwrap());
    let mut library = Library::open(&path).unwrap().library;
    assert_eq!(library.snapshots(), []);
    let session = library.begin(&talk()).unwrap();
    library.heard(session, &said("On the first evening.")).unwrap();
    drop(library);
    let taken = Library::open(&snapshots(folder.path())[0]).unwrap().library;
    assert_eq!(texts(&taken, session), ["On the first evening."]);
}

#[test]
fn what_is_in_the_snapshots_folder_and_is_none_stays_as_it_is() {
    let folder = scratch();
    let path = folder.path().join("library.db");
    let library = settled(&path);
    library.snapshot().unwrap();
    let others = ["notes.txt", "library-2024-13-01.db", "library-2024-02-30.db", "library-old.db"];
    for other in others {
        fs::write(folder.path().join("snapshots").join(other), "mine").unwrap();
    }
    library.snapshot().unwrap();
    assert_eq!(library.snapshots().len(), 1);
    for other in others {
        assert_eq!(fs::read_to_string(folder.path().join("snapshots").join(other)).unwrap(), "mine");
    }
}

#[test]
fn a_damaged_library_is_moved_aside_and_its_snapshot_brought_back() {
    let folder = scratch();
    let path = folder.path().join("library.db");
    let mut library = settled(&path);
    let session = library.begin(&talk()).unwrap();
    library.heard(session, &said("Before the snapshot.")).unwrap();
    library.snapshot().unwrap();
    library.heard(session, &said("After the snapshot.")).unwrap();
    drop(library);
    fs::write(&path, "no library at all").unwrap();

    let opened = Library::open(&path).unwrap();
    let Some(Notice::Damaged(Damage { aside: Some(aside), snapshot: Some(snapshot), .. })) = opened.notice
    else {
        panic!("{:?}", opened.notice)
    };
    assert_eq!(fs::read_to_string(&aside).unwrap(), "no library at all");
    let mut library = opened.library;
    let since = library.begin(&talk()).unwrap();
    library.heard(since, &said("Said since.")).unwrap();

    let replaced = library.restore(&snapshot).unwrap();
    assert_eq!(texts(&library, session), ["Before the snapshot."]);
    library.heard(session, &said("It goes on.")).unwrap();
    drop(library);
    let opened = Library::open(&path).unwrap();
    assert_eq!((opened.notice, texts(&opened.library, session).len()), (None, 2));
    // What was there before the restoring is a library of its own.
    let before = Library::open(&replaced).unwrap().library;
    assert_eq!(texts(&before, since), ["Said since."]);
}

#[test]
fn a_library_that_is_gone_is_noticed_where_there_is_a_snapshot() {
    let folder = scratch();
    let path = folder.path().join("library.db");
    settled(&path).snapshot().unwrap();
    fs::remove_file(&path).unwrap();
    let opened = Library::open(&path).unwrap();
    assert!(matches!(opened.notice, Some(Notice::Damaged(Damage { aside: None, snapshot: Some(_), .. }))));
}

#[test]
fn a_snapshot_that_is_damaged_or_gone_is_refused_and_changes_nothing() {
    let folder = scratch();
    let path = folder.path().join("library.db");
    let mut library = settled(&path);
    let session = library.begin(&talk()).unwrap();
    library.heard(session, &said("Still here.")).unwrap();
    let snapshot = library.snapshot().unwrap();
    let mut bytes = fs::read(&snapshot.path).unwrap();
    let text = bytes.windows(11).position(|text| text == b"Still here.").unwrap();
    bytes[text] ^= 1;
    fs::write(&snapshot.path, bytes).unwrap();
    assert_eq!(library.restore(&snapshot).unwrap_err().kind, Kind::BadFile);
    fs::remove_file(&snapshot.path).unwrap();
    assert_eq!(library.restore(&snapshot).unwrap_err().kind, Kind::MissingFile);
    assert_eq!(texts(&library, session), ["Still here."]);
    assert_eq!(files(folder.path(), "library-"), Vec::<PathBuf>::new());
}

#[test]
fn damage_that_the_header_does_not_show_is_found_in_the_background_and_dealt_with_at_the_next_start() {
    let folder = scratch();
    let path = folder.path().join("library.db");
    let mut library = settled(&path);
    let session = library.begin(&talk()).unwrap();
    library.heard(session, &said("A sentence with a bit that flips.")).unwrap();
    library.snapshot().unwrap();
    drop(library);
    let mut bytes = fs::read(&path).unwrap();
    let text = bytes.windows(10).position(|text| text == b"A sentence").unwrap();
    bytes[text] ^= 0x20;
    fs::write(&path, bytes).unwrap();

    let opened = Library::open(&path).unwrap();
    assert_eq!(opened.notice, None);
    let started = Instant::now();
    let damage = loop {
        match opened.library.checked() {
            Some(damage) => break damage,
            None if started.elapsed() > Duration::from_secs(60) => panic!("nothing was found"),
            None => std::thread::sleep(Duration::from_millis(50)),
        }
    };
    assert!(damage.what.contains("not as it was written") && damage.aside.is_none(), "{damage:?}");
    drop(opened);

    let opened = Library::open(&path).unwrap();
    let Some(Notice::Damaged(Damage { aside: Some(_), snapshot: Some(snapshot), .. })) = opened.notice else {
        panic!("{:?}", opened.notice)
    };
    let mut library = opened.library;
    library.restore(&snapshot).unwrap();
    assert_eq!(texts(&library, session), ["A sentence with a bit that flips."]);
}

#[test]
fn nothing_is_moved_while_another_has_the_library_open() {
    let folder = scratch();
    let path = folder.path().join("library.db");
    let mut one = settled(&path);
    let session = one.begin(&talk()).unwrap();
    one.heard(session, &said("From the first.")).unwrap();
    let opened = Library::open(&path).unwrap();
    assert_eq!(opened.notice, None);
    let mut other = opened.library;
    other.heard(session, &said("From the second.")).unwrap();
    let snapshot = other.snapshot().unwrap();
    one.heard(session, &said("Later.")).unwrap();
    other.restore(&snapshot).unwrap();
    assert_eq!(texts(&one, session), ["From the first.", "From the second."]);
    one.heard(session, &said("And on.")).unwrap();
    assert_eq!(texts(&other, session).len(), 3);
}
