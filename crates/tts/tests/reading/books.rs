//! Whole books: every word that is shown is said, once, in order.

use std::fs;

use vesper_tts::{Reading, read};

use crate::data;

#[test]
fn alice_and_grimm_keep_every_word() {
    for (path, words) in [("text/alice.txt", 26_000), ("text/pg2591.txt", 100_000)] {
        let Some(file) = data(path) else { continue };
        let text = fs::read_to_string(file).unwrap();
        let start = std::time::Instant::now();
        let reading = read(&text, "en");
        let speed = text.len() as f64 / 1e6 / start.elapsed().as_secs_f64();
        let shown = shown_words(&text);
        assert!(shown.len() > words, "{path} has {} words only", shown.len());
        covered(&text, &reading, &shown);
        let same = equal(&text, &reading);
        eprintln!(
            "{path}: {} words, {} sentences, {same} said as shown, {speed:.1} MB/s",
            shown.len(),
            reading.sentences.len()
        );
        let left: Vec<&str> = reading.ignored.iter().map(|ignored| &text[ignored.shown.clone()]).collect();
        assert!(left.iter().all(|left| !left.chars().any(char::is_alphabetic)), "left out: {left:?}");
        for sentence in &reading.sentences {
            let last = sentence.spoken.trim_end_matches(['.', '\'', '"']);
            for title in [" Dr", " Mr", " Mrs", " St"] {
                assert!(!last.ends_with(title), "cut behind a title: {}", sentence.spoken);
            }
        }
    }
}

/// The words of `text`, as ranges: letters and figures with what stands within them.
fn shown_words(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut words = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                words.push(start..at);
                from = None;
            }
            _ => {}
        }
    }
    words
}

/// Every word of `shown` lies in exactly one word of the reading, and these are in order.
fn covered(text: &str, reading: &Reading, shown: &[std::ops::Range<usize>]) {
    let all: Vec<_> = reading.sentences.iter().flat_map(|sentence| &sentence.words).collect();
    for pair in all.windows(2) {
        assert!(
            pair[0].shown.end <= pair[1].shown.start,
            "out of order: {:?}",
            &text[pair[0].shown.start..pair[1].shown.end]
        );
    }
    let mut next = 0;
    for word in shown {
        while all.get(next).is_some_and(|read| read.shown.end <= word.start) {
            next += 1;
        }
        let inside =
            all.get(next).is_some_and(|read| read.shown.start <= word.start && word.end <= read.shown.end);
        assert!(
            inside,
            "not said: {:?} in {:?}",
            &text[word.clone()],
            text.get(word.start.saturating_sub(30)..word.end + 30)
        );
    }
}

/// How many words are said as shown, of those that are letters only; fails on another.
fn equal(text: &str, reading: &Reading) -> usize {
    let mut same = 0;
    for sentence in &reading.sentences {
        for word in &sentence.words {
            let shown = &text[word.shown.clone()];
            let spoken = &sentence.spoken[word.spoken.clone()];
            if !shown.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '-' || c == '’') {
                continue;
            }
            if matches!(shown, "Mr" | "Mrs" | "Dr") {
                continue;
            }
            let roman = shown.chars().all(|c| "IVXLC".contains(c));
            assert!(
                roman || shown.to_lowercase() == spoken.to_lowercase(),
                "{shown:?} is said as {spoken:?} in {:?}",
                sentence.spoken
            );
            same += 1;
        }
    }
    same
}
