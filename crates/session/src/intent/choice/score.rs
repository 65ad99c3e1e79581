//! How well an utterance fits each option.

use super::super::lexicon::{Lexicon, Term, alike, dice, pairs};
use super::super::text::Word;
use super::Chosen;

/// What an option must reach, and by how much it must be ahead of the next, to be taken without asking.
const SURE: f32 = 0.55;
const AHEAD: f32 = 0.2;

/// What it must reach to be asked about, and how near others are that are asked about with it.
const POSSIBLE: f32 = 0.35;
const ASKED: f32 = 0.3;

/// A question costs this much: "why is she singing?" is hardly a choice.
const QUESTION: f32 = 0.15;

/// What a word weighs that is in no option, and an option's first word.
const FOREIGN: f32 = 0.65;
const FIRST: f32 = 0.7;

/// What is left of the fit of an option that denies something where nothing was denied, or the other way about.
const CONTRARY: f32 = 0.75;

/// What must be explained at least.
const ENOUGH: f32 = 0.3;

/// How alike one word must be at least, and what is left where none is and less than this share of the option was said.
const CLOSE: f32 = 0.8;
const HALF: f32 = 0.5;
const VAGUE: f32 = 0.65;

/// How much it matters that all of an option was said, and not a part.
const PART: f32 = 0.4;

/// Letters' pairs of whole texts: taken for the same, misheard; and asked about.
const SAME: f32 = 0.75;
const NEAR: f32 = 0.6;

/// The options that are open, ready to be compared.
pub(super) struct Options<'a> {
    written: &'a [Vec<Word>],
    pub(super) terms: Vec<Vec<Term>>,
    /// How much each word tells its option from the others, 0..1.
    weights: Vec<Vec<f32>>,
    /// Which of them deny something.
    denying: Vec<bool>,
    lexicon: &'a Lexicon,
}

impl<'a> Options<'a> {
    pub(super) fn new(written: &'a [Vec<Word>], lexicon: &'a Lexicon) -> Self {
        let terms: Vec<Vec<Term>> = written.iter().map(|option| lexicon.terms(option)).collect();
        let weights = terms.iter().map(|option| weights(option, &terms)).collect();
        let denying = terms.iter().map(|option| denies(option, lexicon)).collect();
        Options { written, terms, weights, denying, lexicon }
    }

    /// The option that `wanted` means; `question` where it asks something.
    pub(super) fn decide(&self, wanted: &[Word], question: bool) -> Chosen {
        let cost = if question { QUESTION } else { 0.0 };
        let fits = self.scores(&self.lexicon.terms(wanted)).into_iter().map(|score| score - cost);
        let letters = pairs(&wanted.iter().map(|word| word.plain.as_str()).collect::<String>());
        let fits = fits.zip(self.written).map(|(score, option)| score.max(whole(&letters, option)));
        let mut ranked: Vec<(usize, f32)> = fits.enumerate().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        let second = ranked.get(1).map_or(0.0, |(_, score)| *score);
        match ranked.first() {
            Some(&(option, score)) if score >= SURE && score - second >= AHEAD => Chosen::Sure(option),
            Some(&(_, score)) if score >= POSSIBLE => {
                let near = ranked.iter().take_while(|(_, other)| *other >= POSSIBLE && score - other < ASKED);
                Chosen::Unsure(near.map(|(option, _)| *option).collect())
            }
            _ => Chosen::None,
        }
    }

    /// The options that a clause speaks of.
    pub(super) fn best(&self, said: &[Term]) -> Vec<usize> {
        let scores = self.scores(said);
        let top = scores.iter().copied().fold(POSSIBLE, f32::max);
        scores
            .iter()
            .enumerate()
            .filter(|(_, score)| top - **score < 0.05)
            .map(|(option, _)| option)
            .collect()
    }

    /// What a negated clause refuses: what it speaks of, unless that denies something itself, as "say nothing" does.
    pub(super) fn refused(&self, said: &[Term]) -> Vec<usize> {
        let best = self.best(said);
        let denying = best.iter().any(|&option| self.denying.get(option) == Some(&true));
        if denying { Vec::new() } else { best }
    }

    /// How well `said` fits each option, 0..1: how much of what was said the option explains, a little more where much of
    /// the option was said.
    fn scores(&self, said: &[Term]) -> Vec<f32> {
        let denied = denies(said, self.lexicon);
        let said = self.compared(said);
        let options = self.weights.iter().zip(&self.denying).enumerate();
        // "Sing, Porter" is not "Ask Porter not to sing".
        let score = |(at, (weights, denies)): (usize, (&Vec<f32>, &bool))| {
            fit(&said, at, weights) * if *denies == denied { 1.0 } else { CONTRARY }
        };
        options.map(score).collect()
    }

