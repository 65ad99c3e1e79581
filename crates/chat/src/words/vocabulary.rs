use std::collections::HashMap;

use vesper_speech::Result;
use vesper_weights::gguf::{Header, Texts, Value};

use super::refused;

/// What a token is for; the numbers are those of `tokenizer.ggml.token_type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Normal,
    Unknown,
    /// Steers the conversation and is never text.
    Control,
    /// Text that is one token wherever it stands.
    Defined,
    Unused,
    /// One byte of text.
    Byte,
}

impl Sort {
    fn numbered(number: i64) -> Sort {
        match number {
            2 => Sort::Unknown,
            3 => Sort::Control,
            4 => Sort::Defined,
            5 => Sort::Unused,
            6 => Sort::Byte,
            _ => Sort::Normal,
        }
    }
}

/// Texts by which makers mark the end of an answer, whatever the rest of the file says of them: the list of llama.cpp
/// (src/llama-vocab.cpp).
const ENDINGS: &[&str] = &[
    "<|eot_id|>",
    "<|im_end|>",
    "<|end|>",
    "<|return|>",
    "<|call|>",
    "<|flush|>",
    "<|calls|>",
    "<end_of_turn>",
    "<|endoftext|>",
    END_OF_SENTENCE,
    "<|eom_id|>",
    "<EOT>",
    "_<EOT>",
    "[EOT]",
    "[EOS]",
    "<|end_of_text|>",
    "<end_of_utterance>",
    "<turn|>",
    "<|tool_response>",
    "<｜end▁of▁sentence｜>",
    "[e~[",
    "<|fim_pad|>",
    "<|repo_name|>",
    "<|file_sep|>",
];

/// In vocabularies with Gemma 4's marks this is a tag of HTML.
const END_OF_SENTENCE: &str = "</s>";

/// The tokens as they stand in the file.
pub(super) struct Vocabulary {
    texts: Texts,
    sorts: Vec<Sort>,
    ids: HashMap<Box<[u8]>, u32>,
    /// Sorted.
    ends: Vec<u32>,
}

impl Vocabulary {
    /// # Errors
    /// `BadFile` where there are no tokens, more than can be numbered, or fewer sorts than tokens.
    pub(super) fn read(header: &Header) -> Result<Vocabulary> {
        const LIST: &str = "tokenizer.ggml.tokens";
        let texts = header.texts(LIST)?.ok_or_else(|| header.missing(LIST))?.clone();
        if texts.is_empty() || i32::try_from(texts.len()).is_err() {
            let what = format!("it has {} tokens.", texts.len());
            return Err(refused(header, what, "Take another file of the model."));
        }
        let sorts = sorts(header, texts.len())?;
        let ids = texts.iter().zip(0..).map(|(text, id)| (text.into(), id)).collect();
        let mut vocabulary = Vocabulary { texts, sorts, ids, ends: Vec::new() };
        vocabulary.mark_endings(header)?;
        Ok(vocabulary)
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The token as it is written in the file, which is not how it is written in a text.
    pub(super) fn text(&self, token: u32) -> &[u8] {
        self.texts.get(token as usize).unwrap_or_default()
    }

    pub(super) fn sort(&self, token: u32) -> Sort {
        self.sorts.get(token as usize).copied().unwrap_or(Sort::Unused)
    }

    pub(super) fn id(&self, text: &[u8]) -> Option<u32> {
        self.ids.get(text).copied()
    }

    /// The same for ordinary text, of which no control token ever is a part.
    pub(super) fn said(&self, text: &[u8]) -> Option<u32> {
        self.id(text).filter(|token| self.sort(*token) != Sort::Control)
    }

    /// The token of one byte in vocabularies that spell bytes as `<0x0A>`.
    pub(super) fn byte(&self, byte: u8) -> Option<u32> {
        self.said(format!("<0x{byte:02X}>").as_bytes()).or_else(|| self.said(&[byte]))
    }

    pub(super) fn ends(&self, token: u32) -> bool {
        self.ends.binary_search(&token).is_ok()
    }

    /// The tokens that end an answer, in order.
    pub(super) fn endings(&self) -> &[u32] {
        &self.ends
    }

    /// The token that `key` names, or `usual` where it names none; none where there is no such token.
    pub(super) fn named(&self, header: &Header, key: &str, usual: Option<u32>) -> Result<Option<u32>> {
        let named = header.unsigned(key)?.and_then(|id| u32::try_from(id).ok());
        let exists = |id: &u32| (*id as usize) < self.len();
        Ok(named.filter(exists).or(usual.filter(exists)))
    }

    fn mark_endings(&mut self, header: &Header) -> Result<()> {
        let usual = (header.text("tokenizer.ggml.model")? == Some("llama")).then_some(2);
        let mut ends = vec![self.named(header, "tokenizer.ggml.eos_token_id", usual)?];
        for key in ["tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id"] {
            ends.push(self.named(header, key, None)?);
        }
        // A file that calls such a token ordinary text is mistaken.
        let html = self.id(b"<|tool_response>").is_some();
        let endings = ENDINGS.iter().filter(|text| !html || **text != END_OF_SENTENCE);
        let marked: Vec<u32> = endings.filter_map(|text| self.id(text.as_bytes())).collect();
        for token in marked {
            if let Some(sort) = self.sorts.get_mut(token as usize) {
                *sort = Sort::Control;
            }
            ends.push(Some(token));
        }
        self.ends = ends.into_iter().flatten().collect();
        self.ends.sort_unstable();
        self.ends.dedup();
        // Harmony's `<|end|>` closes one message of several.
        let has = |text: &str| self.id(text.as_bytes()).is_some();
        if (has("<|return|>") && has("<|call|>")) || (has("<|calls|>") && has("<|flush|>")) {
            let end = self.id(b"<|end|>");
            self.ends.retain(|token| Some(*token) != end);
        }
        Ok(())
    }
}

fn sorts(header: &Header, count: usize) -> Result<Vec<Sort>> {
    const LIST: &str = "tokenizer.ggml.token_type";
    let Some(numbers) = header.scalars(LIST)? else { return Ok(vec![Sort::Normal; count]) };
    if numbers.len() < count {
        let what = format!("it says of {} of its {count} tokens what they are.", numbers.len());
        return Err(refused(header, what, "Fetch the file again."));
    }
    let sort = |value: Value| Sort::numbered(value.number().unwrap_or(1.0) as i64);
    Ok(numbers.iter().take(count).map(sort).collect())
}
