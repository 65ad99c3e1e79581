//! Answers that keep to a schema or a grammar: at each step only those tokens are allowed that leave a way to a whole
//! answer. [llguidance](https://github.com/guidance-ai/llguidance) knows which these are.

use std::sync::Arc;

use llguidance::api::{ParserLimits, TopLevelGrammar};
use llguidance::toktrie::{InferenceCapabilities, TokEnv, TokRxInfo, TokTrie, TokenizerEnv};
use llguidance::{Matcher, ParserFactory};
use serde_json::{Value, json};
use vesper_speech::{Error, Form, Kind, Result};

use crate::words::{Tokens, Words};

/// Bytes of a schema or a grammar.
const LONGEST_FORM: usize = 256 * 1024;
/// Longer tokens are not used in answers of a form.
const LONGEST_TOKEN: usize = 200;
/// States of the lexer; each takes up to 2 KB.
const MOST_STATES: usize = 40_000;
/// What may stand between the parts of JSON: nothing, a space, or a new line with its indent.
const BLANKS: &str = r"( |\n {0,24})?";
/// Symbols in the rules of a grammar.
const MOST_SYMBOLS: usize = 200_000;

/// What all constraints over one vocabulary share.
pub(crate) struct Forms {
    factory: ParserFactory,
}

/// What may still be said so that the whole keeps to a form.
pub(crate) struct Constraint {
    matcher: Matcher,
}

impl Forms {
    /// # Errors
    /// `BadFile` where the vocabulary cannot end an answer.
    pub(crate) fn new(tokens: Arc<Tokens>) -> Result<Forms> {
        let vocabulary = FormVocabulary::new(tokens)?;
        let env: TokEnv = Arc::new(vocabulary);
        let abilities = InferenceCapabilities { ff_tokens: true, ..InferenceCapabilities::default() };
        let slices = llguidance::earley::SlicedBiasComputer::general_slices();
        let mut factory = ParserFactory::new(&env, abilities, &slices)
            .map_err(|error| Error::new(Kind::Engine, "vocabulary", error.to_string(), ""))?;
        *factory.limits_mut() = ParserLimits {
            max_lexer_states: MOST_STATES,
            max_grammar_size: MOST_SYMBOLS,
            verbose_errors: false,
            ..ParserLimits::default()
        };
        factory.quiet();
        Ok(Forms { factory })
    }
}

impl Constraint {
    /// # Errors
    /// `BadRequest` where the form cannot be kept to, with the reason.
    pub(crate) fn new(words: &Words, form: &Form) -> Result<Constraint> {
        let (Form::Schema(text) | Form::Grammar(text)) = form;
        if text.len() > LONGEST_FORM {
            let what = format!("it has {} bytes; {LONGEST_FORM} are the most.", text.len());
            return Err(refused(form, what));
        }
        let grammar = match form {
            Form::Schema(schema) => {
                let schema =
                    serde_json::from_str(schema).map_err(|error| refused(form, format!("{error}.")))?;
                TopLevelGrammar::from_json_schema(tidy(schema))
            }
            Form::Grammar(grammar) => TopLevelGrammar::from_lark(grammar.clone()),
        };
        let parser = words.forms()?.factory.create_parser(grammar);
        let parser = parser.map_err(|error| refused(form, format!("{}.", first_line(&error.to_string()))))?;
        let matcher = Matcher::new(Ok(parser));
        match matcher.get_error() {
            Some(error) => Err(refused(form, format!("{}.", first_line(&error)))),
            None => Ok(Constraint { matcher }),
        }
    }

