//! Answers that no hub should give.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use vesper_catalog::Step;
use vesper_speech::Kind;

use crate::server::{Asked, Reply, Server};
use crate::world::{FILE, World, bytes, large, part};

const SIZE: usize = 1_000_000;

/// A hub of one file that answers what is asked for with `answer`, and where it is with the truth.
fn hub(answer: impl Fn(&Asked, Reply) -> Reply + Send + Sync + 'static) -> (Server, Arc<Vec<u8>>) {
    let content = bytes(SIZE, 21);
    let of = content.clone();
    let server = Server::start(move |asked| {
        let reply = large(asked, &of);
        if asked.method == "HEAD" { reply } else { answer(asked, reply) }
    });
    (server, content)
}

/// How many times something was done, counted from 0.
fn counter() -> impl Fn() -> usize + Send + Sync {
    let count = AtomicUsize::new(0);
    move || count.fetch_add(1, Ordering::Relaxed)
}

#[track_caller]
fn refused(server: &Server, kind: Kind, word: &str) {
    let world = World::new(server.url(), &[FILE]);
    let error = world.refuses();
    assert_eq!(error.kind, kind, "{error}");
    assert!(error.to_string().contains(word), "{error}");
    assert!(error.to_string().contains(FILE) || error.to_string().contains("127.0.0.1"), "{error}");
    assert!(!error.advice.is_empty(), "{error}");
    world.lacks(FILE);
}

#[test]
fn lengths_that_do_not_fit_are_refused() {
    let (longer, _) = hub(|_, reply| reply.with("Content-Length", SIZE + 5));
    refused(&longer, Kind::Network, "length");
    let (other, _) = hub(|_, reply| reply.with("Content-Range", format!("bytes 0-9/{}", SIZE + 1)));
    refused(&other, Kind::Network, "changes");
    let (elsewhere, _) = hub(|_, reply| reply.with("Content-Range", format!("bytes 7-9/{SIZE}")));
    refused(&elsewhere, Kind::Network, "another part");
    let (silent, _) = hub(|_, _| Reply::status(206));
    refused(&silent, Kind::Network, "without saying which");
}

#[test]
fn a_body_that_goes_on_is_cut_off_where_it_should_end() {
    let long = bytes(SIZE + 1_000_000, 21);
    let (server, content) = hub(move |asked, _| {
        let range = asked.range(SIZE as u64).unwrap();
        // What the head says is right; what follows is not, and nothing tells where it ends.
        let all = Reply::of(206, &long, range.start as usize..long.len());
        all.with("Content-Range", format!("bytes {}-{}/{SIZE}", range.start, range.end - 1))
            .with("Transfer-Encoding", "identity")
            .cut(usize::MAX)
    });
    let world = World::new(server.url(), &[FILE]);
    world.brings();
    world.has(FILE, &content);
}

#[test]
fn another_content_than_the_hash_says_is_thrown_away() {
    let wrong = bytes(SIZE, 22);
    let (server, _) = hub(move |asked, reply| {
        let range = asked.range(SIZE as u64).unwrap();
        let tag = format!("\"{}\"", crate::world::sha256(&bytes(SIZE, 21)));
        drop(reply);
        part(&wrong, range.start as usize..range.end as usize).with("ETag", tag)
    });
    refused(&server, Kind::BadFile, "hash");
    let world = World::new(server.url(), &[FILE]);
    world.refuses();
    assert!(!world.path(&format!("{FILE}.part")).exists(), "what is wrong is not kept");
}

#[test]
fn a_part_that_the_hub_does_not_know_any_more_is_begun_anew() {
    let count = counter();
    let (server, content) = hub(move |_, reply| if count() < 2 { Reply::status(416) } else { reply });
    let world = World::new(server.url(), &[FILE]);
    world.brings();
    world.has(FILE, &content);

    let (never, _) = hub(|_, _| Reply::status(416));
    refused(&never, Kind::Network, "again and again");
}

