//! What a model reads and writes: its tokens, its chat template, what of its answer is heard.

mod bytes;
mod flow;
mod merge;
mod pair;
mod python;
mod sentence;
mod special;
mod split;
mod template;
mod vocabulary;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use vesper_speech::{Error, Kind, Message, Result};
use vesper_weights::gguf::Header;

pub(crate) use self::flow::Flow;
use self::pair::Pair;
use self::sentence::{SPACE, Sentence};
use self::special::{Part, Special};
use self::split::Split;
use self::template::Template;
use self::vocabulary::{Sort, Vocabulary};
use crate::form::Forms;

/// Spelled-out endings beyond this length are not looked for.
const LONGEST_ENDING: usize = 64;

/// The words of one model, from the metadata of its file alone.
pub(crate) struct Words {
    tokens: Arc<Tokens>,
    template: Template,
    /// What keeps answers to a form; made when the first is asked for.
    forms: OnceLock<Result<Forms>>,
}

/// The tokens of a model, and how a text becomes them.
pub(crate) struct Tokens {
    vocabulary: Vocabulary,
    special: Special,
    family: Family,
    /// What each token is in a text, one after the other, and where each ends.
    spelled: Vec<u8>,
    ends: Vec<u32>,
    begin: Option<u32>,
}

enum Family {
    Pair(Pair),
    Sentence {
        sentence: Sentence,
        /// A text begins with a space that is not written.
        space_first: bool,
    },
}

impl Words {
    /// # Errors
    /// `BadFile` where the file has no vocabulary, a damaged one, or one of a family that is not known here.
    pub(crate) fn read(header: &Header) -> Result<Words> {
        let tokens = Tokens::read(header)?;
        let template = Template::read(header, &tokens)?;
        Ok(Words { tokens: Arc::new(tokens), template, forms: OnceLock::new() })
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// What `token` is in an answer: nothing for a control token, and for one that does not exist.
    pub(crate) fn bytes(&self, token: u32) -> &[u8] {
        self.tokens.bytes(token)
    }

    /// Whether the model says with `token` that it is done.
    pub(crate) fn ends(&self, token: u32) -> bool {
        self.tokens.vocabulary.ends(token)
    }

    /// The conversation as the model's template writes it, ready for the model's answer, with the token that begins it.
    /// Only the template makes control tokens: what looks like one in a message stays text.
    ///
    /// # Errors
    /// `BadFile` where there is no template or it cannot be followed, `BadRequest` where it refuses these messages.
    pub(crate) fn prompt(&self, messages: &[Message], thinking: bool) -> Result<Vec<u32>> {
        let guard = Guard::new(messages)?;
        let guarded = |message: &Message| Message {
            role: message.role,
            text: guard.guarded(&self.tokens.special, &message.text).into_owned(),
        };
        let messages: Vec<Message> = messages.iter().map(guarded).collect();
        let text = self.template.write(&messages, thinking)?;
        let begin = self.tokens.begin;
        let text = match begin.and_then(|begin| std::str::from_utf8(self.tokens.text(begin)).ok()) {
            Some(begin) => text.strip_prefix(begin).unwrap_or(&text),
            None => &text,
        };
        let mut tokens: Vec<u32> = begin.into_iter().collect();
        self.tokens.append(text, true, Some(guard), &mut tokens);
        Ok(tokens)
    }

    /// What keeps answers to a form.
    pub(crate) fn forms(&self) -> Result<&Forms> {
        self.forms.get_or_init(|| Forms::new(Arc::clone(&self.tokens))).as_ref().map_err(Error::clone)
    }

    /// Ends of the answer as a model spells them out that does not know the token.
    fn spelled_endings(&self) -> Vec<String> {
        let vocabulary = &self.tokens.vocabulary;
        let control = |token: &&u32| vocabulary.sort(**token) == Sort::Control;
        let texts = vocabulary.endings().iter().filter(control).map(|token| vocabulary.text(*token));
        let marked = texts.filter(|text| text.len() <= LONGEST_ENDING && text.starts_with(b"<"));
        marked.filter_map(|text| String::from_utf8(text.to_vec()).ok()).collect()
    }
}

impl Tokens {
    fn read(header: &Header) -> Result<Tokens> {
        const MODEL: &str = "tokenizer.ggml.model";
        let model = header.text(MODEL)?.ok_or_else(|| header.missing(MODEL))?;
        let vocabulary = Vocabulary::read(header)?;
        let named = match model {
            "gemma4" => Some("gemma4"),
            _ => header.text("tokenizer.ggml.pre")?,
        };
        let family = match model {
            "gpt2" | "gemma4" => {
                let split = Split::named(named).map_err(|error| of_file(header, error))?;
                Family::Pair(Pair::read(header, &vocabulary, split)?)
            }
            "llama" => Family::Sentence {
                sentence: Sentence::read(header, &vocabulary)?,
                space_first: header.flag("tokenizer.ggml.add_space_prefix")?.unwrap_or(true),
            },
            other => {
                let what = format!("its tokens are of the family {other:?}, which is not known here.");
                return Err(refused(header, what, "Take a model of another family."));
            }
        };
        let usual = match &family {
            Family::Sentence { .. } => (Some(1), true),
            Family::Pair(pair) => (Some(11), pair.split().begins()),
        };
        let begin = vocabulary.named(header, "tokenizer.ggml.bos_token_id", usual.0)?;
        let begins = header.flag("tokenizer.ggml.add_bos_token")?.unwrap_or(usual.1);
        let special = Special::read(header, &vocabulary)?;
        let (spelled, ends) = spelled(&vocabulary, &family);
        Ok(Tokens { vocabulary, special, family, spelled, ends, begin: begin.filter(|_| begins) })
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// What `token` is in a text; nothing for a control token, but for those around reasoning.
    pub(crate) fn bytes(&self, token: u32) -> &[u8] {
        let at = token as usize;
        let end = self.ends.get(at).copied().unwrap_or(0) as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        self.spelled.get(start..end).unwrap_or_default()
    }

    /// The token as it is written in the file.
    pub(crate) fn text(&self, token: u32) -> &[u8] {
        self.vocabulary.text(token)
    }

    /// Whether `token` is no text.
    pub(crate) fn steers(&self, token: u32) -> bool {
        !matches!(self.vocabulary.sort(token), Sort::Normal | Sort::Byte | Sort::Defined)
    }

    /// The tokens that end an answer, in order.
    pub(crate) fn endings(&self) -> &[u32] {
        self.vocabulary.endings()
    }

    /// `text` as the tokens that it is in the middle of another, none of them special.
    pub(crate) fn continuing(&self, text: &str) -> Vec<u32> {
        let mut tokens = Vec::new();
        self.append_text(text, false, &mut tokens);
        tokens
    }

    fn append(&self, text: &str, special: bool, guard: Option<Guard>, tokens: &mut Vec<u32>) {
        let mut after_special = true;
        for part in self.special.parts(text, special) {
            match part {
                Part::Token(token) => tokens.push(token),
                Part::Text(text) => {
                    let text = guard.map_or(Cow::Borrowed(text), |guard| guard.freed(text));
                    self.append_text(&text, after_special, tokens);
                }
            }
            after_special = matches!(part, Part::Token(_));
        }
    }

    fn append_text(&self, text: &str, after_special: bool, tokens: &mut Vec<u32>) {
        match &self.family {
            Family::Pair(pair) if pair.split().spells_bytes() => pair.tokens(&self.vocabulary, text, tokens),
            Family::Pair(pair) => pair.tokens(&self.vocabulary, &text.replace(' ', SPACE), tokens),
            Family::Sentence { sentence, space_first } => {
                let first = if *space_first && after_special { SPACE } else { "" };
                let text = format!("{first}{}", text.replace(' ', SPACE));
                sentence.tokens(&self.vocabulary, &text, tokens);
            }
        }
    }
}

/// A character that no message has. Put into what looks like a control token, it keeps that from becoming one, whatever
/// the template does with the text around it.
#[derive(Clone, Copy)]
struct Guard(char);

impl Guard {
    fn new(messages: &[Message]) -> Result<Guard> {
        let unused = |guard: &char| messages.iter().all(|message| !message.text.contains(*guard));
        // Unicode keeps these 32 for such uses and gives them to nobody.
        let guard = ('\u{fdd0}'..='\u{fdef}').find(unused).map(Guard);
        let what = "they use every character that Unicode reserves for programs.";
        guard.ok_or_else(|| Error::new(Kind::BadRequest, "the messages", what, "Leave some of them out."))
    }

