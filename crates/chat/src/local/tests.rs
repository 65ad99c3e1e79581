//! Answers of a very small model that knows nothing: that they end as they should, and depend on nothing that they should
//! not.

mod sharing;

use std::cell::Cell;
use std::time::{Duration, Instant};

use super::{Less, Local, Options};
use crate::model::{Checked, Engine, Fault};
use crate::{Keep, random};
use tempfile::TempDir;
use vesper_speech::{
    ChatModel, Ending, Error, Form, Kind, Message, Out, Prompt, Result, Role, Sampling, Token,
};

fn model() -> (TempDir, Local) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("least.gguf");
    random::write_least(&path, 5).unwrap();
    let options = Options { cores: Some(2.into()), keep: Keep::Full, ..Options::default() };
    let local = Local::open(&path, &options).unwrap();
    (folder, local)
}

fn message(role: Role, text: &str) -> Message {
    Message { role, text: text.into() }
}

fn asked(text: &str, limit: usize) -> Prompt {
    let sampling = Sampling { temperature: 1.0, top_k: 0, top_p: 1.0, seed: 3, ..Sampling::default() };
    Prompt { messages: vec![message(Role::User, text)], limit, sampling, ..Prompt::default() }
}

/// The whole answer, which has to end once, with its last piece.
fn answer(local: &mut Local, prompt: &Prompt) -> (String, Ending) {
    let mut tokens = Vec::new();
    local.reply(prompt, &mut tokens).unwrap();
    let (last, before) = tokens.split_last().unwrap();
    assert!(before.iter().all(|token| token.end.is_none() && !token.text.is_empty()), "{tokens:?}");
    (tokens.iter().map(|token| token.text.as_str()).collect(), last.end.unwrap())
}

#[test]
fn the_same_seed_says_the_same_whatever_was_said_before() {
    let (_folder, mut local) = model();
    let prompt = asked("Tell me of the sea.", 40);
    let (first, _) = answer(&mut local, &prompt);
    assert!(!first.is_empty());
    for other in ["Tell me of the sky.", "Tell", ""] {
        answer(&mut local, &asked(other, 10));
        assert_eq!(answer(&mut local, &prompt).0, first);
    }
    local.forget();
    assert_eq!(answer(&mut local, &prompt).0, first);
    let seeded = Prompt { sampling: Sampling { seed: 4, ..prompt.sampling }, ..prompt.clone() };
    assert_ne!(answer(&mut local, &seeded).0, first);
}

#[test]
fn a_conversation_that_goes_on_is_answered_as_a_new_one() {
    let (_folder, mut local) = model();
    let mut prompt = asked("Who are you?", 30);
    let (said, _) = answer(&mut local, &prompt);
    prompt.messages.push(message(Role::Assistant, &said));
    prompt.messages.push(message(Role::User, "And then?"));
    let (kept, _) = answer(&mut local, &prompt);
    let (_other, mut new) = model();
    assert_eq!(answer(&mut new, &prompt).0, kept);
}

#[test]
fn a_limit_is_kept_and_told() {
    let (_folder, mut local) = model();
    for limit in [0, 1, 7] {
        let mut tokens = Vec::new();
        local.reply(&asked("Count.", limit), &mut tokens).unwrap();
        assert_eq!(tokens.last().unwrap().end, Some(Ending::Limit));
        // Each piece is a token or more.
        assert!(tokens.iter().filter(|token| !token.text.is_empty()).count() <= limit, "{tokens:?}");
    }
}

#[test]
fn a_context_that_is_full_ends_the_answer_and_one_too_small_refuses_the_prompt() {
    let (_folder, local) = model();
    let path = local.file.clone();
    let asked = asked("Count as far as you can.", 10_000);
    let needed = local.count(&asked.messages).unwrap();
    let options = |context| Options { context: Some(context), cores: Some(1.into()), ..Options::default() };
    let mut small = Local::open(path.as_ref(), &options(needed + 8)).unwrap();
    assert_eq!(small.context(), needed + 8);
    assert_eq!(answer(&mut small, &asked).1, Ending::Limit);
    let mut smaller = Local::open(path.as_ref(), &options(needed)).unwrap();
    let error = smaller.reply(&asked, &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::BadRequest);
    assert!(error.what.contains(&format!("{needed} tokens")), "{error}");
    // More than the file says is not remembered.
    assert_eq!(Local::open(path.as_ref(), &options(1 << 40)).unwrap().context(), 2048);
}

#[test]
fn what_has_a_form_keeps_to_it() {
    let (_folder, mut local) = model();
    let schema = r#"{"type": "object", "properties": {"name": {"enum": ["fox", "owl"]}, "old": {"type": "boolean"}},
        "required": ["name", "old"], "additionalProperties": false}"#;
    let prompt = Prompt { form: Some(Form::Schema(schema.into())), ..asked("Who?", 400) };
    let (said, end) = answer(&mut local, &prompt);
    assert_eq!(end, Ending::Said);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert!(said["name"] == "fox" || said["name"] == "owl");
    assert!(said["old"].is_boolean());
}

/// Ends the work at a moment.
struct Until {
    asked: Cell<u32>,
    most: u32,
}

impl Out<Token> for Until {
    fn put(&mut self, _token: Token) -> Result<()> {
        self.check()
    }

    fn check(&self) -> Result<()> {
        self.asked.set(self.asked.get() + 1);
        if self.asked.get() > self.most { Err(Error::stopped()) } else { Ok(()) }
    }
}

