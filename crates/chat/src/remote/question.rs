//! A prompt as OpenAI's chat completions have it
//! (<https://platform.openai.com/docs/api-reference/chat/create>), with what llama.cpp, Ollama and vLLM take beyond that.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use vesper_speech::{Error, Form, Kind, Prompt, Result, Role, Sampling};

/// Fields without which a request still means the same, or nearly: servers that do not know one of them refuse it, and
/// are asked without it from then on.
const OPTIONAL: [&str; 10] = [
    "chat_template_kwargs",
    "reasoning_effort",
    "top_k",
    "min_p",
    "repeat_penalty",
    "repetition_penalty",
    "presence_penalty",
    "seed",
    "top_p",
    "temperature",
];
/// What newer servers of OpenAI's call `max_tokens`.
const NEWER_LIMIT: &str = "max_completion_tokens";
/// How servers say that they do not take a field, or not with this value.
const NOT_TAKEN: [&str; 9] = [
    "unrecognized",
    "unknown",
    "unsupported",
    "not supported",
    "unexpected",
    "extra",
    "not permitted",
    "should be",
    "must be",
];

/// What a server was found to take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manners {
    refused: BTreeSet<&'static str>,
    newer_limit: bool,
    /// A schema is sent as llama-cpp-python has it, beside `json_object`.
    older_schema: bool,
}

impl Manners {
    /// Learns from what a server said of a request that it refused; `false` where it says nothing new.
    pub(super) fn learn(&mut self, refusal: &str) -> bool {
        let told = refusal.to_lowercase();
        if !NOT_TAKEN.iter().any(|word| told.contains(word)) {
            return false;
        }
        if told.contains(NEWER_LIMIT) && !self.newer_limit {
            self.newer_limit = true;
            return true;
        }
        if (told.contains("response_format") || told.contains("json_schema")) && !self.older_schema {
            self.older_schema = true;
            return true;
        }
        let named = OPTIONAL.into_iter().filter(|field| told.contains(field));
        let before = self.refused.len();
        self.refused.extend(named);
        self.refused.len() > before
    }
}

/// The body of the request.
///
/// # Errors
/// `BadRequest` where there is nothing to answer, the schema is no JSON, or the form is a grammar: no server takes one
/// in that notation.
pub(super) fn body(model: &str, prompt: &Prompt, manners: &Manners) -> Result<Value> {
    if prompt.messages.is_empty() {
        return Err(Error::new(Kind::BadRequest, "the prompt", "has no message to answer.", ""));
    }
    let mut body = Map::new();
    let messages = prompt.messages.iter().map(|message| {
        let role = match message.role {
            Role::System => "system",
            Role::User => "user",
            Role::Assistant => "assistant",
        };
        json!({ "role": role, "content": message.text })
    });
    body.insert("model".into(), model.into());
    body.insert("messages".into(), messages.collect());
    body.insert("stream".into(), true.into());
    let limit = if manners.newer_limit { NEWER_LIMIT } else { "max_tokens" };
    body.insert(limit.into(), prompt.limit.max(1).into());
    choose(&prompt.sampling, &mut body);
    if !prompt.thinking {
        body.insert("reasoning_effort".into(), "none".into());
        body.insert("chat_template_kwargs".into(), json!({ "enable_thinking": false }));
    }
    body.retain(|field, _| !manners.refused.contains(field.as_str()));
    if let Some(form) = &prompt.form {
        body.insert("response_format".into(), format(form, manners)?);
    }
    Ok(Value::Object(body))
}

/// Fields that do nothing are left out: the fewer, the more servers understand.
fn choose(sampling: &Sampling, body: &mut Map<String, Value>) {
    let mut put = |field: &str, value: Value| drop(body.insert(field.into(), value));
    put("temperature", rounded(sampling.temperature));
    if sampling.temperature > 0.0 {
        put("seed", (sampling.seed & SEEDS).into());
        if sampling.top_p < 1.0 {
            put("top_p", rounded(sampling.top_p));
        }
        if sampling.top_k > 0 {
            put("top_k", sampling.top_k.into());
        }
        if sampling.min_p > 0.0 {
            put("min_p", rounded(sampling.min_p));
        }
    }
    if sampling.repetition != 1.0 {
        // The one is llama.cpp's and Ollama's, the other vLLM's.
        put("repeat_penalty", rounded(sampling.repetition));
        put("repetition_penalty", rounded(sampling.repetition));
    }
    if sampling.presence != 0.0 {
        put("presence_penalty", rounded(sampling.presence));
    }
}

/// Servers keep seeds in 32 bits, some of them signed.
const SEEDS: u64 = 0x7fff_ffff;

