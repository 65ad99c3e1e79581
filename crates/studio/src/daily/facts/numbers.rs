//! The numbers of a text, in figures and in words.

use super::amount::{Amount, Sort, value};
use super::lexicon::{Lexicon, find};
use super::token::Token;

/// Of a unit, as [`Amount`] counts.
const PARTS: i128 = 1_000_000;

/// The numbers that a sentence says, each as it will be understood.
pub(super) fn said(tokens: &[Token], lexicon: &Lexicon) -> Vec<Amount> {
    Reader { tokens, lexicon, at: 0 }.all().into_iter().map(|reading| reading.amount).collect()
}

/// The numbers of a source, each in every way in which it may be understood: a sentence may write it in another.
pub(super) fn readings(tokens: &[Token], lexicon: &Lexicon) -> Vec<Amount> {
    let mut amounts = Vec::new();
    for Reading { amount, bare } in (Reader { tokens, lexicon, at: 0 }).all() {
        // `10m` may be ten metres.
        amounts.extend(bare);
        // A day of a month is told by its number too: "the 23rd".
        if let Sort::Day(_) = amount.sort {
            amounts.push(Amount::new(amount.value, Sort::Ordinal, amount.written()));
        }
        amounts.push(amount);
    }
    amounts
}

struct Reading {
    amount: Amount,
    /// The same figures without the letters that touch them.
    bare: Option<Amount>,
}

struct Reader<'a> {
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    at: usize,
}

impl<'a> Reader<'a> {
    fn all(mut self) -> Vec<Reading> {
        let mut found = Vec::new();
        while self.at < self.tokens.len() {
            let begin = self.at;
            match self.number(begin) {
                Some(reading) => {
                    found.push(reading);
                    self.at = self.at.max(begin + 1);
                }
                None => self.at = begin + 1,
            }
        }
        found
    }

    fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    fn word(&self, at: usize) -> Option<&'a str> {
        self.token(at).filter(|token| token.is_word()).map(|token| token.folded.as_str())
    }

    /// The number that begins at `from`; `self.at` stands behind it then.
    fn number(&mut self, from: usize) -> Option<Reading> {
        let token = self.token(from)?;
        let has_figures = token.text.contains(|c: char| c.is_ascii_digit());
        if has_figures && !token.begins_with_figure() {
            self.at = from + 1;
            return Some(Reading { amount: Amount::name(&token.text), bare: None });
        }
        if has_figures { self.figures(from) } else { self.words(from) }
    }

    fn figures(&mut self, from: usize) -> Option<Reading> {
        let token = self.token(from)?;
        let split = token.text.find(char::is_alphabetic).unwrap_or(token.text.len());
        let (figures, letters) = token.text.split_at(split);
        let letters = letters.to_lowercase();
        let written = token.text.clone();
        self.at = from + 1;
        if let Some(clock) = self.clock(figures, &letters, &written) {
            return Some(Reading { amount: clock, bare: None });
        }
        let (figures, groups) = self.grouped(figures, &letters);
        self.at += groups;
        let Some(worth) = value(&figures, self.lexicon.comma_parts) else {
            return Some(Reading { amount: Amount::name(&written), bare: None });
        };
        if self.lexicon.ordinal_ends.contains(&letters.as_str()) {
            return Some(Reading { amount: self.ordinal(from, worth, &written), bare: None });
        }
        if !letters.is_empty() {
            let scale = find(self.lexicon.scales, &letters);
            let bare = Amount::new(worth, Sort::Plain, &figures);
            let amount = match scale {
                Some(scale) => {
                    let worth = worth.saturating_mul(i128::from(scale));
                    Amount::new(worth, self.sort(from), &written)
                }
                // A unit that touches: `5km`. Anything else is a name: `4G`, `737s`.
                None if UNITS.contains(&letters.as_str()) => bare.clone(),
                None => Amount::name(&written),
            };
            return Some(Reading { amount, bare: Some(bare) });
        }
        let worth = self.scaled(worth);
        let worth = if self.is_negative(from) { -worth } else { worth };
        Some(Reading { amount: self.finished(from, worth, &written), bare: None })
    }

    /// Groups of three figures that a blank parts, as French writes them.
    fn grouped(&self, figures: &str, letters: &str) -> (String, usize) {
        let mut whole = figures.to_owned();
        let mut groups = 0;
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !self.lexicon.comma_parts || !letters.is_empty() || figures.len() > 3 || !plain(figures) {
            return (whole, 0);
        }
        while let Some(next) = self.token(self.at + groups).filter(|next| next.follows) {
            let head = next.text.split(',').next().unwrap_or_default();
            if head.len() != 3 || !plain(head) || !next.text.bytes().all(|b| b.is_ascii_digit() || b == b',')
            {
                break;
            }
            whole.push_str(&next.text);
            groups += 1;
            if next.text.contains(',') {
                break;
            }
        }
        (whole, groups)
    }

    /// A number in words: `twenty-three thousand`, `quatre-vingt-dix-sept`, `a million`.
    fn words(&mut self, from: usize) -> Option<Reading> {
        let first = self.word(from)?;
        let written = first.to_owned();
        if let Some(place) = find(self.lexicon.ordinals, first) {
            self.at = from + 1;
            let amount = self.ordinal(from, i128::from(place) * PARTS, &written);
            // "A second" is a time as well, and one that is nothing to be checked.
            return Some(Reading { amount, bare: None });
        }
        let is_one = self.lexicon.one.contains(&first)
            && self
                .word(from + 1)
                .is_some_and(|next| next.len() > 1 && find(self.lexicon.scales, next).is_some());
        let (whole, end) = self.in_words(from, is_one)?;
        self.at = end;
        // Ordinals end what began as a number: `twenty-third`.
        if let Some(place) = self.word(end).and_then(|word| find(self.lexicon.ordinals, word))
            && whole % 10 == 0
            && place < 10
            && self.token(end).is_some_and(|token| token.follows)
        {
            self.at = end + 1;
            let worth = (whole + i128::from(place)) * PARTS;
            return Some(Reading { amount: self.ordinal(from, worth, &written), bare: None });
        }
        let amount = self.finished(from, whole.saturating_mul(PARTS), &written);
        // "One of them" counts nothing.
        (whole != 1 || amount.sort != Sort::Plain || is_one).then_some(Reading { amount, bare: None })
    }

    /// What the words from `from` on are worth together, and where they end.
    fn in_words(&self, from: usize, is_one: bool) -> Option<(i128, usize)> {
        let (mut total, mut part, mut at) = (0i128, 0i128, from);
        let mut begun = false;
        if is_one {
            (part, at, begun) = (1, from + 1, true);
        }
        while let Some(word) = self.word(at) {
            if begun && !self.token(at).is_some_and(|token| token.follows) {
                break;
            }
            // A single letter is no word of a number.
            let scale = find(self.lexicon.scales, word).filter(|_| word.len() > 2);
            if let Some(small) = find(self.lexicon.small, word) {
                let small = i128::from(small);
                // `quatre-vingt`: four times twenty.
                if self.lexicon.comma_parts && part % 100 == 4 && small == 20 {
                    part += 76;
                } else if begun && !fits(part, small) {
                    break;
                } else {
                    part += small;
                }
            } else if let Some(scale) = scale.map(i128::from) {
                let hundreds = scale <= 100;
                if !begun && (scale != 100 && scale != 1_000 || !self.lexicon.comma_parts) {
                    return None;
                }
                part = part.max(1).checked_mul(scale)?;
                if !hundreds {
                    total = total.checked_add(part)?;
                    part = 0;
                }
            } else if begun && self.lexicon.joins.contains(&word) {
                let next = self.word(at + 1).and_then(|next| find(self.lexicon.small, next));
                let one = self.word(at + 1).is_some_and(|next| self.lexicon.one.contains(&next));
                let joined = match next {
                    // English joins only behind a hundred or more: "two and three" are two numbers.
                    Some(small) => {
                        let small = i128::from(small);
                        let after = if self.lexicon.comma_parts {
                            part % 100 >= 20
                        } else {
                            part >= 100 || total > 0 && part == 0
                        };
                        after && fits(part, small)
                    }
                    None => self.lexicon.comma_parts && one && part % 10 == 0 && part % 100 >= 20,
                };
                if !joined {
                    break;
                }
                if next.is_none() {
                    part += 1;
                    at += 1;
                }
            } else if begun && self.lexicon.comma_parts && word == "un" && part % 100 == 80 {
                part += 1;
            } else {
                break;
            }
            begun = true;
            at += 1;
        }
        begun.then_some((total.checked_add(part)?, at))
    }

    /// Figures before a word that multiplies: `1.2 billion`.
    fn scaled(&mut self, worth: i128) -> i128 {
        let mut worth = worth;
        while let Some(scale) = self
            .token(self.at)
            .filter(|token| token.follows && token.folded.len() > 1)
            .and_then(|token| find(self.lexicon.scales, &token.folded))
        {
            // `5 cent` of a currency, or of French's percent, multiplies nothing.
            if scale == 100 && self.lexicon.comma_parts {
                break;
            }
            worth = worth.saturating_mul(i128::from(scale));
            self.at += 1;
        }
        worth
    }

    fn is_negative(&self, from: usize) -> bool {
        from.checked_sub(1).and_then(|at| self.token(at)).is_some_and(|before| before.text == "-")
    }

    /// The number with what it counts, which stands before or behind it.
    fn finished(&mut self, from: usize, worth: i128, written: &str) -> Amount {
        if let Some(month) = self.month(from).filter(|_| (PARTS..=31 * PARTS).contains(&worth)) {
            return Amount::new(worth, Sort::Day(month), written);
        }
        let sort = self.sort(from);
        // `pour cent` is no hundred of its own.
        let two = |(word, then): &(&str, &str)| self.word(self.at) == Some(*word) && !then.is_empty();
        if sort == Sort::Percent && self.lexicon.percent.iter().any(two) {
            self.at += 2;
        }
        Amount::new(worth, sort, written)
    }

    fn ordinal(&self, from: usize, worth: i128, written: &str) -> Amount {
        let before = from.checked_sub(1).and_then(|at| self.word(at)).unwrap_or_default();
        let is_share =
            self.word(self.at) == Some("of") && ["a", "one", "two", "three", "four"].contains(&before);
        let usual = if is_share { Sort::Share } else { Sort::Ordinal };
        let sort = self.month(from).filter(|_| worth <= 31 * PARTS).map_or(usual, Sort::Day);
        Amount::new(worth, sort, written)
    }

    /// The month that stands beside the number from `from` to `self.at`.
    fn month(&self, from: usize) -> Option<u8> {
        let of = self.word(self.at).is_some_and(|word| word == "of");
        let behind = self.word(self.at + usize::from(of)).and_then(|word| self.lexicon.month(word));
        let the = from.checked_sub(1).and_then(|at| self.word(at)).is_some_and(|word| word == "the");
        let before = from.checked_sub(1 + usize::from(the)).and_then(|at| self.word(at));
        behind.or_else(|| before.and_then(|word| self.lexicon.month(word)))
    }

    fn sort(&self, from: usize) -> Sort {
        // A minus may stand between.
        let sign = |at: usize| {
            self.token(at).filter(|token| token.is_mark()).and_then(|token| token.text.chars().next())
        };
        let before = (1..=2).filter_map(|back| sign(from.checked_sub(back)?)).find(|mark| *mark != '-');
        let touches = self.token(from).is_some_and(|token| token.touches || token.follows);
        if let Some(mark @ ('$' | '€' | '£' | '¥')) = before.filter(|_| touches) {
            return Sort::Money(mark);
        }
        match sign(self.at) {
            Some('%') => return Sort::Percent,
            Some(mark @ ('$' | '€' | '£' | '¥')) => return Sort::Money(mark),
            _ => {}
        }
        let Some(next) = self.word(self.at) else { return Sort::Plain };
        let second = self.word(self.at + 1).unwrap_or_default();
        if self
            .lexicon
            .percent
            .iter()
            .any(|(word, then)| *word == next && (then.is_empty() || *then == second))
        {
            return Sort::Percent;
        }
        // `millions d'euros`, `US dollars`.
        let behind = if matches!(next, "d" | "de" | "us") { second } else { next };
        find(self.lexicon.money, behind).map_or(Sort::Plain, Sort::Money)
    }

    /// A time of day: `14:30`, `14h30`, `14 h 30`, `2.30pm`, `9 am`.
    fn clock(&mut self, figures: &str, letters: &str, written: &str) -> Option<Amount> {
        let (hour, minute) = figures.split_once([':', '.']).unwrap_or((figures, ""));
        let whole = |text: &str| text.parse::<i128>().ok().filter(|_| (1..=2).contains(&text.len()));
        let hour = whole(hour)?;
        let time = |hour: i128, minute: i128| {
            let sound = (0..24).contains(&hour) && (0..60).contains(&minute);
            sound.then(|| Amount::whole(hour * 60 + minute, Sort::Clock, written))
        };
        let after = match self.word(self.at).unwrap_or_default() {
            "a" if self.word(self.at + 1) == Some("m") => ("am", 2),
            "p" if self.word(self.at + 1) == Some("m") => ("pm", 2),
            half @ ("am" | "pm") => (half, 1),
            _ => ("", 0),
        };
        let (half, length) = if matches!(letters, "am" | "pm") { (letters, 0) } else { after };
        if matches!(half, "am" | "pm") && (1..=12).contains(&hour) && !self.lexicon.comma_parts {
            self.at += length;
            let minute = if minute.is_empty() { 0 } else { whole(minute)? };
            return time(hour % 12 + if half == "pm" { 12 } else { 0 }, minute);
        }
        if let Some(minutes) = letters.strip_prefix('h').filter(|_| minute.is_empty()) {
            return time(hour, if minutes.is_empty() { 0 } else { whole(minutes)? });
        }
        let hours = matches!(self.word(self.at), Some("h" | "heures")) && self.lexicon.comma_parts;
        if hours && minute.is_empty() && letters.is_empty() {
            let minutes =
                self.token(self.at + 1).filter(|next| next.follows).and_then(|next| whole(&next.text));
            self.at += 1 + usize::from(minutes.is_some());
            return time(hour, minutes.unwrap_or(0));
        }
        let colon = figures.contains(':') && minute.len() == 2 && letters.is_empty();
        if colon { time(hour, whole(minute)?) } else { None }
    }
}

/// Units that touch their figures.
const UNITS: [&str; 20] = [
    "km", "m", "cm", "mm", "kg", "g", "t", "l", "ml", "ft", "mph", "kmh", "mw", "gw", "kw", "c", "f", "ha",
    "gb", "tb",
];

/// Whether `small` can follow within a number of which `part` was said: a unit behind tens, anything behind hundreds.
fn fits(part: i128, small: i128) -> bool {
    match part % 100 {
        0 => true,
        // `soixante-dix`, `quatre-vingt-treize`.
        60 | 80 if small < 20 => true,
        // `dix-sept`.
        10 | 70 | 90 => (1..10).contains(&small),
        tens => tens % 10 == 0 && tens >= 20 && small < 10,
    }
}
