//! The day: told from feeds on loopback, steered by who hears it, saved, agreed on, made ready.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::Builder;

use serde_json::Value;
use vesper_audio::read;

use crate::bench::{Bench, Running, has_voice};

/// The paths that were asked for.
type Asked = Arc<Mutex<Vec<String>>>;

struct Feeds {
    address: String,
    asked: Asked,
}

const ITEMS: [(&str, &str, &str); 3] = [
    (
        "Ferry runs again",
        "/ferry",
        "The ferry to Shapinsay runs again. It had lain still for 12 days. Its crew painted the hull meanwhile. \
         The first boat leaves at noon on most days of the week.",
    ),
    ("Bakery opens", "/bakery", "A bakery opens in the old station. It sells bread made of rye alone."),
    (
        "Whales come back",
        "/whales",
        "Four whales swim in the bay once more. Nobody had seen them since 1998.",
    ),
];

/// What the page of the ferry says beyond the feed.
const BEYOND: &str = "Divers had found a rope around the propeller.";

fn page() -> String {
    let whole = format!(
        "{} {BEYOND} The harbour office paid for the repair out of its own chest this year.",
        ITEMS[0].2
    );
    let rest =
        "Nobody on the island was cut off, since the small boats of the fishermen went on all the time. ";
    format!(
        "<html><body><nav>Menu</nav><article><p>{whole}</p><p>{}</p></article></body></html>",
        rest.repeat(4)
    )
}

