//! Whether what was said means that somebody is in danger.
//!
//! Phrases, not a model: they answer within milliseconds, without memory and without a download, and everybody can read
//! what they answer to (`assets/care/danger.en.txt`, `danger.fr.txt`). They look for what is said outright; nobody can be
//! told from a sentence alone to be safe.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::sync::LazyLock;

use super::file::File;
use super::pattern::{Heard, Pattern};
use super::text::{Word, words};

/// What somebody is in danger of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Crisis {
    /// Illness, accident, poisoning: minutes count.
    Emergency,
    Suicide,
    SelfHarm,
    /// Violence by somebody else.
    Abuse,
}

impl Crisis {
    /// In the order in which they are told where a sentence means several.
    pub const ALL: [Crisis; 4] = [Crisis::Emergency, Crisis::Suicide, Crisis::SelfHarm, Crisis::Abuse];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Crisis::Emergency => "emergency",
            Crisis::Suicide => "suicide",
            Crisis::SelfHarm => "self-harm",
            Crisis::Abuse => "abuse",
        }
    }
}

/// What was heard in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alarm {
    pub crisis: Crisis,
    /// The language that it was said in: `en` or `fr`.
    pub language: &'static str,
    /// It is about somebody else than the speaker.
    pub other: bool,
}

/// What the listener is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum During {
    /// Nothing, or a conversation, or a wish.
    Talk,
    /// A story in which they say what they do: accidents, wounds and what becomes of others belong to it. What somebody
    /// says of their own death or of who hurts them at home does not.
    Story,
}

/// The gravest danger that `text` says outright, in whichever of the languages it is. The first 4,000 words are looked at.
pub fn alarm(text: &str, during: During) -> Option<Alarm> {
    let found = LANGUAGES.iter().filter_map(|language| language.alarm(text, during));
    found.min_by_key(|alarm| alarm.crisis)
}

static LANGUAGES: LazyLock<[Language; 2]> = LazyLock::new(|| {
    [
        Language::read("en", include_str!("../../../../assets/care/danger.en.txt")),
        Language::read("fr", include_str!("../../../../assets/care/danger.fr.txt")),
    ]
});

/// What is known of a language.
struct Language {
    name: &'static str,
    elided: Vec<&'static str>,
    real: HashSet<String>,
    negators: HashSet<String>,
    dangers: Vec<Danger>,
    harmless: Vec<Pattern>,
    denying: Vec<Pattern>,
    past: Vec<Pattern>,
    telling: Vec<Pattern>,
    near: Vec<Pattern>,
}

/// Ways of saying that somebody is in danger.
struct Danger {
    crisis: Crisis,
    other: bool,
    patterns: Vec<Pattern>,
}

impl Language {
    fn read(name: &'static str, text: &'static str) -> Language {
        let file = File::read(text);
        let dangers = Crisis::ALL.into_iter().flat_map(|crisis| {
            [false, true].map(|other| {
                let section =
                    if other { format!("{} of another", crisis.name()) } else { crisis.name().into() };
                Danger { crisis, other, patterns: file.patterns(&section) }
            })
        });
        Language {
            name,
            real: file.words("real"),
            negators: file.words("negators"),
            dangers: dangers.collect(),
            harmless: file.patterns("harmless"),
            denying: file.patterns("denying"),
            past: file.patterns("past"),
            telling: file.patterns("telling"),
            near: file.patterns("near"),
            elided: file.elided(),
        }
    }

    fn alarm(&self, text: &str, during: During) -> Option<Alarm> {
        let words = words(text, &self.elided);
        let heard = Heard { words: &words, real: Some(&self.real), negators: &self.negators };
        // A slip may hide a danger, and is no excuse. Most texts need none.
        let told = LazyCell::new(|| Told::new(self, &Heard { real: None, ..heard }));
        let wanted = self.dangers.iter().filter(|danger| match during {
            During::Talk => true,
            During::Story => !danger.other && danger.crisis != Crisis::Emergency,
        });
        wanted.into_iter().find_map(|danger| {
            let meant = |from: usize| {
                let ends = danger.patterns.iter().filter_map(|pattern| pattern.end(&heard, from));
                ends.into_iter().any(|end| !told.excuses(from, end, danger.other))
            };
            let found = (0..words.len()).any(meant);
            found.then_some(Alarm { crisis: danger.crisis, language: self.name, other: danger.other })
        })
    }
}

/// What of a text only looks like danger.
struct Told<'a> {
    words: &'a [Word],
    harmless: Vec<(usize, usize)>,
    /// Words with which a denial ends.
    denied: Vec<usize>,
    /// Sentences about what is long over.
    past: HashSet<usize>,
    /// Sentences in which something is told, read, sung or made up.
    telling: HashSet<usize>,
    /// Sentences about somebody who is near to the speaker.
    near: HashSet<usize>,
}

impl<'a> Told<'a> {
    fn new(language: &Language, heard: &Heard<'a>) -> Told<'a> {
        let found = |patterns: &[Pattern]| -> Vec<(usize, usize)> {
            let from = |from: usize| {
                patterns.iter().filter_map(move |pattern| Some((from, pattern.end(heard, from)?)))
            };
            (0..heard.words.len()).flat_map(from).collect()
        };
        let sentences = |patterns: &[Pattern]| -> HashSet<usize> {
            found(patterns).iter().filter_map(|(from, _)| Some(heard.words.get(*from)?.sentence)).collect()
        };
        Told {
            words: heard.words,
            harmless: found(&language.harmless),
            denied: found(&language.denying).into_iter().map(|(_, end)| end).collect(),
            past: sentences(&language.past),
            telling: sentences(&language.telling),
            near: sentences(&language.near),
        }
    }

    /// Whether the words `from..end`, which say that somebody is in danger, mean something else.
    fn excuses(&self, from: usize, end: usize, other: bool) -> bool {
        let Some(first) = self.words.get(from) else { return true };
        let sentence = first.sentence;
        if self.denied.contains(&from) || self.past.contains(&sentence) {
            return true;
        }
        if self.harmless.iter().any(|(begins, ends)| *begins < end && from < *ends) {
            return true;
        }
        if self.near.contains(&sentence) {
            return false;
        }
        // A story about somebody goes on over its sentences; "I" is only somebody in it within the one that says so.
        let told = |earlier: &usize| if other { *earlier <= sentence } else { *earlier == sentence };
        self.telling.iter().any(told) && (other || first.quoted || !self.quotes(sentence))
    }

    /// Whether a sentence quotes something.
    fn quotes(&self, sentence: usize) -> bool {
        self.words.iter().any(|word| word.sentence == sentence && word.quoted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_of_the_files_can_be_said_and_every_section_is_read() {
        for (language, text) in [
            ("en", include_str!("../../../../assets/care/danger.en.txt")),
            ("fr", include_str!("../../../../assets/care/danger.fr.txt")),
        ] {
            let file = File::read(text);
            let words = ["elided", "real", "negators"];
            let patterns = ["harmless", "denying", "past", "telling", "near"];
            for name in file.names() {
                let crisis = Crisis::ALL
                    .iter()
                    .any(|crisis| name.strip_suffix(" of another").unwrap_or(name) == crisis.name());
                let known = crisis || words.contains(&name) || patterns.contains(&name);
                assert!(known || name.starts_with("set "), "{language}: nobody reads [[{name}]]");
                if words.contains(&name) || name.starts_with("set ") {
                    continue;
                }
                for (at, pattern) in file.patterns(name).iter().enumerate() {
                    assert!(pattern.can_be_said(), "{language}: line {} of [[{name}]]", at + 1);
                }
            }
        }
    }
}
