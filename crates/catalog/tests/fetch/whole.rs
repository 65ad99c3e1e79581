use std::sync::Arc;

use sha1::Digest;
use vesper_catalog::{Lock, Model, ModelFile, News, Origin, Presence, Step};
use vesper_speech::Kind;

use crate::server::{Asked, Reply, Server};
use crate::world::{COMMIT, FILE, TOKEN, World, bytes, large, sha256};

/// A small file has git's hash of it for a tag, and no other.
fn small(asked: &Asked, content: &Arc<Vec<u8>>) -> Reply {
    let mut git = sha1::Sha1::new_with_prefix(format!("blob {}\0", content.len()));
    git.update(content.as_slice());
    let tag: String = git.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let range = asked.range(content.len() as u64).unwrap_or(0..content.len() as u64);
    let (status, range) = if asked.method == "GET" {
        (206, range.start as usize..range.end as usize)
    } else {
        (200, 0..content.len())
    };
    let told = format!("bytes {}-{}/{}", range.start, range.end.saturating_sub(1), content.len());
    let reply =
        Reply::of(status, content, range).with("X-Repo-Commit", COMMIT).with("ETag", format!("\"{tag}\""));
    if status == 206 { reply.with("Content-Range", told) } else { reply }
}

#[test]
fn a_model_arrives_whole_from_one_commit_and_every_request_was_told() {
    let (weights, words) = (bytes(3_000_000, 1), bytes(700, 2));
    let (of_weights, of_words) = (weights.clone(), words.clone());
    let server = Server::start(move |asked| {
        if asked.path.ends_with(FILE) { large(asked, &of_weights) } else { small(asked, &of_words) }
    });
    let world = World::new(server.url(), &[FILE, "tokens/words.json"]);
    assert_eq!(world.store.presence(&world.model), Presence::Absent);
    let listener = world.brings();

    world.has(FILE, &weights);
    world.has("tokens/words.json", &words);
    assert_eq!(world.store.presence(&world.model), Presence::Whole { bytes: 3_000_700 });
    let lock = Lock::read(&world.store, &world.model).unwrap().unwrap();
    assert_eq!(lock.commit.as_deref(), Some(COMMIT));
    let origin = |name: &str| lock.file(name).map(|file| (file.sha256, file.origin));
    assert_eq!(origin(FILE), Some((sha256(&weights), Origin::Hub)));
    assert_eq!(origin("tokens/words.json"), Some((sha256(&words), Origin::Hub)));

    let told: Vec<(String, String)> = listener
        .requests()
        .iter()
        .map(|request| (request.method.to_string(), request.path.clone()))
        .collect();
    let asked: Vec<(String, String)> =
        server.asked().iter().map(|asked| (asked.method.clone(), asked.path.clone())).collect();
    let sorted = |mut list: Vec<(String, String)>| {
        list.sort();
        list
    };
    assert_eq!(sorted(told), sorted(asked));
    assert!(listener.requests().iter().all(|request| request.host == server.host()));
    assert_eq!(server.sent(), 3_000_700, "no byte twice");
    assert_eq!(listener.received(), server.sent());
    let of_commit = format!("/maker/model/resolve/{COMMIT}/");
    assert!(server.gets().iter().all(|asked| asked.path.starts_with(&of_commit)));
    assert!(server.asked().iter().all(|asked| asked.header("accept-encoding") == Some("identity")));
    assert!(
        server.asked().iter().all(|asked| asked.header("authorization") == Some(&format!("Bearer {TOKEN}")))
    );

    server.forget();
    world.brings();
    assert!(server.asked().is_empty(), "what is whole is not asked about again");
}

#[test]
fn progress_grows_to_the_end_and_says_what_is_at_hand() {
    let content = bytes(4_000_000, 3);
    let of = content.clone();
    let slow = std::time::Duration::from_millis(10);
    let server = Server::start(move |asked| large(asked, &of).dripping(32 << 10, slow));
    let world = World::new(server.url(), &[FILE]);
    let progress = world.brings().progress();
    assert_eq!(progress[0].step, Step::Resolving);
    let fetching: Vec<_> = progress.iter().filter(|progress| progress.step == Step::Fetching).collect();
    assert!(fetching.len() >= 2, "{progress:?}");
    assert!(fetching.is_sorted_by_key(|progress| progress.done));
    assert!(fetching.iter().all(|progress| progress.total == Some(4_000_000) && progress.file == FILE));
    // 4 MB at some 4 × 3 MB/s take long enough for ten a second to be few.
    assert!(progress.len() < 40, "{}", progress.len());
}

