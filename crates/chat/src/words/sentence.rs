use std::ops::Range;

use vesper_speech::Result;
use vesper_weights::gguf::Header;

use super::merge::{Joint, Piece, merge};
use super::refused;
use super::vocabulary::Vocabulary;

/// How SentencePiece writes a space.
pub(super) const SPACE: &str = "\u{2581}";

/// Tokens as SentencePiece's BPE makes them: of all neighbours that together are a token, the pair with the highest score
/// is joined first; what is no token is spelled in bytes. After llama.cpp (src/llama-vocab.cpp, `llm_tokenizer_spm`).
pub(super) struct Sentence {
    /// A score for each token as a rank: the higher the score, the lower the rank.
    ranks: Vec<u32>,
    bytes: Vec<Option<u32>>,
    unknown: Option<u32>,
}

impl Sentence {
    /// # Errors
    /// `BadFile` where there are no scores, or fewer than tokens.
    pub(super) fn read(header: &Header, vocabulary: &Vocabulary) -> Result<Sentence> {
        const LIST: &str = "tokenizer.ggml.scores";
        let scores = header.scalars(LIST)?.ok_or_else(|| header.missing(LIST))?;
        if scores.len() < vocabulary.len() {
            let what = format!("it has {} scores for {} tokens.", scores.len(), vocabulary.len());
            return Err(refused(header, what, "Fetch the file again."));
        }
        let ranks = scores.iter().map(|score| rank(score.number().unwrap_or(f64::NAN) as f32)).collect();
        let bytes = (0..=255).map(|byte| vocabulary.byte(byte)).collect();
        let unknown = vocabulary.named(header, "tokenizer.ggml.unknown_token_id", Some(0))?;
        Ok(Sentence { ranks, bytes, unknown })
    }

    /// Appends the tokens of `text`, in which spaces are already written as [`SPACE`].
    pub(super) fn tokens(&self, vocabulary: &Vocabulary, text: &str, tokens: &mut Vec<u32>) {
        let part = |range: &Range<usize>| text.as_bytes().get(range.clone()).unwrap_or_default();
        let ends = text.char_indices().map(|(at, c)| at..at + c.len_utf8());
        let pieces = ends.map(|bytes| Piece { token: vocabulary.said(part(&bytes)), bytes }).collect();
        let joint = |left: &Piece, right: &Piece| {
            let token = vocabulary.said(part(&(left.bytes.start..right.bytes.end)))?;
            Some(Joint { rank: *self.ranks.get(token as usize)?, token })
        };
        for piece in merge(pieces, joint) {
            match piece.token {
                Some(token) => tokens.push(token),
                None => tokens.extend(part(&piece.bytes).iter().filter_map(|byte| {
                    self.bytes.get(usize::from(*byte)).copied().flatten().or(self.unknown)
                })),
            }
        }
    }
}

/// Orders as the floating point number does, the other way round; what is not a number comes last.
fn rank(score: f32) -> u32 {
    if score.is_nan() {
        return u32::MAX;
    }
    // Adding zero makes both zeros the same.
    let bits = (score + 0.0).to_bits();
    let rising = if bits >> 31 == 0 { bits | 1 << 31 } else { !bits };
    !rising
}
