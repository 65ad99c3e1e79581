use std::time::{Duration, Instant};

use super::{Heard, bearing, choice, command, completeness};

const OPTIONS: [&str; 4] =
    ["Take the oranges.", "Ask why she won't leave.", "Descendre dans la grotte.", "…"];

/// Numbers, the same for the same seed (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }

    fn letter(&mut self) -> char {
        let planes = [0x80, 0x250, 0x3000, 0x1_0000, 0x11_0000];
        let plane = planes[self.below(5) as usize];
        char::from_u32(self.below(plane) as u32).unwrap_or('\u{fffd}')
    }

    /// Words, marks and whatever else a recogniser might come to write.
    fn text(&mut self) -> String {
        const PARTS: [&str; 24] = [
            " ",
            " the ",
            "stop",
            " not",
            "’",
            "'",
            ",",
            ".",
            "...",
            "[",
            ")",
            "*",
            "♪",
            " two ",
            " anything but ",
            " no wait ",
            "l'",
            "\u{301}",
            "ﬁ",
            " vesper ",
            "ha",
            "999999999999999999999999",
            " one",
            "\u{202e}",
        ];
        let pieces = self.below(40);
        (0..pieces)
            .map(|_| match self.below(3) {
                0 => self.letter().to_string(),
                _ => PARTS[self.below(24) as usize].to_owned(),
            })
            .collect()
    }
}

/// Asks everything about `text`.
fn ask(text: &str, other: &str, language: &str) {
    command(text, language);
    choice(text, &OPTIONS, language);
    choice("the second one of these", &[text, other], language);
    let finished = completeness(text, language);
    assert!((0.0..=1.0).contains(&finished), "{text:?}: {finished}");
    let heard = Heard {
        text,
        lasted: Duration::from_millis(700),
        voiced: 0.5,
        language,
        saying: other,
        present: &[other],
    };
    let confidence = bearing(&heard).confidence;
    assert!((0.0..=1.0).contains(&confidence), "{text:?}: {confidence}");
}

#[test]
fn nothing_that_is_heard_breaks_anything() {
    let mut random = Random(7);
    for round in 0..4_000 {
        let (text, other) = (random.text(), random.text());
        let language = ["en", "fr", "de", "", "é"][round % 5];
        ask(&text, &other, language);
    }
}

/// In an optimised build each takes less than 5 ms; here they have ten times that, on a machine that does other things.
#[test]
fn long_texts_take_no_longer_than_short_ones() {
    let texts = [
        "a ".repeat(5_000),
        "stop ".repeat(2_000),
        "x".repeat(10_000),
        "not the one two and ".repeat(500),
        "é’".repeat(5_000),
    ];
    let options = vec!["not the one two and a bee see tree ".repeat(300); 100];
    ask("to read the phrases", "", "fr");
    for text in &texts {
        let quickest = (0..5).map(|_| {
            let begin = Instant::now();
            ask(text, text, "en");
            choice(text, &options, "fr");
            begin.elapsed()
        });
        let quickest = quickest.min().unwrap();
        println!("{:?}: {quickest:?}", &text[..12]);
        assert!(quickest < Duration::from_millis(1_000), "{:?} took {quickest:?}", &text[..12]);
    }
}
