//! How well an utterance fits each option.

use super::super::lexicon::Lexicon;
use super::{Chosen, Phrases, Term, Word, alike, dice, pairs};

/// What an option must reach, and by how much it must be ahead of the next, to be taken without asking.
const SURE: f32 = 0.55;
const AHEAD: f32 = 0.2;

/// What it must reach to be asked about.
const POSSIBLE: f32 = 0.35;

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

/// The option that `wanted` means.
pub(super) fn decide(
    wanted: &[Word],
    options: &[Vec<Word>],
    terms: &[Vec<Term>],
    question: bool,
    phrases: &Phrases,
) -> Chosen {
    let said = joined(&phrases.lexicon.terms(wanted), terms, &phrases.lexicon);
    let cost = if question { QUESTION } else { 0.0 };
    let mut ranked: Vec<(usize, f32)> =
        scores(&said, terms, &phrases.lexicon).into_iter().map(|score| score - cost).enumerate().collect();
    let written = wanted.iter().map(|word| word.plain.as_str()).collect::<String>();
    for ((_, score), option) in ranked.iter_mut().zip(options) {
        *score = score.max(whole(&written, option));
    }
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let second = ranked.get(1).map_or(0.0, |(_, score)| *score);
    match ranked.first() {
        Some(&(option, score)) if score >= SURE && score - second >= AHEAD => Chosen::Sure(option),
        Some(&(_, score)) if score >= POSSIBLE => {
            let near =
                ranked.iter().take_while(|(_, other)| *other >= POSSIBLE && score - other < AHEAD * 1.5);
            Chosen::Unsure(near.map(|(option, _)| *option).collect())
        }
        _ => Chosen::None,
    }
}

/// The options that a clause speaks of, likeliest first.
pub(super) fn best(said: &[Term], options: &[Vec<Term>], phrases: &Phrases) -> Vec<usize> {
    let said = joined(said, options, &phrases.lexicon);
    let scores = scores(&said, options, &phrases.lexicon);
    let top = scores.iter().copied().fold(POSSIBLE, f32::max);
    (0..options.len()).filter(|&at| scores.get(at).is_some_and(|score| top - score < 0.05)).collect()
}

/// A negated clause refuses what it speaks of, unless that is negated itself: "say nothing" is an option.
pub(super) fn refuses(said: &[Term], options: &[Vec<Term>], phrases: &Phrases) -> bool {
    let negated = |option: &[Term]| option.iter().any(|term| phrases.lexicon.negators.contains(&term.plain));
    let spoken_of = best(said, options, phrases);
    !spoken_of.is_empty()
        && spoken_of.iter().all(|&at| options.get(at).is_some_and(|option| !negated(option)))
}

/// How well `said` fits each option, 0..1: how much of what was said the option explains, a little more where much of
/// the option was said.
fn scores(said: &[Term], options: &[Vec<Term>], lexicon: &Lexicon) -> Vec<f32> {
    let denies = |words: &[Term]| words.iter().any(|word| lexicon.negators.contains(&word.plain));
    let score = |option: &Vec<Term>| {
        let fit = fit(said, &weighed(option, options), options);
        // "Sing, Porter" is not "Ask Porter not to sing".
        if denies(option) == denies(said) { fit } else { fit * CONTRARY }
    };
    options.iter().map(score).collect()
}

/// How well `said` fits one option, whose words come with what they weigh.
fn fit(said: &[Term], option: &[(&Term, f32)], options: &[Vec<Term>]) -> f32 {
    let (mut explained, mut all, mut closest) = (0.0, 0.0, 0.0_f32);
    for word in said {
        let best = option.iter().map(|(term, weight)| (alike(word, term), *weight));
        let (alike, weight) = best.max_by(|a, b| (a.0 * a.1).total_cmp(&(b.0 * b.1))).unwrap_or((0.0, 0.0));
        let known = weight.min(word.weight);
        explained += alike * known;
        all += if alike > 0.0 { known } else { missed(word, options) };
        if known > 0.1 {
            closest = closest.max(alike);
        }
    }
    let whole: f32 = option.iter().map(|(_, weight)| weight).sum();
    if all < 0.05 || whole <= 0.0 {
        return 0.0;
    }
    let said_of = |term: &Term| said.iter().map(|word| alike(word, term)).fold(0.0, f32::max);
    let covered = option.iter().map(|(term, weight)| weight * said_of(term)).sum::<f32>() / whole;
    // A small word or two explain nothing; one word that only means about the same, little.
    let enough = (explained / ENOUGH).min(1.0) * if closest < CLOSE && covered < HALF { VAGUE } else { 1.0 };
    explained / all * (1.0 - PART + PART * covered.sqrt()) * enough
}

/// The words of an option with how much each tells it from the others. The first is mostly what one does, and one can do
/// the same with other things.
fn weighed<'a>(option: &'a [Term], options: &[Vec<Term>]) -> Vec<(&'a Term, f32)> {
    let first = |at: usize| if at == 0 && option.len() > 1 { FIRST } else { 1.0 };
    option.iter().enumerate().map(|(at, term)| (term, rarity(term, options) * first(at))).collect()
}

/// What a word weighs against an option that does not have it.
fn missed(word: &Term, options: &[Vec<Term>]) -> f32 {
    let elsewhere = options.iter().flatten().any(|term| alike(word, term) > 0.0);
    if elsewhere { word.weight } else { FOREIGN * word.weight }
}

/// How much a word of an option tells it from the others: all where none of them has it, little where all have.
fn rarity(term: &Term, options: &[Vec<Term>]) -> f32 {
    let with =
        options.iter().filter(|option| option.iter().any(|other| alike(term, other) > 0.7)).count().max(1);
    let all = options.len() as f32 + 1.0;
    term.weight * (all / with as f32).ln() / all.ln()
}

/// Words that were parted and are one in an option: "mail bag", "light house", "batter e".
fn joined(said: &[Term], options: &[Vec<Term>], lexicon: &Lexicon) -> Vec<Term> {
    let best = |word: &Term| options.iter().flatten().map(|term| alike(word, term)).fold(0.0, f32::max);
    let mut joined = Vec::with_capacity(said.len());
    let mut at = 0;
    while let Some(word) = said.get(at) {
        let next = said.get(at + 1);
        let pair = next.map(|next| lexicon.term(&format!("{}{}", word.plain, next.plain)));
        match (pair, next) {
            (Some(pair), Some(next))
                if word.weight > 0.3 && best(&pair) > best(word).max(best(next)) + 0.05 =>
            {
                joined.push(pair);
                at += 2;
            }
            _ => {
                joined.push(word.clone());
                at += 1;
            }
        }
    }
    joined
}

/// How well the letters of a whole utterance are those of an option; zero where they are not near.
fn whole(written: &str, option: &[Word]) -> f32 {
    let option: String = option.iter().map(|word| word.plain.as_str()).collect();
    match dice(&pairs(written), &pairs(&option)) {
        share if share >= SAME => SURE + 0.5 * (share - SAME),
        share if share >= NEAR => POSSIBLE,
        _ => 0.0,
    }
}
