use std::collections::HashMap;

use vesper_speech::Result;
use vesper_weights::gguf::Header;

use super::bytes::character;
use super::merge::{Joint, Piece, merge};
use super::split::Split;
use super::vocabulary::Vocabulary;

/// Byte pair encoding: a text is split into words, each word into bytes (or characters), and neighbours are joined in the
/// order of a list of merges. After Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword
/// Units" (2016), in the variant of GPT-2, and in details after llama.cpp (src/llama-vocab.cpp, `llm_tokenizer_bpe`).
pub(super) struct Pair {
    split: Split,
    /// What two tokens become, by both. A merge whose parts or whole are no tokens could never be said and is left out.
    merges: HashMap<(u32, u32), (u32, u32)>,
    bytes: Vec<Option<u32>>,
}

impl Pair {
    /// # Errors
    /// `BadFile` where there are no merges.
    pub(super) fn read(header: &Header, vocabulary: &Vocabulary, split: Split) -> Result<Pair> {
        const LIST: &str = "tokenizer.ggml.merges";
        let texts = header.texts(LIST)?.ok_or_else(|| header.missing(LIST))?;
        let mut merges = HashMap::with_capacity(texts.len());
        for (text, rank) in texts.iter().zip(0_u32..) {
            if let Some((left, right, both)) = parts(vocabulary, text) {
                merges.entry((left, right)).or_insert((rank, both));
            }
        }
        let spelled = |byte: u8| match split.spells_bytes() {
            true => vocabulary.said(character(byte).encode_utf8(&mut [0; 4]).as_bytes()),
            false => vocabulary.byte(byte),
        };
        let bytes = (0..=255).map(spelled).collect();
        Ok(Pair { split, merges, bytes })
    }

    pub(super) fn split(&self) -> &Split {
        &self.split
    }

    /// Appends the tokens of `text`.
    pub(super) fn tokens(&self, vocabulary: &Vocabulary, text: &str, tokens: &mut Vec<u32>) {
        self.split.words(text, |word| match self.whole(vocabulary, word) {
            Some(token) => tokens.push(token),
            None => self.word(vocabulary, word, tokens),
        });
    }

    fn whole(&self, vocabulary: &Vocabulary, word: &str) -> Option<u32> {
        match self.split.prefers_whole(word) {
            true if self.split.spells_bytes() => {
                vocabulary.said(word.bytes().map(character).collect::<String>().as_bytes())
            }
            true => vocabulary.said(word.as_bytes()),
            false => None,
        }
    }

    fn word(&self, vocabulary: &Vocabulary, word: &str, tokens: &mut Vec<u32>) {
        let byte = |byte: u8| self.bytes.get(usize::from(byte)).copied().flatten();
        let pieces = match self.split.spells_bytes() {
            true => {
                let piece = |(at, value)| Piece { bytes: at..at + 1, token: byte(value) };
                word.bytes().enumerate().map(piece).collect()
            }
            false => {
                let piece = |(at, character): (usize, char)| {
                    let bytes = at..at + character.len_utf8();
                    Piece {
                        token: vocabulary.said(word.get(bytes.clone()).unwrap_or_default().as_bytes()),
                        bytes,
                    }
                };
                word.char_indices().map(piece).collect()
            }
        };
        let joint = |left: &Piece, right: &Piece| {
            let &(rank, token) = self.merges.get(&(left.token?, right.token?))?;
            Some(Joint { rank, token })
        };
        for piece in merge(pieces, joint) {
            match piece.token {
                Some(token) => tokens.push(token),
                None => tokens.extend(word.as_bytes()[piece.bytes].iter().filter_map(|value| byte(*value))),
            }
        }
    }
}

/// Both parts of a merge and what they become. The first character belongs to the left part even if it is the space
/// that stands between both.
fn parts(vocabulary: &Vocabulary, text: &[u8]) -> Option<(u32, u32, u32)> {
    let space = 1 + text.get(1..)?.iter().position(|byte| *byte == b' ')?;
    let (left, right) = (text.get(..space)?, text.get(space + 1..)?);
    Some((vocabulary.said(left)?, vocabulary.said(right)?, vocabulary.said(&[left, right].concat())?))
}
