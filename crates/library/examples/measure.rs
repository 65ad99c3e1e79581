//! How fast a library is: makes one with many lines, opens it, and uses it. Answers in JSON, in milliseconds.
//!
//!     measure make LIBRARY LINES | measure open LIBRARY | measure use LIBRARY

#![allow(clippy::print_stdout, reason = "what a program answers")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

use serde_json::json;
use vesper_library::{Begin, Library, Mode, Page, Said, Speaker};

/// Lines of one session.
const SESSION: u64 = 250;
const WORDS: usize = 6_000;
/// How often each thing is measured.
const TIMES: usize = 21;
const APPENDED: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["make", library, lines] => make(Path::new(library), lines.parse()?),
        ["open", library] => open(Path::new(library)),
        ["use", library] => used(Path::new(library)),
        _ => Err("measure make LIBRARY LINES | measure open LIBRARY | measure use LIBRARY".into()),
    }
}

/// Said in memory first, which waits for no disk, and brought in as an archive.
fn make(path: &Path, lines: u64) -> Result<(), Box<dyn Error>> {
    let mut memory = Library::in_memory()?;
    let mut speech = Speech::new();
    let mut session = None;
    for number in 0..lines {
        if number % SESSION == 0 {
            let begin = Begin {
                mode: [Mode::Story, Mode::Talk, Mode::Meditation, Mode::Daily]
                    [(number / SESSION % 4) as usize],
                script: None,
                title: speech.sentence(4),
                language: "en".into(),
            };
            session = Some(memory.begin(&begin)?);
        }
        if let Some(session) = session {
            memory.heard(session, &speech.said(number))?;
        }
    }
    let archive = path.with_extension("zip");
    let export = timed(|| memory.export(&archive, &mut Vec::new()))?;
    let mut library = Library::open(path)?.library;
    let import = timed(|| library.import(&archive, &mut Vec::new()).map(drop))?;
    let bytes = std::fs::metadata(&archive)?.len();
    drop(library);
    println!("{}", json!({"export_ms": export, "import_ms": import, "archive_bytes": bytes}));
    Ok(())
}

/// What the companion does before the window shows anything.
fn open(path: &Path) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let library = Library::open(path)?.library;
    let sessions = library.sessions(Page { skip: 0, count: 20 })?;
    let settings = library.settings()?;
    let open = ms(started);
    println!("{}", json!({"open_ms": open, "sessions": sessions.len(), "settings": settings.len()}));
    Ok(())
}

fn used(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut library = Library::open(path)?.library;
    let mut search = BTreeMap::new();
    let mut worst = 0.0_f64;
    for (name, query) in queries() {
        let mut times = Vec::new();
        let mut hits = 0;
        for _ in 0..TIMES {
            let started = Instant::now();
            hits = library.search(&query, 50)?.len();
            times.push(ms(started));
        }
        let median = median(&mut times);
        worst = worst.max(times.last().copied().unwrap_or_default());
        search.insert(name, json!({"ms": median, "hits": hits}));
    }
    let mut speech = Speech::new();
    let begin = Begin { mode: Mode::Talk, script: None, title: "Measured".into(), language: "en".into() };
    let session = library.begin(&begin)?;
    let mut appends = Vec::new();
    for number in 0..APPENDED {
        let said = speech.said(number as u64);
        let started = Instant::now();
        library.heard(session, &said)?;
        appends.push(ms(started));
    }
    let snapshot = timed(|| library.snapshot().map(drop))?;
    let archive = path.with_extension("zip");
    let export = timed(|| library.export(&archive, &mut Vec::new()))?;
    let check = timed(|| library.inspect().map(drop))?;
    let medians: Vec<f64> = search.values().filter_map(|found| found["ms"].as_f64()).collect();
    println!(
        "{}",
        json!({
            "search": search,
            "search_ms": medians.iter().copied().fold(0.0, f64::max),
            "search_worst_ms": worst,
            "append_ms": median(&mut appends),
            "append_worst_ms": appends.last(),
            "snapshot_ms": snapshot,
            "export_ms": export,
            "check_ms": check,
            "bytes": library.statistics()?.bytes,
        })
    );
    Ok(())
}

/// What people type, and what they do not.
fn queries() -> Vec<(&'static str, String)> {
    let words = Speech::new().words;
    vec![
        ("rare", words[WORDS - 3].clone()),
        ("common", words[0].clone()),
        ("two common", format!("{} {}", words[0], words[1])),
        ("prefix", words[0].chars().take(2).collect()),
        ("phrase", format!("\"{} {}\"", words[1], words[0])),
        ("absent", "zzyzzx".into()),
        ("hostile", format!("\" OR NEAR({} * ^ {{text}} : -- {}", words[0], "a ( ".repeat(2_000))),
    ]
}

/// Sentences of made-up words, as frequent as words are (Zipf's law); the same ones every time.
struct Speech {
    words: Vec<String>,
    state: u64,
}

impl Speech {
    fn new() -> Speech {
        let mut speech = Speech { words: Vec::new(), state: 7 };
        let (heads, tails) = (
            ["b", "d", "f", "gr", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "sh", ""],
            ["a", "e", "i", "o", "u", "an", "er", "il", "on", "ust"],
        );
        for number in 0..WORDS {
            let syllables = 1 + (number + 1).ilog10() as usize / 2 + speech.dice(2);
            let word: String = (0..syllables.max(1))
                .flat_map(|_| [heads[speech.dice(heads.len())], tails[speech.dice(tails.len())]])
                .collect();
            speech.words.push(word);
        }
        speech
    }

    fn said(&mut self, number: u64) -> Said {
        let length = 5 + self.dice(14);
        let speaker =
            if number.is_multiple_of(5) { Speaker::Listener } else { Speaker::Voice("narrator".into()) };
        let from = number % SESSION * 240_000;
        Said {
            speaker,
            text: self.sentence(length),
            heard: from..from + 200_000,
            cut: None,
            chapter: number.is_multiple_of(50).then(|| "A chapter".into()),
        }
    }

    fn sentence(&mut self, length: usize) -> String {
        let words: Vec<String> = (0..length).map(|_| self.word()).collect();
        let mut sentence = words.join(" ");
        sentence.push('.');
        sentence
    }

    /// The word of rank r with a probability of about 1/r.
    fn word(&mut self) -> String {
        let share = self.dice(1 << 24) as f64 / f64::from(1 << 24);
        let rank = (WORDS as f64).powf(share) as usize - 1;
        self.words[rank.min(WORDS - 1)].clone()
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    fn dice(&mut self, sides: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % sides
    }
}

fn timed(work: impl FnOnce() -> vesper_speech::Result<()>) -> vesper_speech::Result<f64> {
    let started = Instant::now();
    work()?;
    Ok(ms(started))
}

fn ms(since: Instant) -> f64 {
    (since.elapsed().as_secs_f64() * 1e5).round() / 100.0
}

/// Sorts them and gives the one in the middle.
fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
