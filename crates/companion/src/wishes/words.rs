//! The words by which a wish is taken, from `assets/wishes`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use vesper_library::Mode;

static ENGLISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../../assets/wishes/en.txt")));
static FRENCH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../../assets/wishes/fr.txt")));

/// BCP 47 tags of the languages there are words of.
pub(super) const LANGUAGES: [&str; 2] = ["en", "fr"];

/// Words of a sentence that are looked at.
const LOOKED_AT: usize = 200;

/// Those of one language.
pub(super) struct Lexicon {
    /// What names a kind.
    pub(super) named: Vec<(Mode, Phrases)>,
    /// What means a kind where it is the whole sentence.
    alone: Vec<(Mode, Phrases)>,
    pub(super) topic: Phrases,
    pub(super) not: Phrases,
    pub(super) asks: Phrases,
    pub(super) requests: Phrases,
    pub(super) myself: Phrases,
    pub(super) thing: Phrases,
}

impl Lexicon {
    /// English for a language without words of its own.
    pub(super) fn of(language: &str) -> &'static Lexicon {
        if language.split('-').next() == Some("fr") { &FRENCH } else { &ENGLISH }
    }

    fn read(text: &str) -> Lexicon {
        let mut sections: BTreeMap<&str, Phrases> = BTreeMap::new();
        let mut section = "";
        for line in text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()) {
            match line.strip_prefix("[[").and_then(|line| line.strip_suffix("]]")) {
                Some(name) => section = name,
                None => sections.entry(section).or_default().add(line),
            }
        }
        let mut take = |name: &str| sections.remove(name).unwrap_or_default();
        let named = Mode::ALL.map(|mode| (mode, take(mode.name()))).into();
        let alone = Mode::ALL.map(|mode| (mode, take(&format!("alone {}", mode.name())))).into();
        Lexicon {
            named,
            alone,
            topic: take("topic"),
            not: take("not"),
            asks: take("asks"),
            requests: take("requests"),
            myself: take("myself"),
            thing: take("thing"),
        }
    }

    /// The kind that the whole of `words` means.
    pub(super) fn alone(&self, words: &[String]) -> Option<Mode> {
        let whole = |phrases: &Phrases| phrases.found(words).contains(&(0, words.len()));
        self.alone.iter().find(|(_, phrases)| whole(phrases)).map(|(mode, _)| *mode)
    }
}

/// The phrases of one section, the longest first.
#[derive(Default)]
pub(super) struct Phrases(Vec<Phrase>);

struct Phrase {
    words: Vec<String>,
    /// Its last word may have any ending.
    open: bool,
}

impl Phrases {
    fn add(&mut self, line: &str) {
        let read = |text: &str| Phrase { words: folded(text), open: text.trim_end().ends_with('*') };
        self.0.extend(line.split(',').map(read).filter(|phrase| !phrase.words.is_empty()));
        self.0.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }

    /// Where they stand in `words`, and over how many of them.
    pub(super) fn found(&self, words: &[String]) -> Vec<(usize, usize)> {
        let at = |start: usize| Some((start, self.first(words.get(start..)?)?));
        (0..words.len()).filter_map(at).collect()
    }

    pub(super) fn is_in(&self, words: &[String]) -> bool {
        !self.found(words).is_empty()
    }

    /// Whether `words` begin with one of them.
    pub(super) fn begin(&self, words: &[String]) -> bool {
        self.first(words).is_some()
    }

    /// The length of the longest that `words` begin with.
    fn first(&self, words: &[String]) -> Option<usize> {
        self.0.iter().find(|phrase| phrase.begins(words)).map(|phrase| phrase.words.len())
    }
}

impl Phrase {
    fn begins(&self, words: &[String]) -> bool {
        let Some(head) = words.get(..self.words.len()) else { return false };
        let last = self.words.len() - 1;
        head.iter().zip(&self.words).enumerate().all(|(at, (word, of))| match self.open && at == last {
            true => word.starts_with(of.as_str()),
            false => word == of,
        })
    }
}

/// The words of `text`, small and without the accents of the languages there are.
pub(super) fn folded(text: &str) -> Vec<String> {
    let letters = text.chars().flat_map(char::to_lowercase).filter(|letter| !is_accent(*letter));
    let plain: String = letters.map(plain).collect();
    let words = plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(LOOKED_AT).map(str::to_owned).collect()
}

/// An accent that is a character of its own.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        other => other,
    }
}
