//! What is fetched, from a server on loopback: never more than was asked for, and never without its being noted before.

use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Zoned;
use vesper_script::Cue;
use vesper_speech::{Error, Kind, Result};
use vesper_studio::daily::{
    Answer, Archive, Feed, Fetched, Fetcher, Length, Limits, Material, Prompts, Request, Wish, Witness,
    Writer,
};

use crate::server::{Server, whole};

const FEED: &str = "<rss version=\"2.0\"><channel><title>Harbour Post</title><language>en</language><item>\
                    <title>Ferry runs again after 12 days</title><link>/ferry</link>\
                    <description>The ferry between Kirkwall and Shapinsay runs again.</description></item></channel></rss>";

/// Notes everything.
#[derive(Default)]
struct Noted {
    asked: Mutex<Vec<Request>>,
    answered: Mutex<Vec<(i64, Answer)>>,
    /// Lets nothing leave.
    closed: bool,
}

impl Witness for Noted {
    fn asked(&self, request: &Request) -> Result<i64> {
        if self.closed {
            return Err(Error::new(Kind::Denied, request.host.clone(), "was not asked.", ""));
        }
        let mut asked = self.asked.lock().unwrap();
        asked.push(request.clone());
        Ok(asked.len() as i64)
    }

    fn answered(&self, asked: i64, answer: &Answer) {
        self.answered.lock().unwrap().push((asked, *answer));
    }
}

struct Home {
    _folder: tempfile::TempDir,
    archive: Archive,
    noted: Noted,
    limits: Limits,
}

impl Home {
    fn new() -> Home {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::at(folder.path().join("daily"));
        let limits = Limits { whole: Duration::from_secs(20), ..Limits::default() };
        Home { _folder: folder, archive, noted: Noted::default(), limits }
    }

    fn fetcher(&self) -> Fetcher<'_> {
        Fetcher { witness: &self.noted, limits: self.limits }
    }

    fn refresh(&self, feed: &Feed, now: u64) -> Result<Fetched> {
        self.fetcher().refresh(std::slice::from_ref(feed), &self.archive, now, &|| Ok(())).remove(0)
    }
}

fn feed(address: &str) -> Feed {
    Feed::new(address, "", "").unwrap()
}

#[test]
fn a_feed_is_asked_for_what_is_new_and_each_request_is_noted_before_it_leaves() {
    let server = Server::start(|_, head, stream| {
        if head.to_lowercase().contains("if-none-match: \"v1\"") {
            return whole(stream, "304 Not Modified", "", b"");
        }
        let headers = "Content-Type: application/rss+xml\r\nETag: \"v1\"\r\nLast-Modified: Mon, 23 Nov 2026 09:00:00 GMT\r\n";
        whole(stream, "200 OK", headers, FEED.as_bytes())
    });
    let home = Home::new();
    let feed = feed(&server.at("/feed.xml?token=secret"));
    assert_eq!(home.refresh(&feed, 100), Ok(Fetched::New));
    let first = home.archive.edition(&feed).unwrap().unwrap();
    assert_eq!((first.title.as_str(), first.items.len(), first.fetched), ("Harbour Post", 1, 100));
    assert_eq!(first.items[0].link.as_deref(), Some(server.at("/ferry").as_str()));
    assert_eq!(home.refresh(&feed, 200), Ok(Fetched::Unchanged));
    let second = home.archive.edition(&feed).unwrap().unwrap();
    assert_eq!((second.fetched, &second.items), (200, &first.items));
    let heard = server.heard();
    assert!(
        heard[1].to_lowercase().contains("if-modified-since: mon, 23 nov 2026 09:00:00 gmt"),
        "{}",
        heard[1]
    );
    let asked = home.noted.asked.lock().unwrap();
    assert_eq!(
        (asked.len(), asked[0].method, asked[0].path.as_str()),
        (2, "GET", "/feed.xml"),
        "without the token"
    );
    assert_eq!(asked[0].purpose, "feed 127.0.0.1");
    let answered = home.noted.answered.lock().unwrap();
    assert_eq!(answered[0], (1, Answer { status: Some(200), bytes: FEED.len() as u64 }));
    assert_eq!(answered[1].1.status, Some(304));
}