/// 0.7 as 0.7, not as the 0.699999988 that it is in 32 bits; what is no number as 0.
fn rounded(value: f32) -> Value {
    let exact = value.to_string().parse::<f64>().ok().filter(|value| value.is_finite());
    exact.unwrap_or(0.0).into()
}

fn format(form: &Form, manners: &Manners) -> Result<Value> {
    let schema = match form {
        Form::Schema(schema) => serde_json::from_str::<Value>(schema).map_err(|error| {
            Error::new(Kind::BadRequest, "the answer's schema", format!("is no JSON: {error}."), "")
        })?,
        Form::Grammar(_) => {
            return Err(Error::new(
                Kind::BadRequest,
                "the answer's grammar",
                "cannot be asked of a server; only a JSON schema can.",
                "Use a model on this machine for this.",
            ));
        }
    };
    Ok(if manners.older_schema {
        json!({ "type": "json_object", "schema": schema })
    } else {
        json!({ "type": "json_schema", "json_schema": { "name": "answer", "strict": true, "schema": schema } })
    })
}

#[cfg(test)]
mod tests {
    use vesper_speech::Message;

    use super::*;

    fn prompt() -> Prompt {
        let messages = vec![
            Message { role: Role::System, text: "Be kind.".into() },
            Message { role: Role::User, text: "Guten \"Abend\"\n".into() },
        ];
        Prompt { messages, ..Prompt::default() }
    }

    fn sent(prompt: &Prompt, manners: &Manners) -> Value {
        body("m", prompt, manners).unwrap()
    }

    #[test]
    fn a_prompt_is_asked_as_servers_take_it() {
        assert_eq!(
            sent(&prompt(), &Manners::default()),
            json!({
                "model": "m",
                "messages": [
                    { "role": "system", "content": "Be kind." },
                    { "role": "user", "content": "Guten \"Abend\"\n" },
                ],
                "stream": true, "max_tokens": 1024,
                "temperature": 0.7, "top_p": 0.8, "top_k": 20, "seed": 0,
                "reasoning_effort": "none", "chat_template_kwargs": { "enable_thinking": false },
            })
        );
        let sampling = Sampling { temperature: 0.0, repetition: 1.1, presence: 0.5, ..Sampling::default() };
        let greedy = sent(&Prompt { sampling, thinking: true, ..prompt() }, &Manners::default());
        let keys: BTreeSet<&str> = greedy.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            BTreeSet::from([
                "max_tokens",
                "messages",
                "model",
                "presence_penalty",
                "repeat_penalty",
                "repetition_penalty",
                "stream",
                "temperature"
            ])
        );
        assert_eq!(greedy["repeat_penalty"], 1.1);
        assert_eq!(body("m", &Prompt::default(), &Manners::default()).unwrap_err().kind, Kind::BadRequest);
    }

    #[test]
    fn what_a_server_does_not_take_is_left_out_from_then_on() {
        let mut manners = Manners::default();
        assert!(manners.learn("Unrecognized request argument supplied: top_k"));
        assert!(!manners.learn("Unrecognized request argument supplied: top_k"), "nothing new");
        assert!(manners.learn(
            r#"{"detail":[{"type":"literal_error","loc":["body","reasoning_effort"],"msg":"Input should be 'low'"}]}"#
        ));
        assert!(manners.learn("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."));
        let body = sent(&prompt(), &manners);
        assert_eq!(
            (&body["top_k"], &body["reasoning_effort"], &body["max_tokens"]),
            (&Value::Null, &Value::Null, &Value::Null)
        );
        assert_eq!(body["max_completion_tokens"], 1024);
        assert!(!manners.learn("The model `m` does not exist"));
        assert!(!manners.learn("unknown model m"));
    }

    #[test]
    fn a_schema_is_asked_for_and_a_grammar_is_refused() {
        let mut manners = Manners::default();
        let of = |form| Prompt { form: Some(form), ..prompt() };
        let schema = of(Form::Schema(r#"{"type":"object"}"#.into()));
        assert_eq!(sent(&schema, &manners)["response_format"]["json_schema"]["schema"]["type"], "object");
        assert!(
            manners.learn(r#"loc: body.response_format.type, msg: Input should be 'text' or 'json_object'"#)
        );
        assert_eq!(sent(&schema, &manners)["response_format"]["schema"]["type"], "object");
        for bad in [Form::Schema("{".into()), Form::Grammar("start: \"a\"".into())] {
            assert_eq!(body("m", &of(bad), &manners).unwrap_err().kind, Kind::BadRequest);
        }
    }
}