#[test]
fn a_part_longer_than_the_file_and_a_journal_that_lies_do_no_harm() {
    let (server, content) = hub(|_, reply| reply);
    let journals = [
        format!("size = {SIZE}\nversion = \"sha256 0\"\narrived = [[0, {SIZE}]]\n"),
        "size = 99999999\nversion = \"unknown\"\narrived = [[0, 99999999]]\n".into(),
        format!(
            "size = {SIZE}\nversion = \"sha256 {}\"\narrived = [[0, 18446744073709551615]]\n",
            crate::world::sha256(&content)
        ),
        "arrived = [[".into(),
        "x".repeat(2 << 20),
    ];
    for journal in journals {
        let world = World::new(server.url(), &[FILE]);
        std::fs::create_dir_all(world.path("")).unwrap();
        std::fs::write(world.path("weights.dat.part"), vec![7; SIZE + 1234]).unwrap();
        std::fs::write(world.path("weights.dat.part.toml"), journal).unwrap();
        world.brings();
        world.has(FILE, &content);
    }
    // The right version with the wrong bytes is found out by the hash, and not kept.
    let world = World::new(server.url(), &[FILE]);
    std::fs::create_dir_all(world.path("")).unwrap();
    std::fs::write(world.path("weights.dat.part"), vec![7; SIZE]).unwrap();
    let digest = crate::world::sha256(&content);
    let lie = format!("size = {SIZE}\nversion = \"sha256 {digest}\"\narrived = [[0, 500000]]\n");
    std::fs::write(world.path("weights.dat.part.toml"), lie).unwrap();
    assert_eq!(world.refuses().kind, Kind::BadFile);
    world.lacks(FILE);
    world.brings();
    world.has(FILE, &content);
}

#[test]
fn a_hub_that_asks_to_wait_is_waited_for() {
    let count = counter();
    let (server, content) = hub(move |_, reply| match count() {
        0 => Reply::status(429).with("Retry-After", "1"),
        1 => Reply::status(503).with("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT"),
        _ => reply,
    });
    let world = World::new(server.url(), &[FILE]);
    let listener = world.brings();
    world.has(FILE, &content);
    let gets = server.gets();
    assert!(gets[1].at - gets[0].at >= Duration::from_millis(990), "{:?}", gets[1].at - gets[0].at);
    assert!(listener.progress().iter().any(|progress| progress.step == Step::Retrying));

    let (tomorrow, _) = hub(|_, _| Reply::status(429).with("Retry-After", "86400"));
    refused(&tomorrow, Kind::Network, "1440 minutes");
}

#[test]
fn a_packed_body_is_refused_before_a_byte_of_it_is_taken() {
    let (server, _) = hub(|_, reply| reply.with("Content-Encoding", "gzip"));
    refused(&server, Kind::Network, "packed");
    let content = bytes(SIZE, 21);
    let server = Server::start(move |_| {
        Reply::of(200, &content, 0..SIZE).with("Content-Encoding", "gzip").with("X-Repo-Commit", "x")
    });
    refused(&server, Kind::Network, "packed");
}

#[test]
fn a_connection_that_stands_still_is_given_up_for_another() {
    let count = counter();
    let (server, content) = hub(move |_, reply| if count() < 3 { reply.stalling(50_000) } else { reply });
    let world = World::new(server.url(), &[FILE]);
    world.brings();
    world.has(FILE, &content);
    assert_eq!(server.sent(), SIZE as u64, "what came before it stood still counts");
}

#[test]
fn a_hub_that_never_moves_is_given_up_and_what_came_stays() {
    let count = counter();
    let (server, _) =
        hub(move |_, reply| if count() == 0 { reply.stalling(100_000) } else { reply.stalling(0) });
    let mut world = World::new(server.url(), &[FILE]);
    world.hub.limits.stall = Duration::from_millis(100);
    let error = world.refuses();
    assert_eq!(error.kind, Kind::Network, "{error}");
    assert!(error.advice.contains("goes on from where it is"), "{error}");
    world.lacks(FILE);
    let there = world.settled();
    assert_eq!(there, vesper_catalog::Presence::Partial { done: 100_000, total: None });
}

