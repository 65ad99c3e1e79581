//! The models as the window has them: cards that change, work that waits its turn, stops and goes on.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use vesper::models::{Models, State, Witness};
use vesper_catalog::{Answer, Catalog, Request, Store};
use vesper_speech::Result;

use super::hub::Hub;
use crate::bench::PATIENCE;

const SIZE: usize = 600_000;

#[derive(Clone, Default)]
struct Book {
    asked: Arc<Mutex<Vec<String>>>,
    answered: Arc<AtomicU64>,
}

impl Witness for Book {
    fn asked(&self, request: &Request) -> Result<i64> {
        let mut asked = self.asked.lock().expect("the book");
        asked.push(request.path.clone());
        Ok(asked.len() as i64)
    }

    fn answered(&self, _: i64, _: &Answer) {
        self.answered.fetch_add(1, Ordering::AcqRel);
    }
}

struct Room {
    hub: Hub,
    folder: tempfile::TempDir,
    book: Book,
}

impl Room {
    /// With a hub that has `a.txt`, `b.txt` and `c.txt`, each 600 KB.
    fn new() -> Room {
        let file = |name: &'static str| ("test/texts", name, vec![name.as_bytes()[0]; SIZE]);
        let hub = Hub::new(&[file("a.txt"), file("b.txt"), file("c.txt")]);
        Room { hub, folder: tempfile::tempdir().expect("a folder"), book: Book::default() }
    }

    fn open(&self) -> Models {
        let model = |id: &str| {
            format!(
                "[[model]]\nid = \"{id}\"\nname = \"{id}\"\nrole = \"chat\"\nabout = \"For tests.\"\n\
                 repository = \"test/texts\"\nlicence = \"free\"\nmemory = 1_000_000\nrank = 1\n\
                 files = [{{ name = \"{id}.txt\", size = {SIZE} }}]\n"
            )
        };
        let licence =
            "[licence.free]\nname = \"MIT\"\nlink = \"https://example.org/free\"\ncommercial = true\n";
        let text = [licence.to_owned(), model("a"), model("b"), model("c")].join("\n");
        let catalog = Catalog::parse("catalog.toml", &text).expect("a catalog");
        let endpoint = self.hub.address().to_owned();
        let hub = Box::new(move || Ok(vesper_catalog::Hub::new(endpoint.clone(), None)));
        let store = Store::at(self.folder.path());
        Models::open_with(catalog, store, hub, Box::new(self.book.clone())).expect("the models")
    }
}

fn state(models: &Models, id: &str) -> State {
    models.state(id).expect("a model")
}

fn until(models: &Models, what: &str, is_so: impl Fn(&Models) -> bool) {
    let began = Instant::now();
    while !is_so(models) {
        assert!(began.elapsed() < PATIENCE, "never: {what}; {:?}", models.states());
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn has_some(models: &Models, id: &str) -> bool {
    matches!(state(models, id), State::Working(progress) if progress.done > 50_000)
}

#[test]
fn two_are_fetched_at_once_and_the_third_waits_its_turn() {
    let room = Room::new();
    room.hub.pause(20);
    let models = room.open();
    let mut cards = models.cards().expect("cards");
    let began = Instant::now();
    for id in ["a", "b", "c"] {
        assert_eq!(models.get(id).expect("begun"), [id]);
        assert_eq!(models.get(id).expect("under way"), [""; 0], "once is enough");
    }
    until(&models, "two at work", |models| has_some(models, "a") && has_some(models, "b"));
    assert_eq!(state(&models, "c"), State::Queued);
    assert!(models.remove("a").is_err(), "not while it is being fetched");
    let mut changes = 0;
    until(&models, "all whole", |models| {
        ["a", "b", "c"]
            .iter()
            .all(|id| matches!(state(models, id), State::Whole { bytes } if bytes == SIZE as u64))
    });
    while cards.has_changed().expect("it goes on") {
        cards.borrow_and_update();
        changes += 1;
        std::thread::sleep(Duration::from_millis(300));
    }
    assert!(changes >= 1 && f64::from(changes) <= 4.0 * began.elapsed().as_secs_f64() + 2.0);
    assert!(cards.borrow().iter().all(|card| matches!(card.state, State::Whole { .. })));
    let asked = room.book.asked.lock().expect("the book").clone();
    assert!(asked.len() >= room.hub.requests().len(), "{asked:?}");
    assert_eq!(room.book.answered.load(Ordering::Acquire), asked.len() as u64, "each was answered");
}

#[test]
fn what_is_paused_is_kept_and_what_is_cancelled_is_dropped() {
    let room = Room::new();
    room.hub.pause(40);
    let models = room.open();
    for id in ["a", "b", "c"] {
        models.get(id).expect("begun");
    }
    until(&models, "two at work", |models| has_some(models, "a") && has_some(models, "b"));
    // In the queue it is as if it had not been asked for.
    models.cancel("c").expect("cancelled");
    assert_eq!(state(&models, "c"), State::Absent);
    models.pause("a").expect("paused");
    models.cancel("b").expect("cancelled");
    until(&models, "both at rest", |models| models.states().iter().all(|(_, state)| !state.is_under_way()));
    let State::Paused { done, .. } = state(&models, "a") else { panic!("{:?}", models.states()) };
    assert!(done > 0);
    assert_eq!(state(&models, "b"), State::Absent);
    models.cancel("a").expect("cancelled");
    assert_eq!(state(&models, "a"), State::Absent, "what was kept is dropped when it is cancelled");
    let left: Vec<_> =
        ["a", "b"].iter().map(|id| room.folder.path().join(id).join(format!("{id}.txt.part"))).collect();
    assert!(left.iter().all(|part| !part.exists()), "{left:?}");
}

#[test]
fn dropped_in_the_middle_it_ends_at_once_and_the_next_one_goes_on() {
    let room = Room::new();
    room.hub.pause(60);
    let models = room.open();
    let cards = models.cards().expect("cards");
    models.get("a").expect("begun");
    until(&models, "some came", |models| has_some(models, "a"));
    let began = Instant::now();
    drop(models);
    let took = began.elapsed();
    println!("dropped within {took:?}");
    assert!(took < Duration::from_secs(5), "{took:?}");
    drop(cards);
    // What the hub had in hand for the one that went away is none of the next one's.
    std::thread::sleep(Duration::from_millis(500));
    room.hub.pause(0);
    let models = room.open();
    let State::Partial { done, .. } = state(&models, "a") else { panic!("{:?}", models.states()) };
    let before = room.hub.bytes();
    models.get("a").expect("begun");
    until(&models, "it is whole", |models| matches!(state(models, "a"), State::Whole { .. }));
    assert!(room.hub.bytes() - before <= SIZE as u64 - done, "what was there came again");
}

#[test]
fn nothing_is_asked_by_looking() {
    let room = Room::new();
    let models = room.open();
    let cards = models.cards().expect("cards");
    let machine = models.wait_for_machine().expect("a machine");
    assert!(machine.memory > 0 && models.machine().is_some() && !models.choices().is_empty());
    until(&models, "every card says how it fits", |_| cards.borrow().iter().all(|card| card.fit.is_some()));
    assert!(models.verify("a").is_err(), "there is nothing to check");
    assert!(models.get("zzz").is_err());
    drop(models);
    assert_eq!(room.hub.requests(), [""; 0]);
}