    fn guarded<'t>(self, special: &Special, text: &'t str) -> Cow<'t, str> {
        let mut guarded = String::new();
        let mut at = 0;
        for place in special.lookalikes(text) {
            let inside =
                place + text.get(place..).and_then(|text| text.chars().next()).map_or(0, char::len_utf8);
            guarded.push_str(text.get(at..inside).unwrap_or_default());
            guarded.push(self.0);
            at = inside;
        }
        if at == 0 {
            return Cow::Borrowed(text);
        }
        guarded.push_str(text.get(at..).unwrap_or_default());
        Cow::Owned(guarded)
    }

    fn freed(self, text: &str) -> Cow<'_, str> {
        if text.contains(self.0) { Cow::Owned(text.replace(self.0, "")) } else { Cow::Borrowed(text) }
    }
}

fn refused(header: &Header, what: impl Into<String>, advice: &str) -> Error {
    of_file(header, Error::new(Kind::BadFile, "", what, advice))
}

fn of_file(header: &Header, error: Error) -> Error {
    Error { subject: header.missing("").subject, ..error }
}

fn spelled(vocabulary: &Vocabulary, family: &Family) -> (Vec<u8>, Vec<u32>) {
    let mut spelled = Vec::new();
    let mut ends = Vec::with_capacity(vocabulary.len());
    let as_bytes = matches!(family, Family::Pair(pair) if pair.split().spells_bytes());
    for token in 0..vocabulary.len() as u32 {
        let text = vocabulary.text(token);
        match vocabulary.sort(token) {
            Sort::Control if text == b"<think>" || text == b"</think>" => spelled.extend_from_slice(text),
            Sort::Control | Sort::Unknown | Sort::Unused => {}
            Sort::Defined => spelled.extend_from_slice(text),
            Sort::Byte => spelled.extend(hexadecimal(text)),
            Sort::Normal if as_bytes => spell_bytes(text, &mut spelled),
            Sort::Normal => spelled.extend(spaced(text)),
        }
        ends.push(spelled.len() as u32);
    }
    (spelled, ends)
}

fn spell_bytes(text: &[u8], spelled: &mut Vec<u8>) {
    for character in String::from_utf8_lossy(text).chars() {
        match bytes::byte(character) {
            Some(byte) => spelled.push(byte),
            None => spelled.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

fn hexadecimal(text: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(text).ok()?.strip_prefix("<0x")?.strip_suffix('>')?;
    u8::from_str_radix(digits, 16).ok()
}

fn spaced(text: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(text) {
        Ok(text) => text.replace(SPACE, " ").into_bytes(),
        Err(_) => text.to_vec(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
