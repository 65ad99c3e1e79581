//! How long somebody wants it: "eight minutes", "a quarter of an hour", "une demi-heure", "20min".

use super::phrases::{Phrase, Phrases, worth};
use super::wish::{LONGEST, SHORTEST};
use crate::prompts::Sheet;

/// What of a language lengths are made of.
#[derive(Clone, Debug)]
pub(crate) struct Lengths {
    /// Minutes of whole phrases.
    known: Vec<(Phrase, f32)>,
    numbers: Vec<(Phrase, f32)>,
    /// Words for a unit, with its minutes.
    units: Vec<(Phrases, f32)>,
    half: Phrases,
    /// Before a number that is no length of a meditation: "in ten minutes".
    elsewhere: Phrases,
}

/// A length that was mentioned.
struct Mention {
    minutes: f32,
    /// It is a time of something else.
    elsewhere: bool,
}

impl Lengths {
    pub(crate) fn read(sheet: &Sheet) -> Lengths {
        let unit = |name: &str, minutes: f32| (Phrases::of(sheet, name), minutes);
        Lengths {
            known: worth(sheet, "lengths"),
            numbers: worth(sheet, "numbers"),
            units: vec![unit("minute", 1.0), unit("hour", 60.0), unit("second", 1.0 / 60.0)],
            half: Phrases::of(sheet, "and-a-half"),
            elsewhere: Phrases::of(sheet, "not-a-length"),
        }
    }

    /// Whole minutes that a sentence asks for, within what a meditation can be. Of several lengths the first that can be one
    /// counts.
    pub(crate) fn minutes(&self, words: &[String]) -> Option<u32> {
        let mentions = self.mentions(words);
        let fits = |mention: &&Mention| {
            !mention.elsewhere && (SHORTEST as f32..=LONGEST as f32).contains(&mention.minutes.round())
        };
        let meant = |mention: &&Mention| !mention.elsewhere;
        let mention = mentions.iter().find(fits).or_else(|| mentions.iter().rev().find(meant));
        mention.map(|mention| mention.minutes.round().clamp(SHORTEST as f32, LONGEST as f32) as u32)
    }

    fn mentions(&self, words: &[String]) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let rest = words.get(at..).unwrap_or_default();
            let Some((minutes, length)) = self.length(rest) else {
                at += 1;
                continue;
            };
            let before = words.get(at.saturating_sub(3)..at).unwrap_or_default();
            let elsewhere =
                self.elsewhere.found(before).last().is_some_and(|found| found.at.end == before.len());
            mentions.push(Mention { minutes, elsewhere });
            at += length;
        }
        mentions
    }

    /// The minutes that `words` begin with, and how many words say so.
    fn length(&self, words: &[String]) -> Option<(f32, usize)> {
        if let Some((phrase, minutes)) = self.known.iter().find(|(phrase, _)| phrase.begins(words)) {
            return Some((*minutes, phrase.len()));
        }
        let (number, mut length) = self.number(words)?;
        // "Ten short minutes": one word may stand between, but no number.
        let next = |skip: usize| self.unit(words.get(length + skip..).unwrap_or_default());
        let (unit, skipped) = match next(0) {
            Some(unit) => (unit, 0),
            None if self.number(words.get(length..).unwrap_or_default()).is_none() => (next(1)?, 1),
            None => return None,
        };
        length += skipped + 1;
        let mut minutes = number * unit;
        let rest = words.get(length..).unwrap_or_default();
        if let Some(half) = self.half.found(rest).first().filter(|half| half.at.start == 0) {
            minutes += unit / 2.0;
            length += half.at.len();
        } else if unit > 1.0
            && let Some((more, words)) = self.number(rest)
        {
            minutes += more;
            length += words;
        }
        Some((minutes, length))
    }

    fn unit(&self, words: &[String]) -> Option<f32> {
        let first = words.get(..1)?;
        self.units.iter().find(|(phrases, _)| !phrases.found(first).is_empty()).map(|(_, minutes)| *minutes)
    }

    /// The number that `words` begin with, in figures or in words, and how many words it takes. Tens and units add up; four
    /// before a twenty makes eighty of it.
    fn number(&self, words: &[String]) -> Option<(f32, usize)> {
        let (mut number, mut length) = self.simple(words)?;
        if words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
            return Some((number, length));
        }
        loop {
            let mut skip = 0;
            let rest = words.get(length..).unwrap_or_default();
            // "Vingt et un."
            if rest.first().is_some_and(|word| word == "et") {
                skip = 1;
            }
            let Some((next, words)) = self.simple(rest.get(skip..).unwrap_or_default()) else { break };
            match (number, next) {
                (4.0, 20.0) => number = 80.0,
                _ if number >= 20.0 && next < 20.0 && number % 20.0 + next < 20.0 => number += next,
                _ => break,
            }
            length += skip + words;
        }
        Some((number, length))
    }

    fn simple(&self, words: &[String]) -> Option<(f32, usize)> {
        let first = words.first()?;
        if let Some(number) = first.parse::<f32>().ok().filter(|number| number.is_finite() && *number >= 0.0)
        {
            return Some((number, 1));
        }
        self.numbers
            .iter()
            .find(|(phrase, _)| phrase.begins(words))
            .map(|(phrase, number)| (*number, phrase.len()))
    }
}
