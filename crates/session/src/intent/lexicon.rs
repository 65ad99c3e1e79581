//! Words of a language beside each other: how alike two are in form, in meaning, and to the ear.

use std::collections::{HashMap, HashSet};

use super::phrases::File;
use super::text::Word;

/// How alike two words are that have the same stem, that sound the same, that mean about the same.
const STEM: f32 = 0.95;
const SOUND: f32 = 0.85;
const MEANING: f32 = 0.75;

/// Two words are taken for one misheard when this share of their letters' pairs is the same.
const MISHEARD: f32 = 0.55;

/// And hardly for anything else when this is.
const SURELY: f32 = 0.8;

/// Letters that a misheard word has at least.
const SHORTEST: usize = 3;

/// What is known of a language's single words.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// How much a word says, 0..1; what is not in it says all it can.
    light: HashMap<String, f32>,
    pub(super) negators: HashSet<String>,
    /// Irregular forms and the word that they belong to.
    forms: HashMap<String, String>,
    /// By stem, the groups of words that mean about the same.
    meanings: HashMap<String, Vec<usize>>,
    /// By word, the groups of words that sound the same.
    sounds: HashMap<String, Vec<usize>>,
    endings: Vec<Ending>,
    pub(super) cardinals: HashMap<String, usize>,
    pub(super) ordinals: HashMap<String, usize>,
}

/// A rule of the stemmer: an ending, what stands for it, and the letters that must be left before it.
#[derive(Debug)]
struct Ending {
    ending: String,
    instead: String,
    left: usize,
}

/// A word, ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) plain: String,
    stem: String,
    meanings: Vec<usize>,
    sounds: Vec<usize>,
    number: Option<usize>,
    /// How much it says by itself, 0..1.
    pub(super) weight: f32,
    pairs: Vec<(char, char)>,
}

impl Lexicon {
    pub(super) fn read(file: &File<'_>) -> Self {
        let mut lexicon = Lexicon {
            light: file.graded("light"),
            negators: file.words("negators"),
            cardinals: numbered(&file.groups("cardinals")),
            ordinals: numbered(&file.groups("ordinals")),
            endings: file.groups("endings").iter().filter_map(|parts| Ending::read(parts)).collect(),
            ..Lexicon::default()
        };
        for group in file.groups("forms") {
            let Some((lemma, forms)) = group.split_first() else { continue };
            lexicon.forms.extend(forms.iter().map(|form| (form.clone(), lemma.clone())));
        }
        for (at, group) in file.groups("synonyms").iter().enumerate() {
            for word in group {
                lexicon.meanings.entry(lexicon.stem(word)).or_default().push(at);
            }
        }
        for (at, group) in file.groups("sounds").iter().enumerate() {
            for word in group {
                lexicon.sounds.entry(word.clone()).or_default().push(at);
            }
        }
        lexicon
    }

    pub(super) fn terms(&self, words: &[Word]) -> Vec<Term> {
        words.iter().map(|word| self.term(&word.plain)).collect()
    }

    pub(super) fn term(&self, plain: &str) -> Term {
        let stem = self.stem(plain);
        Term {
            meanings: self.meanings.get(&stem).cloned().unwrap_or_default(),
            sounds: self.sounds.get(plain).cloned().unwrap_or_default(),
            number: self.number(plain),
            weight: self.weight(plain),
            pairs: pairs(plain),
            plain: plain.to_owned(),
            stem,
        }
    }

    /// How much a word says by itself, 0..1.
    pub(super) fn weight(&self, plain: &str) -> f32 {
        let lemma = || self.forms.get(plain).and_then(|lemma| self.light.get(lemma));
        self.light.get(plain).or_else(lemma).copied().unwrap_or(1.0)
    }

    /// The number that a numeral in digits or a cardinal is.
    pub(super) fn number(&self, plain: &str) -> Option<usize> {
        self.cardinals.get(plain).copied().or_else(|| plain.parse().ok())
    }

