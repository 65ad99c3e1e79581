use std::collections::BTreeMap;
use std::thread;

use rusqlite::Connection;
use serde_json::json;
use vesper_speech::Kind;

use crate::{Home, story, texts, told};

/// The window and the command have the library open at once.
#[test]
fn two_who_write_at_once_lose_nothing() {
    let home = Home::new();
    let window = home.open();
    let command = home.open();
    let writers: Vec<_> = [("window", window), ("command", command)]
        .into_iter()
        .map(|(name, mut library)| {
            thread::Builder::new()
                .name(name.into())
                .spawn(move || {
                    let session = library.begin(&story(name)).unwrap();
                    let said: Vec<_> = (0..150).map(|number| format!("{name} says {number}")).collect();
                    for (number, text) in said.iter().enumerate() {
                        library.heard(session, &told(text)).unwrap();
                        let key = format!("{name} {number}");
                        library.set(&BTreeMap::from([(key, json!(number))])).unwrap();
                    }
                    (session, said)
                })
                .unwrap()
        })
        .collect();
    let kept: Vec<_> = writers.into_iter().map(|writer| writer.join().unwrap()).collect();

    let library = home.open();
    for (session, said) in kept {
        assert_eq!(texts(&library, session), said);
    }
    assert_eq!(library.settings().unwrap().len(), 300);
}

#[test]
fn what_one_acknowledged_the_other_sees_at_once() {
    let home = Home::new();
    let mut window = home.open();
    let mut command = home.open();
    let session = window.begin(&story("shared")).unwrap();
    command.heard(session, &told("from the command")).unwrap();
    window.heard(session, &told("from the window")).unwrap();
    assert_eq!(texts(&command, session), ["from the command", "from the window"]);
    window.forget_session(session).unwrap();
    assert_eq!(command.search("command", 1).unwrap(), []);
    assert!(command.heard(session, &told("too late")).is_err());
}

#[test]
fn one_who_does_not_let_go_is_told_of_and_later_writes_go_on() {
    let home = Home::new();
    let mut library = home.open();
    let session = library.begin(&story("waiting")).unwrap();
    let other = Connection::open(home.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = library.heard(session, &told("not yet")).unwrap_err();
    assert_eq!(error.kind, Kind::Unwritable);
    assert!(error.to_string().contains("another Vesper"), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    library.heard(session, &told("now")).unwrap();
    assert_eq!(texts(&library, session), ["now"]);
}