#[test]
fn an_answer_that_is_stopped_leaves_the_next_one_as_it_would_be() {
    let (_folder, mut local) = model();
    let prompt = asked(&"Long ago and far away. ".repeat(20), 30);
    let (expected, _) = answer(&mut local, &prompt);
    for most in [0, 1, 2, 5, 11, 40] {
        local.forget();
        let stopped = local.reply(&prompt, &mut Until { asked: Cell::new(0), most });
        assert_eq!(stopped.unwrap_err().kind, Kind::Stopped, "{most}");
        assert_eq!(answer(&mut local, &prompt).0, expected, "{most}");
    }
}

#[test]
fn several_models_are_open_at_once_and_know_nothing_of_each_other() {
    let (_one, mut one) = model();
    let (_other, mut other) = model();
    let prompt = asked("Both of you?", 20);
    let first = answer(&mut one, &prompt);
    assert_eq!(answer(&mut other, &prompt), first);
    assert_eq!(answer(&mut one, &prompt), first);
}

#[test]
fn speed_is_measured_and_leaves_nothing_behind() {
    let (_folder, mut local) = model();
    let prompt = asked("Once more.", 20);
    let before = answer(&mut local, &prompt);
    let begun = Instant::now();
    let speed = local.speed(200, 10, &|| Ok(())).unwrap();
    let took = begun.elapsed();
    assert!(speed.prefill > 0.0 && speed.decode > 0.0);
    assert!(Duration::from_secs_f64(200.0 / speed.prefill + 10.0 / speed.decode) <= took);
    assert_eq!(local.speed(2000, 100, &|| Ok(())).unwrap_err().kind, Kind::BadRequest);
    assert_eq!(answer(&mut local, &prompt), before);
}

/// A machine whose memory ends with so many tokens, or with twice as many where they are kept in 8 bits.
struct Tight {
    engine: Box<dyn Engine>,
    most: usize,
}

impl Engine for Tight {
    fn logits(&mut self, tokens: &[u32], check: &dyn Fn() -> Result<()>) -> Checked<Vec<f32>> {
        if tokens.len() > self.most {
            return Err(Fault::Memory);
        }
        self.engine.logits(tokens, check)
    }

    fn clear(&mut self) {
        self.engine.clear();
    }

    fn keep(&mut self, keep: Keep) {
        self.most *= 2;
        self.engine.keep(keep);
    }
}

fn tight(local: &mut Local, most: usize) {
    let engine = local.engine.take().unwrap();
    local.engine = Some(Box::new(Tight { engine, most }));
}

#[test]
fn where_memory_ends_it_makes_do_with_less_and_says_with_what() {
    let (_folder, mut local) = model();
    let short = asked("Who?", 20);
    let expected = answer(&mut local, &short);
    tight(&mut local, 1200);
    assert_eq!(local.make_do().unwrap(), [], "nothing failed yet");
    let long = asked(&"Long ago. ".repeat(150), 20);
    let error = local.reply(&long, &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::Engine);
    assert!(error.what.contains("no memory left"), "{error}");
    let less = local.make_do().unwrap();
    assert_eq!(less, [Less::Context { tokens: 1024, of: 2048 }]);
    assert_eq!((local.context(), local.less()), (1024, &less[..]));
    assert_eq!(
        local.reply(&long, &mut Vec::new()).unwrap_err().kind,
        Kind::BadRequest,
        "it is to be shorter"
    );
    assert_eq!(answer(&mut local, &short), expected, "the conversation goes on");

    tight(&mut local, 40);
    local.reply(&asked(&"Long ago. ".repeat(8), 20), &mut Vec::new()).unwrap_err();
    assert_eq!(local.make_do().unwrap(), [Less::Eight]);
    assert!(!answer(&mut local, &short).0.is_empty());
    local.reply(&asked(&"Long ago. ".repeat(30), 20), &mut Vec::new()).unwrap_err();
    assert_eq!(local.make_do().unwrap(), [], "only a smaller model helps");
}

#[test]
fn within_the_memory_it_is_given_it_remembers_as_much_as_fits() {
    let (_folder, local) = model();
    let open = |memory| {
        let options = Options { cores: Some(1.into()), memory: Some(memory), ..Options::default() };
        Local::open(&local.path, &options)
    };
    let whole = open(1 << 30).unwrap();
    assert_eq!((whole.context(), whole.less()), (2048, &[][..]));
    // The most that is refused, and a little more.
    let (mut none, mut all) = (0_u64, 1 << 30);
    while all - none > 1 {
        let middle = none.midpoint(all);
        if open(middle).is_ok() { all = middle } else { none = middle }
    }
    let least = open(all).unwrap();
    assert_eq!((least.context(), least.plan.keep), (1024, Keep::Eight));
    assert_eq!(least.less(), [Less::Context { tokens: 1024, of: 2048 }, Less::Eight]);
    let error = open(none).err().unwrap();
    assert_eq!(error.kind, Kind::Engine);
    assert!(error.what.contains("GB are left for it"), "{error}");
    // A token's keys and values in 16 bits: 2 layers, a head of 128 numbers.
    let half = open(all + 1024 * (2 * 2 * 2 * 128 - 2 * 2 * 144)).unwrap();
    assert_eq!((half.context(), half.plan.keep), (1024, Keep::Half));
}