#[test]
fn nothing_leaves_that_the_witness_keeps_here() {
    let server = Server::start(|_, _, stream| whole(stream, "200 OK", "", FEED.as_bytes()));
    let home = Home { noted: Noted { closed: true, ..Noted::default() }, ..Home::new() };
    assert_eq!(home.refresh(&feed(&server.at("/feed")), 1).unwrap_err().kind, Kind::Denied);
    assert_eq!(server.heard(), [""; 0]);
}

#[test]
fn nobody_is_led_elsewhere_in_the_own_network() {
    let other = Server::start(|_, _, stream| whole(stream, "200 OK", "", FEED.as_bytes()));
    let inside = other.at("/admin");
    let port = other.address.rsplit(':').next().unwrap().to_owned();
    let server = Server::start(move |path, _, stream| {
        let to = match path {
            "/moved" => "/feed".to_owned(),
            "/inside" => inside.clone(),
            "/name" => format!("http://localhost:{port}/"),
            "/number" => format!("http://2130706433:{port}/"),
            "/mapped" => format!("http://[::ffff:127.0.0.1]:{port}/"),
            "/metadata" => "http://169.254.169.254/latest/".to_owned(),
            "/file" => "file:///etc/passwd".to_owned(),
            "/round" => "/round".to_owned(),
            _ => return whole(stream, "200 OK", "", FEED.as_bytes()),
        };
        whole(stream, "302 Found", &format!("Location: {to}\r\n"), b"")
    });
    let home = Home::new();
    assert_eq!(
        home.refresh(&feed(&server.at("/moved")), 1),
        Ok(Fetched::New),
        "on the server itself it may move"
    );
    for path in ["/inside", "/name", "/number", "/mapped", "/metadata"] {
        let error = home.refresh(&feed(&server.at(path)), 1).unwrap_err();
        assert_eq!(error.kind, Kind::Denied, "{path}: {error}");
        assert!(error.what.contains("your own network"), "{error}");
    }
    assert!(home.refresh(&feed(&server.at("/file")), 1).unwrap_err().what.contains("not followed"));
    assert!(
        home.refresh(&feed(&server.at("/round")), 1).unwrap_err().what.contains("one address to the next")
    );
    assert_eq!(other.heard(), [""; 0], "the other server was never asked");
    let rounds = server.heard().iter().filter(|head| head.starts_with("GET /round ")).count();
    assert_eq!(rounds, 6);
}

#[test]
fn what_is_packed_is_unpacked_as_far_as_there_is_room() {
    let packed = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let (sound, bomb) = (packed(FEED.as_bytes()), packed(&vec![b' '; 32 << 20]));
    assert!(bomb.len() < 1 << 20);
    let server = Server::start(move |path, _, stream| match path {
        "/sound" => whole(stream, "200 OK", "Content-Encoding: gzip\r\n", &sound),
        "/bomb" => whole(stream, "200 OK", "Content-Encoding: gzip\r\n", &bomb),
        "/cut" => whole(stream, "200 OK", "Content-Encoding: gzip\r\n", &sound[..40]),
        _ => whole(stream, "200 OK", "Content-Encoding: br\r\n", b"x"),
    });
    let home = Home::new();
    assert_eq!(home.refresh(&feed(&server.at("/sound")), 1), Ok(Fetched::New));
    for (path, why) in
        [("/bomb", "more than 8192 KB"), ("/cut", "cannot be unpacked"), ("/other", "not asked for")]
    {
        let error = home.refresh(&feed(&server.at(path)), 1).unwrap_err();
        assert!(error.what.contains(why), "{path}: {error}");
    }
}

#[test]
fn a_server_that_is_slow_endless_or_broken_is_left_and_the_others_are_not() {
    let server = Server::start(|path, _, stream| match path {
        "/slow" => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")?;
            for _ in 0..600 {
                stream.write_all(b" ")?;
                std::thread::sleep(Duration::from_millis(100));
            }
            Ok(())
        }
        "/silent" => {
            std::thread::sleep(Duration::from_secs(60));
            Ok(())
        }
        "/endless" => {
            write!(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
            let chunk = [b' '; 0x8000];
            loop {
                write!(stream, "8000\r\n")?;
                stream.write_all(&chunk)?;
                write!(stream, "\r\n")?;
            }
        }
        "/headers" => {
            write!(stream, "HTTP/1.1 200 OK\r\n")?;
            loop {
                write!(stream, "X-Long: {}\r\n", "x".repeat(4000))?;
            }
        }
        "/gone" => whole(stream, "404 Not Found", "", b""),
        "/nonsense" => stream.write_all(b"SSH-2.0-OpenSSH\r\n"),
        _ => whole(stream, "200 OK", "", FEED.as_bytes()),
    });
    let mut home = Home::new();
    home.limits.whole = Duration::from_secs(2);
    let paths = ["/slow", "/silent", "/endless", "/headers", "/gone", "/nonsense", "/sound"];
    let feeds: Vec<Feed> = paths.iter().map(|path| feed(&server.at(path))).collect();
    let begun = Instant::now();
    let results = home.fetcher().refresh(&feeds, &home.archive, 1, &|| Ok(()));
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    for (path, result) in paths.iter().zip(&results).take(6) {
        assert_eq!(result.as_ref().unwrap_err().kind, Kind::Network, "{path}: {result:?}");
    }
    assert_eq!(results[6], Ok(Fetched::New));
    assert!(results[4].as_ref().unwrap_err().what.contains("404"));
}