#[test]
fn a_drip_is_no_stream() {
    let (server, _) = hub(|_, reply| reply.dripping(1, Duration::from_millis(20)));
    let mut world = World::new(server.url(), &[FILE]);
    world.hub.limits.stall = Duration::from_millis(200);
    let error = world.refuses();
    assert!(error.to_string().contains("next to nothing"), "{error}");
    world.lacks(FILE);
}

#[test]
fn a_file_that_is_replaced_while_it_comes_is_begun_anew() {
    let (old, new) = (bytes(SIZE, 21), bytes(SIZE + 77, 23));
    let count = AtomicUsize::new(0);
    let latest = new.clone();
    let server = Server::start(move |asked| {
        let asked_for = asked.method == "GET";
        let number =
            if asked_for { count.fetch_add(1, Ordering::Relaxed) } else { count.load(Ordering::Relaxed) };
        large(asked, if number < 2 { &old } else { &latest })
    });
    let mut world = World::new(server.url(), &[FILE]);
    world.hub.limits.connections = 1;
    world.brings();
    world.has(FILE, &new);
}

#[test]
fn a_hub_without_head_is_asked_for_one_byte() {
    let content = bytes(SIZE, 21);
    let of = content.clone();
    let server = Server::start(
        move |asked| {
            if asked.method == "HEAD" { Reply::status(405) } else { large(asked, &of) }
        },
    );
    let world = World::new(server.url(), &[FILE]);
    world.brings();
    world.has(FILE, &content);
    assert_eq!(server.asked()[1].header("range"), Some("bytes=0-0"));
}

#[test]
fn a_plain_web_server_is_hub_enough() {
    let content = bytes(SIZE, 21);
    let of = content.clone();
    let server = Server::start(move |asked| match asked.range(SIZE as u64) {
        Some(range) => part(&of, range.start as usize..range.end as usize).with("ETag", "\"5f-62\""),
        None => Reply::of(200, &of, 0..SIZE).with("ETag", "\"5f-62\"").with("Accept-Ranges", "bytes"),
    });
    let world = World::new(server.url(), &[FILE]);
    world.brings();
    world.has(FILE, &content);
    let lock = vesper_catalog::Lock::read(&world.store, &world.model).unwrap().unwrap();
    assert_eq!((lock.commit, lock.files[0].origin), (None, vesper_catalog::Origin::Computed));
}

#[test]
fn heads_without_end_are_refused() {
    let (server, _) = hub(|_, reply| reply.with("X-Long", "x".repeat(1 << 20)));
    refused(&server, Kind::Network, "headers");
}

#[test]
fn who_may_not_have_it_is_told_what_to_do() {
    for status in [401, 403] {
        let gated = Server::start(move |_| Reply::status(status).with("X-Error-Code", "GatedRepo"));
        refused(&gated, Kind::Denied, "ccept its licence");
        let unnamed = Server::start(move |_| Reply::status(status));
        refused(&unnamed, Kind::Denied, "HF_TOKEN");
    }
    let nowhere = Server::start(|_| Reply::status(404));
    refused(&nowhere, Kind::Network, "is not on");
    let broken = Server::start(|_| Reply::status(500));
    refused(&broken, Kind::Network, "500");
}

#[test]
fn a_machine_that_is_not_there_is_named() {
    let gone = { Server::start(|_| Reply::status(200)).url() };
    let mut world = World::new(gone.clone(), &[FILE]);
    world.hub.limits.first_tries = 2;
    // The listener needs a moment to go.
    std::thread::sleep(Duration::from_millis(100));
    let (result, listener) = world.get();
    let error = result.expect_err("it was brought");
    assert_eq!(error.kind, Kind::Network, "{error}");
    let asked = listener.news.iter().filter(|news| matches!(news, vesper_catalog::News::Request(_))).count();
    assert_eq!(asked, 2, "who has no network is told soon");
    assert!(error.to_string().contains(gone.trim_start_matches("http://")), "{error}");
}
