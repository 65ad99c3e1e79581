use super::LONGEST;
use super::command::{Spoken, spoken};
use super::phrases::Phrases;
use super::text::{Word, head, plain, words};

mod clause;
mod place;
mod score;

/// Options that are compared, and words of each. A script's own bounds are wider; nobody listens to more.
const OPTIONS: usize = 16;
const WORDS: usize = 20;

/// Words of an utterance that are compared: what is longer is a story of its own.
const SAID: usize = 32;

/// Which option was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// This one, by its index.
    Sure(usize),
    /// One of these, the likeliest first: ask again.
    Unsure(Vec<usize>),
    /// None of them, or nothing that is a choice.
    None,
}

/// Which of `options` was meant by `text`: by its number or place, by its words, or by other words for them. A wrong
/// certainty costs more than a question, so that what could mean two is [`Chosen::Unsure`]. `language` is a BCP 47 tag.
///
/// Words are compared by form, sound and meaning, weighted by how few options share them; the borders were measured on
/// what listeners may say to the shipped stories (`intent/choice/said.txt`).
pub fn choice<S: AsRef<str>>(text: &str, options: &[S], language: &str) -> Chosen {
    let phrases = Phrases::of(language);
    let said = words(head(text, LONGEST), &phrases.elided);
    let said = said.get(..SAID.min(said.len())).unwrap_or_default();
    let options: Vec<Vec<Word>> =
        options.iter().take(OPTIONS).map(|option| option_words(option.as_ref(), phrases)).collect();
    if said.is_empty() || options.is_empty() || neither(said, phrases) {
        return Chosen::None;
    }
    if let Some(option) = verbatim(said, &options) {
        return Chosen::Sure(option);
    }
    // Asks for the options, and may name one: "what was the first choice again?"
    if matches!(spoken(said, phrases), Some(Spoken::Choices | Spoken::Help)) {
        return Chosen::None;
    }
    if let Some(option) = sounding(said, options.len(), phrases) {
        return Chosen::Unsure(vec![option]);
    }
    let options = score::Options::new(&options, &phrases.lexicon);
    let clauses = clause::clauses(said, phrases);
    if let Some(at) = clauses.iter().rposition(|clause| clause.corrects) {
        let corrected = decide(clauses.get(at..).unwrap_or_default(), &options, phrases);
        if corrected != Chosen::None {
            return corrected;
        }
    }
    decide(&clauses, &options, phrases)
}

fn option_words(option: &str, phrases: &Phrases) -> Vec<Word> {
    let mut words = words(head(option, LONGEST), &phrases.elided);
    words.truncate(WORDS);
    words
}

/// "None of them", "I don't know", "something else".
fn neither(said: &[Word], phrases: &Phrases) -> bool {
    let plain: Vec<&str> = said.iter().map(|word| word.plain.as_str()).collect();
    let (begins, ends) = (phrases.before.beginnings(&plain), phrases.after.ends(&plain));
    begins
        .iter()
        .any(|&from| ends.iter().any(|&to| plain.get(from..to).is_some_and(|core| phrases.neither.has(core))))
}

/// The option whose number sounds like the one small word that was heard: "to", "for".
fn sounding(said: &[Word], options: usize, phrases: &Phrases) -> Option<usize> {
    let [word] = said else { return None };
    let lexicon = &phrases.lexicon;
    let small = lexicon.number(&word.plain).is_none() && lexicon.weight(&word.plain) < 0.3;
    let number = lexicon.sounding(&word.plain).filter(|number| small && *number <= options)?;
    number.checked_sub(1)
}

/// The one option that was said word for word.
fn verbatim(said: &[Word], options: &[Vec<Word>]) -> Option<usize> {
    let said = plain(said);
    let mut same =
        (0..options.len()).filter(|&at| options.get(at).is_some_and(|option| plain(option) == said));
    same.next().filter(|_| same.next().is_none())
}

/// What the clauses mean together.
fn decide(clauses: &[clause::Clause<'_>], options: &score::Options<'_>, phrases: &Phrases) -> Chosen {
    let mut named = Vec::new();
    let mut refused = Vec::new();
    let mut wanted: Vec<&Word> = Vec::new();
    let mut denied: Vec<&Word> = Vec::new();
    for clause in clauses {
        let said = phrases.lexicon.terms(clause.words);
        let places = place::named(&said, &options.terms, phrases);
        match (places.is_empty(), clause.negated) {
            (false, false) => named.extend(places),
            (false, true) => refused.extend(places),
            (true, false) => wanted.extend(clause.words),
            (true, true) => match options.refused(&said) {
                none if none.is_empty() => denied.extend(clause.words),
                some => refused.extend(some),
            },
        }
    }
    named.dedup();
    named.retain(|option| !refused.contains(option));
    let question = clauses.iter().any(|clause| clause.question);
    match named.as_slice() {
        [] => {}
        [one] if !question => return Chosen::Sure(*one),
        _ => return Chosen::Unsure(named),
    }
    // "Say nothing" denies, and is an option; "don't stop him, let him sing" says what is wanted beside it.
    if options.best(&phrases.lexicon.terms(&owned(&wanted))).is_empty() {
        wanted.extend(denied);
    }
    without(&refused, options.decide(&owned(&wanted), question), options.terms.len())
}

/// What is left of `chosen` when these of all `count` options were refused; all others where nothing else was said.
fn without(refused: &[usize], chosen: Chosen, count: usize) -> Chosen {
    let candidates: Vec<usize> = match chosen {
        Chosen::Sure(option) if !refused.contains(&option) => return chosen,
        Chosen::None if refused.is_empty() => return chosen,
        Chosen::Sure(_) | Chosen::None => (0..count).collect(),
        Chosen::Unsure(candidates) => candidates,
    };
    let left: Vec<usize> = candidates.into_iter().filter(|option| !refused.contains(option)).collect();
    if left.is_empty() { Chosen::None } else { Chosen::Unsure(left) }
}

fn owned(words: &[&Word]) -> Vec<Word> {
    words.iter().map(|word| (*word).clone()).collect()
}

#[cfg(test)]
mod tests;
