//! The names in a sentence: words with a capital, and several of them in a row as one.

use super::are_related;
use super::lexicon::Lexicon;
use super::token::Token;

/// The first name in `tokens` that is not in `source`.
pub(super) fn missing(tokens: &[Token], source: &[Token], lexicon: &Lexicon) -> Option<String> {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if !is_name(token) {
            at += 1;
            continue;
        }
        let length = 1 + tokens
            .iter()
            .skip(at + 1)
            .take_while(|next| is_name(next) && next.follows && !next.begins)
            .count();
        let span = tokens.get(at..at + length).unwrap_or_default();
        if !is_known(span, source, lexicon) {
            return Some(span.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" "));
        }
        at += length;
    }
    None
}

/// `I` is none, nor is a letter that an apostrophe parts from its word.
fn is_name(token: &Token) -> bool {
    token.is_capital() && token.is_word() && token.text != "I"
}

fn is_known(span: &[Token], source: &[Token], lexicon: &Lexicon) -> bool {
    let Some((first, rest)) = span.split_first() else { return true };
    if stands_in(span, source) {
        return true;
    }
    // What a name does not need: a title, or the word that only begins the sentence.
    let is_title = lexicon.titles.contains(&first.folded.as_str());
    if is_title && !rest.is_empty() {
        return is_known(rest, source, lexicon);
    }
    if !first.begins || !begins_soundly(first, source, lexicon) {
        return false;
    }
    rest.is_empty() || is_known_within(rest, source, lexicon)
}

/// The rest of a span whose first word only began a sentence.
fn is_known_within(span: &[Token], source: &[Token], lexicon: &Lexicon) -> bool {
    let title = span.first().is_some_and(|first| lexicon.titles.contains(&first.folded.as_str()));
    stands_in(span, source) || title && span.len() > 1 && stands_in(span.get(1..).unwrap_or_default(), source)
}

/// These words stand in this order in the source, with a capital where they begin with one.
fn stands_in(span: &[Token], source: &[Token]) -> bool {
    source.windows(span.len()).any(|window| {
        let joined = window.iter().skip(1).all(|token| token.follows);
        joined
            && window.iter().zip(span).all(|(known, word)| known.folded == word.folded && known.is_capital())
    })
}

/// A word with a capital because the sentence begins there: one that says nothing by itself, or a relative of a small
/// word in the source. A number in words is checked as such.
fn begins_soundly(word: &Token, source: &[Token], lexicon: &Lexicon) -> bool {
    let folded = word.folded.as_str();
    let small = source.iter().filter(|token| !token.is_capital() || token.begins);
    lexicon.is_plain(folded)
        || lexicon.is_watched(folded)
        || lexicon.counts(folded)
        || small.into_iter().any(|known| are_related(&known.folded, folded))
}
