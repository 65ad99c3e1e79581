use std::collections::BTreeMap;

use serde_json::{Value, json};
use vesper_library::{Assignment, Outbound, Page, Place, RequestId};
use vesper_speech::Kind;

use crate::Home;

fn place() -> Place {
    Place {
        digest: u64::MAX - 1,
        seed: 1 << 63,
        minutes: Some(12),
        path: vec![0, 3, 1, 12],
        cue: 7,
        offset: 4711,
        position: 48_000 * 3600,
        excerpt: "“Größer?”, sagte der Fuchs.".into(),
        chapter: Some("Zwei".into()),
        when: 1_790_000_000,
    }
}

#[test]
fn places_come_back_to_the_bit_and_are_forgotten_one_by_one() {
    let home = Home::new();
    let mut library = home.open();
    let early = Place { minutes: None, path: vec![], chapter: None, ..place() };
    library.keep_place("fox", &early).unwrap();
    library.keep_place("fox", &place()).unwrap();
    library.keep_place("rain", &early).unwrap();
    drop(library);

    let mut library = home.open();
    assert_eq!(library.place("fox").unwrap(), Some(place()));
    let both = BTreeMap::from([("fox".to_owned(), place()), ("rain".to_owned(), early.clone())]);
    assert_eq!(library.places().unwrap(), both);
    library.forget_place("fox").unwrap();
    library.forget_place("never").unwrap();
    assert_eq!(library.places().unwrap(), BTreeMap::from([("rain".to_owned(), early)]));
    assert_eq!(library.place("fox").unwrap(), None);
}

#[test]
fn settings_are_any_json_and_those_not_named_stay() {
    let home = Home::new();
    let mut library = home.open();
    let first = BTreeMap::from([
        ("pace".to_owned(), json!(1.25)),
        ("theme".to_owned(), json!("dark")),
        ("feeds".to_owned(), json!([{"name": "“news”", "minutes": 3}, null])),
    ]);
    library.set(&first).unwrap();
    library.set(&BTreeMap::from([("pace".into(), json!(0.9)), ("theme".into(), Value::Null)])).unwrap();
    drop(library);

    let library = home.open();
    assert_eq!(library.setting("pace").unwrap(), Some(json!(0.9)));
    assert_eq!(library.setting("theme").unwrap(), None);
    assert_eq!(library.settings().unwrap().len(), 2);
    assert_eq!(library.setting("feeds").unwrap().as_ref(), first.get("feeds"));
}

#[test]
fn the_models_of_a_work_are_replaced_together() {
    let home = Home::new();
    let mut library = home.open();
    library.assign("talk", &["qwen3-4b".into(), "http://localhost:8080".into()]).unwrap();
    library.assign("voice", &["pocket-en".into()]).unwrap();
    library.assign("talk", &["gemma-3-4b".into()]).unwrap();
    let assigned =
        |work: &str, model: &str, order| Assignment { work: work.into(), model: model.into(), order };
    assert_eq!(
        library.assignments().unwrap(),
        [assigned("talk", "gemma-3-4b", 0), assigned("voice", "pocket-en", 0)]
    );
    library.assign("talk", &[]).unwrap();
    assert_eq!(library.assignments().unwrap(), [assigned("voice", "pocket-en", 0)]);
}

fn request(path: &str) -> Outbound {
    Outbound {
        when: 1_790_000_000,
        purpose: "model `tiny`".into(),
        method: "GET".into(),
        host: "huggingface.co".into(),
        path: path.into(),
        status: None,
        bytes: 0,
    }
}

#[test]
fn a_request_is_in_the_log_before_its_answer() {
    let home = Home::new();
    let mut library = home.open();
    let asked = library.ask(&request("/first")).unwrap();
    library.ask(&request("/second")).unwrap();
    drop(library);

    let mut library = home.open();
    library.answer(asked, Some(206), 1 << 33).unwrap();
    let answered = Outbound { status: Some(206), bytes: 1 << 33, ..request("/first") };
    assert_eq!(library.requests(Page { skip: 0, count: 9 }).unwrap(), [request("/second"), answered.clone()]);
    assert_eq!(library.requests(Page { skip: 1, count: 1 }).unwrap(), [answered]);
    assert_eq!(library.answer(RequestId(99), None, 0).unwrap_err().kind, Kind::BadRequest);
}

#[test]
fn the_log_of_requests_has_an_end() {
    let home = Home::new();
    let mut library = home.open();
    let first = library.ask(&request("/first")).unwrap();
    // As many as there may be, put in at once: one by one they would take minutes to sync.
    fill(&home).unwrap();
    assert!(library.answer(first, Some(200), 1).is_ok());
    library.ask(&request("/newest")).unwrap();
    assert!(library.answer(first, Some(200), 1).is_err());
    let all = library.requests(Page { skip: 0, count: 200_000 }).unwrap();
    assert_eq!((all.len(), all[0].path.as_str()), (100_000, "/newest"));
}

fn fill(home: &Home) -> rusqlite::Result<usize> {
    rusqlite::Connection::open(home.path())?.execute(
        "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 99999)
         INSERT INTO request (sent, purpose, method, host, path, bytes)
         SELECT 0, 'many', 'GET', 'host', number, 0 FROM numbers",
        [],
    )
}
