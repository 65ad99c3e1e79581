//! Text that was written to break a reader.

use std::time::Instant;

use vesper_tts::{Reading, read};

/// Pieces that are repeated to make hostile texts.
const PIECES: &[&str] = &[
    "a",
    "9",
    "9 ",
    "1,",
    "1,111",
    "1.",
    "1.1.1.1.",
    "a.",
    "A.",
    "A. ",
    "a@",
    "a.b",
    "a/",
    "-",
    "--",
    "- ",
    "1-",
    "1 - ",
    "1/",
    "1:",
    "$",
    "$1",
    "$ ",
    "€1-",
    "+",
    "+1",
    "(",
    "((1)",
    "[",
    "]",
    "[a](",
    "](",
    "[](",
    "<",
    "<a",
    "<a ",
    "<!--",
    "</",
    "<script>",
    "<style>x</",
    "&",
    "&amp",
    "&#x",
    "*",
    "**a",
    "*a ",
    "_",
    "__a_",
    "~",
    "`",
    "``",
    "```\n",
    "~~~a\n",
    "````\n```\n",
    "#",
    "# \n",
    "> ",
    ">>",
    "|",
    "|a|\n",
    "\\",
    "\\\\*",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    ".",
    "...",
    "?!",
    "!",
    "'",
    "''a",
    "\"",
    "12\"",
    "“",
    "\u{AD}",
    "\u{200B}",
    "\u{200D}",
    "\u{202E}",
    "\u{300}",
    "😀",
    "👩\u{200D}",
    "\u{FE0F}",
    "½",
    "1½",
    "x",
    "2x",
    "I",
    "IV ",
    "Louis X",
    "Chapter M",
    "Dr. ",
    "e.g.",
    "J. R",
    "U.S",
    "July ",
    "July 1, ",
    "1 July ",
    "3. ",
    "am 3.",
    "5 p.",
    "5 p.m",
    "1980s-",
    "NASA ",
    "TOOK ",
    "www.",
    "http://",
    "a://",
    "123-456-",
    "(123)",
    "06 12 ",
    "№",
    "°",
    "5°",
    "5 km/",
    "%",
    "²",
    "http",
    "com.",
    "12 Elm ",
    "1 A St ",
    ", CA ",
    "ü",
    "ª",
    "1ª",
    "1.º",
    "한",
    "。",
    "\u{2029}",
    "\u{2028}",
];

const LANGUAGES: &[&str] = &["en", "fr", "de", "es", "it", "pt", "nl", "xx", ""];

/// Whatever the text, ranges lie within it, are in order, and fall on characters.
fn sound(text: &str, reading: &Reading) {
    let mut last = 0;
    for sentence in &reading.sentences {
        let mut said = 0;
        assert!(!sentence.words.is_empty() && sentence.spoken.trim() == sentence.spoken, "{sentence:?}");
        for word in &sentence.words {
            assert!(word.shown.start >= last && text.get(word.shown.clone()).is_some(), "{:?}", word.shown);
            assert!(word.spoken.start >= said, "{:?} before {said}", word.spoken);
            assert!(
                sentence.spoken.get(word.spoken.clone()).is_some_and(|said| !said.is_empty()),
                "{:?}",
                word.spoken
            );
            last = word.shown.end;
            said = word.spoken.end;
        }
    }
    let mut last = 0;
    for ignored in &reading.ignored {
        assert!(ignored.shown.start >= last && text.get(ignored.shown.clone()).is_some(), "{ignored:?}");
        last = ignored.shown.end;
    }
}

#[test]
fn any_two_pieces_in_any_language() {
    let mut turn = 0;
    for first in PIECES {
        for second in PIECES {
            let text = format!("{first}{second}").repeat(6);
            // English has the most rules; the others take turns.
            for language in ["en", LANGUAGES[turn % LANGUAGES.len()]] {
                let reading = read(&text, language);
                sound(&text, &reading);
            }
            turn += 1;
        }
    }
}

#[test]
fn chance_finds_nothing_either() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % most as u64) as usize
    };
    for _ in 0..3000 {
        let length = next(60);
        let text: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        let reading = read(&text, LANGUAGES[next(LANGUAGES.len())]);
        sound(&text, &reading);
        let limit = 1 + next(20);
        for sentence in reading.sentences {
            let whole = sentence.spoken.clone();
            let pieces = sentence.split(limit, |text| text.chars().count());
            assert!(pieces.iter().all(|piece| !piece.spoken.is_empty()), "{whole:?}");
        }
    }
}

/// Sixteen times the text may not take much more than sixteen times as long. The bound is wide and a miss is
/// measured again, because the machine may be busy; what is not linear misses it by far each time.
#[test]
fn time_grows_with_the_length_only() {
    const SHORT: usize = 1 << 16;
    let begun = Instant::now();
    for piece in PIECES {
        let time = |length: usize| {
            let text = piece.repeat(length / piece.len());
            let start = seconds(begun);
            let reading = read(&text, "en");
            let took = seconds(begun) - start;
            sound(&text, &reading);
            took
        };
        let missed = |_| {
            let short = time(SHORT).max(0.002);
            let long = time(SHORT * 16);
            long > short * 16.0 * 4.0
        };
        assert!(!(0..4).all(missed), "{piece:?} takes more time than its length explains");
    }
}

/// How long this thread has computed, where the system says so: what others do meanwhile is not counted then. Since
/// `begun` otherwise.
fn seconds(begun: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let computed = told.and_then(|told| told.split_whitespace().next()?.parse::<u64>().ok());
    computed.map_or_else(|| begun.elapsed().as_secs_f64(), |nanoseconds| nanoseconds as f64 / 1e9)
}

#[test]
fn a_number_of_three_hundred_digits_is_said_digit_by_digit() {
    let text = format!("1{} grains", "0".repeat(300));
    let spoken = crate::said(&text, "en");
    assert_eq!(spoken.matches("zero").count(), 300);
    assert!(spoken.starts_with("one zero") && spoken.ends_with("grains"));
}

#[test]
fn deep_nesting_is_only_text() {
    let text = format!("{}word{}", "<div><b>[*(".repeat(50_000), ")*]</b></div>".repeat(50_000));
    assert_eq!(crate::heard(&crate::said(&text, "en")), "word");
}

#[test]
fn a_sentence_without_end_is_cut_in_linear_time() {
    let text = "word and another one ".repeat(50_000);
    let reading = read(&text, "en");
    let calls = std::cell::Cell::new(0_usize);
    let bytes = std::cell::Cell::new(0_usize);
    let length = |text: &str| {
        calls.set(calls.get() + 1);
        bytes.set(bytes.get() + text.len());
        text.split_whitespace().count()
    };
    let pieces: Vec<_> =
        reading.sentences.into_iter().flat_map(|sentence| sentence.split(50, length)).collect();
    assert!(pieces.len() >= 4000);
    assert!(bytes.get() < text.len() * 8, "{} calls on {} bytes", calls.get(), bytes.get());
}
