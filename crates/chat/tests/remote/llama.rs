//! llama.cpp's own server, with a model of 260,000 parameters.
//!
//! `VESPER_LLAMA_SERVER` is the command that starts it, as `llama-server` or `python -m llama_cpp.server`; `VESPER_DATA` a
//! folder that has `lm/stories260K-f32.gguf`.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use vesper_chat::Remote;
use vesper_speech::{
    ChatModel, Ending, Error, Form, Kind, Message, Out, Prompt, Result, Role, Sampling, Token,
};

use crate::server::{limits, remote};

struct Llama {
    process: Child,
    address: String,
}

impl Llama {
    /// `None`, and a word about it, where it is not there.
    fn start() -> Option<Llama> {
        let found = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let (Some(command), Some(data)) = (found("VESPER_LLAMA_SERVER"), found("VESPER_DATA")) else {
            eprintln!("SKIPPED: llama.cpp's server: set VESPER_LLAMA_SERVER and VESPER_DATA");
            return None;
        };
        let model = PathBuf::from(data).join("lm/stories260K-f32.gguf");
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

fn said(remote: &mut Remote, prompt: &Prompt) -> (String, Option<Ending>, usize) {
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
