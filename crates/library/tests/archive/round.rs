use std::fs;

use vesper_library::{Imported, Library, Page, Rows};
use vesper_speech::{Error, Kind, Out, Result};

use crate::{entries, full, hear, place};

const ALL: Page = Page { skip: 0, count: 100 };

#[test]
fn what_was_exported_and_brought_into_a_new_library_exports_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first.zip"), folder.path().join("second.zip"));
    let library = full();
    let mut told = Vec::new();
    library.export(&first, &mut told).unwrap();
    let total = told.last().unwrap().total;
    assert_eq!(told.last(), Some(&Rows { done: total, total }));

    let mut other = Library::in_memory().unwrap();
    let imported = other.import(&first, &mut Vec::new()).unwrap();
    assert_eq!(imported, Imported { added: total, known: 0 });
    other.export(&second, &mut Vec::new()).unwrap();
    let (mut first, mut second) = (entries(&first), entries(&second));
    // It says when it was made.
    assert!(first.remove("manifest.json").unwrap().contains("\"lines.jsonl\":123"));
    second.remove("manifest.json");
    assert_eq!(first, second);
    assert!(first.values().all(|text| !text.is_empty()));

    assert_eq!(other.sessions(ALL).unwrap(), library.sessions(ALL).unwrap());
    assert_eq!(other.places().unwrap(), library.places().unwrap());
    assert_eq!(other.settings().unwrap(), library.settings().unwrap());
    assert_eq!(other.assignments().unwrap(), library.assignments().unwrap());
    assert_eq!(other.requests(ALL).unwrap(), library.requests(ALL).unwrap());
    assert_eq!(other.facts("fox", &[1, 0]).unwrap(), library.facts("fox", &[1, 0]).unwrap());
    assert_eq!(other.branches("fox").unwrap(), library.branches("fox").unwrap());
    assert_eq!(other.search("horst zeile 12", 5).unwrap().len(), 3);
    assert_eq!(other.inspect().unwrap(), None);
}

#[test]
fn an_archive_of_the_first_version_is_brought_in_without_what_it_did_not_have() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.zip");
    full().export(&path, &mut Vec::new()).unwrap();
    let mut old = entries(&path);
    let manifest = old["manifest.json"].replace("\"version\":2", "\"version\":1");
    old.insert("manifest.json".into(), manifest);
    let stories = old["stories.jsonl"].replace(r#","tale":"{\"scenes\":[]}""#, "");
    assert!(!stories.contains("tale"), "{stories}");
    old.insert("stories.jsonl".into(), stories);
    crate::hostile::write(
        &path,
        &old.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>(),
    );
    let mut library = Library::in_memory().unwrap();
    library.import(&path, &mut Vec::new()).unwrap();
    assert_eq!(
        library.story("fox").unwrap().map(|story| (story.tale, story.title)),
        Some((None, "The fox".into()))
    );
}

#[test]
fn the_same_archive_twice_adds_nothing_the_second_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.zip");
    let mut library = full();
    library.export(&path, &mut Vec::new()).unwrap();
    let before = library.statistics().unwrap();
    let imported = library.import(&path, &mut Vec::new()).unwrap();
    assert_eq!((imported.added, library.statistics().unwrap()), (0, before));
    assert!(imported.known > 100);
}

#[test]
fn two_libraries_that_went_on_apart_come_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.zip");
    let mut one = full();
    one.export(&path, &mut Vec::new()).unwrap();
    let mut other = Library::in_memory().unwrap();
    other.import(&path, &mut Vec::new()).unwrap();

    let here = one.sessions(ALL).unwrap()[0].clone();
    hear(&mut one, here.id, "said here");
    one.keep_place("fox", &place(1, 20)).unwrap();
    let there = other.sessions(ALL).unwrap().into_iter().find(|session| session.title == here.title).unwrap();
    hear(&mut other, there.id, "said there");
    other.keep_place("fox", &place(2, 10)).unwrap();
    other.branch("fox", &[], &["Wait".into(), "Go".into()], Some(0)).unwrap();
    other.export(&path, &mut Vec::new()).unwrap();

    let imported = one.import(&path, &mut Vec::new()).unwrap();
    assert_eq!(imported.added, 2, "a line and a branch");
    let texts: Vec<String> = one.lines(here.id).unwrap().into_iter().map(|line| line.said.text).collect();
    assert_eq!(texts[texts.len() - 2..], ["said here", "said there"]);
    assert_eq!(one.place("fox").unwrap().unwrap().digest, 1, "the later place stays");
    assert_eq!(one.branches("fox").unwrap()[0].taken, [0, 1]);
    // Once more changes nothing.
    assert_eq!(one.import(&path, &mut Vec::new()).unwrap().added, 0);
}

/// Stops the work after so many pieces of news.
struct Stops(u32);

impl Out<Rows> for Stops {
    fn put(&mut self, _: Rows) -> Result<()> {
        self.check()
    }

    fn check(&self) -> Result<()> {
        if self.0 == 0 { Err(Error::stopped()) } else { Ok(()) }
    }
}

#[test]
fn stopped_half_way_it_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.zip");
    let library = full();
    fs::write(&path, "an older archive").unwrap();
    assert_eq!(library.export(&path, &mut Stops(0)).unwrap_err().kind, Kind::Stopped);
    assert_eq!(fs::read_to_string(&path).unwrap(), "an older archive");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

    library.export(&path, &mut Vec::new()).unwrap();
    let mut other = Library::in_memory().unwrap();
    assert_eq!(other.import(&path, &mut Stops(0)).unwrap_err().kind, Kind::Stopped);
    let there = other.statistics().unwrap();
    assert_eq!((there.sessions, there.lines, there.stories), (0, 0, 0));
    assert_eq!(other.import(&path, &mut Vec::new()).unwrap().known, 0);
}

#[test]
fn an_archive_never_takes_the_place_of_the_library() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let library = Library::open(&path).unwrap().library;
    for own in ["library.db", "library.db-wal"] {
        let error = library.export(&folder.path().join(own), &mut Vec::new()).unwrap_err();
        assert_eq!(error.kind, Kind::BadRequest);
    }
    assert_eq!(library.export(folder.path(), &mut Vec::new()).unwrap_err().kind, Kind::BadRequest);
    let nowhere = folder.path().join("nowhere/all.zip");
    assert_eq!(library.export(&nowhere, &mut Vec::new()).unwrap_err().kind, Kind::Unwritable);
    assert_eq!(library.inspect().unwrap(), None);
}
