//! The way back from what is said to what is shown, and what is reported as left out.

use vesper_tts::{Why, read};

/// Pairs of what is shown and what is said for it.
fn pairs(text: &str, language: &str) -> Vec<(String, String)> {
    let reading = read(text, language);
    let words =
        reading.sentences.iter().flat_map(|sentence| sentence.words.iter().map(move |word| (sentence, word)));
    words
        .map(|(s, word)| (text[word.shown.clone()].to_owned(), s.spoken[word.spoken.clone()].to_owned()))
        .collect()
}

#[track_caller]
fn assert_pairs(text: &str, language: &str, expected: &[(&str, &str)]) {
    let pairs = pairs(text, language);
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(shown, spoken)| (shown.as_str(), spoken.as_str())).collect();
    assert_eq!(pairs, expected);
}

#[test]
fn captions_can_highlight_what_is_said() {
    assert_pairs(
        "It cost $3.50, Dr. Who!",
        "en",
        &[
            ("It", "It"),
            ("cost", "cost"),
            ("$3.50", "three dollars fifty cents"),
            ("Dr.", "Doctor"),
            ("Who", "Who"),
        ],
    );
    assert_pairs(
        "On July 4, 1776 it",
        "en",
        &[("On", "On"), ("July 4, 1776", "July fourth, seventeen seventy-six"), ("it", "it")],
    );
    assert_pairs("2-5 km", "en", &[("2-5 km", "two to five kilometers")]);
    assert_pairs("mid-1980s", "en", &[("mid-1980s", "mid nineteen eighties")]);
    assert_pairs("rabbit-hole", "en", &[("rabbit-hole", "rabbit-hole")]);
    assert_pairs(
        "am 15.01.2020 da",
        "de",
        &[("am", "am"), ("15.01.2020", "fünfzehnten Januar zweitausendzwanzig"), ("da", "da")],
    );
}

#[test]
fn markup_inside_words_does_not_break_the_way_back() {
    assert_pairs(
        "un*believ*able **bold** [link](http://x.y) a\u{AD}b fish &amp; x",
        "en",
        &[
            ("un*believ*able", "unbelievable"),
            ("bold", "bold"),
            ("link", "link"),
            ("a\u{AD}b", "ab"),
            ("fish", "fish"),
            ("&amp;", "and"),
            ("x", "x"),
        ],
    );
}

#[test]
fn what_is_left_out_is_reported() {
    let text = "Hi <b>you</b> *sighs* 😀 [a](u) b[1]\u{202E}\n```rust\nlet x = 1;\n```\nEnd (laughs).";
    let reading = read(text, "en");
    let left: Vec<(&str, Why)> = reading.ignored.iter().map(|i| (&text[i.shown.clone()], i.why)).collect();
    let expected = [
        ("<b>", Why::Tag),
        ("</b>", Why::Tag),
        ("*sighs*", Why::Direction),
        ("😀", Why::Picture),
        ("](u)", Why::Address),
        ("[1]", Why::Note),
        ("\u{202E}", Why::Control),
        ("```rust\nlet x = 1;\n```\n", Why::Code),
        ("(laughs)", Why::Direction),
    ];
    assert_eq!(left, expected);
    let said: Vec<&str> = reading.sentences.iter().map(|sentence| sentence.spoken.as_str()).collect();
    assert_eq!(said, ["Hi you a b", "End."]);
}

#[test]
fn a_fence_that_never_closes_hides_nothing() {
    let reading = read("```\nonce upon a time", "en");
    assert_eq!(reading.sentences[0].spoken, "once upon a time");
}

#[test]
fn nothing_to_say() {
    for silent in
        ["", " \n\n ", "…", "***", "?!", "😀🙂", "—", "\u{1}\u{0}", "<br>", "[ ]", "---", "|---|---|"]
    {
        assert_eq!(read(silent, "en").sentences, [], "{silent:?}");
    }
}
