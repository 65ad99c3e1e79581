//! Engines that know the scene: how long each takes is drawn from a range, what it answers is given.

use vesper_speech::{Ending, RATE, Token};

use super::Chance;

/// How long engines take, in milliseconds from and to: what a graphics card of a desktop is expected to need.
#[derive(Clone, Copy, Debug)]
pub struct Delays {
    /// From a question to the recogniser to its words.
    pub words: (f64, f64),
    /// From a prompt to the first piece of the answer, and from each piece to the next.
    pub first_token: (f64, f64),
    pub token: (f64, f64),
    /// From a line to its first samples.
    pub first_sample: (f64, f64),
}

impl Default for Delays {
    fn default() -> Self {
        Delays {
            words: (50.0, 110.0),
            first_token: (60.0, 140.0),
            token: (6.0, 10.0),
            first_sample: (30.0, 80.0),
        }
    }
}

/// A length of time from `range` (milliseconds) as samples at [`RATE`].
pub(super) fn drawn(range: (f64, f64), chance: &mut Chance) -> u64 {
    (chance.between(range.0, range.1) * f64::from(RATE) / 1_000.0) as u64
}

/// Words of the answers. No person in a scene says any of them.
const WORDS: [&str; 40] = [
    "amber", "bramble", "copper", "drizzle", "ember", "feather", "granite", "hollow", "indigo", "juniper",
    "kestrel", "lantern", "meadow", "nettle", "orchard", "pebble", "quartz", "ripple", "saffron", "thicket",
    "umber", "velvet", "willow", "yarrow", "zephyr", "birch", "cinder", "dapple", "estuary", "fennel",
    "gravel", "heather", "ivory", "jasper", "kelp", "larch", "marble", "nutmeg", "opal", "plover",
];

/// An answer of about `count` words, piece by piece: a short clause first, then sentences of nine words.
pub(super) fn answer(count: usize, chance: &mut Chance) -> Vec<Token> {
    let count = count.max(4);
    let token = |n: usize, word: &str| {
        let capital = n == 0 || n >= 4 && (n - 4).is_multiple_of(9);
        let word = if capital { capitalised(word) } else { word.to_owned() };
        let mark = match n {
            3 => ".",
            _ if n + 1 == count => ".",
            _ if n > 4 && (n - 4) % 9 == 8 => ".",
            _ => "",
        };
        let end = (n + 1 == count).then_some(Ending::Said);
        Token { text: format!("{word}{mark} "), end }
    };
    (0..count).map(|n| token(n, chance.one(&WORDS))).collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_its_words_in_sentences_and_ends_once() {
        let answer = answer(30, &mut Chance::new(1));
        assert_eq!(answer.len(), 30);
        let text: String = answer.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(text.split_whitespace().count(), 30);
        assert_eq!(text.matches('.').count(), 4);
        assert_eq!(answer.iter().filter(|token| token.end.is_some()).count(), 1);
    }
}