#[test]
fn small_files_are_held_to_gits_hash() {
    let (right, wrong) = (bytes(900, 4), bytes(900, 5));
    let server = Server::start(move |asked| {
        let reply = small(asked, &right);
        if asked.method == "GET" {
            Reply::of(206, &wrong, 0..900).with("Content-Range", "bytes 0-899/900")
        } else {
            reply
        }
    });
    let world = World::new(server.url(), &["config.json"]);
    let error = world.refuses();
    assert_eq!(error.kind, Kind::BadFile, "{error}");
    assert!(error.to_string().contains("config.json"), "{error}");
    world.lacks("config.json");
}

#[test]
fn an_empty_file_is_a_file() {
    let content = bytes(0, 1);
    let server = Server::start(move |asked| large(asked, &content));
    let world = World::new(server.url(), &["empty.txt"]);
    world.brings();
    world.has("empty.txt", &[]);
}

#[test]
fn what_the_catalog_says_must_be_what_the_hub_has() {
    let content = bytes(50_000, 6);
    let of = content.clone();
    let server = Server::start(move |asked| large(asked, &of));
    let listed = |file: ModelFile| Model { files: vec![file], ..World::new(server.url(), &[]).model };
    let file = |size, sha256| ModelFile { name: FILE.into(), size, sha256 };
    for bad in [file(Some(49_999), None), file(None, Some(sha256(b"other")))] {
        let mut world = World::new(server.url(), &[FILE]);
        world.model = listed(bad);
        let error = world.refuses();
        assert_eq!(error.kind, Kind::BadFile, "{error}");
        assert!(server.gets().is_empty(), "it was asked for all the same");
        world.lacks(FILE);
    }
    let mut world = World::new(server.url(), &[FILE]);
    world.model = listed(file(Some(50_000), Some(sha256(&content))));
    world.brings();
    let lock = Lock::read(&world.store, &world.model).unwrap().unwrap();
    assert_eq!(lock.files[0].origin, Origin::Catalog);
}

#[test]
fn a_file_whose_header_would_trip_a_library_is_refused() {
    let content = bytes(40_000, 7);
    let server = Server::start(move |asked| large(asked, &content));
    let world = World::new(server.url(), &["model.gguf"]);
    let error = world.refuses();
    assert_eq!(error.kind, Kind::BadFile, "{error}");
    world.lacks("model.gguf");
    assert!(!world.path("model.gguf.part").exists());
}

#[test]
fn a_file_that_was_whole_before_its_lock_was_written_is_taken_as_it_is() {
    let content = bytes(2_000_000, 8);
    let of = content.clone();
    let server = Server::start(move |asked| large(asked, &of));
    let world = World::new(server.url(), &[FILE]);
    std::fs::create_dir_all(world.path("")).unwrap();
    std::fs::write(world.path(FILE), content.as_slice()).unwrap();
    let listener = world.brings();
    world.has(FILE, &content);
    assert_eq!(server.sent(), 0);
    assert!(
        listener.progress().iter().any(|progress| progress.step == Step::Verifying),
        "{:?}",
        listener.news
    );

    // One that is not the right one is replaced.
    let world = World::new(server.url(), &[FILE]);
    std::fs::create_dir_all(world.path("")).unwrap();
    std::fs::write(world.path(FILE), bytes(2_000_000, 9).as_slice()).unwrap();
    world.brings();
    world.has(FILE, &content);
}

#[test]
fn no_news_holds_the_token_or_a_query() {
    let content = bytes(100_000, 10);
    let server = Server::start(move |asked| {
        if asked.path.contains("signature") {
            large(asked, &content)
        } else {
            Reply::status(302).with("Location", "/elsewhere/file?signature=verysecret")
        }
    });
    let world = World::new(server.url(), &[FILE]);
    let listener = world.brings();
    let text = format!("{:?} {:?}", listener.news, world.hub);
    assert!(!text.contains(TOKEN) && !text.contains("verysecret"), "{text}");
    assert!(
        listener
            .news
            .iter()
            .any(|news| matches!(news, News::Request(request) if request.path == "/elsewhere/file"))
    );
}