impl Feeds {
    fn new() -> Feeds {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Asked::default();
        let log = asked.clone();
        let serve = move || listener.incoming().flatten().for_each(|stream| drop(serve(&stream, &log)));
        Builder::new().name("feeds".into()).spawn(serve).expect("a thread");
        Feeds { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("what was asked").clone()
    }

    /// A home that has chosen the feed.
    fn chosen(&self) -> Bench {
        let bench = Bench::new();
        bench
            .run(&["daily", "feeds", "add", &format!("{}/feed", self.address), "--title", "Harbour Post"])
            .ok();
        bench
    }
}

fn serve(mut stream: &TcpStream, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let path = lines.next().transpose()?.unwrap_or_default().split(' ').nth(1).unwrap_or_default().to_owned();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let item = |(title, link, text): &(&str, &str, &str)| {
        format!("<item><title>{title}</title><link>{link}</link><description>{text}</description></item>")
    };
    let (kind, body) = match path.as_str() {
        "/feed" => {
            let items: String = ITEMS.iter().map(item).collect();
            let head = "<title>Harbour Post</title><language>en</language>";
            ("application/rss+xml", format!("<rss version=\"2.0\"><channel>{head}{items}</channel></rss>"))
        }
        _ => ("text/html", page()),
    };
    log.lock().expect("what was asked").push(path);
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// Reads on until a line that has `words`; gives the lines and chapters up to it.
fn until_said(day: &mut Running, words: &str) -> Vec<String> {
    let mut told = Vec::new();
    loop {
        let value = day.next().unwrap_or_else(|| panic!("it ended before {words:?}: {told:?}"));
        let text = match value["event"].as_str() {
            Some("line") => value["text"].as_str(),
            Some("chapter") => value["title"].as_str(),
            _ => None,
        };
        told.extend(text.map(str::to_owned));
        if value["event"] == "line" && text.is_some_and(|text| text.contains(words)) {
            return told;
        }
    }
}

fn steered(day: &mut Running, words: &str) -> Value {
    day.press(words);
    day.until("steered")
}

#[test]
fn who_hears_the_day_is_told_more_saves_and_skips() {
    if !has_voice() {
        return;
    }
    let feeds = Feeds::new();
    let bench = feeds.chosen();
    let mut day = bench.start(&["--json", "daily", "--verbatim", "--pace", "1.6"]);
    until_said(&mut day, "runs again");
    let more = steered(&mut day, "tell me more, please");
    assert_eq!((&more["what"], &more["title"]), (&"more".into(), &"Ferry runs again".into()));
    let told = until_said(&mut day, "propeller");
    assert!(!told.iter().any(|line| line.contains("Bakery")), "more comes before the next item: {told:?}");
    assert_eq!(steered(&mut day, "save this")["title"], "Ferry runs again");
    assert_eq!(steered(&mut day, "skip")["what"], "skipped");
    let told = until_said(&mut day, "old station");
    assert_eq!(told[0], "Bakery opens", "the rest of the ferry is left out");
    day.press("next item");
    let told = until_said(&mut day, "Four whales");
    assert!(!told.iter().any(|line| line.contains("rye")), "{told:?}");
    assert!(until_said(&mut day, "the day so far").len() > 1);
    assert_eq!(day.code(), Some(0));
    assert_eq!(feeds.asked(), ["/feed", "/ferry"], "one article, because more of it was wanted");

    let saved = bench.run(&["--json", "daily", "saved"]).ok().values();
    assert_eq!(
        (saved.len(), &saved[0]["title"], &saved[0]["source"]),
        (1, &"Ferry runs again".into(), &"Harbour Post".into())
    );
    assert_eq!(saved[0]["address"], format!("{}/ferry", feeds.address));
    assert!(saved[0]["told"].to_string().contains("propeller"), "{saved:?}");
    bench.run(&["daily", "saved", "export", "read.md"]).ok();
    let text = std::fs::read_to_string(bench.path("read.md")).expect("a file");
    assert!(text.contains("## Ferry runs again") && text.contains("propeller"), "{text}");
    bench.run(&["daily", "saved", "remove", "2"]).refused(&["number 2", "vesper daily saved"]);
    bench.run(&["daily", "saved", "remove", "1"]).ok();
    assert!(bench.run(&["--json", "daily", "saved", "list"]).ok().values().is_empty());
    let again = bench.run(&["daily", "--again", "--out", "day.ink"]).ok();
    let ink = std::fs::read_to_string(bench.path("day.ink")).expect("a script");
    assert!(ink.contains("propeller"), "what was told more is in the day that is kept: {again:?}\n{ink}");
}

#[test]
fn offline_more_is_the_sources_own_and_nobody_is_asked() {
    if !has_voice() {
        return;
    }
    let feeds = Feeds::new();
    let bench = feeds.chosen();
    bench.run(&["daily", "--verbatim", "--minutes", "1", "--out", "day.ink"]).ok();
    let mut day = bench.start(&["--json", "daily", "--verbatim", "--offline", "--pace", "1.6"]);
    assert_eq!(steered(&mut day, "save it")["what"], "nothing", "there is nothing in an opening to be saved");
    until_said(&mut day, "Four whales");
    assert_eq!(steered(&mut day, "more")["what"], "more");
    until_said(&mut day, "no more about this");
    drop(day);
    assert_eq!(feeds.asked(), ["/feed"]);
}

#[test]
fn a_time_is_agreed_on_shown_and_taken_back() {
    let bench = Bench::new();
    assert!(bench.run(&["daily", "schedule"]).ok().out.contains("No time is agreed"));
    bench.run(&["daily", "wait"]).refused(&["no time is agreed", "vesper daily schedule"]);
    let agreed = bench.run(&["daily", "schedule", "7:30", "--days", "mon-fri", "--minutes", "1"]).ok();
    assert!(
        agreed.out.contains("mon-fri at 07:30, 1 minute.") && agreed.out.contains("Next: "),
        "{agreed:?}"
    );
    let shown = bench.run(&["--json", "daily", "schedule"]).ok().values();
    assert_eq!((&shown[0]["at"], &shown[0]["minutes"]), (&"07:30".into(), &1.into()));
    assert!(shown[0]["next"].as_i64().is_some_and(|next| next > 0), "{shown:?}");
    for wrong in
        [&["24:00"][..], &["7"], &["7:5"], &["+7:30"], &["7:30", "--days", "someday"], &["--days", "mon"]]
    {
        let answer = bench.run(&[&["daily", "schedule"], wrong].concat());
        assert_eq!(answer.code, Some(2), "{answer:?}");
    }
    assert!(bench.run(&["daily", "schedule", "off"]).ok().out.contains("No time is agreed"));
    assert_eq!(bench.run(&["--json", "daily", "schedule"]).ok().values()[0]["at"], Value::Null);
}

#[test]
fn a_day_is_made_ready_in_silence_and_told_without_asking_anybody() {
    if !has_voice() {
        return;
    }
    let feeds = Feeds::new();
    let bench = feeds.chosen();
    bench.run(&["daily", "--ready"]).refused(&["no day is ready", "vesper daily ready"]);
    let made = bench.run(&["daily", "--verbatim", "--minutes", "1", "ready"]).ok();
    assert_eq!((made.out.as_str(), made.err.as_str()), ("", ""));
    assert_eq!(feeds.asked(), ["/feed"]);
    let mut day = bench.start(&["--json", "daily", "--verbatim", "--ready", "--pace", "1.6"]);
    until_said(&mut day, "runs again");
    steered(&mut day, "next item");
    let told = until_said(&mut day, "old station");
    assert!(!told.iter().any(|line| line.contains("painted")), "{told:?}");
    until_said(&mut day, "the day so far");
    assert_eq!(day.code(), Some(0));
    assert_eq!(feeds.asked(), ["/feed"]);
    bench.run(&["daily", "--ready"]).refused(&["no day is ready"]);
    std::fs::write(bench.home().join("daily/ready.json"), "{\"due\":").expect("written");
    bench.run(&["daily", "--ready"]).refused(&["ready.json", "Delete it"]);
    let none = Bench::new();
    none.run(&["daily", "ready"]).refused(&["no feeds"]);
}

#[test]
fn a_day_becomes_a_file_that_says_what_its_sources_say() {
    if !has_voice() {
        return;
    }
    let feeds = Feeds::new();
    let bench = feeds.chosen();
    let values =
        bench.run(&["--json", "daily", "--verbatim", "--minutes", "1", "--out", "day.wav"]).ok().values();
    let said = |words: &str| {
        values.iter().any(|value| value["text"].as_str().is_some_and(|text| text.contains(words)))
    };
    assert!(said("Harbour Post, a moment ago.") && said("runs again") && said("old station"), "{values:?}");
    let sound = read(bench.path("day.wav")).expect("a sound file");
    assert!(sound.rate == 48_000 && sound.samples.len() > 10 * 48_000, "{}", sound.samples.len());
}