    /// What was said beside all words of all options. Words that were parted and are one in an option are one here:
    /// "mail bag", "light house", "batter e".
    fn compared(&self, said: &[Term]) -> Vec<Compared> {
        let mut compared = Vec::with_capacity(said.len());
        let mut words = said.iter().map(|word| self.compare(word)).peekable();
        let mut terms = said.iter();
        while let (Some(word), Some(term)) = (words.next(), terms.next()) {
            let next = words.peek().zip(terms.as_slice().first()).filter(|_| term.weight > 0.3);
            let pair = next.and_then(|(beside, next)| {
                let pair = self.compare(&self.lexicon.term(&format!("{}{}", term.plain, next.plain)));
                (pair.most > word.most.max(beside.most) + 0.05).then_some(pair)
            });
            if pair.is_some() {
                words.next();
                terms.next();
            }
            compared.push(pair.unwrap_or(word));
        }
        compared
    }

    fn compare(&self, word: &Term) -> Compared {
        let alike = |option: &Vec<Term>| option.iter().map(|term| alike(word, term)).collect::<Vec<f32>>();
        let alike: Vec<Vec<f32>> = self.terms.iter().map(alike).collect();
        let most = alike.iter().flatten().copied().fold(0.0, f32::max);
        Compared { weight: word.weight, alike, most }
    }
}

/// A word that was said, beside all words of all options.
struct Compared {
    weight: f32,
    alike: Vec<Vec<f32>>,
    /// The most that it is like any of them.
    most: f32,
}

/// How well `said` fits the option at `at`, whose words weigh `weights`.
fn fit(said: &[Compared], at: usize, weights: &[f32]) -> f32 {
    let (mut explained, mut all, mut closest) = (0.0, 0.0, 0.0_f32);
    let mut covered = vec![0.0_f32; weights.len()];
    for word in said {
        let Some(row) = word.alike.get(at) else { continue };
        covered.iter_mut().zip(row).for_each(|(covered, alike)| *covered = covered.max(*alike));
        let pairs = row.iter().copied().zip(weights.iter().copied());
        let (alike, weight) = pairs.max_by(|a, b| (a.0 * a.1).total_cmp(&(b.0 * b.1))).unwrap_or((0.0, 0.0));
        let known = weight.min(word.weight);
        explained += alike * known;
        all += if alike > 0.0 { known } else { word.missed() };
        if known > 0.1 {
            closest = closest.max(alike);
        }
    }
    let whole: f32 = weights.iter().sum();
    if all < 0.05 || whole <= 0.0 {
        return 0.0;
    }
    let covered = covered.iter().zip(weights).map(|(covered, weight)| covered * weight).sum::<f32>() / whole;
    // A small word or two explain nothing; one word that only means about the same, little.
    let enough = (explained / ENOUGH).min(1.0) * if closest < CLOSE && covered < HALF { VAGUE } else { 1.0 };
    explained / all * (1.0 - PART + PART * covered.sqrt()) * enough
}

impl Compared {
    /// What the word weighs against an option that does not have it.
    fn missed(&self) -> f32 {
        if self.most > 0.0 { self.weight } else { FOREIGN * self.weight }
    }
}

fn denies(words: &[Term], lexicon: &Lexicon) -> bool {
    words.iter().any(|word| lexicon.negators.contains(&word.plain))
}

/// How much each word of `option` tells it from the others. The first is mostly what one does, and one can do the same
/// with other things.
fn weights(option: &[Term], options: &[Vec<Term>]) -> Vec<f32> {
    let first = |at: usize| if at == 0 && option.len() > 1 { FIRST } else { 1.0 };
    option.iter().enumerate().map(|(at, term)| rarity(term, options) * first(at)).collect()
}

/// All that a word says by itself where one option has it, little where all have.
fn rarity(term: &Term, options: &[Vec<Term>]) -> f32 {
    let has = |option: &&Vec<Term>| option.iter().any(|other| alike(term, other) > 0.7);
    let with = options.iter().filter(has).count().max(1);
    let all = options.len() as f32 + 1.0;
    term.weight * (all / with as f32).ln() / all.ln()
}

/// How well the letters of a whole utterance are those of an option; zero where they are not near.
fn whole(letters: &[(char, char)], option: &[Word]) -> f32 {
    let option: String = option.iter().map(|word| word.plain.as_str()).collect();
    match dice(letters, &pairs(&option)) {
        share if share >= SAME => SURE + 0.5 * (share - SAME),
        share if share >= NEAR => POSSIBLE,
        _ => 0.0,
    }
}