    /// The number whose cardinal sounds like this word: "to" for two.
    pub(super) fn sounding(&self, plain: &str) -> Option<usize> {
        let groups = self.sounds.get(plain)?;
        let sounds = |word: &str| {
            self.sounds.get(word).is_some_and(|of| of.iter().any(|group| groups.contains(group)))
        };
        self.cardinals.iter().filter(|(word, _)| sounds(word)).map(|(_, number)| *number).min()
    }

    /// The word that a regular ending was put on, after irregular forms were taken back to theirs. Light, as the
    /// stemmers of D. Harman ("How effective is suffixing?", JASIS 42, 1991) for English and J. Savoy ("A stemming
    /// procedure and stopword list for general French corpora", JASIS 50, 1999) for French: one ending goes, then what
    /// it doubled, then a final e.
    fn stem(&self, plain: &str) -> String {
        let lemma = self.forms.get(plain).map_or(plain, String::as_str);
        let cut = self.endings.iter().find_map(|ending| ending.cut(lemma));
        let mut stem: Vec<char> = cut.unwrap_or_else(|| lemma.to_owned()).chars().collect();
        if let [.., before, last] = stem.as_slice()
            && before == last
            && stem.len() > 3
        {
            stem.pop();
        }
        if stem.len() > 3 && stem.last() == Some(&'e') {
            stem.pop();
        }
        stem.into_iter().collect()
    }
}

impl Ending {
    /// From its line: the ending, what stands for it (`0` for nothing), the letters left before it.
    fn read(parts: &[String]) -> Option<Self> {
        let [ending, instead, left] = parts else { return None };
        let instead = if instead == "0" { String::new() } else { instead.clone() };
        Some(Ending { ending: ending.clone(), instead, left: left.parse().ok()? })
    }

    fn cut(&self, word: &str) -> Option<String> {
        let left = word.strip_suffix(self.ending.as_str())?;
        let vowel = left.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        (vowel && left.chars().count() >= self.left).then(|| format!("{left}{}", self.instead))
    }
}

/// The words of the first group are one, of the second two.
fn numbered(groups: &[Vec<String>]) -> HashMap<String, usize> {
    let numbered = groups
        .iter()
        .zip(1..)
        .flat_map(|(group, number)| group.iter().map(move |word| (word.clone(), number)));
    numbered.collect()
}

/// How alike two words are, 0..1: one where they are the same, less where only form, sound or meaning is.
pub(super) fn alike(a: &Term, b: &Term) -> f32 {
    let shared = |a: &[usize], b: &[usize]| a.iter().any(|group| b.contains(group));
    if a.plain == b.plain || a.number.is_some() && a.number == b.number {
        1.0
    } else if a.stem == b.stem {
        STEM
    } else if shared(&a.sounds, &b.sounds) {
        SOUND
    } else if shared(&a.meanings, &b.meanings) {
        MEANING
    } else if a.weight < 0.3 || b.weight < 0.3 {
        // Small words are near each other by chance.
        0.0
    } else {
        misheard(a, b)
    }
}

/// How alike two words are that one may have been misheard for the other; zero where that is not likely.
pub(super) fn misheard(a: &Term, b: &Term) -> f32 {
    // One pair more than letters: the ends count.
    if a.pairs.len() <= SHORTEST || b.pairs.len() <= SHORTEST {
        return 0.0;
    }
    let share = dice(&a.pairs, &b.pairs);
    match share {
        share if share < MISHEARD => 0.0,
        share if share < SURELY => share * SOUND,
        _ => SOUND,
    }
}

/// Share of the pairs of letters that two texts have in common (Dice's coefficient).
pub(super) fn dice(a: &[(char, char)], b: &[(char, char)]) -> f32 {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    2.0 * common as f32 / (a.len() + b.len()).max(1) as f32
}

/// The pairs of neighbouring letters of a text, its ends included, in order.
pub(super) fn pairs(text: &str) -> Vec<(char, char)> {
    let after = text.chars().chain([' ']);
    let mut pairs: Vec<(char, char)> = [' '].into_iter().chain(text.chars()).zip(after).collect();
    pairs.sort_unstable();
    pairs
}