#[test]
fn whoever_does_not_want_to_wait_need_not() {
    let server = Server::start(|_, _, stream| whole(stream, "200 OK", "", FEED.as_bytes()));
    let home = Home::new();
    let stopped = || Err(Error::stopped());
    let results = home.fetcher().refresh(&[feed(&server.at("/feed"))], &home.archive, 1, &stopped);
    assert_eq!(results[0].as_ref().unwrap_err().kind, Kind::Stopped);
    assert_eq!(server.heard(), [""; 0]);
}

#[test]
fn an_article_is_fetched_where_its_feed_is_and_not_where_it_leads_inside() {
    let paragraph =
        "The ferry between Kirkwall and Shapinsay runs again, after it had lain still for 12 days. "
            .repeat(6);
    let page = format!(
        "<html><body><nav>Menu</nav><article><p>{paragraph}</p><p>{paragraph}</p></article></body></html>"
    );
    let server = Server::start(move |_, _, stream| {
        whole(stream, "200 OK", "Content-Type: text/html\r\n", page.as_bytes())
    });
    let other = Server::start(|_, _, stream| whole(stream, "200 OK", "", b"secret"));
    let home = Home::new();
    let near = feed(&server.at("/feed"));
    let text = home.fetcher().article(&near, &server.at("/ferry"), &|| Ok(())).unwrap();
    assert!(text.starts_with("The ferry between Kirkwall") && !text.contains("Menu"), "{text}");
    let far = feed("https://post.example/feed");
    for (feed, link) in [(&near, other.at("/")), (&far, server.at("/ferry")), (&far, other.at("/"))] {
        let error = home.fetcher().article(feed, &link, &|| Ok(())).unwrap_err();
        assert_eq!(error.kind, Kind::Denied, "{link}: {error}");
    }
    assert_eq!((other.heard().len(), server.heard().len()), (0, 1));
}

#[test]
fn without_a_connection_the_last_edition_is_told_with_its_age() {
    let now: Zoned = "2026-11-23T14:05:00[Europe/Paris]".parse().unwrap();
    let seconds = now.timestamp().as_second() as u64;
    let home = Home::new();
    let gone = {
        let server = Server::start(|_, _, stream| whole(stream, "200 OK", "", FEED.as_bytes()));
        let feed = feed(&server.at("/feed"));
        assert_eq!(home.refresh(&feed, seconds - 5 * 3600), Ok(Fetched::New));
        feed
    };
    // A port where nobody listens is a machine that is not there.
    let unreached = Feed { address: "http://127.0.0.1:9/feed".into(), ..gone.clone() };
    assert_eq!(home.refresh(&unreached, seconds).unwrap_err().kind, Kind::Network);
    let edition = home.archive.edition(&gone).unwrap().unwrap();
    let material = Material { editions: vec![(gone, edition)], offline: true, ..Material::default() };
    let writer = Writer::new(Prompts::shipped().unwrap());
    let mut briefing = writer.plan(&Wish::new(Length::One), &material, &now).unwrap();
    let mut cues: Vec<Cue> = Vec::new();
    writer.write(&mut briefing, None, &mut cues).unwrap();
    let said: Vec<&str> = cues.iter().filter_map(Cue::line).map(|line| line.text.as_str()).collect();
    assert!(said.contains(&"What follows was fetched 5 hours ago."), "{said:?}");
    assert!(said.contains(&"The ferry between Kirkwall and Shapinsay runs again."), "{said:?}");
}
