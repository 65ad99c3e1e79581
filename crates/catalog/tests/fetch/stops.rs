//! Stopping, going on, throwing away.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use vesper_catalog::{News, Presence, Step, Store, discard, get};
use vesper_speech::Kind;

use crate::server::{Asked, Reply, Server};
use crate::world::{FILE, Listener, World, bytes, large};

const SIZE: usize = 4_000_000;

fn slowly(asked: &Asked, content: &Arc<Vec<u8>>) -> Reply {
    large(asked, content).dripping(16 << 10, Duration::from_millis(4))
}

fn half(news: &News) -> bool {
    matches!(news, News::Progress(progress) if progress.done > SIZE as u64 / 2)
}

#[test]
fn stopped_half_way_it_goes_on_from_there() {
    let content = bytes(SIZE, 41);
    let of = content.clone();
    let server = Server::start(move |asked| slowly(asked, &of));
    let world = World::new(server.url(), &[FILE]);
    let mut listener = Listener::until(half);
    let error = get(&world.hub, &world.store, &world.model, &mut listener).unwrap_err();
    assert_eq!(error.kind, Kind::Stopped);
    let took = listener.stopped.unwrap().elapsed();
    println!("stopping took {took:?}");
    assert!(took < Duration::from_secs(1), "stopping took {took:?}");
    world.lacks(FILE);
    let Presence::Partial { done, .. } = world.settled() else { panic!("nothing is kept") };
    assert!(done > SIZE as u64 / 2, "{done}");
    // What the connections had on their way goes nowhere.
    thread::sleep(Duration::from_millis(50));
    let first = server.sent();

    server.forget();
    world.brings();
    world.has(FILE, &content);
    // What was on its way when it was stopped is all that comes again.
    let twice = (first + server.sent()).saturating_sub(SIZE as u64);
    assert!(twice <= world.hub.limits.block, "{twice} bytes came twice");
    assert_eq!(server.sent(), SIZE as u64 - done);
}

#[test]
fn stopping_does_not_wait_for_a_silent_server() {
    let content = bytes(SIZE, 42);
    let steps: [fn(&Asked, Reply) -> Reply; 2] = [
        |_, reply| reply.stalling(100_000),
        // Never even a head: the answer takes its time.
        |_, reply| {
            thread::sleep(Duration::from_secs(3));
            reply
        },
    ];
    for step in steps {
        let of = content.clone();
        let server = Server::start(move |asked| {
            let reply = large(asked, &of);
            if asked.method == "HEAD" { reply } else { step(asked, reply) }
        });
        let mut world = World::new(server.url(), &[FILE]);
        world.hub.limits.stall = Duration::from_secs(30);
        let begun = Instant::now();
        let fetching =
            |news: &News| matches!(news, News::Progress(progress) if progress.step == Step::Fetching);
        let mut listener =
            Listener::until(move |news| fetching(news) && begun.elapsed() > Duration::from_millis(300));
        let error = get(&world.hub, &world.store, &world.model, &mut listener).unwrap_err();
        assert_eq!(error.kind, Kind::Stopped);
        let took = listener.stopped.unwrap().elapsed();
        println!("stopping took {took:?}");
        assert!(took < Duration::from_secs(1), "stopping took {took:?}");
    }
}

#[test]
fn where_one_connection_is_the_end_of_it_nobody_waits_for_the_others() {
    let content = bytes(SIZE, 46);
    let server = Server::start(move |asked| match asked.number {
        0 | 1 => large(asked, &content),
        2 => large(asked, &content).stalling(1000),
        3 => large(asked, &content).stalling(0),
        _ => Reply::status(404),
    });
    let mut world = World::new(server.url(), &[FILE]);
    world.hub.limits.stall = Duration::from_secs(30);
    let begun = Instant::now();
    let error = world.refuses();
    assert_eq!(error.kind, Kind::Network, "{error}");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[test]
fn thrown_away_it_is_gone_and_what_is_whole_stays() {
    let content = bytes(SIZE, 43);
    let of = content.clone();
    let server =
        Server::start(
            move |asked| {
                if asked.path.ends_with("first.dat") { large(asked, &of) } else { slowly(asked, &of) }
            },
        );
    let world = World::new(server.url(), &["first.dat", FILE]);
    let mut listener =
        Listener::until(|news| matches!(news, News::Progress(p) if p.done > (SIZE + SIZE / 4) as u64));
    assert!(get(&world.hub, &world.store, &world.model, &mut listener).is_err());
    discard(&world.store, &world.model).unwrap();
    assert!(!world.path("weights.dat.part").exists() && !world.path("weights.dat.part.toml").exists());
    assert!(world.path("first.dat").exists());
    discard(&world.store, &world.model).unwrap();
    world.brings();
    world.has("first.dat", &content);
    world.has(FILE, &content);
}

#[test]
fn two_at_once_share_one_download_and_the_second_shows_it() {
    let content = bytes(SIZE, 44);
    let of = content.clone();
    let server = Server::start(move |asked| slowly(asked, &of));
    let world = World::new(server.url(), &[FILE]);
    let second = thread::scope(|scope| {
        let begun = Arc::new(AtomicBool::new(false));
        let (store, saw) = (Store::at(world.folder.path()), begun.clone());
        let world = &world;
        let first = thread::Builder::new().spawn_scoped(scope, move || {
            let mut listener = Listener::until(move |news| {
                saw.fetch_or(matches!(news, News::Progress(p) if p.done > 0), Ordering::Relaxed);
                false
            });
            get(&world.hub, &store, &world.model, &mut listener)
        });
        while !begun.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(5));
        }
        let second = world.brings();
        first.unwrap().join().unwrap().unwrap();
        second
    });
    world.has(FILE, &content);
    assert_eq!(server.sent(), SIZE as u64);
    let waiting: Vec<_> =
        second.progress().into_iter().filter(|progress| progress.step == Step::Waiting).collect();
    assert!(waiting.iter().any(|progress| progress.done > 0 && progress.file == FILE), "{waiting:?}");
    assert!(second.requests().is_empty());
}

#[test]
fn who_waits_takes_over_when_the_first_stops() {
    let content = bytes(SIZE, 45);
    let of = content.clone();
    let server = Server::start(move |asked| slowly(asked, &of));
    let world = World::new(server.url(), &[FILE]);
    thread::scope(|scope| {
        let store = Store::at(world.folder.path());
        let world = &world;
        let first = thread::Builder::new()
            .spawn_scoped(scope, move || get(&world.hub, &store, &world.model, &mut Listener::until(half)));
        while !world.path("weights.dat.part").exists() {
            thread::sleep(Duration::from_millis(5));
        }
        world.brings();
        assert_eq!(first.unwrap().join().unwrap().unwrap_err().kind, Kind::Stopped);
    });
    world.has(FILE, &content);
    assert!(server.sent() <= SIZE as u64 + world.hub.limits.block, "{}", server.sent());
}
