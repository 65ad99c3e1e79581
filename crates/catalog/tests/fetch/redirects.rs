use vesper_speech::Kind;

use crate::server::{Reply, Server};
use crate::world::{COMMIT, FILE, TOKEN, World, bytes, large, sha256};

/// A hub that knows the file and sends who wants it to `cdn`, as the real one does.
fn hub(location: String, content: &[u8]) -> Server {
    let (size, tag) = (content.len(), sha256(content));
    Server::start(move |_| {
        Reply::status(302)
            .with("Location", &location)
            .with("X-Repo-Commit", COMMIT)
            .with("X-Linked-Size", size)
            .with("X-Linked-ETag", format!("\"{tag}\""))
    })
}

#[test]
fn only_the_hub_sees_the_token() {
    for host in ["127.0.0.1", "127.0.0.2"] {
        let content = bytes(3_000_000, 31);
        let of = content.clone();
        let cdn = Server::on(host, move |asked| large(asked, &of));
        let hub = hub(format!("{}/signed?signature=1", cdn.url()), &content);
        let world = World::new(hub.url(), &[FILE]);
        let listener = world.brings();
        world.has(FILE, &content);
        let seen = |server: &Server| {
            server.asked().iter().filter(|asked| asked.header("authorization").is_some()).count()
        };
        assert!(seen(&hub) > 0);
        assert_eq!(seen(&hub), hub.asked().len());
        assert_eq!(seen(&cdn), 0, "the token went to {host}");
        assert!(cdn.asked().iter().all(|asked| !format!("{asked:?}").contains(TOKEN)));
        let hosts: Vec<String> = listener.requests().into_iter().map(|request| request.host).collect();
        assert!(hosts.contains(&hub.host()) && hosts.contains(&cdn.host()), "{hosts:?}");
        assert_eq!(cdn.sent(), content.len() as u64);
        assert!(hub.asked().len() <= 3, "the way there is remembered: {:?}", hub.asked().len());
    }
}

#[test]
fn an_address_that_has_run_out_is_asked_for_again() {
    let content = bytes(3_000_000, 32);
    let of = content.clone();
    let count = std::sync::atomic::AtomicUsize::new(0);
    let cdn = Server::on("127.0.0.2", move |asked| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if number % 4 == 3 { Reply::status(403) } else { large(asked, &of) }
    });
    let hub = hub(format!("{}/signed", cdn.url()), &content);
    let mut world = World::new(hub.url(), &[FILE]);
    world.hub.limits.connections = 1;
    world.brings();
    world.has(FILE, &content);
    assert_eq!(cdn.sent(), content.len() as u64);
}

#[test]
fn circles_and_strange_schemes_are_not_followed() {
    let answers = [
        (302, "/round", "from one address to the next"),
        (302, "file:///etc/passwd", "file:"),
        (307, "ftp://example.com/x", "ftp:"),
        (302, "http://user:pass@127.0.0.1/x", "password"),
        (302, "http://", "web address"),
    ];
    for (status, location, word) in answers {
        let server = Server::start(move |_| Reply::status(status).with("Location", location));
        let world = World::new(server.url(), &[FILE]);
        let error = world.refuses();
        assert_eq!(error.kind, Kind::Network, "{error}");
        assert!(error.to_string().contains(word), "{error}");
        assert!(server.asked().len() <= 9, "{}", server.asked().len());
        world.lacks(FILE);
    }
}
