//! Sixty files as feeds have them, sound, broken and hostile: what each gives, in what time and memory, and that nothing of
//! it reaches a voice, a script or another machine that should not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::alloc::System;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use cap::Cap;
use jiff::Zoned;
use vesper_script::{Cue, Playhead, Script, Start};
use vesper_speech::{Kind, Result};
use vesper_studio::daily::{
    Answer, Edition, Feed, Fetcher, Item, LONGEST_FEED, Length, Limits, Material, Prompts, Reading, Request,
    Wish, Witness, Writer, read,
};

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// What is counted belongs to one test at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

const ADDRESS: &str = "https://post.example/feed.xml";
/// What the listener is promised is 2 s and 256 MB; a busy machine and an unoptimised build are given more time.
const TIME: Duration = Duration::from_secs(10);
const PROMISED: Duration = Duration::from_secs(2);
const MOST_MEMORY: usize = 256 << 20;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/daily/feeds")
}

/// Each file with the items that it should give; none where it should be refused.
fn expected() -> Vec<(String, Option<usize>)> {
    let text = std::fs::read_to_string(folder().join("expected.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let parts = lines.map(|line| line.split_once(' ').unwrap());
    parts.map(|(name, items)| (name.to_owned(), items.parse().ok())).collect()
}

/// Files that are too large to lie here.
fn made() -> Vec<(&'static str, Vec<u8>, Option<usize>)> {
    let rss = |inner: String| {
        format!("<rss version=\"2.0\"><channel><title>x</title>{inner}</channel></rss>").into_bytes()
    };
    let room = LONGEST_FEED - 4096;
    vec![
        (
            "an item of 100 MB",
            rss(format!(
                "<item><title>Long</title><description>{}</description></item>",
                "x".repeat(100 << 20)
            )),
            None,
        ),
        (
            "one long item of nearly 8 MB",
            rss(format!(
                "<item><title>Long words</title><description>{}</description></item>",
                "word and word and word and &lt;b&gt; ".repeat(room / 80)
            )),
            Some(1),
        ),
        ("sixty thousand items", rss("<item><title>Another one of many</title></item>".repeat(60_000)), None),
        (
            "twenty thousand items",
            rss("<item><title>Another one of many</title></item>".repeat(20_000)),
            Some(60),
        ),
        ("too many elements", rss("<a/>".repeat(room / 5)), None),
        (
            "a tag of nothing but attributes",
            rss(format!("<item {}><title>Attributes</title></item>", "a='b' ".repeat(room / 8))),
            None,
        ),
        (
            "nothing but ampersands",
            rss(format!("<item><title>Many signs {}</title></item>", "&".repeat(room / 8))),
            None,
        ),
        (
            "many ampersands",
            rss(format!("<item><title>Many signs {}</title></item>", "& ".repeat(230_000))),
            Some(1),
        ),
        ("nothing but brackets", "<".repeat(room).into_bytes(), None),
        (
            "an item of nothing but tags",
            rss(format!(
                "<item><title>Tags here</title><description><![CDATA[{}]]></description></item>",
                "<b><i a=b>".repeat(room / 12)
            )),
            Some(1),
        ),
    ]
}

fn told_title(reading: &Reading) -> bool {
    reading.items.iter().all(|item| !item.title.is_empty() && item.title.chars().count() <= 200)
}

#[test]
fn no_file_crashes_hangs_or_fills_the_memory_and_each_gives_what_is_in_it() {
    let _alone = alone();
    let files = expected().into_iter().map(|(name, items)| {
        let bytes = std::fs::read(folder().join(&name)).unwrap();
        (name, bytes, items)
    });
    let all: Vec<_> =
        files.chain(made().into_iter().map(|(name, bytes, items)| (name.to_owned(), bytes, items))).collect();
    assert!(all.len() >= 60);
    let mut faults = Vec::new();
    let mut slowest = (Duration::ZERO, String::new());
    for (name, bytes, items) in all {
        // Whoever takes more is refused, which ends the test.
        MEMORY.set_limit(MEMORY.allocated() + MOST_MEMORY).unwrap();
        let begun = Instant::now();
        let found = read(ADDRESS, &bytes, None);
        let took = begun.elapsed();
        MEMORY.set_limit(usize::MAX).unwrap();
        match (&found, items) {
            (Ok(reading), Some(items)) if reading.items.len() == items && told_title(reading) => {}
            (Err(error), None) if error.kind == Kind::BadFile && !error.what.is_empty() => {}
            (found, _) => faults.push(format!(
                "{name}: {items:?} expected, and {:?} came",
                found.as_ref().map(|it| it.items.len())
            )),
        }
        if took > TIME {
            faults.push(format!("{name}: {took:?}"));
        }
        if took > PROMISED {
            eprintln!("{name}: {took:?}, more than is promised; is this machine busy?");
        }
        slowest = slowest.max((took, name));
    }
    eprintln!("the slowest: {slowest:?}");
    assert_eq!(faults, [""; 0]);
}

/// Every item of every file that is one.
fn everything() -> Vec<(Feed, Edition)> {
    let files = expected().into_iter().filter(|(_, items)| items.is_some());
    let editions = files.filter_map(|(name, _)| {
        let feed = Feed::new(&format!("https://{}.example/feed", name.replace('.', "-")), "", "").unwrap();
        let reading = read(&feed.address, &std::fs::read(folder().join(&name)).unwrap(), None).ok()?;
        let now = now();
        let items =
            reading.items.into_iter().map(|item| Item { when: item.when.or(Some(now)), ..item }).collect();
        let edition = Edition {
            address: feed.address.clone(),
            title: reading.title,
            language: reading.language,
            fetched: now,
            items,
            ..Edition::default()
        };
        Some((feed, edition))
    });
    editions.collect()
}

fn moment() -> Zoned {
    "2026-11-23T14:05:00[Europe/Paris]".parse().unwrap()
}

fn now() -> u64 {
    moment().timestamp().as_second() as u64
}

#[test]
fn what_hostile_feeds_say_is_words_and_nothing_else() {
    let _alone = alone();
    let writer = Writer::new(Prompts::shipped().unwrap());
    // Each alone, so that everything is told.
    for edition in everything() {
        let material = Material { editions: vec![edition.clone()], ..Material::default() };
        let mut briefing = writer.plan(&Wish::new(Length::Ten), &material, &moment()).unwrap();
        let mut cues: Vec<Cue> = Vec::new();
        writer.write(&mut briefing, None, &mut cues).unwrap();
        for line in cues.iter().filter_map(Cue::line) {
            let odd =
                ['<', '>', '{', '}', '[', ']', '#', '~', '*', '|', '\u{202e}', '\u{200b}', '\u{1b}', '\0'];
            assert!(
                !line.text.contains(odd) && !line.text.contains("->"),
                "{}: {:?}",
                edition.0.address,
                line.text
            );
            assert!(!line.text.contains("alert(") && !line.text.contains("root:"), "{:?}", line.text);
            assert!(line.text.chars().count() <= 220, "{:?}", line.text);
        }
        let ink = writer.ink(&briefing);
        let script =
            Script::parse("daily.ink", &ink, &|_| None).unwrap_or_else(|faults| panic!("{faults}\n{ink}"));
        assert_eq!(played(&script), spoken(&cues), "{}", edition.0.address);
    }
}

fn spoken(cues: &[Cue]) -> Vec<String> {
    cues.iter().filter_map(Cue::line).map(|line| line.text.clone()).collect()
}

fn played(script: &Script) -> Vec<String> {
    spoken(&Playhead::start(script, &Start::default()).unwrap().passage().unwrap().cues)
}

/// Lets nothing leave, and counts what wanted to.
#[derive(Default)]
struct Closed(AtomicUsize);

impl Witness for Closed {
    fn asked(&self, request: &Request) -> Result<i64> {
        self.0.fetch_add(1, Ordering::Relaxed);
        panic!("{request:?} wanted to leave");
    }

    fn answered(&self, _: i64, _: &Answer) {}
}

/// Addresses in the listener's own network, as hostile feeds write them.
const INSIDE: [&str; 12] = [
    "http://127.0.0.1:8080/admin",
    "http://localhost/",
    "http://[::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://192.168.1.1/reboot",
    "http://10.0.0.1/",
    "http://2130706433/",
    "http://0x7f.0.0.1/",
    "http://nas.local/",
    "http://[::ffff:10.0.0.1]/",
    "http://0.0.0.0/",
    "http://[fd00::1]/",
];

#[test]
fn no_link_of_a_feed_leads_into_the_listeners_own_network() {
    let _alone = alone();
    let closed = Closed::default();
    let fetcher = Fetcher { witness: &closed, limits: Limits::default() };
    let all = everything();
    for link in all.iter().flat_map(|(_, edition)| &edition.items).filter_map(|item| item.link.as_deref()) {
        let host = link.split('/').nth(2).unwrap();
        assert!(host.ends_with(".example"), "{link} is kept");
    }
    // Should one be kept all the same, it is not asked.
    for link in INSIDE {
        let error = fetcher.article(&all[0].0, link, &|| Ok(())).expect_err(link);
        assert_eq!(error.kind, Kind::Denied, "{link}: {error}");
    }
    assert_eq!(closed.0.load(Ordering::Relaxed), 0);
}
