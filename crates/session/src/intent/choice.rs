use super::LONGEST;
use super::lexicon::{Term, alike, dice, pairs};
use super::phrases::Phrases;
use super::text::{Word, head, plain, words};

mod clause;
mod place;
mod score;

/// Options that are compared, and words of each. A script's own bounds are wider; nobody listens to more.
const OPTIONS: usize = 24;
const WORDS: usize = 24;

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

/// The one option that was said word for word.
fn verbatim(said: &[Word], options: &[Vec<Word>]) -> Option<usize> {
    let said = plain(said);
    let mut same =
        (0..options.len()).filter(|&at| options.get(at).is_some_and(|option| plain(option) == said));
    same.next().filter(|_| same.next().is_none())
}

/// What the clauses mean together.
fn decide(clauses: &[clause::Clause<'_>], options: &[Vec<Word>], phrases: &Phrases) -> Chosen {
    let terms: Vec<Vec<Term>> = options.iter().map(|option| phrases.lexicon.terms(option)).collect();
    let mut named = Vec::new();
    let mut refused = Vec::new();
    let mut wanted: Vec<&Word> = Vec::new();
    let mut denied: Vec<&Word> = Vec::new();
    for clause in clauses {
        let said = phrases.lexicon.terms(clause.words);
        let places = place::named(&said, &terms, phrases);
        let refuses = clause.negated && score::refuses(&said, &terms, phrases);
        match (places.is_empty(), clause.negated) {
            (false, false) => named.extend(places),
            (false, true) => refused.extend(places),
            (true, _) if refuses => refused.extend(score::best(&said, &terms, phrases)),
            (true, true) => denied.extend(clause.words),
            (true, false) => wanted.extend(clause.words),
        }
    }
    // "Say nothing" denies, and is an option; "don't stop him, let him sing" says what is wanted beside it.
    if score::best(&phrases.lexicon.terms(&owned(&wanted)), &terms, phrases).is_empty() {
        wanted.extend(denied);
    }
    named.dedup();
    named.retain(|option| !refused.contains(option));
    match named.as_slice() {
        [] => {}
        [one] => return Chosen::Sure(*one),
        _ => return Chosen::Unsure(named),
    }
    let wanted = owned(&wanted);
    let question = clauses.iter().any(|clause| clause.question);
    match score::decide(&wanted, options, &terms, question, phrases) {
        Chosen::Sure(option) if refused.contains(&option) => Chosen::Unsure(others(options.len(), &refused)),
        Chosen::None if !refused.is_empty() && refused.len() < options.len() => {
            Chosen::Unsure(others(options.len(), &refused))
        }
        Chosen::Unsure(mut candidates) => {
            candidates.retain(|option| !refused.contains(option));
            if candidates.is_empty() { Chosen::None } else { Chosen::Unsure(candidates) }
        }
        chosen => chosen,
    }
}

fn owned(words: &[&Word]) -> Vec<Word> {
    words.iter().map(|word| (*word).clone()).collect()
}

fn others(options: usize, refused: &[usize]) -> Vec<usize> {
    (0..options).filter(|option| !refused.contains(option)).collect()
}

#[cfg(test)]
mod tests;
