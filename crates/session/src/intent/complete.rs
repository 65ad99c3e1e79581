use super::LONGEST;
use super::phrases::Phrases;
use super::text::{Word, tail, words};

/// How finished it sounds after a mark that more follows, after a sound of hesitation, and at half a sentence.
const TRAILING: f32 = 0.15;
const HESITATING: f32 = 0.1;
const HALF: f32 = 0.4;

/// What is open after several words that want another, and after a describing word without what it describes; less with
/// a full stop behind it, for "as did the old." is over.
const HANGING: f32 = 0.85;
const DESCRIBING: f32 = 0.75;
const DESCRIBED: f32 = 0.7;

/// What is open after several words that close.
const CLOSED: f32 = 0.3;

/// Words of the longest half sentence: what is longer has its other half.
const SUBORDINATE: usize = 6;

/// Without a mark at its end even a closed sentence may go on: it sounds no more finished than this.
const UNMARKED: f32 = 0.85;

/// What a full stop closes of what the words leave open. Recognisers end whatever they are given with one.
const STOP: f32 = 0.3;

/// How finished `text` sounds, 0..1: near 0 where more must follow ("and then the"), near 1 for a whole sentence. Half is
/// the border. `language` is a BCP 47 tag.
///
/// Judged by the words at its end and a few beginnings, not by its meaning. Of whole sentences from books, without any
/// marks, nine in ten are above half; of the same cut at a random word, six in ten are below: the others end at a word
/// that could well have been the last.
pub fn completeness(text: &str, language: &str) -> f32 {
    let phrases = Phrases::of(language);
    let text = tail(text, LONGEST)
        .trim_end_matches(|letter: char| letter.is_whitespace() || "\"'”’»)".contains(letter));
    let words = words(text, &phrases.elided);
    let Some(last) = words.last() else { return 0.0 };
    let plain: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    let trails = text.ends_with("...")
        || text.ends_with('-')
        || matches!(last.mark, Some('…' | ',' | '—' | ':' | ';'));
    let ended = matches!(last.mark, Some('.' | '!' | '?'));
    if trails {
        TRAILING
    } else if phrases.fillers.contains(&last.plain) {
        HESITATING
    } else if phrases.whole.has(&plain) || phrases.command(&plain).is_some() {
        if ended { 0.98 } else { 0.9 }
    } else if ended {
        let open = open(&words, &plain, ended, phrases);
        1.0 - open * (1.0 - STOP)
    } else {
        let most = if halved(&plain, phrases) { HALF } else { UNMARKED };
        (1.0 - open(&words, &plain, ended, phrases)).min(most)
    }
}

/// How surely more must follow these words, 0..1.
fn open(words: &[Word], plain: &[&str], ended: bool, phrases: &Phrases) -> f32 {
    let [.., last] = words else { return 0.0 };
    if !phrases.closing.tails(plain).is_empty() {
        return CLOSED;
    }
    let determined = plain
        .len()
        .checked_sub(2)
        .and_then(|before| plain.get(before))
        .is_some_and(|before| phrases.determiners.contains(*before));
    let word = phrases.open.get(&last.plain).copied().unwrap_or(0.0);
    let hanging = if phrases.hanging.tails(plain).is_empty() { 0.0 } else { HANGING };
    let describing = match determined && phrases.describing.contains(&last.plain) {
        true if ended => DESCRIBED,
        true => DESCRIBING,
        false => 0.0,
    };
    word.max(hanging).max(describing)
}

/// Half a sentence: "when the sun went down". A question that begins so has its verb next.
fn halved(plain: &[&str], phrases: &Phrases) -> bool {
    let [first, second, ..] = plain else { return false };
    plain.len() <= SUBORDINATE && phrases.subordinate.contains(*first) && !phrases.asks.contains(*second)
}

#[cfg(test)]
mod tests;
