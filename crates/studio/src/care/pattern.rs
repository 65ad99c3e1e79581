//! What may be said in many ways: `i want/wish to [just] die`, with gaps for words that change nothing.

use std::collections::HashSet;

use super::text::{Word, nearly, words};

/// Words that a gap takes at most, and a wide one.
const GAP: usize = 3;
const WIDE: usize = 10;

/// The way that takes no word: the sentence ends.
const END: &str = "$";

/// Ways of saying one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    parts: Vec<Part>,
    /// What the words that it begins with begin with, a slip included: most patterns begin nowhere in a text.
    initials: Initials,
}

/// A set of the letters from a to z, and whether anything else is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Initials(u32);

impl Initials {
    const ANY: Initials = Initials(u32::MAX);

    fn of(word: &str) -> Initials {
        match word.bytes().next() {
            Some(letter @ b'a'..=b'z') => Initials(1 << (letter - b'a')),
            Some(_) => Initials(1 << 26),
            None => Initials::ANY,
        }
    }

    /// Those of the first words of `parts`.
    fn of_first(parts: &[Part]) -> Initials {
        let mut all = Initials(0);
        for part in parts {
            match part {
                Part::Begin => {}
                Part::Gap(_) => return Initials::ANY,
                Part::Ways { ways, optional } => {
                    let firsts = ways.iter().filter_map(|way| way.first());
                    all.0 |= firsts.fold(0, |all, first| all | Initials::of(first).0);
                    if !optional {
                        return all;
                    }
                }
            }
        }
        Initials::ANY
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// One of these, each of one word or several.
    Ways { ways: Vec<Vec<String>>, optional: bool },
    /// Up to so many words that deny nothing.
    Gap(usize),
    /// The beginning of a sentence.
    Begin,
}

/// What patterns are looked for in.
#[derive(Clone, Copy)]
pub(super) struct Heard<'a> {
    pub(super) words: &'a [Word],
    /// Words that are no slip of another's; none where there are no slips at all, as in what is written with care.
    pub(super) real: Option<&'a HashSet<String>>,
    /// Words that a gap does not take.
    pub(super) negators: &'a HashSet<String>,
}

impl Pattern {
    /// Reads `a/b` (either), `[a/b]` (either or none), `a_b` (both as one), `{name}` (what `set` has under that name),
    /// `..` (a gap), `...` (a wide one), `^` (where a sentence begins) and `$` (where
    /// one ends), which may be one of several ways.
    pub(super) fn read(line: &str, elided: &[&str], set: &dyn Fn(&str) -> Vec<String>) -> Pattern {
        let part = |part: &str| {
            match part {
                ".." => return Part::Gap(GAP),
                "..." => return Part::Gap(WIDE),
                "^" => return Part::Begin,
                _ => {}
            }
            let inner = part.strip_prefix('[').and_then(|part| part.strip_suffix(']'));
            let folded = |way: &str| -> Vec<String> {
                if way == END {
                    return vec![END.to_owned()];
                }
                words(&way.replace('_', " "), elided).into_iter().map(|word| word.plain).collect()
            };
            let mut ways = Vec::new();
            for way in inner.unwrap_or(part).split('/') {
                match way.strip_prefix('{').and_then(|way| way.strip_suffix('}')) {
                    Some(name) => ways.extend(set(name).iter().map(|way| folded(way))),
                    None => ways.push(folded(way)),
                }
            }
            ways.retain(|way| !way.is_empty());
            Part::Ways { ways, optional: inner.is_some() }
        };
        let parts: Vec<Part> = line.split_whitespace().map(part).collect();
        Pattern { initials: Initials::of_first(&parts), parts }
    }

    /// Whether it can be found in anything: it has parts, and each of them can be said.
    #[cfg(test)]
    pub(super) fn can_be_said(&self) -> bool {
        let said = |part: &Part| match part {
            Part::Ways { ways, .. } => !ways.is_empty(),
            Part::Gap(_) | Part::Begin => true,
        };
        let needed = |part: &Part| matches!(part, Part::Ways { optional: false, .. });
        self.parts.iter().all(said) && self.parts.iter().any(needed)
    }

    /// Where the words end that begin with word `from` and say it, within one sentence.
    pub(super) fn end(&self, heard: &Heard<'_>, from: usize) -> Option<usize> {
        let first = heard.words.get(from)?;
        if self.initials.0 & Initials::of(&first.plain).0 == 0 {
            return None;
        }
        let sentence = first.sentence;
        heard.follow(&self.parts, from, sentence).filter(|end| *end > from)
    }
}

impl Heard<'_> {
    fn follow(&self, parts: &[Part], at: usize, sentence: usize) -> Option<usize> {
        let Some((part, rest)) = parts.split_first() else { return Some(at) };
        match part {
            Part::Begin => {
                let before = at.checked_sub(1).and_then(|before| self.words.get(before));
                let begins = before.is_none_or(|before| before.sentence != sentence);
                if begins { self.follow(rest, at, sentence) } else { None }
            }
            Part::Gap(most) => (at..=at + most).find_map(|next| {
                let skipped = self.words.get(at..next)?;
                let fits = skipped
                    .iter()
                    .all(|word| word.sentence == sentence && !self.negators.contains(&word.plain));
                if fits { self.follow(rest, next, sentence) } else { None }
            }),
            Part::Ways { ways, optional } => {
                let said = ways.iter().find_map(|way| {
                    let next = self.say(way, at, sentence)?;
                    self.follow(rest, next, sentence)
                });
                said.or_else(|| if *optional { self.follow(rest, at, sentence) } else { None })
            }
        }
    }

    /// Where `way` ends, if it is said from word `at` on.
    fn say(&self, way: &[String], at: usize, sentence: usize) -> Option<usize> {
        if way.first().is_some_and(|way| way == END) {
            return self.words.get(at).is_none_or(|next| next.sentence != sentence).then_some(at);
        }
        let there = self.words.get(at..at + way.len())?;
        let same = there.iter().zip(way).all(|(word, meant)| {
            word.sentence == sentence
                && (word.plain == *meant
                    || self
                        .real
                        .is_some_and(|real| !real.contains(&word.plain) && nearly(&word.plain, meant)))
        });
        same.then_some(at + way.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_found_in_all_its_ways_and_within_one_sentence() {
        let set = |name: &str| if name == "want" { vec!["want to".into(), "wanna".into()] } else { vec![] };
        let pattern = Pattern::read("^ i {want} [just] die/end_it .. today/$", &[], &set);
        assert!(pattern.can_be_said());
        assert!(!Pattern::read("i {nothing} die", &[], &set).can_be_said());
        let negators = HashSet::from(["not".to_owned()]);
        let real = HashSet::from(["todoy".to_owned()]);
        let end = |text: &str| {
            let words = words(text, &[]);
            pattern.end(&Heard { words: &words, real: Some(&real), negators: &negators }, 0)
        };
        assert_eq!(end("I wanna die today"), Some(4));
        assert_eq!(end("I want to just end it maybe even tdoay, or later"), Some(9));
        assert_eq!(end("I want to die, but not today"), None);
        assert_eq!(end("I want to die. It is so."), Some(4));
        assert_eq!(end("I want to die a. Today is a day"), Some(5));
        assert_eq!(end("I want to die todoy by one two three"), None);
        assert_eq!(end("I want to die one two three four today"), None);
    }
}
