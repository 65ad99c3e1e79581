//! Connections that break anywhere.

use std::sync::Mutex;

use vesper_catalog::{News, Presence, get};
use vesper_speech::Kind;

use crate::server::Server;
use crate::world::{FILE, Listener, Random, World, bytes, large};

const CUTS: usize = 200;

/// A server that ends the first [`CUTS`] bodies somewhere.
fn cutting(size: usize, seed: u64) -> Server {
    let content = bytes(size, seed);
    let random = Mutex::new((Random(seed), 0));
    Server::start(move |asked| {
        let reply = large(asked, &content);
        let mut random = random.lock().unwrap();
        if asked.method == "HEAD" || random.1 == CUTS {
            return reply;
        }
        random.1 += 1;
        let left = asked.range(size as u64).map_or(size, |range| (range.end - range.start) as usize);
        let most = left.min(2 * size / CUTS);
        reply.cut(random.0.below(most.max(1)))
    })
}

#[test]
fn after_two_hundred_cuts_within_one_get_no_byte_came_twice() {
    let size = 6_000_000;
    let server = cutting(size, 11);
    let mut world = World::new(server.url(), &[FILE]);
    // A cut before the first byte is a try that brings nothing; several may follow each other.
    world.hub.limits.tries = 50;
    let listener = world.brings();
    world.has(FILE, &bytes(size, 11));
    assert!(server.gets().len() > CUTS, "{}", server.gets().len());
    assert_eq!(server.sent(), size as u64);
    assert_eq!(listener.received(), size as u64);
}

#[test]
fn after_two_hundred_gets_that_were_cut_no_byte_came_twice() {
    let size = 6_000_000;
    let server = cutting(size, 12);
    let mut world = World::new(server.url(), &[FILE]);
    world.hub.limits.connections = 1;
    world.hub.limits.tries = 50;
    let mut gets = 0;
    loop {
        // Stops as soon as a connection ended.
        let mut listener = Listener::until(|news| matches!(news, News::Answer(answer) if answer.bytes > 0));
        let result = get(&world.hub, &world.store, &world.model, &mut listener);
        gets += 1;
        match result {
            Ok(()) => break,
            Err(error) => assert_eq!(error.kind, Kind::Stopped, "{error}"),
        }
        if world.path(FILE).exists() {
            continue;
        }
        let presence = world.settled();
        assert_eq!(presence, Presence::Partial { done: server.sent(), total: None }, "after {gets}");
    }
    world.has(FILE, &bytes(size, 12));
    assert!(gets > CUTS / 2, "{gets}");
    assert_eq!(server.sent(), size as u64);
}

#[test]
fn a_server_without_ranges_is_asked_once_and_after_a_cut_from_the_beginning() {
    let content = bytes(1_000_000, 13);
    let of = content.clone();
    let server = Server::start(move |asked| {
        let whole = large(asked, &of);
        if asked.method == "HEAD" {
            return whole;
        }
        let reply = crate::server::Reply::of(200, &of, 0..of.len());
        if asked.number == 1 { reply.cut(600_000) } else { reply }
    });
    let world = World::new(server.url(), &[FILE]);
    world.brings();
    world.has(FILE, &content);
    assert_eq!(server.gets().len(), 2);
    assert_eq!(server.sent(), 1_600_000);
}
