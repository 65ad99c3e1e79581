//! llama.cpp's own server, with a model of 260,000 parameters.
//!
//! `VESPER_LLAMA_SERVER` is the command that starts it, as `llama-server` or `python -m llama_cpp.server`; `VESPER_DATA` a
//! folder that has `lm/stories260K-f32.gguf`.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use vesper_card::Wish;
use vesper_chat::{Keep, Local, Options, Remote};
use vesper_speech::{
    ChatModel, Ending, Error, Form, Kind, Message, Out, Prompt, Result, Role, Sampling, Token,
};

use crate::server::{limits, remote};

/// In the folder VESPER_DATA.
const STORIES: &str = "lm/stories260K-f32.gguf";

struct Llama {
    process: Child,
    address: String,
}

impl Llama {
    /// `None`, and a word about it, where it is not there.
    fn start() -> Option<Llama> {
        let model = std::env::var("VESPER_DATA").unwrap_or_default();
        Llama::serve(&PathBuf::from(model).join(STORIES))
    }

    /// The same with another model.
    fn serve(model: &Path) -> Option<Llama> {
        let found = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let (Some(command), Some(_)) = (found("VESPER_LLAMA_SERVER"), found("VESPER_DATA")) else {
            eprintln!("SKIPPED: llama.cpp's server: set VESPER_LLAMA_SERVER and VESPER_DATA");
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut words = command.split_whitespace();
        let process = Command::new(words.next().unwrap())
            .args(words)
            .arg("--model")
            .arg(model)
            .args(["--host", "127.0.0.1", "--port", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let llama = Llama { process, address: format!("http://127.0.0.1:{port}/v1") };
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(since.elapsed() < Duration::from_secs(120), "{command} does not listen");
            sleep(Duration::from_millis(100));
        }
        Some(llama)
    }

    fn remote(&self) -> Remote {
        remote(&self.address, limits()).0
    }
}

impl Drop for Llama {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn prompt(text: &str, limit: usize, seed: u64) -> Prompt {
    let sampling = Sampling { seed, ..Sampling::default() };
    let messages = vec![Message { role: Role::User, text: text.into() }];
    Prompt { messages, limit, sampling, ..Prompt::default() }
}

fn said(remote: &mut dyn ChatModel, prompt: &Prompt) -> (String, Option<Ending>, usize) {
    let mut tokens: Vec<Token> = Vec::new();
    remote.reply(prompt, &mut tokens).unwrap();
    let text = tokens.iter().map(|token| token.text.as_str()).collect();
    (text, tokens.last().unwrap().end, tokens.len())
}

/// Stops at the third piece.
#[derive(Default)]
struct Three {
    taken: usize,
    at: Option<Instant>,
}

impl Out<Token> for Three {
    fn put(&mut self, _: Token) -> Result<()> {
        self.taken += 1;
        if self.taken < 3 {
            return Ok(());
        }
        self.at = Some(Instant::now());
        Err(Error::stopped())
    }

    fn check(&self) -> Result<()> {
        Ok(())
    }
}

#[test]
fn a_real_server_answers_in_pieces_to_its_limit_the_same_for_the_same_seed() {
    let Some(llama) = Llama::start() else { return };
    let mut remote = llama.remote();
    let (text, end, pieces) = said(&mut remote, &prompt("Once upon a time", 48, 7));
    assert_eq!(end, Some(Ending::Limit), "{text}");
    assert!(pieces > 8 && text.split_whitespace().count() > 8, "{pieces} pieces: {text}");
    assert_eq!(said(&mut remote, &prompt("Once upon a time", 48, 7)).0, text, "the same seed");
    assert_ne!(said(&mut remote, &prompt("Once upon a time", 48, 8)).0, text, "another seed");

    let mut three = Three::default();
    let error = remote.reply(&prompt("Once upon a time", 400, 7), &mut three).unwrap_err();
    assert_eq!(error.kind, Kind::Stopped);
    assert!(three.at.unwrap().elapsed() < Duration::from_millis(500), "stopped at once");
    assert_eq!(said(&mut remote, &prompt("Once upon a time", 48, 7)).0, text, "after a stop");

    let error = remote.reply(&prompt(&"cat ".repeat(20_000), 8, 7), &mut Vec::<Token>::new()).unwrap_err();
    assert!(matches!(error.kind, Kind::BadRequest | Kind::Engine | Kind::Network), "{error}");
}

#[test]
fn a_real_server_keeps_to_a_schema() {
    let Some(llama) = Llama::start() else { return };
    let schema = r#"{"type":"object","properties":{"warm":{"type":"boolean"}},"required":["warm"],"additionalProperties":false}"#;
    let prompt = Prompt { form: Some(Form::Schema(schema.into())), ..prompt("Is it warm?", 64, 3) };
    let (text, end, _) = said(&mut llama.remote(), &prompt);
    assert_eq!(end, Some(Ending::Said), "{text}");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(value["warm"].is_boolean(), "{text}");
}

/// The GGUF file with a chat template, which is put before all that its metadata say.
fn with_template(file: &[u8], template: &str) -> Vec<u8> {
    const COUNT: std::ops::Range<usize> = 16..24;
    const TEXT: u32 = 8;
    let key = "tokenizer.chat_template";
    // What follows keeps its alignment.
    let entry = 8 + key.len() + 4 + 8 + template.len();
    let template = format!("{template}{}", " ".repeat(entry.next_multiple_of(32) - entry));
    let count = u64::from_le_bytes(file[COUNT].try_into().unwrap()) + 1;
    let mut made = file[..COUNT.start].to_vec();
    made.extend(count.to_le_bytes());
    made.extend((key.len() as u64).to_le_bytes());
    made.extend(key.bytes());
    made.extend(TEXT.to_le_bytes());
    made.extend((template.len() as u64).to_le_bytes());
    made.extend(template.bytes());
    made.extend(&file[COUNT.end..]);
    made
}

#[test]
fn without_chance_a_model_here_says_what_it_says_on_the_server() {
    let Some(data) = std::env::var_os("VESPER_DATA") else {
        eprintln!(
            "SKIPPED: the same model here and on llama.cpp's server: set VESPER_LLAMA_SERVER and VESPER_DATA"
        );
        return;
    };
    let file = std::fs::read(PathBuf::from(data).join(STORIES)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stories.gguf");
    // Whoever renders it, the spaces behind it are no part of the prompt.
    let template = "{{ bos_token }}{% for message in messages %}{{ message.content }}{% endfor -%}";
    std::fs::write(&path, with_template(&file, template)).unwrap();
    let Some(llama) = Llama::serve(&path) else { return };
    let options = Options { keep: Keep::Full, device: Some(Wish::Processor), ..Options::default() };
    let mut here = Local::open(&path, &options).unwrap();
    let mut there = llama.remote();
    // llama-cpp-python takes this for repetition where it is told nothing.
    let sampling = Sampling { temperature: 0.0, repetition: 1.1, ..Sampling::default() };
    for text in ["Once upon a time", "One day, Lily", "The dog was sad.", "Tom and Ann went to the park"] {
        let prompt = Prompt { sampling, ..prompt(text, 100, 1) };
        let (ours, theirs) = (said(&mut here, &prompt), said(&mut there, &prompt));
        assert_eq!((&ours.0, ours.1), (&theirs.0, theirs.1), "after {text:?}");
        assert!(ours.0.split_whitespace().count() > 20, "{ours:?}");
    }
}
