//! Whether a sentence says only what its source says, as far as that can be told without understanding it: every
//! number, name and quotation of the sentence, and every word that counts or dates, must be in the source, and most of its
//! other words must have a relative there.
//!
//! What cannot be found is an error of the sentence, even where the sentence may be right: a true sentence that is
//! replaced by its source's own costs nothing, a false number that is spoken costs the listener's trust.

mod amount;
mod lexicon;
mod names;
mod numbers;
mod token;

use amount::Amount;
use lexicon::Lexicon;
use token::Token;

/// Words of a sentence that must have a relative in the source, as a share.
const RELATED: f32 = 0.5;
/// Letters of the shortest word that counts for it, and letters by which relatives are known.
const LONG: usize = 4;
const STEM: usize = 5;

/// What a source says, prepared to be asked often.
pub(crate) struct Source {
    language: String,
    tokens: Vec<Token>,
    amounts: Vec<Amount>,
}

/// What a sentence says and its source does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    Number(String),
    Name(String),
    Quotation(String),
    /// A word that counts or dates without a number: `dozens`, `yesterday`.
    Word(String),
    /// Most of its words.
    Most,
}

impl Source {
    /// `text` is everything that the source says, its title with it; `language` is BCP 47.
    pub(crate) fn of(text: &str, language: &str) -> Source {
        let tokens = token::tokens(text);
        let amounts = numbers::readings(&tokens, Lexicon::of(language));
        Source { language: language.to_owned(), tokens, amounts }
    }

    /// What of `sentence`, which is in `language`, cannot be found here; none where everything can.
    pub(crate) fn lacks(&self, sentence: &str, language: &str) -> Option<Missing> {
        let tokens = token::tokens(sentence);
        let lexicon = Lexicon::of(language);
        self.number(&tokens, lexicon)
            .or_else(|| self.quotation(sentence))
            .or_else(|| names::missing(&tokens, &self.tokens, lexicon).map(Missing::Name))
            .or_else(|| self.watched(&tokens, lexicon))
            .or_else(|| {
                (lexicon.same(&self.language) && !self.is_related(&tokens, lexicon)).then_some(Missing::Most)
            })
    }

    fn number(&self, tokens: &[Token], lexicon: &Lexicon) -> Option<Missing> {
        let said = numbers::said(tokens, lexicon);
        let unknown = said.into_iter().find(|amount| {
            let known = self.amounts.iter().any(|known| known.agrees(amount));
            !(known || amount.is_name() && self.tokens.iter().any(|token| token.folded == amount.written()))
        })?;
        Some(Missing::Number(unknown.written().to_owned()))
    }

    fn quotation(&self, sentence: &str) -> Option<Missing> {
        let quoted = quotations(sentence).into_iter();
        let mut unknown = quoted.filter(|quoted| !self.has_in_order(&token::tokens(quoted)));
        unknown.next().map(|quoted| Missing::Quotation(quoted.to_owned()))
    }

    fn has_in_order(&self, words: &[Token]) -> bool {
        words.is_empty()
            || self
                .tokens
                .windows(words.len())
                .any(|window| window.iter().zip(words).all(|(known, word)| known.folded == word.folded))
    }

    fn watched(&self, tokens: &[Token], lexicon: &Lexicon) -> Option<Missing> {
        let watched = tokens.iter().filter(|token| lexicon.is_watched(&token.folded));
        let mut unknown = watched.filter(|token| !self.has(&token.folded));
        unknown.next().map(|token| Missing::Word(token.folded.clone()))
    }

    fn has(&self, word: &str) -> bool {
        self.tokens.iter().any(|token| token.folded == word)
    }

    fn is_related(&self, tokens: &[Token], lexicon: &Lexicon) -> bool {
        let counts = |token: &&Token| {
            let word = token.folded.as_str();
            token.is_word()
                && word.chars().count() >= LONG
                && !lexicon.is_plain(word)
                && !lexicon.counts(word)
        };
        let (mut words, mut related) = (0usize, 0usize);
        for token in tokens.iter().filter(counts) {
            words += 1;
            related += usize::from(self.tokens.iter().any(|known| are_related(&known.folded, &token.folded)));
        }
        related as f32 >= words as f32 * RELATED
    }
}

/// Whether two words begin alike, as the forms of one word do.
pub(crate) fn are_related(a: &str, b: &str) -> bool {
    let shorter = a.chars().count().min(b.chars().count());
    let alike = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    a == b || (shorter >= LONG && alike >= STEM.min(shorter))
}

/// What stands between quotation marks.
fn quotations(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (Some((from, close)), c) if c == close => {
                found.extend(text.get(from..at));
                open = None;
            }
            (None, '“') => open = Some((at + c.len_utf8(), '”')),
            (None, '«') => open = Some((at + c.len_utf8(), '»')),
            _ => {}
        }
    }
    // One that does not close goes to the end.
    found.extend(open.and_then(|(from, _)| text.get(from..)));
    found
}

#[cfg(test)]
mod tests;
