use std::ops::Range;

use aho_corasick::{AhoCorasick, Input, MatchKind};
use vesper_speech::Result;
use vesper_weights::gguf::Header;

use super::refused;
use super::vocabulary::{Sort, Vocabulary};

/// Bytes of the texts of all special tokens together, far above what any model has.
const MOST_BYTES: usize = 1 << 20;

/// The tokens that are found in a text before anything else is, the leftmost first, of those that begin together the
/// longest.
pub(super) struct Special {
    all: Found,
    /// Those that a listener may write as well.
    defined: Found,
    /// Those that a listener may not write.
    control: Found,
    /// White space after a special token is none of the text.
    strips: bool,
}

struct Found {
    search: AhoCorasick,
    tokens: Vec<u32>,
}

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    Text(&'t str),
    Token(u32),
}

impl Special {
    /// # Errors
    /// `BadFile` where there are more of them than can be looked for.
    pub(super) fn read(header: &Header, vocabulary: &Vocabulary) -> Result<Special> {
        let of = |sorts: &[Sort]| {
            let wanted =
                |token: &u32| sorts.contains(&vocabulary.sort(*token)) && !vocabulary.text(*token).is_empty();
            Found::new(header, vocabulary, (0..vocabulary.len() as u32).filter(wanted).collect())
        };
        let name = header.text("general.name")?.unwrap_or_default().to_lowercase();
        Ok(Special {
            all: of(&[Sort::Control, Sort::Unknown, Sort::Defined])?,
            defined: of(&[Sort::Defined])?,
            control: of(&[Sort::Control, Sort::Unknown])?,
            // No key says so; llama.cpp goes by the name as well.
            strips: name.contains("phi-3") || name.contains("phi3"),
        })
    }

    /// `text` with its special tokens taken out; without `control` only those that anybody may write.
    pub(super) fn parts<'t>(&'t self, text: &'t str, control: bool) -> Vec<Part<'t>> {
        let found = if control { &self.all } else { &self.defined };
        let mut parts = Vec::new();
        let mut at = 0;
        for (place, token) in found.places(text) {
            parts.extend(text.get(at..place.start).filter(|part| !part.is_empty()).map(Part::Text));
            at = place.end;
            if self.strips && !matches!(&text[place], "<unk>" | "<s>" | "<|endoftext|>") {
                at = text.len() - text[at..].trim_ascii_start().len();
            }
            parts.push(Part::Token(token));
        }
        parts.extend(text.get(at..).filter(|part| !part.is_empty()).map(Part::Text));
        parts
    }

    /// Where in `text` something begins that looks like a token that a listener may not write, in order.
    pub(super) fn lookalikes(&self, text: &str) -> impl Iterator<Item = usize> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = Input::new(text).span(from..text.len());
            let found = self.control.search.find(rest)?.start();
            from = found + 1;
            Some(found)
        })
    }
}

impl Found {
    fn new(header: &Header, vocabulary: &Vocabulary, tokens: Vec<u32>) -> Result<Found> {
        let bytes: usize = tokens.iter().map(|token| vocabulary.text(*token).len()).sum();
        let refused = |what: String| refused(header, what, "Take another file of the model.");
        if bytes > MOST_BYTES {
            return Err(refused(format!(
                "its special tokens have {bytes} bytes; {MOST_BYTES} are the most."
            )));
        }
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(tokens.iter().map(|token| vocabulary.text(*token)))
            .map_err(|error| refused(format!("its special tokens cannot be looked for: {error}.")))?;
        Ok(Found { search, tokens })
    }

    fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, u32)> + 't {
        let token = |place: aho_corasick::Match| {
            // A token need not be whole characters; where its bytes are not, it is no part of a text.
            text.get(place.range())?;
            Some((place.range(), *self.tokens.get(place.pattern().as_usize())?))
        };
        self.search.find_iter(text).filter_map(token)
    }
}