    /// Leaves the logits of what may come next as they are and makes all others minus infinity. Once nothing can follow,
    /// only what ends the answer may come.
    ///
    /// # Errors
    /// `BadRequest` where following the form takes more than is allowed.
    pub(crate) fn allow(&mut self, logits: &mut [f32]) -> Result<()> {
        let mask = self.matcher.compute_mask_or_eos().map_err(|error| too_much(&error.to_string()))?;
        let words = mask.as_slice().iter().copied().chain(std::iter::repeat(0));
        for (chunk, mut allowed) in logits.chunks_mut(u32::BITS as usize).zip(words) {
            for logit in chunk {
                if allowed & 1 == 0 {
                    *logit = f32::NEG_INFINITY;
                }
                allowed >>= 1;
            }
        }
        Ok(())
    }

    /// `token` was said.
    ///
    /// # Errors
    /// `BadRequest` where it is not among those that were allowed.
    pub(crate) fn take(&mut self, token: u32) -> Result<()> {
        if self.matcher.is_stopped() && !self.matcher.is_error() {
            return Ok(());
        }
        self.matcher.consume_token(token).map_err(|error| too_much(&error.to_string()))
    }

    /// The tokens that must come next whatever the model thinks, often none. They are taken with that.
    ///
    /// # Errors
    /// As for [`take`](Constraint::take).
    pub(crate) fn forced(&mut self) -> Result<Vec<u32>> {
        let tokens = self.matcher.consume_ff_tokens();
        match self.matcher.get_error() {
            Some(error) => Err(too_much(&error)),
            None => Ok(tokens),
        }
    }

    /// Nothing can follow any more.
    pub(crate) fn done(&self) -> bool {
        self.matcher.is_stopped()
    }
}

/// `schema` with an end to white space: a small model that may write it for ever sometimes does.
fn tidy(mut schema: Value) -> Value {
    if let Value::Object(entries) = &mut schema {
        entries.insert("x-guidance".into(), json!({ "whitespace_pattern": BLANKS }));
    }
    schema
}

fn refused(form: &Form, what: String) -> Error {
    let (subject, advice) = match form {
        Form::Schema(_) => ("schema", "Ask for it with a simpler schema."),
        Form::Grammar(_) => ("grammar", "Ask for it with a simpler grammar."),
    };
    Error::new(Kind::BadRequest, subject, what, advice)
}

fn too_much(error: &str) -> Error {
    let what = format!("cannot be kept to any further: {}.", first_line(error));
    Error::new(Kind::BadRequest, "the answer's form", what, "Ask for a simpler one.")
}

/// An error of llguidance without the dump of its state.
fn first_line(error: &str) -> &str {
    error.lines().next().unwrap_or_default().trim_end_matches('.')
}

/// A vocabulary as llguidance wants it.
struct FormVocabulary {
    tokens: Arc<Tokens>,
    trie: TokTrie,
}

impl FormVocabulary {
    fn new(tokens: Arc<Tokens>) -> Result<FormVocabulary> {
        let Some(end) = tokens.endings().first().copied() else {
            let what = "no token of it ends an answer.";
            return Err(Error::new(Kind::BadFile, "vocabulary", what, "Take another file of the model."));
        };
        let spelled = |token: u32| match tokens.bytes(token) {
            // Those that steer, and a marker that llguidance has for them.
            bytes if tokens.steers(token) || bytes.len() > LONGEST_TOKEN || bytes.contains(&0xff) => {
                Vec::new()
            }
            bytes => bytes.to_vec(),
        };
        let count = tokens.len() as u32;
        let spelled: Vec<Vec<u8>> = (0..count).map(spelled).collect();
        let trie = TokTrie::from(&TokRxInfo::new(count, end), &spelled).with_eos_tokens(tokens.endings());
        Ok(FormVocabulary { tokens, trie })
    }
}

impl TokenizerEnv for FormVocabulary {
    fn tok_trie(&self) -> &TokTrie {
        &self.trie
    }

    fn tokenize_bytes(&self, bytes: &[u8]) -> Vec<u32> {
        self.trie.tokenize_with_greedy_fallback(bytes, |text| self.tokens.continuing(text))
    }
}

#[cfg(test)]
mod tests;
